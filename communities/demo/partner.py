"""A made-up partner's file: children served in its preschool rooms, by neighborhood, sex and race, as the template asks."""

import csv
import io
import zlib
from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from communities.demo import city
from communities.demo.people import allocate, tables

FILE = "prek_seats.csv"
HEADER = ("measure", "level", "geoid", "scheme", "group", "period_start", "period_end", "value", "unit", "people")
# School years by the survey vintage whose children they are drawn from. The demo's people are the same in every run.
YEARS = (2021, 2022, 2023)
OF_UNDER_5 = 0.4  # ages 3 and 4
NEW_ROOM = "north-beacon"  # where few find the room yet
MEN, WOMEN = 2, 26  # where B01001's youngest age stands, by sex
# Where B03002 counts each group; families of the small ones find the partner's rooms more often.
RACES = {"aian": 4, "asian": 5, "black": 3, "latino": 11, "nhpi": 6, "white": 2, "two": 8}
MORE_OFTEN = {"aian": 8.0, "nhpi": 12.0}
Split = tuple[str, str]  # scheme, group
Row = tuple[str, str, str, str, float]  # level, geoid, scheme, group, children served


def text() -> str:
    """The file; the same text every time."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for year in YEARS:
        for level, geoid, scheme, group, served in _rows(year):
            period = (year - 1, year)
            writer.writerow(("prek_seats.served", level, geoid, scheme, group, *period, f"{served:.0f}", "count", ""))
    return out.getvalue()


def _rows(year: int) -> list[Row]:
    """Every neighborhood with people, then the city, whose children are the sum of theirs."""
    rows: list[Row] = []
    totals: dict[Split, float] = defaultdict(float)
    residents = _of_neighborhoods(year, "B03002")
    for neighborhood, young in _of_neighborhoods(year, "B01001").items():
        reach = (
            (0.12 if neighborhood == NEW_ROOM else 0.3)
            + 0.03 * (zlib.crc32(neighborhood.encode()) % 9)
            + 0.01 * (year - YEARS[0])
        )
        served: dict[Split, float] = {
            ("sex", sex): round(reach * OF_UNDER_5 * young[line]) for sex, line in (("female", WOMEN), ("male", MEN))
        }
        served |= _by_race(round(sum(served.values())), residents[neighborhood])
        rows += _place("neighborhood", neighborhood, served)
        for split, children in served.items():
            totals[split] += children
    town = city.TOWNS[city.CITY]
    return [*rows, *_place("county_subdivision", f"{city.STATE}{town.county(year)}{town.code}", totals)]


def _by_race(served: int, residents: np.ndarray) -> dict[Split, float]:
    """The children of a neighborhood by group; together they are all of them."""
    weights = np.array([residents[line] * MORE_OFTEN.get(group, 1.0) for group, line in RACES.items()])
    children = allocate(np.array([served]), weights)[0].tolist()
    return {("race_ethnicity", group): float(n) for group, n in zip(RACES, children, strict=True)}


def _place(level: str, geoid: str, served: Mapping[Split, float]) -> list[Row]:
    by_group: list[Row] = [(level, geoid, *split, children) for split, children in served.items()]
    return [(level, geoid, "all", "all", sum(n for (scheme, _), n in served.items() if scheme == "sex")), *by_group]


def _of_neighborhoods(year: int, table: str) -> dict[str, np.ndarray]:
    """Lines of a table by neighborhood, over the tracts' shares of 2022, which the demo's people are kept by."""
    counts = tables(year)[table]
    rows = {tract.code: n for n, tract in enumerate(city.TRACTS)}
    found: dict[str, np.ndarray] = {}
    for neighborhood, tract, weight in city.crosswalk(city.CHANGE):
        found[neighborhood] = found.get(neighborhood, 0.0) + weight * counts[rows[tract[5:]]]
    return found
