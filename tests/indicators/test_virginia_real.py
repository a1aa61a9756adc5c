"""Charlottesville and Albemarle: tract income and schooling by race, half the cells missing, run through without one invented number."""

import csv
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from geo.tables import CROSSWALK
from indicators.catalog import MEASURES
from indicators.compute import estimates
from indicators.custom_area import combined
from indicators.measure import Count, Lines, Measure, Median, Share
from indicators.suppression.publish import publish
from indicators.tables import NUMBERS, check_published
from sources.acs_observations import api_column, assemble
from sources.acs_request import AcsRequest, Area
from tests.indicators.entries import entry
from tests.indicators.tables import areas

pytestmark = pytest.mark.real

LETTERS = {
    "All Households": "", "White": "A", "Black": "B", "American Indian and Alaska Native": "C", "Asian": "D", "NHPI": "E",
    "Other": "F", "Multiracial": "G", "White, Not Hispanic or Latino": "H", "Hispanic or Latino": "I",
}  # fmt: skip
GROUPS = {
    "aian": "C", "asian": "D", "black": "B", "latino": "I", "nhpi": "E", "other": "F", "two": "G", "white": "H",
}  # fmt: skip
# How the service writes "250,000 or more" and "less than 2,500"; the end that is known, and the one that is not.
OPEN_ENDED = {"250001": ("low", 250_000, "high"), "2499": ("high", 2_500, "low")}
# What the service sends where these files have NA: no estimate, no margin; and for a margin of an open-ended median.
NO_ESTIMATE, NO_MARGIN, OPEN = "-666666666", "-222222222", "-333333333"
INCOME = replace(
    MEASURES["poverty"],
    id="income",
    unit="dollars",
    formula=Median("B19013_001", groups={"race_alone": {g: f"B19013{x}_001" for g, x in GROUPS.items()}}),
    schemes=("race_alone",),
    levels=("neighborhood", "tract"),
)
Key = tuple[int, str, str]  # vintage, tract, letter of the table


@pytest.fixture(scope="module")
def income_cells(shared: Path) -> dict[Key, tuple[str, str]]:
    """Estimate and margin as the files have them, NA and all."""
    found = {}
    for place in ("cville", "alb"):
        for vintage in (2022, 2023):
            with (shared / "virginia" / f"{place}_med_hhinc_tract_{vintage}.csv").open(encoding="utf-8") as lines:
                for row in csv.DictReader(lines):
                    found[vintage, row["GEOID"], LETTERS[row["group"]]] = row["estimate"], row["moe"]
    return found


@pytest.fixture(scope="module")
def tracts(income_cells: dict[Key, tuple[str, str]]) -> list[str]:
    return sorted({tract for _, tract, _ in income_cells})


@pytest.fixture(scope="module")
def published(income_cells: dict[Key, tuple[str, str]], tracts: list[str]) -> pd.DataFrame:
    """Published rows of tract and neighborhood income, through the survey's own reading of its signs."""
    observed = pd.concat([_answer(income_cells, tracts, v, x) for v in (2022, 2023) for x in LETTERS.values()])
    return _published(INCOME, observed.reset_index(drop=True), tracts)


def _answer(cells: dict[Key, tuple[str, str]], tracts: list[str], vintage: int, letter: str) -> pd.DataFrame:
    texts = [_text(*cells[vintage, tract, letter]) for tract in tracts]
    table = f"B19013{letter}"
    columns = {
        "GEO_ID": [f"1400000US{tract}" for tract in tracts],
        api_column(f"{table}_001", "E"): [estimate for estimate, _ in texts],
        api_column(f"{table}_001", "M"): [margin for _, margin in texts],
    }
    area = Area("tract", "51", "540")
    request = AcsRequest(vintage, table, (f"{table}_001",), (area,))
    return assemble(request, [(area, pa.table(columns))], api_column)


def _text(estimate: str, margin: str) -> tuple[str, str]:
    if estimate == "NA":
        return NO_ESTIMATE, NO_MARGIN
    return estimate, OPEN if estimate in OPEN_ENDED else margin


def _published(measure: Measure, observed: pd.DataFrame, tracts: list[str]) -> pd.DataFrame:
    """Two made-up neighborhoods: whole tracts of the city, whole tracts of the county."""
    vintages = sorted(observed["vintage"].unique())
    wanted = [("tract", tract, v) for tract in tracts for v in vintages]
    wanted += [("neighborhood", name, 0) for name in ("city", "county")]
    walks = {v: _walk(tracts, v) for v in vintages}
    found, _ = publish({measure.id: estimates([measure], observed, areas(*wanted), walks)}, {measure.id: measure}, 10)
    return check_published(found)


def _walk(tracts: list[str], vintage: int) -> pd.DataFrame:
    rows = [(tract, "city" if tract.startswith("51540") else "county", 1.0) for tract in tracts]
    frame = pd.DataFrame(rows, columns=["from_geoid", "to_geoid", "weight"])
    return CROSSWALK.check(frame.assign(from_vintage=vintage, to_vintage=vintage, weight_basis="households"))


def _rows(published: pd.DataFrame, level: str) -> dict[tuple[int, str, str], dict[Any, Any]]:
    rows = published[published["level"] == level].to_dict("records")
    return {(int(r["period_end"]), str(r["geoid"]), str(r["group"])): r for r in rows}


def test_half_the_cells_are_missing(income_cells: dict[Key, tuple[str, str]]) -> None:
    missing = sum(estimate == "NA" for estimate, _ in income_cells.values())
    assert len(income_cells) == 820
    assert 0.45 < missing / len(income_cells) < 0.6


def test_every_missing_cell_ends_as_a_status(
    income_cells: dict[Key, tuple[str, str]], published: pd.DataFrame, tracts: list[str]
) -> None:
    rows = _rows(published, "tract")
    assert len(rows) == len(tracts) * 2 * (1 + len(GROUPS)), "no cell is left out"
    seen = set()
    for (vintage, tract, group), row in rows.items():
        estimate, margin = income_cells[vintage, tract, GROUPS.get(group, "")]
        assert row["status"] in _statuses(estimate, margin), (vintage, tract, group)
        if estimate == "NA":
            assert all(math.isnan(row[name]) for name in NUMBERS)
        seen.add(row["status"])
    assert seen == {"published", "too_uncertain", "not_reported", "range"}


def _statuses(estimate: str, margin: str) -> set[str]:
    if estimate == "NA":
        return {"not_reported"}
    if estimate in OPEN_ENDED:
        return {"range"}
    low = float(margin) / 1.645 / float(estimate) > 0.30
    return {"too_uncertain"} if low else {"published"}


def test_no_number_is_shown_that_the_survey_did_not_print(
    income_cells: dict[Key, tuple[str, str]], published: pd.DataFrame
) -> None:
    shown = 0
    for (vintage, tract, group), row in _rows(published, "tract").items():
        estimate, margin = income_cells[vintage, tract, GROUPS.get(group, "")]
        if row["status"] == "published":
            assert (row["value"], row["moe"]) == (float(estimate), float(margin))
            shown += 1
        elif row["status"] == "range":
            known, bound, unknown = OPEN_ENDED[estimate]
            assert (row[known], math.isnan(row[unknown]), math.isnan(row["value"])) == (bound, True, True)
        else:
            assert math.isnan(row["value"])
            assert math.isnan(row["moe"])
    assert shown > 150


def test_medians_are_never_put_together(published: pd.DataFrame, tracts: list[str]) -> None:
    """Neither by weight into a neighborhood nor by a reader's choice; not even where every part has a number."""
    near = published[published["level"] == "neighborhood"]
    assert len(near) == 2 * 2 * (1 + len(GROUPS))
    assert set(near["status"]) == {"not_available"}
    assert near[list(NUMBERS)].isna().all(axis=None)
    own = combined(INCOME, published[published["level"] == "tract"], tracts[:2])
    assert set(own["reason"]) == {"not_additive"}
    assert own["value"].isna().all()


@pytest.fixture(scope="module")
def schooling(shared: Path) -> list[dict[str, str]]:
    rows = []
    for place in ("cville", "alb"):
        with (shared / "virginia" / f"{place}_edu_attain_race_tract_2023.csv").open(encoding="utf-8") as lines:
            rows += list(csv.DictReader(lines))
    return [row for row in rows if row["race"] == "Black" and row["edu_level"] == "bachelors_up"]


def _counts(schooling: list[dict[str, str]], hidden: set[str]) -> pd.DataFrame:
    """Adults and those with a degree, of one group; the file has no margin for degrees, and `hidden` tracts have no number."""
    rows = []
    for row in schooling:
        known = row["GEOID"] not in hidden
        for variable, estimate, margin in (
            ("C15002B_001", row["group_total"], row["group_total_moe"]),
            ("C15002B_006", row["estimate"], "nan"),
        ):
            number = float(estimate) if known else math.nan
            rows.append(
                {
                    "variable": variable,
                    "geoid": row["GEOID"],
                    "estimate": number,
                    "moe": float(margin) if known else math.nan,
                }
                | {"status": "reported" if known else "not_reported"}
            )
    constant = {"source": "acs5", "vintage": 2023, "level": "tract", "scheme": "all", "group": "all"}
    years = {"period_start": 2019, "period_end": 2023, "low": math.nan, "high": math.nan, "n": math.nan}
    return pd.DataFrame(rows).assign(**constant, **years)


ADULTS = {"all": {"all": Lines(("C15002B_001",))}}
DEGREES = {"all": {"all": Lines(("C15002B_006",))}}


def test_a_sum_with_one_unknown_part_is_unknown(schooling: list[dict[str, str]], tracts: list[str]) -> None:
    city = [row for row in schooling if row["GEOID"].startswith("51540")]
    measure = entry("adults", Count(ADULTS), unit="people", levels=("neighborhood", "tract"))
    whole = _rows(_published(measure, _counts(schooling, set()), tracts), "neighborhood")
    assert whole[2023, "city", "all"]["value"] == sum(float(row["group_total"]) for row in city)
    one = {city[0]["GEOID"]}
    rows = _published(measure, _counts(schooling, one), tracts)
    near = _rows(rows, "neighborhood")
    assert near[2023, "city", "all"]["status"] == "not_reported"
    assert math.isnan(near[2023, "city", "all"]["value"])
    assert near[2023, "county", "all"]["value"] == whole[2023, "county", "all"]["value"]
    own = combined(measure, rows[rows["level"] == "tract"], [row["GEOID"] for row in city])
    assert own.iloc[0]["status"] in ("not_reported", "too_uncertain")
    assert math.isnan(own.iloc[0]["value"])


def test_a_share_whose_margin_nobody_gave_is_not_shown(schooling: list[dict[str, str]], tracts: list[str]) -> None:
    measure = entry("degrees", Share(DEGREES, ADULTS), levels=("neighborhood", "tract"))
    rows = _published(measure, _counts(schooling, set()), tracts)
    assert set(rows["status"]) <= {"too_uncertain", "not_available"}
    assert rows[["value", "moe", "numerator"]].isna().all(axis=None)
    nobody = {row["GEOID"] for row in schooling if row["group_total"] == "0"}
    absent = set(rows[(rows["level"] == "tract") & (rows["status"] == "not_available")]["geoid"])
    assert absent == nobody, "a share of nobody is not zero"
