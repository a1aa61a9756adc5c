"""The made-up city's kindergarten, pre-K and need files: of the real files' form, and with numbers for every measure."""

from pathlib import Path

import pandas as pd
import pytest

from communities.demo import city, need_files
from communities.demo.transport import DemoAdapter
from geo import community
from indicators.catalog import kindergarten, public_prek, school_need, schools
from indicators.compute_reported import reported_rows
from indicators.measure import Measure, Reported
from indicators.suppression.publish import publish
from sources import connecticut, connecticut_kei, connecticut_need, connecticut_prek
from sources.cache import Cache
from sources.session import Session

MEASURES = {m.id: m for m in (schools.ENROLLMENT, *kindergarten.ENTRIES, *public_prek.ENTRIES, *school_need.ENTRIES)}
DEMO = community.read(Path(city.__file__).parent)


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Rows of the three packages and of enrollment."""
    session, cache = Session(mirror="", adapter=DemoAdapter()), Cache(tmp_path_factory.mktemp("cache"))
    found = [
        module.observations(session, cache, DEMO.districts, DEMO.state)
        for module in (connecticut_kei, connecticut_need, connecticut_prek)
    ]
    assert [said for one in found for said in one.problems] == []
    enrolled = connecticut.observations(session, cache, "enrollment", DEMO.districts, DEMO.state)
    return pd.concat([*(one.rows for one in found), enrolled.rows], ignore_index=True)


def published(measures: dict[str, Measure], observed: pd.DataFrame) -> pd.DataFrame:
    """What the site would have of these measures."""
    places = [("school_district", d.leaid) for d in DEMO.districts] + [("state", DEMO.state)]
    areas = pd.DataFrame(places, columns=pd.Index(["level", "geoid"]))
    estimates = {
        i: reported_rows(m, m.formula, observed, areas) for i, m in measures.items() if isinstance(m.formula, Reported)
    }
    return publish(estimates, measures, DEMO.minimum_count)[0]


def test_every_measure_has_numbers_in_the_city_and_its_state(observed: pd.DataFrame) -> None:
    rows = published(MEASURES, observed)
    shown = rows[rows["status"] == "published"].groupby(["measure", "level"])["value"].count()
    assert set(shown.index) == {(i, level) for i in MEASURES for level in ("school_district", "state")}
    assert shown.min() >= 5


def test_shares_come_with_the_counts_they_are_made_of(observed: pd.DataFrame) -> None:
    rows = published(MEASURES, observed)
    shares = rows[rows["measure"].isin([i for i, m in MEASURES.items() if m.unit == "percent"])]
    made = 100 * shares["numerator"] / shares["denominator"]
    assert len(shares) == 6 * 2 * 5 + 3 * 2 * 6
    assert (made - shares["value"]).abs().max() <= 0.0501


def test_few_children_on_one_side_are_a_range_and_few_altogether_are_hidden(observed: pd.DataFrame) -> None:
    """The rating of one small district, as the state prints it: 3 of 24 children ready, then 3 of 8."""
    ready = {"kindergarten_ready": MEASURES["kindergarten_ready"]}
    for children, status in ((24, "range"), (8, "suppressed")):
        counts = {"level3_count": 3.0, "level3_rate": round(300 / children, 1), "tested_count": float(children)}
        mine = observed["variable"].isin([f"kei_literacy.{q}" for q in counts])
        few = observed[mine & (observed["level"] == "school_district") & (observed["period_end"] == 2013)]
        few = few.assign(estimate=few["variable"].str.removeprefix("kei_literacy.").map(counts))
        row = published(ready, few).query("level == 'school_district'").iloc[0]
        assert row["status"] == status
        assert pd.isna(row[["value", "numerator", "denominator"]].astype("float64")).all()


def test_files_have_the_form_of_the_real_ones() -> None:
    files = {file.name: file for _, found in need_files.packages().values() for file in found}
    inventory = files["2012-13_kei_literacy.csv"].text
    assert "\n" not in inventory
    assert inventory.split("\r")[0] == ",,Literacy Skills (%),,,,,"
    export = files["enrollment__2018-19_lunch.csv"].text.splitlines()
    assert export[:3] == [
        '"Student Counts by District and Free/Reduced Lunch Eligibility"',
        '"All Districts"',
        '"2018-19"',
    ]
    assert export[-1].startswith('"Total","=""""",')
    assert [name for name, file in files.items() if file.tidy] == [
        "educational_need_2021-2022.csv",
        "pre-k-students-psis_2008-2021.csv",
    ]
