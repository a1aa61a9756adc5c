"""Margins of error: the Bureau's worked examples, a slow second implementation, and what must always hold."""

import math
from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import margins

counts = st.integers(0, 50_000).map(float)
moes = st.integers(0, 5_000).map(float)
components = st.lists(st.tuples(counts, moes), min_size=1, max_size=8)


def slow_sum(parts: Sequence[tuple[float, float]]) -> float:
    """The rule in the words of the Bureau's slides, one part at a time."""
    zeros = [moe for estimate, moe in parts if estimate == 0]
    others = [moe for estimate, moe in parts if estimate != 0]
    return math.sqrt(sum(moe * moe for moe in others) + (max(zeros) ** 2 if zeros else 0))


def test_sum_of_two_states() -> None:
    assert margins.of_sum([10_154_024, 9_712_936], [3_778, 3_911]) == pytest.approx(5_437.757350231803)


def test_of_several_zero_estimates_only_the_largest_margin_counts() -> None:
    assert margins.of_sum([36, 0, 0, 0], [56, 25, 28, 31]) == pytest.approx(64.008, abs=0.001)
    assert margins.of_sum([0, 0, 0], [27, 19, 22]) == 27


# Census Bureau, Understanding and Using ACS Survey Data: What All Data Users Need to Know (2020), chapters 7 and 8.


def test_handbook_people_of_60_to_66() -> None:
    assert 1_626 + 1_244 + 796 == 3_666
    assert float(margins.of_sum([1_626, 1_244, 796], [254, 209, 187]).round()) == 378


def test_handbook_never_married_women_of_three_counties() -> None:
    estimate, moe = [135_173, 43_104, 24_842], [3_860, 2_642, 1_957]
    whole = margins.of_sum(estimate, moe)
    assert float(whole.round()) == 5_070
    assert float((whole / margins.Z90).round()) == 3_082
    assert float(margins.coefficient_of_variation(sum(estimate), whole).round(1)) == 1.5


def test_handbook_households_by_income() -> None:
    assert float(margins.of_sum([1_502, 1_995], [743, 722]).round()) == 1_036
    assert float(margins.of_sum([1_756, 1_781], [685, 631]).round()) == 931
    found = margins.of_sum([2_708, 1_981, 2_581], [1_007, 647, 996])
    assert float(found.round()) == 1_557
    assert float(margins.coefficient_of_variation(7_270, found).round(1)) == 13.0


def test_handbook_share_of_women_who_never_married() -> None:
    women = margins.of_sum([466_037, 97_360, 67_101], [391, 572, 459])
    assert float(women.round()) == 831
    assert float(np.round(203_119 / 630_498, 3)) == 0.322
    assert float(margins.of_share(203_119, 630_498, 5_070, 831).round(3)) == 0.008


def test_handbook_men_for_each_woman() -> None:
    men = margins.of_sum([1, 1, 1], [4_222, 2_819, 2_259])  # the margin of 226,840 men does not depend on its parts
    assert float(men.round()) == 5_557
    assert float(margins.of_ratio(226_840, 203_119, men, 5_070).round(3)) == 0.039


def test_handbook_homes_of_one_family() -> None:
    homes, moe = 74_506_512 * 0.824, margins.of_product(74_506_512, 0.824, 228_238, 0.001)
    assert (round(homes), float(moe.round())) == (61_393_366, 202_289)


def test_slides_of_several_zeros() -> None:
    assert float(margins.of_sum([36, 0, 0, 0], [56, 27, 29, 29]).round()) == 63


@pytest.mark.parametrize(
    ("one", "moe_one", "other", "moe_other", "expected"),
    [(12.6, 0.2, 10.5, 0.3, True), (10.8, 0.2, 10.5, 0.3, False)],
    ids=["Florida and Arizona", "Indiana and Arizona"],
)
def test_handbook_states(one: float, moe_one: float, other: float, moe_other: float, expected: bool) -> None:
    assert bool(margins.different(one, moe_one, other, moe_other)) is expected


def test_share() -> None:
    assert margins.of_share(203_119, 690_746, 5_070, 831) == pytest.approx(0.007331, abs=1e-6)


def test_share_falls_back_to_the_ratio_where_the_root_would_be_negative() -> None:
    assert margins.of_share(100, 120, 60, 80) == pytest.approx(0.7474, abs=1e-4)
    assert margins.of_share(100, 120, 60, 80) == margins.of_ratio(100, 120, 60, 80)


def test_ratio_product_and_change() -> None:
    assert margins.of_ratio(226_840, 203_119, 5_556, 5_070) == pytest.approx(0.039055, abs=1e-6)
    assert margins.of_product(74_506_512, 0.824, 228_238, 0.001) == pytest.approx(202_289, abs=0.5)
    assert margins.of_change(135_173, 139_301, 3_860, 4_047) == pytest.approx(4.198070, abs=1e-6)


def test_a_share_of_nobody_has_no_margin() -> None:
    assert np.isnan(margins.of_share(0, 0, 12, 12))
    assert np.isnan(margins.of_ratio(5, 0, 12, 12))


def test_an_unknown_part_makes_the_whole_unknown() -> None:
    assert np.isnan(margins.of_sum([10, 20], [5, np.nan]))
    assert np.isnan(margins.of_sum([10, 0], [5, np.nan]))
    assert np.isnan(margins.of_sum([10, np.nan], [5, 3]))


def test_a_controlled_part_adds_nothing() -> None:
    assert margins.of_sum([500, 40], [0, 9]) == 9


@pytest.mark.parametrize(
    ("b", "expected"), [(24.9, False), (25.0, False), (25.1, True)], ids=["just under", "at", "just over"]
)
def test_different_at_ninety_percent(b: float, expected: bool) -> None:
    # sqrt(3² + 4²) = 5
    assert bool(margins.different(20, 3, b, 4)) is expected
    assert bool(margins.different(b, 4, 20, 3)) is expected


def test_different_says_no_where_a_margin_is_unknown() -> None:
    assert not margins.different(20, np.nan, 90, 1)


@settings(deadline=None)
@given(components)
def test_sum_agrees_with_the_slow_one(parts: list[tuple[float, float]]) -> None:
    estimate, moe = zip(*parts, strict=True)
    assert margins.of_sum(estimate, moe) == pytest.approx(slow_sum(parts))


@settings(deadline=None)
@given(components, st.randoms(use_true_random=False))
def test_sum_does_not_depend_on_the_order(parts: list[tuple[float, float]], random: Random) -> None:
    mixed = random.sample(parts, len(parts))
    estimate, moe = zip(*mixed, strict=True)
    assert slow_sum(parts) == pytest.approx(float(margins.of_sum(estimate, moe)))


@settings(deadline=None)
@given(components, st.integers(0, 7), moes)
def test_a_wider_part_never_makes_a_narrower_sum(parts: list[tuple[float, float]], at: int, more: float) -> None:
    estimate, moe = (np.array(x) for x in zip(*parts, strict=True))
    wider = moe.copy()
    wider[at % len(moe)] += more
    assert margins.of_sum(estimate, wider) >= margins.of_sum(estimate, moe)


@settings(deadline=None)
@given(counts, counts, moes, moes)
def test_share_is_never_negative_and_never_wider_than_the_ratio(
    n: float, rest: float, moe_n: float, moe_d: float
) -> None:
    d = n + rest + 1
    share, ratio = margins.of_share(n, d, moe_n, moe_d), margins.of_ratio(n, d, moe_n, moe_d)
    assert 0 <= share <= ratio * (1 + 1e-12)


@settings(deadline=None)
@given(components)
def test_many_sums_at_once_are_the_same_sums(parts: list[tuple[float, float]]) -> None:
    estimate, moe = (np.array(x) for x in zip(*parts, strict=True))
    both = margins.of_sum(np.stack([estimate, estimate[::-1]]), np.stack([moe, moe[::-1]]))
    assert both == pytest.approx([slow_sum(parts)] * 2)


def test_everybody_of_a_small_group_is_not_certain() -> None:
    """4 of 4 with one margin: the square root is zero, but nobody knows a share to the point from four answers."""
    assert margins.of_share(4, 4, 3, 3) == pytest.approx(np.sqrt(18) / 4)
    assert margins.of_share(4, 4, 0, 0) == 0
