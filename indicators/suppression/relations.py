"""One relation system: the cells of all published tables, what everybody knows of each, and which are sums of which.

Build it from the list of what is published, never from the dimensions of whatever hides cells: a published table that is
missing here voids every proof about the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from geo.errors import FlashlightError

# More people than any table holds. Sums of a million such bounds still fit into 64 bits.
UNBOUNDED = 10**12


class RelationError(FlashlightError):
    """Cells and equations that contradict each other."""


@dataclass(frozen=True)
class Relations:
    """Cells with their true values and public bounds, and equations `matrix @ values == 0`.

    `lower` and `upper` are what everybody knows of a cell that is hidden: at least 1 where zeros are shown; a zero that is
    shown is 0 to 0, and hiding it hides nothing. A cell that is not `offered` is in no publication: always hidden, free of cost.
    """

    values: np.ndarray  # int64[n]
    lower: np.ndarray  # int64[n]
    upper: np.ndarray  # int64[n]
    offered: np.ndarray  # bool[n]
    matrix: sparse.csr_array  # int64[m, n]
    names: Sequence[str]  # n cells
    equations: Sequence[str]  # m equations

    def __post_init__(self) -> None:
        rows, cells = size(self.matrix)
        lengths = {len(self.lower), len(self.upper), len(self.offered), len(self.names), cells}
        if lengths != {len(self.values)} or len(self.equations) != rows:
            raise RelationError(
                f"{len(self.values)} values, a {rows} by {cells} matrix, {len(self.names)} cell names and "
                f"{len(self.equations)} equation names do not belong together"
            )
        self._refuse((self.values < self.lower) | (self.values > self.upper), "lies outside what everybody knows of it")
        residual = self.matrix @ self.values
        if residual.any():
            first = int(np.flatnonzero(residual)[0])
            raise RelationError(
                f"{self.equations[first]} does not add up: expected 0, found {residual[first]}. "
                "Give the total that is the sum of its parts, or leave this equation out and publish only one of them."
            )

    def _refuse(self, wrong: np.ndarray, what: str) -> None:
        if wrong.any():
            cell = int(np.flatnonzero(wrong)[0])
            raise RelationError(
                f"{self.names[cell]} {what}: {self.values[cell]}, not {self.lower[cell]} to {self.upper[cell]}"
            )

    @property
    def known(self) -> np.ndarray:
        """bool[n]: cells whose bounds alone tell their value, a published zero for one."""
        return self.lower == self.upper

    def components(self, hidden: np.ndarray) -> list[np.ndarray]:
        """Hidden cells that can change together, component by component; cell numbers in rising order, largest component first."""
        cells = np.flatnonzero(hidden & ~self.known)
        part = self.matrix[:, cells]
        joined = sparse.bmat([[None, part.T], [part, None]], format="csr")
        _, label = connected_components(joined, directed=False)
        label = label[: len(cells)]
        groups = (
            np.split(cells[np.argsort(label, kind="stable")], np.cumsum(np.bincount(label))[:-1]) if len(cells) else []
        )
        return sorted((g for g in groups if len(g)), key=lambda g: (-len(g), int(g[0])))

    def part(self, cells: np.ndarray) -> "Relations":
        """The same system with every cell but these held at its value: equations without any of them are left out.

        Only for `cells` that are a union of components of the hidden cells, whose equations hold among their deviations; the
        held cells are summed into one known cell an equation, so that the equations still add up.
        """
        matrix = self.matrix[:, cells]
        rows = np.flatnonzero(np.diff(matrix.indptr))
        matrix = matrix[rows]
        rest = -(matrix @ self.values[cells])
        held = sparse.csr_array(sparse.diags_array(np.sign(rest).astype(np.int64), dtype=np.int64))
        extra = np.abs(rest)
        return Relations(
            np.concatenate([self.values[cells], extra]),
            np.concatenate([self.lower[cells], extra]),
            np.concatenate([self.upper[cells], extra]),
            np.concatenate([self.offered[cells], np.ones(len(extra), bool)]),
            sparse.csr_array(sparse.hstack([matrix, held], format="csr"), dtype=np.int64),
            [*(self.names[int(c)] for c in cells), *(f"the shown cells of {self.equations[int(r)]}" for r in rows)],
            [self.equations[int(r)] for r in rows],
        )


def of_cells(
    names: Sequence[str],
    values: np.ndarray,
    sums: Sequence[tuple[str, Sequence[str]]],
    offered: np.ndarray | None = None,
) -> Relations:
    """Relations of counts where zeros are shown: each of `sums` names a total and the cells that add up to it."""
    place = {name: i for i, name in enumerate(names)}
    rows, columns, signs = [], [], []
    for row, (total, parts) in enumerate(sums):
        rows += [row] * (1 + len(parts))
        columns += [place[total], *(place[p] for p in parts)]
        signs += [1] + [-1] * len(parts)
    matrix = sparse.csr_array((np.array(signs, np.int64), (rows, columns)), shape=(len(sums), len(names)))
    values = np.asarray(values, np.int64)
    shown = np.ones(len(values), bool) if offered is None else np.asarray(offered, bool)
    return Relations(values, *known_of_counts(values, shown), shown, matrix, list(names), [total for total, _ in sums])


def known_of_counts(values: np.ndarray, offered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper bound of counts where zeros are shown: a zero is known, a hidden cell has somebody in it.

    Of a cell in no publication even zero is possible.
    """
    empty = offered & (values == 0)
    return np.where(offered & ~empty, 1, 0).astype(np.int64), np.where(empty, 0, UNBOUNDED).astype(np.int64)


def linked(parts: Sequence[Relations]) -> Relations:
    """All equations of all parts over one list of cells; cells of the same name are one cell.

    What one part knows of a cell everybody knows. Raises RelationError where two parts give it different values.
    """
    place: dict[str, int] = {}
    where = [np.array([place.setdefault(name, len(place)) for name in part.names], np.int64) for part in parts]
    n = len(place)
    values, lower = np.zeros(n, np.int64), np.full(n, -UNBOUNDED, np.int64)
    upper, offered, seen = np.full(n, UNBOUNDED, np.int64), np.zeros(n, bool), np.zeros(n, bool)
    for part, at in zip(parts, where, strict=True):
        differs = seen[at] & (values[at] != part.values)
        if differs.any():
            cell = int(np.flatnonzero(differs)[0])
            raise RelationError(
                f"{part.names[cell]} is {values[at][cell]} in one table and {part.values[cell]} in another; "
                "correct one of them or give them two names"
            )
        values[at], seen[at] = part.values, True
        lower[at], upper[at] = np.maximum(lower[at], part.lower), np.minimum(upper[at], part.upper)
        offered[at] |= part.offered
    stacked = sparse.vstack([_spread(part.matrix, at, n) for part, at in zip(parts, where, strict=True)], format="csr")
    equations = [name for part in parts for name in part.equations]
    return Relations(values, lower, upper, offered, sparse.csr_array(stacked, dtype=np.int64), list(place), equations)


def _spread(matrix: sparse.csr_array, at: np.ndarray, n: int) -> sparse.csr_array:
    """The same equations with their columns at other places."""
    return sparse.csr_array((matrix.data, at[matrix.indices], matrix.indptr), shape=(size(matrix)[0], n))


def size(matrix: sparse.csr_array) -> tuple[int, int]:
    """Rows and columns."""
    rows, columns = matrix.shape or (0, 0)
    return int(rows), int(columns)


def identity(n: int) -> sparse.csr_array:
    return sparse.csr_array((np.ones(n, np.int64), (np.arange(n), np.arange(n))), shape=(n, n))
