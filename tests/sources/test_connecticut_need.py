"""English learners, meals and special education: real figures, real disagreements of two snapshots, and files small enough to check in the head."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.community import District
from sources.cache import Cache
from sources.connecticut import Observations
from sources.connecticut_need import check, observations, total
from sources.errors import Drift
from sources.session import Session
from tests.sources.portal import Portal, package, resource
from tests.sources.portal import csv as csv_file

NEW_HAVEN = District("New Haven School District", "0902790", "0930011")
BRIDGEPORT = District("Bridgeport School District", "0900450", "0150011")
# Small places, where the snapshots disagree. The ids are the districts' numbers here; nothing else is read from them.
HEALTH_SERVICES = District("Department of Mental Health and Addiction Services", "0999337", "3370015")
BARKHAMSTED = District("Barkhamsted School District", "0999005", "0050011")
ELM = District("Elm", "4400001", "0010011")
STAR = "suppressed_at_source"


@pytest.fixture
def found(upstream: Any, folder: Path) -> Observations:
    """All years of four districts and the state."""
    districts = (NEW_HAVEN, BRIDGEPORT, HEALTH_SERVICES, BARKHAMSTED)
    return observations(Session(mirror=upstream.base_url), Cache(folder), districts)


def by_key(found: Observations) -> dict[tuple[str, str, int], dict[str, Any]]:
    """Rows by quantity, place and year."""
    rows = [{str(k): v for k, v in r.items()} for r in found.rows.to_dict("records")]
    return {(r["variable"].removeprefix("educational_need."), r["geoid"], r["period_end"]): r for r in rows}


@pytest.mark.real
def test_figures_are_the_publishers(found: Observations) -> None:
    rows = by_key(found)
    for quantity, geoid, year, value in (
        ("english_learner_count", "0902790", 2022, 3767),
        ("english_learner_rate", "0902790", 2022, 19.4),
        ("free_or_reduced_meal_count", "0902790", 2012, 12881 + 1375),
        ("free_or_reduced_meal_rate", "0900450", 2012, 99.1),
        ("special_education_rate", "0902790", 2022, 15.2),
        ("student_count", "0902790", 2022, 19420),
        ("student_count", "09", 2012, 558377),
        ("special_education_count", "09", 2022, 85527),
    ):
        row = rows[quantity, geoid, year]
        assert (row["estimate"], row["status"]) == (value, "reported")
        assert (row["scheme"], row["group"], row["period_start"]) == ("all", "all", year - 1)


@pytest.mark.real
def test_the_states_rate_is_made_of_its_two_counts(found: Observations) -> None:
    row = by_key(found)["english_learner_rate", "09", 2022]
    assert (row["estimate"], row["n"]) == (8.8, 513615)  # 45,271 of them


@pytest.mark.real
def test_of_two_real_snapshots_that_disagree_the_star_wins_and_it_is_said_without_a_number(found: Observations) -> None:
    """2011-12: the meals export stars the Total of the mental health department; two other exports and the tidy file print it."""
    rows = by_key(found)
    said = (
        "educational_need.student_count, school_district 0999337, all, 2011-12: suppressed in enrollment__2011-12_lunch.csv, "
        "a number in enrollment__2011-12_ell.csv. The first is kept."
    )
    assert said in found.problems
    quantities = {q for q, geoid, year in rows if geoid == "0999337" and year == 2012}
    assert len(quantities) == 7
    for quantity in quantities:  # nor does any count or rate give it back
        row = rows[quantity, "0999337", 2012]
        assert row["status"] == STAR
        assert pd.isna([row["estimate"], row["n"]]).all()


@pytest.mark.real
def test_a_sum_of_two_stars_stays_hidden_where_the_tidy_file_prints_it(found: Observations) -> None:
    """Barkhamsted 2011-12: Free `*`, Reduced `*` in the export; a number and a percent in the tidy file made from it."""
    rows = by_key(found)
    assert [rows[f"free_or_reduced_meal_{q}", "0999005", 2012]["status"] for q in ("count", "rate")] == [STAR, STAR]
    assert rows["student_count", "0999005", 2012]["status"] == "reported"
    about = [said for said in found.problems if "0999005, all, 2011-12" in said]
    assert about == [
        "educational_need.free_or_reduced_meal_count, school_district 0999005, all, 2011-12: "
        "suppressed in enrollment__2011-12_lunch.csv, a number in educational_need_2021-2022.csv. The first is kept."
    ]


@pytest.mark.real
def test_every_place_has_every_year_of_every_quantity_once(found: Observations) -> None:
    years = found.rows.groupby(["geoid", "variable"])["period_end"].agg(list)
    assert len(years) == 5 * 7
    assert {tuple(sorted(y)) for y in years} == {tuple(range(2012, 2023))}
    assert set(found.rows["status"]) == {"reported", STAR}


TITLES = "Student Counts by District and {}\nAll Districts\n2018-19\n\n"
ELL = (
    TITLES.format("English Learner Status")
    + '"",,English Learner Status,,\nDistrict,District Code,No,Yes,Total\nElm,"=""0010011""",90,10,100\nTotal,"=""""",800,100,900\n'
)
NAME = "enrollment__2018-19_ell.csv"


def test_one_export_alone_gives_counts_and_the_rate_they_make(tmp_path: Path) -> None:
    portal = Portal({"package_show": package(resource(NAME)), "download": csv_file(ELL)})
    rows = observations(*portal.open(tmp_path), [ELM], state="44").rows
    found = {(r["variable"].split(".")[1], r["geoid"]): r["estimate"] for r in rows.to_dict("records")}
    assert found == {
        ("english_learner_count", "4400001"): 10,
        ("english_learner_rate", "4400001"): 10.0,
        ("student_count", "4400001"): 100,
        ("english_learner_count", "44"): 100,
        ("english_learner_rate", "44"): 11.1,
        ("student_count", "44"): 900,
    }


def test_a_column_that_is_not_known_stops_with_its_name(tmp_path: Path) -> None:
    text = ELL.replace("No,Yes,Total", "No,Yes,Total,Monitored").replace(",100\n", ",100,3\n").replace(",900", ",900,9")
    portal = Portal({"package_show": package(resource(NAME)), "download": csv_file(text)})
    with pytest.raises(Drift, match=r"columns \['Monitored'\] are not known"):
        observations(*portal.open(tmp_path), [ELM])


def test_a_need_that_is_not_known_stops_with_its_name(tmp_path: Path) -> None:
    portal = Portal({"package_show": package(resource("enrollment__2018-19_homeless.csv"))})
    with pytest.raises(Drift, match=r"found \['homeless'\]"):
        observations(*portal.open(tmp_path), [ELM])


@pytest.mark.parametrize("title", ["Special Education Status", "Race"])
def test_another_needs_file_under_this_name_is_refused(title: str) -> None:
    with pytest.raises(Drift, match="exchanged files"):
        check(NAME, ELL.replace("English Learner Status", title).encode())


@pytest.mark.parametrize("year", ["2017-18", "2018-19 and 2019-20"])
def test_another_years_file_under_this_name_is_refused(year: str) -> None:
    with pytest.raises(Drift, match="exchanged files"):
        check(NAME, ELL.replace("2018-19", year).encode())


def test_the_right_file_passes() -> None:
    check(NAME, ELL.encode())
    check("educational_need_2021-2022.csv", b"not an export")


@pytest.mark.parametrize(
    ("marks", "expected"), [(["7", "25"], "32"), (["*", "25"], "*"), (["7", "*"], "*"), (["0", "N/A"], "N/A")]
)
def test_what_is_hidden_is_unknown_in_every_sum(marks: list[str], expected: str) -> None:
    assert total(marks) == expected
