"""Students enrolled by race: row U10 of the list of hostile answers, and the publisher's real figures."""

from pathlib import Path
from typing import Any

import pytest

from sources import ccd
from sources.cache import Cache
from sources.errors import Drift
from sources.session import Session
from sources.urban_observations import Observations, Wanted
from tests.sources.portal import Portal, as_json
from tests.sources.test_urban import listed

TEMPLATE = "/api/v1/school-districts/ccd/enrollment/{year}/{grade}/race/"


def row(race: int, enrollment: int | None, **more: Any) -> dict[str, Any]:
    """One row as the portal sends it."""
    return {
        "year": 2022,
        "leaid": "0902790",
        "fips": 9,
        "grade": 99,
        "race": race,
        "sex": 99,
        "enrollment": enrollment,
    } | more


def read(folder: Path, *rows: dict[str, Any], leaids: tuple[str, ...] = ()) -> Observations:
    """Enrollment of 2022-23 from these rows."""
    answer = as_json({"count": len(rows), "next": None, "results": list(rows)})
    made_up = Portal({"api-endpoints": listed("1986–2024", template=TEMPLATE), "enrollment": answer})
    return ccd.enrollment(*made_up.open(folder), [2022], Wanted("09", leaids=leaids))


def test_u10_everyone_is_the_publishers_total_and_not_the_sum(tmp_path: Path) -> None:
    found = read(tmp_path, row(99, 100), row(1, 40), row(2, 50), row(3, None))
    assert found.rows.set_index("group")["estimate"].to_dict() == pytest.approx(
        {"all": 100, "white": 40, "black": 50, "latino": float("nan")}, nan_ok=True
    )
    assert found.rows["scheme"].tolist() == ["all", *["race_ethnicity"] * 3]
    assert found.problems == [
        "Common Core of Data, fall of 2022: in 1 of 1 district the groups do not add up to everyone."
    ]


def test_u10_groups_that_add_up_need_no_word(tmp_path: Path) -> None:
    assert read(tmp_path, row(99, 90), row(1, 40), row(2, 50)).problems == []


def test_u10_rows_by_sex_or_grade_are_not_counted_again(tmp_path: Path) -> None:
    found = read(
        tmp_path, row(99, 90), row(99, 45, sex=1), row(99, 45, sex=2), row(99, 30, grade=-1), row(99, 60, grade=1)
    )
    assert found.rows["estimate"].tolist() == [90]


def test_u10_a_race_the_portal_does_not_declare_stops(tmp_path: Path) -> None:
    with pytest.raises(Drift, match=r"\['12'\]"):
        read(tmp_path, row(99, 90), row(12, 40))


def test_u06_codes_are_a_reason_and_never_a_count(tmp_path: Path) -> None:
    found = read(tmp_path, row(99, -1), row(1, -2), row(2, -3)).rows.set_index("group")
    assert found["status"].to_dict() == {
        "all": "not_reported",
        "white": "not_applicable",
        "black": "suppressed_at_source",
    }
    assert found["estimate"].isna().all()


def test_only_the_wanted_districts_are_used(tmp_path: Path) -> None:
    other = row(99, 7, leaid=900270)
    assert read(tmp_path, row(99, 90), other, leaids=("0900270",)).rows["geoid"].tolist() == ["0900270"]


def test_a_row_without_district_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Drift, match="1 rows have no leaid"):
        read(tmp_path, row(99, 90), row(99, 7, leaid=None))


@pytest.mark.real
def test_new_havens_enrollment_equals_the_publishers(upstream: Any, tmp_path: Path) -> None:
    with Session(mirror=upstream.base_url) as session:
        found = ccd.enrollment(session, Cache(tmp_path), [2022, 2023], Wanted("09", leaids=("0902790",)))
        again = ccd.enrollment(session, Cache(tmp_path), [2022, 2023], Wanted("09", leaids=("0902790",)))
    rows = found.rows.set_index(["period_end", "group"])["estimate"]
    assert (rows[(2023, "all")], rows[(2023, "black")], rows[(2023, "latino")]) == (19150, 6586, 9281)
    assert (rows[(2024, "all")], rows[(2024, "nhpi")]) == (18966, 6)
    assert len(rows) == 16
    assert "in 1 of 1 district" in found.problems[0]
    assert again.rows.equals(found.rows)
    asked = [entry["url"] for entry in upstream.log]
    assert len([url for url in asked if "api-endpoints" in url]) == 2
    assert len([url for url in asked if "enrollment" in url]) == 4  # two pages a year, once
