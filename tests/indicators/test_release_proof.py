"""What the proof asks of every protected number, to the person; and that it says where no table answers."""

from collections.abc import Collection, Mapping

import numpy as np
import pytest

from indicators import release_proof, release_proof_file
from indicators.audit_book import Book
from indicators.audit_ranges import ranges
from indicators.release_proof import Proof, Protected, prove
from indicators.suppression import whole_tables
from indicators.suppression.assault_view import Rate
from indicators.suppression.relations import UNBOUNDED

OTHERS = "the state's report card"


def table(total: int, printed: Mapping[str, int], hidden: Collection[str], *, told: bool = False) -> Book:
    """Hidden and printed groups of a printed total; `told` is a total that others have printed."""
    book = Book()
    book.know("total", 1)
    book.know("total", total, total, OTHERS if told else "")
    for name, number in printed.items():
        book.know(name, number, number)
    for name in hidden:
        book.know(name, 1)
    book.adds("total", [*printed, *hidden], "total = groups", ("sum", "total"))
    return book


def proven(book: Book, known: Mapping[str, int], *asked: str, minimum: int = 10) -> Proof:
    return prove(book, ranges(book, asked), [Protected(cell, minimum) for cell in asked], known)


def demands(proof: Proof) -> dict[str, tuple[int, int]]:
    """How many more and how many fewer are asked of each cell; the proof holds."""
    assert proof.faults == ()
    assert release_proof_file.summary(proof).faults == ()
    return _asked(proof)


def _asked(proof: Proof) -> dict[str, tuple[int, int]]:
    up, down = proof.demand.up.tolist(), proof.demand.down.tolist()
    return {proof.relations.names[int(c)]: (up[i], down[i]) for i, c in enumerate(proof.demand.cell)}


@pytest.mark.parametrize(
    ("number", "asked"),
    [(1, (9, 0)), (2, (8, 1)), (4, (6, 3)), (7, (3, 3)), (8, (3, 3)), (9, (3, 3)), (10, (0, 0)), (40, (0, 0))],
)
def test_a_small_number_may_be_the_minimum_and_three_more_or_fewer(number: int, asked: tuple[int, int]) -> None:
    book = table(100 + number, {"c": 60}, "ab")
    assert demands(proven(book, {"a": number, "b": 40}, "a")) == {"a": asked}


def beside(whole: int, told: bool = False) -> Proof:
    """Of 33 in a hidden area, and the rest elsewhere, where another number of the area was told by older boundaries."""
    book = table(whole, {}, "ab", told=told)
    known = {"a": 33, "b": whole - 33}
    assert demands(prove(book, ranges(book, "a"), [Protected("a", 10)], known)) == {"a": (0, 0)}
    return prove(book, ranges(book, "a"), [Protected("a", 10, redrawn=True)], known)


@pytest.mark.parametrize(("whole", "asked"), [(400, (6, 3)), (40, (6, 3)), (39, (5, 4)), (37, (3, 6))])
def test_a_number_beside_which_another_was_told_moves_to_both_sides(whole: int, asked: tuple[int, int]) -> None:
    assert demands(beside(whole)) == {"a": asked}


def test_where_it_cannot_move_there_is_a_fault_but_for_what_was_out_before() -> None:
    assert [fault.cell for fault in beside(36).faults] == ["a"]
    assert demands(beside(36, told=True)) == {"a": (2, 7)}
    assert demands(beside(34, told=True)) == {"a": (0, 9)}


def test_nothing_is_asked_below_what_others_have_printed() -> None:
    book = table(400, {}, "ab")
    book.know("a", 33, by=OTHERS)
    asked = [Protected("a", 10, redrawn=True)]
    assert demands(prove(book, ranges(book, "a"), asked, {"a": 33, "b": 367})) == {"a": (9, 0)}


def test_no_more_steps_are_asked_than_what_was_out_before_leaves() -> None:
    asked, known = [Protected("a", 10, redrawn=True)], {"a": 33, "b": 367}
    book = table(400, {}, "ab")
    assert demands(prove(book, ranges(book, "a"), asked, known, {"a": (30, 36)})) == {"a": (3, 3)}
    assert demands(prove(book, ranges(book, "a"), asked, known, {"a": (30, 38)})) == {"a": (5, 3)}


def test_every_protected_number_has_its_own_demand_and_its_own_minimum() -> None:
    book = table(44, {}, "abc")
    known = {"a": 4, "b": 12, "c": 28}
    proof = prove(book, ranges(book, "ab"), [Protected("b", 20), Protected("a", 10)], known)
    assert demands(proof) == {"a": (6, 3), "b": (8, 3)}
    assert len(proof.witnesses) == 4


def test_of_what_was_out_before_no_more_is_asked_than_it_left() -> None:
    book = table(14, {}, "ab")
    known, found, asked = {"a": 7, "b": 7}, ranges(book, "ab"), [Protected("a", 20), Protected("b", 10)]
    assert [fault.cell for fault in prove(book, found, asked, known).faults] == ["a"]
    told = prove(book, found, asked, known, {"a": (6, 9), "b": (0, 99)})
    assert demands(told) == {"a": (2, 1), "b": (3, 3)}


def test_a_rate_alone_is_proven_past_the_gaps_that_whole_people_leave() -> None:
    """86 percent is 6 of 7, 12 of 14, 18 of 21: twelve more cannot be told, but thirteen can."""
    book = Book()
    for cell, least in (("part", 0), ("others", 0), ("size", 1)):
        book.know(cell, least)
    book.adds("size", ["part", "others"], "size = part + others", ("row",))
    book.rates.append((Rate("part", "size", 86.0, 86.0, 0), ("row",)))
    proof = proven(book, {}, "part", minimum=12)
    assert proof.faults == ()
    assert sum(_asked(proof)["part"]) >= 11


def test_what_does_not_hold_of_the_number_itself_limits_nothing() -> None:
    book = table(14, {}, "ab")
    wrong = {"a": (8, 9), "b": (1, 6)}
    told = prove(book, ranges(book, "ab"), [Protected("a", 10), Protected("b", 10)], {"a": 7, "b": 7}, wrong)
    assert demands(told) == {"a": (3, 3), "b": (3, 3)}


def test_one_table_serves_every_cell_it_goes_far_enough_for(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    solve = whole_tables.farthest
    monkeypatch.setattr(whole_tables, "farthest", lambda *a: calls.append(1) or solve(*a))
    assert demands(proven(table(14, {}, "ab"), {"a": 7, "b": 7}, "a", "b")) == {"a": (3, 3), "b": (3, 3)}
    assert len(calls) == 2


def test_a_table_that_does_not_go_far_enough_serves_nobody() -> None:
    proof = proven(table(35, {}, "abc"), {"a": 9, "b": 2, "c": 24}, "a", "b")
    assert demands(proof) == {"a": (3, 3), "b": (8, 1)}


@pytest.mark.parametrize(("number", "asked"), [(4, (5, 3)), (8, (1, 3)), (9, (0, 3)), (1, (8, 0)), (3, (6, 2))])
def test_nothing_is_asked_that_was_not_possible_with_everything_hidden(number: int, asked: tuple[int, int]) -> None:
    book = table(10, {}, "ab", told=True)
    assert demands(proven(book, {"a": number, "b": 10 - number}, "a")) == {"a": asked}


def test_a_total_this_release_prints_itself_excuses_nothing() -> None:
    proof = proven(table(10, {}, "ab"), {"a": 4, "b": 6}, "a")
    assert _asked(proof) == {"a": (6, 3)}
    assert [f.cell for f in proof.faults] == ["a"]


def test_a_number_printed_beside_a_told_total_is_counted_as_if_it_were_hidden() -> None:
    proof = proven(table(10, {"x": 6}, "a", told=True), {"a": 4}, "a")
    assert _asked(proof) == {"a": (5, 3)}
    assert proof.faults
    alone = proven(table(10, {"x": 1}, "a", told=True), {"a": 9}, "a")
    assert _asked(alone) == {"a": (0, 3)}
    assert alone.faults


def test_a_group_without_anybody_stays_empty() -> None:
    book = table(10, {"nobody": 0}, "ab", told=True)
    assert demands(proven(book, {"a": 4, "b": 6}, "a")) == {"a": (5, 3)}


@pytest.mark.parametrize("told", [False, True])
def test_a_printed_rate_excuses_nothing(told: bool) -> None:
    book = table(100, {}, "ab", told=told)
    book.rates.append((Rate("a", "total", 8, 8), ("row", "a")))
    proof = proven(book, {"a": 8, "b": 92}, "a")
    assert _asked(proof) == {"a": (3, 3)}
    assert [f.cell for f in proof.faults] == ["a", "a"]


def test_a_range_is_proven_as_far_as_it_is_wide() -> None:
    book = table(100, {}, "b")
    book.know("a", 0, 9)
    book.equations.clear()
    book.adds("total", ["a", "b"], "total = groups", ("sum",))
    assert demands(proven(book, {"a": 4, "b": 96}, "a")) == {"a": (5, 3)}


def test_a_protected_number_that_is_printed_is_a_fault() -> None:
    proof = proven(table(100, {"a": 4}, "bc"), {"a": 4, "b": 40, "c": 56}, "a")
    assert _asked(proof) == {"a": (0, 0)}
    assert [f.reason for f in proof.faults] == ["is protected and yet published"]


def test_a_number_that_reaches_the_minimum_is_asked_nothing() -> None:
    assert demands(proven(table(100, {"x": 50}, "ab"), {"a": 30, "b": 20}, "a", "b")) == {"a": (0, 0), "b": (0, 0)}


@pytest.mark.parametrize(("total", "wide"), [(100, 9), (6, 4), (3, 1)])
def test_what_its_publisher_hid_may_be_anything_of_as_many_steps_as_the_minimum(total: int, wide: int) -> None:
    book = table(total, {}, "ab", told=total < 100)
    found = demands(proven(book, {}, "a"))
    assert sum(found["a"]) == wide


def test_what_its_publisher_hid_must_reach_the_minimum() -> None:
    book = table(300, {"x": 280}, "ab")
    proof = proven(book, {}, "a")
    (up, down) = demands(proof)["a"]
    base = int(proof.relations.values[list(proof.relations.names).index("a")])
    assert base + up >= 10
    assert up + down == max(9, 10 - base)


def test_what_its_publisher_hid_and_no_table_takes_to_the_minimum_is_a_fault() -> None:
    assert [f.cell for f in proven(table(9, {}, "ab"), {}, "a").faults] == ["a"]


def test_an_unknown_number_that_was_out_in_effect_is_asked_nothing() -> None:
    book = table(10, {}, "ab", told=True)
    book.know("b", 3, 3, OTHERS)
    assert demands(proven(book, {"b": 3}, "a")) == {"a": (0, 0)}


def test_an_unknown_number_that_is_large_is_wide_to_one_side() -> None:
    book = table(100, {}, "ab", told=True)
    book.know("a", 30)
    for known in ({}, {"b": 70}):
        assert sum(demands(proven(book, known, "a", minimum=10))["a"]) == 9


def test_where_no_table_is_found_the_demand_stays_and_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    for search in ("farthest", "beyond"):
        monkeypatch.setattr(whole_tables, search, lambda *_: None)
    book = table(100, {}, "ab", told=True)
    book.know("a", 30)
    proof = proven(book, {"b": 60}, "a")
    assert _asked(proof) == {"a": (0, 9)}
    assert proof.faults


def test_printed_numbers_that_no_people_fit_are_named() -> None:
    book = table(10, {}, ())
    book.know("a", 1, 3)
    book.know("b", 1, 3)
    book.know("c", 1, 9)
    book.know("twenty", 20, 20)
    book.adds("twenty", ["a", "b", "c"], "twenty = groups", ("sum", 2))
    publication, _ = book.publication()
    found = ranges(Book(), ())  # of an empty book: only the publication matters here
    proof = prove(
        book, type(found)(publication, publication.low, publication.high, frozenset(), 0), [Protected("a", 10)], {}
    )
    assert [(f.cell, f.equation) for f in proof.faults] == [("a", "twenty = groups")]
    assert (len(proof.demand.cell), len(proof.witnesses)) == (0, 0)


def test_a_truth_that_does_not_add_up_is_proven_from_the_nearest_table() -> None:
    proof = proven(table(14, {}, "ab"), {"a": 7, "b": 5}, "a")
    base = int(proof.relations.values[list(proof.relations.names).index("a")])
    assert demands(proof)["a"] == (10 - base, base - 4)


def test_all_of_it_is_unbounded_above_where_nobody_says_otherwise() -> None:
    proof = proven(table(100, {}, "ab"), {"a": 4, "b": 96}, "a")
    assert proof.relations.upper[list(proof.relations.names).index("a")] == UNBOUNDED
    assert np.array_equal(proof.hidden, [False, True, True])
    assert release_proof.PROTECTION == 3
