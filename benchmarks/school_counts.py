"""Connecticut's school counts by district and race, year by year, as leaf tables whose starred cells are filled in.

What the state stars stays unknown to the reader and is in no publication; it is filled with any number that fits, so that sums
hold. Absence is printed as a rate: its count is the nearest whole number of the students enrolled, and both absence and
suspension are parts of the enrollment, which is one cell in both.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog

from indicators.suppression.product import Axis, Product, of_leaf
from sources import connecticut
from sources.cache import Cache
from sources.ckan import Ckan
from sources.connecticut_files import DATASETS
from sources.session import Session

GROUPS = ("white", "latino", "black", "asian", "two", "aian", "nhpi", "not_reported")
STATE = "09"
STARRED = "suppressed_at_source"
# Nodes of an axis of outcomes: those it happened to, those it did not, and their sum.
PART, OTHERS, SIZE = 0, 1, 2


class District(NamedTuple):
    """A district as the files call it; where no national id is needed its state's code does."""

    name: str
    leaid: str
    state_code: str


class Table(NamedTuple):
    """One quantity of one year: districts and, last, what the state counts elsewhere; by group."""

    value: np.ndarray  # int64[districts + 1, groups], starred cells filled in
    told: np.ndarray  # bool[districts + 1, groups], the publisher gives it
    starred: np.ndarray  # bool[districts + 1, groups]
    everyone: np.ndarray  # bool[districts + 1], the total of the groups is known
    state: np.ndarray  # bool[groups + 1], the state's number is the sum of its districts, everyone last


class Year(NamedTuple):
    """A product table of one year (or of graduates in one year) and the starred cells in it.

    Its axes are places, groups, and one for each outcome with the nodes PART, OTHERS and SIZE.
    """

    name: str
    product: Product
    starred: np.ndarray  # bool[n]
    places: tuple[str, ...]  # codes of districts
    groups: tuple[str, ...]


def observations(base: str, root: Path) -> dict[str, pd.DataFrame]:
    """The rows of the product's own readers for every district that any of the files names, by dataset."""
    with Session(mirror=base) as session:
        cache = Cache(root)
        districts = _districts(Ckan(session, cache))
        return {name: connecticut.observations(session, cache, name, districts, STATE).rows for name in DATASETS}


def _districts(portal: Ckan) -> list[District]:
    """Every name and code of a district in any file; a code of two names is one district."""
    pairs: set[tuple[str, str]] = set()
    for dataset in DATASETS.values():
        package = portal.package(dataset.package)
        for table in portal.tables(package, connecticut.resources(package), lambda _name, _content: None):
            if "District Code" in table:
                codes = table["District Code"].str.strip('="').str.zfill(7)
                pairs |= set(zip(table["District"], codes, strict=True))
    return [District(name, code, code) for name, code in sorted(pairs) if code.strip("0")]


def years(rows: dict[str, pd.DataFrame], wanted: Sequence[int] | None = None) -> Iterator[Year]:
    """A table for each year of enrollment with absence and suspension, and for each year of graduates."""
    enrolled, graduates = rows["enrollment"], rows["graduation_4yr"]
    for year in sorted(enrolled["period_end"].unique().tolist()):
        if wanted is None or year in wanted:
            yield _of_students(rows, year)
    for year in sorted(graduates["period_end"].unique().tolist()):
        if wanted is None or year in wanted:
            yield _of_graduates(graduates, year)


def _of_students(rows: dict[str, pd.DataFrame], year: int) -> Year:
    places, groups = _axes_of(rows["enrollment"], year)
    enrolled = _sizes(_grid(rows["enrollment"], "enrollment.count", year, places, groups))
    parts = {
        name: _parts(_counted(rows[name], name, year, (places, groups), enrolled), enrolled)
        for name in ("chronic_absence", "suspension")
        if (rows[name]["period_end"] == year).any()
    }
    return _year(f"{year - 1}-{year % 100:02d}", (places, groups), enrolled, parts)


def _of_graduates(rows: pd.DataFrame, year: int) -> Year:
    places, groups = _axes_of(rows, year)
    cohort = _sizes(_grid(rows, "graduation_4yr.cohort", year, places, groups))
    parts = _parts(_grid(rows, "graduation_4yr.count", year, places, groups), cohort)
    return _year(f"class of {year}", (places, groups), cohort, {"graduation_4yr": parts})


def _axes_of(rows: pd.DataFrame, year: int) -> tuple[list[str], list[str]]:
    """Districts, with the state last, and groups of one year."""
    there = rows[rows["period_end"] == year]
    districts = sorted(set(there.loc[there["level"] == "school_district", "geoid"]))
    return [*districts, STATE], [g for g in GROUPS if g in set(there["group"])]


class Grid(NamedTuple):
    """What the publisher prints: districts and, last, the state; groups and, last, everyone."""

    number: np.ndarray  # float64[districts + 1, groups + 1], NaN where none is printed
    starred: np.ndarray  # bool, likewise


def _grid(rows: pd.DataFrame, variable: str, year: int, places: list[str], groups: list[str]) -> Grid:
    there = rows[(rows["variable"] == variable) & (rows["period_end"] == year)].set_index(["geoid", "group"])
    wanted = there.reindex(pd.MultiIndex.from_product([places, [*groups, "all"]]))
    shape = len(places), len(groups) + 1
    starred = wanted["status"].to_numpy(object) == STARRED
    return Grid(wanted["estimate"].to_numpy(np.float64).reshape(shape), starred.reshape(shape))


def _counted(rows: pd.DataFrame, name: str, year: int, axes: tuple[list[str], list[str]], enrolled: Table) -> Grid:
    """Counts as printed, or the nearest whole number to the printed rate of the students enrolled."""
    count, rate = (_grid(rows, f"{name}.{quantity}", year, *axes) for quantity in ("count", "rate"))
    size = np.where(enrolled.told, enrolled.value, np.nan)
    size[-1] = np.where(enrolled.state[:-1], enrolled.value.sum(axis=0), np.nan)
    size = np.column_stack([size, np.full(len(size), np.nan)])
    number = np.where(np.isnan(count.number), np.round(rate.number * size / 100), count.number)
    # A part larger than the enrollment counts students who came and went within the year; its size is not known here.
    return Grid(np.where(number > size, np.nan, number), count.starred | rate.starred)


def _sizes(grid: Grid) -> Table:
    """Group sizes, the starred ones filled in so that districts' and the state's totals hold where both can."""
    number, starred = grid.number[:-1, :-1], grid.starred[:-1, :-1]
    value = np.nan_to_num(number).astype(np.int64)
    everyone, state = grid.number[:-1, -1], grid.number[-1, :-1]
    value[starred] = _filled(starred, everyone - value.sum(axis=1), state - value.sum(axis=0))
    elsewhere = np.nan_to_num(state).astype(np.int64) - value.sum(axis=0)
    known = ~np.isnan(state) & (elsewhere >= 0)
    value = np.vstack([value, np.where(known, elsewhere, 0)])
    none = np.zeros_like(known)
    told, stars = np.vstack([~np.isnan(number), none]), np.vstack([starred, none])
    adds_up = (everyone == value[:-1].sum(axis=1)) | told[:-1].all(axis=1)
    return Table(value, told, stars, np.append(adds_up, False), np.append(known, known.all()))


def _filled(starred: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Whole numbers for the starred cells: rows add up to what is left of them, columns do or leave the rest elsewhere.

    A transport program, whose corners are whole numbers. Where no row has a total, columns are shared evenly.
    """
    place, group = np.nonzero(starred)
    if np.isnan(rows).all():
        shares = [_shared(int(c), np.ones((group == g).sum())) for g, c in enumerate(np.nan_to_num(columns))]
        found = np.zeros(len(place), np.int64)
        for g, share in enumerate(shares):
            found[group == g] = share
        return found
    stars, width, held = len(place), len(columns), np.flatnonzero(starred.any(axis=1) & ~np.isnan(rows))
    of_row = sparse.csr_array(place == held[:, None], dtype=np.float64)
    of_column = sparse.csr_array(group == np.arange(width)[:, None], dtype=np.float64)
    over, under = -sparse.eye_array(width), sparse.eye_array(width)
    equations = sparse.block_array([[of_row, None, None], [of_column, over, under]], format="csr")
    least = (rows >= starred.sum(axis=1))[place].astype(float)  # a star stands for somebody, if the total allows it
    answer = linprog(
        np.concatenate([np.zeros(stars), np.full(width, 10.0), np.ones(width)]),
        A_eq=equations,
        b_eq=np.concatenate([np.maximum(rows[held], 0), np.nan_to_num(columns)]),
        bounds=[*((low, None) for low in least), *[(0, None)] * (2 * width)],
    )
    assert answer.success, answer.message
    return np.round(answer.x[:stars]).astype(np.int64)


def _parts(grid: Grid, size: Table) -> Table:
    """Students something happened to, in each group; unknown ones share what the state's number leaves, by group size."""
    nobody = size.told & (size.value == 0)
    number = np.where(nobody[:-1], 0.0, grid.number[:-1, :-1])
    starred = np.vstack([grid.starred[:-1, :-1], np.zeros(number.shape[1], bool)]) & (size.value > 0)
    number = np.where((number > size.value[:-1]) | starred[:-1], np.nan, number)
    value = np.vstack([np.nan_to_num(number), np.zeros(number.shape[1])]).astype(np.int64)
    unknown = np.vstack([np.isnan(number), np.ones(number.shape[1], bool)])
    state, known = grid.number[-1, :-1], np.zeros(number.shape[1], bool)
    for group in range(number.shape[1]):
        room = np.where(unknown[:, group], size.value[:, group], 0)
        rest = state[group] - value[:, group].sum()
        known[group] = 0 <= rest <= room.sum()  # False for NaN too
        value[:, group] += _within(int(np.clip(np.nan_to_num(rest), 0, room.sum())), room)
    told = ~unknown
    return Table(value, told, starred, np.asarray(told.all(axis=1)), np.append(known, known.all()))


def _shared(whole: int, weight: np.ndarray) -> np.ndarray:
    """Whole numbers in proportion to the weights that add up to `whole`; the largest remainders are rounded up."""
    if weight.sum() == 0:
        return np.zeros(len(weight), np.int64)
    exact = whole * weight / weight.sum()
    found = np.floor(exact).astype(np.int64)
    up = np.argsort(found - exact, kind="stable")[: whole - int(found.sum())]
    found[up] += 1
    return found


def _within(whole: int, room: np.ndarray) -> np.ndarray:
    """The same in proportion to the room each has, so that none gets more than its room."""
    return np.minimum(_shared(whole, room.astype(float)), room)


def _year(name: str, places_groups: tuple[list[str], list[str]], size: Table, parts: dict[str, Table]) -> Year:
    leaf = size.value
    for table in parts.values():
        leaf = _split(leaf, table.value, size.value)
    districts, width = size.value.shape[0] - 1, size.value.shape[1]
    axes = [
        Axis("place", districts + 1, (tuple(range(districts + 1)),)),
        Axis("group", width, (tuple(range(width)),)),
        *(Axis(outcome, 2, ((PART, OTHERS),)) for outcome in parts),
    ]
    shape = tuple(a.nodes for a in axes)
    offered, starred = np.zeros(shape, bool), np.zeros(shape, bool)
    sizes = (SIZE,) * len(parts)
    _offer(offered, size, sizes)
    starred[:-1, :-1][(..., *sizes)] = size.starred
    for i, table in enumerate(parts.values()):
        at = (*sizes[:i], PART, *sizes[i + 1 :])
        _offer(offered, table, at)
        starred[:-1, :-1][(..., *at)] = table.starred
        both = table._replace(
            told=table.told & size.told, everyone=table.everyone & size.everyone, state=table.state & size.state
        )
        _offer(offered, both, (*sizes[:i], OTHERS, *sizes[i + 1 :]))
    places, groups = places_groups
    return Year(name, of_leaf(leaf, axes, offered), (starred & ~offered).ravel(), tuple(places[:-1]), tuple(groups))


def _offer(offered: np.ndarray, table: Table, at: tuple[int, ...]) -> None:
    """Marks what can be published of one quantity: places, the state; groups, everyone."""
    offered[:-1, :-1][(..., *at)] = table.told
    offered[:-1, -1][(..., *at)] = table.everyone
    offered[-1][(..., *at)] = table.state


def _split(leaf: np.ndarray, part: np.ndarray, size: np.ndarray) -> np.ndarray:
    """The leaf table with one more axis: part and others, spread over what was told apart before as evenly as whole people allow."""
    flat = leaf.reshape(*size.shape, -1)
    found = np.zeros((*flat.shape, 2), np.int64)
    for at in np.ndindex(*size.shape):
        found[at][:, PART] = _within(int(part[at]), flat[at])
    found[..., OTHERS] = flat - found[..., PART]
    return found.reshape(*leaf.shape, 2)
