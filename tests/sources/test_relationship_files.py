"""Tracts of two censuses: a file as published (W10) becomes weights by land, told to be that and no more."""

from pathlib import Path

import pytest

from sources.acs_request import RequestError
from sources.cache import Cache
from sources.errors import BadAnswer, Drift, NotPublished, SourceError
from sources.relationship_files import crosswalk
from tests.sources.acs_recorded import HTML_TYPE, Reply, session

HEADER = (
    "OID_TRACT_20|GEOID_TRACT_20|NAMELSAD_TRACT_20|AREALAND_TRACT_20|AREAWATER_TRACT_20|MTFCC_TRACT_20|FUNCSTAT_TRACT_20|"
    "OID_TRACT_10|GEOID_TRACT_10|NAMELSAD_TRACT_10|AREALAND_TRACT_10|AREAWATER_TRACT_10|MTFCC_TRACT_10|FUNCSTAT_TRACT_10|"
    "AREALAND_PART|AREAWATER_PART"
)
PLAIN = {"Content-Type": "text/plain", "ETag": '"one"'}


def line(new: str, new_land: int, old: str, old_land: int, part: int) -> str:
    return f"1|{new}|Census Tract 1|{new_land}|5|G5020|S|2|{old}|Census Tract 1|{old_land}|5|G5020|S|{part}|7"


ROWS = [
    line("09009140101", 600, "09009140100", 1000, 600),
    line("09009140102", 400, "09009140100", 1000, 400),
    line("09009140102", 400, "09009140200", 500, 0),  # a sliver of water
    line("09009140200", 500, "09009140200", 500, 500),
    line("09009990000", 0, "09009990000", 0, 0),  # water only
    line("36119000100", 10, "36119000100", 10, 10),
]


def published(rows: list[str] = ROWS, header: str = HEADER) -> Reply:
    return Reply(200, b"\xef\xbb\xbf" + "\r\n".join([header, *rows, ""]).encode(), PLAIN)


def test_w10_bom_crlf_and_slivers(tmp_path: Path) -> None:
    found = crosswalk(session(published())[0], Cache(tmp_path), "09", 2010)
    assert found[["from_geoid", "to_geoid", "weight"]].values.tolist() == [
        ["09009140100", "09009140101", 0.6],
        ["09009140100", "09009140102", 0.4],
        ["09009140200", "09009140200", 1.0],
    ]
    assert set(found["weight_basis"]) == {"area"}
    assert (found["from_vintage"].iloc[0], found["to_vintage"].iloc[0]) == (2010, 2020)


def test_w10_weights_are_flagged_as_area_only_and_counties_as_old(tmp_path: Path) -> None:
    said = crosswalk(session(published())[0], Cache(tmp_path), "09", 2010).attrs["problems"]
    assert "no weights by people" in said[0]
    assert "counties (09001 to 09015)" in said[1]
    assert said[2] == "1 tract without land has no part in the crosswalk, for example 09009990000."
    assert len(crosswalk(session(published())[0], Cache(tmp_path / "b"), "36", 2010).attrs["problems"]) == 1


def test_the_other_way_round(tmp_path: Path) -> None:
    found = crosswalk(session(published())[0], Cache(tmp_path), "09", 2020)
    assert found[found["to_geoid"] == "09009140100"]["weight"].tolist() == [1.0, 1.0]
    assert set(found["from_vintage"]) == {2020}


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (published(header=HEADER.replace("AREALAND_PART", "PART")), Drift, "no column AREALAND_PART"),
        (
            published([line("9009140101", 1, "09009140100", 1, 1)]),
            BadAnswer,
            "11 digits in GEOID_TRACT_20, found '9009140101'",
        ),
        (published([line("09009140101", 1, "09009140100", 1, -1)]), BadAnswer, "square meters"),
        (published([ROWS[0][:40]]), BadAnswer, "whole table"),
        (published([ROWS[0], ROWS[1].replace("|400|7", "|500|7")]), BadAnswer, "add up to 1.100"),
        (Reply(200, b"<html>maintenance", HTML_TYPE), BadAnswer, "web page"),
        (Reply(404, b"<html>404", HTML_TYPE), NotPublished, "tab20_tract20_tract10_st09"),
    ],
)
def test_w10_another_file_is_refused(reply: Reply, kind: type[SourceError], says: str, tmp_path: Path) -> None:
    with pytest.raises(kind, match=says):
        crosswalk(session(reply)[0], Cache(tmp_path), "09", 2010)
    assert not list(tmp_path.rglob("*.parquet"))


def test_w10_the_copy_held_stays_when_the_service_answers_badly(tmp_path: Path) -> None:
    first = crosswalk(session(published())[0], Cache(tmp_path), "09", 2010)
    held = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}
    cache = Cache(tmp_path)
    again = crosswalk(session(Reply(200, b"<html>maintenance", HTML_TYPE))[0], cache, "09", 2010)
    assert again.equals(first)
    assert len(cache.problems()) == 1
    assert held == {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}


def test_only_two_censuses_and_states_of_two_digits(tmp_path: Path) -> None:
    service, adapter, _ = session(published())
    for state, origin in (("9", 2010), ("09", 2000)):
        with pytest.raises(RequestError, match="expected two digits"):
            crosswalk(service, Cache(tmp_path), state, origin)  # pyright: ignore[reportArgumentType] - what is tested
    assert adapter.urls == []
