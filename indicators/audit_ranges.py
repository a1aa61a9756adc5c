"""The range a reader can reach for each cell: one equation after another, then linear programs where several hold at once.

Two ways of their own ask which cells can be one number only: adding and subtracting alone, in systems of any size, and where the
equations are a network, whether a cycle of moves passes through the cell.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import connected_components

from geo.errors import FlashlightError
from indicators.audit_book import Book, Origin
from indicators.suppression.assault_cycles import frozen_of, network
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.assault_rows import determined_of, parts
from indicators.suppression.assault_view import Publication
from indicators.suppression.relations import UNBOUNDED

# Larger components are left to the intervals and to the ways that need no program for each cell, and the report says how many cells those are.
LARGEST = 1_500
# No limit, and what follows of no limit by a rate: more people than there are, and numbers no solver computes with well.
_ENDLESS = 10**9
# Far below one person, far above the solver's own tolerance of 1e-7.
_TOLERANCE = 1e-4
_INFEASIBLE, _UNLIMITED = 2, 3


class UnsolvedError(FlashlightError):
    """A program that should have an answer has none; nothing is judged safe by it."""


@dataclass(frozen=True)
class Ranges:
    """Lowest and highest value of every cell; `contrary` are the origins of equations left out since they contradict what is printed."""

    publication: Publication
    low: np.ndarray
    high: np.ndarray
    contrary: frozenset[Origin]
    large: int
    """Cells asked for in components too large for a program for each cell."""

    def of(self, name: str) -> tuple[int, int]:
        """Lowest and highest value of one cell."""
        at = self._place[name]
        return int(self.low[at]), int(self.high[at])

    @cached_property
    def _place(self) -> dict[str, int]:
        return self.publication.place()

    def explained_by(self, name: str) -> tuple[str, tuple[str, ...]]:
        """The equation with this cell that has the fewest other open cells, and its cells; empty where it stands in none."""
        columns = sparse.csc_array(self.publication.matrix)
        cell = self._place[name]
        rows = columns.indices[columns.indptr[cell] : columns.indptr[cell + 1]]
        if not len(rows):
            return "", ()
        unknown = (abs(self.publication.matrix) @ self.publication.open.astype(np.int64))[rows]
        row, matrix = int(rows[np.argmin(unknown)]), self.publication.matrix
        cells = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        return self.publication.equations[row], tuple(str(self.publication.names[i]) for i in cells)


def ranges(book: Book, asked: Collection[str]) -> Ranges:
    """What follows from the book for all cells, by programs for those asked. What contradicts itself is left out and named."""
    contrary: set[Origin] = set()
    while True:
        publication, origins = book.publication(contrary)
        if printed := _printed_otherwise(publication, origins):
            contrary |= printed
            continue
        low, high = intervals(publication)
        wrong, table = np.flatnonzero(low > high), low.astype(float)
        if not len(wrong):
            low, high, wrong, table = _by_programs(replace(publication, low=low, high=high), asked)
        if not len(wrong):
            # Which number a fixed cell is need not be known: the lowest that it can be is what may be too few.
            high = np.where(_fixed(publication, asked, table), low, high)
            return Ranges(publication, low, high, frozenset(contrary), _left_to_intervals(publication, asked))
        contrary |= _to_leave_out(publication, origins, wrong)


def _printed_otherwise(publication: Publication, origins: list[Origin]) -> set[Origin]:
    """Equations of nothing but printed numbers that do not add up."""
    open_cells = abs(publication.matrix) @ publication.open.astype(np.int64)
    off = (open_cells == 0) & (publication.matrix @ publication.low != 0)
    return {origins[row] for row in np.flatnonzero(off)}


def _to_leave_out(publication: Publication, origins: list[Origin], wrong: np.ndarray) -> set[Origin]:
    """One origin of each system that contradicts itself: the one without which the rest agrees, else the first suspect.

    A contradiction spreads over printed cells to other systems, which agree by themselves; one that only programs find does not.
    """
    open_cells = np.flatnonzero(publication.open)
    part = sparse.csr_array(publication.matrix[:, open_cells])
    _, label = connected_components(sparse.block_array([[None, part.T], [part, None]], format="csr"), directed=False)
    of_cell = dict(zip(open_cells.tolist(), label[: len(open_cells)].tolist(), strict=True))
    systems = {of_cell[cell] for cell in wrong.tolist() if cell in of_cell}
    of_row = label[len(open_cells) :]
    each = [np.flatnonzero(of_row == system) for system in sorted(systems)]
    to_blame = [rows for rows in each if not _agrees(publication, rows)] or each
    return {_worst(publication, origins, rows) for rows in to_blame}


def _worst(publication: Publication, origins: list[Origin], rows: np.ndarray) -> Origin:
    """Sums over places and years are suspected first, then earlier releases', then tables of their own."""
    found = {origins[row] for row in rows}
    sums = {origin for origin in found if origin[0] == "sum"} or found
    suspects = sorted(sums, key=lambda o: (o[1] not in ("places", "years"), not o[-1], str(o)))
    agree = (o for o in suspects if _agrees(publication, rows[[origins[row] != o for row in rows]]))
    return next(agree, suspects[0])


def _agrees(publication: Publication, rows: np.ndarray) -> bool:
    """Whether these equations leave every cell a value."""
    matrix = publication.matrix[rows]
    cells = np.unique(matrix.indices)
    some = sparse.csr_array(matrix[:, cells])
    unnamed = [""] * len(cells), [""] * len(rows)
    low, high = intervals(Publication(publication.low[cells], publication.high[cells], some, *unnamed))
    return not (low > high).any()


def _by_programs(
    publication: Publication, asked: Collection[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Bounds narrowed by linear programs, the cells of components that no table fits, and a table where one was found (NaN elsewhere)."""
    low, high, wrong = publication.low.copy(), publication.high.copy(), []
    table = np.where(publication.open, np.nan, low)
    wanted = _wanted(publication, asked)
    for cells, _ in parts(publication):
        equations = _system(publication, cells)
        if not wanted[cells].any() or len(cells) > LARGEST or len(equations[1]) < 2:
            continue
        for column in np.flatnonzero(wanted[cells]):
            found = _extremes(publication, cells, int(column), equations)
            if found is None:
                wrong.append(cells)
                break
            at = cells[column]
            low[at], high[at] = max(low[at], found[0]), min(high[at], found[1])
            table[cells] = found[2]
    return low, high, np.concatenate(wrong) if wrong else np.array([], np.int64), table


def _fixed(publication: Publication, asked: Collection[str], table: np.ndarray) -> np.ndarray:
    """bool[n]: cells asked for that can be one number only, by adding and subtracting alone or since no cycle passes through them."""
    found, wanted = np.zeros(len(publication.names), bool), _wanted(publication, asked)
    for cells, matrix in parts(publication):
        if wanted[cells].any():
            found[cells] = determined_of(matrix) | _on_no_cycle(publication, cells, matrix, table[cells])
    return found & wanted


def _on_no_cycle(
    publication: Publication, cells: np.ndarray, matrix: sparse.csr_array, known: np.ndarray
) -> np.ndarray:
    """bool[k]: cells of one component through which no cycle passes; none where it is no network or a single equation."""
    arcs = network(matrix) if len(matrix.indptr) > 2 else None
    table = None if arcs is None else _some_table(publication, cells, known)
    if arcs is None or table is None:
        return np.zeros(len(cells), bool)
    return frozen_of(arcs, publication.low[cells], publication.high[cells], table)


def _some_table(publication: Publication, cells: np.ndarray, known: np.ndarray) -> np.ndarray | None:
    """A table of whole people of one component, the one `known` if there is one; None where the solver finds none.

    Its corners are whole in a network. Whatever it gives is checked.
    """
    matrix, rest = _system(publication, cells)
    if np.isnan(known).any():
        found = linprog(np.zeros(len(cells)), A_eq=matrix, b_eq=rest, bounds=_bounds(publication, cells))
        if not found.success:
            return None
        known = found.x
    table = np.rint(known)
    inside = (table >= publication.low[cells]) & (table <= publication.high[cells])
    return table if inside.all() and np.array_equal(matrix @ table, rest) else None


def _wanted(publication: Publication, asked: Collection[str]) -> np.ndarray:
    """bool[n]: cells asked for."""
    wanted, place = np.zeros(len(publication.low), bool), publication.place()
    wanted[[place[name] for name in asked]] = True
    return wanted


def _left_to_intervals(publication: Publication, asked: Collection[str]) -> int:
    wanted = _wanted(publication, asked)
    return sum(int(wanted[cells].sum()) for cells, _ in parts(publication) if len(cells) > LARGEST)


def _system(publication: Publication, cells: np.ndarray) -> tuple[sparse.csr_array, np.ndarray]:
    """Equations of the component, and what the printed cells leave for it."""
    columns = sparse.csr_array(publication.matrix[:, cells])
    rows = np.flatnonzero(np.diff(columns.indptr))
    printed = np.where(publication.open, 0, publication.low)
    return columns[rows].astype(np.float64), -(publication.matrix[rows] @ printed).astype(np.float64)


def _extremes(
    publication: Publication, cells: np.ndarray, column: int, equations: tuple[sparse.csr_array, np.ndarray]
) -> tuple[int, int, np.ndarray] | None:
    """Lowest and highest whole value of one cell, and a table with one of them (NaN where neither has an end); None where nothing fits."""
    bounds, ends, table = _bounds(publication, cells), [], np.full(len(cells), np.nan)
    for way in (1.0, -1.0):
        cost = np.zeros(len(cells))
        cost[column] = way
        found = linprog(cost, A_eq=equations[0], b_eq=equations[1], bounds=bounds)
        if found.status == _INFEASIBLE:
            return None
        if not (found.success or found.status == _UNLIMITED):
            raise UnsolvedError(
                f"A linear program of the audit was not solved: {found.message}. Build again, and report it."
            )
        ends.append(way * found.fun if found.success else -way * UNBOUNDED)
        table = found.x if found.success else table
    return math.ceil(ends[0] - _TOLERANCE), math.floor(ends[1] + _TOLERANCE), table


def _bounds(publication: Publication, cells: np.ndarray) -> np.ndarray:
    """float[k, 2]: lowest and highest value of each cell, for a program."""
    low, high = publication.low[cells].astype(float), publication.high[cells].astype(float)
    return np.column_stack([low, np.where(high >= _ENDLESS, np.inf, high)])
