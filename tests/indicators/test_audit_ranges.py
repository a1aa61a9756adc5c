"""The ranges a reader reaches by programs, to the person, and what is left out where the printed contradicts itself."""

from types import SimpleNamespace

import pytest

from indicators import audit_ranges
from indicators.audit_book import Book
from indicators.audit_ranges import Ranges, UnsolvedError, ranges
from indicators.suppression.assault_view import Rate
from indicators.suppression.relations import UNBOUNDED


def reached(found: Ranges, name: str) -> tuple[int, int]:
    at = found.publication.place()[name]
    return int(found.low[at]), int(found.high[at])


def crossed(over: int = 0) -> Book:
    """x + y = 10 and x = y + w with w up to `over`: two equations that only together tell x."""
    book = Book()
    for name in "xy":
        book.know(name, 0)
    book.know("w", 0, over)
    book.know("ten", 10, 10)
    book.adds("ten", ["x", "y"], "x + y = 10", ("sum", "ten"))
    book.adds("x", ["y", "w"], "x = y + w", ("sum", "x"))
    return book


def test_two_equations_together_tell_what_neither_does() -> None:
    assert reached(ranges(crossed(), ()), "x") == (0, 10)
    assert reached(ranges(crossed(), ("x",)), "x") == (5, 5)


def test_both_ends_are_whole_numbers_within_what_the_bounds_allow() -> None:
    assert reached(ranges(crossed(2), ("x",)), "x") == (5, 6)
    assert reached(ranges(crossed(3), ("x",)), "x") == (5, 6)  # 6.5 people are none
    assert reached(ranges(crossed(4), ("y",)), "y") == (3, 5)


def test_only_cells_that_are_asked_for_are_worked_out() -> None:
    found = ranges(crossed(), ("y",))
    assert (reached(found, "x"), reached(found, "y")) == ((0, 10), (5, 5))


def test_a_cell_without_limit_stays_without() -> None:
    book = Book()
    for name in "xabcd":
        book.know(name, 1)
    book.adds("x", ["a", "b"], "x = a + b", ("sum", 1))
    book.adds("x", ["c", "d"], "x = c + d", ("sum", 2))
    assert reached(ranges(book, ("x", "a")), "x") == (2, UNBOUNDED)
    assert reached(ranges(book, ("x", "a")), "a") == (1, UNBOUNDED)


@pytest.mark.parametrize(("largest", "told"), [(3, (4, 5)), (2, (0, 10))])
def test_a_component_that_is_too_large_is_left_to_the_intervals(
    monkeypatch: pytest.MonkeyPatch, largest: int, told: tuple[int, int]
) -> None:
    monkeypatch.setattr(audit_ranges, "LARGEST", largest)
    found = ranges(crossed(2), ("y",))
    assert reached(found, "y") == told
    assert found.large == (told == (0, 10))  # one cell was asked for, three are in its component


def test_a_program_that_is_not_solved_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    unsolved = SimpleNamespace(status=1, success=False, message="too many steps", fun=None)
    monkeypatch.setattr(audit_ranges, "linprog", lambda *_, **__: unsolved)
    with pytest.raises(UnsolvedError, match="too many steps"):
        ranges(crossed(), ("x",))


def test_a_rate_of_nobody_knows_how_many_does_not_confound_the_solver() -> None:
    """What follows of "no limit" by a rate is no limit either, and far too large a number to compute with."""
    book = Book()
    whole, *groups = [(f"part {i}", f"others {i}", f"size {i}") for i in range(5)]
    for part, others, size in (whole, *groups):
        book.know(part, 0)
        book.know(others, 0)
        book.know(size, 1)
        book.adds(size, [part, others], f"{size} = part + others", ("row", size))
    for all_of_them, *parts in zip(whole, *groups, strict=True):
        book.adds(all_of_them, parts, all_of_them, ("sum", all_of_them))
    book.rates.append((Rate(whole[0], whole[2], 46, 46), ("row", "rate")))
    found = ranges(book, list(book.low))
    assert found.of("part 0")[0] == 6
    assert found.of("size 1") == (1, UNBOUNDED)


# What contradicts itself


def test_printed_numbers_that_differ_by_one_person_are_left_out() -> None:
    book = crossed()
    for name, number in (("a", 4), ("b", 5), ("nine", 9), ("c", 6), ("wrong", 11)):
        book.know(name, number, number)
    book.adds("nine", ["a", "b"], "nine = a + b", ("sum", "right"))
    book.adds("wrong", ["a", "c"], "wrong = a + c", ("sum", "wrong"))
    found = ranges(book, ("x",))
    assert found.contrary == {("sum", "wrong")}
    assert reached(found, "x") == (5, 5)


@pytest.mark.parametrize("off", [-1, 1])
def test_one_person_too_many_or_too_few_is_noticed(off: int) -> None:
    book = Book()
    for name, number in (("a", 4), ("b", 5), ("sum", 9 + off)):
        book.know(name, number, number)
    book.adds("sum", ["a", "b"], "sum = a + b", ("sum", "it"))
    assert ranges(book, ()).contrary == {("sum", "it")}


def test_a_sum_that_cannot_be_is_left_out_before_what_a_row_tells() -> None:
    book = Book()
    book.know("part", 0, 40)
    book.know("others", 0, 9)
    book.know("size", 60, 60)
    book.know("rest", 1)
    book.know("total", 30, 30)
    book.adds("size", ["part", "others"], "size = part + others", ("row", "sum"))
    book.adds("total", ["part", "rest"], "total = part + rest", ("sum", "row"))
    found = ranges(book, ("part",))
    assert ("sum", "row") in found.contrary


def test_where_no_sum_is_to_blame_what_the_rows_tell_is_left_out() -> None:
    book = Book()
    book.know("part", 0, 40)
    book.know("others", 0, 9)
    book.know("size", 60, 60)
    book.adds("size", ["part", "others"], "size = part + others", ("row", "one"))
    found = ranges(book, ("part",))
    assert found.contrary == {("row", "one")}
    assert reached(found, "part") == (0, 40)


def test_what_only_programs_find_to_be_contrary_is_left_out_too() -> None:
    book = Book()
    for name in "xyz":
        book.know(name, 0, 10)
    book.know("ten", 10, 10)
    book.know("twelve", 12, 12)
    for one, other in ("xy", "xz", "yz"):
        book.adds("ten", [one, other], f"{one} + {other} = 10", ("row", one, other))
    book.adds("twelve", list("xyz"), "x + y + z = 12", ("sum", "xyz"))
    assert not ranges(book, ()).contrary
    found = ranges(book, ("x",))
    assert found.contrary == {("sum", "xyz")}
    assert reached(found, "x") == (5, 5)


def told(*each: tuple[tuple[str, ...], int]) -> Book:
    """x, of which each origin tells another number: 100 less a printed one."""
    book = Book()
    book.know("x", 0, 60)
    book.know("hundred", 100, 100)
    for at, (origin, number) in enumerate(each):
        other = book.know(f"printed {at}", 100 - number, 100 - number)
        book.adds("hundred", ["x", other], " ".join(origin), origin)
    return book


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("sum", "places", "here", ""), ("sum", "enrollment", "here", "")),
        (("sum", "years", "here", ""), ("sum", "enrollment", "here", "")),
        (("sum", "places", "here", ""), ("sum", "enrollment", "here", "r1")),
        (("sum", "zebra", "here", "r1"), ("sum", "enrollment", "here", "")),
        (("sum", "enrollment", "here", ""), ("sum", "zebra", "here", "")),  # in the order of their names
        (("sum", "zebra", "here", ""), ("row", "enrollment", "here", "r1")),
    ],
)
def test_of_two_that_contradict_each_other_the_one_more_likely_wrong_is_left_out(
    first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    for one, other in ((first, second), (second, first)):
        found = ranges(told((one, 30), (other, 40)), ())
        assert found.contrary == {first}
        assert reached(found, "x") == ((40, 40) if one == first else (30, 30))


def test_the_one_without_which_the_rest_agrees_is_left_out_before_more_likely_ones() -> None:
    origins = [("sum", name, "") for name in ("a", "b", "c")]
    assert ranges(told((origins[0], 30), (origins[1], 30), (origins[2], 40)), ()).contrary == {origins[2]}


def test_where_no_one_is_to_blame_they_are_left_out_in_turn() -> None:
    a, b, c, d = (("sum", name, "") for name in "abcd")
    found = ranges(told((a, 30), (b, 40), (c, 40), (d, 50)), ())
    assert (found.contrary, reached(found, "x")) == ({a, d}, (40, 40))


def test_what_contradicts_itself_elsewhere_leaves_the_rest_as_it_is() -> None:
    book = told((("sum", "a", ""), 30), (("sum", "b", ""), 40))
    book.know("y", 0)
    book.know("z", 1, 1)
    book.adds("hundred", ["y", "z"], "y", ("sum", "y", ""))
    for name in ("p", "q"):
        book.know(name, 0, 9)
    book.adds("hundred", ["p", "q"], "more than p and q can be", ("sum", "pq", ""))
    found = ranges(book, ())
    assert found.contrary == {("sum", "a", ""), ("sum", "pq", "")}
    assert reached(found, "y") == (99, 99)


# How it is explained


def test_a_cell_is_explained_by_the_equation_with_the_fewest_open_cells() -> None:
    book = Book()
    for name in ("x", "y", "z"):
        book.know(name, 1)
    for name, number in (("p", 3), ("small", 8), ("middle", 10), ("large", 30)):
        book.know(name, number, number)
    book.adds("large", ["x", "y", "z"], "the wide one", ("sum", 1))
    book.adds("small", ["x", "p"], "the narrow one", ("sum", 2))
    book.adds("middle", ["y", "p"], "another", ("sum", 3))
    found = ranges(book, ())
    name, cells = found.explained_by("x")
    assert (name, set(cells)) == ("the narrow one", {"small", "x", "p"})
    name, cells = found.explained_by("z")
    assert (name, set(cells)) == ("the wide one", {"large", "x", "y", "z"})
    name, cells = found.explained_by("y")
    assert (name, set(cells)) == ("another", {"middle", "y", "p"})


def test_a_cell_in_no_equation_is_explained_by_none() -> None:
    book = crossed()
    book.know("alone", 1, 9)
    assert ranges(book, ()).explained_by("alone") == ("", ())
