"""The least that protects served counts of one period over groups and areas, by programs or the search, with a witness for each.

All sums of a period are one relation system. Prices, not blocks, keep the numbers that most people come for. What is no such
system is left to reach_areas, which hides row after row and never takes one back.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from indicators.group_pools import POOLED
from indicators.suppression import area_cube, reach_areas
from indicators.suppression import policy as rules
from indicators.suppression.complementary import HIDDEN
from indicators.suppression.demand import Demand, of_primaries
from indicators.suppression.exact import SMALL, protect_small
from indicators.suppression.policy import Policy
from indicators.suppression.primary import SHOWN, Verdict
from indicators.suppression.proof import verify
from indicators.suppression.protected import OpenDemandError, Protected
from indicators.suppression.reach_areas import PARTS, Sum, is_own, matrix, sums
from indicators.suppression.relations import Relations, known_of_counts

# Programs find the least of so many cells in a few seconds; of more the search is within a few percent in one.
QUICK = 300
# How many other numbers one is worth: that of a city, and Everyone of a smaller place.
CITY, EVERYONE = 1_000.0, 10.0
_ABSENT = ("not_reported", "not_available")


def protected(frame: pd.DataFrame, verdicts: Sequence[Verdict], policy: Policy) -> list[Verdict]:
    """The verdicts on counts of the same people (`value`), with as many more hidden in each period as safety needs.

    A program needs the whole true table: where somebody withheld a number or sums do not hold, row after row is hidden instead.
    """
    found = list(verdicts)
    rows = frame.reset_index(drop=True)
    for _, period in rows[~rows["status"].isin(_ABSENT)].groupby("period_end", sort=True):
        at = period.index.to_numpy()
        there, now = period.reset_index(drop=True), [found[i] for i in at]
        for i, verdict in zip(at, _least(there, now, policy) or reach_areas.protected(there, now, policy), strict=True):
            found[i] = verdict
    return found


def _least(rows: pd.DataFrame, verdicts: Sequence[Verdict], policy: Policy) -> list[Verdict] | None:
    asked = asking(rows, verdicts, policy)
    least = least_of(asked, rows, verdicts) if asked else None
    if asked is None or least is None:
        return None
    more = least.complementary(asked.relations, asked.demand)
    # What one table alone would have hidden is shown again, unless all of them together need it.
    plain = [SHOWN if v.reason == rules.COMPLEMENTARY else v for v in verdicts]
    return [HIDDEN if more[i] else verdict for i, verdict in enumerate(plain)]


class Asking(NamedTuple):
    """Relations of the rows of a period, in their order and then what is known beside them; what is asked, and each cell's cost."""

    relations: Relations
    demand: Demand
    cost: np.ndarray


def asking(rows: pd.DataFrame, verdicts: Sequence[Verdict], policy: Policy) -> Asking | None:
    """The system of one period; None where it has no true table to start from."""
    truth = rows["value"].to_numpy(np.float64)
    single = np.array([v.status == POOLED for v in verdicts])
    own = np.array([is_own(v) for v in verdicts])
    found = sums(rows, single)
    if np.isnan(truth).any() or not own.any() or not _sums_hold(rows, found, truth):
        return None
    relations = _relations(rows, single, found)
    primary = np.append(own, np.zeros(len(relations.values) - len(rows), bool))
    cost = np.append(_cost(rows), np.full(len(primary) - len(rows), np.inf))
    return Asking(relations, of_primaries(relations, primary, policy.minimum), cost)


def _sums_hold(rows: pd.DataFrame, found: Sequence[Sum], truth: np.ndarray) -> bool:
    """Whether groups add up to everyone in each place, and there is one wider area at most."""
    place = rows["geoid"].to_numpy(object)
    wider = ~rows["level"].isin(PARTS)
    alone = rows[wider].groupby("level")["geoid"].nunique().max()
    of_place = ((whole, parts) for whole, parts in found if place[whole] == place[parts[0]])
    return not alone > 1 and all(truth[whole] == truth[parts].sum() for whole, parts in of_place)


def _relations(rows: pd.DataFrame, single: np.ndarray, found: Sequence[Sum]) -> Relations:
    """A zero is shown, so known; what an area has beside its parts is taken to be known as well, and is a cell of its own."""
    values, signs = rows["value"].to_numpy(np.float64).astype(np.int64), matrix(found, len(rows)).astype(np.int64)
    short = signs @ values
    beside = np.flatnonzero(short)
    held = np.zeros((len(found), len(beside)), np.int64)
    held[beside, np.arange(len(beside))] = -np.sign(short[beside])
    known = np.abs(short[beside])
    low, high = known_of_counts(values, ~single)
    names = [f"{one.group} in {one.level} {one.geoid}" for one in rows.itertuples()]
    equations = [f"the parts of {names[whole]}" for whole, _ in found]
    return Relations(
        np.append(values, known),
        np.append(low, known),
        np.append(high, known),
        np.append(~single, np.ones(len(known), bool)),
        sparse.csr_array(np.hstack([signs, held])),
        [*names, *(f"what is beside {equations[i]}" for i in beside)],
        equations,
    )


def _cost(rows: pd.DataFrame) -> np.ndarray:
    """float64[rows]: information lost by hiding each, times what a number is worth."""
    lost = np.log2(2.0 + rows["value"].to_numpy(np.float64)) + 1.0
    everyone = np.where(rows["scheme"] == "all", EVERYONE, 1.0)
    return lost * np.where(rows["level"].isin(PARTS), everyone, CITY)


def least_of(asked: Asking, rows: pd.DataFrame, verdicts: Sequence[Verdict]) -> Protected | None:
    """The cells to hide; None where a demand cannot be met, or a large table is no cube of groups and areas.

    Whatever found it, its witnesses are checked in whole numbers against the sums of the rows.
    """
    try:
        found = _found(asked, rows, verdicts)
    except OpenDemandError:
        return None
    return found if found and not verify(asked.relations, found.hidden, asked.demand, found.witnesses) else None


def _found(asked: Asking, rows: pd.DataFrame, verdicts: Sequence[Verdict]) -> Protected | None:
    cells = len(asked.relations.values)
    cube = area_cube.protected(*asked, rows, verdicts) if cells >= QUICK else None
    return protect_small(*asked) if cube is None and cells < SMALL else cube
