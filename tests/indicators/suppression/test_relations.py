"""The relation system: cells, equations, what everybody knows, and how far a protected cell must be able to move."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.suppression.demand import of_primaries, possible, small_counts
from indicators.suppression.product import Axis, axis, of_leaf, of_product
from indicators.suppression.relations import (
    UNBOUNDED,
    RelationError,
    linked,
    of_cells,
)
from tests.indicators.suppression.tables import demand_of

ALL = ("all", ("a", "b", "c"))


def test_a_tree_has_an_equation_for_each_zone_and_one_for_all() -> None:
    relations, product = of_product(np.arange(1, 7), [("school", ("tree", 2, 3))])
    assert product.counts.tolist() == [1, 2, 3, 4, 5, 6, 6, 15, 21]
    assert relations.matrix.toarray().tolist() == [
        [-1, -1, -1, 0, 0, 0, 1, 0, 0],
        [0, 0, 0, -1, -1, -1, 0, 1, 0],
        [0, 0, 0, 0, 0, 0, -1, -1, 1],
    ]
    assert relations.names[8] == "school sum 2"
    assert list(relations.equations) == [
        "school parts of school sum 0",
        "school parts of school sum 1",
        "school parts of school sum 2",
    ]


@pytest.mark.parametrize(
    ("kinds", "cells"),
    [(("total", "total"), 4 * 5), (("none", "total"), 3 * 5), ((("tree", 3, 1), "total"), 7 * 5)],
)
def test_every_combination_of_nodes_is_a_cell(kinds: tuple, cells: int) -> None:
    relations, product = of_product(np.ones((3, 4), int), list(zip("xy", kinds, strict=True)))
    assert len(relations.values) == cells == product.counts.size == len(relations.names)
    assert len({*relations.names}) == cells
    assert len({*relations.equations}) == relations.matrix.toarray().shape[0]


def test_zeros_are_known_and_hidden_counts_have_somebody_in_them() -> None:
    relations, _ = of_product(np.array([0, 4]), [("x", "total")])
    assert relations.lower.tolist() == [0, 1, 1]
    assert relations.upper.tolist() == [0, UNBOUNDED, UNBOUNDED]
    assert relations.known.tolist() == [True, False, False]


def test_a_cell_in_no_publication_may_be_empty() -> None:
    product = of_leaf(np.array([0, 4]), [axis("x", "total", 2)], offered=np.array([False, False, True]))
    relations = product.relations()
    assert relations.lower.tolist() == [0, 0, 1]
    assert not relations.known.any()


def test_a_wrong_total_is_refused_with_its_name() -> None:
    with pytest.raises(RelationError, match="all does not add up: expected 0, found 1"):
        of_cells(["all", "a", "b", "c"], np.array([7, 1, 2, 3]), [ALL])


def test_linked_tables_share_cells_of_one_name() -> None:
    one = of_cells(["all", "a", "b", "c"], np.array([6, 1, 2, 3]), [ALL])
    other = of_cells(["c", "c.x", "c.y"], np.array([3, 1, 2]), [("c", ("c.x", "c.y"))])
    both = linked([one, other])
    assert list(both.names) == ["all", "a", "b", "c", "c.x", "c.y"]
    assert both.matrix.toarray().tolist() == [[1, -1, -1, -1, 0, 0], [0, 0, 0, 1, -1, -1]]
    wrong = of_cells(["c", "c.x", "c.y"], np.array([4, 2, 2]), [("c", ("c.x", "c.y"))])
    with pytest.raises(RelationError, match="c is 3 in one table and 4 in another"):
        linked([one, wrong])


def test_hidden_cells_fall_into_components() -> None:
    relations, _ = of_product(np.full((4, 4), 20), [("x", "total"), ("y", "total")])
    hidden = np.zeros((5, 5), bool)
    hidden[:2, :2] = hidden[3:, 3:] = True
    assert [c.tolist() for c in relations.components(hidden.ravel())] == [[0, 1, 5, 6], [18, 19, 23, 24]]
    assert relations.components(np.zeros(25, bool)) == []


def test_a_part_keeps_its_equations_and_holds_the_rest() -> None:
    relations = of_cells(["all", "a", "b", "c"], np.array([6, 1, 2, 3]), [ALL])
    part = relations.part(np.array([1, 2]))
    assert part.values.tolist() == [1, 2, 3]
    assert part.known.tolist() == [False, False, True]
    assert part.names[2] == "the shown cells of all"
    assert part.matrix.toarray().tolist() == [[-1, -1, 1]]


def test_demands_reach_the_threshold_and_three_to_both_sides_as_far_as_possible() -> None:
    relations, _ = of_product(np.array([[1, 4], [9, 30]]), [("x", "total"), ("y", "total")])
    demand = demand_of(relations)
    assert relations.values[demand.cell].tolist() == [1, 4, 5, 9]
    assert demand.up.tolist() == [9, 6, 5, 3]
    assert demand.down.tolist() == [
        0,
        3,
        3,
        3,
    ]  # 1 is the least of a cell with somebody in it; 5 is the sum of two such
    cells, sizes = demand.jobs
    assert len(cells) == 7
    assert sizes.tolist() == [9, 6, 5, 3, -3, -3, -3]


def test_a_cap_everybody_knows_limits_the_demand() -> None:
    relations = of_cells(["n", "k", "others"], np.array([12, 4, 8]), [("n", ("k", "others"))])
    upper = np.array([12, UNBOUNDED, UNBOUNDED])
    known = type(relations)(
        relations.values,
        relations.lower,
        upper,
        relations.offered,
        relations.matrix,
        relations.names,
        relations.equations,
    )
    low, high = possible(known)
    assert high.tolist() == [12, 11, 11]
    assert low.tolist() == [2, 1, 1]
    assert of_primaries(known, small_counts(known, 10), 10).up.tolist() == [6, 3]


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_the_least_possible_total_is_its_number_of_groups_with_somebody(leaf: list[int]) -> None:
    table = np.array(leaf).reshape(2, 3)
    relations, _ = of_product(table, [("x", "total"), ("y", "total")])
    groups = of_product((table > 0).astype(int), [("x", "total"), ("y", "total")])[0].values
    assert possible(relations)[0].tolist() == groups.tolist()


def test_overlapping_areas_are_sums_of_the_pieces_they_cut_each_other_into() -> None:
    pieces = Axis("piece", 3, ((0, 1), (1, 2)))
    product = of_leaf(np.array([20, 3, 30]), [pieces], offered=np.array([False, False, False, True, True]))
    relations = product.relations()
    assert relations.values.tolist() == [20, 3, 30, 23, 33]
    assert relations.offered.tolist() == [False, False, False, True, True]
    assert relations.matrix.toarray().tolist() == [[-1, -1, 0, 1, 0], [0, -1, -1, 0, 1]]
