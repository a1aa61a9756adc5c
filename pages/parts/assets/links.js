/* Links inside the site change the address and let Streamlit read it, so that no page is loaded twice and the back button works.
   Without this script every link still works, as a plain link. */
const NARROW = matchMedia("(max-width: 640px)");
let off = () => {}, sought = "";

function seek(id, tries = 40) {
  const target = id && document.getElementById(id);
  if (target) { target.scrollIntoView(); target.setAttribute("tabindex", "-1"); target.focus({ preventScroll: true }); }
  else if (id && tries) setTimeout(() => seek(id, tries - 1), 100);
}

export default function ({ data, setStateValue }) {
  document.documentElement.lang = data.lang;
  let told = data.narrow;
  const measure = () => { if (NARROW.matches !== told) { told = NARROW.matches; setStateValue("narrow", told); } };
  NARROW.addEventListener("change", measure);
  measure();
  if (location.hash && location.hash !== sought) seek((sought = location.hash).slice(1));
  off();
  const go = (event) => {
    const link = event.composedPath().find((node) => node.tagName === "A");
    if (!link || !link.classList.contains("in") || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.href === location.href) return;
    const other = new URL(link.href).pathname !== location.pathname;
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelectorAll("details.menu[open]").forEach((menu) => menu.removeAttribute("open"));
    if (link.hash) seek((sought = link.hash).slice(1));
    else if (other) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  };
  // On a projector the arrow keys lead to the view before and after.
  const turn = (event) => {
    const side = { ArrowLeft: "before", ArrowRight: "after" }[event.key];
    if (side && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) document.querySelector(`.present a.${side}`)?.click();
  };
  document.addEventListener("click", go);
  document.addEventListener("keydown", turn);
  off = () => { document.removeEventListener("click", go); document.removeEventListener("keydown", turn); NARROW.removeEventListener("change", measure); };
  return off;
}
