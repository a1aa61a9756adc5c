"""The profile of one place: its size, its strengths first, what families face beside the city, what changed, who lives here."""

from typing import Any

import streamlit as st

from charts import answer, areas, numbers
from charts.difference import differs
from charts.view import View, records
from charts.words import joined
from indicators.catalog import GROUPS, SOURCES, display_order
from indicators.measure import Measure
from pages.parts import controls, facts, html, marks, mapview
from pages.parts.here import Here
from pages.parts.html import esc

BESIDE = {"neighborhood": "city", "school_district": "state", "county_subdivision": "state", "county": "state", "state": "us"}


def draw(here: Here) -> None:
    """The page, in the order a neighbor would tell it."""
    ids = [p.id for p in here.store.places]
    top = st.container()
    with st.container(key="controls-place", horizontal=True, vertical_alignment="bottom"):
        choice = controls.Choice("place", here.t("controls.place"), ids, here.name_of, "city" if "city" in ids else ids[0])
        place = controls.pick(here, choice)
    with top:
        _head(here, place)
    known = [m for m in here.store.measures.values() if place in facts.places_of(here, m.id)]
    html.put(_strengths(here, place, known), here.lang)
    html.put(_faces(here, place, known), here.lang)
    html.put(f'<div class="sec two">{_changed(here, place, known)}{_people(here, place)}</div>', here.lang)
    html.put(_notes(here, place, known), here.lang)


def _level(here: Here, place: str) -> str:
    found = here.place(place)
    return found.level if found else ""


def _head(here: Here, place: str) -> None:
    sentences, number = _size(here, place)
    leads = "".join(f'<p class="lead">{html.amber(s, number) if i == 0 else esc(s)}</p>' for i, s in enumerate(sentences) if s)
    crumb = f'<p class="crumb">{html.link(here.t("nav.home"), here.link("home"))} / {esc(here.t(f"level_one.{_level(here, place)}"))}</p>'
    body = f'<div class="sec first">{crumb}<h1>{esc(here.name_of(place))}</h1><div role="status">{leads}</div></div>{html.banner(here.notices)}'
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
    sentences, number = [], ""
    for measure_id in ("population", "enrollment", "children_share"):
        if measure_id not in here.store.measures or place not in facts.places_of(here, measure_id):
            continue
        found = facts.fact(here, measure_id, place)
        if found is None:
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
    for measure in here.store.measures.values():
        if measure.better is None or place not in facts.places_of(here, measure.id):
            continue
        found = facts.fact(here, measure.id, place)
        mark = facts.change(here, found).mark if found else ""
        if mark in said:
            said[mark].append(measure.name[here.lang])
    parts = [here.t(f"page_place.{mark}", names=joined(names, here.lang)) for mark, names in said.items() if names]
    return " ".join(parts) or here.t("page_place.no_moves")


def _locator(here: Here, place: str) -> None:
    measure = next((m for m in here.store.measures.values() if "neighborhood" in here.store.levels(m.id)), None)
    if measure is None:
        return
    period = max(here.store.periods(measure.id, "neighborhood"))
    figure = areas.figure(
        here.store, measure.id, level="neighborhood", scheme="all", group="all", period_end=period, lang=here.lang, selected=place
    )
    city = here.store.release.community.name
    mapview.locator(here, figure, "locator", here.t("page_place.locator", place=here.name_of(place), city=city))


def _strengths(here: Here, place: str, known: list[Measure]) -> str:
    parts = []
    for measure in known:
        found = facts.fact(here, measure.id, place) if measure.strength else None
        if found is None or found.row.status != "published":
            continue
        parts.append(_strength(here, found))
    listed = f'<div class="chg">{"".join(parts)}</div>' if parts else f'<p class="text">{esc(here.t("page_place.no_strengths"))}</p>'
    return f'<div class="sec"><h2>{esc(here.t("page_place.strengths"))}</h2>{listed}</div>'


def _strength(here: Here, found: facts.Fact) -> str:
    measure = found.view.measure
    moved = facts.change(here, found) if measure.better else None
    direction = f'{html.mark(moved.mark, moved.word)} <span class="small">{esc(moved.reason)}</span>' if moved else ""
    name = html.link(measure.name[here.lang], here.link("trends", measure=measure.id))
    return (
        f'<div><p class="big">{esc(found.text)}</p><p>{name} <span class="small">{esc(_margin(found.row, measure))} '
        f"{esc(found.period)}</span></p>{direction}</div>"
    )


def _margin(row: Any, measure: Measure) -> str:
    shown = row.status == "published" and numbers.known(row.moe) and row.moe > 0
    return numbers.margin(row.moe, measure.unit) if shown else ""


def _faces(here: Here, place: str, known: list[Measure]) -> str:
    """Burdens beside the city, with estimate, margin and a word; then what is not known here, and where it is."""
    beside = BESIDE.get(_level(here, place), "")
    faced = [m for m in known if m.better == "lower" and m.unit == "percent"]
    pairs = [(m, facts.fact(here, m.id, place)) for m in faced]
    top = max((numbers_of(f) for _, f in pairs if f), default=50.0)
    top = max(20.0, -(-top // 20) * 20)
    other = here.name_of(beside) if beside else ""
    lines = "".join(_face(here, m, f, beside, top) for m, f in pairs if f) + _elsewhere(here, known)
    head = "".join(
        f'<th scope="col"{cls}>{esc(words)}</th>'
        for words, cls in (
            (here.t("controls.measure"), ""),
            (here.name_of(place), ' class="n"'),
            (here.t("page_place.scale", top=f"{top:.0f}%"), ' class="barc"'),
            (other, ' class="n"'),
            (here.t("page_place.compared", other=other), ""),
        )
    )
    caption = here.t("page_place.key", place=here.name_of(place), other=other)
    return (
        f'<div class="sec"><h2>{esc(here.t("page_place.faces"))}</h2><table class="ptab"><caption class="small">{esc(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def numbers_of(found: facts.Fact) -> float:
    """The farthest number a bar has to reach."""
    row = found.row
    return row.value + (row.moe if numbers.known(row.moe) else 0) if row.status == "published" else 0.0


def _face(here: Here, measure: Measure, found: facts.Fact, beside: str, top: float) -> str:
    name = html.link(measure.name[here.lang], here.link("map", measure=measure.id))
    if found.row.status != "published":
        return f'<tr><th scope="row">{name}</th><td colspan="4">{html.mark(found.row.status, _why(here, found))}</td></tr>'
    city = facts.fact(here, measure.id, beside, period_end=int(found.row.period_end)) if beside else None
    other = city.row if city is not None and city.row.status == "published" else None
    compared = _compared(here, found.row, other)
    city_text = f"{esc(city.text)} {esc(_margin(other, measure))}" if city and other is not None else ""
    return (
        f'<tr><th scope="row">{name} <span class="small">{esc(found.period)}</span></th>'
        f'<td class="n"><b>{esc(found.text)}</b> <span class="small">{esc(_margin(found.row, measure))}</span></td>'
        f'<td class="barc">{marks.bar(found.row, other, top)}</td><td class="n city small">{city_text}</td><td class="small">{esc(compared)}</td></tr>'
    )


def _compared(here: Here, row: Any, other: Any | None) -> str:
    if other is None:
        return here.t("page_place.cannot")
    answer_ = differs(row, other)
    if answer_ is None:
        return here.t("page_place.cannot")
    return here.t("page_place.same" if not answer_ else ("page_place.higher" if row.value > other.value else "page_place.lower"))


def _why(here: Here, found: facts.Fact) -> str:
    people = found.row.denominator
    if found.row.status == "too_uncertain" and numbers.known(people):
        return here.t("page_place.uncertain_people", people=numbers.amount(people, "people", people))
    return found.text


def _elsewhere(here: Here, known: list[Measure]) -> str:
    """Measures nobody publishes for this kind of place, with the way to where they are."""
    lines = []
    for measure in here.store.measures.values():
        if measure in known or measure.unit != "percent" or measure.better is None:
            continue
        where = facts.home_place(here, measure.id)
        link = html.link(here.t("page_place.see", place=here.name_of(where)), here.link("trends", measure=measure.id, place=where)) if where else ""
        words = html.mark("not_available", here.t("status.not_available"))
        lines.append(f'<tr><th scope="row">{esc(measure.name[here.lang])}</th><td colspan="3">{words}</td><td>{link}</td></tr>')
    return "".join(lines)


def _changed(here: Here, place: str, known: list[Measure]) -> str:
    """The first and the last period that can be compared."""
    lines, heads = [], ("", "")
    for measure in known:
        found = facts.fact(here, measure.id, place) if measure.better and SOURCES[measure.source].survey else None
        if found is None or found.row.status != "published" or len(found.line()) < 2:
            continue
        first = next(r for r in found.before if r.period_end == found.line()[0][0])
        heads = (found.view.period(first), found.period)
        moved = facts.change(here, found)
        cells = "".join(
            f'<td class="n">{esc(found.view.text(r))} <span class="small">{esc(_margin(r, measure))}</span></td>' for r in (first, found.row)
        )
        lines.append(f'<tr><th scope="row">{esc(measure.name[here.lang])}</th>{cells}<td>{html.mark(moved.mark, moved.word)}</td></tr>')
    title = f"<h2>{esc(here.t('page_place.changed'))}</h2>"
    if not lines:
        return f'<div>{title}<p class="text">{esc(here.t("page_place.one_period"))}</p></div>'
    head = f'<th scope="col">{esc(here.t("controls.measure"))}</th>' + "".join(f'<th scope="col" class="n">{esc(h)}</th>' for h in heads)
    return (
        f'<div>{title}<table><caption class="small">{esc(here.t("page_place.two_periods"))}</caption><thead><tr>{head}'
        f'<th scope="col">{esc(here.t("page_place.change"))}</th></tr></thead><tbody>{"".join(lines)}</tbody></table></div>'
    )


def _people(here: Here, place: str) -> str:
    """Who lives or learns here by race or ethnicity; a hidden group keeps its line."""
    measure_id = next(
        (m for m in ("population_share", "enrollment") if m in here.store.measures and place in facts.places_of(here, m)), None
    )
    if measure_id is None:
        return "<div></div>"
    view = View.of(here.store, measure_id, here.lang)
    rows = records(view.of_place(place, {"race_ethnicity"}))
    newest = max((r.period_end for r in rows if r.status != "not_available"), default=0)
    by_group = {r.group: r for r in rows if r.period_end == newest}
    lines = "".join(_person(here, view, by_group[g]) for g in display_order("race_ethnicity") if g in by_group)
    period = view.period(next(iter(by_group.values()))) if by_group else ""
    caption = f"{view.measure.subtitle[here.lang]}, {period}"
    return (
        f'<div><h2>{esc(here.t("page_place.people"))}</h2><table><caption class="small">{esc(caption)}</caption><tbody>{lines}</tbody></table>'
        f'<p class="note" style="margin-top:12px">{esc(GROUPS["race_ethnicity"].note[here.lang])}</p></div>'
    )


def _person(here: Here, view: View, row: Any) -> str:
    name = f"{marks.group(row.group)}{esc(view.group_name('race_ethnicity', row.group))}"
    if row.status not in ("published", "range"):
        return f'<tr><th scope="row">{name}</th><td>{html.mark(row.status, view.text(row))}</td></tr>'
    margin = _margin(row, view.measure)
    return f'<tr><th scope="row">{name}</th><td class="n">{esc(view.text(row))} <span class="small">{esc(margin)}</span></td></tr>'


def _notes(here: Here, place: str, known: list[Measure]) -> str:
    survey = any(SOURCES[m.source].survey for m in known)
    said = [here.t("page_place.note_margin")] if survey else [here.t("chart.note_count")]
    if _level(here, place) == "neighborhood":
        said.append(here.t("map.note_weights"))
    sources = "; ".join(dict.fromkeys(SOURCES[m.source].citation[here.lang] for m in known))
    return (
        f'<div class="sec"><p class="note"><b>{esc(here.t("chart.notes"))}</b> {esc(" ".join(said))} '
        f"<b>{esc(here.t('chart.source'))}</b> {esc(sources)}. {html.link(here.t('story.methods'), here.link('methods'))}</p></div>"
    )


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()
