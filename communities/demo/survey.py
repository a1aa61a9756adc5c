"""The made-up tables for every area of a vintage, as the Census Bureau writes them: text, with its signs for what it cannot say."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from communities.demo.city import CITY, STATE, STATE_NAME, TOWNS, TRACTS, WATER, code_in, tract_geoid
from communities.demo.further import Lines, Middle
from communities.demo.further import table as further_table
from communities.demo.people import tables
from communities.demo.profiles import residents

VINTAGES = range(2018, 2024)
MEDIAN = "B19013"
NOT_COMPUTED, NO_MARGIN = "-666666666", "-222222222"
TOP, OPEN_ENDED = "250001", "-333333333"
CONTROLLED = "-555555555"
CONTROLLED_LINES = {
    "B01003": (0,),
    "B01001": (0, 1, 25),
    "B03002": (0, 11),
}  # estimates the Bureau fixes from outside, by county and above
ZERO_MARGIN = 12
FEWEST = 30  # households or people, below which no median is computed
LEAST_MARGIN = 0.1  # of a median of very many, whose margin would be printed as none
ONE_DECIMAL = 1000.0  # medians below it are ages or minutes, told with one decimal
TOP_TRACT, SPARSE_TRACT = (
    "000600",
    "001900",
)  # its median is above the highest class; too few households answered in 2022


@dataclass(frozen=True)
class Area:
    """One area: its full identifier, its name, the rows of the made-up people's tables that it is the sum of."""

    geo_id: str
    name: str
    rows: tuple[int, ...]

    @property
    def summary(self) -> str:
        """The three digits of its level."""
        return self.geo_id[:3]


@cache
def areas(vintage: int) -> tuple[Area, ...]:
    """The nation, state, counties, county subdivisions and tracts of a vintage, ordered by identifier."""
    tract_rows = range(len(TRACTS))
    found = [
        Area("0100000US", "United States", (len(TRACTS),)),
        Area(f"0400000US{STATE}", STATE_NAME, tuple(tract_rows)),
    ]
    groups: dict[tuple[str, str], list[int]] = {}
    for n in tract_rows:
        tract, county = TRACTS[n], STATE + TOWNS[TRACTS[n].town].county(vintage)
        geoid = tract_geoid(code_in(tract, vintage), tract.town, vintage)
        for key in (("0500000US", county), ("0600000US", county + TOWNS[tract.town].code), ("1400000US", geoid)):
            groups.setdefault(key, []).append(n)
    water = STATE + TOWNS[CITY].county(vintage) + WATER
    groups["1400000US", water] = []
    found += [Area(prefix + geoid, f"{geoid}, {STATE_NAME}", tuple(rows)) for (prefix, geoid), rows in groups.items()]
    return tuple(sorted(found, key=lambda area: area.geo_id))


@dataclass(frozen=True)
class Sheet:
    """One table of a vintage: line names (B19013_001), estimates and margins as text, areas in rows."""

    lines: tuple[str, ...]
    estimate: np.ndarray
    moe: np.ndarray


@cache
def sheet(vintage: int, table: str) -> Sheet | None:
    """The table in this vintage; None where the survey has no such table or vintage."""
    if vintage not in VINTAGES:
        return None
    if table == MEDIAN:
        return _medians(vintage)
    if table not in tables(vintage):
        return _further(vintage, table)
    counts = _summed(vintage, tables(vintage)[table])
    moe = _margins(counts).astype(str)
    for row, area in enumerate(areas(vintage)):
        if area.summary in ("010", "040", "050"):
            moe[row, list(CONTROLLED_LINES.get(table, ()))] = CONTROLLED
    return Sheet(_names(table, counts.shape[1]), counts.astype(str), moe.astype(object))


def _summed(vintage: int, counts: np.ndarray) -> np.ndarray:
    return np.array([counts[list(area.rows)].sum(axis=0) for area in areas(vintage)])


def _further(vintage: int, table: str) -> Sheet | None:
    """A table that a file in further/ declares, with the lines it declares."""
    match further_table(vintage, table):
        case Lines(numbers, counts):
            estimate = _summed(vintage, counts)
            names = tuple(f"{table}_{n:03d}" for n in numbers)
            return Sheet(names, estimate.astype(str), _margins(estimate).astype(str).astype(object))
        case Middle(values, counts, also):
            times = {1: 1.0} | dict(also)
            cells = [[_middle(list(area.rows), values * t, counts) for t in times.values()] for area in areas(vintage)]
            names = tuple(f"{table}_{n:03d}" for n in times)
            return Sheet(names, *(np.array([[c[n] for c in row] for row in cells], dtype=object) for n in (0, 1)))
        case _:
            return None


def _names(table: str, lines: int) -> tuple[str, ...]:
    return tuple(f"{table}_{n:03d}" for n in range(1, lines + 1))


def _margins(counts: np.ndarray) -> np.ndarray:
    """Margins that grow with the root of the count, as a sample's do, with a fixed unevenness from line to line."""
    uneven = 0.88 + 0.02 * ((counts * 7 + np.arange(counts.shape[1]) * 3) % 13)
    return np.where(counts == 0, ZERO_MARGIN, np.rint(5.4 * uneven * np.sqrt(counts)) + 3).astype(np.int64)


def _medians(vintage: int) -> Sheet:
    """Median household income: of larger areas about that of their tracts; open above in one tract, not computed in another."""
    incomes, households = residents(vintage).income, tables(vintage)["B25003"][:, 0]
    cells = [_median(area, vintage, incomes, households) for area in areas(vintage)]
    return Sheet((f"{MEDIAN}_001",), *(np.array([[cell[n]] for cell in cells], dtype=object) for n in (0, 1)))


def _median(area: Area, vintage: int, incomes: np.ndarray, households: np.ndarray) -> tuple[str, str]:
    rows = list(area.rows)
    if not rows or (area.geo_id.endswith(SPARSE_TRACT) and area.summary == "140" and vintage == 2022):
        return NOT_COMPUTED, NO_MARGIN
    if area.summary == "140" and area.geo_id.endswith(TOP_TRACT):
        return TOP, OPEN_ENDED
    return _middle(rows, incomes, households)


def _middle(rows: list[int], values: np.ndarray, counts: np.ndarray) -> tuple[str, str]:
    """The median of some tracts together and its margin; the Bureau computes none where too few answered."""
    people = counts[rows].sum() if rows else 0
    if people < FEWEST:
        return NOT_COMPUTED, NO_MARGIN
    value = float(np.average(values[rows], weights=counts[rows]))
    digits = 1 if value < ONE_DECIMAL else 0
    margin = max(4.5 * value / np.sqrt(people) + value / 1000, LEAST_MARGIN)
    return f"{value:.{digits}f}", f"{margin:.{digits}f}"
