"""The audit finds what a patient reader can work out, names the equation, and tells no number of people."""

import shutil
from pathlib import Path

import pytest

from indicators.audit import Audit, audit
from indicators.audit_book import Book
from indicators.audit_ranges import ranges
from indicators.audit_report import report
from indicators.release import ReleaseError
from tests.indicators.audited import ENROLLED, HIDDEN, counted, of_place, rated, released
from tests.releases import DISTRICT, small_release

SOURCE = {"all": "source: the publisher suppressed it"}


def cells(found: Audit) -> list[str]:
    return [o.cell for o in found.judged.open]


def test_a_safe_table_has_nothing_open(tmp_path: Path) -> None:
    found = audit(tmp_path, released(tmp_path, counted(ENROLLED, HIDDEN)))
    assert cells(found) == []
    assert (len(found.judged.watched), found.has_log, found.judged.ranges.contrary) == (1, True, frozenset())


def test_a_number_republished_opens_the_one_it_protected(tmp_path: Path) -> None:
    found = audit(tmp_path, released(tmp_path, counted(ENROLLED, ("aian",))))
    assert cells(found) == [f"enrollment.count of aian (race_ethnicity) in school_district {DISTRICT}, 2019"]
    assert "Everyone = the groups of race_ethnicity" in found.judged.open[0].equation
    assert "build again" in found.judged.open[0].remedy


def test_the_finding_does_not_depend_on_the_number(tmp_path: Path) -> None:
    one = audit(tmp_path / "one", released(tmp_path / "one", counted(ENROLLED, ("aian",))))
    moved = {**ENROLLED, "aian": 7, "asian": 28}
    other = audit(tmp_path / "other", released(tmp_path / "other", counted(moved, ("aian",))))
    assert one.judged.open
    assert one.judged.open == other.judged.open


def test_an_earlier_release_that_showed_the_cover_opens_the_covered(tmp_path: Path) -> None:
    before = released(tmp_path, counted({**ENROLLED}, ("aian", "asian")), hour=9)
    assert cells(audit(tmp_path, before)) == []
    found = audit(tmp_path, released(tmp_path, counted(ENROLLED, HIDDEN), hour=10))
    assert len(found.judged.open) == 1
    assert before in found.judged.open[0].equation
    assert [e.id for e in found.earlier] == [before]


def test_an_earlier_release_that_showed_the_cell_itself_is_named(tmp_path: Path) -> None:
    before = released(tmp_path, counted(ENROLLED, ()), hour=9)
    found = audit(tmp_path, released(tmp_path, counted(ENROLLED, HIDDEN), hour=10))
    assert [(o.equation, "out already" in o.remedy) for o in found.judged.open] == [
        (f"release {before} printed it", True)
    ]


def test_a_later_release_is_not_counted_in(tmp_path: Path) -> None:
    first = released(tmp_path, counted(ENROLLED, HIDDEN), hour=9)
    released(tmp_path, counted(ENROLLED, ()), hour=10)
    assert cells(audit(tmp_path, first)) == []


def test_of_a_corrected_table_what_stands_is_known_and_what_changed_is_not(tmp_path: Path) -> None:
    """Only black students were counted anew, so 25 students of two races, told before, are subtracted still, and 31 of today."""
    released(tmp_path, counted({**ENROLLED, "black": 221}, ("aian", "asian")), hour=9)
    found = audit(tmp_path, released(tmp_path, counted(ENROLLED, HIDDEN), hour=10))
    assert [(cell.split(" of ")[1][:4], "had it" in cell) for cell in cells(found)] == [("aian", False), ("aian", True)]
    # Black students and everyone have changed; whether the one hidden then and now has, these rows do not tell.
    assert [sorted(str(row[4]) for row in e.corrected) for e in found.earlier] == [["aian", "all", "black"]]
    assert not found.judged.ranges.contrary


def test_without_the_private_log_every_hidden_row_is_judged(tmp_path: Path) -> None:
    made = released(tmp_path, counted(ENROLLED, HIDDEN))
    shutil.rmtree(tmp_path / "private")
    found = audit(tmp_path, made)
    assert (len(found.judged.watched), found.has_log, cells(found)) == (2, False, [])
    assert report(found)["judged_by"] == "ranges alone"


def test_two_hidden_groups_that_are_few_together_are_both_open(tmp_path: Path) -> None:
    counts = {**ENROLLED, "two": 3}
    found = audit(tmp_path, released(tmp_path, counted(counts, HIDDEN), marks={}))
    assert [c.split(" ")[2] for c in cells(found)] == ["aian", "two"]


def test_rates_open_by_part_others_and_size(tmp_path: Path) -> None:
    def rate(part: int, size: int) -> dict[str, float]:
        return {"value": 100 * part / size, "numerator": part, "denominator": size}

    table = {"all": rate(150, 212), "black": rate(80, 100), "latino": rate(66, 100), "aian": {}}
    found = audit(tmp_path, released(tmp_path, rated("graduation_4yr", table)))
    assert [c.split(" of ")[0] for c in cells(found)] == ["graduation_4yr, the others", "graduation_4yr.count"]


def test_a_band_that_its_sum_narrows_is_open(tmp_path: Path) -> None:
    band = {"low": 0.0, "high": 9.0}  # 9 of 100
    whole = {"value": 21.2, "numerator": 42, "denominator": 200}
    other = {"value": 40.0, "numerator": 40, "denominator": 100}
    found = audit(tmp_path, released(tmp_path, rated("grade3_math", {"all": whole, "black": other, "latino": band})))
    assert [c.split(" of ")[0] for c in cells(found)] == ["sbac_math_3.proficient_count"]
    alone = audit(
        tmp_path / "b", released(tmp_path / "b", rated("grade3_math", {"all": {}, "black": other, "latino": band}))
    )
    assert cells(alone) == []


def test_the_same_people_counted_in_two_measures_are_one_cell(tmp_path: Path) -> None:
    learners = {"value": 25.0, "numerator": 100, "denominator": 400}
    rows = [*rated("english_learners", {"all": learners}), *rated("special_education", {"all": {}})]
    found = audit(tmp_path, released(tmp_path, rows, marks=SOURCE))
    size = f"educational_need.student_count of all (all) in school_district {DISTRICT}, 2019"
    assert (found.book.low[size], found.book.high[size]) == (400, 400)
    # How many students there are was never hidden; how many of them were counted is as wide as they are many.
    assert cells(found) == []


def test_a_rounded_rate_and_its_count_bound_the_size(tmp_path: Path) -> None:
    table = {"all": {"value": 10.0, "numerator": 30.0}, "black": {"value": 10.0, "numerator": 30.0}, "aian": {}}
    found = audit(tmp_path, released(tmp_path, rated("chronic_absence", table)))
    assert {c.split(" of ")[0] for c in cells(found)} >= {"chronic_absence.count", "chronic_absence, the size"}


@pytest.mark.parametrize(("city", "is_open"), [(66.0, True), (90.0, False)])
def test_a_neighborhood_is_worked_out_from_its_city(tmp_path: Path, city: float, is_open: bool) -> None:
    def served(n: float) -> dict[str, float]:
        return {"value": 30.0, "numerator": n, "denominator": 3 * n}

    rows = [
        of_place("program_reach", "county_subdivision", "0900999999", served(city)),
        of_place("program_reach", "neighborhood", "ash-hill", served(60)),
        of_place("program_reach", "neighborhood", "bell-meadow", {}),
    ]
    found = audit(tmp_path, released(tmp_path, rows, marks={}))
    assert ([c.split(" of ")[0] for c in cells(found)] == ["prek_seats.served"]) is is_open
    assert bool(cells(found)) is is_open


def test_tables_that_do_not_add_up_are_left_out_and_named(tmp_path: Path) -> None:
    rows = [r | ({"value": 300.0} if r["group"] == "all" else {}) for r in counted(ENROLLED, HIDDEN)]
    found = audit(tmp_path, released(tmp_path, rows))
    assert [o[:2] for o in found.judged.ranges.contrary] == [("sum", "enrollment")]
    assert cells(found) == []


def test_programs_find_what_one_equation_after_another_does_not() -> None:
    book = Book()
    for name in "xyz":
        book.know(name, 0, 10)
    book.know("ten", 10, 10)
    for one, other in ("xy", "xz", "yz"):
        book.adds("ten", [one, other], f"{one} + {other} = 10", ("sum", one, other))
    assert ranges(book, ()).high[0] == 10
    asked = ranges(book, ("x",))
    assert (asked.low[0], asked.high[0]) == (5, 5)


def test_what_does_not_agree_gets_a_name_of_its_own() -> None:
    book = Book()
    assert book.know("x", 4, 4) == "x"
    assert book.know("x", 5, 5) != "x"
    assert book.low["x"] == book.high["x"] == 4


def test_a_release_that_was_changed_by_hand_is_refused(tmp_path: Path) -> None:
    made = released(tmp_path, counted(ENROLLED, HIDDEN))
    (tmp_path / "releases" / made / "suppression.json").write_text("{}")
    with pytest.raises(ReleaseError, match="not whole"):
        audit(tmp_path, made)


def test_an_earlier_release_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    before = released(tmp_path, counted(ENROLLED, ()), hour=9)
    made = released(tmp_path, counted(ENROLLED, HIDDEN), hour=10)
    (tmp_path / "releases" / before / "lookups.json").unlink()
    found = audit(tmp_path, made)
    assert (found.unread, cells(found)) == ((before,), [])


def test_the_small_release_is_read_whole(tmp_path: Path) -> None:
    store = small_release(tmp_path)
    found = audit(tmp_path, store.release.id)
    assert set(found.rows["status"]) >= {"published", "range", "suppressed", "not_reported"}
    assert not found.has_log  # its log has no keys of rows
    assert found.judged.ranges.contrary  # its made-up counts do not add up
