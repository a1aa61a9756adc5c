"""Margins of error at 90 percent of what is made from estimates. Arrays in, arrays out; an unknown part makes the result NaN.

Estimates are taken as independent, as the Census Bureau's approximations do. A controlled estimate has the margin 0.
Source of all formulas: Census Bureau, Understanding and Using ACS Survey Data: What All Data Users Need to Know (2020), chapter 8.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

Z90 = 1.645  # the Bureau's own factor between a published margin and a standard error


def of_sum(estimate: ArrayLike, moe: ArrayLike, axis: int = -1) -> Floats:
    """Margin of a sum or difference of counts along an axis: root of the summed squares, in the unit of the counts.

    Of the parts whose estimate is zero only the largest margin counts, once: their margins say the same thing again.
    """
    estimates, moes = _floats(estimate), _floats(moe)
    moes = np.where(np.isnan(estimates), np.nan, moes)
    zero = estimates == 0
    squares = np.sum(np.where(zero, 0.0, moes) ** 2, axis=axis)
    largest = np.max(np.where(zero, moes, 0.0), axis=axis, initial=0.0)
    return np.sqrt(squares + largest**2)


def of_share(
    numerator: ArrayLike, denominator: ArrayLike, numerator_moe: ArrayLike, denominator_moe: ArrayLike
) -> Floats:
    """Margin of a part of a whole, as a fraction: sqrt(MOE_n² - p² MOE_d²) / d; as a ratio where the difference is not positive.

    A difference of exactly zero (everybody of a small group: 4 of 4, with one margin) would claim certainty, so it takes the
    ratio's form too; the margin is zero only where both margins are. NaN where the whole is zero: a share of nobody is no number.
    """
    n, d, moe_n, moe_d = (_floats(x) for x in (numerator, denominator, numerator_moe, denominator_moe))
    share = _divided(n, d)
    radicand = moe_n**2 - share**2 * moe_d**2
    exact = _divided(np.sqrt(np.maximum(radicand, 0.0)), d)
    return np.where(radicand <= 0, of_ratio(n, d, moe_n, moe_d), exact)


def of_ratio(
    numerator: ArrayLike, denominator: ArrayLike, numerator_moe: ArrayLike, denominator_moe: ArrayLike
) -> Floats:
    """Margin of a ratio whose numerator is not part of its denominator: sqrt(MOE_n² + r² MOE_d²) / d."""
    n, d, moe_n, moe_d = (_floats(x) for x in (numerator, denominator, numerator_moe, denominator_moe))
    return _divided(np.sqrt(moe_n**2 + _divided(n, d) ** 2 * moe_d**2), np.abs(d))


def of_product(a: ArrayLike, b: ArrayLike, moe_a: ArrayLike, moe_b: ArrayLike) -> Floats:
    """Margin of a product: sqrt(a² MOE_b² + b² MOE_a²)."""
    return np.hypot(_floats(a) * _floats(moe_b), _floats(b) * _floats(moe_a))


def of_change(before: ArrayLike, after: ArrayLike, before_moe: ArrayLike, after_moe: ArrayLike) -> Floats:
    """Margin of the percent change from before to after, in percent: 100 times the margin of after / before."""
    return 100 * of_ratio(after, before, after_moe, before_moe)


def of_difference(moe_a: ArrayLike, moe_b: ArrayLike) -> Floats:
    """Margin of the difference of two independent estimates: sqrt(MOE_a² + MOE_b²)."""
    return np.hypot(_floats(moe_a), _floats(moe_b))


def different(a: ArrayLike, moe_a: ArrayLike, b: ArrayLike, moe_b: ArrayLike) -> NDArray[np.bool_]:
    """True where two independent estimates differ at the 90 percent level; False where any part is unknown.

    Not for periods that share years, nor for an area and its own part: those are not independent.
    """
    with np.errstate(invalid="ignore"):
        return np.abs(_floats(a) - _floats(b)) > of_difference(moe_a, moe_b)


def coefficient_of_variation(estimate: ArrayLike, moe: ArrayLike) -> Floats:
    """Standard error in percent of the estimate; NaN where the estimate is zero or unknown."""
    return 100 * _divided(_floats(moe) / Z90, np.abs(_floats(estimate)))


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _divided(a: Floats, b: Floats) -> Floats:
    return np.divide(a, b, out=np.full(np.broadcast(a, b).shape, np.nan), where=b != 0)
