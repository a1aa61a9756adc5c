"""Tables that are products of dimensions, each with its own sums: all cells, all equations, and where each cell lies."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from indicators.suppression.relations import Relations, identity, known_of_counts

# "none", "total" or ("tree", zones, leaves of each zone)
Kind = str | tuple[str, int, int]


@dataclass(frozen=True)
class Axis:
    """One dimension: its leaves are nodes 0, 1, ...; each further node is the sum of the nodes it lists, all earlier ones.

    Areas that overlap are an axis too: its leaves are the pieces into which all areas cut the map, offered or not.
    """

    name: str
    leaves: int
    sums: tuple[tuple[int, ...], ...] = ()

    @property
    def nodes(self) -> int:
        """Leaves and sums."""
        return self.leaves + len(self.sums)

    def of_leaves(self) -> np.ndarray:
        """int64[nodes, leaves]: how often each leaf counts in each node."""
        rows = np.zeros((self.nodes, self.leaves), np.int64)
        rows[: self.leaves] = np.eye(self.leaves, dtype=np.int64)
        for node, parts in enumerate(self.sums, self.leaves):
            rows[node] = rows[list(parts)].sum(axis=0)
        return rows

    def equations(self) -> sparse.csr_array:
        """int64[sums, nodes]: +1 at each sum, -1 at its parts."""
        rows = np.zeros((len(self.sums), self.nodes), np.int64)
        for row, parts in enumerate(self.sums):
            rows[row, self.leaves + row] = 1
            rows[row, list(parts)] = -1
        return sparse.csr_array(rows)

    def label(self, node: int) -> str:
        """What a message calls a node: "race 3", "geo sum 12"."""
        return f"{self.name} {node}" if node < self.leaves else f"{self.name} sum {node - self.leaves}"


def axis(name: str, kind: Kind, leaves: int) -> Axis:
    """The axis of a kind: "none" has no sums, "total" one of all leaves, ("tree", zones, per_zone) each zone's and one of all zones."""
    if isinstance(kind, str):
        return Axis(name, leaves, (tuple(range(leaves)),) if kind == "total" else ())
    _, zones, per_zone = kind
    of_zones = tuple(tuple(range(z * per_zone, (z + 1) * per_zone)) for z in range(zones))
    return Axis(name, leaves, (*of_zones, tuple(range(leaves, leaves + len(of_zones)))))


@dataclass(frozen=True)
class Product:
    """The counts of every combination of nodes, and which combinations are published at all."""

    axes: tuple[Axis, ...]
    counts: np.ndarray  # int64[nodes of each axis]
    offered: np.ndarray  # bool[nodes of each axis]

    @property
    def shape(self) -> tuple[int, ...]:
        """Nodes of each axis; cell numbers count through them, the last axis fastest."""
        return tuple(a.nodes for a in self.axes)

    def relations(self) -> Relations:
        """The relation system of this table alone."""
        values, offered = self.counts.ravel(), self.offered.ravel()
        blocks = [_along(self.axes, d) for d in range(len(self.axes))]
        matrix = sparse.csr_array(sparse.vstack(blocks, format="csr"), dtype=np.int64)
        return Relations(
            values, *known_of_counts(values, offered), offered, matrix, CellNames(self.axes), EquationNames(self.axes)
        )

    def slices(self, dimension: int) -> "list[Product]":
        """One product for each node of a dimension without sums: no equation joins them."""
        rest = tuple(a for d, a in enumerate(self.axes) if d != dimension)
        return [
            Product(rest, np.take(self.counts, i, dimension), np.take(self.offered, i, dimension))
            for i in range(self.axes[dimension].leaves)
        ]


def of_leaf(leaf: np.ndarray, axes: Sequence[Axis], offered: np.ndarray | None = None) -> Product:
    """Sums up a leaf table along every axis; `offered` (nodes of each axis) leaves cells out of publication, none by default."""
    counts = np.asarray(leaf, np.int64)
    for dimension, each in enumerate(axes):
        counts = np.moveaxis(np.tensordot(each.of_leaves(), counts, (1, dimension)), 0, dimension)
    shown = np.ones(counts.shape, bool) if offered is None else np.asarray(offered, bool)
    return Product(tuple(axes), np.ascontiguousarray(counts), shown)


def of_product(leaf: np.ndarray, dims: Sequence[tuple[str, Kind]]) -> tuple[Relations, Product]:
    """Relations and product of a leaf table whose dimensions are (name, kind) pairs."""
    product = of_leaf(leaf, [axis(name, kind, n) for (name, kind), n in zip(dims, leaf.shape, strict=True)])
    return product.relations(), product


def _along(axes: Sequence[Axis], dimension: int) -> sparse.csr_array:
    """The equations of one axis, once for every combination of nodes of the others."""
    block = identity(1)
    for d, each in enumerate(axes):
        block = sparse.kron(block, each.equations() if d == dimension else identity(each.nodes))
    along = sparse.csr_array(block, dtype=np.int64)
    along.eliminate_zeros()  # where a factor is nearly full its product keeps them
    return along


class CellNames(Sequence[str]):
    """Names of cells, made when they are asked for: a quarter of a million are seldom read."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        self.axes = tuple(axes)
        self.shape = tuple(a.nodes for a in axes)

    def __len__(self) -> int:
        return int(np.prod(self.shape))

    def __getitem__(self, index: int) -> str:  # pyright: ignore[reportIncompatibleMethodOverride] - no slices are needed
        if index >= len(self):
            raise IndexError(index)  # where a walk through all names ends
        nodes = np.unravel_index(int(index), self.shape)
        return ", ".join(a.label(int(i)) for a, i in zip(self.axes, nodes, strict=True))


class EquationNames(Sequence[str]):
    """Names of equations, axis by axis, made when they are asked for."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        self.axes = tuple(axes)
        self.shapes = [tuple(len(a.sums) if e == d else a.nodes for e, a in enumerate(axes)) for d in range(len(axes))]
        self.starts = np.concatenate([[0], np.cumsum([int(np.prod(s)) for s in self.shapes])])

    def __len__(self) -> int:
        return int(self.starts[-1])

    def __getitem__(self, index: int) -> str:  # pyright: ignore[reportIncompatibleMethodOverride] - no slices are needed
        if index >= len(self):
            raise IndexError(index)
        dimension = int(np.searchsorted(self.starts, index, side="right")) - 1
        nodes = np.unravel_index(int(index) - int(self.starts[dimension]), self.shapes[dimension])
        labels = [
            a.label(int(i) + (a.leaves if d == dimension else 0))
            for d, (a, i) in enumerate(zip(self.axes, nodes, strict=True))
        ]
        return f"{self.axes[dimension].name} parts of {', '.join(labels)}"
