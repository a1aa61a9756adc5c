"""What a reader writes down of rows together: sums of groups, of areas and of years, earlier releases and what others printed."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from indicators.audit_book import Book
from indicators.audit_ranges import ranges
from indicators.audit_relations import everything
from indicators.audit_rows import ROW, Earlier
from indicators.catalog import MEASURES
from indicators.group_pools import POOLED
from indicators.suppression.policy import Policy
from indicators.suppression.relations import UNBOUNDED
from tests.indicators.audited import YEAR, bounds, counted, of_place, rated, read
from tests.releases import DISTRICT

# Groups


def sums(book: Book) -> list[tuple[str, list[str]]]:
    """The whole and its parts, by group, of each equation between rows."""

    def group(cell: str) -> str:
        return cell.split(" of ")[-1].split(" (")[0]

    rows = [e.terms for e in book.equations if e.origin[0] == "sum"]
    assert all(terms[0][1] == 1 and {factor for _, factor in terms[1:]} == {-1} for terms in rows)
    return [(group(terms[0][0]), [group(cell) for cell, _ in terms[1:]]) for terms in rows]


def test_everyone_is_the_sum_of_the_groups() -> None:
    assert sums(read(counted({"asian": 31, "black": 50}, ("asian",)))) == [("all", ["asian", "black"])]
    three = rated("grade3_math", {"all": {}, "asian": {}, "black": {}})
    assert sums(read(three)) == [("all", ["asian", "black"])] * 3


def test_groups_that_people_may_be_in_twice_add_up_to_nothing() -> None:
    whole, *groups = counted({"asian": 31, "black": 50}, ())
    assert sums(read([whole, *(row | {"scheme": "race_alone"} for row in groups)])) == []


def test_without_everyone_there_is_no_sum() -> None:
    assert sums(read(counted({"asian": 31, "black": 50}, ())[1:])) == []


def test_years_and_places_add_up_by_themselves() -> None:
    table = counted({"asian": 31, "black": 50}, ())
    other = [row | {"period_end": YEAR + 1, "period_start": YEAR} for row in table]
    other += [row | {"geoid": "0900002"} for row in table]
    assert sums(read([*table, *other])) == [("all", ["asian", "black"])] * 3


def test_a_pool_is_the_sum_of_its_groups_and_counts_once_in_everyone() -> None:
    table = counted({"aian": 4, "nhpi": 9, "black": 50}, ("aian", "nhpi"), "program_children")
    behind = [row | ({"status": POOLED} if row["status"] == "suppressed" else {}) for row in table]
    pool = counted({"aian+nhpi": 13}, (), "program_children")[1]
    later = [row | {"period_end": YEAR + 1, "period_start": YEAR} for row in table]  # each by itself again
    found = sums(read([*behind, pool, *later]))
    assert found == [
        ("aian+nhpi", ["aian", "nhpi"]),
        ("all", ["black", "aian+nhpi"]),
        ("all", ["aian", "nhpi", "black"]),
    ]


def reached(rows: Sequence[Mapping[str, Any]], cell: str) -> tuple[int, int]:
    """The range that follows for the first cell whose name begins so."""
    book = read(rows)
    name = next(name for name in book.low if name.startswith(cell))
    return ranges(book, [name]).of(name)


def test_everyone_of_the_national_count_may_have_people_of_no_known_group() -> None:
    counts = {"asian": 31, "black": 50}
    assert reached(counted(counts, ("asian",)), "enrollment.count of asian") == (31, 31)
    assert reached(counted(counts, ("asian",), "students_national"), "enrollment.count of asian") == (1, 31)


def test_a_group_of_the_state_s_and_the_national_count_is_one_cell_and_everyone_two() -> None:
    both = read([*counted({"asian": 31}, ()), *counted({"asian": 31}, (), "students_national")])
    names = [name.split(" (")[0] for name in both.low if "of no known group" not in name]
    assert names == ["enrollment.count of all", "enrollment.count of asian", "ccd.enrollment of all"]


# Now, before, and by others


def earlier(rows: Sequence[Mapping[str, Any]], minimum: int = 10, *, corrected: bool = False) -> Earlier:
    frame = pd.DataFrame(list(rows))
    changed = frame[ROW].itertuples(index=False, name=None)
    return Earlier("first", MEASURES, minimum, frame, frozenset(changed) if corrected else frozenset())


def test_an_earlier_release_tells_of_the_same_cells_and_is_named() -> None:
    now, before = counted({"asian": 31, "black": 50}, ("asian",)), counted({"asian": 31, "black": 50}, ())
    book, _ = everything(pd.DataFrame(now), MEASURES, 10, [earlier(before)], ())
    assert bounds(book)["enrollment.count of asian"] == (31, 31)
    assert list(book.told_by.values()) == ["release first"]


def test_a_corrected_table_of_an_earlier_release_has_cells_of_its_own() -> None:
    now, before = counted({"asian": 31, "black": 50}, ("asian",)), counted({"asian": 33, "black": 50}, ())
    book, _ = everything(pd.DataFrame(now), MEASURES, 10, [earlier(before, corrected=True)], ())
    assert len(book.low) == 6
    assert book.told_by == {}


def test_a_band_of_an_earlier_release_is_read_by_the_minimum_of_that_time() -> None:
    """A community that raised its minimum since has bands out that were made with the lower one."""
    band = rated("grade3_math", {"all": {"low": 0.0, "high": float(Policy(10).band_edge(200))}})
    book, _ = everything(pd.DataFrame(rated("grade3_math", {"all": {}})), MEASURES, 15, [earlier(band)], ())
    part, _, size = list(bounds(book).values())
    assert part == (0, 9)
    assert size[0] <= 200 <= size[1]


def said(quantity: str, low: int, high: int) -> dict[str, Any]:
    key = ("grade3_math", "school_district", DISTRICT, "all", "all", YEAR)
    return dict(zip(ROW, key, strict=True)) | {"quantity": quantity, "low": low, "high": high, "by": "the paper"}


def test_what_others_printed_is_written_down_where_the_release_has_such_a_row() -> None:
    rows = pd.DataFrame(rated("grade3_math", {"all": {}}))
    assumed = [said("part", 40, 50), said("nothing", 1, 1), said("size", 90, 90) | {"group": "asian"}]
    book, _ = everything(rows, MEASURES, 10, (), assumed)
    assert list(bounds(book).values()) == [(40, 50), (0, UNBOUNDED), (1, UNBOUNDED)]
    assert list(book.told_by.values()) == ["the paper"]


def served(measure: str, year: int, n: int, years: int = 1, *, hidden: bool = False) -> dict[str, Any]:
    """Children served in a neighborhood over a year or some, told as their number or as a share of all."""
    numbers = (
        {"value": float(n)} if measure == "program_children" else {"value": 50.0, "numerator": n, "denominator": 2 * n}
    )
    row = of_place(measure, "neighborhood", "ash-hill", {} if hidden else numbers)
    return row | {"period_end": year, "period_start": year - years}


@pytest.mark.parametrize("measure", ["program_children", "program_reach"])
def test_years_put_together_are_no_single_year_and_the_sum_of_those_that_were_out(measure: str) -> None:
    """The same children in two measures: one told years by themselves, the other tells them put together."""
    singles = [served("program_children", y, n, hidden=n < 10) for y, n in ((2017, 40), (2018, 5), (2019, 42))]
    book, cells = everything(pd.DataFrame([served(measure, 2019, 87, 3)]), MEASURES, 10, [earlier(singles)], ())
    (whole,) = cells.values()
    assert whole.part.endswith(", 2016 to 2019")
    (equation,) = book.equations
    assert len(equation.terms) == 4
    hidden = next(cell for cell in book.low if cell.endswith(", 2018"))
    assert ranges(book, [hidden]).of(hidden) == (5, 5)


def test_two_years_put_together_are_the_sum_of_two() -> None:
    singles = [served("program_children", 2018, 5, hidden=True), served("program_children", 2019, 42)]
    book, cells = everything(
        pd.DataFrame([served("program_children", 2019, 47, 2)]), MEASURES, 10, [earlier(singles)], ()
    )
    assert [cell.part.split(", ")[1] for cell in cells.values()] == ["2017 to 2019"]
    assert [len(equation.terms) for equation in book.equations] == [3]


def test_a_year_that_no_release_told_may_be_nobody_s() -> None:
    singles = [served("program_children", 2017, 40), served("program_children", 2018, 5, hidden=True)]
    book, _ = everything(pd.DataFrame([served("program_children", 2019, 87, 3)]), MEASURES, 10, [earlier(singles)], ())
    hidden = next(cell for cell in book.low if cell.endswith(", 2018"))
    assert ranges(book, [hidden]).of(hidden) == (1, 47)


def test_years_put_together_of_which_none_was_told_by_itself_add_up_to_nothing() -> None:
    book, _ = everything(pd.DataFrame([served("program_children", 2019, 87, 3)]), MEASURES, 10, (), ())
    assert (book.equations, len(book.low)) == ([], 1)
