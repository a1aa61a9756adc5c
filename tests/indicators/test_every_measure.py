"""Every measure of the catalog has numbers: on the made-up city, and on New Haven where the real tables are at hand."""

import json
from pathlib import Path

import pandas as pd
import pytest

from communities.demo import city
from indicators.catalog import MEASURES, is_pool, members, variables
from indicators.compute import estimates
from indicators.measure import Measure
from indicators.store import Store
from tests.indicators.tables import RealSurvey, areas

KEY = "0123456789abcdef0123456789abcdef01234567"
DEMO = Path(city.__file__).parent
SHOWN = ("published", "range")
NEW_HAVEN, CONNECTICUT = ("county_subdivision", "0917052070", 2023), ("state", "09", 2023)


@pytest.fixture(scope="module")
def store(whole_demo: Path) -> Store:
    """The made-up city with the whole catalog."""
    return Store.open(whole_demo)


def numbers(store: Store, measure: Measure) -> pd.DataFrame:
    rows = store.rows(measure.id)
    return rows[rows["status"].isin(SHOWN)]


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.id)
def test_a_measure_has_numbers_in_the_made_up_city(store: Store, measure: Measure) -> None:
    found = numbers(store, measure)
    assert len(found), f"{measure.id} has no number at any level. Declare its tables in communities/demo/."
    assert set(measure.schemes) <= set(found["scheme"])
    exact = found.loc[found["status"] == "published", "value"]
    assert (exact >= 0).all()
    if measure.unit == "percent":
        assert (exact <= 100).all()


@pytest.mark.parametrize("measure", [m for m in MEASURES.values() if m.source == "acs5"], ids=lambda m: m.id)
def test_a_survey_measure_has_a_number_for_everyone_beyond_the_city(store: Store, measure: Measure) -> None:
    found = numbers(store, measure)
    newest = found[(found["period_end"] == 2023) & (found["group"] == "all")]
    assert {"county", "state", "us"} & set(measure.levels) <= set(newest["level"])
    assert newest.loc[newest["status"] == "published", "moe"].notna().all()


def test_the_shares_of_the_made_up_city_are_neither_none_nor_all(store: Store) -> None:
    for measure in MEASURES.values():
        if measure.source == "acs5" and measure.unit == "percent" and measure.id != "population_share":
            found = numbers(store, measure)
            values = found.loc[(found["level"] == "county_subdivision") & (found["group"] == "all"), "value"]
            assert values.between(0.2, 99.8).all(), measure.id
            assert len(set(values)) > 1, f"{measure.id} is the same in every year"


def test_the_made_up_partner_has_small_groups_that_stand_together_and_by_themselves_for_the_city(store: Store) -> None:
    rows = numbers(store, MEASURES["program_children"]).query("scheme == 'race_ethnicity'")
    near, city = (set(rows.loc[rows["level"] == lv, "group"]) for lv in ("neighborhood", "county_subdivision"))
    (pool,) = filter(is_pool, near)
    assert len(members(pool)) >= 2
    assert not near & set(members(pool))
    assert set(members(pool)) <= city
    assert (store.audit()["open"], store.audit()["pooled"] > 0) == ([], True)


def test_no_count_of_the_partner_is_hidden_in_one_measure_and_shown_in_the_other(store: Store) -> None:
    key = ["level", "geoid", "scheme", "group", "period_end"]
    both = store.rows("program_reach").merge(store.rows("program_children"), on=key, suffixes=("", "_too"))
    hidden, told = both["status"] == "suppressed", both["status_too"] == "published"
    assert hidden.any()
    assert not (hidden & told).any()
    assert not ((both["status_too"] == "suppressed") & both["numerator"].notna()).any()


# Lines that entries on the real tables read, with the end of the real label of each.
LABELS = {
    "young_children": {"B01001_003": "Male!!Under 5 years", "B01001_027": "Female!!Under 5 years"},
    "school_age_children": {
        "B01001_004": "Male!!5 to 9 years",
        "B01001_005": "Male!!10 to 14 years",
        "B01001_006": "Male!!15 to 17 years",
        "B01001_028": "Female!!5 to 9 years",
        "B01001_029": "Female!!10 to 14 years",
        "B01001_030": "Female!!15 to 17 years",
    },
    "young_adults": {
        "B01001_007": "Male!!18 and 19 years",
        "B01001_008": "Male!!20 years",
        "B01001_009": "Male!!21 years",
        "B01001_010": "Male!!22 to 24 years",
        "B01001_031": "Female!!18 and 19 years",
        "B01001_032": "Female!!20 years",
        "B01001_033": "Female!!21 years",
        "B01001_034": "Female!!22 to 24 years",
    },
    "naturalized": {"B05001_005": "U.S. citizen by naturalization"},
    "large_households_no_vehicle": {"B08201_026": "4-or-more-person household!!No vehicle available"},
}
WHOLE = {
    "young_children": {"B01001_001": "Total"},
    "school_age_children": {"B01001_001": "Total"},
    "young_adults": {"B01001_001": "Total"},
    "naturalized": {"B05001_005": "U.S. citizen by naturalization", "B05001_006": "Not a U.S. citizen"},
    "large_households_no_vehicle": {"B08201_025": "4-or-more-person household"},
}


def label(shared: Path, line: str) -> str:
    described = json.loads((shared / "upstream" / "data" / "acs" / "meta_2023.json").read_text())
    words = described[f"groups/{line.partition('_')[0]}.json"]["variables"][f"{line}E"]["label"]
    return words.replace(":", "").removeprefix("Estimate!!").removeprefix("Total!!")


@pytest.fixture(scope="module")
def survey(shared: Path) -> RealSurvey:
    return RealSurvey(shared, 2023, sorted({v for m in MEASURES.values() if m.source == "acs5" for v in variables(m)}))


@pytest.fixture(scope="module")
def computed(survey: RealSurvey) -> pd.DataFrame:
    """New Haven and Connecticut, every measure whose lines for everyone the real tables have."""
    held = set(survey.lines)
    whole = [m for m in MEASURES.values() if m.source == "acs5" and set(variables(m)) <= held]
    observed = survey.observations()
    places = {NEW_HAVEN[:2], CONNECTICUT[:2]}
    here = [key in places for key in zip(observed["level"], observed["geoid"], strict=True)]
    return estimates(whole, observed[here], areas(NEW_HAVEN, CONNECTICUT), {})


@pytest.mark.real
@pytest.mark.parametrize("measure", LABELS)
def test_a_new_measure_says_of_new_haven_what_the_labels_of_the_real_tables_say(
    shared: Path, survey: RealSurvey, computed: pd.DataFrame, measure: str
) -> None:
    assert {line: label(shared, line) for line in LABELS[measure]} == LABELS[measure]
    assert {line: label(shared, line) for line in WHOLE[measure]} == WHOLE[measure]
    assert set(variables(MEASURES[measure])) == {*LABELS[measure], *WHOLE[measure]}
    for level, geoid, _ in (NEW_HAVEN, CONNECTICUT):
        part, whole = (
            sum(survey.cell(level, geoid, line)[0] for line in lines) for lines in (LABELS[measure], WHOLE[measure])
        )
        row = computed[(computed["measure"] == measure) & (computed["geoid"] == geoid)].iloc[0]
        assert row["value"] == pytest.approx(100 * part / whole)
        assert 0 < row["value"] < 60


@pytest.mark.real
def test_older_adults_are_the_group_of_the_same_age(computed: pd.DataFrame) -> None:
    groups = computed[(computed["measure"] == "population_share") & (computed["group"] == "65_and_over")]
    shares = computed[computed["measure"] == "older_adults"]
    assert shares.set_index("geoid")["value"].to_dict() == groups.set_index("geoid")["value"].to_dict()
