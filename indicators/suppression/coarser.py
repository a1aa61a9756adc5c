"""Coarsening before suppression: small groups stand together at the smallest areas, each by itself from the next level up.

Where most small areas would hide a group, its own number tells next to nothing there and costs the numbers beside it. One sum of
several such groups, named after every one of them, is shown instead. Sums and single groups stay one relation system: nobody may
work a single group of a small area out from the wider areas that show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.suppression.demand import small_counts
from indicators.suppression.product import Axis, Product, of_leaf

# A group is pooled where more of its cells are hidden than shown.
MOST = 0.5
FEWEST = 2  # groups in a pool; a pool of one is that group


@dataclass(frozen=True)
class Coarser:
    """The same leaves with one more node for the pool, and where the cells of the first product lie in it."""

    product: Product
    place: np.ndarray  # int64[n of the first product]
    singles: np.ndarray  # bool[n], single pooled groups of the smallest areas, in no publication any more

    def moved(self, cells: np.ndarray) -> np.ndarray:
        """bool[n]: a mask over the first product's cells, over this one's."""
        found = np.zeros(self.product.counts.size, bool)
        found[self.place[np.flatnonzero(cells)]] = True
        return found

    def primary(self, minimum: int) -> np.ndarray:
        """bool[n]: small counts that are offered, and those of single pooled groups that are not: both are protected."""
        counts = self.product.counts.ravel()
        return small_counts(self.product.relations(), minimum) | (self.singles & (counts > 0) & (counts < minimum))


def members(hidden: np.ndarray, counts: np.ndarray, most: float = MOST) -> tuple[int, ...]:
    """The groups to pool: those hidden in more than `most` of the cells that have anybody in them.

    `hidden` is bool, `counts` people[cells of the smallest areas, groups]. One such group takes that of the fewest people with it,
    so that as little as can be is lost by itself; a group without anybody takes part in nothing. None gives an empty tuple.
    """
    there = counts > 0
    share = (hidden & there).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    few = np.flatnonzero(share > most).tolist()
    others = [g for g in np.argsort(counts.sum(axis=0), kind="stable").tolist() if there[:, g].any() and g not in few]
    return tuple(sorted(few + others[: max(FEWEST - len(few), 0)])) if few else ()


def coarser(product: Product, area: int, group: int, pooled: Sequence[int]) -> Coarser:
    """The product with `pooled` leaves of axis `group` as one node at the leaves of axis `area`, and apart at its sums.

    The pool is offered where all its groups are, or where its total and all other groups are: everybody can subtract. Raises
    ValueError for fewer than two groups.
    """
    chosen = tuple(sorted(set(pooled)))
    if len(chosen) < FEWEST:
        raise ValueError(f"a pool needs {FEWEST} groups or more, found {len(chosen)}; leave the table as it is")
    old = product.axes[group]
    axes = [*product.axes]
    axes[group] = Axis(old.name, old.leaves, _sums(old, chosen))
    nodes = np.delete(np.arange(axes[group].nodes), old.leaves)
    offered = np.zeros(tuple(a.nodes for a in axes), bool)
    ahead = np.moveaxis(offered, (area, group), (0, 1))
    before = np.moveaxis(product.offered, (area, group), (0, 1))
    smallest = product.axes[area].leaves
    ahead[:, nodes] = before
    ahead[:smallest, old.leaves] = _known(before[:smallest], old, chosen)
    ahead[:smallest, list(chosen)] = False
    singles = np.zeros_like(offered)
    np.moveaxis(singles, (area, group), (0, 1))[:smallest, list(chosen)] = before[:smallest, list(chosen)]
    leaf = product.counts[tuple(slice(a.leaves) for a in product.axes)]
    wider = of_leaf(leaf, axes, offered)
    place = np.take(np.arange(offered.size).reshape(offered.shape), nodes, group)
    return Coarser(wider, place.ravel(), singles.ravel())


def _sums(axis: Axis, chosen: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """The pool as the first sum; sums of all its groups become sums of it."""
    pool = axis.leaves
    found: list[tuple[int, ...]] = [chosen]
    for parts in axis.sums:
        moved = tuple(p + (p >= pool) for p in parts)
        whole = set(chosen) <= set(moved)
        found.append((*(p for p in moved if p not in chosen), pool) if whole else moved)
    return tuple(found)


def _known(offered: np.ndarray, axis: Axis, chosen: tuple[int, ...]) -> np.ndarray:
    """bool[areas, ...]: where the pool's number follows from what could be offered; `offered` is bool[areas, groups, ...]."""
    known = np.asarray(offered[:, list(chosen)].all(axis=1))
    for node, parts in enumerate(axis.sums, axis.leaves):
        others = [p for p in parts if p not in chosen]
        if set(chosen) <= set(parts):
            known |= offered[:, [*others, node]].all(axis=1)
    return known
