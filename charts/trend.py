"""Change over time: one place by groups, or several places. No line crosses a break, a gap or overlapping averages."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from charts import caption, findings, goals, numbers, scale
from charts.figure import Axis, BreakMark, Figure, Kind, Period, Series
from charts.view import SPAN, View, comparable, records
from charts.words import joined, t
from indicators.catalog import GROUPS, SOURCES, display_order
from indicators.measure import Adjusted
from indicators.prices import INDEX
from indicators.store import Store

MOST_LINES = 6
_STEP = {"five_years": SPAN, "year": 1, "school_year": 1, "class_of": 1}


@dataclass(frozen=True)
class _Line:
    """The rows of one series before it is drawn."""

    id: str
    name: str
    short: str
    ink: str
    rows: list[Any]


@dataclass(frozen=True)
class _Asked:
    """What was asked for: place and split for the subtitle, the scheme, and a kind if one is wanted."""

    parts: tuple[str, str]
    scheme: str
    kind: Kind | None = None
    pool: tuple[str, str] = ("", "")  # full and short name of groups that stand together, if these are asked for


def figure(store: Store, measure_id: str, *, place: str, scheme: str, lang: str) -> Figure:
    """One place over time, a line for each group of the scheme; small multiples where lines would be too many."""
    return of_groups(View.of(store, measure_id, lang), place, scheme)


def of_groups(view: View, place: str, scheme: str, kind: Kind | None = None) -> Figure:
    """One place by groups, drawn as `kind`; without it, as lines up to six and as small multiples above."""
    found = records(view.of_place(place, {"all", scheme}))
    lines = []
    for group in display_order(scheme, (r.group for r in found)):
        own = "all" if group == "all" else scheme
        rows = [r for r in found if r.scheme == own and r.group == group]
        if rows:
            lines.append(_Line(group, view.group_name(own, group), view.group_short(own, group), group, rows))
    about = view.place_name(place)
    parts = (about, "" if scheme == "all" else caption.by_scheme(view, scheme))
    figure = _drawn(view, lines, _Asked(parts, scheme, kind))
    return _towards_goal(view, figure) if place == goals.home(view) else figure


def _towards_goal(view: View, figure: Figure) -> Figure:
    """The figure with the even way to the community's goal, and whether it is kept, in words."""
    found = goals.progress(view, goals.home(view))
    way = found.way() if found else None
    if found is None or way is None:
        return figure
    said = [t("goal.way", view.lang), f"{found.word}.", *found.sentences()[1:]]
    return replace(figure, way=way, notes=(*figure.notes, " ".join(said)))


def places_figure(store: Store, measure_id: str, *, places: Sequence[str], group: str, lang: str) -> Figure:
    """Several places over time for one group, in the order they were chosen."""
    view = View.of(store, measure_id, lang)
    scheme = scheme_of(view, group)
    lines = []
    for position, place in enumerate(places):
        rows = [r for r in records(view.of_place(place, {scheme})) if r.group == group]
        name = view.place_name(place)
        lines.append(_Line("all" if position == 0 else place, name, name, f"place:{position}", rows))
    parts = (joined([line.name for line in lines], lang), "" if group == "all" else view.group_inside(scheme, group))
    return _drawn(view, lines, _Asked(parts, scheme, pool=caption.pool_names(view, scheme, group)))


def scheme_of(view: View, group: str) -> str:
    """The scheme of the measure that a group belongs to."""
    return next((s for s in view.measure.schemes if GROUPS[s].has(group)), "all")


def _drawn(view: View, lines: list[_Line], asked: _Asked) -> Figure:
    """The figure of these lines: what is drawn of them, what is told, and every row behind them."""
    ends = {r.period_end: r for line in lines for r in line.rows}
    shown = comparable(list(ends), view.measure.period)
    series = [_series(view, line, shown) for line in lines]
    drawn = tuple(s for s in series if any(p.drawn or p.ranged for p in s.points))
    statuses = caption.status_lines(series, len(shown), view.lang)
    breaks = _breaks(view, lines, shown, asked.scheme)
    kind = asked.kind or ("multiples" if len(drawn) > MOST_LINES else "lines")
    figure = _begun(view, lines, asked, [ends[x] for x in shown], kind)
    figure = _noted(view, figure, _Told(asked, lines, [ends[x] for x in shown], len(ends), breaks))
    return replace(
        figure,
        axis=_axis(view, drawn, kind),
        rows=tuple(view.row(r) for line in lines for r in line.rows),
        alt=caption.alternative("lines", figure.title, drawn, statuses, view.lang),
        series=drawn,
        periods=tuple(Period(x, numbers.years(ends[x].period_start, x, view.measure.period)) for x in shown),
        step=_STEP[view.measure.period],
        breaks=breaks,
        goal=caption.goal(view),
        status_lines=statuses,
    )


@dataclass(frozen=True)
class _Told:
    """What the notes speak of."""

    asked: _Asked
    lines: list[_Line]
    shown: list[Any]  # one row for each period on the chart
    periods: int  # all there are, on the chart or not
    breaks: tuple[BreakMark, ...]


def _begun(view: View, lines: list[_Line], asked: _Asked, rows: list[Any], kind: Kind) -> Figure:
    span = _span(view, rows)
    title = _title(view, asked, lines, [r.period_end for r in rows])
    heading = caption.Heading(kind, title, asked.parts[0], (*asked.parts, span), span, asked.pool)
    return caption.begun(Figure, view, heading)


def _noted(view: View, figure: Figure, told: _Told) -> Figure:
    """The figure with its notes: in full, those of the picture alone, and the few an image with little room keeps."""
    tested = figure.title != view.measure.question[view.lang]
    whys = [b.why for b in told.breaks]
    picture = caption.picture_notes(view) + ([t("chart.note_others", view.lang)] if figure.kind == "multiples" else [])
    notes = _notes(view, told) + whys
    if not place_is_one(told.lines):
        notes += _area_notes(told.lines, [r.period_end for r in told.shown], view.lang)
    notes += [t("chart.note_test", view.lang)] if tested else []
    levels = {r.level for line in told.lines for r in line.rows}
    local = "neighborhood" if "neighborhood" in levels else ""
    if local and SOURCES[view.measure.source].survey:
        notes.append(t("map.note_weights", view.lang))
    return replace(
        figure,
        notes=(*notes, *picture, *_goal_note(view)),
        picture_notes=tuple(picture),
        short_notes=(
            *whys,
            *caption.short_notes(view, local, {r.group for line in told.lines for r in line.rows}, tested=tested),
        ),
    )


def _axis(view: View, drawn: Sequence[Series], kind: Kind) -> Axis:
    note = t(f"chart.axis_{view.measure.period}", view.lang)
    points = [p for s in drawn for p in s.points]
    goal = caption.goal(view)
    marks = [] if goal is None else [goal.value]
    return scale.axis(points, view.measure.unit, view.lang, from_zero=kind == "multiples", note=note, marks=marks)


def _series(view: View, line: _Line, shown: Sequence[int]) -> Series:
    points = tuple(view.point(r) for r in line.rows if r.period_end in shown)
    # Dollars of different years are not joined: prices rose between them.
    alone = list(shown) if view.nominal else _own_breaks(view, line, shown)
    return Series(line.id, line.name, line.short, line.ink, points, tuple(alone))


def _own_breaks(view: View, line: _Line, shown: Sequence[int]) -> list[int]:
    """Breaks of this line alone: its scheme's, which leave Everyone whole, and its area's."""
    scheme = line.rows[0].scheme if line.rows else "all"
    ours = {b.period_end for b in view.measure.series_breaks if b.scheme is not None and b.scheme == scheme}
    return sorted(ours | set(_redrawn(line, shown)))


def _title(view: View, asked: _Asked, lines: list[_Line], shown: Sequence[int]) -> str | None:
    """What clearly changed; nothing is said of dollars, whose worth changed too."""
    if view.nominal or not lines:
        return None
    place = asked.parts[0]
    kept = {line.id: [r for r in line.rows if r.period_end in shown] for line in lines if line.rows}
    if not place_is_one(lines):
        place, kept = lines[0].name, {key: rows for key, rows in kept.items() if key == "all"}
    whole = [b.period_end for b in view.measure.series_breaks if b.scheme is None]
    breaks = {line.id: whole + _own_breaks(view, line, shown) for line in lines}
    return findings.change(view, place, kept, breaks)


def place_is_one(lines: Sequence[_Line]) -> bool:
    """Whether the lines are groups of one place rather than several places."""
    return not any(line.ink.startswith("place:") for line in lines)


def _breaks(view: View, lines: Sequence[_Line], shown: Sequence[int], scheme: str) -> tuple[BreakMark, ...]:
    """Breaks within the periods shown: the measure's, the scheme's and, for one place alone, of an area drawn anew."""
    found = [
        BreakMark(b.period_end, b.why[view.lang], b.scheme is not None)
        for b in view.measure.series_breaks
        if b.scheme in (None, scheme)
    ]
    redrawn = next((years for line in lines if (years := _redrawn(line, shown))), []) if place_is_one(lines) else []
    known = {b.x for b in found if not b.groups_only}
    found += [BreakMark(y, t("chart.note_area", view.lang, year=y)) for y in redrawn if y not in known]
    return tuple(b for b in sorted(found, key=lambda b: b.x) if shown and shown[0] < b.x <= shown[-1])


def _redrawn(line: _Line, shown: Sequence[int]) -> list[int]:
    """The first periods after a county's area was drawn anew; a city or town keeps its area under a new GEOID."""
    rows = [r for r in line.rows if r.level == "county" and r.status != "not_available"]
    years = [after.period_end for before, after in itertools.pairwise(rows) if before.geoid != after.geoid]
    return [y for y in years if shown and shown[0] < y <= shown[-1]]


def _span(view: View, rows: Sequence[Any]) -> str:
    """First to last period in words."""
    if not rows:
        return ""
    if len(rows) == 1:
        return view.period_long(rows[0])
    return t("format.to", view.lang, first=view.period(rows[0]), last=view.period(rows[-1]))


def _notes(view: View, told: _Told) -> list[str]:
    lang, shown = view.lang, told.shown
    notes = caption.standing_notes(view, told.asked.scheme, {r.group for line in told.lines for r in line.rows})
    if told.periods > len(shown):
        these = joined([numbers.years(r.period_start, r.period_end, view.measure.period) for r in shown], lang)
        notes.append(t("chart.note_overlap", lang, periods=these))
        if len(shown) == 1:
            notes.append(t("chart.note_one", lang))
    if view.nominal and len(shown) > 1:
        notes.append(t("chart.note_dollars", lang))
    formula = view.measure.formula
    if isinstance(formula, Adjusted):
        notes.append(t("chart.note_adjusted", lang, year=formula.year, index=INDEX))
    return notes


def _area_notes(lines: Sequence[_Line], shown: Sequence[int], lang: str) -> list[str]:
    redrawn = {line.name: years for line in lines if (years := _redrawn(line, shown))}
    return [t("chart.note_area_of", lang, place=name, year=years[0]) for name, years in redrawn.items()]


def _goal_note(view: View) -> list[str]:
    goal = caption.goal(view)
    return [] if goal is None else [caption.goal_note(view, goal)]
