"""Further tables of the made-up survey, each declared in further/*.toml in a few lines: its universe and the shares of its lines.

A key names a table ("B22003"), or its repetitions by race alone: "B19013A-I" are nine tables, each of that race's part of the universe.

    universe = "households"      one of UNIVERSES; `times` a part of it (1.0)
    of.1 = { 2 = 0.13, 5 = [0.5, 0.2] }   shares of line 1: of line 2, of line 5, and of line 6; what is left over has no line
    of.2 = { 3 = 0.6 }           line 3 as a share of line 2
    follows = "poverty"          a share of the residents' profiles, or "income": lines in `moves` have more of it where there is more of it
    moves = [2]                  (weight × (place's ÷ nation's, × the race's own factor) ** strength, × yearly ** years since 2018)
    strength = 1.0               below zero where a line has less of it
    bins = { of = 1, first = 2, around = "B25064", edges = [100, 150], width = 0.4 }   classes around a declared median
    median = 1060                a table of medians: the nation's in 2018; `spread` from place to place beside what it follows
    also = { 2 = 1.16, 5 = 0.85 }         its further lines, as multiples of line 1
"""

import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from communities.demo import ages
from communities.demo.people import KNOWN, LATINO_RACES, Counts, allocate, tables
from communities.demo.profiles import FIRST, residents

FOLDER = Path(__file__).with_name("further")
ALONE = "ABCDEFG"  # race alone or two or more: these seven add up to everyone
# How much more often than in the nation as a whole, by letter A to I: made up, like everything here.
FACTORS = {
    "poverty": (0.85, 1.55, 1.5, 0.8, 1.2, 1.4, 1.15, 0.75, 1.45),
    "income": (1.06, 0.7, 0.75, 1.2, 0.95, 0.85, 0.95, 1.1, 0.8),
    "owners": (1.08, 0.68, 0.8, 0.95, 0.75, 0.65, 0.8, 1.13, 0.7),
    "graduates": (1.05, 0.7, 0.6, 1.5, 0.6, 0.5, 1.0, 1.12, 0.55),
    "no_vehicle": (0.8, 1.9, 1.3, 1.1, 1.0, 1.4, 1.2, 0.75, 1.3),
    "born_abroad": (0.5, 0.9, 0.5, 4.5, 1.5, 3.0, 1.0, 0.3, 2.6),
    "children": (0.95, 1.1, 1.1, 0.9, 1.1, 1.3, 1.7, 0.85, 1.35),
    "older": (1.15, 0.8, 0.8, 0.75, 0.7, 0.5, 0.5, 1.25, 0.55),
}


@dataclass(frozen=True)
class Bins:
    """Classes of a value around a table's median: `first` is the line below the first edge, the last line is open."""

    of: int
    first: int
    around: str
    edges: tuple[float, ...]
    width: float = 0.4


@dataclass(frozen=True)
class Declared:
    """One table as its TOML file has it."""

    universe: str
    times: float = 1.0
    of: Mapping[int, Mapping[int, float]] = field(default_factory=dict)
    follows: str = ""
    moves: frozenset[int] = frozenset()
    strength: float = 1.0
    yearly: float = 1.0
    bins: Bins | None = None
    median: float = 0.0
    spread: float = 0.0
    also: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Lines:
    """Numbers of the lines and the counts in them, a row for each tract of 2022 and one for the nation."""

    numbers: tuple[int, ...]
    counts: Counts


@dataclass(frozen=True)
class Middle:
    """A median of each tract and of the nation, how many it speaks of, and further lines as multiples of it."""

    values: np.ndarray
    counts: np.ndarray
    also: Mapping[int, float] = field(default_factory=dict)


@cache
def declared() -> dict[str, Declared]:
    """Every declaration by its key. Raises ValueError where two files declare the same table."""
    found: dict[str, Declared] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for key, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if key in found:
                raise ValueError(f"{path.name} declares {key}, which another file declares too. Keep one.")
            found[key] = _read(entry)
    return found


def _read(entry: dict[str, Any]) -> Declared:
    of = {int(parent): _spread_out(parts) for parent, parts in entry.pop("of", {}).items()}
    also = {int(line): float(times) for line, times in entry.pop("also", {}).items()}
    bins = entry.pop("bins", None)
    made = Bins(**(bins | {"edges": tuple(bins["edges"])})) if bins else None
    return Declared(of=of, moves=frozenset(entry.pop("moves", ())), bins=made, also=also, **entry)


def _spread_out(parts: dict[str, Any]) -> dict[int, float]:
    """Line → share; a list speaks of the lines that follow each other."""
    lists = {int(line): share if isinstance(share, list) else [share] for line, share in parts.items()}
    return {first + n: float(share) for first, shares in lists.items() for n, share in enumerate(shares)}


@cache
def table(vintage: int, name: str) -> Lines | Middle | None:
    """The table of this vintage; None where no file declares it."""
    if name == "B06001":
        counts = ages.by_class(vintage)
        return Lines(tuple(range(1, counts.shape[1] + 1)), counts)
    if name == "B01002":
        return Middle(ages.medians(vintage), tables(vintage)["B01003"][:, 0])
    letter = name[-1] if name[-1] in "ABCDEFGHI" else ""
    entry = declared().get(name.removesuffix(letter) + "A-I" if letter else name)
    if entry is None:
        return None
    total = universe(vintage, entry, letter)
    if entry.median:
        return Middle(_medians(vintage, name, entry, letter), total, entry.also)
    return _lines(vintage, entry, letter, total)


def universe(vintage: int, entry: Declared, letter: str) -> np.ndarray:
    """How many people or households the table speaks of; of those, the ones of one race where it is a repetition."""
    total = np.floor(_universes(vintage)[entry.universe] * entry.times).astype(np.int64)
    return _of_race(vintage, total, letter) if letter else total


@cache
def _universes(vintage: int) -> dict[str, np.ndarray]:
    """Counts of the made-up people by who is spoken of."""
    found = tables(vintage)
    people, homes = found["B01003"][:, 0], found["B25003"]
    by_age = ages.ages(vintage)
    adults = by_age[:, 4:].sum(axis=1)
    return {
        "people": people,
        "people_1_and_over": people - by_age[:, 0] // 5,
        "people_3_and_over": people - by_age[:, 0] * 3 // 5,
        "people_5_and_over": people - by_age[:, 0],
        "known_poverty": np.floor(people * KNOWN).astype(np.int64),
        "children": by_age[:, :4].sum(axis=1),
        "children_under_6": by_age[:, 0] + by_age[:, 1] // 5,
        "people_16_and_over": adults + by_age[:, 3] * 2 // 3,
        "people_16_to_19": by_age[:, 3] * 2 // 3 + by_age[:, 4],
        "people_16_to_24": by_age[:, 3] * 2 // 3 + by_age[:, 4:8].sum(axis=1),
        "adults": adults,
        "adults_18_to_24": by_age[:, 4:8].sum(axis=1),
        "adults_25": by_age[:, 8:].sum(axis=1),
        "adults_25_to_64": by_age[:, 8:17].sum(axis=1),
        "adults_30": by_age[:, 9:].sum(axis=1),
        "older": by_age[:, 17:].sum(axis=1),
        "workers": np.floor((adults + by_age[:, 3] * 2 // 3) * 0.59).astype(np.int64),
        "households": homes[:, 0],
        "owners": homes[:, 1],
        "renters": homes[:, 2],
        "families": homes[:, 0] * 63 // 100,
        "homes": homes[:, 0] * 108 // 100,
    }


def _of_race(vintage: int, total: np.ndarray, letter: str) -> np.ndarray:
    """A to G divide everyone; H, White and not Latino, and I, Latino of any race, are counted over again."""
    races = residents(vintage).races
    latino = races[:, 7:] * LATINO_RACES / LATINO_RACES.sum()
    if letter in "HI":
        shares = np.column_stack([races[:, 0], races[:, 7], races[:, 1:7].sum(axis=1)])
        return allocate(total, shares)[:, "HI".index(letter)]
    alone = races[:, :7] + np.column_stack([latino[:, :6], latino[:, 6:].sum(axis=1)])
    return allocate(total, alone)[:, ALONE.index(letter)]


def _pull(vintage: int, entry: Declared, letter: str) -> np.ndarray:
    """How much more of what the table follows there is in each place, and for this race, than in the nation."""
    who = residents(vintage)
    if not entry.follows:
        return np.ones(len(who.people))
    profile = who.income if entry.follows == "income" else who.share[entry.follows]
    factor = FACTORS[entry.follows]["ABCDEFGHI".index(letter)] if letter else 1.0
    return (np.clip(profile / profile[-1], 0.1, 10.0) * factor) ** entry.strength


def _lines(vintage: int, entry: Declared, letter: str, total: np.ndarray) -> Lines:
    counts = {1: total}
    moved = _pull(vintage, entry, letter)[:, None] * entry.yearly ** (vintage - FIRST)
    for parent, parts in sorted(entry.of.items()):
        shares = np.array(list(parts.values()))
        weights = np.where([line in entry.moves for line in parts], shares * moved, shares)
        rest = np.full((len(total), 1), max(0.0, 1.0 - shares.sum()))
        leaves = allocate(counts[parent], np.concatenate([weights, rest], axis=1))
        counts |= {line: leaves[:, n] for n, line in enumerate(parts)}
    if entry.bins is not None:
        counts |= _classes(vintage, entry.bins, letter, counts[entry.bins.of])
    numbers = tuple(sorted(counts))
    return Lines(numbers, np.column_stack([counts[n] for n in numbers]))


def _classes(vintage: int, bins: Bins, letter: str, total: np.ndarray) -> dict[int, np.ndarray]:
    """Counts below each edge, between the edges and above, so that their middle is the declared median."""
    middle = table(vintage, bins.around + letter)
    values = middle.values if isinstance(middle, Middle) else residents(vintage).income
    below = 1 / (1 + (np.array(bins.edges)[None] / values[:, None]) ** (-1 / bins.width))
    ends = np.ones((len(total), 1))
    leaves = allocate(total, np.diff(np.concatenate([0 * ends, below, ends], axis=1), axis=1))
    return {bins.first + n: leaves[:, n] for n in range(leaves.shape[1])}


def _medians(vintage: int, name: str, entry: Declared, letter: str) -> np.ndarray:
    draw = np.random.default_rng(zlib.crc32(name.encode())).uniform(-1, 1, len(residents(vintage).people))
    draw[-1] = 0.0
    trend = entry.yearly ** (vintage - FIRST)
    return entry.median * trend * _pull(vintage, entry, letter) * (1 + entry.spread * draw)
