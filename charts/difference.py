"""Whether two published numbers are clearly different: a test at 90 percent, or None where none is possible."""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Any

Z90 = 1.645  # the Census Bureau's factor for 90 % margins


def differs(one: Any, other: Any, pairs: int = 1) -> bool | None:
    """Whether two rows differ; with `pairs`, as one of so many comparisons made at once (Bonferroni).

    From margins: |a - b| > root(moe_a² + moe_b²). From counts: the pooled two-proportion test.
    Source: Census Bureau, Understanding and Using ACS Survey Data, chapter 7.
    """
    if one.status != "published" or other.status != "published":
        return None
    stretch = _critical(pairs) / Z90
    if not (math.isnan(one.moe) or math.isnan(other.moe)):
        return abs(one.value - other.value) > math.hypot(one.moe, other.moe) * stretch
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
