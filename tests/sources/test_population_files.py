"""Files of population estimates: latin-1, names in upper and lower case (W11), groups that add up."""

from pathlib import Path

import pytest
import requests

from sources import population_files
from sources.acs_request import RequestError
from sources.cache import Cache
from sources.errors import BadAnswer, Drift, NotPublished
from sources.population_files import RACES, observations, spellings
from sources.session import Session
from tests.sources.acs_recorded import HTML_TYPE, TEXT_TYPE, Reply, session

GONE = Reply(404, b"<html><head><title>404 Not Found</title></head></html>", HTML_TYPE)
CSV_TYPE = {"Content-Type": "text/csv", "ETag": '"one"'}
YEARS = {"1": 90, "2": 100, "3": 110}  # the base of April 2020, then July 2020 and July 2021


def totals() -> bytes:
    header = "SUMLEV,REGION,STATE,COUNTY,STNAME,CTYNAME,ESTIMATESBASE2020,POPESTIMATE2020,POPESTIMATE2021"
    lines = [
        "040,1,09,000,Connecticut,Connecticut,1,3600,3610",
        "050,1,09,009,Connecticut,New Haven County,1,860,861",
        "050,4,35,013,New Mexico,Do\xf1a Ana County,1,5,6",
    ]
    return "\r\n".join([header, *lines, ""]).encode("latin-1")


def groups(years: dict[str, int] = YEARS, name: str = "New Haven County") -> bytes:
    races = [f"{race}_{sex}" for race in RACES for sex in ("MALE", "FEMALE")]
    lines = [
        ",".join(
            ["SUMLEV", "STATE", "COUNTY", "CTYNAME", "YEAR", "AGEGRP", "TOT_POP", "TOT_MALE", "TOT_FEMALE", *races]
        )
    ]
    for year, people in years.items():
        for age in range(19):
            n = people * 14 if age == 0 else 10
            lines.append(
                ",".join(
                    [
                        "050",
                        "09",
                        "009",
                        name,
                        year,
                        str(age),
                        str(n),
                        str(n // 2),
                        str(n - n // 2),
                        *[str(people)] * 14,
                    ]
                )
            )
    return "\n".join(lines).encode("latin-1")


def service(*there: str) -> tuple[Session, list[str]]:
    """Answers only at addresses that end so."""

    def reply(asked: requests.PreparedRequest) -> Reply:
        url = str(asked.url)
        if not url.endswith(there):
            return GONE
        if asked.headers.get("If-None-Match") == '"one"':
            return Reply(304, b"", CSV_TYPE)
        return Reply(200, totals() if "co-est" in url.lower() else groups(), CSV_TYPE)

    made, adapter, _ = session(reply)
    return made, adapter.urls


LOWER = ("co-est2021-alldata.csv", "cc-est2021-alldata-09.csv")
UPPER = ("CO-EST2021-ALLDATA.csv", "CC-EST2021-ALLDATA-09.csv")


@pytest.mark.parametrize("names", [LOWER, UPPER, (LOWER[0], "CC-EST2021-alldata-09.csv")])
def test_w11_the_name_is_tried_in_upper_and_lower_case(names: tuple[str, ...], tmp_path: Path) -> None:
    asking, urls = service(*names)
    found = observations(asking, Cache(tmp_path), 2021, "09")
    assert found["period_end"].unique().tolist() == [2020, 2021]
    urls.clear()
    again = observations(asking, Cache(tmp_path), 2021, "09")
    assert again.equals(found)
    assert len(urls) == 2, "the spelling that was there before is asked first, by its mark"


def test_w11_latin_1_is_read(tmp_path: Path) -> None:
    asking, _ = service(*LOWER)
    found = observations(asking, Cache(tmp_path), 2021, "09")
    assert set(found["geoid"]) == {"09", "09009"}
    table = population_files.read(totals(), ["SUMLEV", "STATE", "COUNTY"], "35", "here")
    assert table["COUNTY"].to_pylist() == ["013"]
    accented = population_files.read(groups(name="Do\xf1a Ana"), ["STATE", "CTYNAME"], "09", "here")
    assert accented["CTYNAME"][0].as_py() == "Do\xf1a Ana"


def test_groups_of_a_county_add_up(tmp_path: Path) -> None:
    asking, _ = service(*LOWER)
    found = observations(asking, Cache(tmp_path), 2021, "09")
    july = found[(found["geoid"] == "09009") & (found["period_end"] == 2021)]
    by_scheme = july.groupby("scheme")["estimate"].sum()
    assert by_scheme.to_dict() == {"all": 861, "age": 50, "race_ethnicity": 110 * 14, "sex": 110 * 14}
    assert set(july[july["scheme"] == "race_ethnicity"]["group"]) == {
        "aian",
        "asian",
        "black",
        "latino",
        "nhpi",
        "two",
        "white",
    }
    assert found["moe"].isna().all()


def test_w11_nowhere_is_not_published_and_the_copy_held_stays(tmp_path: Path) -> None:
    asking, urls = service("nothing")
    with pytest.raises(NotPublished, match="co-est2021-alldata"):
        observations(asking, Cache(tmp_path), 2021, "09")
    assert urls == spellings(2021, "09", "totals")
    good, _ = service(*LOWER)
    first = observations(good, Cache(tmp_path), 2021, "09")
    cache = Cache(tmp_path)
    again = observations(session(Reply(200, b"<html>maintenance", HTML_TYPE))[0], cache, 2021, "09")
    assert again.equals(first)
    assert len(cache.problems()) == 2


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        (b"SUMLEV,STATE\n050,09\n", Drift, "has no column COUNTY"),
        (totals().replace(b"861", b"X"), BadAnswer, "'X'"),
        (totals().replace(b",861", b""), BadAnswer, "whole CSV"),
    ],
)
def test_another_layout_is_refused(body: bytes, kind: type[Exception], says: str, tmp_path: Path) -> None:
    with pytest.raises(kind, match=says):
        observations(session(Reply(200, body, TEXT_TYPE))[0], Cache(tmp_path), 2021, "09")
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_year_after_the_vintage_is_refused(tmp_path: Path) -> None:
    def reply(asked: requests.PreparedRequest) -> Reply:
        return Reply(200, totals() if "co-est" in str(asked.url) else groups({"4": 1}), CSV_TYPE)

    with pytest.raises(BadAnswer, match="expected YEAR 1 to 3 in vintage 2021, found '4'"):
        observations(session(reply)[0], Cache(tmp_path), 2021, "09")
    with pytest.raises(RequestError, match="2021"):
        observations(session(reply)[0], Cache(tmp_path), 2019, "09")
