"""What a printed percent tells of a count: the constants of the rules for rates, by listing every case."""

import numpy as np
import pytest

from indicators.suppression import assault_view as view
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.assault_view import Publication, Rate
from indicators.suppression.policy import WIDEST_BAND, Policy
from indicators.suppression.relations import of_cells


def printed(size: int, decimals: int) -> np.ndarray:
    """The percent printed for each count 0..size, in steps of the last decimal, half up; in whole numbers."""
    steps = 100 * 10**decimals
    return (2 * steps * np.arange(size + 1) + size) // (2 * size)


def fewest(size: int, decimals: int = 0, ends: bool = True) -> int:
    """The smallest number of counts that share one printed percent; `ends` counts 0 and 100 percent too."""
    steps = 100 * 10**decimals
    values, counts = np.unique(printed(size, decimals), return_counts=True)
    inner = (values > 0) & (values < steps)
    return int(counts.min() if ends else counts[inner].min())


def test_a_whole_percent_is_the_count_up_to_one_hundred() -> None:
    assert next(n for n in range(1, 150) if len(np.unique(printed(n, 0))) < n + 1) == 101


def test_a_percent_with_one_decimal_is_the_count_up_to_one_thousand() -> None:
    sizes = range(990, 1003)
    assert next(n for n in sizes if len(np.unique(printed(n, 1))) < n + 1) == 1001
    assert all(fewest(n, 1) == 1 for n in range(1, 1001, 37))


@pytest.mark.parametrize(
    ("counts", "anywhere", "inside"), [(2, 201, 199), (3, 401, 300), (5, 801, 500), (10, 1801, 999)]
)
def test_sizes_from_which_every_whole_percent_leaves_several_counts(counts: int, anywhere: int, inside: int) -> None:
    assert fewest(anywhere - 1) < counts
    assert all(fewest(n) >= counts for n in range(anywhere, 2200))
    assert fewest(inside - 1, ends=False) < counts
    assert all(fewest(n, ends=False) >= counts for n in range(inside, 2200))


@pytest.mark.parametrize(("size", "edge"), [(20, 45), (30, 30), (60, 15), (90, 10), (180, 5), (300, 3), (900, 1)])
def test_the_end_band_that_hides_one_to_nine(size: int, edge: int) -> None:
    assert Policy().band_edge(size) == edge


def test_no_band_under_half_hides_one_to_nine_of_fewer_than_eighteen() -> None:
    assert next(n for n in range(10, 40) if Policy().band_edge(n) < WIDEST_BAND) == 19
    assert Policy().band_edge(18) == WIDEST_BAND


@pytest.mark.parametrize(
    ("percent", "decimals", "sizes"),
    [(14.3, 1, [7, 14, 21, 28, 35, 42, 49, 56]), (41.7, 1, [12, 24, 36, 48, 60])],
)
def test_a_decimal_tells_the_size_of_a_group_whose_size_is_hidden(
    percent: float, decimals: int, sizes: list[int]
) -> None:
    steps = round(percent * 10**decimals)
    assert [n for n in range(1, 61) if steps in printed(n, decimals)] == sizes


def of_rate(part: int, size: int, rates: list[Rate]) -> Publication:
    """A part of a group whose size is shown, with its rates."""
    relations = of_cells(
        ["part", "others", "size"], np.array([part, size - part, size]), [("size", ["part", "others"])]
    )
    hidden = np.array([True, True, False])
    return view.with_rates(view.of(relations, hidden), rates)


@pytest.mark.parametrize("size", [7, 60, 99, 100, 101, 137, 200, 201, 333])
def test_the_attacker_reads_a_rate_as_exactly_the_counts_that_round_to_it(size: int) -> None:
    percents = printed(size, 0)
    for part in range(1, size):
        low, high = intervals(of_rate(part, size, [Rate("part", "size", percents[part], percents[part])]))
        agree = np.flatnonzero(percents == percents[part])
        inside = agree[(agree >= 1) & (agree < size)]  # with zeros shown, a hidden part has somebody in it
        assert (low[0], high[0]) == (inside[0], inside[-1])


def test_the_attacker_reads_a_band_as_its_ends() -> None:
    low, high = intervals(of_rate(44, 49, [Rate("part", "size", 90, 100)]))
    assert (low[0], high[0]) == (44, 48)
    low, high = intervals(of_rate(7, 20, [Rate("part", "size", 21, 39)]))
    assert (low[0], high[0]) == (5, 7)


def test_a_rate_of_a_hidden_size_still_narrows_it() -> None:
    """50 percent of a group of which at least 30 and at most 33 are counted."""
    relations = of_cells(["part", "others", "size"], np.array([31, 31, 62]), [("size", ["part", "others"])])
    told = view.with_rates(view.of(relations, np.ones(3, bool)), [Rate("part", "size", 50.0, 50.0, 1)])
    low, high = intervals(view.with_known(told, {"part": (30, 33)}))
    assert (low[2], high[2]) == (60, 66)
