"""Groups side by side at one period, or as small multiples over time. Everyone first, no group the yardstick of another."""

from dataclasses import replace
from typing import Any

from charts import caption, findings, scale, trend
from charts.figure import Figure, Series
from charts.view import View, records
from charts.words import t
from indicators.catalog import display_order
from indicators.store import Store


def multiples_figure(store: Store, measure_id: str, *, place: str, scheme: str, lang: str) -> Figure:
    """One small chart for each group over time, all with the same scale."""
    return trend.of_groups(View.of(store, measure_id, lang), place, scheme, "multiples")


def dots_figure(store: Store, measure_id: str, *, place: str, scheme: str, period_end: int, lang: str) -> Figure:
    """One row a group at one period; a group without a number keeps its row and says why."""
    view = View.of(store, measure_id, lang)
    found = [r for r in records(view.of_place(place, {"all", scheme})) if r.period_end == period_end]
    rows = {(r.scheme, r.group): r for r in found}
    series = _series(view, rows, scheme)
    about, lang = view.place_name(place), view.lang
    statuses = caption.status_lines(series, 1, lang)
    heading = caption.Heading(
        "dots",
        f"{measure_id}-{place}-{scheme}-{period_end}",
        findings.spread(view, about, found),
        about,
        (
            about,
            "" if scheme == "all" else caption.by_scheme(view, scheme),
            view.period_long(found[0]) if found else "",
        ),
        view.period(found[0]) if found else "",
    )
    figure = caption.begun(Figure, view, heading)
    order = [] if scheme == "all" else [t("chart.note_order", lang)]
    return replace(
        figure,
        axis=scale.axis([p for s in series for p in s.points], view.measure.unit, lang, from_zero=True),
        rows=tuple(view.row(rows[key]) for key in sorted(rows, key=lambda k: _position(k[1], scheme))),
        alt=caption.alternative("dots", figure.title, series, statuses, lang),
        notes=(*caption.standing_notes(view, scheme), *order),
        series=tuple(series),
        status_lines=statuses,
        goal=caption.goal(view),
    )


def _series(view: View, rows: dict[tuple[str, str], Any], scheme: str) -> list[Series]:
    """One series of one point for each group there is a row for, in display order."""
    found = []
    for group in display_order(scheme):
        own = "all" if group == "all" else scheme
        row = rows.get((own, group))
        if row is not None:
            name, short = view.group_name(own, group), view.group_short(own, group)
            found.append(Series(group, name, short, group, (view.point(row),)))
    return found


def _position(group: str, scheme: str) -> int:
    return display_order(scheme).index(group)
