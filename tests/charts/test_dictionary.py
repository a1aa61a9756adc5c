"""The data dictionary says for every measure how it is made, and leaves no field of it empty that a reader needs."""

import csv
import io
import json
from pathlib import Path

import pytest

from charts import dictionary
from indicators.catalog import MEASURES
from tests.releases import small_release

MAY_BE_EMPTY = {"lines", "breaks", "notes"}


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_measure_has_every_field(tmp_path: Path, lang: str) -> None:
    found = dictionary.entries(small_release(tmp_path), list(MEASURES.values()), lang)
    assert len(found) == len(MEASURES)
    for one in found:
        assert set(one) == set(dictionary.FIELDS)
        assert [name for name, words in one.items() if not words.strip() and name not in MAY_BE_EMPTY] == [], one["id"]


def test_the_formula_names_the_lines_it_adds_up(tmp_path: Path) -> None:
    made = dictionary.entry(small_release(tmp_path), MEASURES["no_vehicle"], "en")["formula"]
    assert made == "The sum of B08201_002, divided by the sum of B08201_001, times 100."


def test_adjusted_dollars_name_measure_year_and_index(tmp_path: Path) -> None:
    made = dictionary.entry(small_release(tmp_path), MEASURES["median_household_income_2023"], "en")["formula"]
    assert "R-CPI-U-RS" in made
    assert "2023" in made
    assert MEASURES["median_household_income"].name.en in made


def test_search_takes_words_in_any_order_with_or_without_accents(tmp_path: Path) -> None:
    every = dictionary.entries(small_release(tmp_path), list(MEASURES.values()), "es")
    plain, accented = dictionary.matching(every, "vehiculo"), dictionary.matching(every, "VEHÍCULO")
    assert plain == accented
    assert [one["id"] for one in dictionary.matching(every, "001 B08201")]
    assert dictionary.matching(every, "zzzz") == []
    assert dictionary.matching(every, "") == every


def test_files_hold_every_entry_and_no_formula_of_a_spreadsheet(tmp_path: Path) -> None:
    store = small_release(tmp_path)
    every = dictionary.entries(store, list(MEASURES.values()), "en")
    lines = list(csv.reader(io.StringIO(dictionary.csv(every, "en").decode("utf-8-sig"))))
    assert len(lines) == len(MEASURES) + 1
    assert lines[0][:2] == ["Id", "Measure"]
    told = json.loads(dictionary.as_json(store, every, "en"))
    assert told["release"] == store.release.id
    assert [one["id"] for one in told["measures"]] == list(MEASURES)
    evil = [every[0] | {"name": "=1+1"}]
    assert "'=1+1" in dictionary.csv(evil, "en").decode()
