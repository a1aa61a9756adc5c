"""Numbers that can be one number only are found without a program for each: by sums and differences, and by cycles of moves."""

from types import SimpleNamespace

import numpy as np
import pytest

from indicators import audit_ranges
from indicators.audit_book import Book, Equation
from indicators.audit_ranges import ranges
from indicators.suppression.assault_tables import every_table
from tests.indicators.test_audit_ranges import crossed


@pytest.fixture(params=[0, 1_500], ids=["no programs", "programs"])
def _largest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_ranges, "LARGEST", request.param)


def circled(spare: int = 0) -> Book:
    """a + b + p = 10 and a + b = 10 + q - spare: only together they tell that nobody is in p and in q, where none is to spare."""
    book = Book()
    for name in "abpq":
        book.know(name, 0)
    for name, number in (("ten", 10), ("spare", spare)):
        book.know(name, number, number)
    book.adds("ten", ["a", "b", "p"], "10 = a + b + p", ("sum", 1))
    terms = (("ten", 1), ("q", 1), ("spare", -1), ("a", -1), ("b", -1))
    book.equations.append(Equation(terms, "10 + q = a + b + spare", ("sum", 2)))
    return book


@pytest.mark.usefixtures("_largest")
def test_what_sums_and_differences_alone_tell_is_found_in_systems_of_any_size() -> None:
    low, high = ranges(crossed(), ("x", "y")).of("x")
    assert low == high


@pytest.mark.usefixtures("_largest")
def test_a_number_on_no_cycle_of_moves_is_found_in_systems_of_any_size() -> None:
    found = ranges(circled(), ("a", "p", "q"))
    assert (found.of("p"), found.of("q")) == ((0, 0), (0, 0))
    assert found.of("a") == (0, 10)


@pytest.mark.usefixtures("_largest")
def test_a_number_on_a_cycle_is_not_fixed() -> None:
    found = ranges(circled(spare=2), ("p", "q"))
    assert found.of("p")[0] < found.of("p")[1]


def test_only_cells_that_are_asked_for_are_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_ranges, "LARGEST", 0)
    found = ranges(circled(), ("q",))
    assert (found.of("p"), found.of("q")) == ((0, 10), (0, 0))


def test_where_no_table_is_found_nothing_is_said_of_cycles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_ranges, "LARGEST", 0)
    monkeypatch.setattr(audit_ranges, "_some_table", lambda *_: None)
    assert ranges(circled(), ("p",)).of("p") == (0, 10)


@pytest.mark.parametrize("found", [(-1, 11, 0, 0), (5, 5, 1, 0), (11, -1, 0, 0)])
def test_a_table_of_the_solver_that_cannot_be_says_nothing_of_cycles(
    found: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a and b of the circle one is below nobody, or the sum is not ten."""
    monkeypatch.setattr(audit_ranges, "LARGEST", 0)
    told = SimpleNamespace(success=True, x=np.array(found, float))
    monkeypatch.setattr(audit_ranges, "linprog", lambda *_, **__: told)
    assert ranges(circled(), ("p",)).of("p") == (0, 10)


def test_a_table_may_reach_the_highest_that_a_number_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_ranges, "LARGEST", 0)
    book = circled()
    for name in "ab":
        book.know(name, 0, 10)  # of any corner one of them is ten
    assert ranges(book, ("p",)).of("p") == (0, 0)


@pytest.mark.parametrize("spare", [0, 1, 2, 5])
def test_every_table_agrees_with_what_is_found_to_be_fixed(spare: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_ranges, "LARGEST", 0)
    publication, _ = circled(spare).publication()
    tables = every_table(publication, 12)
    place, found = publication.place(), ranges(circled(spare), "abpq")
    for name in "abpq":
        one_number = len(np.unique(tables[:, place[name]])) == 1
        assert one_number == (found.of(name)[0] == found.of(name)[1])
