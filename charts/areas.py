"""A map and the list beside it: each area's number, its margin, and whether it clearly differs from the city."""

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from charts import caption, numbers, scale
from charts.difference import differs
from charts.figure import Area, AreaFigure, Axis, LegendEntry, Reference
from charts.findings import COUNTS
from charts.tokens import STATUS_ORDER
from charts.view import View, records
from charts.words import joined, status_word, t
from indicators.catalog import SOURCES
from indicators.store import Store, UnknownError

NAMED = 4  # so many areas are named in a title; more are counted
_TRACT = "Census Tract "  # the Bureau's own words in a tract's name
_INSIDE_CITY = ("neighborhood", "tract", "school")


def figure(
    store: Store,
    measure_id: str,
    *,
    level: str,
    scheme: str,
    group: str,
    period_end: int,
    lang: str,
    selected: str | None = None,
) -> AreaFigure:
    """The areas of a level at one period; a list without a map where a map would mislead."""
    view = View.of(store, measure_id, lang)
    own = "all" if group == "all" else scheme
    rows = records(store.rows(measure_id, level=level, scheme=own, group=group, period_end=period_end))
    city = _reference_row(view, level, own, group, period_end)
    areas = tuple(_area(view, row, city) for row in rows)
    return _assembled(view, _Choice(level, own, group, period_end, selected or ""), areas, rows, city)


@dataclass(frozen=True)
class _Choice:
    """What was asked for."""

    level: str
    scheme: str
    group: str
    period_end: int
    selected: str


def _assembled(view: View, choice: _Choice, areas: tuple[Area, ...], rows: list[Any], city: Any) -> AreaFigure:
    lang, shapes = view.lang, _shapes(view, choice)
    reference = _reference(view, city)
    missing = sum(not a.point.drawn for a in areas)
    as_list = shapes is None or not view.measure.class_breaks or missing * 2 > len(areas)
    figure = caption.begun(AreaFigure, view, _heading(view, choice, rows, _title(view, choice.level, areas, reference)))
    return replace(
        figure,
        axis=_axis(view, areas, reference),
        rows=tuple(view.row(r) for r in ([city] if city is not None else []) + rows),
        alt=_alternative(areas, figure.title, as_list, lang),
        notes=tuple(_notes(view, choice, areas, reference, as_list)),
        picture_notes=(*caption.picture_notes(view), t("map.note_classes", lang)),
        short_notes=_short_notes(view, choice, areas, reference),
        reference=reference,
        areas=areas,
        legend=_legend(view, areas, choice.selected),
        shapes=shapes,
        selected=choice.selected,
        as_list=as_list,
        list_title=_list_title(areas, as_list, lang),
        list_key=(*_list_key(view, areas, reference, "map.key_margin"), *_dot_key(areas, reference, lang)),
        value_key=_list_key(view, areas, reference, "map.key_sign"),
    )


def _axis(view: View, areas: Sequence[Area], reference: Reference | None) -> Axis:
    marks = [] if reference is None else [reference.value, reference.low, reference.high]
    return scale.axis([a.point for a in areas], view.measure.unit, view.lang, from_zero=True, marks=marks)


def _heading(view: View, choice: _Choice, rows: list[Any], title: str | None) -> caption.Heading:
    group = "" if choice.group == "all" else view.group_inside(choice.scheme, choice.group)
    by_level = t("map.by_level", view.lang, level=t(f"map.{choice.level}", view.lang))
    parts = (group, by_level, view.period_long(rows[0]) if rows else "")
    years = view.period(rows[0]) if rows else ""
    pool = caption.pool_names(view, choice.scheme, choice.group)
    return caption.Heading("areas", title, view.store.release.community.name, parts, years, pool)


def _reference_row(view: View, level: str, scheme: str, group: str, period_end: int) -> Any | None:
    """The row of the place the areas lie in; none for counts, which say little beside a larger place."""
    place = "city" if level in _INSIDE_CITY else "state"
    if view.measure.unit in COUNTS or view.place(place) is None:
        return None
    rows = [r for r in records(view.of_place(place, {scheme})) if r.group == group and r.period_end == period_end]
    return rows[0] if rows and rows[0].status == "published" else None


def _reference(view: View, city: Any | None) -> Reference | None:
    if city is None:
        return None
    point = view.point(city)
    low, high = (point.value if math.isnan(v) else v for v in (point.low, point.high))
    name = view.place_name(city.place) if city.place else city.name
    return Reference(name, point.value, low, high, f"{name} {point.text}")


def _area(view: View, row: Any, city: Any | None) -> Area:
    point = view.point(row, None if city is None else differs(row, city))
    short = row.name.removeprefix(_TRACT)
    short = t("map.tract_short", view.lang, number=short) if short != row.name else ""
    return Area(row.geoid, row.name, point, _fill(point.value, view) if point.drawn else 0, short)


def _fill(value: float, view: View) -> int:
    """The class 1 to 5 of the number as it is printed, so that 9.6, printed as 10%, is not "under 10%"."""
    if not view.measure.class_breaks:
        return 0
    printed = numbers.printed(value, view.measure.unit)
    return bisect.bisect_right(view.measure.class_breaks, printed) + 1


def _shapes(view: View, choice: _Choice) -> Any:
    try:
        return view.store.shapes_path(choice.level, choice.period_end)
    except UnknownError:
        return None


def _the(view: View, reference: Reference) -> str:
    """How a sentence names the reference."""
    city = view.place("city")
    return t("map.the_city", view.lang) if city is not None and city.name == reference.name else reference.name


def _title(view: View, level: str, areas: Sequence[Area], reference: Reference | None) -> str | None:
    """The measure and which areas are clearly higher or lower; None where none is."""
    if reference is None:
        return None
    clear = [a for a in areas if a.point.differs]
    above = [a.name for a in clear if a.point.value > reference.value]
    below = [a.name for a in clear if a.point.value < reference.value]
    if not clear:
        return None
    word = "both" if above and below else "higher" if above else "lower"
    sides = {"above": _said(above, level, view.lang), "below": _said(below, level, view.lang)}
    about = {"measure": view.measure.name[view.lang], "reference": reference.name}
    return t(f"map.{word}_{view.unit_kind}", view.lang, **about, **sides)


def _said(names: list[str], level: str, lang: str) -> str:
    """The areas by name, or how many there are; numbers of tracts tell a reader nothing."""
    if len(names) > (1 if level == "tract" else NAMED):
        return t(f"map.many_{level}", lang, count=len(names))
    return joined(names, lang)


def _notes(view: View, choice: _Choice, areas: Sequence[Area], reference: Reference | None, as_list: bool) -> list[str]:
    lang = view.lang
    notes = caption.standing_notes(view, choice.scheme, _beside(view, choice))
    missing = sum(not a.point.drawn for a in areas)
    if as_list and missing * 2 > len(areas):
        notes.insert(0, t("map.note_list", lang, count=missing, total=len(areas)))
    elif as_list and not view.measure.class_breaks:
        notes.insert(0, t("map.note_counts", lang))
    else:
        notes.append(t("map.note_classes", lang))
    if reference is not None:
        tested = [a for a in areas if a.point.differs is not None]
        if tested and not any(a.point.differs for a in tested):
            notes.append(t("map.note_none", lang, reference=_the(view, reference)))
        elif tested:
            notes.append(t("chart.note_test", lang) + " " + t("map.note_chance", lang, total=len(tested)))
        notes += [t("map.note_part", lang, reference=_the(view, reference))] if tested else []
    notes += caption.picture_notes(view)
    if choice.level == "neighborhood" and SOURCES[view.measure.source].survey:
        notes.append(t("map.note_weights", lang))
        if names := _without_tract(view, areas):
            notes.append(t("map.note_no_tract", lang, places=joined(names, lang)))
    return notes


def _without_tract(view: View, areas: Sequence[Area]) -> list[str]:
    """Neighborhoods of which the survey has no number in any year, though it has of others: no tract lies in them."""
    rows = view.store.rows(view.measure.id, level="neighborhood", scheme="all")
    told = set(rows.loc[rows["status"] != "not_available", "geoid"])
    return [a.name for a in areas if a.id not in told] if told else []


def _beside(view: View, choice: _Choice) -> set[str]:
    """The groups that can be chosen beside the one that is shown."""
    if choice.scheme == "all":
        return set()
    rows = view.store.rows(view.measure.id, level=choice.level, scheme=choice.scheme, period_end=choice.period_end)
    return set(rows["group"])


def _short_notes(view: View, choice: _Choice, areas: Sequence[Area], reference: Reference | None) -> tuple[str, ...]:
    tested = any(a.point.differs is not None for a in areas)
    notes = caption.short_notes(view, choice.level, [choice.group], tested=tested)
    return (*notes, t("map.note_part", view.lang, reference=_the(view, reference))) if reference and tested else notes


def _with_margins(areas: Sequence[Area]) -> bool:
    return any(not math.isnan(a.point.moe) for a in areas)


def _list_title(areas: Sequence[Area], as_list: bool, lang: str) -> str:
    """What stands over the list: beside a map the same numbers, by itself the numbers."""
    alone = "list_title_alone" if as_list else "list_title"
    return t(f"map.{alone}" if _with_margins(areas) else f"map.{alone}_count", lang)


def _list_key(view: View, areas: Sequence[Area], reference: Reference | None, margin: str) -> tuple[str, ...]:
    lang = view.lang
    key = [t(margin, lang)] if _with_margins(areas) else []
    if reference is not None:
        key += [t("map.key_filled", lang, reference=_the(view, reference)), t("map.key_open", lang)]
    return tuple(key)


def _dot_key(areas: Sequence[Area], reference: Reference | None, lang: str) -> list[str]:
    """What a dot is where none is compared with anything, as of counts."""
    return [t("map.key_dot", lang)] if reference is None and any(a.point.drawn for a in areas) else []


def _legend(view: View, areas: Sequence[Area], selected: str) -> tuple[LegendEntry, ...]:
    lang = view.lang
    breaks = view.measure.class_breaks
    entries = [LegendEntry("class", str(i + 1), class_text(view, i)) for i in range(len(breaks) + 1 if breaks else 0)]
    present = {a.point.status for a in areas}
    entries += [LegendEntry("status", s, status_word(s, lang)) for s in STATUS_ORDER if s in present]
    if any(a.id == selected for a in areas):
        entries.append(LegendEntry("chosen", "", t("map.chosen", lang)))
    return tuple(entries)


def class_text(view: View, position: int) -> str:
    """The words of one class, such as "Under 10%", "10–19%", "40% or more"."""
    breaks, unit, lang = view.measure.class_breaks, view.measure.unit, view.lang
    if position == 0:
        return t("map.under", lang, value=numbers.amount(breaks[0], unit, lang))
    low = breaks[position - 1]
    if position == len(breaks):
        return t("format.or_more", lang, value=numbers.amount(low, unit, lang))
    high = numbers.amount(numbers.below(breaks[position], unit), unit, lang)
    return t("map.from_to", lang, low=numbers.bare(low, unit).removesuffix("%"), high=high)


def _alternative(areas: Sequence[Area], title: str, as_list: bool, lang: str) -> str:
    shown = [a for a in areas if a.point.drawn]
    title = caption.stopped(title)
    if not shown:
        return t("map.alt_empty", lang, title=title)
    if as_list:
        return t("map.alt_list", lang, title=title)
    low, high = min(shown, key=lambda a: a.point.value), max(shown, key=lambda a: a.point.value)
    ends = {"highest": f"{high.name} {high.point.text}", "lowest": f"{low.name} {low.point.text}"}
    return t("map.alt_map", lang, title=title, **ends)
