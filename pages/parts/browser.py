"""What runs in the reader's browser: links inside the site, the width of the window, the copy button, the map's loader."""

from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from pages.parts.here import Here
from pages.parts.routes import asset_address

ASSETS = Path(__file__).with_name("assets")
# The scripts come by address and are kept by the browser, so that a rerun's message carries only this line.
_LOADER = """
export default function (part) {
  import(new URL(part.data.module, location.origin).href).then((m) => m.default(part));
}
"""

_LINKS = component("flashlight_links", js=(ASSETS / "links.js").read_text("utf-8"))
_SHARE = component(
    "flashlight_share",
    html='<button type="button"></button><span role="status"></span>',
    css=(ASSETS / "share.css").read_text("utf-8"),
    js=(ASSETS / "share.js").read_text("utf-8"),
)
_MAP = component("flashlight_map", js=_LOADER)


def watch_links() -> bool:
    """Let links change the address without loading the page anew; True on a narrow window."""
    guess = "Mobile" in (st.context.headers.get("User-Agent") or "")
    seen = _LINKS(key="links", data={"narrow": guess}, on_narrow_change=lambda: None)
    narrow = getattr(seen, "narrow", None)
    return guess if narrow is None else bool(narrow)


def share_button(here: Here, title: str, key: str) -> None:
    """A button that copies or shares this page's address."""
    said = {k: here.t(f"card.{k}") for k in ("copied", "byhand")}
    _SHARE(key=key, width="content", data={"label": here.t("card.copy"), "title": title, "lang": here.lang, **said})


def map_component(key: str, payload: dict[str, Any]) -> str | None:
    """Draw the map and its list; the area chosen in this run, if one was."""
    seen = _MAP(key=key, data={"module": asset_address("map.js"), **payload}, on_chosen_change=lambda: None)
    chosen = getattr(seen, "chosen", None)
    return str(chosen) if chosen else None
