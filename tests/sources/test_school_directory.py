"""Schools on the map: which are taken, where they stand, and what is left out."""

import math
from pathlib import Path
from typing import Any

import orjson
import pytest

from sources.cache import Cache
from sources.errors import Drift
from sources.school_directory import GRADES, SCHOOL_COLUMNS, SELECT, grades, position, schools
from sources.session import Session
from tests.sources.portal import Portal, as_json

PLACE = {"latitude": "41.3", "longitude": "-72.9"}


def school(name: str, **more: Any) -> dict[str, Any]:
    """A row of the directory."""
    row = {":id": name, "organization_code": f"code-{name}", "school_name": name, "town": "Elm", "location": PLACE}
    return row | {"district_name": "Elm School District", "organization_type": "Public Schools", "grade_6": "1"} | more


def portal(*rows: dict[str, Any]) -> Portal:
    """A directory with these rows."""
    about = {"id": "9k2y-kqxn", "name": "Education Directory", "rowsUpdatedAt": 1}
    return Portal(
        {"views": as_json({**about, "columns": [{"fieldName": c} for c in SELECT]}), "resource": as_json(rows)}
    )


def names(found: Any) -> list[str]:
    """Names of the schools found."""
    return found.rows["name"].tolist()


def test_a_district_or_a_town_chooses_and_offices_are_no_schools(tmp_path: Path) -> None:
    rows = (
        school("By district", town="Oak"),
        school("By town", district_name="Charter District", organization_type="Public Charter Schools"),
        school("Elsewhere", town="Oak", district_name="Oak School District"),
        school("The office", organization_type="Public School Districts"),
        school("A facility", organization_type="State Agency Facilities"),
    )
    found = schools(*portal(*rows).open(tmp_path), ["Elm School District"], ["Elm"])
    assert names(found) == ["By district", "By town"]
    assert tuple(found.rows.columns) == SCHOOL_COLUMNS
    assert found.problems == []


def test_schools_without_a_position_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = (
        school("Here"),
        school("Nowhere", location=None),
        school("At sea", location={"latitude": "0", "longitude": "0"}),
    )
    found = schools(*portal(*rows).open(tmp_path), ["Elm School District"])
    assert names(found) == ["Here"]
    assert (found.rows["latitude"][0], found.rows["longitude"][0]) == (41.3, -72.9)
    assert found.problems == ["School directory: no position for 2 of 3 schools, e.g. Nowhere."]


def test_a_district_the_directory_does_not_know_is_told(tmp_path: Path) -> None:
    found = schools(*portal(school("Here")).open(tmp_path), ["Ash School District"])
    assert found.rows.empty
    assert found.problems == [
        "School directory: no school of Ash School District. Compare the name with the state's directory."
    ]


def test_an_empty_directory_is_not_a_place_without_schools(tmp_path: Path) -> None:
    with pytest.raises(Drift, match="has no rows"):
        schools(*portal().open(tmp_path), ["Elm School District"])


@pytest.mark.parametrize(
    ("offered", "words"),
    [
        ({"prekindergarten", "kindergarten", *(f"grade_{n}" for n in range(1, 9))}, "PK-8"),
        ({"grade_6", "grade_7", "grade_8", "grade_12"}, "6-8, 12"),
        ({"prekindergarten"}, "PK"),
        (set(), ""),
    ],
)
def test_grades_are_told_as_ranges(offered: set[str], words: str) -> None:
    assert grades(["1" if grade in offered else "0" for grade in GRADES]) == words


@pytest.mark.parametrize(
    "location", ["", "null", "[]", "{}", '{"latitude":"north","longitude":"1"}', '{"latitude":"91","longitude":"1"}']
)
def test_what_is_no_position_is_none(location: str) -> None:
    assert all(math.isnan(degree) for degree in position(location))


@pytest.mark.real
def test_new_havens_schools_stand_in_new_haven(upstream: Any, shared: Path, tmp_path: Path) -> None:
    session = Session(mirror=upstream.base_url)
    found = schools(session, Cache(tmp_path), ["New Haven School District"], ["New Haven"])
    directory = orjson.loads((shared / "upstream" / "data" / "socrata_9k2y-kqxn.json").read_bytes())
    rows = [dict(zip(directory["types"], row, strict=True)) for row in directory["rows"]]
    mine = [r for r in rows if r["town"] == "New Haven" or r["district_name"] == "New Haven School District"]
    taken = [r for r in mine if r["organization_type"].endswith("Schools")]
    assert set(found.rows["id"]) == {r["organization_code"] for r in taken if r["location"]}
    assert len(found.rows) == 42
    assert found.problems == ["School directory: no position for 1 of 43 schools, e.g. Beecher School."]
    assert found.rows["latitude"].between(41.24, 41.36).all()
    assert found.rows["longitude"].between(-73.0, -72.86).all()
