"""A corrected number less the one that was out before is a count of people of its own, up or down."""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from indicators.audit import audit
from indicators.audit_book import Book, Cells
from indicators.audit_changes import FAR, moved_by_few, true_changes, write_changes
from indicators.audit_earlier import standing
from indicators.audit_out import by_measure
from indicators.audit_ranges import ranges
from indicators.audit_relations import everything
from indicators.audit_report import report
from indicators.audit_rows import ROW, Earlier
from indicators.audit_watch import judge, with_rules
from indicators.catalog import MEASURES
from indicators.gate import Known, Secured, secure
from indicators.release_proof import Proof, Protected, prove
from indicators.suppression.publish import publish
from indicators.tables import ESTIMATE
from sources.partner import MOST_PEOPLE
from tests.indicators.audited import counted, released

CHILDREN, CITY = "program_children", "0900999999"
FIRST = "release first"


def rows(counts: Mapping[str, int | None], measure: str = CHILDREN) -> list[dict[str, Any]]:
    """Everyone (the first number) and groups of the city; None stands for a hidden number."""
    told = {group: n or 0 for group, n in counts.items() if group != "all"}
    hidden = [group for group, n in counts.items() if n is None]
    found = counted(told, hidden, measure)
    found[0] |= {"value": math.nan if counts["all"] is None else float(counts["all"])}
    return [row | {"level": "county_subdivision", "geoid": CITY} for row in found]


def row(measure: str) -> tuple[Hashable, ...]:
    """The key of a row of which only the measure matters."""
    return measure, *"abcde"


def before(then: Sequence[Mapping[Any, Any]], now: pd.DataFrame) -> Earlier:
    return standing(Earlier("first", MEASURES, 10, pd.DataFrame(list(then))), now)


def gated(now: Mapping[str, int], *earlier: Earlier) -> Secured:
    blank = {c: math.nan for c, kind in ESTIMATE.columns.items() if kind == "float"}
    kept = [*ROW, "period_start"]
    frame = pd.DataFrame(
        [{c: r[c] for c in kept} | blank | {"value": r["value"], "status": "estimated"} for r in rows(now)]
    )
    known = Known(MEASURES, 10, [standing(one, frame) for one in earlier], ())
    return secure(*publish({CHILDREN: frame}, MEASURES, 10), frame, known)


def shown(one: Secured) -> dict[str, float]:
    told = one.published[one.published["status"] == "published"]
    return dict(zip(told["group"], told["value"], strict=True))


def out(one: Secured) -> Earlier:
    return Earlier("first", MEASURES, 10, one.published)


THEN = {"all": 300, "asian": 60, "black": 90, "latino": 150}


# Through the gate


def test_two_more_children_in_a_large_group_are_not_told() -> None:
    now = THEN | {"all": 302, "black": 92}
    found = shown(gated(now, out(gated(THEN))))
    assert "black" not in found
    assert "all" not in found
    # The two that have not changed tell the group no more: everyone is hidden with it.
    assert found == {"asian": 60.0, "latino": 150.0}


@pytest.mark.parametrize("change", [-30, -10, 10, 30])
def test_ten_children_more_or_fewer_are_told(change: int) -> None:
    now = THEN | {"all": 300 + change, "black": 90 + change}
    assert shown(gated(now, out(gated(THEN)))) == now


@pytest.mark.parametrize("change", [-9, -1, 1, 9])
def test_fewer_are_not(change: int) -> None:
    now = THEN | {"all": 300 + change, "black": 90 + change}
    assert not {"all", "black"} & shown(gated(now, out(gated(THEN)))).keys()


def test_a_small_change_in_a_group_is_not_left_over_when_all_others_are_subtracted() -> None:
    """Everyone changed by 22 and one group by 20: of the other the change of two is the rest, though it is hidden itself."""
    now = THEN | {"all": 322, "latino": 170, "black": 92}
    found = shown(gated(now, out(gated(THEN))))
    assert "black" not in found
    assert len({"all", "latino", "asian"} - found.keys()) >= 1


def test_a_year_that_was_not_out_is_told_as_ever() -> None:
    old = out(gated(THEN))
    old.rows["period_end"] -= 1
    old.rows["period_start"] -= 1
    assert shown(gated(THEN | {"all": 302, "black": 92}, old)).keys() == THEN.keys()


def test_what_was_hidden_for_a_small_change_is_told_again_once_the_file_is_as_it_was() -> None:
    first = out(gated(THEN))
    second = out(gated(THEN | {"all": 302, "black": 92}, first))._replace(id="second")
    assert shown(gated(THEN, first, second)) == THEN


def test_the_gate_says_why_and_what_to_do() -> None:
    said = " ".join(gated(THEN | {"all": 307, "black": 97}, out(gated(THEN))).problems())
    assert "2 numbers of partners changed by fewer people than may be told" in said
    assert "7" not in said
    assert gated(THEN, out(gated(THEN))).problems() == []


def test_every_change_that_is_protected_is_proven() -> None:
    proof = gated(THEN | {"all": 302, "black": 92}, out(gated(THEN))).partners
    assert proof.faults == ()
    asked = {str(proof.relations.names[cell]) for cell in proof.demand.cell}
    assert len([name for name in asked if name.startswith("the change of")]) == 2


# The cells


def book_of(then: Mapping[str, int | None], now: Mapping[str, int | None], measure: str = CHILDREN) -> Book:
    today = pd.DataFrame(rows(now, measure))
    return everything(today, MEASURES, 10, [before(rows(then, measure), today)], ())[0]


def test_what_has_changed_is_a_cell_and_what_has_not_is_none() -> None:
    book = book_of(THEN, THEN | {"all": 302, "black": 92})
    assert {one.now.split(" (")[0].rsplit(" ", 1)[1] for one in book.changes.values()} == {"all", "black"}
    assert all(one.then == f"{one.now}, as {FIRST} had it" for one in book.changes.values())
    found = ranges(book, list(book.changes))
    assert [found.of(cell) for cell in book.changes] == [(2, 2), (2, 2)]


def test_public_records_have_none() -> None:
    assert not book_of(THEN, THEN | {"all": 302, "black": 92}, "enrollment").changes


def test_a_change_is_held_to_the_strictest_measure_that_has_the_cell() -> None:
    book = Book()
    for name in ("n", "n, then"):
        book.know(name, 0)
    known = {row(CHILDREN): Cells("n"), row("program_reach"): Cells("n")}
    strict = dict(MEASURES) | {"program_reach": replace(MEASURES["program_reach"], minimum_count=25)}
    write_changes(book, known, strict, 10, [(FIRST, {"n": "n, then", "m": "m, then"})])
    (change,) = book.changes.values()
    assert change == ("n", "n, then", 25, FIRST)
    (name,) = book.changes
    assert (book.low[name], book.high[name]) == (-FAR, FAR)


def test_a_cell_that_the_older_release_did_not_write_down_has_no_change() -> None:
    book = Book()
    book.know("n", 0)
    write_changes(book, {row(CHILDREN): Cells("n")}, MEASURES, 10, [(FIRST, {"n": "n, then"})])
    assert not book.changes


def test_the_true_change_is_known_where_the_older_number_was_printed() -> None:
    book = book_of(THEN | {"asian": None}, THEN | {"all": 302, "asian": 62, "black": 80})
    numbers = {one.now: 40 for one in book.changes.values()}
    found = true_changes(book, numbers)
    assert sorted(found.values()) == [40 - 300, 40 - 90]
    assert true_changes(book, {}) == {}


@pytest.mark.parametrize(("change", "few"), [(0, False), (1, True), (-1, True), (9, True), (-9, True), (10, False)])
def test_which_numbers_a_correction_moved_by_few(change: int, few: bool) -> None:
    book = book_of({"all": 300}, {"all": 302})
    (one,) = book.changes.values()
    assert moved_by_few(book, {one.now: 300 + change}) == ({one.now} if few else set())


# Judged


def judged(low: int, high: int, *, minimum: int = 10, banded: bool = False) -> bool:
    """Whether a change that lies between these is open."""
    book = Book()
    then = "n, then"
    book.know(then, 40, 40)
    book.know("n", 40 + low, 40 + high)
    write_changes(book, {row(CHILDREN): Cells("n")}, MEASURES, minimum, [(FIRST, {"n": then})])
    if banded:
        book.banded |= {"n", then}
    found = judge(book, with_rules(pd.DataFrame(rows(THEN)).head(0), None), {}, MEASURES, minimum)
    return bool(found.open)


@pytest.mark.parametrize(
    ("low", "high", "is_open"),
    [
        (2, 2, True),
        (-2, -2, True),
        (0, 0, False),  # nothing has changed
        (0, 1, True),
        (10, 10, False),
        (9, 9, True),
        (-10, -10, False),
        (-9, -9, True),
        (-9, 9, True),  # known to be small
        (-9, 10, False),
        (-10, 9, False),
        (-10, -2, True),
        (2, 10, True),  # nearly known
        (2, 11, False),
        (-11, -2, False),
    ],
)
def test_a_change_may_not_be_known_to_be_small_nor_nearly_known(low: int, high: int, is_open: bool) -> None:
    assert judged(low, high) is is_open


def test_two_bands_say_themselves_that_the_change_is_small() -> None:
    assert not judged(-9, 9, banded=True)
    assert judged(-3, 3, banded=True)


def test_of_a_number_that_was_hidden_before_only_the_attack_speaks() -> None:
    now = pd.DataFrame(rows(THEN | {"all": 302, "black": None, "asian": None}))
    then = before(rows(THEN | {"black": None, "asian": None}), pd.DataFrame(rows(THEN | {"all": 302, "black": 92})))
    marked = with_rules(now, None)
    book, known = everything(marked, MEASURES, 10, [then], ())
    found = judge(book, marked, known, MEASURES, 10, [then])
    changes = {w.cell: w.before for w in found.watched if w.change}
    assert sorted(changes.values()) == [False, True]
    assert {w.cell for w in found.to_prove(book)} >= {cell for cell, hidden in changes.items() if not hidden}
    assert not {w.cell for w in found.to_prove(book)} & {cell for cell, hidden in changes.items() if hidden}


# Proven


def proven(change: int, lowest: int = 1) -> Proof:
    """The proof of a number hidden beside another, both free to move, that is `change` more than the 40 of then."""
    book = Book()
    book.know("n, then", 40, 40)
    book.know("n", lowest)
    book.know("other", 1)
    book.know("both", 200, 200)
    book.adds("both", ["n", "other"], "both", ("sum", "a", ""))
    write_changes(book, {row(CHILDREN): Cells("n")}, MEASURES, 10, [(FIRST, {"n": "n, then"})])
    (name,) = book.changes
    numbers = {"n": 40 + change, "other": 160 - change, "both": 200, "n, then": 40}
    return prove(book, ranges(book, [name]), [Protected(name, 10, change=True)], numbers | true_changes(book, numbers))


@pytest.mark.parametrize(
    ("change", "up", "down"),
    [
        (2, 8, 3),
        (9, 3, 3),
        (7, 3, 3),
        (6, 4, 3),
        (-2, 3, 8),
        (-9, 3, 3),
        (10, 0, 0),
        (-10, 0, 0),
        (30, 0, 0),
        (0, 0, 0),
    ],
)
def test_a_small_change_could_as_well_be_ten_or_fewer_the_other_way(change: int, up: int, down: int) -> None:
    proof = proven(change)
    assert proof.faults == ()
    assert (proof.demand.up.tolist(), proof.demand.down.tolist()) == ([up], [down])


def test_a_change_that_cannot_be_moved_is_no_proof() -> None:
    assert len(proven(2, lowest=42).faults) == 1


def test_no_partner_counts_more_people_than_a_change_may_be_and_a_solver_is_exact_there() -> None:
    assert MOST_PEOPLE <= FAR
    assert np.float64(FAR) + 1e-6 != FAR


def test_a_fall_in_a_table_that_does_not_add_up_is_proven_beside_the_nearest_that_does() -> None:
    """Of 600 there are 8 left, and 6 others, where 12 are printed of both."""
    book = Book()
    book.know("n, then", 600, 600)
    book.know("n", 1)
    book.know("other", 1)
    book.know("both", 12, 12)
    book.adds("both", ["n", "other"], "both", ("sum", "a", ""))
    write_changes(book, {row(CHILDREN): Cells("n")}, MEASURES, 10, [(FIRST, {"n": "n, then"})])
    numbers = {"n": 8, "other": 6, "both": 12}
    proof = prove(book, ranges(book, ["n"]), [Protected("n", 10)], numbers | true_changes(book, numbers))
    assert proof.faults == ()


# Told


def test_an_open_change_names_both_releases_and_what_it_is_of(tmp_path: Path) -> None:
    """The release was made without the gate."""
    first = released(tmp_path, rows(THEN), hour=10)
    found = audit(tmp_path, released(tmp_path, rows(THEN | {"all": 302, "black": 92}), hour=11))
    told = report(found)["open"]
    assert len(told) == 2
    assert all(f"with what release {first} printed" in one["equation"] for one in told)
    assert {one["about"].split(": ")[0] for one in told} == {
        f"{MEASURES[CHILDREN].name.en}, what has changed since release {first}"
    }
    assert any(": Black" in one["about"] for one in told)
    again = audit(tmp_path, released(tmp_path, rows(THEN | {"all": 302, "black": 92}), hour=12))
    assert [one.out_before for one in again.judged.open] == [True, True]
    assert [(measure, n) for measure, _, n in by_measure(again.judged.open, again.book, again.known)] == [(CHILDREN, 2)]
