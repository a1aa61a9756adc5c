"""Connecticut's spring tests: the publisher's figures, its stars, and what its own sums would give away."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.community import District
from sources.cache import Cache
from sources.connecticut import Observations
from sources.connecticut_tests import hide_across_grades, observations
from sources.errors import Drift
from sources.session import Session
from tests.sources.portal import Portal, package, resource
from tests.sources.portal import csv as csv_file

NEW_HAVEN = District("New Haven School District", "0902790", "0930011")
STAMFORD = District("Stamford School District", "0904320", "1350011")
TITLES = '"Smarter Balanced Assessments, 2015-16"\n"All Districts"\n\n'
COUNTS = "Total Number with Scored Tests,Level 3&4 Met or Exceeded Count,%,Other,%"
ELM = District("Elm", "4400001", "0010011")


@pytest.fixture
def found(upstream: Any, folder: Path) -> Observations:
    """All tests of two districts and the state."""
    return observations(Session(mirror=upstream.base_url), Cache(folder), (NEW_HAVEN, STAMFORD))


def pick(rows: pd.DataFrame, variable: str, geoid: str, group: str, year: int) -> Any:
    """The one row of a variable."""
    same = rows[rows["variable"].eq(variable) & rows["geoid"].eq(geoid) & rows["period_end"].eq(year)]
    same = same[same["group"].eq(group)]
    assert len(same) == 1
    return same.iloc[0]


@pytest.mark.real
def test_figures_are_the_publishers(found: Observations) -> None:
    for variable, geoid, group, year, value in (
        ("sbac_ela_3.proficient_rate", "0902790", "all", 2015, 24.0),
        ("sbac_ela_3.proficient_count", "0902790", "all", 2015, 379),
        ("sbac_ela_3.tested_count", "0902790", "all", 2015, 1579),
        ("sbac_math_8.proficient_rate", "0902790", "all", 2015, 14.8),
        ("sbac_math_11.tested_count", "0902790", "all", 2015, 795),
        ("sbac_ela_3.proficient_rate", "09", "all", 2015, 53.6),
        ("sbac_math_8.proficient_count", "09", "all", 2015, 14557),
        ("sbac_ela_all.proficient_rate", "0902790", "white", 2015, 56.2),
        ("sbac_math_all.proficient_count", "0902790", "black", 2015, 288),
        ("sbac_ela_all.tested_count", "09", "aian", 2015, 732),
    ):
        row = pick(found.rows, variable, geoid, group, year)
        assert (row["estimate"], row["status"], row["period_start"]) == (value, "reported", year - 1)
        assert row["scheme"] == ("all" if group == "all" else "race_ethnicity")
    assert found.problems == []


@pytest.mark.real
def test_years_and_grades_are_those_the_state_tested(found: Observations) -> None:
    rows = found.rows
    years = {v: set(part["period_end"]) for v, part in rows[rows["scheme"] == "all"].groupby("variable")}
    assert years["sbac_ela_3.proficient_rate"] == {2015, 2016, 2017, 2018, 2019}
    assert years["sbac_ela_11.proficient_rate"] == {2015}
    assert set(rows.loc[rows["scheme"] == "race_ethnicity", "period_end"]) == {2015, 2016}
    assert len(years) == 2 * 8 * 3


@pytest.mark.real
def test_a_star_takes_what_would_tell_it(found: Observations) -> None:
    """New Haven 2014-15. ELA, American Indian or Alaska Native: 20 scored tests, the rest starred. Math, Asian: only grade 7's is."""
    count, rate, tested = (
        pick(found.rows, f"sbac_ela_all.{q}", "0902790", "aian", 2015)
        for q in ("proficient_count", "proficient_rate", "tested_count")
    )
    assert [count["status"], rate["status"]] == ["suppressed_at_source"] * 2
    assert pd.isna([count["estimate"], rate["estimate"], rate["n"]]).all()
    assert tested["estimate"] == 20
    asian = [
        pick(found.rows, f"sbac_math_{g}.proficient_count", "0902790", "asian", 2015)["status"] for g in (7, "all")
    ]
    assert asian == ["suppressed_at_source"] * 2


@pytest.mark.real
def test_no_starred_grade_can_be_subtracted_from_all_grades(found: Observations) -> None:
    """An attack on every place, group, year and subject: all grades less the grades that are shown."""
    names = found.rows["variable"].str.extract(r"sbac_(?P<subject>\w+?)_(?P<grade>\w+)\.(?P<what>\w+)")
    rows = found.rows.join(names)
    rows = rows[rows["what"] != "proficient_rate"]
    attacked = 0
    for _, part in rows.groupby(["subject", "geoid", "group", "period_end", "what"]):
        whole, grades = part[part["grade"] == "all"], part[part["grade"] != "all"]
        starred = int(grades["status"].eq("suppressed_at_source").sum())
        attacked += starred > 0
        if starred and whole["status"].eq("reported").all():
            assert starred > 1
            assert whole["estimate"].sum() - grades["estimate"].sum() >= 10
    assert attacked > 50


@pytest.mark.real
def test_every_shown_number_is_printed_without_a_star_beside_it(found: Observations, shared: Path) -> None:
    """A slow reading of the race files as text, test by test."""
    printed = dict(_printed(shared))
    shown = found.rows[
        found.rows["geoid"].eq("0902790") & found.rows["group"].eq("black") & found.rows["status"].eq("reported")
    ]
    rates = shown[shown["variable"].str.endswith("rate")]
    assert len(rates) > 20
    for variable, year, n, rate in rates[["variable", "period_end", "n", "estimate"]].itertuples(
        index=False, name=None
    ):
        assert printed[year, variable.split(".")[0]] == (n, rate)


def _printed(shared: Path) -> Iterator[tuple[tuple[int, str], tuple[float, float]]]:
    with zipfile.ZipFile(shared / "upstream" / "data" / "ctdata.zip") as members:
        for year in (2014, 2015):
            for part in ("", "-combined"):
                name = f"smarter-balanced__{year}-{year - 1999}_ela-and-math_race_all-grades{part}.csv"
                text = members.read(f"smarter-balanced-by-race-ethnicity/{name}").decode()
                for line in csv.reader(io.StringIO(text)):
                    if line[:1] == ["New Haven School District"] and "Black or African American" in line:
                        grade = "all" if part else str(int(line[2]))
                        subject = line[2 if part else 3].lower()
                        at = line.index("Black or African American")
                        scored, rate = line[at + 4], line[at + 14]
                        if "*" not in (scored, rate):
                            yield (year + 1, f"sbac_{subject}_{grade}"), (float(scored), float(rate))


@pytest.mark.real
def test_a_second_run_asks_for_the_catalog_only(upstream: Any, folder: Path, found: Observations) -> None:
    upstream.log.clear()
    again = observations(Session(mirror=upstream.base_url), Cache(folder), (NEW_HAVEN, STAMFORD))
    assert len(upstream.log) == 2
    pd.testing.assert_frame_equal(found.rows, again.rows)


def open_portal(folder: Path, files: dict[str, str]) -> tuple[Session, Cache]:
    routes = {f"{name}$": csv_file(text) for name, text in files.items()}
    return Portal({"package_show": package(*map(resource, files)), **routes}).open(folder)


RACES = "sb__2015-16_ela-and-math_race_all-grades.csv"
ELA = "sb__2015-16_ela_race_all-grades.csv"
HEAD = f"{TITLES}District,District Code,Grade,Subject,Race,{COUNTS}\n"


def test_two_exports_that_disagree_keep_the_star_and_tell_no_number(tmp_path: Path) -> None:
    portal = open_portal(
        tmp_path,
        {
            RACES: HEAD + 'Elm,="0010011",03,ELA,Asian,30,12,40.0,9,9\n',
            ELA: HEAD.replace("Subject,", "") + 'Elm,="0010011",03,Asian,30,*,*,9,9\n',
        },
    )
    found = observations(*portal, [ELM], state="44")
    status = dict(zip(found.rows["variable"], found.rows["status"], strict=True))
    assert status == {
        "sbac_ela_3.proficient_count": "suppressed_at_source",
        "sbac_ela_3.proficient_rate": "suppressed_at_source",
        "sbac_ela_3.tested_count": "reported",
    }
    assert found.problems == [
        f"sbac_ela_3.{q}, school_district 4400001, asian, 2015-16: suppressed in {ELA}, a number in {RACES}. The first is kept."
        for q in ("count", "rate")
    ]


def test_a_hidden_number_of_tests_hides_the_count_and_the_rate_that_would_tell_it(tmp_path: Path) -> None:
    portal = open_portal(tmp_path, {RACES: HEAD + "Elm,10011,03,Math,White,*,12,40.0,9,9\n"})
    assert set(observations(*portal, [ELM]).rows["status"]) == {"suppressed_at_source"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Oak,9990011,03,ELA,Martian,30,12,40.0,9,9", r"labels of groups not known: \['Martian'\].*ct_edsight"),
        ("Oak,9990011,12,ELA,Asian,30,12,40.0,9,9", r"Grade has \['12'\]"),
        ("Oak,9990011,03,Art,Asian,30,12,40.0,9,9", r"Subject has \['Art'\]"),
        ("Elm,10011,03,ELA,Asian,30,few,40.0,9,9", "found .*'few'"),
        ("Elm,10011,03,ELA,Asian,30,12,140.0,9,9", "found .*'140.0'"),
    ],
)
def test_what_nobody_declared_stops(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(Drift, match=message):
        observations(*open_portal(tmp_path, {RACES: HEAD + row + "\n"}), [ELM])


def test_a_lost_column_another_year_and_a_package_without_exports_stop(tmp_path: Path) -> None:
    line = 'Elm,="0010011",03,ELA,Asian,30,12,40.0,9,9\n'
    with pytest.raises(Drift, match=r"columns \['TotalNumberwithScoredTests'\] are gone"):
        observations(*open_portal(tmp_path / "a", {RACES: HEAD.replace("Scored", "Valid") + line}), [ELM])
    with pytest.raises(Drift, match="its title says 2014-15"):
        observations(*open_portal(tmp_path / "b", {RACES: HEAD.replace("2015-16", "2014-15") + line}), [ELM])
    with pytest.raises(Drift, match=r"lists no export named as expected .*found \['readme.pdf'\]"):
        observations(*open_portal(tmp_path / "c", {"readme.pdf": ""}), [ELM])


def test_a_district_without_rows_is_told(tmp_path: Path) -> None:
    portal = open_portal(tmp_path, {RACES: HEAD + 'Elm,="0010011",03,ELA,Asian,30,12,40.0,9,9\n'})
    found = observations(*portal, [ELM, District("Oak", "4400009", "0090011")])
    assert found.problems == [
        "Smarter Balanced: no row for Oak (code 0090011). Compare name and code with the state's list of districts."
    ]


def grades(hidden: int, share: float) -> pd.DataFrame:
    """A count of all grades and of three grades, of which `hidden` are starred and share this many students."""
    known = 3 - hidden
    values = [100.0, *[float("nan")] * hidden, *[(100 - share) / known] * known]
    same = {
        "subject": "ela",
        "level": "state",
        "geoid": "44",
        "group": "asian",
        "period_end": 2016,
        "quantity": "count",
    }
    return pd.DataFrame({**same, "grade": ["all", "3", "4", "5"], "estimate": values}).assign(
        status=["reported", *["suppressed_at_source"] * hidden, *["reported"] * known]
    )


@pytest.mark.parametrize(
    ("hidden", "share", "shown"), [(0, 0, True), (1, 50, False), (2, 9, False), (2, 10, True), (2, 50, True)]
)
def test_all_grades_is_hidden_where_it_would_tell_a_grade(hidden: int, share: float, shown: bool) -> None:
    whole = hide_across_grades(grades(hidden, share)).iloc[0]
    assert whole["status"] == ("reported" if shown else "suppressed_at_source")
    assert pd.isna(whole["estimate"]) != shown
