"""Medians from classes: by hand, beside the published peer, in open classes, and what must always hold."""

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import margins, medians
from indicators.measure import Bin

INF = math.inf


def bins(*edges: float) -> list[Bin]:
    return [Bin(low, high, f"B19001_{n:03d}") for n, (low, high) in enumerate(pairwise(edges), 2)]


TENS = bins(0, 10, 20, 30, 40)


def one(counts: Sequence[float], classes: Sequence[Bin] = TENS, **settings: float) -> medians.Medians:
    return medians.of_bins(classes, [counts], **settings)


def test_by_hand() -> None:
    # 100 people, the 50th is the 20th of 40 in the class from 10 to 20.
    found = one([30, 40, 20, 10], sampled=0.125, design_factor=1.0)
    assert found.value[0] == 15
    # Standard error of half: sqrt(0.875 / (0.125 × 100)) / 2 = 0.1323. The 36.77th and the 63.23rd lie at 11.69 and 18.31.
    assert found.moe[0] == pytest.approx(1.645 * (18.3072 - 11.6928) / 2, abs=1e-3)


def test_limits_are_read_in_their_own_classes() -> None:
    found = one([45, 10, 45, 0], sampled=0.125, design_factor=1.0)
    # One error each side: the 36.77th lies at 36.77 / 45 × 10 = 8.171, the 63.23rd at 20 + (63.23 - 55) / 45 × 10 = 21.829.
    assert found.value[0] == 15
    assert found.moe[0] == pytest.approx(1.645 * (21.829 - 8.171) / 2, abs=1e-3)


def test_a_wider_design_and_a_smaller_sample_widen_the_margin() -> None:
    plain = one([300, 400, 200, 100], design_factor=1.0).moe[0]
    assert one([300, 400, 200, 100], design_factor=1.5).moe[0] == pytest.approx(1.5 * plain, rel=0.02)
    assert one([300, 400, 200, 100], design_factor=1.0, sampled=0.05).moe[0] > 1.6 * plain


@pytest.mark.parametrize(
    ("counts", "status", "low", "high"),
    [([10, 10, 30], medians.TOP_CODED, 20.0, math.nan), ([30, 10, 10], medians.BOTTOM_CODED, math.nan, 10.0)],
)
def test_in_an_open_class_a_median_is_a_bound(counts: list[float], status: int, low: float, high: float) -> None:
    found = one(counts, [Bin(-INF, 10, "a"), Bin(10, 20, "b"), Bin(20, None, "c")])
    assert found.status[0] == status
    assert np.isnan([found.value[0], found.moe[0]]).all()
    assert found.low[0] == pytest.approx(low, nan_ok=True)
    assert found.high[0] == pytest.approx(high, nan_ok=True)


def test_a_limit_in_an_open_class_leaves_the_value_without_a_margin() -> None:
    found = one([10, 45, 45], [Bin(0, 10, "a"), Bin(10, 20, "b"), Bin(20, None, "c")])
    assert found.value[0] == pytest.approx(10 + 40 / 45 * 10)
    assert np.isnan(found.moe[0])


def test_very_few_people_have_a_median_and_no_margin() -> None:
    found = one([1, 1, 1, 0])
    assert found.value[0] == 15
    assert np.isnan(found.moe[0])


def test_nobody_has_no_median() -> None:
    for counts in ([0, 0, 0, 0], [5, math.nan, 2, 1]):
        found = one(counts)
        assert found.status[0] == medians.NOBODY
        assert np.isnan([found.value[0], found.moe[0], found.low[0], found.high[0]]).all()


def test_an_empty_class_never_holds_the_median() -> None:
    assert one([50, 0, 0, 50]).value[0] == 10
    assert one([0, 0, 50, 50]).value[0] == 30


counts_of_classes = st.lists(st.integers(0, 5_000), min_size=4, max_size=4).filter(lambda c: sum(c) > 0)


def slow_median(counts: Sequence[float], classes: Sequence[Bin], part: float = 0.5) -> float:
    """One household after the other, in words: walk up the classes until the part is reached."""
    wanted, before = part * sum(counts), 0.0
    for n, each in zip(counts, classes, strict=True):
        if n and before + n >= wanted:
            assert each.high is not None
            return each.low + (wanted - before) / n * (each.high - each.low)
        before += n
    raise AssertionError("not reached")


@given(counts_of_classes)
def test_the_slow_way_finds_the_same(counts: list[int]) -> None:
    assert one(counts).value[0] == pytest.approx(slow_median(counts, TENS))


@given(counts_of_classes)
def test_the_slow_way_finds_the_same_margin(counts: list[int]) -> None:
    error = 1.5 * math.sqrt(0.875 / (0.125 * sum(counts))) / 2
    found = one(counts).moe[0]
    if error >= 0.5:
        assert math.isnan(found)
    else:
        below, above = (slow_median(counts, TENS, part) for part in (0.5 - error, 0.5 + error))
        assert found == pytest.approx(1.645 * (above - below) / 2)


@given(counts_of_classes, st.integers(2, 9))
def test_more_of_the_same_people_keep_the_median_and_narrow_its_margin(counts: list[int], times: int) -> None:
    few, many = one(counts), one([n * times for n in counts])
    assert many.value[0] == pytest.approx(few.value[0])
    if not math.isnan(few.moe[0]):
        assert many.moe[0] <= few.moe[0]


# Household income in one area, 2009-2013: the example of the peer's own documentation.
INCOMES = (186, 78, 98, 287, 142, 90, 107, 104, 178, 106, 177, 262, 77, 100, 58, 18)
FLOORS = (2_499, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000, 40_000, 45_000, 50_000, 60_000, 75_000, 100_000,
          125_000, 150_000, 200_000)  # fmt: skip
PEER = (42_211.096153846156, 4_706.522752733644)  # as the peer's documentation prints it, 12.5 percent sampled


def test_the_peers_example_but_for_its_lost_dollars() -> None:
    """The peer ends each class one dollar early (44,999): 46 of 104 households into it, its median is 46/104 of a dollar lower.

    Limits it reads as is done here, from class to class.
    """
    found = one(INCOMES, bins(*FLOORS, 250_001), design_factor=1.0)
    assert found.value[0] == pytest.approx(PEER[0] + 46 / 104)
    assert found.moe[0] == pytest.approx(PEER[1])


@pytest.mark.real
@pytest.mark.parametrize(("vintage", "expected"), [(2019, 1.3), (2023, 1.7)])
def test_the_design_factor_lies_where_published_margins_say(shared: Path, vintage: int, expected: float) -> None:
    """Margins of shares of owners in tracts of Connecticut, against those of a simple random sample of the same size."""
    table = pq.read_table(shared / "upstream" / "data" / "acs" / f"acs5_{vintage}.parquet").to_pandas()
    tracts = table[table["level"] == "tract"]
    n, d = tracts["B25003_002E"], tracts["B25003_001E"]
    moe = margins.of_share(n, d, tracts["B25003_002M"], tracts["B25003_001M"].fillna(0))
    p = n / d.where(d > 300)
    simple = np.sqrt((1 - medians.SAMPLED) / medians.SAMPLED * p * (1 - p) / d)
    factor = (moe / margins.Z90 / simple)[p.between(0.25, 0.75)]
    assert float(np.nanmedian(factor)) == pytest.approx(expected, abs=0.15)
    assert 1.2 < medians.DESIGN_FACTOR < 1.8
