"""Medians of areas put together, read off the counts of a table's classes, with the Census Bureau's margin.

The value is interpolated evenly within its class, which is how the Bureau makes the medians of its own tables from narrower
classes. A Pareto curve is not used: it fits the upper tail of incomes only, and medians lie below that tail.
The margin: half the distance between the values one standard error below and above 50 percent on the same curve, times 1.645.
Source: Census Bureau, American Community Survey, PUMS Accuracy of the Data (5-year), standard errors for medians.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.margins import Z90
from indicators.measure import Bin

Floats = NDArray[np.float64]

# Part of the households that five years of the survey ask: 2.5 percent of all addresses a year. The Bureau's advice to users who
# combine the tables of the 5-year estimates (github.com/datadesk/census-data-aggregator, pull request 12); its own documents
# speak of the public microdata, which are a smaller part, 5 percent.
SAMPLED = 0.125
# How much wider the survey's standard errors are than those of a simple random sample of that size, since not all who are asked
# answer and homes are not drawn evenly. The Bureau publishes factors for the microdata only: 1.3 to 1.6 for income, by state.
# Published margins of shares of households in Connecticut's tracts say 1.3 (2015-2019) and 1.7 (2019-2023): see the tests.
DESIGN_FACTOR = 1.5

ESTIMATED, TOP_CODED, BOTTOM_CODED, NOBODY = range(4)


@dataclass(frozen=True)
class Medians:
    """One median a row. In an open class it is a bound: `low` where `top_coded`, `high` where `bottom_coded`, and no value."""

    value: Floats
    moe: Floats  # at 90 percent; NaN where a limit lies in an open class, or beyond the classes
    low: Floats
    high: Floats
    status: NDArray[np.int8]  # ESTIMATED, TOP_CODED, BOTTOM_CODED; NOBODY where the classes are empty or one is unknown


def of_bins(
    bins: Sequence[Bin], counts: ArrayLike, *, sampled: float = SAMPLED, design_factor: float = DESIGN_FACTOR
) -> Medians:
    """The median of each row of counts (area × class). A first class is open where its `low` is minus infinity."""
    lows = np.array([b.low for b in bins], dtype=np.float64)
    highs = np.array([np.inf if b.high is None else b.high for b in bins], dtype=np.float64)
    n = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    total = n.sum(axis=1)
    somebody = total > 0  # False for NaN
    reached = np.cumsum(np.where(somebody[:, None], n, 1.0), axis=1)
    half = _class_at(reached, 0.5)
    status = np.select(
        [~somebody, np.isinf(highs[half]), np.isinf(lows[half])], [NOBODY, TOP_CODED, BOTTOM_CODED], default=ESTIMATED
    ).astype(np.int8)
    error = _error_of_half(total, sampled, design_factor)
    value = np.where(status == ESTIMATED, _value_at(lows, highs, reached, np.full(len(n), 0.5)), np.nan)
    spread = _value_at(lows, highs, reached, 0.5 + error) - _value_at(lows, highs, reached, 0.5 - error)
    return Medians(
        value=value,
        moe=np.where(status == ESTIMATED, Z90 * spread / 2, np.nan),
        low=np.where(status == TOP_CODED, lows[half], np.nan),
        high=np.where(status == BOTTOM_CODED, highs[half], np.nan),
        status=status,
    )


def _error_of_half(total: Floats, sampled: float, design_factor: float) -> Floats:
    """Standard error of a share of 50 percent of that many, as a fraction: DF sqrt((1 - f) / (f B)) / 2."""
    size = np.where(total > 0, total, np.nan)
    return design_factor * np.sqrt((1 - sampled) / (sampled * size)) / 2


def _class_at(reached: Floats, part: float | Floats) -> NDArray[np.intp]:
    """The class in which that part of the people is reached; a class nobody is in never is."""
    wanted = np.broadcast_to(part, len(reached)) * reached[:, -1]
    return np.minimum((reached < wanted[:, None]).sum(axis=1), reached.shape[1] - 1)


def _value_at(lows: Floats, highs: Floats, reached: Floats, part: Floats) -> Floats:
    """The value below which that part lies; NaN outside 0 to 1 and in an open class."""
    rows = np.arange(len(reached))
    at = _class_at(reached, np.nan_to_num(part))
    before = np.where(at > 0, reached[rows, np.maximum(at - 1, 0)], 0.0)
    inside = reached[rows, at] - before
    share = np.divide(part * reached[:, -1] - before, inside, out=np.full(len(rows), np.nan), where=inside > 0)
    closed = np.isfinite(lows[at]) & np.isfinite(highs[at]) & (part > 0) & (part < 1)
    with np.errstate(invalid="ignore"):
        return np.where(closed, lows[at] + share * (highs[at] - lows[at]), np.nan)
