"""Counts of the census of 2010 and 2020, each by its own names, with the dataset in the variable."""

from pathlib import Path
from urllib.parse import unquote_plus

import pytest
import requests

from sources import decennial
from sources.acs_request import Area, RequestError
from sources.cache import Cache
from sources.decennial import DecennialRequest
from sources.errors import BadAnswer
from tests.sources.acs_recorded import KEY, Reply, rows, session

TRACTS = Area("tract", "09", "009")
PL = DecennialRequest(2020, "pl", ("P1_001N",), (TRACTS,))
ANSWER = rows(["P1_001N", "state", "county", "tract"], ["3412", "09", "009", "140300"], ["0", "09", "009", "990000"])


def test_the_variable_carries_its_dataset_and_the_note_on_privacy(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    pl = decennial.observations(session(ANSWER)[0], cache, KEY, PL)
    dhc = decennial.observations(session(ANSWER)[0], cache, KEY, DecennialRequest(2020, "dhc", ("P1_001N",), (TRACTS,)))
    assert pl["variable"].unique().tolist() == ["pl.P1_001N"]
    assert dhc["variable"].unique().tolist() == ["dhc.P1_001N"]
    assert pl[["source", "level", "geoid", "vintage", "period_end", "estimate", "status"]].values.tolist()[0] == [
        "decennial", "tract", "09009140300", 2020, 2020, 3412, "reported",
    ]  # fmt: skip
    assert pl["moe"].isna().all()
    assert all("differential privacy" in side.citation for side in cache.entries())


def test_2010_has_its_own_names_and_no_note(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    request = DecennialRequest(2010, "sf1", ("P001001", "PCT012A003"), (Area("state", "09"),))
    reply = rows(["P001001", "PCT012A003", "state"], ["3574097", "12", "09"])
    found = decennial.observations(session(reply)[0], cache, KEY, request)
    assert dict(zip(found["variable"], found["estimate"], strict=True)) == {
        "sf1.P001001": 3574097,
        "sf1.PCT012A003": 12,
    }
    assert "privacy" not in cache.entries()[0].citation


@pytest.mark.parametrize(
    ("year", "dataset", "variable"),
    [(2020, "pl", "P001001"), (2010, "sf1", "P1_001N"), (2020, "sf1", "P001001"), (2010, "dhc", "P1_001N"), (2020, "dhc", "B01003_001")],
)  # fmt: skip
def test_names_of_another_census_are_refused(year: int, dataset: str, variable: str) -> None:
    with pytest.raises(RequestError, match="expected"):
        DecennialRequest(year, dataset, (variable,), (TRACTS,))


@pytest.mark.parametrize("area", [Area("tract", "09", "170"), Area("county", "09", code="170")])
def test_connecticut_of_2020_lies_on_counties(area: Area) -> None:
    with pytest.raises(RequestError, match="counties 001 to 015, not its planning regions"):
        DecennialRequest(2020, "pl", ("P1_001N",), (area,))
    DecennialRequest(2020, "pl", ("P1_001N",), (Area("tract", "09"), Area("county", "36", code="170")))


def test_more_than_fifty_lines_are_joined_by_place(tmp_path: Path) -> None:
    names = tuple(f"P12_{i:03d}N" for i in range(1, 61))

    def backwards(asked: requests.PreparedRequest) -> Reply:
        fields = unquote_plus(str(asked.url)).split("get=")[1].split("&")[0].split(",")
        table = [["09", "001"], ["09", "003"]]
        if "P12_060N" in fields:
            table.reverse()
        return rows([*fields, "state", "county"], *([place[1]] * len(fields) + place for place in table))

    service, adapter, _ = session(backwards)
    found = decennial.observations(
        service, Cache(tmp_path), KEY, DecennialRequest(2020, "dhc", names, (Area("county", "09"),))
    )
    assert len(adapter.urls) == 2
    assert len(found) == 120
    assert (found["estimate"] == found["geoid"].str[2:].astype(int)).all()


def test_held_counts_need_neither_key_nor_network(tmp_path: Path) -> None:
    first = decennial.observations(session(ANSWER)[0], Cache(tmp_path), KEY, PL)
    again = decennial.observations(session(Reply(500))[0], Cache(tmp_path, offline=True), None, PL)
    assert again.equals(first)
    assert Cache(tmp_path).peek(decennial.keys(PL)[0]) is not None


def test_a_place_that_comes_twice_or_a_column_of_nulls_is_refused(tmp_path: Path) -> None:
    row = ["1", "09", "009", "140300"]
    with pytest.raises(BadAnswer, match="twice"):
        decennial.observations(
            session(rows(["P1_001N", "state", "county", "tract"], row, row))[0], Cache(tmp_path), KEY, PL
        )
    nulls = rows(["P1_001N", "state", "county", "tract"], [None, *row[1:]])
    with pytest.raises(BadAnswer, match="null in all"):
        decennial.observations(session(nulls)[0], Cache(tmp_path), KEY, PL)
    assert not list(tmp_path.rglob("*.parquet"))
