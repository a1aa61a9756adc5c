"""One measure by group: small multiples over time, then every group at one period."""

import streamlit as st

from charts import answer
from charts import groups as group_figures
from indicators.catalog import is_pool
from pages.parts import card, controls, crossed, facts, held, html, present, story, whole
from pages.parts.here import Here
from pages.parts.html import esc

DEFAULT = "chronic_absence"


def draw(here: Here) -> None:
    """Question, answer by group, the order in words, controls, small multiples, dots, groups beside a reference."""
    store = here.store
    known = [m.id for m in here.measures.values() if m.schemes and facts.places_of(here, m.id)]
    top = st.container()
    with st.container(key="controls-groups", horizontal=True, vertical_alignment="bottom"):
        measure_id = controls.measure(here, known, DEFAULT)
        measure = here.measure(measure_id)
        home = facts.home_place(here, measure_id) or ""
        place = controls.place(here, facts.places_of(here, measure_id), home, measure.name[here.lang])
        level = (here.place(place) or store.places[0]).level
        schemes = [s for s in store.schemes(measure_id, level) if s != "all"]
        first = _told_first(here, measure_id, place, schemes)
        scheme = controls.scheme(here, measure, schemes, first) if len(schemes) > 1 else (schemes or ["all"])[0]
        period = controls.period(here, measure_id, store.periods(measure_id, level))
    dots = whole.shown(
        group_figures.dots_figure(store, measure_id, place=place, scheme=scheme, period_end=period, lang=here.lang),
        measure,
    )
    if present.wanted(dots):
        present.draw(here, dots)
        return
    with top:
        _head(here, measure_id, place, scheme, period)
    if scheme in crossed.SCHEMES:  # its many groups over time are on the page of trends
        html.put(crossed.table(here, measure_id, place, scheme, period), here.lang)
    else:
        multiples = group_figures.multiples_figure(store, measure_id, place=place, scheme=scheme, lang=here.lang)
        card.card(here, whole.shown(multiples, measure))
    html.put('<div class="sec"></div>', here.lang)
    card.card(here, dots, name="dots_show", present=True)
    if scheme != "all" and not facts.is_whole(measure):
        held.draw(here, measure_id, (place, scheme, period))
    story.about(here, measure_id)


def _told_first(here: Here, measure_id: str, place: str, schemes: list[str]) -> str:
    """The first way to split people in which some group has a number here."""
    rows = here.store.rows(measure_id, place=place)
    told = set(rows[rows["status"].isin(["published", "range"])]["scheme"])
    return next((s for s in schemes if s in told), (schemes or ["all"])[0])


def _head(here: Here, measure_id: str, place: str, scheme: str, period: int) -> None:
    story.stale(here, measure_id)
    found = facts.fact(here, measure_id, place, "all", period)
    sentence = answer.sentence(here.store, measure_id, place=place, group="all", period_end=period, lang=here.lang)
    if facts.is_whole(here.measure(measure_id)):
        found, sentence = None, ""
    by_group = facts.by_group(here, measure_id, place, scheme, period)
    if found is not None and not found.shown and by_group:
        sentence, by_group = by_group, facts.why_no_total(here, found)
    number = found.text if found and found.row.status == "published" else ""
    story.head(here, measure_id, [sentence, by_group], number)
    if scheme == "race_ethnicity":
        pools = here.store.rows(measure_id, place=place, scheme=scheme)["group"].map(is_pool).any()
        order = here.t("page_groups.order_pool" if pools else "page_groups.order")
        html.put(f'<p class="small">{esc(order)}</p>', here.lang)


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()
