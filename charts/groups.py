"""Groups side by side at one period, or as small multiples over time. Everyone first, no group the yardstick of another."""

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
    series = []
    for group in display_order(scheme):
        own = "all" if group == "all" else scheme
        row = rows.get((own, group))
        if row is not None:
            name, short = view.group_name(own, group), view.group_short(own, group)
            series.append(Series(group, name, short, group, (view.point(row),)))
    about = view.place_name(place)
    title = findings.spread(view, about, found) or view.measure.question[lang]
    period = view.period_long(found[0]) if found else ""
    statuses = caption.status_lines(series, 1, lang)
    words = caption.caption(view, about, view.period(found[0]) if found else "")
    notes = caption.standing_notes(view, scheme)
    if scheme != "all":
        notes.append(t("chart.note_order", lang))
    return Figure(
        kind="dots",
        name=trend.file_name(f"{measure_id}-{place}-{scheme}-{period_end}"),
        lang=lang,
        measure=measure_id,
        title=title,
        subtitle=caption.subtitle(view, about, "" if scheme == "all" else caption.by_scheme(view, scheme), period),
        axis=scale.axis([p for s in series for p in s.points], view.measure.unit, lang, from_zero=True),
        rows=tuple(view.row(rows[key]) for key in sorted(rows, key=lambda k: _position(k[1], scheme))),
        alt=caption.alternative("dots", title, series, statuses, lang),
        notes=tuple(notes),
        source=words.source,
        citation=words.citation,
        mark=words.mark,
        made_up=words.made_up,
        series=tuple(series),
        status_lines=statuses,
        goal=caption.goal(view),
    )


def _position(group: str, scheme: str) -> int:
    return display_order(scheme).index(group)
