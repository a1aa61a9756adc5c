"""An area of the reader's own, put together from published parts: what can be added up, with its margin, and why the rest cannot."""

import streamlit as st

from charts import caption
from charts.own_area import OwnArea
from pages.parts import controls, html
from pages.parts.here import Here, asked
from pages.parts.html import esc

# The levels whose areas fill a larger one without overlap; those the release has are offered.
LEVELS = ("neighborhood", "tract", "zcta", "county_subdivision")
FEWEST = 2
NAMED = 6


def draw(here: Here) -> None:
    """Heading, what to choose, and below it what the chosen parts say together."""
    top = st.container()
    levels = [lv for lv in LEVELS if len(here.store.geographies(lv)) >= FEWEST]
    if not levels:
        with top:
            _head(here, [])
        return
    with st.container(key="controls-area", horizontal=True, vertical_alignment="bottom"):
        level = controls.level(here, levels, drops=("blocks",))
        geoids = _blocks(here, level)
    area = OwnArea(here.store, level, tuple(geoids), here.lang)
    with top:
        _head(here, [area.sentence(), _named(here, area)] if len(geoids) >= FEWEST else [here.t("page_area.empty")])
    if len(geoids) >= FEWEST:
        _numbers(here, area)


def _blocks(here: Here, level: str) -> list[str]:
    """The chosen parts: the address holds their ids, and those it names in vain are told."""
    geographies = here.store.geographies(level)
    newest = geographies[geographies["vintage"] == geographies["vintage"].max()]
    names = dict(zip(newest["geoid"], newest["name"], strict=True))
    wanted = [g for g in (asked("blocks") or "").split(",") if g]
    known, unknown = [g for g in dict.fromkeys(wanted) if g in names], [g for g in wanted if g not in names]
    if unknown:
        here.notices.append(
            here.t("page_area.unknown", count=len(unknown), names=", ".join(g[:30] for g in unknown[:NAMED]))
        )
    key = f"pick-area-blocks-{level}"
    st.session_state[key] = known
    st.multiselect(
        here.t("page_area.blocks"),
        list(names),
        key=key,
        format_func=names.__getitem__,
        placeholder=here.t("page_area.pick"),
        on_change=_write,
        args=(key,),
    )
    return known


def _write(key: str) -> None:
    chosen = st.session_state.get(key) or []
    if chosen:
        st.query_params["blocks"] = ",".join(chosen)
    elif "blocks" in st.query_params:
        del st.query_params["blocks"]


def _head(here: Here, sentences: list[str]) -> None:
    own = html.link(here.t("page_area.title"), here.link("area"), current=True)
    trail = f"{html.link(here.t('nav.place'), here.link('place'))} / {own}"
    leads = "".join(f'<p class="lead">{esc(s)}</p>' for s in [here.t("page_area.lead"), *sentences])
    html.put(
        f'<div class="sec first"><p class="crumb">{trail}</p><h1>{esc(here.t("page_area.title"))}</h1>'
        f'<div role="status">{leads}</div></div>{html.banner(here.untold())}',
        here.lang,
    )


def _named(here: Here, area: OwnArea) -> str:
    names = list(area.names.values())
    shown = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        shown = here.t("page_area.and_more", names=shown, count=len(names) - NAMED)
    return here.t("page_area.chosen", count=len(names), names=shown)


def _numbers(here: Here, area: OwnArea) -> None:
    html.put(html.banner(area.warnings()), here.lang)
    numeric = [here.t("area.margin")]
    table = html.table(area.table(), here.t("page_area.caption"), numeric)
    html.put(f"<h2>{esc(here.t('page_area.numbers'))}</h2>{table}", here.lang)
    st.download_button(
        here.t("page_area.download"),
        area.csv,
        file_name=f"{caption.file_name(here.store.release.community.name, here.t('card.file_area'))}.csv",
        mime="text/csv",
        on_click="ignore",
        key="get-area-csv",
    )
    notes = " ".join(area.notes()[len(area.warnings()) :])
    source = f"<b>{esc(here.t('chart.source'))}</b> {esc(area.source())}."
    html.put(f'<p class="note"><b>{esc(here.t("chart.notes"))}</b> {esc(notes)} {source}</p>', here.lang)


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()
