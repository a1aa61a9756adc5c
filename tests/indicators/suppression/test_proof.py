"""Witnesses are checked by adding whole numbers: every way of being wrong is a fault that names cell, equation and remedy."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from indicators.suppression.demand import Demand
from indicators.suppression.product import of_product
from indicators.suppression.proof import SAFE_SUM, verify
from indicators.suppression.relations import UNBOUNDED, Relations, of_cells
from indicators.suppression.witnesses import DOWN, UP, Witnesses, of_rows
from tests.indicators.suppression.patterns import cheapest, demand_of, flat, information

CELLS = ["north", "south", "all"]


def line(north: int = 5, south: int = 7, **changed: object) -> Relations:
    """north + south = all, by hand."""
    relations = of_cells(CELLS, np.array([north, south, north + south]), [("all", ["north", "south"])])
    return replace(relations, **changed)


HIDDEN = np.array([True, True, False])
ASKED = Demand(np.array([0]), np.array([5]), np.array([3]))
UP_5 = (0, UP, np.array([0, 1]), np.array([5, -5]))
DOWN_3 = (0, DOWN, np.array([0, 1]), np.array([-3, 3]))
GOOD = of_rows([UP_5, DOWN_3])


def faults(witnesses: Witnesses, relations: Relations | None = None, hidden: np.ndarray = HIDDEN) -> list[str]:
    return [str(f) for f in verify(relations or line(), hidden, ASKED, witnesses)]


def test_two_tables_that_agree_with_all_that_is_shown_are_the_proof() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("witnesses", "word"),
    [
        (of_rows([UP_5]), "north has no witness that it may be lower by what policy asks (in all)"),
        (of_rows([DOWN_3]), "north has no witness that it may be higher by what policy asks (in all)"),
        (of_rows([(0, UP, np.array([0, 1]), np.array([4, -4])), DOWN_3]), "higher by what policy asks"),
        (of_rows([UP_5, (0, DOWN, np.array([0, 1]), np.array([-2, 2]))]), "lower by what policy asks"),
        (of_rows([(0, UP, np.array([0, 1]), np.array([7, -7])), DOWN_3]), "moves south, past what everybody knows"),
        (of_rows([UP_5, (0, DOWN, np.array([0, 1]), np.array([-5, 5]))]), "moves north, past what everybody knows"),
        (of_rows([(0, UP, np.array([0, 1]), np.array([5, -4])), DOWN_3]), "does not add up (in all)"),
        (of_rows([(0, UP, np.array([0]), np.array([5])), DOWN_3]), "does not add up (in all)"),
        (of_rows([(0, UP, np.array([0, 2]), np.array([5, 5])), DOWN_3]), "moves all, which is published (in all)"),
        (of_rows([(0, UP, np.array([0, 0, 1]), np.array([2, 3, -5])), DOWN_3]), "changes a cell twice"),
        (of_rows([(0, UP, np.array([0, 1]), np.array([-3, 3])), DOWN_3]), "higher by what policy asks"),
    ],
)
def test_every_way_of_being_wrong_is_a_fault(witnesses: Witnesses, word: str) -> None:
    found = faults(witnesses)
    assert any(word in fault for fault in found), found


def test_a_witness_may_go_as_far_as_the_bounds_and_no_further() -> None:
    relations, asked = line(5, 6), Demand(np.array([0]), np.array([5]), np.array([4]))
    to_the_edge = of_rows([UP_5, (0, DOWN, np.array([0, 1]), np.array([-4, 4]))])
    assert verify(relations, HIDDEN, asked, to_the_edge) == []
    assert verify(replace(relations, upper=np.array([9, UNBOUNDED, UNBOUNDED])), HIDDEN, asked, to_the_edge) != []
    assert verify(replace(relations, upper=np.array([10, 10, UNBOUNDED])), HIDDEN, asked, to_the_edge) == []


def test_a_fault_names_the_cell_the_equation_and_what_to_do() -> None:
    (fault,) = verify(
        line(), np.array([True, False, False]), Demand(np.array([0]), np.array([5]), np.array([0])), GOOD
    )[:1]
    assert (fault.cell, fault.equation, fault.remedy) == ("north", "all", "Hide south, or search again.")
    assert not any(sign.isdigit() for sign in str(fault))


@pytest.mark.parametrize(("up", "down"), [(5, 3), (5, 0), (0, 3), (0, 0)])
def test_a_protected_cell_that_is_shown_is_a_fault(up: int, down: int) -> None:
    asked = Demand(np.array([0]), np.array([up]), np.array([down]))
    found = [str(f) for f in verify(line(), np.zeros(3, bool), asked, of_rows([]))]
    assert "north is protected and yet published. Hide it." in found


def test_a_fault_names_the_cell_whose_witness_is_wrong() -> None:
    asked = Demand(np.array([0, 1]), np.array([5, 3]), np.array([3, 0]))
    twice = (1, UP, np.array([0, 1, 1]), np.array([-3, 2, 1]))
    found = verify(line(), HIDDEN, asked, of_rows([UP_5, DOWN_3, twice]))
    assert [(f.cell, f.reason) for f in found] == [("south", "has a witness that changes a cell twice")]
    too_far = (1, UP, np.array([0, 1]), np.array([-5, 5]))
    found = verify(line(), HIDDEN, asked, of_rows([UP_5, DOWN_3, too_far]))
    assert [(f.cell, f.equation) for f in found] == [("south", "all")]
    torn = (1, UP, np.array([1]), np.array([3]))
    found = verify(line(), HIDDEN, asked, of_rows([UP_5, DOWN_3, torn]))
    assert [(f.cell, f.equation) for f in found] == [("south", "all")]


def test_a_witness_that_changes_nothing_proves_nothing() -> None:
    empty = (0, UP, np.zeros(0, np.int32), np.zeros(0, np.int32))
    assert faults(of_rows([empty, DOWN_3])) == faults(of_rows([DOWN_3]))
    assert faults(of_rows([UP_5, DOWN_3, empty])) == []


def test_nothing_protected_needs_no_witness() -> None:
    nobody = Demand(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))
    assert verify(line(), np.zeros(3, bool), nobody, of_rows([])) == []


def test_what_is_in_no_publication_may_move_without_being_hidden() -> None:
    alone = np.array([True, False, False])
    assert faults(GOOD, hidden=alone) != []
    assert faults(GOOD, line(offered=np.array([True, False, True])), hidden=alone) == []


def test_the_true_table_itself_must_keep_the_relations() -> None:
    relations = line()
    relations.values[2] += 1
    assert "The true table does not add up (in all). Correct the relations." in faults(GOOD, relations)
    relations = line()
    relations.lower[2] = 13
    assert "all lies outside what everybody knows of it. Correct its bounds." in faults(GOOD, relations)


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda w: replace(w, by=w.by.astype(float)), "something else than lists of whole numbers"),
        (lambda w: replace(w, by=w.by[:-1]), "lengths that do not belong together"),
        (lambda w: replace(w, way=w.way[:-1]), "lengths that do not belong together"),
        (lambda w: replace(w, start=w.start[:-1]), "lengths that do not belong together"),
        (lambda w: replace(w, start=w.start + 1), "where each witness begins"),
        (lambda w: replace(w, start=np.array([0, 5, 4])), "where each witness begins"),
        (lambda w: replace(w, moved=w.moved + 2), "cells that are not in the relations"),
        (lambda w: replace(w, moved=w.moved - 1), "cells that are not in the relations"),
        (lambda w: replace(w, cell=w.cell + 3), "cells that are not in the relations"),
        (lambda w: replace(w, cell=w.cell - 1), "cells that are not in the relations"),
        (lambda w: replace(w, way=w.way * 0), "neither up nor down"),
        (lambda w: replace(w, by=w.by.astype(np.int64) * (SAFE_SUM // 8)), "too large to be added exactly"),
    ],
)
def test_witnesses_of_a_wrong_form_are_refused(spoil: Callable[[Witnesses], Witnesses], word: str) -> None:
    (fault,) = faults(spoil(GOOD))
    assert word in fault


def test_a_list_of_cell_numbers_is_no_list_of_hidden_cells() -> None:
    assert "one yes or no a cell" in faults(GOOD, hidden=np.array([0, 1, 1]))[0]
    assert "one yes or no a cell" in faults(GOOD, hidden=HIDDEN[:2])[0]


def test_sums_that_would_leave_64_bits_are_not_mistaken_for_zero() -> None:
    """Two changes of 2**63 would add up to 0 in 64 bits."""
    huge = replace(GOOD, by=np.array([2**62, 2**62, -3, 3], np.int64))
    (fault,) = faults(huge, line(matrix=sparse.csr_array(np.array([[2, 2, -2]]))))
    assert "too large" in fault


@pytest.mark.parametrize(("factor", "by"), [(1, SAFE_SUM // 3 + 1), (3, SAFE_SUM // 9 + 1)])
def test_numbers_are_too_large_from_the_limit_on(factor: int, by: int) -> None:
    """Three terms an equation, each at most the largest change times the largest factor."""
    relations = line(matrix=sparse.csr_array(factor * np.array([[1, 1, -1]])))
    assert "too large" in faults(replace(GOOD, by=np.array([by, -by, -3, 3])), relations)[0]
    assert "too large" not in faults(replace(GOOD, by=np.array([by - 1, 1 - by, -3, 3])), relations)[0]


def test_the_limit_itself_is_too_large() -> None:
    pair = of_cells(["north", "all"], np.array([5, 5]), [("all", ["north"])])
    edge = of_rows([(0, UP, np.array([0, 1]), np.array([5, 5]))])
    edge = replace(edge, by=np.array([2**61, 2**61]))
    (fault,) = verify(pair, np.array([True, True]), ASKED, edge)
    assert "too large" in fault.reason


def test_a_published_zero_lies_within_what_everybody_knows_of_it() -> None:
    relations = of_cells(
        ["north", "south", "east", "all"], np.array([5, 7, 0, 12]), [("all", ["north", "south", "east"])]
    )
    assert verify(relations, np.array([True, True, False, False]), ASKED, GOOD) == []


def test_cells_in_no_equation_at_all_are_proven_too() -> None:
    alone = of_cells(["north"], np.array([5]), [])
    witnesses = of_rows([(0, UP, np.array([0]), np.array([5])), (0, DOWN, np.array([0]), np.array([-3]))])
    assert verify(alone, np.array([True]), ASKED, witnesses) == []
    (fault,) = verify(alone, np.array([True]), ASKED, of_rows([(0, UP, np.array([0]), np.array([5]))]))
    assert (fault.cell, fault.equation) == ("north", "")


def test_whatever_is_changed_in_a_witness_is_noticed() -> None:
    leaf = [[20, 3, 41, 30], [15, 30, 22, 18], [33, 41, 8, 26], [4, 60, 31, 28]]
    relations = flat(leaf)
    demand = demand_of(relations, 10)
    hidden, witnesses = cheapest(relations, demand, information(relations))
    assert verify(relations, hidden, demand, witnesses) == []
    for change in range(len(witnesses.by)):
        for step in (1, -1):
            by = witnesses.by.copy()
            by[change] += step
            assert verify(relations, hidden, demand, replace(witnesses, by=by)) != []


def test_the_same_in_pythons_own_numbers() -> None:
    relations, _ = of_product(np.array([[[2, 30], [40, 5]], [[25, 60], [33, 41]]]), [(d, "total") for d in "xyz"])
    demand = demand_of(relations, 10)
    hidden, witnesses = cheapest(relations, demand, information(relations))
    assert verify(relations, hidden, demand, witnesses) == []
    equations = relations.matrix.toarray().tolist()
    for row in range(len(witnesses)):
        table = relations.values.tolist()
        for at in range(int(witnesses.start[row]), int(witnesses.start[row + 1])):
            table[int(witnesses.moved[at])] += int(witnesses.by[at])
        assert all(sum(f * v for f, v in zip(equation, table, strict=True)) == 0 for equation in equations)
        assert all(v >= 1 if h else v == a for v, h, a in zip(table, hidden, relations.values.tolist(), strict=True))
