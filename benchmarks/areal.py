"""Apportionment beside tobler's area-weighted interpolation on the same tracts and neighborhoods; every difference is explained.

    uv run --no-project --python 3.11 --with "tobler==0.13.0" --with "pandas<3" --with pyarrow python -m benchmarks.areal [SHARED]

tobler is no dependency of this project: the command above puts it into an environment of its own (with pandas 3 it cannot read a
missing number). Without SHARED the made-up
city is used; with it (the folder of real data) also New Haven.
"""

import math
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy import sparse
from tobler.area_weighted import area_interpolate  # pyright: ignore[reportMissingImports] - in an environment of its own, see above

from communities.demo import city, lattice, people
from geo import apportion, boundaries, crosswalk
from geo import community as communities

DEMO = Path(city.__file__).parent
MEDIAN = 60_000.0
EXACT = 1e-6  # relative; both cut the same shapes and add up the same areas, in another order
EDGE = (
    1e-3  # of a tract's area: slivers of boundaries that two publishers drew, which tobler shares out and we leave out
)


@dataclass(frozen=True)
class Case:
    """Tracts with their people, neighborhoods, and the community's own crosswalk between them, all in meters."""

    name: str
    tracts: gpd.GeoDataFrame  # geoid, people, geometry
    neighborhoods: gpd.GeoDataFrame  # geoid, geometry
    walk: pd.DataFrame

    def areas(self) -> sparse.csr_array:
        """Neighborhoods × tracts: the part of each tract's land that lies in each neighborhood."""
        rows = [
            self.tracts.geometry.intersection(shape).area / self.tracts.area for shape in self.neighborhoods.geometry
        ]
        return sparse.csr_array(np.array(rows))

    def households(self) -> sparse.csr_array:
        """The same by the crosswalk's weights."""
        return crosswalk.matrix(self.walk, self.tracts["geoid"].tolist(), self.neighborhoods["geoid"].tolist())


def demo() -> Case:
    """The made-up city in vintage 2023."""
    rows = people.tables(2023)["B01001"][:, 0]
    inside = [(n, tract) for n, tract in enumerate(city.TRACTS) if tract.town == city.CITY]
    frame = gpd.GeoDataFrame(
        {
            "geoid": [city.tract_geoid(tract.code, tract.town, 2023) for _, tract in inside],
            "people": [float(rows[n]) for n, _ in inside],
        },
        geometry=[lattice.area(tract.cells) for _, tract in inside],
        crs=boundaries.WGS84,
    )
    return _case("made-up city", DEMO, frame, 2023)


def new_haven(shared: Path) -> Case:
    """Real tracts, people and neighborhoods, ACS 2018-2022."""
    drawn = boundaries.from_cartographic(shared / "upstream/data/geo/cb_2022_09_tract_500k.zip", "tract", 2022)
    counted = pd.read_parquet(shared / "upstream/data/acs/acs5_2022.parquet").query("level == 'tract'")
    sizes = dict(zip(counted["geoid"], counted["B01001_001E"].astype(float), strict=True))
    folder = shared / "communities" / "new-haven"
    walk = crosswalk.for_vintage(communities.read(folder), 2022)
    used = drawn[drawn["geoid"].isin(set(walk["from_geoid"]))].reset_index(drop=True)
    return _case("New Haven", folder, used.assign(people=used["geoid"].map(sizes)), 2022)


def _case(name: str, folder: Path, tracts: gpd.GeoDataFrame, vintage: int) -> Case:
    community = communities.read(folder)
    metric = tracts.estimate_utm_crs()
    near = boundaries.neighborhoods(community)[["geoid", "geometry"]]
    return Case(name, tracts.to_crs(metric), near.to_crs(metric), crosswalk.for_vintage(community, vintage))


def tobler(case: Case, column: str = "people", *, whole: bool = False, middle: bool = False) -> np.ndarray:
    """tobler's numbers; `whole` shares out all of a tract even where part of it lies in no neighborhood, its default."""
    kind = {"intensive_variables": [column]} if middle else {"extensive_variables": [column]}
    return area_interpolate(case.tracts, case.neighborhoods, allocate_total=whole, **kind)[column].to_numpy()


def ours(case: Case, weights: sparse.csr_array) -> np.ndarray:
    """Our numbers; not a number where no tract has a weight."""
    return apportion.counts(weights, case.tracts[["people"]].to_numpy())[:, 0]


def _slack(case: Case) -> float:
    """People that the order of additions may move."""
    return EXACT * float(case.tracts["people"].sum())


def report(case: Case) -> None:
    """Print each comparison with its reason. Raises AssertionError where a difference is not the one explained."""
    by_area, theirs = ours(case, case.areas()), tobler(case)
    by_households = ours(case, case.households())
    print(f"\n{case.name}: {len(case.tracts)} tracts, {len(case.neighborhoods)} neighborhoods")
    _same_by_area(case, by_area, theirs)
    _by_households(case, by_households, theirs)
    _default(case, theirs)
    _missing(case, theirs)
    _medians(case)
    print("6 margins: tobler has none; ours are the Bureau's for weighted sums.")


def _same_by_area(case: Case, by_area: np.ndarray, theirs: np.ndarray) -> None:
    off = float(np.nanmax(np.abs(by_area - theirs) / np.maximum(theirs, 1)))
    assert off < EXACT, off
    print(
        f"1 by area, the same weights: largest difference {off:.1e} of a neighborhood's people. The arithmetic is the same."
    )


def _by_households(case: Case, mine: np.ndarray, theirs: np.ndarray) -> None:
    """All of this difference is the weights': the same multiplication with (household - area) weights gives it back."""
    shift = (case.households() - case.areas()) @ case.tracts["people"].to_numpy()
    known = ~np.isnan(mine)
    assert np.allclose((mine - theirs)[known], shift[known], rtol=0, atol=_slack(case))
    off = 100 * np.abs(mine - theirs)[known] / mine[known]
    names = case.neighborhoods["geoid"].to_numpy()[known]
    most = ", ".join(f"{names[i]} {off[i]:.1f}%" for i in np.argsort(-off)[:3])
    print(
        f"2 by households, ours: median difference {np.median(off):.2f}%, most in {most}. tobler takes people as spread evenly "
        "over land, parks and water included; the crosswalk knows where homes are."
    )
    for name in case.neighborhoods["geoid"].to_numpy()[~known]:
        print(
            f"  {name}: no tract in the crosswalk, so ours is unknown; tobler gives {theirs[case.neighborhoods['geoid'] == name][0]:.1f}."
        )


def _default(case: Case, theirs: np.ndarray) -> None:
    total, spread = tobler(case, whole=True), case.areas()
    covered = np.asarray(spread.sum(axis=0))
    rescaled = spread @ sparse.diags_array(np.divide(1.0, covered, out=np.zeros_like(covered), where=covered > 0))
    assert np.allclose(total, rescaled @ case.tracts["people"].to_numpy(), rtol=0, atol=_slack(case))
    print(
        f"3 tobler's default (allocate_total) gives {abs(round(total.sum() - theirs.sum())):,} more people: those who live outside every "
        f"neighborhood are moved in ({int((covered < 1 - EDGE).sum())} tracts reach beyond). Ours leaves them out."
    )


def _missing(case: Case, theirs: np.ndarray) -> None:
    hidden = case.tracts.copy()
    hidden.loc[0, "people"] = math.nan
    blank = Case(case.name, hidden, case.neighborhoods, case.walk)
    with warnings.catch_warnings(category=UserWarning, action="ignore"):  # its word on the missing number, told below
        there = tobler(blank)
    mine = ours(blank, blank.areas())
    touched = np.isnan(mine)
    lost = theirs - there
    assert touched.any()
    assert (np.abs(lost[~touched]) < _slack(case)).all()
    print(
        f"4 one tract without a number: tobler warns and counts nobody there ({lost.sum():,.0f} people fewer); "
        f"ours has no number for the {int(touched.sum())} neighborhoods it reaches into."
    )


def _medians(case: Case) -> None:
    tracts = case.tracts.assign(median=MEDIAN + 1000 * np.arange(len(case.tracts)))
    averaged = tobler(Case(case.name, tracts, case.neighborhoods, case.walk), "median", middle=True)
    print(
        f"5 medians: tobler averages them by land ({np.nanmin(averaged):,.0f} to {np.nanmax(averaged):,.0f} here), which is the "
        "median of nobody. Ours refuses to add a median up, and reads it off the summed classes where the survey has them."
    )


def main() -> None:
    """Compare on the made-up city, and on New Haven where its folder is given."""
    report(demo())
    if len(sys.argv) > 1:
        report(new_haven(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
