"""One measure on the map and in the list beside it; the same areas under school points. Where nobody tells areas apart, the groups."""

from functools import partial

import streamlit as st

from charts import areas
from charts import groups as group_figures
from charts.figure import AreaFigure, Figure
from indicators.catalog import display_order
from pages import area
from pages.parts import card, controls, facts, html, layers, mapview, present, story, whole
from pages.parts.here import Here, asked
from pages.parts.html import esc

DEFAULT = "poverty"
FEWEST = 3  # areas that make a map or a list worth its name


def draw(here: Here) -> None:
    """Question, answer, controls, map with list, schools, and what to do with it."""
    top = st.container()
    with st.container(key="controls-map", horizontal=True, vertical_alignment="bottom"):
        measure_id, chosen = _controls(here)
    figure = _by_group(here, measure_id, chosen) if chosen["areas"] == "few" else _figure(here, measure_id, chosen)
    if present.wanted(figure):
        present.draw(here, figure)
        return
    with top:
        story.stale(here, measure_id)
        sentences, number = story.answers(here, measure_id, chosen["place"], chosen["group"], int(chosen["period"]))
        story.head(here, measure_id, sentences, number)
    if isinstance(figure, AreaFigure):
        _areas(here, figure, chosen)
    else:
        words = here.t("page_map.no_areas", place=here.name_of(chosen["place"]))
        html.put(f'<p class="small">{esc(words)}</p>', here.lang)
        card.card(here, figure, present=True)
    story.about(here, measure_id)


def _areas(here: Here, figure: AreaFigure, chosen: dict[str, str]) -> None:
    card.card(here, figure, chart=partial(mapview.draw, here, figure, "map"), present=True)
    if chosen["level"] in area.LEVELS:
        address = here.link("area", level=chosen["level"])
        html.put(f'<p class="small">{html.link(here.t("page_area.link"), address)}</p>', here.lang)
    if here.store.layers() and figure.shapes is not None:
        layers.draw(here, figure, chosen["level"])


def _by_group(here: Here, measure_id: str, chosen: dict[str, str]) -> Figure:
    """What a place with no areas inside it has instead of a map."""
    figure = group_figures.dots_figure(
        here.store,
        measure_id,
        place=chosen["place"],
        scheme=chosen["scheme"],
        period_end=int(chosen["period"]),
        lang=here.lang,
    )
    return whole.shown(figure, here.measure(measure_id))


def _controls(here: Here) -> tuple[str, dict[str, str]]:
    store = here.store
    measure_id = controls.measure(here, list(here.measures), DEFAULT)
    levels = [lv for lv in store.levels(measure_id) if lv not in ("state", "us") and len(store.geographies(lv))]
    level = controls.level(here, levels or store.levels(measure_id))
    few = store.geographies(level)["name"].nunique() < FEWEST and not any(
        lv in ("neighborhood", "tract") for lv in levels
    )
    scheme, group = _who(here, measure_id, level, few)
    period = controls.period(here, measure_id, store.periods(measure_id, level))
    home = facts.home_place(here, measure_id) or ""
    subject = here.measure(measure_id).name[here.lang]
    places = facts.places_of(here, measure_id)
    place = controls.place(here, places, home, subject) if places else ""
    chosen = {"level": level, "scheme": scheme, "group": group, "period": str(period), "place": place}
    return measure_id, chosen | {"areas": "few" if few else "many"}


def _who(here: Here, measure_id: str, level: str, few: bool) -> tuple[str, str]:
    """The scheme and the group to show; all groups at once where there are too few areas for a map."""
    measure = here.measure(measure_id)
    schemes = here.store.schemes(measure_id, level)
    if few or facts.is_whole(measure):
        schemes = [s for s in schemes if s != "all"] or schemes
    scheme = controls.scheme(here, measure, schemes, schemes[0]) if len(schemes) > 1 else schemes[0]
    if scheme == "all" or few:
        return scheme, "all"
    rows = here.store.rows(measure_id, level=level, scheme=scheme)
    there, whole_too = set(rows["group"]), not facts.is_whole(measure)
    options = [g for g in display_order(scheme, there) if g in there or (g == "all" and whole_too)]
    # A map of parts starts with the group that has most numbers, not with the one whose name comes first.
    told = rows[rows["status"] == "published"]["group"].value_counts()
    return scheme, controls.group(
        here, scheme, options, "all" if whole_too else str(told.idxmax()) if len(told) else ""
    )


def _figure(here: Here, measure_id: str, chosen: dict[str, str]) -> AreaFigure:
    place = here.place(chosen["place"])
    own = place is not None and place.level == chosen["level"]
    selected = place.geoids[-1] if place and own and asked("place") else None
    return areas.figure(
        here.store,
        measure_id,
        level=chosen["level"],
        scheme=chosen["scheme"],
        group=chosen["group"],
        period_end=int(chosen["period"]),
        lang=here.lang,
        selected=selected,
    )


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()
