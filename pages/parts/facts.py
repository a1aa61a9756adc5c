"""What a page says about one measure in one place: the newest number, the years before it, and whether they clearly changed."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from charts import findings, numbers, trend
from charts.difference import extremes
from charts.view import View, comparable, records
from charts.words import joined, t
from indicators.catalog import phrase
from indicators.measure import Measure
from pages.parts.here import Here


@dataclass(frozen=True)
class Change:
    """The mark for a direction with its word, and the reason or the earlier number beside it."""

    mark: str  # better, flat, worse, cant
    word: str
    reason: str


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


def change(here: Here, found: Fact) -> Change:
    """Whether the measure clearly changed since the first comparable period: a mark, its word, and why or from what."""
    better = found.view.measure.better
    if not found.shown and instead(here, found):
        return Change("cant", here.t("change.cant"), here.t("facts.groups_only"))
    move = findings.moved([*found.before, found.row], found.breaks)
    if move is None or better is None:
        return Change("cant", here.t("change.cant"), here.t(f"change.{_why(found)}"))
    first_year = found.line()[0][0]
    first = next(r for r in found.before if r.period_end == first_year)
    reason = here.t("facts.from", value=found.view.text(first), period=_in(found.view, first))
    if move == 0:
        return Change("flat", here.t("change.flat"), reason)
    mark = "better" if (move > 0) == (better == "higher") else "worse"
    return Change(mark, here.t(f"change.{mark}"), reason)


def _in(view: View, row: Any) -> str:
    kind = view.measure.period
    return t(f"format.in_{kind}", view.lang, years=numbers.years(row.period_start, row.period_end, kind))


def _why(found: Fact) -> str:
    if found.row.status != "published":
        return "cant_not_shown"
    if len(found.line()) > 1:
        return "cant_no_count"
    published = [r for r in found.before if r.status == "published"]
    return "cant_break" if published else "cant_one_period"


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


def instead(here: Here, found: Fact) -> str:
    """Where the source has no number for everyone: what it has for the groups at that period. "" if there is none."""
    if found.shown:
        return ""
    period, measure = int(found.row.period_end), found.view.measure
    said = (by_group(here, measure.id, found.place, scheme, period) for scheme in measure.schemes)
    return next((words for words in said if words), "")


def by_group(here: Here, measure_id: str, place: str, scheme: str, period_end: int, named: bool = False) -> str:
    """One sentence with every group's printed number, in display order; no group is the yardstick. "" where none has one.

    `named` puts measure and period into it, for a page that speaks of several measures.
    """
    view = View.of(here.store, measure_id, here.lang)
    if scheme == "all" or view.place(place) is None:
        return ""
    rows = [r for r in records(view.of_place(place, {scheme})) if r.period_end == period_end and r.group != "all"]
    people = view.measure.people
    said = [
        here.t("facts.for_group", value=view.text(r), group=phrase(scheme, r.group, people, here.lang))
        for r in rows
        if r.status in ("published", "range")
    ]
    if not said:
        return ""
    key = f"facts.by_group_{'clear' if extremes(rows) else 'open'}{'_named' if named else ''}"
    return here.t(
        key, listed=joined(said, here.lang), measure=view.measure.name[here.lang], period=view.period(rows[0])
    )


def margin(row: Any, measure: Measure) -> str:
    """The margin beside a published number, such as ± 6; "" where it has none."""
    shown = row.status == "published" and numbers.known(row.moe) and row.moe > 0
    return numbers.margin(row.moe, measure.unit) if shown else ""
