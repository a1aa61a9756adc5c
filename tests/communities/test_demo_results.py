"""The made-up city's test results and graduates in college, read by the unchanged fetchers."""

from pathlib import Path

import pandas as pd
import pytest

from communities.demo import city, results
from communities.demo.results import Class, Result
from communities.demo.transport import DemoAdapter
from geo import community
from sources import connecticut_college, connecticut_tests
from sources.cache import Cache
from sources.connecticut import Observations
from sources.session import Session

DEMO = community.read(Path(city.__file__).parent)


def pivot(found: Observations) -> pd.DataFrame:
    """Rows by test, place, group and year; a column a quantity."""
    rows = found.rows[found.rows["status"] == "reported"]
    parts = rows["variable"].str.split(".", expand=True)
    return rows.assign(test=parts[0], what=parts[1]).pivot_table(
        index=["test", "level", "group", "period_end"], columns="what", values="estimate"
    )


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Session, Cache]:
    return Session(mirror="", adapter=DemoAdapter()), Cache(tmp_path)


def test_test_results_are_read_and_add_up(asked: tuple[Session, Cache]) -> None:
    found = connecticut_tests.observations(*asked, DEMO.districts, DEMO.state)
    rows = found.rows
    assert set(zip(rows["level"], rows["geoid"], strict=True)) == {("school_district", "9800010"), ("state", "98")}
    assert {"reported", "suppressed_at_source"} == set(rows["status"])
    years = rows.groupby("scheme")["period_end"].unique().map(sorted).to_dict()
    assert years == {"all": [2015, 2016, 2017, 2018, 2019], "race_ethnicity": [2015, 2016]}
    assert set(rows.loc[rows["variable"].str.startswith("sbac_math_11."), "period_end"]) == {2015}
    table = pivot(found).dropna()
    assert len(table) > 150
    assert (100 * table["proficient_count"] / table["tested_count"] - table["proficient_rate"]).abs().max() <= 0.0501
    for year, subject, grade in (("2014-15", "ELA", 11), ("2015-16", "Math", 8)):
        made = results.whole(results.of_state(year, subject, grade))
        key = (f"sbac_{subject.lower()}_{grade}", "state", "all", int(year[:4]) + 1)
        read = table[table.index == key].iloc[0]
        assert read["tested_count"] == made.scored
        assert read["proficient_count"] == made.levels[2] + made.levels[3]


def test_a_number_starred_in_one_of_two_files_is_told(asked: tuple[Session, Cache]) -> None:
    found = connecticut_tests.observations(*asked, DEMO.districts, DEMO.state)
    assert [said.split(":")[0] for said in found.problems] == [
        f"sbac_ela_5.{q}, school_district 9800010, two, 2015-16" for q in ("count", "rate")
    ]


def test_graduates_in_college_are_read_by_every_breakdown(asked: tuple[Session, Cache]) -> None:
    found = connecticut_college.observations(*asked, DEMO.districts, DEMO.state)
    rows = found.rows
    assert found.problems == []
    assert set(rows["scheme"]) == {"all", "disability", "language", "meals", "race_ethnicity", "sex"}
    assert set(rows["period_end"]) == {2017, 2018, 2019, 2020, 2021}
    assert {"reported", "suppressed_at_source"} == set(rows["status"])
    assert set(rows.loc[rows["level"] == "state", "scheme"]) == {"all"}


@pytest.mark.parametrize(
    ("levels", "stars"),
    [((30, 30, 30, 30), 0), ((30, 30, 3, 30), 4), ((4, 4, 6, 5), 10), ((60, 60, 2, 2), 6)],
)
def test_small_levels_are_starred_two_at_a_time(levels: tuple[int, int, int, int], stars: int) -> None:
    assert Result(sum(levels), levels).cells().count("*") == stars


def test_few_students_are_starred_whole() -> None:
    assert set(Result(5, (1, 2, 1, 1)).cells()) == {"*"}
    assert Class(40, 30, 20).cells() == ["75.0", "66.7"]
    assert Class(19, 12, 10).cells() == ["*", "*"]
    assert Class(40, 37, 30).cells() == ["*", "81.1"]


def test_everyone_is_the_sum_of_the_groups() -> None:
    groups = results.of_district(results.CITY_SCHOOLS, "2015-16", "ELA", 3)
    total = results.whole(groups)
    assert total.students == sum(g.students for g in groups)
    assert total.scored == sum(g.scored for g in groups)
