"""The index of disparity by hand, beside a simulation, and against each reference."""

import math

import numpy as np
import pytest

from indicators import disparity
from indicators.comparison import Estimate


def of(value: float, moe: float = 0.0) -> Estimate:
    return Estimate(value, moe, 2019, 2023)


RATES = {"asian": of(90), "black": of(70), "latino": of(75), "white": of(85)}


def test_by_hand_against_everyone() -> None:
    found = disparity.of_everyone(RATES, of(80))
    assert found is not None
    assert found.index == 100 * (10 + 10 + 5 + 5) / 4 / 80
    assert (found.moe, found.by_chance, found.reference, found.clear) == (0, 0, "all", True)


def test_by_hand_against_a_goal() -> None:
    found = disparity.of_goal(RATES, 100)
    assert found is not None
    assert (found.index, found.reference) == (20, "goal")


def test_a_chosen_group_is_not_one_of_those_it_is_compared_with() -> None:
    found = disparity.of_group(RATES, "asian")
    assert found is not None
    assert found.index == pytest.approx(100 * (20 + 15 + 5) / 3 / 90)
    assert found.groups == ("black", "latino", "white")
    with pytest.raises(KeyError):
        disparity.of_group(RATES, "nhpi")


def test_groups_without_a_number_are_named() -> None:
    found = disparity.of_everyone(RATES | {"aian": of(math.nan), "two": of(70, math.nan)}, of(80))
    assert found is not None
    assert found.left_out == ("aian", "two")
    assert found.index == 9.375


@pytest.mark.parametrize("everyone", [of(0), of(math.nan), of(80, math.nan)])
def test_without_a_reference_there_is_no_index(everyone: Estimate) -> None:
    assert disparity.of_everyone(RATES, everyone) is None


def test_one_group_is_no_disparity() -> None:
    assert disparity.of_everyone({"asian": of(90)}, of(80)) is None


def test_equal_groups_are_not_told_apart() -> None:
    found = disparity.of_everyone({name: of(80, 6) for name in RATES}, of(80, 2))
    assert found is not None
    assert found.index == 0
    assert found.by_chance > 0
    assert not found.clear


def simulated(groups: dict[str, Estimate], everyone: Estimate) -> np.ndarray:
    """The index in 20,000 worlds drawn around the estimates."""
    random = np.random.default_rng(11)
    values = np.array([e.value for e in groups.values()])
    errors = np.array([e.moe for e in groups.values()]) / 1.645
    rates = random.normal(values, errors, (20_000, len(groups)))
    whole = random.normal(everyone.value, everyone.moe / 1.645, (20_000, 1))
    return 100 * (np.abs(rates - whole) / whole).mean(axis=1)


def test_the_margin_is_that_of_a_simulation() -> None:
    groups = {name: of(e.value, moe) for (name, e), moe in zip(RATES.items(), (3.0, 2.0, 2.5, 1.0), strict=True)}
    found = disparity.of_everyone(groups, of(80, 2))
    assert found is not None
    assert found.moe == pytest.approx(1.645 * simulated(groups, of(80, 2)).std(), rel=0.05)


def test_what_chance_makes_of_equal_groups_is_that_of_a_simulation() -> None:
    groups = {name: of(80, moe) for name, moe in zip(RATES, (3.0, 6.0, 4.5, 1.0), strict=True)}
    found = disparity.of_everyone(groups, of(80, 2))
    assert found is not None
    assert found.by_chance == pytest.approx(simulated(groups, of(80, 2)).mean(), rel=0.03)
