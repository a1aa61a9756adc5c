"""Words of difference at their edges, the correction beside a slow one, and periods that are never compared."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import comparison
from indicators.catalog.check import BANNED
from indicators.comparison import Estimate, between, change, with_reference


def of(value: float, moe: float, end: int = 2023, **other: Any) -> Estimate:
    return Estimate(value, moe, other.pop("start", end - 4), end, **other)


@pytest.mark.parametrize(
    ("b", "word"), [(24.9, "not_clearly_different"), (25.0, "not_clearly_different"), (25.1, "different")]
)
def test_two_groups_differ_just_over_the_margin_of_their_difference(b: float, word: str) -> None:
    found = between(of(b, 4), of(20, 3))  # root of 3² + 4² is 5
    assert found.word == word
    assert (found.difference, found.moe) == (pytest.approx(b - 20), 5)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [(of(math.nan, 3), of(20, 3), "no_number"), (of(20, 3), of(20, math.nan), "no_margin")],
)
def test_what_is_not_known_is_not_compared(one: Estimate, other: Estimate, reason: str) -> None:
    found = between(one, other)
    assert (found.word, found.reason) == ("not_compared", reason)
    assert math.isnan(found.difference)


def test_full_counts_differ_as_soon_as_they_are_not_the_same() -> None:
    assert between(of(80.1, 0), of(80.0, 0)).word == "different"
    assert between(of(80.0, 0), of(80.0, 0)).word == "not_clearly_different"


@pytest.mark.parametrize(("end", "word"), [(2022, "not_compared"), (2019, "not_compared"), (2018, "different")])
def test_five_year_periods_that_share_a_year_are_never_a_change(end: int, word: str) -> None:
    """2019-2023 begins with 2019, which 2015-2019 ends with."""
    found = change(of(10, 1, end), of(30, 1, 2023))
    assert found.word == word
    assert found.reason == ("periods_share_years" if word == "not_compared" else "")


def test_change_is_the_later_less_the_earlier_in_either_order() -> None:
    assert change(of(30, 1, 2023), of(10, 1, 2018)).difference == 20
    assert change(of(10, 1, 2018), of(30, 1, 2023)).difference == 20


def test_school_years_that_follow_each_other_are_compared() -> None:
    found = change(of(80, 0, 2019, start=2018, period="school_year"), of(84, 0, 2020, start=2019, period="school_year"))
    assert found.difference == 4
    same = change(of(80, 0, 2019, start=2018, period="school_year"), of(84, 0, 2019, start=2018, period="school_year"))
    assert same.reason == "periods_share_years"


def test_one_group_alone_needs_no_correction() -> None:
    assert with_reference({"black": of(25.1, 4)}, of(20, 3))["black"].word == "different"


def test_many_groups_must_differ_more_clearly() -> None:
    """Nine groups a little over their margin: one alone would be called different, nine together are not."""
    groups = {str(n): of(25.1, 4) for n in range(9)}
    assert {c.word for c in with_reference(groups, of(20, 3)).values()} == {"not_clearly_different"}
    groups["far"] = of(60, 4)
    assert with_reference(groups, of(20, 3))["far"].word == "different"


def test_groups_that_cannot_be_compared_do_not_count() -> None:
    groups = {"black": of(25.1, 4)} | {str(n): of(math.nan, 4) for n in range(8)}
    found = with_reference(groups, of(20, 3))
    assert found["black"].word == "different"
    assert found["0"].reason == "no_number"
    assert list(found) == list(groups)


def slow_holm(chances: Mapping[str, float]) -> set[str]:
    """In the words of the textbook: the smallest against 10 percent of all, the next of one fewer, until one fails."""
    left, found = dict(chances), set()
    while left:
        name = min(left, key=left.__getitem__)
        if not left.pop(name) < 0.10 / (len(left) + 1):
            break
        found.add(name)
    return found


@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0.5, 9)), min_size=1, max_size=8))
def test_the_slow_correction_says_the_same(rates: list[tuple[float, float]]) -> None:
    groups = {str(n): of(*rate) for n, rate in enumerate(rates)}
    found = with_reference(groups, of(20, 3))
    chances = {n: comparison._chance(between(e, of(20, 3))) for n, e in groups.items()}
    assert {n for n, c in found.items() if c.word == "different"} == slow_holm(chances)


def test_false_alarms_stay_under_ten_percent() -> None:
    """Two thousand worlds in which eight groups are all as everyone is: in fewer than one in ten is any called different."""
    random = np.random.default_rng(3)
    draws = random.normal(20, [4 / 1.645] * 8 + [3 / 1.645], (2_000, 9))
    alarms = sum(
        any(
            c.word == "different"
            for c in with_reference({str(i): of(v, 4) for i, v in enumerate(row[:8])}, of(row[8], 3)).values()
        )
        for row in draws
    )
    assert 20 < alarms < 200


def test_words_are_there_in_both_languages_and_speak_of_people_well() -> None:
    texts = [*comparison.WORDS.values(), *comparison.REASONS.values(), comparison.CORRECTION]
    assert all(text.en != text.es and not BANNED.search(text.en) and not BANNED.search(text.es) for text in texts)
