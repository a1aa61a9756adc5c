"""Colleges: students from abroad apart, the right entering class, and completions whose years the portal has shifted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sources import ipeds
from sources.errors import Drift
from sources.urban_observations import Observations
from tests.sources.acs_recorded import Reply
from tests.sources.portal import Portal
from tests.sources.test_crdc import answer
from tests.sources.test_urban import listed

YALE = {"unitid": 130794, "fips": 9, "race": 99, "sex": 99}


def read(
    folder: Path, ask: Callable[..., Observations], topic: ipeds.Topic, pages: dict[str, Reply], *years: int
) -> Observations:
    """What the function makes of these answers by a part of their address."""
    template = f"/api/v1/{topic.path}".replace("undergraduate", "{level_of_study}")
    made_up = Portal({"api-endpoints": listed("1996&ndash;2023", template=template), **pages})
    return ask(*made_up.open(folder), years or (2021,), ("09", ()))


def student(n: int | None, **columns: Any) -> dict[str, Any]:
    codes = {"ftpt": 99, "level_of_study": 1, "degree_seeking": 99, "class_level": 99}
    return YALE | codes | {"year": 2021, "enrollment_fall": n} | columns


def test_u10_undergraduates_are_counted_once_and_students_from_abroad_apart(tmp_path: Path) -> None:
    rows = [
        student(6500),
        student(2000, race=1),
        student(700, race=8),
        student(90, race=9),
        student(3300, sex=2),
        student(1050, race=1, sex=2),
        student(6400, ftpt=1),
        student(1700, class_level=1),
    ]
    found = read(tmp_path, ipeds.enrollment, ipeds.ENROLLMENT, {"fall-enrollment": answer(*rows)}).rows
    assert found.set_index(["scheme", "group"])["estimate"].to_dict() == {
        ("all", "all"): 6500,
        ("race_ethnicity", "white"): 2000,
        ("residency", "nonresident"): 700,
        ("race_ethnicity", "not_reported"): 90,
        ("sex", "female"): 3300,
        ("race_ethnicity_by_sex", "white.female"): 1050,
    }
    assert set(found["geoid"]) == {"130794"}
    assert set(found["level"]) == {"college"}


def cohort(rate: float | None, **columns: Any) -> dict[str, Any]:
    counts = {"completers_150pct": 970, "cohort_adj_150pct": 1000}
    codes = {"cohort_year": 2016, "institution_level": 4, "subcohort": 99}
    return YALE | codes | {"year": 2021, "completion_rate_150pct": rate} | counts | columns


def graduation(folder: Path, *rows: dict[str, Any]) -> Observations:
    return read(folder, ipeds.graduation, ipeds.GRADUATION, {"grad-rates": answer(*rows)})


def test_a_rate_is_in_percent_with_its_counts(tmp_path: Path) -> None:
    found = graduation(tmp_path, cohort(0.97), cohort(0.5, subcohort=2), cohort(None, race=6, cohort_adj_150pct=0)).rows
    everyone = found[found["group"] == "all"].set_index("variable")["estimate"].to_dict()
    assert everyone == {"ipeds.graduation.rate": 97, "ipeds.graduation.count": 970, "ipeds.graduation.cohort": 1000}
    assert found.set_index(["variable", "group"])["status"]["ipeds.graduation.rate", "nhpi"] == "not_reported"


def test_another_entering_class_is_told_and_not_used(tmp_path: Path) -> None:
    rows = [
        cohort(0.97),
        cohort(0.90, cohort_year=2017),
        cohort(0.30, unitid=128577, institution_level=2, cohort_year=2019),
        cohort(0.25, unitid=128577, institution_level=2, cohort_year=2018),
    ]
    found = graduation(tmp_path, *rows)
    rates = found.rows[found.rows["variable"] == "ipeds.graduation.rate"]
    assert rates.set_index("geoid")["estimate"].to_dict() == {"130794": 97, "128577": 30}
    assert "2 rows of another entering class" in found.problems[0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (cohort(97.0), "should be a fraction"),
        ({k: v for k, v in cohort(0.9).items() if k != "cohort_year"}, "cohort_year"),
        ({k: v for k, v in cohort(0.9).items() if k != "cohort_adj_150pct"}, "cohort_adj_150pct"),
    ],
)
def test_u06_a_changed_page_is_drift(tmp_path: Path, row: dict[str, Any], said: str) -> None:
    with pytest.raises(Drift, match=said):
        graduation(tmp_path, row)


def completers(folder: Path, *by_year: int) -> Observations:
    years = range(2018, 2018 + len(by_year))
    pages = {f"/{y}/": answer(YALE | {"year": y, "completers": n}) for y, n in zip(years, by_year, strict=True)}
    return read(folder, ipeds.completers, ipeds.COMPLETERS, pages, *years)


def test_u11_a_year_that_repeats_the_one_before_is_told_and_left_out(tmp_path: Path) -> None:
    found = completers(tmp_path, 4000, 4100, 4100, 4200)
    assert found.rows.set_index("period_start")["estimate"].to_dict() == {2018: 4000, 2019: 4100, 2021: 4200}
    assert found.problems == [
        "IPEDS completers: the portal's year 2020 repeats 2019; it is left out, and later years may be a year early."
    ]


def test_years_that_differ_are_all_kept(tmp_path: Path) -> None:
    found = completers(tmp_path, 4000, 4100, 4150)
    assert len(found.rows) == 3
    assert found.problems == []
