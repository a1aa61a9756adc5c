"""Income and poverty estimates of a year: margins from bounds, districts by kind, and nothing where there is nothing (C32)."""

from pathlib import Path
from urllib.parse import unquote_plus

import pytest
import requests

from sources import saipe
from sources.acs_request import Area, RequestError
from sources.cache import Cache
from sources.errors import BadAnswer
from sources.saipe import SaipeRequest
from tests.sources.acs_recorded import KEY, Reply, rows, session

COUNTY = SaipeRequest(2023, ("SAEMHI", "SAEPOVRTALL"), (Area("county", "09"),))
NAMES = ["SAEMHI_PT", "SAEMHI_LB90", "SAEMHI_UB90", "SAEPOVRTALL_PT", "SAEPOVRTALL_LB90", "SAEPOVRTALL_UB90"]
HEADER = [*NAMES, "time", "state", "county"]
GOOD = rows(HEADER, ["80000", "77000", "82500", "10.1", "8.9", "11.3", "2023", "09", "170"])
DISTRICTS = SaipeRequest(2023, ("SAEPOV5_17RV", "SAEPOVRAT5_17RV"), district_states=("09",))


def districts(asked: requests.PreparedRequest) -> Reply:
    """A state with unified and elementary districts, and no secondary ones."""
    kind = unquote_plus(str(asked.url)).split("for=school district (")[1].split(")")[0]
    leaids = {"unified": "02790", "elementary": "00060", "secondary": ""}[kind]
    if not leaids:
        return Reply(204)
    column = f"school district ({kind})"
    return rows(
        ["SAEPOV5_17RV_PT", "SAEPOVRAT5_17RV_PT", "time", "state", column], ["4321", "24.4", "2023", "09", leaids]
    )


def test_bounds_become_the_margin(tmp_path: Path) -> None:
    found = saipe.observations(session(GOOD)[0], Cache(tmp_path), KEY, COUNTY)
    assert found["variable"].tolist() == ["SAEMHI", "SAEPOVRTALL"]
    assert found["estimate"].tolist() == [80000, 10.1]
    assert found["moe"].tolist() == pytest.approx([3000, 1.2])
    assert found["period_end"].tolist() == found["vintage"].tolist() == [2023, 2023]
    assert found["geoid"].tolist() == ["09170", "09170"]


def test_c32_a_year_that_is_not_out_gives_no_rows_and_is_asked_again(tmp_path: Path) -> None:
    service, adapter, _ = session(Reply(204))
    assert saipe.observations(service, Cache(tmp_path), KEY, COUNTY).empty
    assert len(adapter.urls) == 1
    assert len(saipe.observations(session(GOOD)[0], Cache(tmp_path), KEY, COUNTY)) == 2
    held = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}
    assert len(saipe.observations(session(Reply(204))[0], Cache(tmp_path), KEY, COUNTY)) == 2
    assert held == {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}


def test_c32_a_kind_of_district_that_a_state_does_not_have_gives_no_rows(tmp_path: Path) -> None:
    service, adapter, _ = session(districts)
    found = saipe.observations(service, Cache(tmp_path), KEY, DISTRICTS)
    assert len(adapter.urls) == 3
    assert all("in=state" in url for url in adapter.urls)
    assert found[found["variable"] == "SAEPOV5_17RV"]["geoid"].tolist() == ["0900060", "0902790"]
    assert set(found["level"]) == {"school_district"}
    assert found["moe"].isna().all()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


def test_another_year_than_asked_is_refused(tmp_path: Path) -> None:
    other = rows(HEADER, ["80000", "77000", "82500", "10.1", "8.9", "11.3", "2022", "09", "170"])
    with pytest.raises(BadAnswer, match="rows of time 2023 expected, found '2022'"):
        saipe.observations(session(other)[0], Cache(tmp_path), KEY, COUNTY)
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_county_without_an_estimate_keeps_its_row(tmp_path: Path) -> None:
    reply = rows(
        HEADER,
        ["80000", "77000", "82500", "10.1", "8.9", "11.3", "2023", "09", "170"],
        [None] * 6 + ["2023", "09", "190"],
    )
    found = saipe.observations(session(reply)[0], Cache(tmp_path), KEY, COUNTY)
    empty = found[found["geoid"] == "09190"]
    assert empty["status"].tolist() == ["not_reported"] * 2
    assert empty[["estimate", "moe"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "asked",
    [
        {"variables": ("SAEPOVRAT5_17RV",), "areas": (Area("us"),)},
        {"variables": ("SAEMHI",), "district_states": ("09",)},
        {"variables": ("SAEMHI",), "areas": (Area("tract", "09", "170"),)},
        {"variables": ("SAEMHI",)},
        {"variables": ()},
    ],
)
def test_questions_that_cannot_be_answered_are_refused(asked: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(RequestError, match="saipe 2023"):
        SaipeRequest(2023, **asked)  # pyright: ignore[reportArgumentType] - tuples of areas or of names, by case
