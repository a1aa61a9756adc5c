"""Parts of a place's profile: its strengths, what has changed, and who is here."""

from typing import Any

from charts.findings import COUNTS
from charts.view import View, records
from indicators.catalog import GROUPS, SOURCES
from indicators.measure import Measure
from pages.parts import changes, facts, html, marks
from pages.parts.here import Here
from pages.parts.html import esc

SHOWN = 6  # strengths that stand open


def strengths(here: Here, place: str, known: list[Measure]) -> str:
    """What a place can build on: as many as a reader bears, the rest folded."""
    parts = []
    for measure in known:
        found = facts.fact(here, measure.id, place) if measure.strength else None
        if found is None:
            continue
        groups_only = facts.instead(here, found)
        if found.row.status == "published":
            parts.append(_strength(here, found))
        elif groups_only:
            parts.append(_by_group(here, found, groups_only))
    more = here.t("page_place.more_strengths", count=len(parts) - SHOWN)
    rest = f'<div class="chg">{"".join(parts[SHOWN:])}</div>'
    folded = f'<details class="fold"><summary>{esc(more)}</summary>{rest}</details>' if len(parts) > SHOWN else ""
    listed = (
        f'<div class="chg">{"".join(parts[:SHOWN])}</div>{folded}'
        if parts
        else f'<p class="text">{esc(here.t("page_place.no_strengths"))}</p>'
    )
    return f'<div class="sec"><h2>{esc(here.t("page_place.strengths"))}</h2>{listed}</div>'


def _strength(here: Here, found: facts.Fact) -> str:
    measure = found.view.measure
    moved = changes.change(here, found) if measure.better else None
    direction = f'{html.mark(moved.mark, moved.word)} <span class="small">{esc(moved.reason)}</span>' if moved else ""
    name = html.link(measure.name[here.lang], here.link("trends", measure=measure.id))
    return (
        f'<div><p class="big">{esc(found.text)}</p><p>{name} <span class="small">{esc(facts.margin(found.row, measure))} '
        f"{esc(found.period)}</span></p>{direction}</div>"
    )


def _by_group(here: Here, found: facts.Fact, groups_only: str) -> str:
    """A strength that only groups have numbers of."""
    measure, moved = found.view.measure, changes.change(here, found)
    name = html.link(measure.name[here.lang], here.link("groups", measure=measure.id))
    return f'<div><p>{name}</p><p class="small">{esc(groups_only)}</p>{html.mark(moved.mark, moved.word)}</div>'


def changed(here: Here, place: str, known: list[Measure]) -> str:
    """The first and the last period that can be compared. Dollars are left out: prices rose in between."""
    compared = [
        found
        for measure in known
        if measure.better and (found := facts.fact(here, measure.id, place)) is not None and not found.view.nominal
    ]
    marks_of = {found.view.measure.id: changes.change(here, found).mark for found in compared}
    clear = [f for f in compared if marks_of[f.view.measure.id] in ("better", "worse")]
    rows = {f.view.measure.id: row for f in compared if (row := _changed(here, f))}
    lines = "".join(rows.get(f.view.measure.id, "") for f in clear)
    others = [rows[f.view.measure.id] for f in compared if f not in clear and f.view.measure.id in rows]
    title = f"<h2>{esc(here.t('page_place.changed'))}</h2>"
    if not rows:
        return f'<div>{title}<p class="text">{esc(here.t("page_place.one_period"))}</p></div>'
    survey = any(SOURCES[found.view.measure.source].survey for found in compared)
    caption = here.t("page_place.two_periods") if survey else ""
    clearly = _compared(here, lines, caption) if lines else f'<p class="text">{esc(here.t("page_place.no_moves"))}</p>'
    return f"<div>{title}{clearly}{_unclear(here, others, caption)}</div>"


def _unclear(here: Here, others: list[str], caption: str) -> str:
    if not others:
        return ""
    words = html.mark("flat", here.t("page_place.unclear", count=len(others)))
    return f'<details class="fold"><summary>{words}</summary>{_compared(here, "".join(others), caption)}</details>'


def _compared(here: Here, lines: str, caption: str) -> str:
    heads = (("controls.measure", ""), ("page_place.before", ' class="n"'), ("page_place.now", ' class="n"'))
    head = "".join(f'<th scope="col"{cls}>{esc(here.t(key))}</th>' for key, cls in heads)
    said = f'<caption class="small">{esc(caption)}</caption>' if caption else ""
    return (
        f'<table class="blocks">{said}<thead><tr>{head}'
        f'<th scope="col">{esc(here.t("page_place.change"))}</th></tr></thead><tbody>{lines}</tbody></table>'
    )


def _changed(here: Here, found: facts.Fact) -> str:
    """One row of that table; the groups' change where everyone has no number; "" where nothing can be compared."""
    name = f'<th scope="row">{esc(found.view.measure.name[here.lang])}</th>'
    moved = changes.change(here, found)
    mark = html.mark(moved.mark, moved.word)
    if not found.shown and facts.told_by(found):
        return f'<tr>{name}<td colspan="2" class="small">{esc(moved.reason)}</td><td>{mark}</td></tr>'
    if found.row.status != "published" or len(found.line()) < 2:
        return ""
    cells = "".join(
        _then(here, found, row, key) for row, key in ((changes.first_of(found), "before"), (found.row, "now"))
    )
    return f"<tr>{name}{cells}<td>{mark}</td></tr>"


def _then(here: Here, found: facts.Fact, row: Any, key: str) -> str:
    margin = facts.margin(row, found.view.measure)
    return (
        f'<td class="n" data-label="{esc(here.t(f"page_place.{key}"))}"><span>{esc(found.view.text(row))} '
        f'<span class="small">{esc(margin)}</span><br><span class="small">{esc(found.view.period(row))}</span></span></td>'
    )


def people(here: Here, place: str, known: list[Measure]) -> str:
    """Who lives or learns here by race or ethnicity, a hidden group in its line; then links to what counts people by group."""
    measure_id = next(
        (m for m in ("population_share", "enrollment") if m in here.measures and place in facts.places_of(here, m)),
        None,
    )
    if measure_id is None:
        return f"<div>{_counted(here, place, known)}</div>"
    view = View.of(here.store, measure_id, here.lang)
    rows = records(view.of_place(place, {"race_ethnicity"}))
    newest = max((r.period_end for r in rows if r.status != "not_available"), default=0)
    if not newest:
        return f"<div>{_counted(here, place, known)}</div>"
    by_group = {r.group: r for r in rows if r.period_end == newest}
    lines = "".join(_person(here, view, by_group[g]) for g in GROUPS["race_ethnicity"].order() if g in by_group)
    period = view.period(next(iter(by_group.values()))) if by_group else ""
    caption = f"{view.measure.subtitle[here.lang]}, {period}"
    return (
        f'<div><h2>{esc(here.t("page_place.people"))}</h2><table><caption class="small">{esc(caption)}</caption><tbody>{lines}</tbody></table>'
        f'<p class="note" style="margin-top:12px">{esc(GROUPS["race_ethnicity"].note[here.lang])}</p>'
        f"{_counted(here, place, known)}</div>"
    )


def _counted(here: Here, place: str, known: list[Measure]) -> str:
    """Links to the counts of people by group that have a number here, such as children whom partners serve."""
    links = [
        html.link(measure.name[here.lang], here.link("groups", measure=measure.id, place=place))
        for measure in known
        if measure.kind == "context" and measure.unit in COUNTS and measure.schemes
        if (found := facts.fact(here, measure.id, place)) is not None and (found.shown or facts.told_by(found))
    ]
    return f'<p class="note">{esc(here.t("page_place.counted"))} {" · ".join(links)}</p>' if links else ""


def _person(here: Here, view: View, row: Any) -> str:
    name = f"{marks.group(row.group)}{esc(view.group_name('race_ethnicity', row.group))}"
    if row.status not in ("published", "range"):
        return f'<tr><th scope="row">{name}</th><td>{html.mark(row.status, view.text(row))}</td></tr>'
    margin = facts.margin(row, view.measure)
    return f'<tr><th scope="row">{name}</th><td class="n">{esc(view.text(row))} <span class="small">{esc(margin)}</span></td></tr>'
