"""Axes start where they say, and labels never cover each other."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from charts import scale
from charts.figure import Point

NAN = math.nan


def point(value: float, low: float = NAN, high: float = NAN, status: str = "published") -> Point:
    return Point(2020, "2020", value, NAN, low, high, status, "")


def test_lines_far_above_zero_may_start_higher_and_say_so() -> None:
    axis = scale.axis([point(53), point(88), point(NAN, 71, 100, "range")], "percent", "en", from_zero=False)
    assert (axis.low, axis.high, axis.ticks) == (40, 100, (40, 60, 80, 100))
    assert axis.note == "The scale starts at 40%."
    assert [axis.tick_text(v) for v in axis.ticks] == ["40", "60", "80", "100%"]


def test_a_small_change_is_not_made_to_look_large() -> None:
    axis = scale.axis([point(51.4), point(52.4)], "percent", "en", from_zero=False)
    assert axis.high - axis.low >= 20


def test_dots_start_at_zero_and_nothing_exceeds_all() -> None:
    axis = scale.axis([point(92, 80, 104)], "percent", "en", from_zero=True)
    assert (axis.low, axis.high, axis.note) == (0, 100, "")
    assert scale.axis([], "percent", "en", from_zero=True).ticks[0] == 0


@given(
    st.lists(st.floats(0.01, 90), min_size=1, max_size=6),
    st.sampled_from(["percent", "dollars", "people", "years", "per_1000"]),
)
def test_every_number_lies_on_its_axis(values: list[float], unit: str) -> None:
    axis = scale.axis([point(v) for v in values], unit, "en", from_zero=False)
    assert axis.low <= min(values)
    assert max(values) <= axis.high + 1e-9
    assert 2 <= len(axis.ticks) <= 7
    assert axis.ticks[0] == axis.low


@given(st.lists(st.floats(0, 300), min_size=1, max_size=7))
def test_labels_keep_their_distance_and_stay_inside(wanted: list[float]) -> None:
    gaps = [20.0] * len(wanted)
    placed = scale.apart(wanted, gaps, 0, 300)
    in_order = sorted(placed)
    assert all(b - a >= 20 - 1e-6 for a, b in pairwise(in_order))
    assert in_order[0] >= 10 - 1e-6
    assert in_order[-1] <= 290 + 1e-6
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    assert [placed[i] for i in order] == in_order


def test_labels_with_room_stay_where_they_belong() -> None:
    assert scale.apart([50, 150, 100], [20, 20, 20], 0, 300) == [50, 150, 100]


def test_thinned_ticks_keep_both_ends() -> None:
    assert scale.thinned((0, 25, 50, 75, 100), 3) == [0, 50, 100]
    assert scale.thinned((0, 20, 40, 60), 2) == [0, 60]
    assert scale.thinned((0, 20, 40, 60), 9) == [0, 20, 40, 60]


def test_a_reference_or_a_goal_lies_on_the_axis_even_without_other_numbers() -> None:
    assert scale.axis([], "percent", "en", from_zero=True, marks=[89.0]).high >= 89
    assert scale.axis([point(3)], "percent", "en", from_zero=True, marks=[60.0, 55.0, NAN]).high >= 60
    assert scale.axis([point(70)], "percent", "en", from_zero=False, marks=[15.0]).low <= 15


def test_a_share_of_almost_none_is_not_drawn_across_the_chart() -> None:
    axis = scale.axis([point(0.15)], "percent", "en", from_zero=True)
    assert (axis.low, axis.high) == (0, 10)
