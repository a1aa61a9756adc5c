/* A button that shares this page's address on phones and copies it elsewhere; the answer is announced. */
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("[role=status]");
  button.textContent = data.label;
  said.lang = data.lang;
  button.onclick = async () => {
    const address = window.location.href;
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) {
        await navigator.share({ title: data.title, url: address });
        said.textContent = "";
      } else {
        await navigator.clipboard.writeText(`${data.title}\n${address}`);
        said.textContent = data.copied;
      }
    } catch (error) {
      said.textContent = error.name === "AbortError" ? "" : `${data.byhand} ${address}`;
    }
  };
  return () => { button.onclick = null; };
}
