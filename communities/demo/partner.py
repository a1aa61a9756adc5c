"""A made-up partner's file: children served in its preschool rooms, by neighborhood and sex, as the template asks."""

import csv
import io
import zlib
from collections import defaultdict
from collections.abc import Mapping

from communities.demo import city
from communities.demo.people import tables

FILE = "prek_seats.csv"
HEADER = ("measure", "level", "geoid", "scheme", "group", "period_start", "period_end", "value", "unit", "people")
# School years by the survey vintage whose children they are drawn from. The demo's people are the same in every run.
YEARS = (2021, 2022, 2023)
OF_UNDER_5 = 0.4  # ages 3 and 4
MEN, WOMEN = 2, 26  # where B01001's youngest age stands, by sex
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
    totals: dict[str, float] = defaultdict(float)
    for neighborhood, (boys, girls) in _under_5(year).items():
        reach = 0.12 + 0.03 * (zlib.crc32(neighborhood.encode()) % 9) + 0.01 * (year - YEARS[0])
        served = {"female": round(reach * OF_UNDER_5 * girls), "male": round(reach * OF_UNDER_5 * boys)}
        rows += _place("neighborhood", neighborhood, served)
        for sex, children in served.items():
            totals[sex] += children
    town = city.TOWNS[city.CITY]
    return [*rows, *_place("county_subdivision", f"{city.STATE}{town.county(year)}{town.code}", totals)]


def _place(level: str, geoid: str, served: Mapping[str, float]) -> list[Row]:
    by_sex: list[Row] = [(level, geoid, "sex", sex, children) for sex, children in served.items()]
    return [(level, geoid, "all", "all", sum(served.values())), *by_sex]


def _under_5(year: int) -> dict[str, tuple[float, float]]:
    """Boys and girls under 5 by neighborhood, over the tracts' shares of 2022, which the demo's people are kept by."""
    counts = tables(year)["B01001"]
    rows = {tract.code: n for n, tract in enumerate(city.TRACTS)}
    found: dict[str, tuple[float, float]] = {}
    for neighborhood, tract, weight in city.crosswalk(city.CHANGE):
        row = counts[rows[tract[5:]]]
        boys, girls = found.get(neighborhood, (0.0, 0.0))
        found[neighborhood] = boys + weight * row[MEN], girls + weight * row[WOMEN]
    return found
