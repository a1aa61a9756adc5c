"""Served counts of neighborhoods beside those of their city: what is hidden in one must not follow from the other by subtraction.

Wider areas keep their numbers as long as it is enough to hide those of further neighborhoods. Single groups that stand in a pool
are unknown cells of the same sums: the pool is their sum, and their city's number that of all neighborhoods.
"""

import math
from collections.abc import Sequence

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
_SLACK = 1e-6  # what binary fractions leave of a whole number

Floats = NDArray[np.float64]
Sum = tuple[int, list[int]]  # a whole and its parts, by position
# The sums of what is hidden as equations, what they come to, and the least that each hidden row can be.
Told = tuple[Floats, Floats, Floats]


def protected(frame: pd.DataFrame, verdicts: Sequence[Verdict], policy: Policy) -> list[Verdict]:
    """The verdicts on counts of the same people (`value`), with as many more hidden as safety over areas needs."""
    found = list(verdicts)
    rows = frame.reset_index(drop=True)
    for _, period in rows[~rows["status"].isin(_ABSENT)].groupby("period_end", sort=True):
        for i in _of_several(period):
            found[i] = HIDDEN if found[i].status == "published" else found[i]
        levels, at = set(period["level"]), period.index.to_numpy()
        if levels & set(PARTS) and levels - set(PARTS) and any(_own(found[i]) for i in at):
            for more in _more(period.reset_index(drop=True), [found[i] for i in at], policy):
                found[at[more]] = HIDDEN
    return found


def _of_several(rows: pd.DataFrame) -> list[int]:
    """Rows of wider areas of which a level has several: neighborhoods add up to each, and which to which is not known here."""
    wider = rows[~rows["level"].isin(PARTS)]
    many = wider.groupby("level")["geoid"].transform("nunique") > 1
    return wider.index[many].tolist() if rows["level"].isin(PARTS).any() else []


def _own(verdict: Verdict) -> bool:
    return verdict.status != "published" and verdict.reason not in (rules.COMPLEMENTARY, rules.POOLED)


def _more(rows: pd.DataFrame, verdicts: Sequence[Verdict], policy: Policy) -> list[int]:
    """Positions of the shown rows to hide."""
    truth = rows["value"].to_numpy(np.float64)
    single = np.array([v.status == POOLED for v in verdicts])
    sums, least = _sums(rows, single), np.where(single, 0.0, _LEAST)
    hidden = np.array([v.status != "published" for v in verdicts])
    before, wanted = hidden.copy(), [i for i, v in enumerate(verdicts) if _own(v)]
    everywhere = (truth > 0) | hidden
    for i in wanted:
        floor = _end(int(everywhere[:i].sum()), 1.0, _told(sums, truth, everywhere, least))
        floor = least[i] if floor is None else floor
        while not _safe(i, truth, _told(sums, truth, hidden, least), hidden, policy, floor):
            shown = np.flatnonzero(~hidden & (truth > 0))
            if not len(shown):
                break
            hidden[min(shown, key=lambda row: _price(rows, int(row), i, hidden))] = True
    return np.flatnonzero(hidden & ~before).tolist()


def _price(rows: pd.DataFrame, row: int, wanted: int, hidden: NDArray[np.bool_]) -> tuple[float, ...]:
    """What is hidden first: no wider area; what would tell the one hidden row beside it; the same group; the fewest people."""
    place = (rows["geoid"] == rows["geoid"].iloc[row]) & (rows["level"] == rows["level"].iloc[row])
    lone = int((place.to_numpy() & hidden).sum()) == 1
    same = rows["group"].iloc[row] == rows["group"].iloc[wanted]
    return rows["level"].iloc[row] not in PARTS, not lone, not same, float(rows["value"].iloc[row])


def _sums(rows: pd.DataFrame, single: NDArray[np.bool_]) -> list[Sum]:
    """Everyone and the groups of each scheme in a place; a wider area and the smaller ones of each level, group by group.

    Where groups stand in a pool, Everyone is the sum of the pool and the others, and the pool of its groups.
    """
    found: list[Sum] = []
    for _, place in rows.groupby(["level", "geoid"], sort=False):
        offered = place[~single[place.index]]
        for everyone in offered.index[offered["scheme"] == "all"]:
            groups = offered[offered["scheme"] != "all"].groupby("scheme", sort=False)
            found += [(int(everyone), part.index.tolist()) for _, part in groups]
        for pool, group in offered.loc[are_pools(offered), "group"].items():
            found.append((int(str(pool)), place.index[place["group"].isin(members(group))].tolist()))
    for _, group in rows.groupby(["scheme", "group"], sort=False):
        for whole in group.index[~group["level"].isin(PARTS)]:
            levels = group[group["level"].isin(PARTS)].groupby("level", sort=False)
            found += [(int(whole), part.index.tolist()) for _, part in levels]
    return found


def _told(sums: Sequence[Sum], truth: Floats, hidden: NDArray[np.bool_], least: Floats) -> Told:
    """The sums as equations over all rows, and what they leave: a reader is taken to know how far parts fall short of the whole.

    Of a sum in which the partner itself withheld something that is not known; a reader is taken to think that it adds up.
    """
    matrix = np.zeros((len(sums), len(truth)))
    for n, (whole, parts) in enumerate(sums):
        matrix[n, whole] = 1.0
        matrix[n, parts] = -1.0
    unknown = np.isnan(truth)
    short = matrix @ np.where(unknown, 0.0, truth)
    short[(matrix[:, unknown] != 0).any(axis=1)] = 0.0
    return matrix[:, hidden], short - matrix[:, ~hidden] @ truth[~hidden], least[hidden]


def _safe(i: int, truth: Floats, told: Told, hidden: NDArray[np.bool_], policy: Policy, floor: float) -> bool:
    """Whether the sums leave a wide enough range for one hidden row; the fractions allowed here only widen what a reader has.

    `floor` is the least it can be with everything hidden: an Everyone of two hidden groups is two at least.
    """
    at = int(hidden[:i].sum())
    ends = [_end(at, sign, told) for sign in (1.0, -1.0)]
    if None in ends:
        return False
    low, high = math.ceil(float(ends[0] or 0) - _SLACK), -float(ends[1] or 0)
    if math.isnan(truth[i]):
        return high >= policy.minimum - _SLACK and high - low >= policy.minimum - 1 - _SLACK
    reach = max(truth[i] + rules.PROTECTION, policy.minimum)
    return high >= reach - _SLACK and low <= max(floor + _SLACK, truth[i] - rules.PROTECTION)


def _end(at: int, sign: float, told: Told) -> float | None:
    """Least of `sign` times a hidden row; None where the partner's figures contradict themselves, so nobody can tell."""
    matrix, rest, least = told
    aim = np.zeros(matrix.shape[1])
    aim[at] = sign
    most = np.full(len(least), 1e9)
    used = np.abs(matrix).sum(axis=1) > 0
    bounds = np.column_stack([least, most])
    answer = linprog(aim, A_eq=matrix[used], b_eq=rest[used], bounds=bounds, method="highs")
    return float(answer.fun) if answer.success else None
