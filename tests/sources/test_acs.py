"""Estimates of real places, asked of the stand-in by key and from the summary file."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sources import acs, acs_bulk
from sources.acs_request import AcsRequest, Area
from sources.cache import Cache
from sources.errors import BadAnswer, BadRequest, KeyMissing, NotPublished, SourceError
from sources.session import Pace, Session
from tests.sources.acs_recorded import KEY

pytestmark = pytest.mark.real


def areas(vintage: int, region: str = "170") -> tuple[Area, ...]:
    """New Haven's region with its tracts and towns, the state and the nation."""
    county = region if vintage >= 2022 else "009"
    return (
        Area("tract", "09", county),
        Area("county_subdivision", "09", county),
        Area("county", "09", code=county),
        Area("state", "09"),
        Area("us"),
    )


def lines(table: str, *numbers: int) -> tuple[str, ...]:
    return tuple(f"{table}_{number:03d}" for number in numbers)


@pytest.fixture
def service(upstream: Any) -> Session:
    return Session(mirror=upstream.base_url, pace=Pace(base_s=0.01))


def value(frame: pd.DataFrame, variable: str, geoid: str) -> tuple[float, float, str]:
    row = frame[(frame["variable"] == variable) & (frame["geoid"] == geoid)]
    assert len(row) == 1
    return row["estimate"].item(), row["moe"].item(), row["status"].item()


def test_the_city_by_race_as_published(service: Session, tmp_path: Path, upstream: Any) -> None:
    request = AcsRequest(2022, "B03002", lines("B03002", 1, 3, 4, 12), areas(2022))
    frame = acs.observations(service, Cache(tmp_path), KEY, request)
    assert value(frame, "B03002_001", "0917052070") == (135736, 56, "reported")
    assert frame.groupby("level")["geoid"].nunique().to_dict() == {
        "county": 1, "county_subdivision": 15, "state": 1, "tract": 136, "us": 1,
    }  # fmt: skip
    assert set(frame["period_start"]) == {2018}
    assert set(frame["period_end"]) == {2022}
    assert len(upstream.log) == len(request.areas)
    assert not [entry for entry in upstream.log if KEY in entry["url"]]
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


@pytest.mark.parametrize("vintage", [2021, 2022, 2023])
@pytest.mark.parametrize(
    ("table", "count"),
    [("B03002", 12), ("B17024", 131), ("B19013", 1), ("B25106", 24), ("B01003", 1), ("B01001", 49)],
)
def test_summary_file_and_api_agree_in_every_cell(
    service: Session, tmp_path: Path, vintage: int, table: str, count: int
) -> None:
    rich = (Area("tract", "09", "190" if vintage >= 2022 else "001"),)
    request = AcsRequest(vintage, table, lines(table, *range(1, count + 1)), areas(vintage) + rich)
    asked = acs.observations(service, Cache(tmp_path), KEY, request)
    read = acs_bulk.observations(service, Cache(tmp_path), request)
    pd.testing.assert_frame_equal(asked, read)
    assert len(asked)


def test_c23_open_ended_median_income_is_a_bound_by_both_routes(service: Session, tmp_path: Path) -> None:
    request = AcsRequest(2023, "B19013", lines("B19013", 1), (Area("tract", "09", "190"),))
    for frame in (
        acs.observations(service, Cache(tmp_path), KEY, request),
        acs_bulk.observations(service, Cache(tmp_path), request),
    ):
        top = frame[frame["status"] == "top_coded"]
        assert len(top) > 3
        assert set(top["low"]) == {250000.0}
        assert top[["estimate", "moe", "high"]].isna().all(axis=None)


def test_controlled_totals_have_margin_zero(service: Session, tmp_path: Path) -> None:
    request = AcsRequest(2021, "B01003", lines("B01003", 1), areas(2021))
    estimate, moe, status = value(acs.observations(service, Cache(tmp_path), KEY, request), "B01003_001", "09009")
    assert (moe, status) == (0.0, "controlled")
    assert estimate > 800_000


def test_c26_counties_before_2022_and_planning_regions_after(service: Session, tmp_path: Path) -> None:
    def geoids(vintage: int) -> set[str]:
        request = AcsRequest(vintage, "B01003", lines("B01003", 1), (Area("county", "09"),))
        return set(acs.observations(service, Cache(tmp_path), KEY, request)["geoid"])

    assert geoids(2021) == {f"09{code:03d}" for code in range(1, 16, 2)}
    assert geoids(2022) == {f"09{code}" for code in range(110, 200, 10)}


@pytest.mark.parametrize(("vintage", "county"), [(2022, "009"), (2021, "170")])
def test_c05_a_county_of_the_other_time_is_empty_by_both_routes(
    service: Session, tmp_path: Path, vintage: int, county: str
) -> None:
    request = AcsRequest(vintage, "B01003", lines("B01003", 1), (Area("tract", "09", county),))
    asked = acs.observations(service, Cache(tmp_path), KEY, request)
    assert asked.empty
    pd.testing.assert_frame_equal(asked, acs_bulk.observations(service, Cache(tmp_path), request))


def test_c06_an_unknown_variable_is_named(service: Session, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"B01003_999E.*Check the variable in the catalog"):
        acs.observations(service, Cache(tmp_path), KEY, AcsRequest(2023, "B01003", ("B01003_999",), areas(2023)))


def test_c09_the_next_vintage_is_not_out(service: Session, tmp_path: Path) -> None:
    request = AcsRequest(2024, "B01003", lines("B01003", 1), areas(2024))
    with pytest.raises(NotPublished, match=r"2024 is not released.*The newest vintage is 2023"):
        acs.observations(service, Cache(tmp_path), KEY, request)
    with pytest.raises(NotPublished, match=r"acsdt5y2024-b01003\.dat"):
        acs_bulk.observations(service, Cache(tmp_path), request)


def test_all_tracts_of_the_state_in_one_answer(service: Session, tmp_path: Path) -> None:
    request = AcsRequest(2023, "B01003", lines("B01003", 1), (Area("tract", "09"), Area("county_subdivision", "09")))
    frame = acs.observations(service, Cache(tmp_path), KEY, request)
    assert frame["level"].value_counts().to_dict() == {"tract": 884, "county_subdivision": 169}
    pd.testing.assert_frame_equal(frame, acs_bulk.observations(service, Cache(tmp_path), request))


def test_no_key_is_said_before_anything_is_sent(service: Session, tmp_path: Path, upstream: Any) -> None:
    with pytest.raises(KeyMissing, match="CENSUS_API_KEY"):
        acs.observations(service, Cache(tmp_path), None, AcsRequest(2018, "B01003", lines("B01003", 1), areas(2018)))
    assert not upstream.log


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"status": 500, "times": -1}, SourceError),
        ({"truncate_bytes": 300, "times": -1}, BadAnswer),
        ({"truncate_bytes": 300, "close": True, "times": -1}, SourceError),
        ({"close": True, "times": -1}, SourceError),
    ],
    ids=["C12", "C15", "C14 cut off", "C14 dropped"],
)
def test_a_table_with_a_failing_area_is_not_held_and_others_are(
    service: Session, tmp_path: Path, upstream: Any, fault: dict[str, Any], kind: type[SourceError]
) -> None:
    request = AcsRequest(2023, "B25003", lines("B25003", 1, 2), areas(2023))
    other = AcsRequest(2023, "C17002", lines("C17002", 1), (Area("us"),))
    upstream.faults.append({"match": "county subdivision", **fault})
    acs.hold(service, Cache(tmp_path), KEY, other)
    with pytest.raises(kind):
        acs.observations(service, Cache(tmp_path), KEY, request)
    assert {path.parent.name for path in tmp_path.rglob("*.parquet")} == {"C17002"}
    upstream.faults.clear()
    upstream.log.clear()
    assert len(acs.observations(service, Cache(tmp_path), KEY, request))
    assert len(acs.observations(service, Cache(tmp_path), KEY, other))
    assert len(upstream.log) == len(request.areas)


def test_an_area_that_is_not_there_has_no_rows_and_is_not_asked_for_again(
    service: Session, tmp_path: Path, upstream: Any
) -> None:
    request = AcsRequest(2023, "B25003", lines("B25003", 1), (Area("county", "09", "", "001"), Area("state", "09")))
    assert acs.hold(service, Cache(tmp_path), KEY, request) == 1
    upstream.log.clear()
    assert set(acs.observations(service, Cache(tmp_path), KEY, request)["geoid"]) == {"09"}
    assert not upstream.log


def test_a_passing_fault_is_outlived(service: Session, tmp_path: Path, upstream: Any) -> None:
    upstream.faults.append({"match": "acs5", "truncate_bytes": 200, "times": 1})
    request = AcsRequest(2023, "B25003", lines("B25003", 1), areas(2023)[:1])
    assert len(acs.observations(service, Cache(tmp_path), KEY, request)) == 136
    assert len(upstream.log) == 2


def test_a_vintage_is_asked_for_once(service: Session, tmp_path: Path, upstream: Any) -> None:
    request = AcsRequest(2023, "B25003", lines("B25003", 1), areas(2023))
    first = acs.observations(service, Cache(tmp_path), KEY, request)
    upstream.log.clear()
    pd.testing.assert_frame_equal(first, acs.observations(service, Cache(tmp_path), KEY, request))
    assert not upstream.log
    assert Cache(tmp_path).digest(acs.keys(request)) is not None


def test_threads_may_ask_side_by_side(service: Session, tmp_path: Path) -> None:
    requests = [
        AcsRequest(vintage, table, lines(table, 1, 2), areas(vintage))
        for vintage in (2021, 2022, 2023)
        for table in ("B25003", "C17002", "B03002")
    ]
    cache = Cache(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda request: acs.observations(service, cache, KEY, request), requests))
    for request, frame in zip(requests, together, strict=True):
        assert set(frame["vintage"]) == {request.vintage}
        assert set(frame["variable"]) == set(request.variables)
    assert len(cache.entries()) == len(requests)


def test_a_slow_reading_of_the_same_answer_agrees(service: Session, tmp_path: Path) -> None:
    request = AcsRequest(2023, "B17024", lines("B17024", *range(1, 31)), areas(2023)[:1])
    frame = acs.observations(service, Cache(tmp_path), KEY, request)
    url = "https://api.census.gov/data/2023/acs/acs5"
    got = service.get(url, params={"get": "group(B17024)", **request.areas[0].clauses(), "key": KEY}).json()
    table = pd.DataFrame(got[1:], columns=got[0])
    assert table.columns.is_unique
    for variable in request.variables[::7]:
        mine = frame[frame["variable"] == variable]
        by_geoid = dict(zip(table["GEO_ID"].str[9:], table[f"{variable}E"].astype(float), strict=True))
        np.testing.assert_array_equal(mine["estimate"], [by_geoid[geoid] for geoid in mine["geoid"]])
