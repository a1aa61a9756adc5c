"""Tables of whole people that agree with a publication: the one nearest to the truth, and the farthest of one cell."""

import numpy as np
import pytest
from scipy import sparse

from indicators.suppression import whole_tables
from indicators.suppression.assault_view import Publication
from indicators.suppression.relations import UNBOUNDED
from indicators.suppression.whole_tables import Part
from indicators.suppression.witnesses import DOWN, UP

UNKNOWN = np.nan


def part(total: int, *bounds: tuple[int, int]) -> Part:
    """Hidden groups within these bounds, the sum of which is printed."""
    ends = [(total, total), *bounds]
    matrix = sparse.csr_array(np.array([[1, *(-1 for _ in bounds)]], np.int64))
    low, high = np.array(ends, np.int64).T
    names = ["total", *(f"group {i}" for i in range(len(bounds)))]
    (found,) = whole_tables.of(Publication(low, high, matrix, names, ["total = groups"]))
    return found


def near(found: Part, *truth: float) -> list[int] | None:
    table = whole_tables.nearest(found, np.array(truth, float))
    return None if table is None else table.tolist()


def far(found: Part, way: int, limit: int) -> list[int] | None:
    table = whole_tables.farthest(found, 0, way, limit)
    return None if table is None else table.tolist()


def test_a_part_says_which_cells_are_open_and_what_the_printed_ones_leave_them() -> None:
    found = part(10, (0, 8), (1, UNBOUNDED))
    assert found.cells.tolist() == [1, 2]
    assert (found.matrix.toarray().tolist(), found.rest.tolist()) == ([[-1, -1]], [-10])
    assert (found.low.tolist(), found.high.tolist()) == ([0, 1], [8, UNBOUNDED])


def test_groups_of_two_places_are_two_parts() -> None:
    matrix = sparse.csr_array(np.array([[1, -1, -1, 0, 0, 0], [0, 0, 0, 1, -1, -1]], np.int64))
    low, high = np.array([9, 0, 0, 7, 0, 0]), np.array([9, 9, 9, 7, 9, 9])
    found = whole_tables.of(Publication(low, high, matrix, list("tabTAB"), ["here", "there"]))
    assert [(p.cells.tolist(), p.rest.tolist()) for p in found] == [([1, 2], [-9]), ([4, 5], [-7])]


@pytest.mark.parametrize(
    ("table", "fits"),
    [((4, 6), True), ((2, 8), True), ((8, 2), True), ((1, 9), False), ((9, 1), False), ((4, 5), False)],
)
def test_a_table_fits_within_its_bounds_and_where_it_adds_up(table: tuple[int, int], fits: bool) -> None:
    assert part(10, (2, 8), (2, 8)).fits(np.array(table)) is fits


def test_the_nearest_table_is_the_truth_where_that_fits() -> None:
    assert near(part(10, (0, 9), (0, 9), (0, 9)), 2, 3, 5) == [2, 3, 5]


def test_what_is_known_is_kept_and_what_a_publisher_hid_takes_the_rest() -> None:
    assert near(part(10, (0, 9), (0, 9), (0, 9)), 2, UNKNOWN, 5) == [2, 3, 5]


@pytest.mark.parametrize(("total", "distance"), [(10, 3), (4, 3)])
def test_numbers_that_do_not_add_up_are_changed_by_as_few_people_as_can_be(total: int, distance: int) -> None:
    found = near(part(total, (0, 9), (0, 9)), 3, 4)
    assert found is not None
    assert sum(found) == total
    assert abs(found[0] - 3) + abs(found[1] - 4) == distance


def test_of_tables_as_near_the_one_that_keeps_the_larger_number_is_taken() -> None:
    assert near(part(12, (0, 99), (0, 99)), 10, 5) == [10, 2]
    assert near(part(12, (0, 99), (0, 99)), 5, 10) == [2, 10]
    assert near(part(-8, (-99, 99), (-99, 99)), -10, 5) == [-10, 2]


def test_a_truth_outside_of_what_is_printed_is_moved_to_its_edge() -> None:
    assert near(part(10, (0, 5), (0, 9)), 7, 3) == [5, 5]


def test_where_part_is_known_the_unknown_takes_what_it_can_and_the_known_the_rest() -> None:
    found = near(part(10, (0, 9), (0, 9), (0, 2)), 3, 3, UNKNOWN)
    assert found is not None
    assert (sum(found), found[2]) == (10, 2)
    assert found[0] + found[1] == 8


def test_where_no_table_fits_there_is_none() -> None:
    assert near(part(10, (0, 3), (0, 3)), 3, 3) is None
    assert near(part(10, (0, 3), (0, 3)), UNKNOWN, 3) is None


def test_the_farthest_table_stops_at_the_limit_and_at_what_fits() -> None:
    found = part(10, (1, UNBOUNDED), (1, UNBOUNDED))
    assert far(found, UP, 7) == [7, 3]
    assert far(found, UP, 40) == [9, 1]
    assert far(found, DOWN, 4) == [4, 6]
    assert far(found, DOWN, -3) == [1, 9]


def shares(way: int, goal: int) -> list[int] | None:
    """Part and size of a share that rounds to 86 percent, with the distances to its ends as cells of their own."""
    ends = sparse.csr_array(np.array([[200, -171, -1, 0], [-200, 173, 0, -1]]))
    low, high = np.array([0, 1, 0, 1]), np.full(4, UNBOUNDED)
    table = whole_tables.beyond(Part(np.arange(4), ends, np.zeros(2, np.int64), low, high), 0, way, goal)
    return None if table is None else table[:2].tolist()


def test_past_a_goal_that_no_whole_people_reach_the_next_table_is_found() -> None:
    assert shares(UP, 8) == [12, 14]
    assert shares(UP, 12) == [12, 14]
    assert shares(DOWN, 11) == [6, 7]
    assert shares(DOWN, 6) == [6, 7]
    assert shares(DOWN, 5) is None


def test_no_table_is_past_a_goal_that_lies_beyond_the_bounds() -> None:
    found = part(10, (2, 8), (2, 8))
    for way, goal in ((UP, 9), (DOWN, 1)):
        assert whole_tables.beyond(found, 0, way, goal) is None
    for way, goal in ((UP, 8), (DOWN, 2)):
        table = whole_tables.beyond(found, 0, way, goal)
        assert table is not None
        assert int(table[0]) == goal


def test_the_farthest_table_keeps_to_a_finite_bound() -> None:
    assert far(part(100, (1, 8), (1, UNBOUNDED)), UP, 50) == [8, 92]


def test_a_limit_at_the_bound_leaves_one_table_and_a_limit_past_it_none() -> None:
    found = part(10, (2, 8), (2, 8))
    assert far(found, UP, 2) == [2, 8]
    assert far(found, UP, 1) is None
    assert far(found, DOWN, 8) == [8, 2]
    assert far(found, DOWN, 9) is None


def test_cells_without_an_equation_have_tables_too() -> None:
    found = Part(
        np.array([3]), sparse.csr_array((0, 1), dtype=np.int64), np.zeros(0, np.int64), np.array([1]), np.array([9])
    )
    assert far(found, UP, 6) == [6]
