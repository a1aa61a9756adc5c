"""The size of a group as far as a printed rate tells it: against every size there is, one by one."""

import math

import pytest

from indicators.suppression import policy as rules
from indicators.suppression.policy import Policy
from indicators.suppression.primary import SHOWN, Size, Verdict, about, of_rate, of_rate_alone, size_of

UNKNOWN = Verdict("suppressed", rules.PRIMARY_UNKNOWN)


def fitting(part: int, tenths: int) -> list[int]:
    """Every size of which this part is the printed percent, whichever way a half was rounded."""
    most = 2000 * part // (2 * tenths - 1)
    return [n for n in range(part, most + 2) if 2 * abs(1000 * part - tenths * n) <= n]


@pytest.mark.parametrize("part", [1, 9, 10, 37])
def test_a_count_and_its_rate_tell_the_size_as_exactly_as_the_rounding_lets(part: int) -> None:
    told = 0
    for tenths in range(1, 1001):
        if sizes := fitting(part, tenths):
            assert size_of(part, tenths / 10, math.nan) == Size(sizes[0], sizes[-1])
            told += 1
    assert told > part


@pytest.mark.parametrize(
    ("part", "percent", "size"),
    [
        (0, 0.0, Size(0, None)),
        (0, 5.0, Size(0, None)),  # nobody of however many: a rate that contradicts its count tells no size
        (3, 0.05, Size(3000, None)),  # half a step: it may be the rate of any larger group
    ],
)
def test_a_rate_that_rounds_to_nothing_sets_no_upper_limit(part: int, percent: float, size: Size) -> None:
    assert size_of(part, percent, math.nan) == size


def test_the_size_that_is_printed_is_taken_as_it_stands() -> None:
    assert size_of(9, 10.0, 95.0) == Size(95, 95)
    assert size_of(math.nan, math.nan, 95.0) == Size(95, 95)
    assert size_of(9, math.nan, math.nan) is None


@pytest.mark.parametrize(("part", "size"), [(math.nan, Size(400, 400)), (40, None)])
def test_without_part_or_size_nothing_is_shown_of_a_rate(part: float, size: Size | None) -> None:
    assert of_rate(part, size, Policy()) == UNKNOWN


def test_a_hidden_rate_says_whether_its_group_or_a_part_of_it_is_small() -> None:
    reasons = [of_rate(5, Size(n, n), Policy()).reason for n in (9, 10, 18)]
    assert reasons == [rules.PRIMARY_SIZE, rules.PRIMARY_PART, rules.PRIMARY_PART]


# A rate alone


@pytest.mark.parametrize(
    ("percent", "enrolled", "size", "part"),
    [
        (50.0, 300, (150, 600), (74, 303)),  # printed as 50 %: 49.5 to 50.5 of 150 to 600
        (50.0, 301, (150, 602), (74, 305)),  # enrolled in part of a day: half and double are rounded outwards
        (0.4, 300, (150, 600), (0, 6)),
        (99.6, 300, (150, 600), (148, 600)),
        (50.0, 1000, (500, 2000), (249, 1001)),  # printed as 50.0 %: 49.95 to 50.05
        (50.0, 999, (499, 1998), (247, 1009)),
        (0.0, 20_000, (10_000, 40_000), (0, 20)),
    ],
)
def test_of_a_rate_alone_size_and_part_are_known_within_what_the_enrollment_leaves(
    percent: float, enrolled: float, size: tuple[int, int], part: tuple[int, int]
) -> None:
    assert about(percent, enrolled) == (Size(*size), Size(*part))


@pytest.mark.parametrize(("percent", "enrolled"), [(math.nan, 300.0), (50.0, math.nan), (math.nan, math.nan)])
def test_of_a_rate_or_an_enrollment_that_is_not_known_nothing_follows(percent: float, enrolled: float) -> None:
    assert about(percent, enrolled) == (Size(0, None), Size(0, None))
    assert of_rate_alone(percent, enrolled, Policy()) == UNKNOWN


@pytest.mark.parametrize(
    ("percent", "enrolled", "shown"),
    [
        # A whole percent is printed and 50 are the fewest: 19.5 % of them are not ten, 20.5 % are.
        (20.0, 100, False),
        (21.0, 100, True),
        (79.0, 100, True),
        (80.0, 100, False),
        (18.0, 114, False),  # 9.975 of 57
        (82.0, 114, False),
        (16.0, 130, True),  # 10.075 of 65
        (84.0, 130, True),
        # From 1,000 on a tenth of a percent is printed and 500 are the fewest: 1.95 % are not ten, 2.05 % are.
        (2.0, 1000, False),
        (2.1, 1000, True),
        (97.9, 1000, True),
        (98.0, 1000, False),
        (2.1, 999, False),
        # However large the group, nothing is shown that rounds to nobody or everybody.
        (0.4, 20_000, False),
        (0.6, 20_000, True),
        (99.4, 20_000, True),
        (99.6, 20_000, False),
    ],
)
def test_a_rate_alone_is_shown_where_both_parts_reach_the_threshold_at_the_smallest_size(
    percent: float, enrolled: float, shown: bool
) -> None:
    expected = Verdict(SHOWN.status, whole=enrolled < rules.RATE_ALONE_SIZE) if shown else UNKNOWN
    assert of_rate_alone(percent, enrolled, Policy()) == expected
