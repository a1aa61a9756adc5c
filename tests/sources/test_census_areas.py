"""Areas as the Census Bureau writes them: ZIP code areas, places and school districts by the API and by the summary file."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import requests

from geo.geoid import DIGITS, LEVELS, geoid_of, level_of
from sources import acs, acs_bulk
from sources.acs_request import AcsRequest, Area, RequestError
from sources.cache import Cache
from sources.census_areas import LEVELS as CENSUS_LEVELS
from sources.errors import BadAnswer, BadRequest
from tests.sources.acs_recorded import KEY, TEXT_TYPE, Reply, rows, session

LINES = ("B01003_001",)
DISTRICTS = tuple(f"school_district_{kind}" for kind in ("unified", "elementary", "secondary"))
HEADER = "GEO_ID|B01003_E001|B01003_M001"
FILE = (
    "0100000US|331893745|-555555555",
    "0400000US09|3611317|-555555555",
    "0500000US09170|573244|-555555555",
    "1600000US0952000|135736|56",
    "1600000US3651000|8622467|90",
    "8600000US06511|11|1",
    "860Z200US06510|5012|331",
    "860Z200US10001|27004|1500",
    "860Z2C0US06510|1|1",
    "9500000US0900010|2104|210",
    "9600000US0900020|3104|310",
    "9700000US0902790|135736|56",
    "9700000US3600001|1|1",
)


def request(*areas: Area, vintage: int = 2023) -> AcsRequest:
    return AcsRequest(vintage, "B01003", LINES, areas)


def by_file(folder: Path, *areas: Area) -> pd.DataFrame:
    body = "\n".join((HEADER, *FILE, "")).encode()
    return acs_bulk.observations(session(Reply(body=body, headers=TEXT_TYPE))[0], Cache(folder), request(*areas))


def by_key(folder: Path, answer: Reply, *areas: Area) -> tuple[pd.DataFrame, list[str]]:
    service, adapter, _ = session(answer)
    return acs.observations(service, Cache(folder), KEY, request(*areas)), adapter.urls


def said(frame: pd.DataFrame) -> list[list[Any]]:
    return frame[["level", "geoid", "estimate"]].to_numpy().tolist()


@pytest.mark.parametrize("name", CENSUS_LEVELS)
def test_every_prefix_is_one_of_ours_and_as_wide(name: str) -> None:
    level = CENSUS_LEVELS[name]
    assert level.geography in LEVELS
    for prefix in filter(None, (level.prefix, level.renamed)):
        assert level_of(prefix + "0" * level.width) == level.geography
        assert geoid_of(prefix + "0" * level.width) == ("0" * level.width or "1")
        assert len(prefix) == len(level.prefix)
    assert level.width == DIGITS[level.geography] or name == "us"


@pytest.mark.parametrize(
    ("area", "clauses"),
    [
        (Area("zcta"), {"for": "zip code tabulation area:*"}),
        (Area("zcta", code="06510"), {"for": "zip code tabulation area:06510"}),
        (Area("place", "09"), {"for": "place:*", "in": "state:09"}),
        (Area("place", "09", code="52000"), {"for": "place:52000", "in": "state:09"}),
        (Area(DISTRICTS[0], "09"), {"for": "school district (unified):*", "in": "state:09"}),
        (Area(DISTRICTS[2], "09", code="00020"), {"for": "school district (secondary):00020", "in": "state:09"}),
    ],
)
def test_what_is_asked(area: Area, clauses: dict[str, str]) -> None:
    assert area.clauses() == clauses


@pytest.mark.parametrize(
    "parts",
    [
        ("zcta", "09"),
        ("zcta", "", "", "6510"),
        ("zcta", "", "170"),
        ("place",),
        ("place", "09", "170"),
        ("place", "09", "", "520"),
        ("school_district", "09"),
        (DISTRICTS[0], "", "", "0902790"),
    ],
)
def test_areas_that_cannot_be_are_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(RequestError):
        Area(*parts)


def test_c08_one_zip_area_is_not_asked_for_where_the_service_finds_it_ambiguous(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"zcta-06103\. Before 2020"):
        request(Area("zcta", code="06103"), vintage=2019)
    assert request(Area("zcta"), vintage=2019)
    words = b'error: ambiguous geography "zip code tabulation area:06103". You must either specify a wildcard or full qualify it with state.'
    with pytest.raises(BadRequest, match="ambiguous geography"):
        by_key(tmp_path, Reply(400, words, TEXT_TYPE), Area("zcta", code="06103"))


@pytest.mark.parametrize("prefix", ["8600000US", "860Z200US"])
def test_zip_areas_by_the_api_as_either_age_of_vintages_writes_them(tmp_path: Path, prefix: str) -> None:
    name = "zip code tabulation area"
    header = ["GEO_ID", "B01003_001E", "B01003_001M", name]
    answer = rows(header, [f"{prefix}06510", "5012", "331", "06510"], [f"{prefix}06511", "54012", "1331", "06511"])
    frame, urls = by_key(tmp_path, answer, Area("zcta"))
    assert said(frame) == [["zcta", "06510", 5012], ["zcta", "06511", 54012]]
    assert "for=zip+code+tabulation+area%3A%2A" in urls[0]
    assert "&in=" not in urls[0]


def test_c25_a_zip_area_without_its_zero_is_refused(tmp_path: Path) -> None:
    answer = rows(["GEO_ID", "B01003_001E", "B01003_001M"], ["860Z200US6510", "5012", "331"])
    with pytest.raises(BadAnswer, match="a lost zero"):
        by_key(tmp_path, answer, Area("zcta"))


@pytest.mark.parametrize(
    ("level", "prefix"), list(zip(DISTRICTS, ("9700000US", "9500000US", "9600000US"), strict=True)), ids=DISTRICTS
)
def test_each_kind_of_school_district_is_a_school_district(tmp_path: Path, level: str, prefix: str) -> None:
    column = CENSUS_LEVELS[level].name
    answer = rows(
        ["GEO_ID", "B01003_001E", "B01003_001M", "state", column], [f"{prefix}0902790", "135736", "56", "09", "02790"]
    )
    frame, _ = by_key(tmp_path, answer, Area(level, "09"))
    assert said(frame) == [["school_district", "0902790", 135736]]
    wrong = next(other for other in DISTRICTS if other != level)
    with pytest.raises(BadAnswer, match="expected GEO_ID"):
        by_key(tmp_path / "wrong", answer, Area(wrong, "09"))


def test_the_file_has_them_all_without_a_key(tmp_path: Path) -> None:
    areas = (Area("zcta", code="06510"), Area("place", "09"), *(Area(level, "09") for level in DISTRICTS))
    assert said(by_file(tmp_path, *areas)) == [
        ["zcta", "06510", 5012],
        ["place", "0952000", 135736],
        ["school_district", "0902790", 135736],
        ["school_district", "0900010", 2104],
        ["school_district", "0900020", 3104],
    ]


def test_all_zip_areas_are_the_nations(tmp_path: Path) -> None:
    frame = by_file(tmp_path, Area("zcta"), Area("state", "09"))
    assert frame.loc[frame["level"] == "zcta", "geoid"].tolist() == ["06510", "06511", "10001"]


def test_a_copy_without_a_level_is_not_looked_into_for_it(tmp_path: Path) -> None:
    assert said(by_file(tmp_path, Area("state", "09"))) == [["state", "09", 3611317]]
    assert said(by_file(tmp_path, Area("state", "09"), Area("place", "09", code="52000")))[1:] == [
        ["place", "0952000", 135736]
    ]
    keys = {
        acs_bulk.keys(request(Area("state", "09"), *more))[0] for more in ((), (Area("place", "09"),), (Area("zcta"),))
    }
    assert len(keys) == 3
    assert acs_bulk.keys(request(Area("state", "09"), Area("tract", "09"))) == acs_bulk.keys(
        request(Area("state", "09"))
    )


def test_both_ways_give_the_same_rows(tmp_path: Path) -> None:
    def reply(asked: requests.PreparedRequest) -> Reply:
        header = ["GEO_ID", "B01003_001E", "B01003_001M"]
        if "place" in str(asked.url):
            return rows(header, ["1600000US0952000", "135736", "56"])
        return rows(header, ["860Z200US06510", "5012", "331"])

    areas = (Area("zcta", code="06510"), Area("place", "09", code="52000"))
    service, _, _ = session(reply)
    asked = acs.observations(service, Cache(tmp_path / "api"), KEY, request(*areas))
    pd.testing.assert_frame_equal(asked, by_file(tmp_path / "file", *areas))
