"""What a build says of areas of the release served that the next one does not tell of."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from indicators.areas_gone import MOST, note
from indicators.areas_redrawn import ANEW
from tests.indicators.audited import of_place, released
from tests.indicators.mapped import FIRST, REDRAWN, RENAMED, Plan, places, topology
from tests.releases import small_contents

SHOWN = {"value": 40.0}


def at(
    geoid: str, level: str = "neighborhood", measure: str = "program_children", shown: bool = True
) -> dict[str, Any]:
    return of_place(measure, level, geoid, SHOWN if shown else {})


def said(
    root: Path,
    before: list[dict[str, Any]],
    now: list[dict[str, Any]],
    then: Plan = FIRST,
    today: Plan = FIRST,
    rows: int = 0,
) -> list[str]:
    shapes = {"neighborhood.json": topology(then)}
    served = released(root, before, marks={}, about={"places": places(then)}, shapes=shapes)
    about = {**small_contents().about, "places": places(today)}
    next_one = replace(
        small_contents(),
        about=about,
        published=pd.DataFrame(now),
        log=pd.DataFrame({"rule": [ANEW] * rows + ["primary"]}),
        shapes={"neighborhood.json": topology(today)},
    )
    return note(root, served, next_one)


def near(plan: Plan, **shown: bool) -> list[dict[str, Any]]:
    return [at(geoid, shown=shown.get(geoid.replace("-", "_"), True)) for geoid in plan]


def test_an_area_with_the_same_shape_is_named_under_both_ids(tmp_path: Path) -> None:
    (sentence,) = said(tmp_path, near(FIRST, ash_hill=False), near(RENAMED), FIRST, RENAMED)
    assert "neighborhood ash-hill is the-hill now." in sentence
    assert "stays hidden" in sentence
    assert "lake" not in sentence


def test_an_area_drawn_anew_is_named_with_what_is_new_and_what_to_do(tmp_path: Path) -> None:
    (sentence,) = said(tmp_path, near(FIRST, ash_hill=False), near(REDRAWN), FIRST, REDRAWN)
    assert "neighborhood new-hill. Gone: neighborhood ash-hill." in sentence
    assert "Give an area that is the same the id it had" in sentence
    assert "bell-meadow" not in sentence


def test_an_area_that_keeps_its_id_and_not_its_boundaries_is_named(tmp_path: Path) -> None:
    wider = FIRST | {"ash-hill": (-10, 100)}
    (sentence,) = said(tmp_path, near(FIRST), near(wider), FIRST, wider)
    assert "is like them: neighborhood ash-hill. Gone: neighborhood ash-hill as drawn before (" in sentence
    assert "bell-meadow" not in sentence


def test_rows_that_older_boundaries_hide_are_counted_in_every_build(tmp_path: Path) -> None:
    assert said(tmp_path, near(FIRST), near(FIRST), rows=1) == [
        "1 row is hidden because other boundaries told of the same year in an earlier release."
    ]
    assert said(tmp_path / "more", near(FIRST), near(FIRST), rows=2)[0].startswith("2 rows are hidden because")


def test_a_city_recoded_for_one_measure_is_named(tmp_path: Path) -> None:
    (sentence,) = said(tmp_path, [at("98001", "county_subdivision")], [at("98110", "county_subdivision")])
    assert "county_subdivision 98110. Gone: county_subdivision 98001." in sentence


def test_the_same_areas_and_measures_that_are_not_told_any_more_say_nothing(tmp_path: Path) -> None:
    before = [at("ash-hill"), at("ash-hill", measure="enrollment")]
    assert said(tmp_path, before, [at("ash-hill"), at("canada-park")]) == []


def test_an_area_whose_number_is_not_available_now_is_said_to_have_none(tmp_path: Path) -> None:
    now = [at("ash-hill") | {"status": "not_available"}, at("canada-park")]
    (sentence,) = said(tmp_path, [at("ash-hill"), at("canada-park")], now)
    assert "no number of the same measures now: neighborhood ash-hill. If one" in sentence


def many(n: int) -> Plan:
    return {f"old-{i:02d}": (i * 100, i * 100 + 100) for i in range(n)}


def test_of_many_areas_some_are_named(tmp_path: Path) -> None:
    old = many(MOST + 2)
    (sentence,) = said(tmp_path, near(old), [at("lake")], old, old)
    assert "old-09 and 2 more." in sentence
    assert "old-10" not in sentence


def test_as_many_as_one_note_names_leave_no_more_to_tell(tmp_path: Path) -> None:
    old = many(MOST)
    (sentence,) = said(tmp_path, near(old), [at("lake")], old, old)
    assert "more." not in sentence
