"""One measure on the map and in the list beside it; the same areas under school points."""

from functools import partial

import streamlit as st

from charts import areas
from charts.figure import AreaFigure
from indicators.catalog import display_order
from pages.parts import card, controls, facts, layers, mapview, story
from pages.parts.here import Here, asked

DEFAULT = "poverty"


def draw(here: Here) -> None:
    """Question, answer, controls, map with list, schools, and what to do with it."""
    top = st.container()
    with st.container(key="controls-map", horizontal=True, vertical_alignment="bottom"):
        measure_id, chosen = _controls(here)
    with top:
        story.stale(here, measure_id)
        sentences, number = story.answers(here, measure_id, chosen["place"], chosen["group"], int(chosen["period"]))
        story.head(here, measure_id, sentences, number)
    figure = _figure(here, measure_id, chosen)
    card.card(here, figure, chart=partial(mapview.draw, here, figure, "map"))
    if here.store.points_path() is not None and figure.shapes is not None:
        layers.draw(here, figure, chosen["level"])
    story.about(here, measure_id)


def _controls(here: Here) -> tuple[str, dict[str, str]]:
    store = here.store
    known = list(here.measures)
    measure_id = controls.measure(here, known, DEFAULT)
    levels = [lv for lv in store.levels(measure_id) if lv not in ("state", "us") and len(store.geographies(lv))]
    level = controls.level(here, levels or store.levels(measure_id))
    scheme, group = _who(here, measure_id, level)
    period = controls.period(here, measure_id, store.periods(measure_id, level))
    home = facts.home_place(here, measure_id) or ""
    subject = here.measure(measure_id).name[here.lang]
    place = controls.place(here, facts.places_of(here, measure_id), home, subject)
    return measure_id, {"level": level, "scheme": scheme, "group": group, "period": str(period), "place": place}


def _who(here: Here, measure_id: str, level: str) -> tuple[str, str]:
    schemes = here.store.schemes(measure_id, level)
    scheme = controls.scheme(here, schemes, "all") if len(schemes) > 1 else "all"
    if scheme == "all":
        return "all", "all"
    present = set(here.store.rows(measure_id, level=level, scheme=scheme)["group"])
    options = [g for g in display_order(scheme) if g in present or g == "all"]
    return scheme, controls.group(here, scheme, options)


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
