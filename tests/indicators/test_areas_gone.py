"""Areas of the release served that the next one does not tell of."""

from pathlib import Path
from typing import Any

import pandas as pd

from indicators.areas_gone import MOST, note
from tests.indicators.audited import of_place, released

SHOWN = {"value": 40.0}


def at(
    geoid: str, level: str = "neighborhood", measure: str = "program_children", shown: bool = True
) -> dict[str, Any]:
    return of_place(measure, level, geoid, SHOWN if shown else {})


def said(root: Path, before: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[str]:
    return note(root, released(root, before, marks={}), pd.DataFrame(now))


def test_an_area_under_another_id_is_named_also_where_its_number_was_hidden(tmp_path: Path) -> None:
    (sentence,) = said(tmp_path, [at("hill", shown=False), at("lake")], [at("the-hill"), at("lake")])
    assert "neighborhood hill." in sentence
    assert "lake" not in sentence


def test_a_city_recoded_for_one_measure_is_named(tmp_path: Path) -> None:
    (sentence,) = said(tmp_path, [at("98001", "county_subdivision")], [at("98110", "county_subdivision")])
    assert "county_subdivision 98001" in sentence


def test_the_same_areas_and_measures_that_are_not_told_any_more_say_nothing(tmp_path: Path) -> None:
    assert said(tmp_path, [at("hill"), at("hill", measure="enrollment")], [at("hill"), at("lake")]) == []


def test_an_area_whose_number_is_not_available_now_is_gone_too(tmp_path: Path) -> None:
    now = [at("hill") | {"status": "not_available"}, at("lake")]
    assert len(said(tmp_path, [at("hill"), at("lake")], now)) == 1


def test_of_many_areas_some_are_named(tmp_path: Path) -> None:
    before = [at(f"old-{i:02d}") for i in range(MOST + 2)]
    (sentence,) = said(tmp_path, before, [at("lake")])
    assert "old-09 and 2 more." in sentence
    assert "old-10" not in sentence


def test_as_many_as_one_note_names_leave_no_more_to_tell(tmp_path: Path) -> None:
    (sentence,) = said(tmp_path, [at(f"old-{i:02d}") for i in range(MOST)], [at("lake")])
    assert "more." not in sentence
