"""A community's goal for a measure: where it stood, where it stands, what each year would have to bring, and whether it has."""

import math
from dataclasses import dataclass
from typing import Any

from charts import caption, numbers
from charts.difference import estimate
from charts.figure import Goal, Way
from charts.view import View, comparable, records
from charts.words import sentence_case, t
from indicators.catalog import GROUPS, SOURCES
from indicators.comparison import REASONS, Estimate
from indicators.pace import WORDS, Pace, pace


@dataclass(frozen=True)
class Progress:
    """A goal with the first and the newest number that compare; `pace` is None where there are not two, `why` says so."""

    view: View
    goal: Goal
    by: int
    baseline: Any | None
    latest: Any | None
    pace: Pace | None
    why: str = ""

    @property
    def mark(self) -> str:
        """on_pace, not_on_pace or cannot_tell."""
        return self.pace.word if self.pace else "cannot_tell"

    @property
    def word(self) -> str:
        """The mark in words, with a large first letter."""
        return sentence_case(WORDS[self.pace.word if self.pace else "cannot_tell"][self.view.lang])

    def sentences(self) -> list[str]:
        """Goal, baseline, newest number, what was made and what is needed a year, and what the word means."""
        lang = self.view.lang
        said = [caption.goal_note(self.view, self.goal)]
        if self.pace is None or self.baseline is None or self.latest is None:
            return [*said, self.why]
        ends = {"first": _at(self.view, self.baseline), "last": _at(self.view, self.latest)}
        said += [t("goal.ends", lang, **ends), self._made(), self._needed(), self._meaning()]
        return [words for words in said if words]

    def way(self) -> Way | None:
        """The even way from the baseline, as far as it would be by the newest period; None where there is no pace."""
        if self.pace is None or self.baseline is None or self.latest is None:
            return None
        return Way(int(self.baseline.period_end), self.baseline.value, int(self.latest.period_end), self.pace.expected)

    def _made(self) -> str:
        made = self.pace.made if self.pace else math.nan
        if abs(made) < 0.05 and self.view.measure.unit == "percent":
            return t("goal.made_none", self.view.lang)
        return t("goal.made_up" if made > 0 else "goal.made_down", self.view.lang, step=_step(self.view, made))

    def _needed(self) -> str:
        if self.pace is None or self.pace.reached:
            return t("goal.reached", self.view.lang)
        if math.isnan(self.pace.needed):
            return t("goal.passed", self.view.lang, year=self.by)
        key = "goal.needed_up" if self.pace.needed > 0 else "goal.needed_down"
        return t(key, self.view.lang, step=_step(self.view, self.pace.needed), count=self.pace.years_left, by=self.by)

    def _meaning(self) -> str:
        if self.pace is None:
            return ""
        if self.pace.reason:
            return REASONS[self.pace.reason][self.view.lang]
        expected = numbers.amount(self.pace.expected, self.view.measure.unit, self.view.lang)
        return t(f"goal.{self.pace.word}", self.view.lang, expected=expected)


def home(view: View) -> str:
    """Where a community's goal is told: the city, else the first school district; "" where the measure speaks of neither."""
    levels = set(view.store.levels(view.measure.id))
    places = [p for p in view.store.places if p.level in levels]
    wanted = [p.id for p in places if p.id == "city"] + [p.id for p in places if p.level == "school_district"]
    return wanted[0] if wanted else ""


def progress(view: View, place: str, group: str = "all") -> Progress | None:
    """How the goal for a group stands in a place; None where there is no goal. The baseline is the first number that compares."""
    goal, by = caption.goal(view, group), _by(view, group)
    if goal is None or view.measure.better is None:
        return None
    rows = _rows(view, place, group)
    latest = rows[-1] if rows else None
    if latest is None or latest.status != "published":
        return Progress(view, goal, by, None, None, None, t("goal.no_number", view.lang))
    first = next((r for r in rows if r.status == "published"), latest)
    if view.nominal or first.period_end == latest.period_end:
        key = "facts.prices_rose" if view.nominal else "goal.one_period"
        return Progress(view, goal, by, None, latest, None, t(key, view.lang))
    found = pace(_known(view, first), _known(view, latest), target=goal.value, by=by, better=view.measure.better)
    return Progress(view, goal, by, first, latest, found)


def _by(view: View, group: str) -> int:
    entries = (g for g in view.store.release.goals if g["measure"] == view.measure.id and g["group"] == group)
    return next((int(g["by"]) for g in entries), 0)


def _rows(view: View, place: str, group: str) -> list[Any]:
    """The group's rows up to the newest that its source speaks of, since the last break, in periods that share no year."""
    scheme = next((s for s in ("all", *view.measure.schemes) if group in GROUPS[s].order()), "all")
    found = [r for r in records(view.of_place(place, {scheme})) if r.group == group and r.status != "not_available"]
    breaks = [b.period_end for b in view.measure.series_breaks if b.scheme in (None, scheme)]
    if not found:
        return []
    since = max((b for b in breaks if b <= found[-1].period_end), default=0)
    kept = set(comparable([int(r.period_end) for r in found], view.measure.period))
    return [r for r in found if r.period_end >= since and r.period_end in kept]


def _known(view: View, row: Any) -> Estimate:
    """The row; a full count of records is taken as it is, with the margin 0."""
    found = estimate(row, view.measure.period)
    if SOURCES[view.measure.source].records and row.status == "published":
        return Estimate(found.value, 0.0, found.period_start, found.period_end, found.period)
    return found


def _at(view: View, row: Any) -> str:
    years = numbers.years(row.period_start, row.period_end, view.measure.period)
    return t(
        "goal.at", view.lang, value=view.text(row), when=t(f"format.in_{view.measure.period}", view.lang, years=years)
    )


def _step(view: View, change: float) -> str:
    """So much a year, without its sign: 2.7 points, $1,200, 0.3 years."""
    if view.measure.unit == "percent":
        return t("goal.points", view.lang, value=f"{abs(change):.1f}")
    return numbers.amount(abs(change), view.measure.unit, view.lang)
