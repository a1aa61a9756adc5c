"""Population estimates of the API: names by vintage, dates to years, and the newest vintage superseding."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from sources import population_estimates
from sources.acs_request import Area, RequestError
from sources.cache import Cache
from sources.errors import BadAnswer
from sources.population_estimates import PopulationRequest, latest
from tests.sources.acs_recorded import KEY, Reply, rows, session

STATE = Area("state", "09")


def dated(column: str, *codes: str) -> Reply:
    return rows(["POP", column, "state"], *([str(3_500_000 + int(code)), code, "09"] for code in codes))


def characteristics(asked: requests.PreparedRequest) -> Reply:
    query = {name: values[0] for name, values in parse_qs(urlsplit(str(asked.url)).query).items()}
    assert (query["UNIVERSE"], query["MONTH"]) == ("R", "7")
    people = (
        {"0": "100", "1899": "80", "6599": "18", "1500": "1"}
        if "SEX" not in query
        else {"0": "51", "1899": "40", "6599": "9"}
    )
    echoed = [query[name] for name in ("YEAR", "MONTH", "UNIVERSE")]
    return rows(
        ["POP", "AGE", "YEAR", "MONTH", "UNIVERSE", "state"], *([n, age, *echoed, "09"] for age, n in people.items())
    )


@pytest.mark.parametrize(("vintage", "column"), [(2015, "DATE_"), (2018, "DATE_"), (2019, "DATE_CODE")])
def test_each_vintage_is_asked_by_its_own_names(vintage: int, column: str, tmp_path: Path) -> None:
    last = str(vintage - 2010 + 3)
    service, adapter, _ = session(dated(column, "1", "2", "3", last))
    found = population_estimates.observations(service, Cache(tmp_path), KEY, PopulationRequest(vintage, (STATE,)))
    assert parse_qs(urlsplit(adapter.urls[0]).query)["get"] == [f"POP,{column}"]
    assert found["period_end"].tolist() == [2010, vintage]  # neither the census nor the base of April
    assert set(found["vintage"]) == {vintage}


def test_a_date_after_the_vintage_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadAnswer, match="expected DATE_CODE 1 to 12, found '13'"):
        population_estimates.observations(
            session(dated("DATE_CODE", "13"))[0], Cache(tmp_path), KEY, PopulationRequest(2019, (STATE,))
        )
    assert not list(tmp_path.rglob("*.parquet"))


def test_2023_names_the_year_and_has_age_and_sex(tmp_path: Path) -> None:
    service, adapter, _ = session(characteristics)
    found = population_estimates.observations(
        service, Cache(tmp_path), KEY, PopulationRequest(2023, (STATE,), (2022, 2023))
    )
    assert len(adapter.urls) == 6
    year = found[found["period_end"] == 2022]
    assert dict(zip(year["scheme"] + "/" + year["group"], year["estimate"], strict=True)) == {
        "age/18_to_64": 62, "age/65_and_over": 18, "age/under_18": 20, "all/all": 100, "sex/female": 51, "sex/male": 51,
    }  # fmt: skip


def test_a_dimension_that_was_not_expected_is_refused(tmp_path: Path) -> None:
    def twice(asked: requests.PreparedRequest) -> Reply:
        whole = characteristics(asked)
        return Reply(body=whole.body.replace(b"]]", b'],["7","0","2023","7","R","09"]]'))

    with pytest.raises(BadAnswer, match="twice with one AGE"):
        population_estimates.observations(
            session(twice)[0], Cache(tmp_path), KEY, PopulationRequest(2023, (STATE,), (2023,))
        )


def test_the_newest_vintage_supersedes(tmp_path: Path) -> None:
    old = population_estimates.observations(
        session(dated("DATE_", "3", "4", "5"))[0], Cache(tmp_path), KEY, PopulationRequest(2018, (STATE,))
    )
    new = population_estimates.observations(
        session(rows(["POP", "DATE_CODE", "state"], ["9", "4", "09"]))[0],
        Cache(tmp_path),
        KEY,
        PopulationRequest(2019, (STATE,)),
    )
    found = latest([new, old])
    assert found[["period_end", "vintage", "estimate"]].values.tolist() == [
        [2010, 2018, 3500003],
        [2012, 2018, 3500005],
        [2011, 2019, 9],
    ]


@pytest.mark.parametrize(("vintage", "years"), [(2024, ()), (2020, ()), (2023, ()), (2023, (2019,)), (2019, (2018,))])
def test_what_the_api_does_not_have_is_refused(vintage: int, years: tuple[int, ...]) -> None:
    with pytest.raises(RequestError, match=f"pep {vintage}"):
        PopulationRequest(vintage, (STATE,), years)
