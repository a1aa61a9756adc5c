"""The Kindergarten Entrance Inventory: real figures of every layout, counts worked out, and rates behind which few children may stand."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.community import District
from sources.cache import Cache
from sources.ckan import Ckan
from sources.connecticut import Observations
from sources.connecticut_kei import UNIQUE_BELOW, counted, observations, resources, uncounted
from sources.errors import Drift
from sources.session import Session
from tests.sources.portal import Portal, package, resource
from tests.sources.portal import csv as csv_file

NEW_HAVEN = District("New Haven School District", "0902790", "0930011")
HARTFORD = District("Hartford School District", "0901920", "0640011")
BARKHAMSTED = District("Barkhamsted School District", "0999005", "0050011")
ELM = District("Elm School District", "4400001", "0010011")
OAK = District("Oak School District", "4400002", "0010022")


@pytest.fixture
def found(upstream: Any, folder: Path) -> Observations:
    """All domains and years of three districts and the state."""
    return observations(Session(mirror=upstream.base_url), Cache(folder), (NEW_HAVEN, HARTFORD, BARKHAMSTED))


def by_key(found: Observations) -> dict[tuple[str, str, int], dict[str, Any]]:
    """Rows by variable, place and year."""
    rows = found.rows.to_dict("records")
    return {(r["variable"], r["geoid"], r["period_end"]): {str(k): v for k, v in r.items()} for r in rows}


@pytest.mark.real
@pytest.mark.parametrize(
    ("variable", "geoid", "year", "value"),
    [
        pytest.param("kei_literacy.level3_rate", "0902790", 2009, 23.7, id="numbers-of-districts"),
        pytest.param("kei_literacy.tested_count", "0902790", 2012, 1802, id="numbers-with-zeros"),
        pytest.param("kei_personal.level1_rate", "0902790", 2013, 24.9, id="two-header-rows"),
        pytest.param("kei_numeracy.level3_rate", "0902790", 2014, 28.5, id="domains-side-by-side"),
        pytest.param("kei_creative.level3_rate", "0902790", 2015, 36.9, id="percent-signs"),
        pytest.param("kei_literacy.level3_rate", "09", 2017, 34.6, id="fractions"),
        pytest.param("kei_creative.level3_rate", "09", 2011, 51.5, id="state-called-after-the-domain"),
        pytest.param("kei_physical.tested_count", "09", 2010, 37907, id="state-without-a-year"),
        pytest.param("kei_language.level2_rate", "09", 2012, 39.6, id="states-own-file"),
    ],
)
def test_figures_are_the_publishers(found: Observations, variable: str, geoid: str, year: int, value: float) -> None:
    row = by_key(found)[variable, geoid, year]
    assert (row["estimate"], row["status"], row["period_start"]) == (value, "reported", year - 1)


@pytest.mark.real
def test_all_snapshots_of_a_rate_agree_to_their_one_decimal(found: Observations) -> None:
    """The state stands in two files of a year: rounded in its own, in full in the districts'."""
    assert found.problems == []


@pytest.mark.real
def test_the_state_has_no_row_of_the_year_in_which_districts_could_opt_out(found: Observations) -> None:
    years = {year for variable, geoid, year in by_key(found) if (variable, geoid) == ("kei_literacy.level3_rate", "09")}
    assert years == set(range(2009, 2018)) - {2014}


@pytest.mark.real
def test_a_star_stays(found: Observations) -> None:
    row = by_key(found)["kei_literacy.level3_rate", "0999005", 2017]
    assert row["status"] == "suppressed_at_source"
    assert pd.isna(row["estimate"])


@pytest.mark.real
def test_counts_are_there_where_they_are_certain_and_rates_apart_where_few_children_may_stand_behind(
    found: Observations,
) -> None:
    rows = by_key(found)
    assert rows["kei_literacy.level3_count", "0999005", 2013]["estimate"] == 25  # 69.4 % of 36
    assert ("kei_literacy.level3_count", "0902790", 2013) not in rows  # 1,716 children: two counts round to one rate
    assert rows["kei_literacy.level3_uncounted_rate", "0999005", 2014]["estimate"] == 19.0
    assert ("kei_literacy.level3_rate", "0999005", 2014) not in rows
    assert ("kei_literacy.level3_uncounted_rate", "0902790", 2014) not in rows


def of_elm(quantity: str, value: float, year: int = 2013, **more: Any) -> dict[str, Any]:
    """A reported row of the district of Elm."""
    at = {"dataset": "kei_literacy", "level": "school_district", "geoid": "4400001", "group": "all", "period_end": year}
    return {**at, "quantity": quantity, "estimate": float(value), "status": "reported", **more}


@given(children=st.integers(1, UNIQUE_BELOW - 1), data=st.data())
def test_a_count_is_found_again_from_its_rounded_rate(children: int, data: st.DataObject) -> None:
    ready = data.draw(st.integers(0, children))
    rows = pd.DataFrame([of_elm("cohort", children), of_elm("level3_rate", round(100 * ready / children, 1))])
    made = counted(rows)
    assert made.loc[made["quantity"] == "level3_count", "estimate"].tolist() == [ready]


def test_no_count_is_made_of_so_many_children_that_two_would_fit() -> None:
    rows = pd.DataFrame([of_elm("cohort", UNIQUE_BELOW), of_elm("level3_rate", 35.5)])
    assert set(counted(rows)["quantity"]) == {"cohort", "level3_rate"}


@pytest.mark.parametrize(
    ("cohorts", "rate", "apart"),
    [
        pytest.param({2014: 40}, 5.0, False, id="counted"),
        pytest.param({2013: 40}, 50.0, True, id="not-counted-small"),
        pytest.param({2013: 1000}, 50.0, False, id="not-counted-large"),
        pytest.param({2013: 1000}, 98.1, True, id="large-but-few-others"),
        pytest.param({2013: 1000}, 1.9, True, id="large-but-few"),
        pytest.param({2012: 999, 2013: 1500}, 50.0, True, id="large-in-one-year-only"),
        pytest.param({2014: 1000}, 1.9, True, id="counted-but-no-certain-count"),
        pytest.param({}, 50.0, True, id="never-counted"),
    ],
)
def test_a_districts_rate_is_kept_apart_unless_many_children_are_on_both_sides(
    cohorts: dict[int, int], rate: float, apart: bool
) -> None:
    rows = pd.DataFrame([of_elm("level3_rate", rate, 2014), *(of_elm("cohort", n, y) for y, n in cohorts.items())])
    assert uncounted(rows)["quantity"].iloc[0] == ("level3_uncounted_rate" if apart else "level3_rate")


def test_a_star_and_the_states_rate_are_never_kept_apart() -> None:
    hidden = of_elm("level3_rate", float("nan"), 2014, status="suppressed_at_source")
    state = of_elm("level3_rate", 50.0, 2014, level="state", geoid="44")
    assert set(uncounted(pd.DataFrame([hidden, state]))["quantity"]) == {"level3_rate"}


HEADER = "District ID,District Name,School Year,Number of Students Tested,{0} Level 1,{0} Level 2,{0} Level 3"
NAME = "2009-10_kei_literacy.csv"


def test_bare_cr_files_are_read_and_matched_by_number(tmp_path: Path) -> None:
    lines = [
        HEADER.format("Literacy Skills (%)"),
        "1,Elm Schools (renamed),2009-10,50,20,30,50",
        "2,Elm School District,2009-10,60,1,2,97",
    ]
    portal = Portal({"package_show": package(resource(NAME)), "download": csv_file("\r".join(lines))})
    found = observations(*portal.open(tmp_path), [ELM], state="44")
    rows = {r["variable"]: r["estimate"] for r in found.rows.to_dict("records")}
    assert rows == {
        "kei_literacy.level1_rate": 20.0,
        "kei_literacy.level2_rate": 30.0,
        "kei_literacy.level3_rate": 50.0,
        "kei_literacy.level3_count": 25.0,
        "kei_literacy.tested_count": 50.0,
    }


def test_one_number_of_two_districts_stops_with_their_names(tmp_path: Path) -> None:
    lines = [HEADER.format("Literacy Skills (%)"), "1,Elm,2009-10,50,20,30,50", "1,Oak,2009-10,60,1,2,97"]
    portal = Portal({"package_show": package(resource(NAME)), "download": csv_file("\n".join(lines))})
    with pytest.raises(Drift, match=r"\['Elm', 'Oak'\]"):
        observations(*portal.open(tmp_path), [ELM, OAK], state="44")


@pytest.mark.parametrize("name", ["2009-10_kei_science.csv", "readme.pdf"])
def test_a_package_of_other_files_stops_with_what_was_found(tmp_path: Path, name: str) -> None:
    session, cache = Portal({"package_show": package(resource(name))}).open(tmp_path)
    with pytest.raises(Drift, match="science" if "science" in name else "readme"):
        resources(Ckan(session, cache).package("p"))
