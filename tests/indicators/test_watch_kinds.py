"""What is watched of pools, of two measures of the same people and of earlier releases; and what is left to prove."""

from typing import Any

import pandas as pd
import pytest

from indicators.audit_book import Book
from indicators.audit_relations import Cells, Known, everything
from indicators.audit_rows import ROW, Earlier
from indicators.audit_watch import Judged, Open, judge
from indicators.catalog import MEASURES
from indicators.group_pools import POOLED
from tests.indicators.audited import rated
from tests.indicators.test_audit_watch import KEY, MEALS, count, one


@pytest.mark.parametrize(("high", "is_open"), [(0, False), (1, True), (9, True), (10, False)])
def test_a_group_in_a_pool_may_be_nobody_and_not_known_to_be_few(high: int, is_open: bool) -> None:
    assert count(0, high, status=POOLED) is is_open


def test_a_hidden_number_that_is_known_to_be_nobody_is_open() -> None:
    assert count(0, 0)


@pytest.mark.parametrize("rules", [("source", "primary"), ("primary", "source"), ("primary", "primary")])
def test_of_two_measures_of_the_same_people_the_stricter_rule_holds(rules: tuple[str, str]) -> None:
    book = Book()
    book.know("cell", 60, 90)
    known: Known = {}
    rows: list[dict[str, Any]] = []
    for measure, rule in zip(("grade3_math", "graduation_4yr"), rules, strict=True):
        key = (measure, *KEY[1:])
        known[key] = Cells("cell")
        rows.append(dict(zip(ROW, key, strict=True)) | {"status": "suppressed", "rule": rule})
    (watched,) = judge(book, pd.DataFrame(rows), known, MEASURES, 10).watched
    assert watched.by_source is ("source" in rules)


def test_what_an_earlier_release_hid_keeps_the_minimum_of_its_measure() -> None:
    before = Earlier("r1", MEASURES, 10, pd.DataFrame(rated(MEALS, {"all": {}})), frozenset())
    rows = pd.DataFrame(rated("grade3_math", {"all": {}})).assign(rule="primary")
    book, known = everything(rows, MEASURES, 10, [before], ())
    watched = judge(book, rows, known, MEASURES, 10, [before]).watched
    assert {w.minimum for w in watched if w.before} == {20}
    assert {w.minimum for w in watched if not w.before} == {10}


def test_a_printed_number_one_that_was_out_and_one_of_an_earlier_release_are_not_to_be_proven() -> None:
    book = Book()
    for cell, low, high in (("mine", 1, 50), ("printed", 30, 30), ("out", 1, 50), ("older", 1, 50)):
        book.know(cell, low, high)
    (watched,) = one(book, Cells("mine")).watched
    each = [watched._replace(cell=cell, before=cell == "older") for cell in ("mine", "printed", "out", "older")]
    told = (Open("out", "release r1 printed it", "", out_before=True), Open("mine", "a sum", ""))
    judged = Judged(tuple(each), one(book, Cells("mine")).ranges, told)
    assert [w.cell for w in judged.to_prove(book)] == ["mine"]
