"""Whether published numbers are clearly different at 90 percent, by indicators.comparison; None where no test is possible."""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Any

from indicators.comparison import Estimate, between
from indicators.measure import Period

Z90 = 1.645  # the Census Bureau's factor for 90 % margins


def estimate(row: Any, period: Period) -> Estimate:
    """A published row as comparisons take it: NaN where it has no number, and where nothing tells how exact it is.

    A percent made from counts of records varies by chance from year to year: its margin comes from the count behind it.
    """
    value = float(row.value) if row.status == "published" else math.nan
    moe = row.moe if not math.isnan(row.moe) else of_counts(row.numerator, row.denominator)
    return Estimate(value, float(moe), int(row.period_start), int(row.period_end), period)


def of_counts(part: float, whole: float) -> float:
    """Margin in points of a percent made from counts; never 0, since 0 of 12 does not prove that it could not have been 1.

    Source: Agresti and Coull, Approximate Is Better than "Exact" for Interval Estimation of Binomial Proportions (1998).
    """
    if math.isnan(part) or math.isnan(whole) or not 0 <= part <= whole or whole == 0:
        return math.nan
    trials = whole + Z90**2
    share = (part + Z90**2 / 2) / trials
    return 100 * Z90 * math.sqrt(share * (1 - share) / trials)


def differs(one: Any, other: Any, pairs: int = 1) -> bool | None:
    """Whether two rows differ; with `pairs`, as one of so many comparisons made at once (Bonferroni).

    From margins: |a - b| > root(moe_a² + moe_b²). From counts: the pooled two-proportion test.
    Source: Census Bureau, Understanding and Using ACS Survey Data, chapter 7.
    """
    if one.status != "published" or other.status != "published":
        return None
    stretch = _critical(pairs) / Z90
    if not (math.isnan(one.moe) or math.isnan(other.moe)):
        # Only numbers are compared here; who compares periods asks indicators.comparison.share_years first.
        found = between(*(Estimate(row.value, row.moe * stretch, 0, 0) for row in (one, other)))
        return found.word == "different"
    counts = (one.numerator, one.denominator, other.numerator, other.denominator)
    if any(math.isnan(c) for c in counts) or one.denominator <= 0 or other.denominator <= 0:
        return None
    return _proportions_differ(*counts, critical=_critical(pairs))


def _proportions_differ(k1: float, n1: float, k2: float, n2: float, *, critical: float) -> bool:
    pooled = (k1 + k2) / (n1 + n2)
    error = math.sqrt(max(0.0, pooled * (1 - pooled)) * (1 / n1 + 1 / n2))
    return abs(k1 / n1 - k2 / n2) > critical * error


def _critical(pairs: int) -> float:
    return Z90 if pairs <= 1 else NormalDist().inv_cdf(1 - 0.05 / pairs)


def extremes(rows: Sequence[Any]) -> tuple[Any, Any] | None:
    """The lowest and the highest of the published rows, if they differ among all their pairs; else None."""
    shown = [r for r in rows if r.status == "published"]
    if len(shown) < 2:
        return None
    low, high = min(shown, key=lambda r: r.value), max(shown, key=lambda r: r.value)
    pairs = len(shown) * (len(shown) - 1) // 2
    return (low, high) if differs(low, high, pairs) else None
