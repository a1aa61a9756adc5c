"""How far each neighborhood leans on tracts that are divided by weight: what a crosswalk takes for granted, stated as a share."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

# Publishers round weights: a tract that lies in one neighborhood to 99 percent counts as lying in it whole.
WHOLE = 0.99
# Totals of tables about households, any of which counts the same ones; else of residents.
HOUSEHOLDS = ("B25003_001", "B11001_001", "B19001_001", "B08201_001", "B22003_001", "B28002_001")
RESIDENTS = ("B01003_001", "B01001_001", "B03002_001")


def statement(crosswalks: Mapping[int, pd.DataFrame], observations: pd.DataFrame) -> dict[str, Any]:
    """By vintage: of whom the shares are ("households", "residents"), and of each neighborhood its share and who it shares with.

    `percent` is how many of the neighborhood's households lie in tracts that are divided, 0 to 100; None where a tract's number is
    not known. A vintage whose tables count neither households nor residents is left out.
    """
    found = {}
    for vintage, crosswalk in crosswalks.items():
        universe, sizes = _sizes(observations[observations["vintage"] == vintage])
        if universe:
            found[str(vintage)] = {"universe": universe, "neighborhoods": _of_neighborhoods(crosswalk, sizes)}
    return found


def _sizes(rows: pd.DataFrame) -> tuple[str, "pd.Series[float]"]:
    """Of whom, and their number by tract, from the first table that counts them."""
    tracts = rows[(rows["source"] == "acs5") & (rows["level"] == "tract")]
    for universe, lines in (("households", HOUSEHOLDS), ("residents", RESIDENTS)):
        for line in lines:
            counted = tracts[tracts["variable"] == line]
            if len(counted):
                return universe, counted.set_index("geoid")["estimate"]
    return "", pd.Series(dtype="float64")


def _of_neighborhoods(crosswalk: pd.DataFrame, sizes: "pd.Series[float]") -> dict[str, Any]:
    rows = crosswalk.assign(
        size=crosswalk["weight"] * crosswalk["from_geoid"].map(sizes).astype("float64"),
        divided=crosswalk.groupby("from_geoid")["weight"].transform("max") < WHOLE,
    )
    by_tract = rows[rows["divided"]].groupby("from_geoid")["to_geoid"].agg(set)
    found = {}
    for neighborhood, parts in rows.groupby("to_geoid", sort=True):
        whole, divided = parts["size"].sum(skipna=False), parts.loc[parts["divided"], "size"].sum(skipna=False)
        percent = round(100 * float(divided) / float(whole), 1) if whole > 0 else None
        shared = set().union(*by_tract.reindex(parts.loc[parts["divided"], "from_geoid"].unique()))
        found[str(neighborhood)] = {"percent": percent, "with": sorted(shared - {neighborhood})}
    return found
