"""What counts as clearly different: the Census Bureau's test for estimates, two proportions for counts, None without either."""

import math

import pytest

from charts.difference import differs, extremes
from tests.charts.rows import bare


@pytest.mark.parametrize(("gap", "clear"), [(4.9, False), (5.0, False), (5.1, True)])
def test_margins_decide_at_their_root_sum_of_squares(gap: float, clear: bool) -> None:
    # root(3² + 4²) = 5
    assert differs(bare(value=20, moe=3), bare(value=20 + gap, moe=4)) is clear


def test_a_controlled_number_has_no_margin_and_any_difference_counts() -> None:
    assert differs(bare(value=20, moe=0), bare(value=20.5, moe=0)) is True
    assert differs(bare(value=20, moe=0), bare(value=20, moe=0)) is False


def test_counts_are_tested_as_two_proportions() -> None:
    # 50 and 60 of 100: z = 1.42; 50 and 62 of 100: z = 1.71
    half = bare(value=50, numerator=50, denominator=100)
    assert differs(half, bare(value=60, numerator=60, denominator=100)) is False
    assert differs(half, bare(value=62, numerator=62, denominator=100)) is True


def test_without_margin_and_count_nothing_can_be_told() -> None:
    assert differs(bare(value=50), bare(value=90)) is None
    assert differs(bare(value=50, moe=1), bare(value=90, status="suppressed")) is None
    assert differs(bare(value=0, numerator=0, denominator=0), bare(value=90, numerator=9, denominator=10)) is None


def test_the_widest_of_many_pairs_must_pass_a_harder_test() -> None:
    rows = [bare(value=v, moe=3) for v in (20, 22, 24, 25)]
    assert differs(rows[0], rows[3]) is True
    assert extremes(rows) is None
    far = extremes([*rows, bare(value=30, moe=3), bare(value=99, moe=math.nan, status="suppressed")])
    assert far is not None
    assert [r.value for r in far] == [20, 30]
