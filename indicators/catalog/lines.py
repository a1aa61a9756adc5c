"""Table lines the entries are made of, and what every survey measure has in common."""

from collections.abc import Iterable
from itertools import pairwise

from indicators.measure import Bin, Lines

SURVEY_LEVELS = (
    "neighborhood",
    "tract",
    "zcta",
    "place",
    "county_subdivision",
    "school_district",
    "county",
    "state",
    "us",
)
PUBLISHED_LEVELS = SURVEY_LEVELS[1:]  # where only the publisher's own areas will do, as for a median
SCHOOL_LEVELS = ("school_district", "state")
SCHOOL_MINIMUM = 10
REVIEWED = "2026-11-21"

Groups = dict[str, dict[str, Lines]]


def lines(table: str, plus: Iterable[int], minus: Iterable[int] = ()) -> Lines:
    """Lines of one table by number: lines("B25003", [2]) is B25003_002."""
    return Lines(tuple(f"{table}_{n:03d}" for n in plus), tuple(f"{table}_{n:03d}" for n in minus))


def everyone(part: Lines) -> dict[str, Lines]:
    """The scheme `all`, which every formula has."""
    return {"all": part}


# B01001, sex by age: men in lines 3 to 25, women in the same order 24 lines further down.
AGES_OF_RESIDENTS = {
    "under_18": lines("B01001", [*range(3, 7), *range(27, 31)]),
    "18_to_64": lines("B01001", [*range(7, 20), *range(31, 44)]),
    "65_and_over": lines("B01001", [*range(20, 26), *range(44, 50)]),
}
SEXES_OF_RESIDENTS = {"female": lines("B01001", [26]), "male": lines("B01001", [2])}
RESIDENTS = lines("B01001", [1])

# B03002: race of people who are not Hispanic or Latino, then everyone who is.
RACES_OF_RESIDENTS = {
    "aian": lines("B03002", [5]),
    "asian": lines("B03002", [6]),
    "black": lines("B03002", [4]),
    "latino": lines("B03002", [12]),
    "nhpi": lines("B03002", [7]),
    "other": lines("B03002", [8]),
    "white": lines("B03002", [3]),
    "two": lines("B03002", [9]),
}
RESIDENTS_BY_RACE = lines("B03002", [1])

# B17024, age by income over the poverty line: ten age blocks of 13 lines; the first line of a block is its total.
_POVERTY_BLOCKS = {"under_18": range(2, 41, 13), "18_to_64": range(41, 106, 13), "65_and_over": range(106, 132, 13)}


def ages_by_income(first: int, last: int) -> dict[str, Lines]:
    """Lines `first` to `last` of each age block of B17024, by age group; line 0 is the block's total."""
    return {
        age: lines("B17024", [start + n for start in blocks for n in range(first, last + 1)])
        for age, blocks in _POVERTY_BLOCKS.items()
    }


# Tables repeated for one group, named by a letter: race alone, except that H is White and not Hispanic, and I anyone Hispanic.
ITERATIONS = {
    "aian": "C",
    "asian": "D",
    "black": "B",
    "latino": "I",
    "nhpi": "E",
    "other": "F",
    "white": "H",
    "two": "G",
}


def by_race(table: str, plus: Iterable[int], minus: Iterable[int] = ()) -> dict[str, Lines]:
    """The same lines of each repetition of a table, for the scheme `race_alone`: B17001B_002, B17001I_002 ..."""
    plus, minus = list(plus), list(minus)
    return {group: lines(table + letter, plus, minus) for group, letter in ITERATIONS.items()}


def classes(table: str, first: int, edges: Iterable[float]) -> tuple[Bin, ...]:
    """Classes of dollars from line `first` on, for the median of places put together: below the first edge, between edges, above.

    Edges are in thousands of dollars.
    """
    ends = [0.0, *(1000.0 * edge for edge in edges), None]
    return tuple(Bin(low or 0.0, high, f"{table}_{first + n:03d}") for n, (low, high) in enumerate(pairwise(ends)))
