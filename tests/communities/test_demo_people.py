"""The made-up survey adds up as the real one does, within a table and across tables."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.demo import survey
from communities.demo.people import allocate, tables

TABLES = sorted(tables(2022))


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5), st.lists(st.floats(0.001, 1), min_size=1, max_size=9))
def test_allocation_gives_everyone_a_place(totals: list[int], shares: list[float]) -> None:
    found = allocate(np.array(totals), np.array(shares))
    assert found.sum(axis=1).tolist() == totals
    assert (found >= 0).all()
    assert (abs(found - np.outer(totals, shares) / sum(shares)) <= 1).all()


@pytest.mark.parametrize("vintage", [2018, 2023])
def test_tables_agree_on_who_is_there(vintage: int) -> None:
    found = tables(vintage)
    for table in ("B01001", "B03002", "B05001"):
        assert (found[table][:, 0] == found["B01003"][:, 0]).all(), table
    assert (found["C17002"][:, 0] == found["B17024"][:, 0]).all()
    assert (found["B25003"][:, 0] == found["B08201"][:, 0]).all()
    assert (found["B25003"] == found["B25106"][:, [0, 1, 23]]).all()
    assert 55_000 < found["B01003"][:22].sum() < 70_000


@pytest.mark.real
@pytest.mark.parametrize("table", TABLES)
def test_lines_add_up_as_the_real_labels_say(shared: Path, table: str) -> None:
    described = json.loads((shared / "upstream" / "data" / "acs" / "meta_2022.json").read_text())[
        f"groups/{table}.json"
    ]
    lines = {
        k: v["label"].rstrip(":") for k, v in described["variables"].items() if re.fullmatch(rf"{table}_\d{{3}}E", k)
    }
    labels = {label: int(name[-4:-1]) - 1 for name, label in lines.items()}
    counts = tables(2022)[table]
    assert counts.shape[1] == len(labels)
    for label, line in labels.items():
        children = [n for other, n in labels.items() if other.rsplit("!!", 1)[0].rstrip(":") == label]
        # two tables cut their total twice: by level (or vehicles), and by birthplace (or size)
        times = 2 if table in ("B06009", "B08201") and line == 0 else 1
        assert not children or (counts[:, children].sum(axis=1) == times * counts[:, line]).all(), label


def test_areas_are_sums_of_their_tracts() -> None:
    for vintage in (2021, 2022):
        sheet = survey.sheet(vintage, "B03002")
        assert sheet is not None
        estimate = sheet.estimate.astype(int)
        levels = {
            level: [n for n, a in enumerate(survey.areas(vintage)) if a.summary == level]
            for level in ("040", "050", "060", "140")
        }
        sums = [estimate[rows].sum(axis=0).tolist() for rows in levels.values()]
        assert sums[0] == sums[1] == sums[2] == sums[3]


def test_a_divided_tract_is_the_sum_of_its_parts() -> None:
    rows = {v: {a.geo_id[-6:]: a.rows for a in survey.areas(v) if a.summary == "140"} for v in (2021, 2022)}
    assert set(rows[2021]) ^ set(rows[2022]) == {"001600", "001601", "001602"}
    assert rows[2021]["001600"] == rows[2022]["001601"] + rows[2022]["001602"]


def test_every_sign_of_the_bureau_occurs() -> None:
    signs = set()
    for vintage in survey.VINTAGES:
        for table in ("B19013", "B03002"):
            sheet = survey.sheet(vintage, table)
            assert sheet is not None
            signs |= {*sheet.estimate.ravel(), *sheet.moe.ravel()}
    assert {"-666666666", "-222222222", "-333333333", "-555555555", "250001", "0"} <= signs


def test_margins_are_plausible() -> None:
    sheet = survey.sheet(2022, "B25003")
    assert sheet is not None
    tracts = [n for n, a in enumerate(survey.areas(2022)) if a.summary == "140" and a.rows]
    shares = sheet.moe[tracts, 0].astype(int) / sheet.estimate[tracts, 0].astype(int)
    assert (shares > 0.05).all()
    assert (shares < 0.35).all()
