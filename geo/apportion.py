"""Counts and their margins moved from tracts to neighborhoods by weights. Medians and rates are never apportioned."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Columns = NDArray[np.float64]


def counts(weights: sparse.csr_array, estimate: Columns) -> Columns:
    """Weighted sums, neighborhoods × k, of tract estimates (tracts × k).

    NaN where any tract with a weight is NaN, and where no tract has a weight: an area without a tract has no number, not zero.
    """
    missing = np.isnan(estimate)
    total = _dense(weights @ np.where(missing, 0.0, estimate))
    unknown = _dense(_touches(weights) @ missing.astype(np.float64)) > 0
    return np.where(unknown | _empty(weights)[:, None], np.nan, total)


def margins(weights: sparse.csr_array, estimate: Columns, moe: Columns) -> Columns:
    """Margins of those sums at 90 percent, neighborhoods × k, in the estimate's unit.

    Root of the summed squares of the weighted margins; of the components whose estimate is zero only the largest weighted
    margin counts, once. A controlled estimate is passed with margin 0. NaN where a tract with a weight has no estimate or
    no margin, or no tract has a weight.
    Source: Census Bureau, Understanding and Using ACS Survey Data, chapter 8; the zero rule: its slides on margins (2018).
    """
    known, zero = np.where(np.isnan(estimate), np.nan, moe), estimate == 0
    return combined(weights, np.where(zero, 0.0, known) ** 2, np.where(zero, known, 0.0))


def combined(weights: sparse.csr_array, squares: Columns, largest: Columns) -> Columns:
    """The same margins from what each tract brings: the summed squares of its margins, and the largest of those of its zeros.

    NaN in either is an unknown margin. For parts of many lines, whose zeros are one more reason for the largest to count once.
    """
    missing = np.isnan(squares) | np.isnan(largest)
    total = _dense(weights.power(2) @ np.where(missing, 0.0, squares))
    most = _largest(weights, np.where(missing, 0.0, largest))
    unknown = _dense(_touches(weights) @ missing.astype(np.float64)) > 0
    return np.where(unknown | _empty(weights)[:, None], np.nan, np.sqrt(total + most**2))


def _largest(weights: sparse.csr_array, columns: Columns) -> Columns:
    """Largest weighted value of each row's tracts, 0 where a row has none; values are never negative."""
    present = ~_empty(weights)
    weighted = columns[weights.indices] * weights.data[:, None]
    largest = np.zeros((len(present), columns.shape[1]))
    if weighted.size:
        largest[present] = np.maximum.reduceat(weighted, weights.indptr[:-1][present], axis=0)
    return largest


def _empty(weights: sparse.csr_array) -> NDArray[np.bool_]:
    return np.diff(weights.indptr) == 0


def _touches(weights: sparse.csr_array) -> sparse.csr_array:
    return sparse.csr_array((np.ones_like(weights.data), weights.indices, weights.indptr), shape=weights.shape)


def _dense(product: object) -> Columns:
    return np.asarray(product, dtype=np.float64)
