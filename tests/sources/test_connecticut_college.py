"""Connecticut's graduates in college: the publisher's percents by five breakdowns, its stars, its one row without a label."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.community import District
from sources.cache import Cache
from sources.connecticut import Observations
from sources.connecticut_college import observations
from sources.errors import Drift
from sources.session import Session
from tests.sources.portal import Portal, package, resource
from tests.sources.portal import csv as csv_file

NEW_HAVEN = District("New Haven School District", "0902790", "0930011")
KILLINGLY = District("Killingly School District", "0902040", "0690011")
ELM = District("Elm", "4400001", "0010011")


@pytest.fixture
def found(upstream: Any, folder: Path) -> Observations:
    """All classes of two districts and the state."""
    return observations(Session(mirror=upstream.base_url), Cache(folder), (NEW_HAVEN, KILLINGLY))


@pytest.mark.real
def test_figures_are_the_publishers(found: Observations) -> None:
    keys = found.rows[["variable", "geoid", "scheme", "group", "period_end"]].itertuples(index=False, name=None)
    rows = dict(zip(keys, found.rows.to_dict("records"), strict=True))
    for variable, geoid, scheme, group, year, value in (
        ("college_entrance.rate", "0902790", "all", "all", 2014, 66.3),
        ("college_persistence.rate", "0902790", "all", "all", 2014, 75.2),
        ("college_entrance.rate", "09", "all", "all", 2007, 66.4),
        ("college_entrance.rate", "0902790", "race_ethnicity", "latino", 2014, 58.8),
        ("college_entrance.rate", "0902790", "sex", "female", 2014, 70.9),
        ("college_persistence.rate", "0902790", "language", "english_learner", 2014, 73.7),
        ("college_entrance.rate", "0902790", "meals", "free_or_reduced", 2014, 65.0),
        ("college_persistence.rate", "0902790", "disability", "with_disability", 2014, 66.7),
    ):
        row = rows[(variable, geoid, scheme, group, year)]
        assert (row["estimate"], row["status"], row["period_start"]) == (value, "reported", year - 1)
    star = rows[("college_persistence.rate", "0902790", "language", "english_learner", 2007)]
    assert star["status"] == "suppressed_at_source"
    assert pd.isna(star["estimate"])


@pytest.mark.real
def test_a_row_without_a_label_is_told_where_it_is_of_a_wanted_place(found: Observations) -> None:
    assert found.problems == [
        "college-entrance-and-persistence__2007-08_race.csv: a row of 0902040 has nothing under Race/Ethnicity and is left out."
    ]


@pytest.mark.real
def test_classes_are_those_the_portal_has(found: Observations) -> None:
    rows = found.rows[found.rows["geoid"] == "0902790"]
    years = {scheme: sorted(set(part["period_end"])) for scheme, part in rows.groupby("scheme")}
    assert years == {
        "all": [2007, 2008, 2009, 2012, 2013, 2014],
        "disability": [2007, 2008, 2009, 2011, 2013, 2014],
        "language": [2007, 2008, 2009, 2012, 2013, 2014],
        "meals": [2008, 2009, 2013, 2014],
        "race_ethnicity": [2007, 2008, 2010, 2012, 2013, 2014],
        "sex": [2007, 2008, 2013, 2014],
    }


def read(folder: Path, name: str, text: str) -> Observations:
    portal = Portal({"package_show": package(resource(name)), "download": csv_file(text)})
    return observations(*portal.open(folder), [ELM], state="44")


TITLE = '"College Entrance and Persistence, 2013-14"\n\n'
BY_SEX = TITLE + "District,District Code,Gender,Entrance(%),Persistence(%)\n"
SEX = "college__2013-14_gender.csv"


def test_a_states_file_without_a_code_is_the_states(tmp_path: Path) -> None:
    text = TITLE + "District,Entrance(%),Persistence(%)\nState,72.6,88.1\n"
    rows = read(tmp_path, "college__2013-14__ct.csv", text).rows
    assert rows[["variable", "level", "geoid", "estimate"]].to_numpy().tolist() == [
        ["college_entrance.rate", "state", "44", 72.6],
        ["college_persistence.rate", "state", "44", 88.1],
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (SEX, BY_SEX + "Oak,9990011,Martian,50.0,60.0\n", r"\['Martian'\].*ct_college"),
        (SEX, BY_SEX.replace("Gender", "Sex") + "Oak,9990011,Female,50.0,60.0\n", r"columns \['Gender'\] are gone"),
        (SEX, BY_SEX.replace("Pers", "Ret") + "Oak,9990011,Female,50.0,60.0\n", r"columns \['Persistence\(%\)'\]"),
        (SEX, BY_SEX.replace("2013-14", "2012-13") + "Oak,9990011,Female,50.0,60.0\n", "its title says 2012-13"),
        (SEX, BY_SEX + "Oak,9990011,,*,*\n" * 3, "3 rows have nothing under Gender; expected at most 2"),
        (SEX, BY_SEX + "Elm,10011,Female,150.0,60.0\n", "found .*'150.0'"),
        ("college__2013-14_foster.csv", BY_SEX + "Oak,9990011,Female,50.0,60.0\n", 'files by "foster" are not known'),
    ],
)
def test_what_nobody_declared_stops(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(Drift, match=message):
        read(tmp_path, name, text)
