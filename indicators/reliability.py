"""How far a survey estimate can be trusted: one policy, in one place, by the coefficient of variation (CV)."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators import margins
from indicators.measure import Measure

# THE POLICY, published on the methods page. CV = standard error in percent of the estimate.
#   high    CV up to 15 percent: shown.
#   medium  CV up to 30 percent: shown.
#   low     above: the number gives way to "too uncertain to show".
# The Census Bureau sets no limit for 5-year estimates; 15 and 30 are in wide use among its data users.
HIGH_CV = 15.0
MEDIUM_CV = 30.0
# A CV asks too much of a small share: 2% ± 1 has a CV of 30 and still says "very few". So a share whose 90% margin is at
# most 2.5 points, a range of 5 points from end to end, is never low. It is the absolute limit of the National Center for
# Health Statistics (Data Presentation Standards for Proportions, 2017). An estimate of 0% is shown on the same condition.
# The CV of the complement is not used: it would pass 25% ± 20, since 75% ± 20 looks precise.
NARROW_POINTS = 2.5
# A count of zero has no CV and its margin only says how large a missed group might be: low, unless it has no margin at all.
# An estimate without a margin is low. A controlled estimate has no sampling error, margin 0: high.


def with_reliability(estimates: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The rows with one more column, `reliability`: high, medium, low, or not_applicable where there is no survey estimate."""
    if measure.minimum_count is not None:
        return estimates.assign(reliability=pd.array(["not_applicable"] * len(estimates), dtype="str"))
    return with_classes(estimates, np.full(len(estimates), measure.unit == "percent"))


def with_classes(estimates: pd.DataFrame, shares: NDArray[np.bool_]) -> pd.DataFrame:
    """The same for survey estimates of any measures together; `shares` says which rows are in percent."""
    value, moe = (estimates[column].to_numpy(np.float64) for column in ("value", "moe"))
    words = np.where(estimates["status"] == "estimated", classes(value, moe, share=shares), "not_applicable")
    return estimates.assign(reliability=pd.array(words, dtype="str"))


def classes(
    value: NDArray[np.float64], moe: NDArray[np.float64], *, share: bool | NDArray[np.bool_]
) -> NDArray[np.str_]:
    """The class of each estimate; `share` is for values in percent, whose margin is in points."""
    cv = margins.coefficient_of_variation(value, moe)
    narrow = share & (moe <= NARROW_POINTS)
    exact = (moe == 0) & ~np.isnan(value)
    return np.select(
        [exact | (cv <= HIGH_CV), (cv <= MEDIUM_CV) | (narrow & ~np.isnan(value))],
        ["high", "medium"],
        default="low",
    )
