"""The profile of one place: its size, its strengths first, what families face beside the city, what changed, who lives here."""

import streamlit as st

from charts import answer, areas
from charts.own_area import leaning
from charts.words import inside, joined
from indicators.catalog import SOURCES
from indicators.measure import Measure
from pages.parts import beside, changes, controls, facts, html, mapview, profile
from pages.parts.here import Here
from pages.parts.html import esc

MOVED = 4  # measures that clearly moved, named in the first lines
BESIDE = {
    "neighborhood": "city",
    "zcta": "city",
    "place": "state",
    "school_district": "state",
    "county_subdivision": "state",
    "county": "state",
    "state": "us",
}


def draw(here: Here) -> None:
    """The page, in the order a neighbor would tell it."""
    ids = [p.id for p in here.store.places]
    top = st.container()
    with st.container(key="controls-place", horizontal=True, vertical_alignment="bottom"):
        choice = controls.Choice(
            "place", here.t("controls.place"), ids, here.name_of, "city" if "city" in ids else ids[0]
        )
        place = controls.pick(here, choice)
    with top:
        _head(here, place)
    known = [m for m in here.measures.values() if place in facts.places_of(here, m.id)]
    if _empty(here, place):
        _elsewhere(here)
        return
    html.put(profile.strengths(here, place, known), here.lang)
    html.put(beside.table(here, place, known, _beside(here, place)), here.lang)
    html.put(
        f'<div class="sec two">{profile.changed(here, place, known)}{profile.people(here, place, known)}</div>',
        here.lang,
    )
    html.put(_notes(here, place, known), here.lang)


def _beside(here: Here, place: str) -> str:
    """The larger place this one is compared with; "" where the release has none."""
    larger = BESIDE.get(_level(here, place), "")
    return larger if here.place(larger) else ""


def _empty(here: Here, place: str) -> bool:
    """Whether no measure has anything about the place in any period, as where no census tract lies in a neighborhood."""
    return bool(here.store.place_rows(place)["status"].eq("not_available").all())


def _elsewhere(here: Here) -> None:
    """Where to go from a place nothing is known of."""
    link = html.link(here.t("page_place.see", place=here.name_of("city")), here.link("place", place="city"))
    html.put(f'<div class="sec">{link if here.place("city") else ""}</div>', here.lang)


def _level(here: Here, place: str) -> str:
    found = here.place(place)
    return found.level if found else ""


def _head(here: Here, place: str) -> None:
    sentences, number = _size(here, place)
    leads = "".join(
        f'<p class="lead">{html.amber(s, number) if i == 0 else esc(s)}</p>' for i, s in enumerate(sentences) if s
    )
    crumb = f'<p class="crumb">{html.link(here.t("nav.home"), here.link("home"))} / {esc(here.t(f"level_one.{_level(here, place)}"))}</p>'
    body = f'<div class="sec first">{crumb}<h1>{esc(here.name_of(place))}</h1><div role="status">{leads}</div></div>{html.banner(here.untold())}'
    if _level(here, place) != "neighborhood":
        html.put(body, here.lang)
        return
    left, right = st.columns([7, 5], gap="large")
    with left:
        html.put(body, here.lang)
    with right:
        _locator(here, place)


def _size(here: Here, place: str) -> tuple[list[str], str]:
    """How many people or students, how many are children, and what clearly changed."""
    if _empty(here, place):
        key = "no_tract" if _level(here, place) == "neighborhood" else "no_rows"
        return [here.t(f"page_place.{key}", place=here.name_of(place))], ""
    sentences, number = [], ""
    for measure_id in ("population", "enrollment", "children_share"):
        if measure_id not in here.measures or place not in facts.places_of(here, measure_id):
            continue
        found = facts.fact(here, measure_id, place)
        if found is None:
            continue
        if groups_only := facts.instead(here, found):
            sentences.append(groups_only)
            continue
        period = int(found.row.period_end)
        sentences.append(
            answer.sentence(here.store, measure_id, place=place, group="all", period_end=period, lang=here.lang)
        )
        if not number and found.row.status == "published":
            number = found.text
    return [" ".join(sentences[:2]), _moves(here, place)], number


def _moves(here: Here, place: str) -> str:
    """Measures that clearly moved, better ones first."""
    said: dict[str, list[str]] = {"better": [], "worse": []}
    for measure in here.measures.values():
        if measure.better is None or place not in facts.places_of(here, measure.id):
            continue
        found = facts.fact(here, measure.id, place)
        mark = changes.change(here, found).mark if found else ""
        if found and mark in said:
            said[mark].append(_moved(here, measure, found))
    parts = [here.t(f"page_place.{mark}", names=_few(here, names)) for mark, names in said.items() if names]
    return " ".join(parts) or here.t("page_place.no_moves")


def _few(here: Here, names: list[str]) -> str:
    """The first measures by name and how many more there are; the table further down has them all."""
    more = len(names) - MOVED
    return ", ".join(names[:MOVED]) + here.t("home.and_more", count=more) if more > 1 else joined(names, here.lang)


def _moved(here: Here, measure: Measure, found: facts.Fact) -> str:
    """The measure and the way its number went, since a falling number can be good news."""
    name = inside(measure.name[here.lang])
    if not found.shown:
        return here.t("page_place.every_group", name=name)
    first = changes.first_of(found)
    way = "up" if found.row.value > first.value else "down"
    return here.t(f"page_place.{way}", name=name, first=found.view.text(first), last=found.text)


def _locator(here: Here, place: str) -> None:
    measure = next((m for m in here.measures.values() if "neighborhood" in here.store.levels(m.id)), None)
    if measure is None:
        return
    period = max(here.store.periods(measure.id, "neighborhood"))
    figure = areas.figure(
        here.store,
        measure.id,
        level="neighborhood",
        scheme="all",
        group="all",
        period_end=period,
        lang=here.lang,
        selected=place,
    )
    city = here.store.release.community.name
    mapview.locator(here, figure, "locator", here.t("page_place.locator", place=here.name_of(place), city=city))


def _notes(here: Here, place: str, known: list[Measure]) -> str:
    survey = any(SOURCES[m.source].survey for m in known)
    said = [here.t("page_place.note_margin")] if survey else [here.t("chart.note_count")]
    if _level(here, place) == "neighborhood":
        said.append(here.t("map.note_weights"))
        shared = here.store.shared(place)
        said += [leaning(here.name_of(place), shared, here.lang)] if shared else []
    sources = "; ".join(dict.fromkeys(SOURCES[m.source].citation[here.lang] for m in known))
    return (
        f'<div class="sec"><p class="note"><b>{esc(here.t("chart.notes"))}</b> {esc(" ".join(said))} '
        f"<b>{esc(here.t('chart.source'))}</b> {esc(sources)}. {html.link(here.t('story.methods'), here.link('methods'))}</p>"
        f"<p>{html.link(here.t('page_area.link'), here.link('area'))}</p></div>"
    )


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()
