"""What a page says about one measure in one place: the newest number, the years before it, and the groups where everyone has none."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from charts import numbers, trend
from charts.difference import extremes
from charts.findings import COUNTS
from charts.view import View, comparable, is_whole, records
from charts.words import joined
from indicators.catalog import phrase
from indicators.measure import Measure
from pages.parts.here import Here


@dataclass(frozen=True)
class Fact:
    """The newest row of a measure in a place, as it is printed, with the comparable rows before it."""

    view: View
    place: str
    row: Any
    before: tuple[Any, ...]
    breaks: tuple[int, ...]

    @property
    def shown(self) -> bool:
        """Whether the newest row has a number or a range."""
        return self.row.status in ("published", "range")

    @property
    def text(self) -> str:
        """The newest number as it is printed, or the word for why there is none."""
        return self.view.text(self.row)

    @property
    def period(self) -> str:
        """The newest period as a sentence has it."""
        return self.view.period(self.row)

    def line(self) -> list[tuple[int, float]]:
        """The published values by year, oldest first, since the last break."""
        since = max((b for b in self.breaks if b <= self.row.period_end), default=0)
        rows = (*self.before, self.row)
        return [(int(r.period_end), float(r.value)) for r in rows if r.status == "published" and r.period_end >= since]


def fact(here: Here, measure_id: str, place: str, group: str = "all", period_end: int | None = None) -> Fact | None:
    """The newest number of a measure in a place, or the one of a period; None where the place has no row of it."""
    view = View.of(here.store, measure_id, here.lang)
    if view.place(place) is None:
        return None
    scheme = trend.scheme_of(view, group)
    rows = [r for r in records(view.of_place(place, {scheme})) if r.group == group]
    chosen = _chosen(rows, period_end)
    if chosen is None:
        return None
    kept = comparable([int(r.period_end) for r in rows if r.period_end <= chosen.period_end], view.measure.period)
    before = tuple(r for r in rows if r.period_end in kept and r.period_end < chosen.period_end)
    return Fact(view, place, chosen, before, _breaks(view, [*before, chosen]))


def _chosen(rows: list[Any], period_end: int | None) -> Any | None:
    if period_end is not None:
        return next((r for r in rows if r.period_end == period_end), None)
    with_number = [r for r in rows if r.status != "not_available"]
    return (with_number or rows or [None])[-1]


def _breaks(view: View, rows: list[Any]) -> tuple[int, ...]:
    """Where numbers are not to be joined: the measure's own breaks, and years in which a county's area was drawn anew."""
    redrawn = [
        int(after.period_end) for one, after in pairwise(rows) if after.level == "county" and one.geoid != after.geoid
    ]
    return tuple(sorted({b.period_end for b in view.measure.series_breaks} | set(redrawn)))


def home_place(here: Here, measure_id: str) -> str | None:
    """Where the measure is told for the community: the city, else its school district, else the first place that has it."""
    places = places_of(here, measure_id)
    return next((p for p in places if p == "city"), None) or next(
        (p.id for p in here.store.places if p.level == "school_district" and p.id in places),
        places[0] if places else None,
    )


def places_of(here: Here, measure_id: str) -> list[str]:
    """Ids of the places the measure speaks of, in the order readers know."""
    levels = set(here.store.levels(measure_id))
    return [p.id for p in here.store.places if p.level in levels]


def told_by(found: Fact) -> str | None:
    """The scheme whose groups have numbers at the newest period where everyone has none; None if there is none."""
    period, place = int(found.row.period_end), found.place
    for scheme in found.view.measure.schemes:
        if any(r.status in ("published", "range") for r in _groups_at(found.view, place, scheme, period)):
            return scheme
    return None


def group_facts(here: Here, found: Fact) -> list[Fact]:
    """The groups that have an exact number at the fact's period, with their rows before it, in display order."""
    scheme, period = told_by(found), int(found.row.period_end)
    if scheme is None:
        return []
    rows = _groups_at(found.view, found.place, scheme, period)
    told = (fact(here, found.view.measure.id, found.place, r.group, period) for r in rows if r.status == "published")
    return [f for f in told if f is not None]


def why_no_total(here: Here, found: Fact) -> str:
    """Why everyone has no number though groups have: a number is hidden, by whomever, and a total could give it away."""
    scheme = told_by(found)
    if scheme is None:
        return ""
    rows = _groups_at(found.view, found.place, scheme, int(found.row.period_end))
    hidden = any(r.status == "suppressed" for r in rows)
    return here.t("facts.no_total_hidden" if hidden else "facts.groups_only")


def instead(here: Here, found: Fact) -> str:
    """Where the source has no number for everyone: what it has for the groups at that period, and why. "" if there is none."""
    scheme = None if found.shown else told_by(found)
    if scheme is None:
        return ""
    said = by_group(here, found.view.measure.id, found.place, scheme, int(found.row.period_end))
    return f"{said} {why_no_total(here, found)}"


def by_group(here: Here, measure_id: str, place: str, scheme: str, period_end: int) -> str:
    """One sentence that names what is counted, where and when, and every group's printed number. "" where none has one.

    In display order, no group the yardstick: "Percent of ..., New Haven, 2019-20: 11% of Asian students and ...".
    """
    view = View.of(here.store, measure_id, here.lang)
    if scheme == "all" or view.place(place) is None:
        return ""
    rows = _groups_at(view, place, scheme, period_end)
    measure, part = (
        view.measure,
        "of_group" if view.measure.unit == "percent" and not is_whole(view.measure) else "for_group",
    )
    said = [
        here.t(f"facts.{part}", value=view.text(r), group=phrase(scheme, r.group, measure.people, here.lang))
        for r in rows
        if r.status in ("published", "range")
    ]
    if not said:
        return ""
    words = here.t(
        "facts.by_group",
        listed=joined(said, here.lang),
        measure=measure.subtitle[here.lang],
        place=here.name_of(place),
        period=view.period(rows[0]),
    )
    # Counts of groups differ because groups differ in size; that they do says nothing.
    return f"{words} {here.t('facts.spread')}" if measure.unit not in COUNTS and extremes(rows) else words


def _groups_at(view: View, place: str, scheme: str, period_end: int) -> list[Any]:
    rows = records(view.of_place(place, {scheme}))
    return [r for r in rows if r.period_end == period_end and r.group != "all"]


def margin(row: Any, measure: Measure) -> str:
    """The margin beside a published number, such as ± 6; "" where it has none."""
    shown = row.status == "published" and numbers.known(row.moe) and row.moe > 0
    return numbers.margin(row.moe, measure.unit) if shown else ""
