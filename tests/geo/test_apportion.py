"""Apportionment against the Census Bureau's worked numbers, a slow obvious oracle, and properties."""

from math import isnan, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from geo import apportion


def one_area(weights: list[float]) -> sparse.csr_array:
    return sparse.csr_array(np.array([weights]))


def column(numbers: list[float]) -> np.ndarray:
    return np.array(numbers, dtype=float)[:, None]


def margin(weights: list[float], estimate: list[float], moe: list[float]) -> float:
    return float(apportion.margins(one_area(weights), column(estimate), column(moe))[0, 0])


# contracts.md 1.9: sums as the Bureau's own training material and the census-data-aggregator package give them
@pytest.mark.parametrize(
    ("estimate", "moe", "expected"),
    [
        ([10154024, 9712936], [3778, 3911], 5437.757350231803),
        ([36, 0, 0, 0], [56, 25, 28, 31], sqrt(56**2 + 31**2)),
        ([0, 0, 0], [27, 19, 22], 27.0),
        ([100, 200], [0, 30], 30.0),  # a controlled estimate brings no sampling error
    ],
)
def test_published_margins_of_sums(estimate: list[float], moe: list[float], expected: float) -> None:
    assert margin([1.0] * len(moe), estimate, moe) == pytest.approx(expected, rel=1e-12)


def test_the_published_sum() -> None:
    total = apportion.counts(one_area([1, 1]), column([10154024, 9712936]))
    assert total[0, 0] == 19866960


def test_the_largest_zero_margin_is_chosen_after_weighting() -> None:
    # 0.1 × 100 = 10 is less than 1 × 20
    assert margin([0.1, 1.0], [0, 0], [100, 20]) == pytest.approx(20)


def test_an_area_without_a_tract_has_no_number_and_not_zero() -> None:
    weights = sparse.csr_array(np.array([[1.0], [0.0]]))
    assert apportion.counts(weights, column([5]))[0, 0] == 5
    assert isnan(apportion.counts(weights, column([5]))[1, 0])
    assert isnan(apportion.margins(weights, column([5]), column([1]))[1, 0])


@pytest.mark.parametrize(("estimate", "moe"), [([nan, 3], [1, 1]), ([0, 3], [nan, 1]), ([4, 3], [nan, 1])])
def test_a_component_without_margin_or_estimate_leaves_the_sum_without_margin(
    estimate: list[float], moe: list[float]
) -> None:
    assert isnan(margin([0.5, 1.0], estimate, moe))
    assert not isnan(margin([0.0, 1.0], estimate, moe))  # a tract with no weight is no component


def slow(weights: list[float], estimate: list[float], moe: list[float]) -> tuple[float, float]:
    """The rules said one by one, for one area and one column."""
    parts = [(w, e, m) for w, e, m in zip(weights, estimate, moe, strict=True) if w > 0]
    if not parts or any(isnan(e) for _, e, _ in parts):
        return nan, nan
    total = sum(w * e for w, e, _ in parts)
    if any(isnan(m) for _, _, m in parts):
        return total, nan
    squares = sum((w * m) ** 2 for w, e, m in parts if e != 0)
    zeros = [w * m for w, e, m in parts if e == 0]
    return total, sqrt(squares + (max(zeros) ** 2 if zeros else 0))


number = st.one_of(st.just(nan), st.just(0.0), st.integers(1, 5000).map(float))
weight = st.one_of(st.just(0.0), st.just(1.0), st.floats(0.001, 1))


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    areas, tracts, columns = draw(st.integers(1, 4)), draw(st.integers(1, 6)), draw(st.integers(1, 3))

    def grid(cell: st.SearchStrategy[float], rows: int, width: int) -> np.ndarray:
        return np.array(draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=rows, max_size=rows)))

    return grid(weight, areas, tracts), grid(number, tracts, columns), grid(number, tracts, columns)


@given(tables())
def test_equal_to_the_slow_oracle(case: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    weights, estimate, moe = case
    totals = apportion.counts(sparse.csr_array(weights), estimate)
    margins = apportion.margins(sparse.csr_array(weights), estimate, moe)
    for area in range(weights.shape[0]):
        for k in range(estimate.shape[1]):
            expected = slow(weights[area].tolist(), estimate[:, k].tolist(), moe[:, k].tolist())
            assert (totals[area, k], margins[area, k]) == pytest.approx(expected, rel=1e-9, nan_ok=True)


@given(tables())
def test_splitting_tracts_loses_nobody(case: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    weights, estimate, _ = case
    shares = weights + 0.001
    shares = shares / shares.sum(axis=0)
    known = np.nan_to_num(estimate)
    assert apportion.counts(sparse.csr_array(shares), known).sum() == pytest.approx(known.sum())
