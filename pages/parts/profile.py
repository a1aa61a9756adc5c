"""Parts of a place's profile: its strengths, what has changed, and who is here."""

from typing import Any

from charts.view import View, records
from indicators.catalog import GROUPS, SOURCES, display_order
from indicators.measure import Measure
from pages.parts import facts, html, marks
from pages.parts.here import Here
from pages.parts.html import esc


def strengths(here: Here, place: str, known: list[Measure]) -> str:
    parts = []
    for measure in known:
        found = facts.fact(here, measure.id, place) if measure.strength else None
        if found is None or found.row.status != "published":
            continue
        parts.append(_strength(here, found))
    listed = (
        f'<div class="chg">{"".join(parts)}</div>'
        if parts
        else f'<p class="text">{esc(here.t("page_place.no_strengths"))}</p>'
    )
    return f'<div class="sec"><h2>{esc(here.t("page_place.strengths"))}</h2>{listed}</div>'


def _strength(here: Here, found: facts.Fact) -> str:
    measure = found.view.measure
    moved = facts.change(here, found) if measure.better else None
    direction = f'{html.mark(moved.mark, moved.word)} <span class="small">{esc(moved.reason)}</span>' if moved else ""
    name = html.link(measure.name[here.lang], here.link("trends", measure=measure.id))
    return (
        f'<div><p class="big">{esc(found.text)}</p><p>{name} <span class="small">{esc(facts.margin(found.row, measure))} '
        f"{esc(found.period)}</span></p>{direction}</div>"
    )


def changed(here: Here, place: str, known: list[Measure]) -> str:
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
            f'<td class="n">{esc(found.view.text(r))} <span class="small">{esc(facts.margin(r, measure))}</span></td>'
            for r in (first, found.row)
        )
        lines.append(
            f'<tr><th scope="row">{esc(measure.name[here.lang])}</th>{cells}<td>{html.mark(moved.mark, moved.word)}</td></tr>'
        )
    title = f"<h2>{esc(here.t('page_place.changed'))}</h2>"
    if not lines:
        return f'<div>{title}<p class="text">{esc(here.t("page_place.one_period"))}</p></div>'
    head = f'<th scope="col">{esc(here.t("controls.measure"))}</th>' + "".join(
        f'<th scope="col" class="n">{esc(h)}</th>' for h in heads
    )
    return (
        f'<div>{title}<table><caption class="small">{esc(here.t("page_place.two_periods"))}</caption><thead><tr>{head}'
        f'<th scope="col">{esc(here.t("page_place.change"))}</th></tr></thead><tbody>{"".join(lines)}</tbody></table></div>'
    )


def people(here: Here, place: str) -> str:
    """Who lives or learns here by race or ethnicity; a hidden group keeps its line."""
    measure_id = next(
        (
            m
            for m in ("population_share", "enrollment")
            if m in here.measures and place in facts.places_of(here, m)
        ),
        None,
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
    margin = facts.margin(row, view.measure)
    return f'<tr><th scope="row">{name}</th><td class="n">{esc(view.text(row))} <span class="small">{esc(margin)}</span></td></tr>'
