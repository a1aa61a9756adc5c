"""Complementary suppression of large product tables: hide little, and keep for every protected cell the tables that prove it safe.

Every demand keeps one witness, another table that agrees with everything published. A cell is hidden because it is protected
itself or because a witness changes it, so the pattern is safe from the moment every demand has a witness, and at every later one.
The search lets witnesses share cells: first by prices that fall with every other user, then by publishing cells again wherever
their users find a cheaper way, uphill now and then as annealing does, by rounds and not by the clock, so that a pattern repeats.
"""

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import numpy as np
from scipy import sparse

from indicators.suppression import search_moves as moves
from indicators.suppression import search_options
from indicators.suppression.demand import Demand
from indicators.suppression.effort import effort
from indicators.suppression.product import Axis, Product
from indicators.suppression.protected import OpenDemandError, Protected
from indicators.suppression.search_eject import eject_each
from indicators.suppression.search_kernel import SHARES, Table

# In the end a cell with another user costs nearly nothing; the little that it costs keeps witnesses short.
NEARLY_NOTHING = 0.02
# Cost units by which the first round may go uphill; the last may not.
HEAT = 2.0
SOFT_RULES, ALL_RULES, EJECT_RULES = 2, 4, 1
RENEW = 150  # cells tried before the list of their users is made anew
WIDE = 1_000  # cells of a table small enough to try the longer changes of leaves everywhere
WORTH_A_PROCESS = 5_000  # cells of all tasks together below which starting processes takes longer than solving
SETTLED = 0.05  # a witness that costs less is left as it is while prices are soft


class Task(NamedTuple):
    """One table no equation joins to the others: its product, cost of each cell, jobs, rounds if not those of its size, and seed."""

    product: Product
    cost: np.ndarray  # float64[n]
    jobs: tuple[np.ndarray, np.ndarray]  # cells, signed sizes
    rounds: int | None
    seed: tuple[int, int, int]


class Found(NamedTuple):
    """Cost of a task's pattern, infinite while a job has no witness; its witnesses' lengths, and their cells and changes in a row."""

    cost: float
    length: np.ndarray
    cells: np.ndarray
    changes: np.ndarray


def cost_of(counts: np.ndarray, weight: Sequence[np.ndarray] = ()) -> np.ndarray:
    """Information lost by hiding each cell, log2(2 + count) + 1, times a weight for each node of each axis.

    Weights are prices: a headline total weighs a thousand cells and is hidden only where nothing else protects.
    """
    cost = np.log2(2.0 + counts) + 1.0
    for axis, each in enumerate(weight):
        cost = cost * np.asarray(each, float).reshape([-1 if d == axis else 1 for d in range(counts.ndim)])
    return cost.ravel()


def protect_product(
    product: Product, demand: Demand, cost: np.ndarray, rounds: int | None = None, seed: int = 0
) -> Protected:
    """The cells to hide so that every demand is met, and a witness for each; the same for the same seed and rounds.

    `rounds` of annealing are those of the table's size if not given. Raises OpenDemandError where a demand cannot be met,
    rather than meet less of it.
    """
    cells, sizes = demand.jobs
    worth = np.asarray(cost, float).copy()
    worth[demand.cell] = 0.0
    worth[~product.offered.ravel()] = 0.0
    parts = independent(product)
    tasks, jobs_of = _tasks(parts, worth, (cells, sizes), (rounds, seed))
    found = _solve_all(tasks)
    rows = [_rows(f, place, product.counts.size) for f, (_, place) in zip(found, parts, strict=True)]
    back = np.argsort(np.concatenate(jobs_of), kind="stable")
    changes = sparse.csr_array(sparse.vstack(rows, format="csr"))[back]
    _refuse_open(np.diff(changes.indptr) == 0, cells, sizes, product)
    hidden = ~product.offered.ravel()
    hidden[demand.cell] = True
    hidden[changes.indices] = True
    return Protected(hidden, cells, sizes, changes)


def _tasks(
    parts: list[tuple[Product, np.ndarray]],
    worth: np.ndarray,
    jobs: tuple[np.ndarray, np.ndarray],
    rounds_and_seed: tuple[int | None, int],
) -> tuple[list[Task], list[np.ndarray]]:
    """A task for each part, and the numbers of its jobs in the whole."""
    cells, sizes = jobs
    rounds, seed = rounds_and_seed
    number = np.full(len(worth), -1)
    tasks, jobs_of = [], []
    for i, (part, place) in enumerate(parts):
        number[place] = np.arange(len(place))
        inside = np.flatnonzero(number[cells] >= 0)
        jobs_of.append(inside)
        tasks.append(Task(part, worth[place], (number[cells[inside]], sizes[inside]), rounds, (seed, i, 0)))
        number[place] = -1
    return tasks, jobs_of


def independent(product: Product) -> list[tuple[Product, np.ndarray]]:
    """Parts of a product that no equation joins, each with the numbers of its cells in the whole."""
    number = np.arange(product.counts.size).reshape(product.shape)
    loose = [d for d, axis in enumerate(product.axes) if not axis.sums]
    if not loose or len(product.axes) == 1:
        return [(product, number.ravel())]
    parts = []
    for i, part in enumerate(product.slices(loose[0])):
        place = np.take(number, i, loose[0]).ravel()
        parts += [(inner, place[at]) for inner, at in independent(part)]
    return parts


def warm() -> None:
    """Compiles the search, or reads it from numba's cache, so that processes forked from this one need not."""
    pair = Product((Axis("a", 2, ((0, 1),)), Axis("b", 2, ((0, 1),))), np.full((3, 3), 20), np.ones((3, 3), bool))
    solve(Task(pair, np.ones(9), (np.array([0]), np.array([3])), 1, (0, 0, 0)))


def _solve_all(tasks: list[Task]) -> list[Found]:
    """The cheapest of a few tries at each task, all of them spread over the processors."""
    tries = [t._replace(seed=(*t.seed[:2], i)) for t in tasks for i in range(effort(t.product.counts.size).tries)]
    processes = min(len(tries), len(os.sched_getaffinity(0)))
    cells = sum(task.product.counts.size for task in tries)
    if processes < 2 or cells < WORTH_A_PROCESS or multiprocessing.current_process().daemon:
        found = [solve(task) for task in tries]
    else:
        warm()
        with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
            found = list(pool.map(solve, tries))
    best: dict[int, Found] = {}
    for task, each in zip(tries, found, strict=True):
        if task.seed[1] not in best or each.cost < best[task.seed[1]].cost:
            best[task.seed[1]] = each
    return [best[i] for i in range(len(tasks))]


def solve(task: Task) -> Found:
    """Witnesses for the jobs of one task."""
    random = np.random.default_rng(task.seed)
    cells = task.product.counts.size
    work = effort(cells)
    rounds = work.rounds if task.rounds is None else task.rounds
    table = search_options.table(task.product, task.cost, task.jobs, wide=cells <= WIDE)
    for softness in work.first:
        _sweep(table, random, softness, shorten=False)
    for softness in work.soft:
        _sweep(table, random, softness, shorten=True)
    _share(table, None)
    moves.sweep(table, random.permutation(len(table.length)), ALL_RULES, moves.FREE, True)
    best = _kept(table)
    for turn in range(rounds + 1):
        heat = 0.0 if turn == 0 else HEAT * (1.0 - turn / rounds)
        _publish_again(table, random, heat, work.users)
        if _hidden_worth(table) <= best.cost:
            best = _kept(table)
    return best


def _sweep(table: Table, random: np.random.Generator, softness: float, shorten: bool) -> None:
    _share(table, softness)
    moves.sweep(table, random.permutation(len(table.length)), SOFT_RULES, SETTLED, shorten)


def _share(table: Table, softness: float | None) -> None:
    """Sets what part of a cell's worth a witness pays beside so many other users."""
    others = np.arange(SHARES, dtype=float)
    if softness is None:
        table.share[:] = np.where(others == 0, 1.0, NEARLY_NOTHING / (1.0 + others))
    else:
        table.share[:] = (1.0 + others) ** -softness
    paid = np.isfinite(table.worth)
    table.spot["price"][paid] = table.worth[paid] * table.share[np.minimum(table.uses[paid], SHARES - 1)]


def _hidden(table: Table) -> np.ndarray:
    return np.flatnonzero((table.uses > 0) & (table.worth > 0))


def _hidden_worth(table: Table) -> float:
    return float(table.worth[_hidden(table)].sum())


def _publish_again(table: Table, random: np.random.Generator, heat: float, most: int) -> None:
    """Tries every hidden cell once: those of few users and much worth first, or in random order where the search may go uphill."""
    cells = _hidden(table)
    order = (
        np.argsort(table.uses[cells] / table.worth[cells], kind="stable")
        if heat == 0
        else random.permutation(len(cells))
    )
    slack = moves.LEAST - heat * random.exponential(size=len(cells))
    eject_each(table, cells[order], slack, EJECT_RULES, RENEW, most)


def _kept(table: Table) -> Found:
    whole = np.arange(table.cells.shape[1]) < table.length[:, None]
    cost = _hidden_worth(table) if (table.length > 0).all() else np.inf
    return Found(cost, table.length.copy(), table.cells[whole], table.changes[whole])


def _rows(found: Found, place: np.ndarray, n: int) -> sparse.csr_array:
    """Witnesses as sparse rows over all cells of the whole product."""
    begin = np.concatenate([[0], np.cumsum(found.length)]).astype(np.int32)
    rows = sparse.csr_array((found.changes, place[found.cells].astype(np.int32), begin), shape=(len(found.length), n))
    rows.sort_indices()
    return rows


def _refuse_open(unmet: np.ndarray, cells: np.ndarray, sizes: np.ndarray, product: Product) -> None:
    if not unmet.any():
        return
    first = int(np.flatnonzero(unmet)[0])
    name = product.relations().names[int(cells[first])]
    raise OpenDemandError(
        f"{int(unmet.sum())} of {len(unmet)} protected cells cannot be told from fewer values than asked, the first is {name}: "
        f"no other table changes it by {sizes[first]:+d}. Let more cells be hidden, or publish fewer sums."
    )
