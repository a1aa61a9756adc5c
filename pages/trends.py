"""One measure over time: by group in one place, and place beside place."""

import pandas as pd
import streamlit as st

from charts import trend
from charts.words import joined
from indicators.catalog import GROUPS, display_order
from pages.parts import answers, card, changes, controls, facts, html, present, story, whole
from pages.parts.here import Here, asked
from pages.parts.html import esc

DEFAULT = "graduation_4yr"
LINES = 5  # places beside one another


def draw(here: Here) -> None:
    """Question, answer, controls, the trend by group, the trend by place, and what to do with it."""
    store = here.store
    known = [m for m in here.measures if facts.places_of(here, m)]  # the others are told on the map, area by area
    top = st.container()
    with st.container(key="controls-trends", horizontal=True, vertical_alignment="bottom"):
        measure_id = controls.measure(here, known, DEFAULT)
        home = facts.home_place(here, measure_id) or ""
        place = controls.place(here, facts.places_of(here, measure_id), home, here.measure(measure_id).name[here.lang])
        level = (here.place(place) or store.places[0]).level
        schemes = store.schemes(measure_id, level)
        first = next((s for s in ("race_ethnicity", *schemes) if s in schemes), "all")
        measure = here.measure(measure_id)
        scheme = controls.scheme(here, measure, schemes, first) if len(schemes) > 1 else "all"
    figure = whole.shown(trend.figure(store, measure_id, place=place, scheme=scheme, lang=here.lang), measure)
    if present.wanted(figure):
        present.draw(here, figure)
        return
    with top:
        _head(here, measure_id, place)
    card.card(here, figure, present=True)
    if place == home:  # the goal is the community's, not each place's
        html.put(answers.pace(here, measure_id), here.lang)
    _beside(here, measure_id, place)
    story.about(here, measure_id)


def _head(here: Here, measure_id: str, place: str) -> None:
    story.stale(here, measure_id)
    found = facts.fact(here, measure_id, place)
    period = int(found.row.period_end) if found else max(here.store.periods(measure_id))
    sentences, number = story.answers(here, measure_id, place, "all", period)
    if found is not None:
        sentences.append(changes.change(here, found).said)
    story.head(here, measure_id, sentences, number)


def _beside(here: Here, measure_id: str, place: str) -> None:
    """Places of the reader's choice as lines, the chosen place first."""
    options = facts.places_of(here, measure_id)
    if len(options) < 2:
        return
    html.put(f'<div class="sec"><h2>{esc(here.t("page_trends.beside"))}</h2></div>', here.lang)
    chosen = _compared(here, options, place, measure_id)
    groups = _told(here, measure_id, chosen)
    if not groups:
        html.put(f'<p class="text">{esc(here.t("page_trends.no_numbers"))}</p>', here.lang)
        return
    group = groups[0]
    if groups != ["all"]:
        scheme = next((s for s in here.measure(measure_id).schemes if GROUPS[s].has(group)), "all")
        group = controls.group(here, "race_ethnicity" if scheme == "all" else scheme, groups, group)
    figure = trend.places_figure(here.store, measure_id, places=chosen, group=group, lang=here.lang)
    card.card(here, figure, name="places_show")


def _told(here: Here, measure_id: str, places: list[str]) -> list[str]:
    """Everyone, where the first place has a number for everyone; else the groups that have one, those with most exact numbers first."""
    rows = pd.concat([here.store.rows(measure_id, place=p).assign(beside=p) for p in places])
    rows = rows[rows["status"].isin(["published", "range"])]
    measure = here.measure(measure_id)
    if not facts.is_whole(measure) and (rows["group"].eq("all") & rows["beside"].eq(places[0])).any():
        return ["all"]
    told = rows[rows["group"].ne("all")]
    places_with = {str(g): int(n) for g, n in told.groupby("group")["beside"].nunique().items()}
    exact = told[told["status"].eq("published")]["group"].value_counts()  # ranges alone make a chart of whiskers
    scheme = next((s for s in measure.schemes if any(GROUPS[s].has(g) for g in places_with)), "all")
    known = [g for g in display_order(scheme, places_with) if g in places_with]
    return sorted(known, key=lambda g: (places_with[g], exact.get(g, 0)), reverse=True)


def _compared(here: Here, options: list[str], place: str, measure_id: str) -> list[str]:
    """The chosen place, then those beside it; "-" in the address means nobody."""
    wanted = asked("with")
    chosen = (
        _first(here, options, place, measure_id)
        if wanted is None
        else [w for w in wanted.split(",") if w not in ("", "-")]
    )
    # A place this measure does not speak of leaves quietly; one that is not here at all is named.
    unknown = [w[:60] for w in chosen if w not in options and here.place(w) is None]
    if unknown:
        here.notice("unknown_place", asked=joined(unknown, here.lang))
    key = "pick-trends-with"
    st.session_state[key] = [w for w in dict.fromkeys(chosen) if w in options and w != place][: LINES - 1]
    st.multiselect(
        here.t("page_trends.with"),
        [o for o in options if o != place],
        key=key,
        format_func=here.name_of,
        max_selections=LINES - 1,
        placeholder=here.t("page_trends.choose"),
        on_change=_write,
        args=(key,),
    )
    return [place, *st.session_state[key]]


def _first(here: Here, options: list[str], place: str, measure_id: str) -> list[str]:
    """Before anyone chooses: a neighborhood beside its city and state; the city beside the first neighborhoods with a number."""
    level = (here.place(place) or here.store.places[0]).level
    if level == "neighborhood":
        return [p for p in ("city", "state") if p in options]
    near = [p.id for p in here.store.places if p.level == "neighborhood" and p.id in options]
    told = [p for p in near if here.store.rows(measure_id, place=p)["status"].isin(["published", "range"]).any()]
    return told[:3] or [o for o in options if o != place][:3]


def _write(key: str) -> None:
    st.query_params["with"] = ",".join(st.session_state[key]) or "-"


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()
