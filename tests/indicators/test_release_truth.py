"""The numbers the build knows behind the cells of a release: what counts as known, and what is left out."""

from typing import Any

import pandas as pd

from indicators.audit_relations import Cells, everything
from indicators.audit_rows import ROW
from indicators.catalog import MEASURES
from indicators.release_truth import truth
from tests.indicators.audited import ENROLLED, counted, of_place, rated


def known_of(rows: list[dict[str, Any]], behind: list[dict[str, Any]] | None = None) -> dict[str, int]:
    """The truth of rows that are all published, or with other estimates `behind` them."""
    estimates = pd.DataFrame(behind or rows)
    estimates["status"] = estimates["status"].replace("published", "estimated")
    _, cells = everything(pd.DataFrame(rows), MEASURES, 10, (), ())
    return {name.split(" (")[0]: number for name, number in truth(estimates, cells, MEASURES).items()}


def test_the_truth_of_a_count_is_its_value() -> None:
    assert known_of(counted({"aian": 4, "asian": 31}, ("aian",)), counted({"aian": 4, "asian": 31}, ())) == {
        "enrollment.count of all": 35,
        "enrollment.count of aian": 4,
        "enrollment.count of asian": 31,
    }


def test_the_truth_of_a_rate_is_part_size_and_others() -> None:
    numbers = {"value": 40.0, "numerator": 80.0, "denominator": 200.0}
    assert known_of(rated("graduation_4yr", {"all": numbers})) == {
        "graduation_4yr.count of all": 80,
        "graduation_4yr.cohort of all": 200,
        "graduation_4yr, the others of all": 120,
    }


def test_of_a_rate_without_its_size_the_part_is_known_and_of_one_alone_nothing() -> None:
    assert known_of(rated("chronic_absence", {"all": {"value": 10.0, "numerator": 30.0}})) == {
        "chronic_absence.count of all": 30
    }
    assert known_of(rated("college_enrollment", {"all": {"value": 61.0}})) == {}


def test_of_a_program_those_served_are_known_and_the_eligible_are_a_survey_s() -> None:
    row = of_place(
        "program_reach", "neighborhood", "ash-hill", {"value": 30.0, "numerator": 40.0, "denominator": 133.0}
    )
    assert known_of([row]) == {"prek_seats.served of all": 40}


def test_what_its_publisher_hid_is_not_known_here_either() -> None:
    rows = counted(ENROLLED, ())
    behind = [r | ({"status": "suppressed_at_source"} if r["group"] == "aian" else {}) for r in rows]
    assert "enrollment.count of aian" not in known_of(rows, behind)
    assert len(known_of(rows, behind)) == len(ENROLLED)


def test_a_cell_to_which_two_rows_give_different_numbers_is_left_out() -> None:
    def rows(second: float) -> list[dict[str, Any]]:
        shares = {"english_learners": (100.0, 400.0), "special_education": (60.0, second)}
        tables = [
            rated(measure, {"all": {"value": 20.0, "numerator": part, "denominator": size}})
            for measure, (part, size) in shares.items()
        ]
        return [row for one in tables for row in one]

    size = "educational_need.student_count of all"
    assert known_of(rows(400.0))[size] == 400
    assert size not in known_of(rows(400.0), rows(410.0))


def test_a_row_of_no_table_tells_nothing() -> None:
    row = counted({"aian": 4}, ())[0]
    estimates = pd.DataFrame([row | {"status": "estimated"}])
    assert truth(estimates, {}, MEASURES) == {}
    assert truth(estimates, {tuple(row[c] for c in ROW): Cells("x")}, MEASURES) == {"x": 4}
