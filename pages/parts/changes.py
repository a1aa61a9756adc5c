"""Whether a measure clearly changed in a place: a mark, its word, and why or from what. Where everyone has no number, the groups are tested."""

from dataclasses import dataclass
from typing import Any

from charts import findings, numbers
from charts.view import View
from charts.words import joined, sentence_case, t
from indicators.catalog import phrase
from pages.parts import facts
from pages.parts.facts import Fact
from pages.parts.here import Here


@dataclass(frozen=True)
class Change:
    """The mark for a direction with its word, and the reason or the earlier number beside it."""

    mark: str  # better, flat, worse, cant; rose, fell or "" where no direction is better
    word: str
    reason: str

    @property
    def said(self) -> str:
        """Word and reason as sentences."""
        return f"{self.word}. {self.reason}" if self.word else self.reason


def change(here: Here, found: Fact) -> Change:
    """The change since the first comparable period. Dollars of two periods are not compared, unless they are of one year."""
    measure = found.view.measure
    if found.view.nominal:
        return Change("cant", here.t("change.cant"), here.t("facts.prices_rose"))
    if not found.shown:
        by_groups = _of_groups(here, found)
        if by_groups is not None:
            return by_groups
    move = findings.moved([*found.before, found.row], found.breaks, measure.period)
    if move is None:
        return _untested(here, found)
    reason = _from(here, found)
    return Change(_mark(found, move), _word(here, found, move), reason)


def _mark(found: Fact, move: int) -> str:
    better = found.view.measure.better
    if move == 0:
        return "flat"
    if better is None:
        return "rose" if move > 0 else "fell"
    return "better" if (move > 0) == (better == "higher") else "worse"


def _word(here: Here, found: Fact, move: int) -> str:
    mark = _mark(found, move)
    return here.t(f"facts.{mark}") if mark in ("rose", "fell") else here.t(f"change.{mark}")


def _untested(here: Here, found: Fact) -> Change:
    """Why there is no test; a count of everyone in the records needs none, so its earlier number stands alone."""
    counted = found.view.measure.unit in findings.COUNTS and found.row.status == "published"
    if counted and len(found.line()) > 1:
        return Change("", "", _from(here, found))
    return Change("cant", here.t("change.cant"), here.t(f"change.{_why(found)}"))


def _from(here: Here, found: Fact) -> str:
    first = first_of(found)
    return here.t("facts.from", value=found.view.text(first), period=_in(found.view, first))


def first_of(found: Fact) -> Any:
    """The first row that compares with the newest."""
    year = found.line()[0][0]
    return next(r for r in (*found.before, found.row) if r.period_end == year)


def _of_groups(here: Here, found: Fact) -> Change | None:
    """The groups' changes where everyone has no number: one mark if they agree, else who moved how. None without groups."""
    told = facts.group_facts(here, found)
    if not told:
        return None
    period = found.view.measure.period
    moves = {f.row.group: findings.moved([*f.before, f.row], f.breaks, period) for f in told}
    marks = {group: _mark(found, move) for group, move in moves.items() if move is not None}
    if not marks:
        return Change("cant", here.t("change.cant"), here.t(f"change.{_why(told[0])}"))
    if len(set(marks.values())) == 1 and len(marks) == len(told):
        mark = next(iter(marks.values()))
        word = here.t(f"facts.{mark}" if mark in ("rose", "fell") else f"change.{mark}")
        return Change(mark, word, here.t("facts.every_group"))
    return Change("flat" if len(marks) == len(told) else "cant", here.t("facts.mixed"), _each(here, found, marks))


def _each(here: Here, found: Fact, marks: dict[str, str]) -> str:
    """Improved: Asian students. No clear change: Black or African American students."""
    scheme, people = facts.told_by(found) or "all", found.view.measure.people
    parts = []
    for mark in dict.fromkeys(marks.values()):
        who = joined([phrase(scheme, g, people, here.lang) for g, m in marks.items() if m == mark], here.lang)
        word = here.t(f"facts.{mark}" if mark in ("rose", "fell") else f"change.{mark}")
        parts.append(f"{sentence_case(word)}: {who}.")
    return " ".join(parts)


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
