"""Groups side by side at one period, or as small multiples over time. Everyone first, no group the yardstick of another."""

from dataclasses import replace
from typing import Any

from charts import caption, findings, scale, trend
from charts.figure import Figure, Series
from charts.view import View, records
from charts.words import t
from indicators.catalog import display_order, is_pool
from indicators.store import Store


def multiples_figure(store: Store, measure_id: str, *, place: str, scheme: str, lang: str) -> Figure:
    """One small chart for each group over time, all with the same scale."""
    return trend.of_groups(View.of(store, measure_id, lang), place, scheme, "multiples")


def dots_figure(
    store: Store, measure_id: str, *, place: str, scheme: str, period_end: int | None = None, lang: str
) -> Figure:
    """One row a group at one period, by default the fullest; a group without a number keeps its row and says why."""
    view = View.of(store, measure_id, lang)
    everything = records(view.of_place(place, {"all", scheme}))
    fullest = _fullest(everything)
    end = fullest if period_end is None else period_end
    found = [r for r in everything if r.period_end == end]
    rows = {(r.scheme, r.group): r for r in found}
    series = _series(view, rows, scheme)
    statuses = caption.status_lines(series, 1, lang)
    figure = caption.begun(Figure, view, _heading(view, place, scheme, found))
    goal = caption.goal(view)
    order = display_order(scheme, (group for _, group in rows))
    points = [p for s in series for p in s.points]
    marks = [] if goal is None else [goal.value]
    figure = _noted(view, figure, scheme, series, _fuller(view, everything, end))
    return replace(
        figure,
        axis=scale.axis(points, view.measure.unit, lang, from_zero=True, marks=marks),
        rows=tuple(view.row(rows[key]) for key in sorted(rows, key=lambda k: order.index(k[1]))),
        alt=caption.alternative("dots", figure.title, series, statuses, lang),
        series=tuple(series),
        status_lines=statuses,
        goal=goal,
    )


def fullest_period(store: Store, measure_id: str, *, place: str, scheme: str) -> int | None:
    """The period in which most groups have a number or a range, the newest of several; None without any row."""
    return _fullest(records(View.of(store, measure_id, "en").of_place(place, {"all", scheme})))


def _fullest(rows: list[Any]) -> int | None:
    shown = _shown(rows)
    return max(shown, key=lambda end: (shown[end], end), default=None)


def _shown(rows: list[Any]) -> dict[int, int]:
    """How many groups have a number or a range, by period."""
    shown = dict.fromkeys((int(r.period_end) for r in rows), 0)
    for row in rows:
        shown[int(row.period_end)] += row.group != "all" and row.status in ("published", "range")
    return shown


def _fuller(view: View, rows: list[Any], end: int | None) -> list[str]:
    """A note that names the fullest period where the one shown has a number for less than half as many groups."""
    shown, fullest = _shown(rows), _fullest(rows)
    if end is None or fullest is None or 2 * shown.get(end, 0) >= shown[fullest]:
        return []
    row = next(r for r in rows if r.period_end == fullest)
    return [t("chart.note_fuller", view.lang, period=view.period(row))]


def _heading(view: View, place: str, scheme: str, found: list[Any]) -> caption.Heading:
    about = view.place_name(place)
    by = "" if scheme == "all" else caption.by_scheme(view, scheme)
    years = (view.period(found[0]), view.period_long(found[0])) if found else ("", "")
    return caption.Heading("dots", findings.spread(view, about, found), about, (about, by, years[1]), years[0])


def _noted(view: View, figure: Figure, scheme: str, series: list[Series], fuller: list[str]) -> Figure:
    """The figure with its notes: in full, those of the picture alone, and the few an image with little room keeps."""
    lang, tested = view.lang, figure.title != view.measure.question[view.lang]
    picture = caption.picture_notes(view)
    pools = any(is_pool(s.id) for s in series)
    order = [] if scheme == "all" else [t("chart.note_order_pool" if pools else "chart.note_order", lang)]
    test = [t("chart.note_test", lang)] if tested else []
    return replace(
        figure,
        notes=(*fuller, *caption.standing_notes(view, scheme, (s.id for s in series)), *order, *test, *picture),
        picture_notes=tuple(picture),
        short_notes=(*fuller, *caption.short_notes(view, "", [s.id for s in series], tested=tested)),
    )


def _series(view: View, rows: dict[tuple[str, str], Any], scheme: str) -> list[Series]:
    """One series of one point for each group there is a row for, in display order."""
    found = []
    for group in display_order(scheme, (g for _, g in rows)):
        own = "all" if group == "all" else scheme
        row = rows.get((own, group))
        if row is not None:
            name, short = view.group_name(own, group), view.group_short(own, group)
            found.append(Series(group, name, short, group, (view.point(row),)))
    return found
