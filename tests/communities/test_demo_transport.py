"""The fetchers, unchanged, against the made-up city's services."""

from pathlib import Path

import pandas as pd
import pytest
import requests

from communities.demo import city, shapes
from communities.demo.answers import Question
from communities.demo.transport import DemoAdapter
from geo import community
from geo.boundaries import from_cartographic
from sources import acs, acs_bulk, acs_labels, boundary_files, connecticut, school_directory
from sources.acs_request import DETAILED, AcsRequest, Area
from sources.cache import Cache
from sources.errors import KeyMissing, NotPublished
from sources.session import Session

KEY = "f" * 40
DEMO = Path(city.__file__).parent


@pytest.fixture
def session() -> Session:
    return Session(mirror="", adapter=DemoAdapter())


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def request_of(vintage: int, table: str, *lines: str) -> AcsRequest:
    county = "001" if vintage < city.CHANGE else "110"
    areas = (
        Area("us"),
        Area("state", "98"),
        Area("county", "98", code=county),
        Area("county_subdivision", "98", county, "10000"),
        Area("tract", "98", county),
    )
    return AcsRequest(vintage, table, tuple(f"{table}_{line}" for line in lines), areas)


@pytest.mark.parametrize("vintage", [2021, 2022, 2023])
@pytest.mark.parametrize(("table", "lines"), [("B03002", ("001", "003", "012")), ("B19013", ("001",))])
def test_the_two_ways_to_the_survey_agree(
    session: Session, cache: Cache, vintage: int, table: str, lines: tuple[str, ...]
) -> None:
    asked = request_of(vintage, table, *lines)
    keyless = acs_bulk.observations(session, cache, asked)
    with_key = acs.observations(session, cache, KEY, asked)
    order = ["variable", "level", "geoid"]
    pd.testing.assert_frame_equal(
        keyless.sort_values(order, ignore_index=True), with_key.sort_values(order, ignore_index=True)
    )
    assert set(keyless["level"]) == {"us", "state", "county", "county_subdivision", "tract"}
    assert "problems" not in keyless.attrs


def test_awkward_values_arrive_as_statuses(session: Session, cache: Cache) -> None:
    medians = acs_bulk.observations(session, cache, request_of(2022, "B19013", "001"))
    people = acs_bulk.observations(session, cache, request_of(2022, "B01003", "001"))
    by_tract = medians[medians["level"] == "tract"].set_index("geoid")
    assert (by_tract["status"]["98110000600"], by_tract["low"]["98110000600"]) == ("top_coded", 250_000)
    assert by_tract["status"]["98110001900"] == "not_reported"
    assert people.loc[people["level"] == "state", ["status", "moe"]].to_numpy().tolist() == [["controlled", 0.0]]
    assert people.loc[people["geoid"] == f"98110{city.WATER}", "estimate"].tolist() == [0]


def test_a_whole_table_can_be_asked_for(session: Session, cache: Cache) -> None:
    lines = tuple(f"{n:03d}" for n in range(1, 50))
    found = acs.observations(session, cache, KEY, request_of(2019, "B01001", *lines))
    assert found["variable"].nunique() == 49
    described = {v: acs.described(session, cache, KEY, (DETAILED, "B01001", v)) for v in (2018, 2023)}
    acs_labels.refuse_drift(described, ("B01001_003",))


def test_what_is_not_there_is_said(session: Session, cache: Cache) -> None:
    with pytest.raises(NotPublished):
        acs_bulk.observations(session, cache, request_of(2024, "B03002", "001"))
    with pytest.raises(NotPublished, match="newest vintage is 2023"):
        acs.observations(session, cache, KEY, request_of(2024, "B03002", "001"))
    with pytest.raises(KeyMissing):
        session.get("https://api.census.gov/data/2022/acs/acs5", params={"get": "NAME", "for": "us:1"})
    with pytest.raises(requests.ConnectionError):
        DemoAdapter().send(requests.Request("GET", "https://example.org/").prepare())


@pytest.mark.parametrize("dataset", ["enrollment", "chronic_absence", "graduation_4yr", "suspension"])
def test_school_files_are_read(session: Session, cache: Cache, dataset: str) -> None:
    demo = community.read(DEMO)
    found = connecticut.observations(session, cache, dataset, demo.districts, demo.state)
    rows = found.rows
    assert set(zip(rows["level"], rows["geoid"], strict=True)) == {("school_district", "9800010"), ("state", "98")}
    assert {"reported", "suppressed_at_source"} <= set(rows["status"])
    assert {"asian", "black", "latino", "two", "white"} <= set(rows["group"])
    assert rows["period_end"].nunique() >= 4
    assert len(found.problems) == (1 if dataset == "chronic_absence" else 0)  # one number was corrected later


@pytest.mark.parametrize(
    ("vintage", "tracts", "counties"), [(2018, 29, 2), (2021, 29, 2), (2022, 30, 2), (2023, 30, 2)]
)
def test_shapes_are_read(session: Session, cache: Cache, vintage: int, tracts: int, counties: int) -> None:
    for level, count in (("tract", tracts), ("county", counties), ("county_subdivision", 4)):
        found = from_cartographic(boundary_files.blob(session, cache, vintage, level, city.STATE), level, vintage)
        assert len(found) == count
        assert found.geometry.is_valid_coverage()
    assert found.loc[found["geoid"].str.endswith("10000"), "name"].tolist() == ["Lanternford town"]


def test_schools_are_placed(session: Session, cache: Cache) -> None:
    found = school_directory.schools(session, cache, ["Lanternford School District"], ["Lanternford"])
    assert "José Peña's Corner School" in set(found.rows["name"])
    assert len(found.rows) == 11
    assert found.problems == ["School directory: no position for 1 of 12 schools, e.g. Lighthouse Evening School."]


def test_the_same_bytes_twice_and_304_for_who_has_them() -> None:
    question = Question("/geo/tiger/GENZ2023/shp/cb_2023_98_tract_500k.zip", (), {})
    first = shapes.boundary_file(question)
    shapes._zip.cache_clear()
    again = shapes.boundary_file(question)
    assert first is not None
    assert again is not None
    assert first.body == again.body
    held = shapes.boundary_file(Question(question.path, (), {"If-None-Match": first.headers["ETag"]}))
    assert held is not None
    assert (held.status, held.body) == (304, b"")
