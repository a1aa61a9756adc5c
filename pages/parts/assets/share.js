/* A button that shares this page's address on phones and copies it elsewhere; the answer is announced. */
const STYLE = `
button { font: 400 .92rem/1.2 var(--sans); color: var(--accent); background: none; border: 0; padding: 0; min-height: 44px; cursor: pointer;
  text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .18em; }
button:hover { text-decoration-thickness: 2px; }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 6px var(--beam); }
span { font: 400 .88rem/1.4 var(--sans); color: var(--muted); overflow-wrap: anywhere; }
span:not(:empty) { margin-left: 8px; }
`;

function mount(root) {
  const style = document.createElement("style"), button = document.createElement("button"), said = document.createElement("span");
  style.textContent = STYLE;
  button.type = "button";
  said.setAttribute("role", "status");
  root.replaceChildren(style, button, said);
  return { button, said };
}

export default function ({ data, parentElement }) {
  const made = parentElement.querySelector("button");
  const { button, said } = made ? { button: made, said: parentElement.querySelector("span") } : mount(parentElement);
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
}
