"""What runs in the reader's browser: links inside the site, the width of the window, the copy button, the map."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from pages.parts.here import Here
from pages.parts.routes import asset_address

# The scripts come by address and are kept by the browser, so that a rerun's message carries only these lines.
_LOADER = """
export default function (part) {
  import(new URL(part.data.module, location.origin).href).then((m) => m.default(part));
}
"""

_LINKS = component("flashlight_links", js=_LOADER)
_SHARE = component("flashlight_share", js=_LOADER)
_MAP = component("flashlight_map", js=_LOADER)


def watch_links(lang: str) -> bool:
    """Let links change the address without loading the page anew, and name the page's language; True on a narrow window."""
    guess = "Mobile" in (st.context.headers.get("User-Agent") or "")
    seen = _LINKS(
        key="links",
        data={"module": asset_address("links.js"), "narrow": guess, "lang": lang},
        on_narrow_change=lambda: None,
    )
    narrow = getattr(seen, "narrow", None)
    return guess if narrow is None else bool(narrow)


def share_button(here: Here, title: str, key: str) -> None:
    """A button that copies or shares this page's address."""
    words = {"label": here.t("card.copy"), "copied": here.t("card.copied"), "byhand": here.t("card.byhand")}
    data = {"module": asset_address("share.js"), "title": title, "lang": here.lang, **words}
    _SHARE(key=key, width="content", data=data)


def map_component(key: str, payload: dict[str, Any], choose: Callable[[str], None] | None = None) -> None:
    """Draw the map and its list; `choose` is told the id of an area when one is chosen, before the page runs again."""

    def chosen() -> None:
        area = st.session_state[key].get("chosen")
        if choose and area:
            choose(str(area))

    _MAP(key=key, data={"module": asset_address("map.js"), **payload}, on_chosen_change=chosen)
