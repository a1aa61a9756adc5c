"""Served counts of neighborhoods beside those of their city: what is hidden in one must not follow from the other by subtraction.

Wider areas keep their numbers as long as it is enough to hide those of further neighborhoods. Single groups that stand in a pool
are unknown cells of the same sums: the pool is their sum, and their city's number that of all neighborhoods.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog

from indicators.catalog import members
from indicators.group_pools import POOLED, are_pools
from indicators.suppression import policy as rules
from indicators.suppression.complementary import HIDDEN
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Verdict

PARTS = ("neighborhood", "tract", "zcta", "school")
_ABSENT = ("not_reported", "not_available")
_LEAST = 1.0  # a place where nobody was served is shown as such, so a hidden count has somebody in it
_MOST = 1e9
_SLACK = 1e-6  # what binary fractions leave of a whole number

Floats = NDArray[np.float64]
Sum = tuple[int, list[int]]  # a whole and its parts, by position
Mask = NDArray[np.bool_]


def protected(frame: pd.DataFrame, verdicts: Sequence[Verdict], policy: Policy) -> list[Verdict]:
    """The verdicts on counts of the same people (`value`), with as many more hidden as safety over areas needs."""
    found = list(verdicts)
    rows = frame.reset_index(drop=True)
    for _, period in rows[~rows["status"].isin(_ABSENT)].groupby("period_end", sort=True):
        for i in _of_several(period):
            found[i] = HIDDEN if found[i].status == "published" else found[i]
        levels, at = set(period["level"]), period.index.to_numpy()
        if levels & set(PARTS) and levels - set(PARTS) and any(is_own(found[i]) for i in at):
            for more in _more(period.reset_index(drop=True), [found[i] for i in at], policy):
                found[at[more]] = HIDDEN
    return found


def _of_several(rows: pd.DataFrame) -> list[int]:
    """Rows of wider areas of which a level has several: neighborhoods add up to each, and which to which is not known here."""
    wider = rows[~rows["level"].isin(PARTS)]
    many = wider.groupby("level")["geoid"].transform("nunique") > 1
    return wider.index[many].tolist() if rows["level"].isin(PARTS).any() else []


def is_own(verdict: Verdict) -> bool:
    """Whether a row is hidden for its own sake, not for another's."""
    return verdict.status != "published" and verdict.reason not in (rules.COMPLEMENTARY, rules.POOLED)


def _more(rows: pd.DataFrame, verdicts: Sequence[Verdict], policy: Policy) -> list[int]:
    """Positions of the shown rows to hide."""
    single = np.array([v.status == POOLED for v in verdicts])
    hidden = np.array([v.status != "published" for v in verdicts])
    before, everywhere = hidden.copy(), (rows["value"] > 0).to_numpy() | hidden
    least = np.where(single, 0.0, _LEAST)
    table = _Table(rows, matrix(sums(rows, single), len(rows)), least, everywhere, policy)
    for i in (i for i, v in enumerate(verdicts) if is_own(v)):
        while not table.safe(i, hidden) and (more := table.next(i, hidden)) is not None:
            hidden[more] = True
    return np.flatnonzero(hidden & ~before).tolist()


def sums(rows: pd.DataFrame, single: Mask) -> list[Sum]:
    """Everyone and the groups of each scheme in a place; a wider area and the smaller ones of each level, group by group.

    Where groups stand in a pool, Everyone is the sum of the pool and the others, and the pool of its groups.
    """
    found: list[Sum] = []
    for _, place in rows.groupby(["level", "geoid"], sort=False):
        offered = place[~single[place.index]]
        for everyone in offered.index[offered["scheme"] == "all"]:
            groups = offered[offered["scheme"] != "all"].groupby("scheme", sort=False)
            found += [(int(everyone), part.index.tolist()) for _, part in groups]
        for pool in offered.index[are_pools(offered)]:
            behind = place["group"].isin(members(str(offered.loc[pool, "group"])))
            found.append((int(pool), place.index[behind].tolist()))
    for _, group in rows.groupby(["scheme", "group"], sort=False):
        for whole in group.index[~group["level"].isin(PARTS)]:
            levels = group[group["level"].isin(PARTS)].groupby("level", sort=False)
            found += [(int(whole), part.index.tolist()) for _, part in levels]
    return found


def matrix(found: Sequence[Sum], rows: int) -> Floats:
    """Each sum as an equation over all rows: its whole, less its parts."""
    signs = np.zeros((len(found), rows))
    for n, (whole, parts) in enumerate(found):
        signs[n, whole] = 1.0
        signs[n, parts] = -1.0
    return signs


@dataclass(frozen=True)
class _Table:
    """The counts of one period with their sums as equations; `least` is what each can be at least where it is hidden.

    `everywhere` are all rows that can be hidden: those with somebody in them, and those hidden to begin with.
    """

    rows: pd.DataFrame
    matrix: Floats  # sums x rows
    least: Floats
    everywhere: Mask
    policy: Policy

    @cached_property
    def truth(self) -> Floats:
        """The number of people in each row, NaN where the partner withheld it."""
        return self.rows["value"].to_numpy(np.float64)

    def safe(self, i: int, hidden: Mask) -> bool:
        """Whether the sums leave a wide enough range for one hidden row; no comparison holds where nobody can tell (NaN)."""
        low, high = self._fewest(i, hidden), np.floor(_SLACK - self._end(i, -1.0, hidden))
        truth, minimum = self.truth[i], self.policy.minimum
        if math.isnan(truth):
            return bool(high >= minimum and high - low >= minimum - 1)
        reach = max(truth + rules.PROTECTION, minimum)
        return bool(high >= reach and (low <= truth - rules.PROTECTION or low == self._fewest(i, self.everywhere)))

    def _fewest(self, i: int, hidden: Mask) -> float:
        """The fewest people a hidden row can have; with everything hidden, an Everyone of two hidden groups has two at least."""
        return float(np.ceil(self._end(i, 1.0, hidden) - _SLACK))

    def _end(self, i: int, sign: float, hidden: Mask) -> float:
        """Least of `sign` times a hidden row; NaN where the partner's figures contradict themselves, so nobody can tell."""
        matrix, rest = self._told(hidden)
        aim = np.zeros(matrix.shape[1])
        aim[int(hidden[:i].sum())] = sign
        used = matrix.any(axis=1)
        bounds = np.column_stack([self.least[hidden], np.full(len(aim), _MOST)])
        answer = linprog(aim, A_eq=matrix[used], b_eq=rest[used], bounds=bounds, method="highs")
        return float(answer.fun) if answer.success else math.nan

    def _told(self, hidden: Mask) -> tuple[Floats, Floats]:
        """The sums of what is hidden, and what they come to: a reader is taken to know how far parts fall short of the whole.

        Of a sum in which the partner itself withheld something that is not known; a reader is taken to think that it adds up.
        """
        unknown = np.isnan(self.truth)
        short = self.matrix @ np.where(unknown, 0.0, self.truth)
        short[self.matrix[:, unknown].any(axis=1)] = 0.0
        return self.matrix[:, hidden], short - self.matrix[:, ~hidden] @ self.truth[~hidden]

    def next(self, i: int, hidden: Mask) -> int | None:
        """The row to hide for the sake of one that is not safe, None where none is left; wider areas last.

        First one whose sum tells its only hidden row, then one in a sum with the wanted row, one of its group, of the fewest people.
        """
        shown, inside = ~hidden & (self.truth > 0), self.matrix != 0
        wider, beside = ~self.rows["level"].isin(PARTS).to_numpy(), inside[inside[:, i]].any(axis=0)
        some = shown & ~wider
        # Where all smaller areas together would not do, nothing is gained by hiding them before the wider one.
        if not self.safe(i, hidden | some):
            some = next((part for part in (shown & wider & beside, shown & wider) if part.any()), shown)
        tells = inside[inside @ hidden.astype(int) == 1].any(axis=0)
        other = (self.rows["group"] != self.rows["group"].iloc[i]).to_numpy()
        rows = np.flatnonzero(some)
        order = np.lexsort([price[rows] for price in (self.truth, other, ~beside, ~tells)])
        return int(rows[order[0]]) if len(rows) else None
