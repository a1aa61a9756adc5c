"""The data dictionary: every measure of the release by area, searchable, and to take away."""

from functools import partial

import streamlit as st

from charts import caption, dictionary
from indicators.catalog import AREAS
from indicators.measure import Measure
from pages.parts import html
from pages.parts.here import Here, asked
from pages.parts.html import esc

SHOWN = tuple(f for f in dictionary.FIELDS if f not in ("name", "area", "lines"))
FEW = 3  # entries found that stand open
LONGEST = 80  # letters of a search


def draw(here: Here) -> None:
    """Heading, search, downloads, then the entries that were asked for."""
    top = st.container()
    every = dictionary.entries(here.store, _ordered(here), here.lang)
    with st.container(key="controls-dictionary", horizontal=True, vertical_alignment="bottom"):
        wanted = _search(here)
        _downloads(here, every)
    found = dictionary.matching(every, wanted)
    with top:
        _head(here)
    count = here.t("page_dictionary.found", count=len(found), total=len(every))
    nothing = "" if found else f" {here.t('page_dictionary.nothing', asked=wanted)}"
    html.put(
        f'<p class="small" role="status">{esc(count)}{esc(nothing)}</p>'
        + "".join(_area(here, area.name[here.lang], found, len(found) <= FEW) for area in AREAS.values()),
        here.lang,
    )


def _ordered(here: Here) -> list[Measure]:
    """All measures of the catalog as the release has it, with numbers or without, in the site's order."""
    areas, kinds = list(AREAS), ("outcome", "contributing", "system", "context")
    return sorted(here.store.measures.values(), key=lambda m: (areas.index(m.area), kinds.index(m.kind)))


def _head(here: Here) -> None:
    trail = f"{html.link(here.t('nav.methods'), here.link('methods'))} / "
    trail += html.link(here.t("page_dictionary.title"), here.link("dictionary"), current=True)
    html.put(
        f'<div class="sec first"><p class="crumb">{trail}</p><h1>{esc(here.t("page_dictionary.title"))}</h1>'
        f'<p class="lead">{esc(here.t("page_dictionary.lead"))}</p></div>{html.banner(here.untold())}',
        here.lang,
    )


def _search(here: Here) -> str:
    key = "pick-dictionary-q"
    st.session_state[key] = (asked("q") or "")[:LONGEST]
    st.text_input(
        here.t("page_dictionary.search"),
        key=key,
        max_chars=LONGEST,
        placeholder=here.t("page_dictionary.hint"),
        on_change=_write,
        args=(key,),
        width=480,
    )
    return st.session_state[key]


def _write(key: str) -> None:
    wanted = st.session_state[key].strip()
    if wanted:
        st.query_params["q"] = wanted
    elif "q" in st.query_params:
        del st.query_params["q"]


def _downloads(here: Here, every: list[dict[str, str]]) -> None:
    name = caption.file_name(here.store.release.community.name, here.t("card.file_dictionary"))
    makers = {
        "csv": (partial(dictionary.csv, every, here.lang), "text/csv"),
        "json": (partial(dictionary.as_json, here.store, every, here.lang), "application/json"),
    }
    for kind, (make, mime) in makers.items():
        label = here.t(f"page_dictionary.{kind}")
        st.download_button(
            label, make, file_name=f"{name}.{kind}", mime=mime, on_click="ignore", key=f"get-dictionary-{kind}"
        )


def _area(here: Here, name: str, found: list[dict[str, str]], opened: bool) -> str:
    mine = [one for one in found if one["area"] == name]
    if not mine:
        return ""
    return f'<div class="sec"><h2>{esc(name)}</h2>{"".join(_entry(here, one, opened) for one in mine)}</div>'


def _entry(here: Here, one: dict[str, str], opened: bool) -> str:
    lines = "".join(
        f"<dt>{esc(here.t(f'page_dictionary.{field}'))}</dt><dd>{esc(one[field])}</dd>" for field in SHOWN if one[field]
    )
    is_open = " open" if opened else ""
    return f'<details class="fold"{is_open} id="{esc(one["id"])}"><summary>{esc(one["name"])}</summary><dl>{lines}</dl></details>'


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()
