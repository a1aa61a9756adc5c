"""What a crosswalk takes for granted, as a share of each neighborhood's households."""

import pandas as pd

from indicators.crosswalk_error import statement

WALK = pd.DataFrame(
    [("t1", "ash", 1.0), ("t2", "ash", 0.25), ("t2", "bell", 0.75), ("t3", "bell", 0.995), ("t4", "cove", 0.5)],
    columns=["from_geoid", "to_geoid", "weight"],
)


def observed(variable: str, sizes: dict[str, float], vintage: int = 2023) -> pd.DataFrame:
    rows = [("acs5", "tract", variable, vintage, t, n) for t, n in sizes.items()]
    return pd.DataFrame(rows, columns=["source", "level", "variable", "vintage", "geoid", "estimate"])


def test_households_in_divided_tracts_as_a_share_of_all() -> None:
    """Ash: 100 of its own and a quarter of 400; Bell: three quarters of 400 and 700 of a tract that rounding took a little from."""
    sizes = {"t1": 100.0, "t2": 400.0, "t3": 700 / 0.995, "t4": 80.0}
    found = statement({2023: WALK}, observed("B25003_001", sizes))["2023"]
    assert found["universe"] == "households"
    assert found["neighborhoods"] == {
        "ash": {"percent": 50.0, "with": ["bell"]},
        "bell": {"percent": 30.0, "with": ["ash"]},
        "cove": {"percent": 100.0, "with": []},  # half of its only tract lies outside every neighborhood
    }


def test_residents_stand_in_where_no_table_counts_households() -> None:
    found = statement({2023: WALK}, observed("B01001_001", {"t1": 1, "t2": 1, "t3": 1, "t4": 1}))
    assert found["2023"]["universe"] == "residents"


def test_a_tract_whose_number_is_not_known_leaves_the_share_unknown() -> None:
    found = statement({2023: WALK}, observed("B25003_001", {"t1": 100, "t2": float("nan"), "t3": 5, "t4": 0}))
    assert [n["percent"] for n in found["2023"]["neighborhoods"].values()] == [None, None, None]


def test_a_vintage_that_counts_nobody_says_nothing() -> None:
    assert statement({2021: WALK, 2023: WALK}, observed("B25003_001", {"t1": 1}, 2023)).keys() == {"2023"}
