"""Complementary suppression of small relation systems of any kind: cell by cell at least cost, and the proven least where it is found.

Every demand gets its witness in whole numbers. Cells of infinite cost stay published; a demand that cannot be met then is told.
"""

from collections.abc import Iterable

import numpy as np
from scipy import sparse

from indicators.suppression.demand import Demand
from indicators.suppression.exact_cuts import least_cost
from indicators.suppression.programs import LITTLE, Changes
from indicators.suppression.protected import OpenDemandError, Protected
from indicators.suppression.relations import Relations

SMALL = 1_000  # cells of a system that is solved exactly
Rows = list[np.ndarray]


def protect_small(relations: Relations, demand: Demand, cost: np.ndarray) -> Protected:
    """The cells to hide so that every demand is met, and a witness for each; the cheapest of what the ways of this module find."""
    free = ~relations.known & np.isfinite(cost)
    worth = np.where(relations.offered, cost, 0.0).astype(float)
    worth[demand.cell] = 0.0
    cells, sizes = demand.jobs
    rows: list[np.ndarray | None] = [None] * len(cells)
    for place in relations.components(free | np.isin(np.arange(len(free)), demand.cell)):
        jobs = np.flatnonzero(np.isin(cells, place))
        if not len(jobs):
            continue
        part = relations.part(place)
        padded = np.concatenate([worth[place], np.full(len(part.values) - len(place), np.inf)])
        asked = np.searchsorted(place, cells[jobs]), sizes[jobs]
        for job, change in zip(jobs, _cheapest(part, asked, padded), strict=True):
            rows[job] = _spread(change[: len(place)], place, len(free))
    return _protected(relations, demand, rows)


def _spread(change: np.ndarray, place: np.ndarray, n: int) -> np.ndarray:
    whole = np.zeros(n, np.int64)
    whole[place] = change
    return whole


def _protected(relations: Relations, demand: Demand, rows: list[np.ndarray | None]) -> Protected:
    cells, sizes = demand.jobs
    # A demand outside every component cannot be met: nothing can change with it.
    stuck = [cells[j] for j, row in enumerate(rows) if row is None]
    if stuck:
        raise _open(relations, int(stuck[0]))
    dense = np.array(rows, np.int64).reshape(len(cells), len(relations.values))
    hidden = ~relations.offered | dense.any(axis=0)
    hidden[demand.cell] = True
    return Protected(hidden, cells, sizes, sparse.csr_array(dense.astype(np.int32)))


def _open(relations: Relations, cell: int) -> OpenDemandError:
    return OpenDemandError(
        f"{relations.names[cell]} cannot be protected as far as asked: no other table agrees with what must be shown. "
        "Let more cells be hidden, or publish fewer sums."
    )


def _cheapest(relations: Relations, asked: tuple[np.ndarray, np.ndarray], worth: np.ndarray) -> Rows:
    """One witness a job, by whichever way hides least worth."""
    changes = Changes.of(relations)
    first = pruned(changes, asked, worth, sequential(relations, changes, asked, worth))
    bound = worth_of(first, worth)
    pattern = least_cost(changes, asked, worth, bound)
    if pattern is None:
        return first
    # Fractions may have met a demand that whole people do not; then a little more is hidden.
    price = np.where(pattern, 0.0, worth)
    second = pruned(changes, asked, worth, sequential(relations, changes, asked, price))
    return second if worth_of(second, worth) < bound else first


def hidden_of(rows: Iterable[np.ndarray], n: int) -> np.ndarray:
    """bool[n]: cells that a witness changes."""
    hidden = np.zeros(n, bool)
    for row in rows:
        hidden |= row != 0
    return hidden


def worth_of(rows: Rows, worth: np.ndarray) -> float:
    """Summed worth of the cells that witnesses change."""
    return float(worth[hidden_of(rows, len(worth)) & np.isfinite(worth)].sum())


def sequential(relations: Relations, changes: Changes, asked: tuple[np.ndarray, np.ndarray], worth: np.ndarray) -> Rows:
    """Witnesses one after another, each the cheapest beside those before it; a witness that meets another demand too serves it."""
    cells, sizes = asked
    rows: list[np.ndarray] = []
    found: dict[int, np.ndarray] = {}
    price = np.where(worth == 0, LITTLE, worth)
    for job in np.lexsort((cells, -relations.values[cells])):
        cell, wanted = int(cells[job]), int(sizes[job])
        row = next((r for r in rows if r[cell] * np.sign(wanted) >= abs(wanted)), None)
        if row is None:
            row = changes.cheapest(cell, wanted, price)
            if row is None:
                raise _open(relations, cell)
            rows.append(row)
            price[row != 0] = LITTLE
        found[int(job)] = row
    return [found[job] for job in range(len(cells))]


def pruned(changes: Changes, asked: tuple[np.ndarray, np.ndarray], worth: np.ndarray, rows: Rows) -> Rows:
    """The same witnesses with cells published again, the most worth first, wherever their users find a way among hidden cells."""
    rows = list(rows)
    hidden = hidden_of(rows, len(worth))
    for cell in sorted(np.flatnonzero(hidden & (worth > 0)), key=lambda i: -worth[i]):
        price = np.where(hidden | (worth == 0), LITTLE, np.inf)
        price[cell] = np.inf
        replaced = _without(changes, asked, price, rows, int(cell))
        if replaced is not None:
            rows = replaced
            hidden = hidden_of(rows, len(worth))
    return rows


def _without(
    changes: Changes, asked: tuple[np.ndarray, np.ndarray], price: np.ndarray, rows: Rows, cell: int
) -> Rows | None:
    """The witnesses with those that change `cell` replaced; None where one cannot be."""
    out: list[np.ndarray] = []
    fresh: list[np.ndarray] = []
    for own, wanted, row in zip(*asked, rows, strict=True):
        kept = row if row[cell] == 0 else next((r for r in fresh if r[own] * np.sign(wanted) >= abs(wanted)), None)
        if kept is None:
            kept = changes.cheapest(int(own), int(wanted), price)
            if kept is None:
                return None
            fresh.append(kept)
        out.append(kept)
    return out
