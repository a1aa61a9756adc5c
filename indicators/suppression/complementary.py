"""Complementary suppression in one table: hide more rows until nobody can narrow a protected number by adding and subtracting."""

import math
from dataclasses import dataclass, replace

import numpy as np

from indicators.suppression import policy as rules
from indicators.suppression.attack import OTHERS, UNBOUNDED, Bounds, InconsistentError, of_table
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Size, Verdict

HIDDEN = Verdict("suppressed", rules.COMPLEMENTARY)
_NO_LIMIT = 2 * UNBOUNDED  # a size is the sum of two parts


@dataclass(frozen=True)
class Row:
    """One row of a table: what is true as far as the build knows it, and what is to be shown."""

    verdict: Verdict
    part: float  # students counted; NaN where the publisher hid it
    size: Size | None  # students in the group; for a plain count the count itself
    is_count: bool  # a plain count has no others
    about: Size | None = None  # how many the part may be, where only its rate is known

    @property
    def protected(self) -> bool:
        """Whether its numbers must not be worked out: hidden for its own sake, not for another's."""
        return self.verdict.status != "published" and self.verdict.reason != rules.COMPLEMENTARY

    @property
    def shown(self) -> bool:
        """Whether it tells a number or a band."""
        return self.verdict.status != "suppressed"

    def hidden(self) -> "Row":
        """The same row, suppressed. One with a band stays protected for its own sake."""
        return replace(
            self,
            verdict=HIDDEN if self.verdict.status == "published" else Verdict("suppressed", rules.PRIMARY_PART),
        )


@dataclass(frozen=True)
class SumTable:
    """Rows of which the first is Everyone; the rows of each scheme add up to it."""

    rows: tuple[Row, ...]
    schemes: tuple[tuple[int, ...], ...]

    def hide(self, i: int) -> "SumTable":
        """The same table with one more row suppressed."""
        return replace(self, rows=(*self.rows[:i], self.rows[i].hidden(), *self.rows[i + 1 :]))

    def all_hidden(self) -> "SumTable":
        """The same table with every row suppressed that has anybody in it: nothing safer can be published of it."""
        return replace(self, rows=tuple(row.hidden() if row.shown and _size(row) > 0 else row for row in self.rows))


def protect(table: SumTable, policy: Policy) -> SumTable:
    """The table with as many more rows hidden as safety needs."""
    while not safe(table, policy) and table != (more := _one_more(table, policy)):
        table = more
    return table


def _one_more(table: SumTable, policy: Policy) -> SumTable:
    """Hide the smallest group that makes the table safe, else the smallest group; Everyone when no group is left to hide.

    Where the publisher's figures do not add up, Everyone goes first: a reader would still subtract.
    """
    if table.rows[0].shown and not _adds_up(table, policy):
        return table.hide(0)
    groups = [i for i, row in enumerate(table.rows) if i and row.shown and _size(row) > 0]
    tried = [table.hide(i) for i in sorted(groups, key=lambda i: _size(table.rows[i]))]
    last = table.hide(0) if table.rows[0].shown else table
    return next((t for t in tried if safe(t, policy)), tried[0] if tried else last)


def _adds_up(table: SumTable, policy: Policy) -> bool:
    try:
        bounds(table, policy)
    except InconsistentError:
        return False
    return True


def _size(row: Row) -> float:
    return row.size.low if row.size else math.inf


def safe(table: SumTable, policy: Policy) -> bool:
    """Whether a reader is left with a wide enough range for every protected number of the table."""
    if not any(row.protected for row in table.rows):
        return True
    try:
        own, found = bounds(table, policy)
        # Two hidden groups with somebody in each make a total of two or more, however much is hidden.
        floor = bounds(table.all_hidden(), policy)[1].low
    except InconsistentError:
        return not table.rows[0].shown
    own = Bounds(np.maximum(own.low, floor), own.high)
    return all(_wide_enough(row, i, own, found, policy) for i, row in enumerate(table.rows) if row.protected)


def bounds(table: SumTable, policy: Policy) -> tuple[Bounds, Bounds]:
    """What each published row tells by itself, and what follows for it from all of them."""
    told = [_told(row, policy) for row in table.rows]
    own = Bounds(np.array([low for low, _ in told]), np.array([high for _, high in told])).tight()
    return own, of_table(own, table.schemes)


def _told(row: Row, policy: Policy) -> tuple[list[int], list[int]]:
    """Lowest and highest part, others and size that the published row itself tells."""
    others = 0 if row.is_count else UNBOUNDED
    if row.verdict.status == "suppressed":
        # Groups without anyone are shown as such, so a hidden group has somebody in it.
        return [1 if row.is_count else 0, 0, 1], [UNBOUNDED, others, _NO_LIMIT]
    size = row.size or Size(0, None)
    if size.high == 0:
        return [0, 0, 0], [0, 0, 0]
    if row.verdict.status == "published":
        part = row.about or Size(round(row.part), round(row.part))
        most = UNBOUNDED if part.high is None else part.high
        return [part.low, 0, size.low], [most, others, _NO_LIMIT if size.high is None else size.high]
    few = policy.minimum - 1
    smallest, largest = _sizes_of_band(policy.band_edge(size.low), few)
    return [0, 0, smallest], ([few, UNBOUNDED, largest] if row.verdict.low == 0 else [UNBOUNDED, few, largest])


def _sizes_of_band(edge: int, few: int) -> tuple[int, int]:
    """The sizes whose band has this edge: the printed edge tells the size of a small group almost exactly."""
    return -(-100 * few // edge), _NO_LIMIT if edge == 1 else (100 * few - 1) // (edge - 1)


def _wide_enough(row: Row, i: int, own: Bounds, found: Bounds, policy: Policy) -> bool:
    for quantity, truth in enumerate(_truth(row)):
        if row.is_count and quantity == OTHERS:
            continue
        low, high = int(found.low[i, quantity]), int(found.high[i, quantity])
        if truth is None and (high < policy.minimum or high - low < policy.minimum - 1):
            return False
        if truth is not None and truth < policy.minimum:
            reach = max(truth + rules.PROTECTION, policy.minimum)
            if high < min(own.high[i, quantity], reach) or low > max(own.low[i, quantity], truth - rules.PROTECTION):
                return False
    return True


def _truth(row: Row) -> tuple[int | None, int | None, int | None]:
    """Part, others and size as the build knows them; None where the publisher hid them or gives only a rounded rate."""
    if math.isnan(row.part):
        return None, None, None
    part = round(row.part)
    if row.is_count:
        return part, 0, part
    if row.size is None:
        return part, None, None
    # Of an interval of sizes the smallest leaves the fewest others, which is what needs protection.
    return part, row.size.low - part, row.size.low
