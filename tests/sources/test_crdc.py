"""The Civil Rights Data Collection's schools: what is counted, whose ids have letters, and pages that fail for a while."""

from pathlib import Path
from typing import Any

import pytest

from sources import crdc
from sources.errors import Drift, NotPublished, Unavailable
from sources.urban_observations import Observations
from tests.sources.acs_recorded import HTML_TYPE, Reply
from tests.sources.portal import Portal, as_json
from tests.sources.test_urban import listed
from tests.sources.test_urban_counts import row

DOWN = Reply(503, b"<html>API currently unavailable</html>", HTML_TYPE)


def answer(*rows: dict[str, Any]) -> Reply:
    return as_json({"count": len(rows), "next": None, "previous": None, "results": list(rows)})


def read(folder: Path, topic: str, pages: dict[str, Reply], *years: int, leaids: tuple[str, ...] = ()) -> Observations:
    """The topic's observations, from these answers by a part of their address."""
    path = crdc.TOPICS[topic].path.replace("grade-99", "{grade}")
    made_up = Portal(
        {"api-endpoints": listed("2011, 2013, 2015, 2017, 2020, 2021", template=f"/api/v1/{path}"), **pages}
    )
    return crdc.observations(*made_up.open(folder), topic, years or (2021,), ("09", leaids))


COLUMNS = [
    ("enrollment", {"enrollment_crdc": 310}, {"crdc.enrollment": 310}),
    ("chronic_absence", {"students_chronically_absent": 41, "homeless": None}, {"crdc.chronically_absent": 41}),
    ("advanced_placement", {"enrl_AP": 12}, {"crdc.advanced_placement": 12}),
    ("advanced_placement", {"enrl_ap": 12}, {"crdc.advanced_placement": 12}),
    ("retention", {"students_retained": 3, "grade": 99}, {"crdc.held_back": 3}),
    (
        "discipline",
        {
            "students_susp_in_sch": 9, "students_susp_out_sch_single": 8, "students_susp_out_sch_multiple": 7,
            "students_referred_law_enforce": 2, "students_arrested": 1,
        },
        {
            "crdc.suspended_in_school": 9, "crdc.suspended_once": 8, "crdc.suspended_more_than_once": 7,
            "crdc.referred_to_police": 2, "crdc.arrested": 1,
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "columns", "expected"), COLUMNS)
def test_each_topic_is_read_by_its_own_columns(
    tmp_path: Path, topic: str, columns: dict[str, Any], expected: dict[str, int]
) -> None:
    found = read(tmp_path, topic, {"crdc": answer(row(**columns))})
    assert found.rows.set_index("variable")["estimate"].to_dict() == expected
    assert set(found.rows["geoid"]) == {"090279000551"}
    assert set(found.rows["level"]) == {"school"}
    assert set(zip(found.rows["period_start"], found.rows["period_end"], strict=True)) == {(2021, 2022)}
    assert found.problems == []


def test_u04_no_topic_is_asked_without_its_groups_in_the_path() -> None:
    assert all(topic.path.endswith("/race/sex/") for topic in crdc.TOPICS.values())
    assert "disability/race/sex" in crdc.TOPICS["discipline"].path


def test_u08_ids_keep_zeros_and_letters_and_a_school_without_one_is_told(tmp_path: Path) -> None:
    rows = [
        row(enrollment_crdc=1, ncessch=90279000551, leaid=902790),
        row(enrollment_crdc=2, ncessch="0902790D0551", leaid="09D2790", crdc_id="09D27900D551"),
        row(enrollment_crdc=3, ncessch=None, crdc_id="09JJ00000001"),
    ]
    found = read(tmp_path, "enrollment", {"crdc": answer(*rows)})
    assert found.rows.set_index("geoid")["estimate"].to_dict() == {"090279000551": 1, "0902790D0551": 2}
    assert "1 rows have no ncessch" in found.problems[0]
    mine = read(tmp_path / "mine", "enrollment", {"crdc": answer(*rows)}, leaids=("09D2790",))
    assert mine.rows["geoid"].tolist() == ["0902790D0551"]


def test_u10_students_are_counted_once_by_race_by_sex_and_by_both(tmp_path: Path) -> None:
    rows = [
        row(enrollment_crdc=50),
        row(enrollment_crdc=20, race=2),
        row(enrollment_crdc=24, sex=2),
        row(enrollment_crdc=9, race=2, sex=2),
        row(enrollment_crdc=8, disability=1),
        row(enrollment_crdc=4, race=2, lep=1),
    ]
    found = read(tmp_path, "enrollment", {"crdc": answer(*rows)}).rows
    assert found.set_index(["scheme", "group"])["estimate"].to_dict() == {
        ("all", "all"): 50,
        ("race_ethnicity", "black"): 20,
        ("sex", "female"): 24,
        ("race_ethnicity_by_sex", "black.female"): 9,
    }


def test_u06_withheld_counts_are_a_reason_and_never_a_number(tmp_path: Path) -> None:
    rows = [row(enrollment_crdc=-3), row(enrollment_crdc=-1, race=1), row(enrollment_crdc=-2, race=2)]
    found = read(tmp_path, "enrollment", {"crdc": answer(*rows)}).rows.set_index("group")
    assert found["status"].to_dict() == {
        "all": "suppressed_at_source",
        "white": "not_reported",
        "black": "not_applicable",
    }
    assert found["estimate"].isna().all()


def test_u04_a_year_whose_page_fails_is_told_and_the_others_are_kept(tmp_path: Path) -> None:
    pages = {"/2017/": DOWN, "crdc": answer(row(students_retained=3, grade=99, year=2015))}
    found = read(tmp_path, "retention", pages, 2015, 2017)
    assert found.rows["period_start"].tolist() == [2015]
    assert "/2017/" in found.problems[0]
    assert "this year is missing" in found.problems[0]


def test_u04_when_every_year_fails_it_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        read(tmp_path, "retention", {"crdc": DOWN}, 2015, 2017)


def test_u09_a_year_without_a_collection_is_not_asked_for(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="Choose a listed year"):
        read(tmp_path, "enrollment", {"crdc": answer()}, 2019)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"enrollment": 1}, "enrollment_crdc"),
        ({"enrollment_crdc": 1, "disability": 4}, "no row speaks of everyone"),
        ({"enrollment_crdc": 1, "race": 14}, "codes not known"),
        ({"enrollment_crdc": "fewer than 10"}, "neither a number"),
    ],
)
def test_u06_a_changed_page_is_drift(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(Drift, match=said):
        read(tmp_path, "enrollment", {"crdc": answer(row(**changed))})


def test_u02_a_school_with_two_numbers_for_one_group_is_left_out(tmp_path: Path) -> None:
    rows = [row(enrollment_crdc=5), row(enrollment_crdc=6), row(enrollment_crdc=7, ncessch="090279000552")]
    found = read(tmp_path, "enrollment", {"crdc": answer(*rows)})
    assert found.rows["geoid"].tolist() == ["090279000552"]
    assert "1 place has a group twice and is not used, e.g. 090279000551" in found.problems[0]


def test_u03_a_state_without_rows_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "enrollment", {"crdc": answer()})
    assert found.rows.empty
    assert "no rows in state 09" in found.problems[0]
