"""Which numbers must stay wide, how wide that is, and what is said of those that do not."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from indicators.audit_book import Book
from indicators.audit_relations import Cells, Known, everything
from indicators.audit_rows import ROW, Earlier
from indicators.audit_watch import Judged, Open, judge, with_rules
from indicators.catalog import MEASURES
from tests.indicators.audited import ENROLLED, counted, rated

KEY = ("grade3_math", "school_district", "0900001", "all", "all", 2019)
MEALS = "free_or_reduced_meals"


def one(book: Book, cells: Cells, status: str = "suppressed", minimum: int = 10, **row: Any) -> Judged:
    """The judgment of one row with these cells."""
    filled = dict(zip(ROW, KEY, strict=True)) | {"status": status, "rule": "primary", "low": 0.0, "high": 9.0} | row
    known: Known = {tuple(filled[c] for c in ROW): cells}
    return judge(book, pd.DataFrame([filled]), known, MEASURES, minimum)


def count(low: int, high: int, minimum: int = 10, *, band: bool = False, **row: Any) -> bool:
    """Whether one hidden number that lies in [low, high] is open."""
    book = Book()
    book.know("cell", low, high)
    if band:
        book.banded.add("cell")
    return bool(one(book, Cells("cell"), minimum=minimum, **row).open)


@pytest.mark.parametrize(
    ("low", "high", "is_open"),
    [
        (0, 9, True),  # known to be small
        (0, 10, False),
        (1, 10, False),  # nine steps
        (2, 10, True),
        (5, 13, True),
        (5, 14, False),
        (9, 17, True),
        (9, 18, False),
        (10, 18, False),  # known not to be small
        (10, 10, False),
        (60, 61, False),
    ],
)
def test_a_hidden_number_is_open_where_it_is_narrow_or_known_to_be_small(low: int, high: int, is_open: bool) -> None:
    assert count(low, high) is is_open


@pytest.mark.parametrize(("high", "is_open"), [(68, True), (69, False)])
def test_a_number_beside_which_older_boundaries_were_told_must_be_wide_wherever_it_lies(
    high: int, is_open: bool
) -> None:
    book = Book()
    book.redrawn.add(book.know("cell", 60, high))
    assert bool(one(book, Cells("cell"), rule="redrawn").open) is is_open
    assert not count(60, high, rule="redrawn")


@pytest.mark.parametrize(("low", "high", "is_open"), [(60, 61, True), (60, 68, True), (60, 69, False)])
def test_what_its_publisher_hid_must_be_wide_wherever_it_lies(low: int, high: int, is_open: bool) -> None:
    assert count(low, high, rule="source") is is_open


@pytest.mark.parametrize(("low", "high", "is_open"), [(0, 9, False), (1, 9, True), (0, 8, True)])
def test_a_band_may_be_known_to_be_small_and_must_be_whole(low: int, high: int, is_open: bool) -> None:
    assert count(low, high, band=True) is is_open


def test_the_stricter_of_community_and_measure_holds() -> None:
    assert not count(3, 12)
    assert count(3, 12, minimum=15)
    assert count(3, 12, measure=MEALS)
    assert not count(3, 22, measure=MEALS)
    assert count(3, 22, minimum=25, measure=MEALS)


@pytest.mark.parametrize("rule", ["complementary", "uncertainty"])
def test_what_is_hidden_for_another_s_sake_is_not_watched(rule: str) -> None:
    book = Book()
    book.know("cell", 4, 4)
    assert one(book, Cells("cell"), rule=rule).watched == ()


def test_a_published_row_is_not_watched() -> None:
    book = Book()
    book.know("cell", 4, 4)
    assert one(book, Cells("cell"), status="published").watched == ()


def watched(book: Book, **row: Any) -> list[str]:
    cells = Cells("part", "others", "size")
    return [w.quantity for w in one(book, cells, **row).watched]


def rate(size: tuple[int, int] = (1, 400)) -> Book:
    book = Book()
    book.know("part", 0, 400)
    book.know("others", 0, 400)
    book.know("size", *size)
    return book


def test_of_a_hidden_rate_part_others_and_size_are_watched() -> None:
    assert watched(rate()) == ["part", "others", "size"]


@pytest.mark.parametrize(
    ("low", "high", "quantities"), [(0.0, 9.0, ["part"]), (91.0, 100.0, ["others"]), (30.0, 40.0, []), (1.0, 9.0, [])]
)
def test_of_a_band_its_small_end_is_watched(low: float, high: float, quantities: list[str]) -> None:
    assert watched(rate(), status="range", rule="band", low=low, high=high) == quantities


@pytest.mark.parametrize(
    ("size", "is_watched"), [((9, 9), True), ((10, 10), False), ((400, 400), False), ((30, 31), True)]
)
def test_a_size_that_is_printed_with_another_measure_and_large_enough_is_not_watched(
    size: tuple[int, int], is_watched: bool
) -> None:
    assert ("size" in watched(rate(size))) is is_watched


def test_a_size_that_only_another_release_printed_is_watched() -> None:
    book = rate()
    book.know("size", 60, 60, "release one")
    assert "size" in watched(book)


def test_a_part_that_is_printed_elsewhere_is_watched() -> None:
    book = rate()
    book.know("part", 60, 60)
    assert "part" in watched(book)


def test_each_watched_number_knows_whether_its_publisher_hid_it_and_whether_a_band_says_it_is_few() -> None:
    book = rate()
    book.banded.add("part")
    band = one(book, Cells("part", "others", "size"), status="range", rule="band").watched
    assert [(w.cell, w.minimum, w.band, w.by_source) for w in band] == [("part", 10, True, False)]
    source = one(rate(), Cells("part"), rule="source").watched
    assert [(w.band, w.by_source) for w in source] == [(False, True)]


# What is said of it


def test_without_an_equation_the_row_itself_tells_it() -> None:
    book = Book()
    book.know("cell", 4, 4)
    (found,) = one(book, Cells("cell")).open
    assert str(found) == "cell. From: what the row itself tells. Hide one more number of this equation and build again."
    assert not found.out_before


def summed(total: int) -> Book:
    """A hidden cell beside a printed one, and their printed total."""
    book = Book()
    book.know("cell", 1)
    book.know("cover", 1)
    book.know("total", total, total)
    book.adds("total", ["cell", "cover"], "total = cell + cover", ("sum",))
    return book


def test_an_equation_is_named_and_what_another_release_printed_of_it() -> None:
    book = summed(100)
    assert one(book, Cells("cell")).open == ()
    book.know("cover", 96, 96, "release one")
    (found,) = one(book, Cells("cell")).open
    assert found.equation == "total = cell + cover, with what release one printed"
    assert "counts as known" in found.remedy
    assert not found.out_before


def test_a_number_that_another_release_only_narrowed_can_still_be_covered() -> None:
    book = summed(100)
    book.know("cell", 1, 30, "release one")
    book.know("cover", 96, 96)
    (found,) = one(book, Cells("cell")).open
    assert found.equation == "total = cell + cover, with what release one printed"
    assert not found.out_before


def test_an_equation_of_this_release_alone_is_named_alone() -> None:
    book = summed(100)
    book.know("cover", 96, 96)
    (found,) = one(book, Cells("cell")).open
    assert found.equation == "total = cell + cover"
    assert found.remedy.startswith("Hide one more number")


# What is out already


def after(now: Sequence[Mapping[str, Any]], *before: Sequence[Mapping[str, Any]], rule: str = "primary") -> list[Open]:
    """What is open of the rows of a release after others, whose tables it did not correct."""
    shown = pd.DataFrame(list(now)).assign(rule=rule)
    earlier = [Earlier(f"{i}", MEASURES, 10, pd.DataFrame(list(r)), frozenset()) for i, r in enumerate(before)]
    book, cells = everything(shown, MEASURES, 10, earlier, ())
    return list(judge(book, shown, cells, MEASURES, 10, earlier).open)


def test_a_number_another_release_printed_is_out() -> None:
    found = after(counted(ENROLLED, ("aian",)), counted(ENROLLED, ()))
    assert [(o.equation, o.out_before) for o in found] == [("release 0 printed it", True)]
    assert found[0].remedy.startswith("It is out already")


def test_a_number_others_printed_is_out() -> None:
    shown = pd.DataFrame(rated("grade3_math", {"all": {}})).assign(rule="primary")
    key = dict(zip(ROW, shown[ROW].iloc[0], strict=True))
    said = [key | {"quantity": "part", "low": 4, "high": 4, "by": "the paper"}]
    book, cells = everything(shown, MEASURES, 10, (), said)
    found = judge(book, shown, cells, MEASURES, 10, (), said).open
    assert [(o.equation, o.out_before) for o in found] == [("the paper printed it", True)]


def test_what_earlier_releases_tell_together_is_out() -> None:
    """Its publisher hides a rate that was printed before: those not counted follow from what was printed."""
    printed = {"value": 69.2, "numerator": 604.0, "denominator": 873.0}
    found = after(rated(MEALS, {"all": {}}), rated(MEALS, {"all": printed}), rule="source")
    assert [o.cell.split(" of ")[0].split(".")[-1] for o in found] == [
        "free_or_reduced_meal_count",
        "student_count",
        "free_or_reduced_meals, the others",
    ]
    assert all(o.out_before for o in found)
    assert found[2].equation.endswith("with what release 0 printed")


def test_what_two_releases_tell_and_this_one_does_not_is_out() -> None:
    first, second = counted(ENROLLED, ("aian", "two")), counted(ENROLLED, ("aian", "asian"))
    found = after(counted(ENROLLED, [*ENROLLED, "all"]), first, second)
    assert {o.cell.split(" ")[2] for o in found} == {"aian"}
    assert [o.out_before for o in found] == [True]


def test_what_this_release_tells_beside_what_was_out_can_still_be_hidden() -> None:
    found = after(counted(ENROLLED, ("aian", "two")), counted(ENROLLED, ("aian", "asian")))
    assert [o.out_before for o in found] == [False]
    assert found[0].equation.endswith("with what release 0 printed")


def test_a_number_this_release_narrows_further_than_it_was_is_open_anew() -> None:
    few = {"aian": 4, "two": 5, "white": 180}
    found = after(counted(few, ("aian",)), counted(few, ("aian", "two")))
    assert [o.out_before for o in found] == [False, False]  # both: the second was hidden before, and is printed now
    again = after(counted(few, ("aian", "two")), counted(few, ("aian", "two")))
    assert [o.out_before for o in again] == [True, True]


# The log


def rows(hidden: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(counted(ENROLLED, hidden))


def test_rows_have_the_rule_of_the_log_and_none_where_it_says_none() -> None:
    shown = rows(("aian", "two"))
    log = shown[shown["group"] == "two"].assign(rule="complementary", reason="another")[[*ROW, "rule", "reason"]]
    found = with_rules(shown, pd.concat([log, log])).set_index("group")
    assert len(found) == len(shown)
    assert (found.loc["two", "rule"], found.loc["two", "reason"]) == ("complementary", "another")
    assert (found.loc["aian", "rule"], found.loc["aian", "reason"]) == ("", "")


def test_without_a_log_no_rule_is_known() -> None:
    found = with_rules(pd.DataFrame(rated("grade3_math", {"all": {}})), None)
    assert found[["rule", "reason"]].to_numpy().tolist() == [["", ""]]
