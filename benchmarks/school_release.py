"""Connecticut's school counts as one release: every table protected, and all of them in the one system a reader holds."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse

from benchmarks.school_counts import OTHERS, SIZE, Year
from indicators.suppression.coarser import coarser
from indicators.suppression.demand import Demand, of_primaries, small_counts
from indicators.suppression.policy import THRESHOLD
from indicators.suppression.product import Product
from indicators.suppression.proof import Witnesses
from indicators.suppression.protected import Protected
from indicators.suppression.relations import Relations, linked
from indicators.suppression.search import cost_of, protect_product
from indicators.suppression.witnesses import of_changes

HEADLINE, TOTAL = 1000.0, 10.0  # prices of the state's numbers and of everyone's
PLACE, GROUP = 0, 1


class Part(NamedTuple):
    """One table, what is asked for it, and the pattern found."""

    year: Year
    product: Product
    groups: tuple[str, ...]  # names of the group axis's nodes
    starred: np.ndarray  # bool[n]
    demand: Demand
    found: Protected


class Release(NamedTuple):
    """All tables as a reader holds them."""

    relations: Relations
    hidden: np.ndarray
    demand: Demand
    witnesses: Witnesses


def protected(year: Year, pooled: Sequence[str] = ()) -> Part:
    """One table protected: small counts, the state's starred ones too, and single pooled groups of districts."""
    product, starred, groups = year.product, year.starred, (*year.groups, "all")
    primary = small_counts(product.relations(), THRESHOLD)
    chosen = [i for i, group in enumerate(year.groups) if group in pooled]
    if len(chosen) > 1:
        wider = coarser(product, PLACE, GROUP, chosen)
        product, starred, primary = wider.product, wider.moved(starred), wider.primary(THRESHOLD)
        groups = (*year.groups, "pool", "all")
    demand = of_primaries(product.relations(), primary | starred, THRESHOLD)
    weights = [np.ones(nodes) for nodes in product.shape]
    weights[PLACE][-1], weights[GROUP][-1] = HEADLINE, TOTAL
    found = protect_product(product, demand, cost_of(product.counts, weights))
    return Part(year, product, groups, starred, demand, found)


def told(product: Product) -> np.ndarray:
    """bool[n]: cells of one outcome at most, which is all that any file tells of. Of two outcomes together nothing is known.

    A count of those with both that fits can be found for any two parts of a group, so such cells bound nothing a reader holds.
    """
    nodes = np.indices(product.shape)[2:]
    return ((nodes != SIZE).sum(axis=0) <= 1).ravel()


def release(parts: Sequence[Part], hidden: Sequence[np.ndarray] | None = None) -> Release:
    """The one relation system of all tables, with each part's own pattern or another, and the witnesses of the parts' own."""
    kept = [np.flatnonzero(told(part.product)) for part in parts]
    relations = linked([_relations(part, cells) for part, cells in zip(parts, kept, strict=True)])
    starts = np.cumsum([0, *(len(cells) for cells in kept)])
    demands = [part.demand.of_cells(cells) for part, cells in zip(parts, kept, strict=True)]
    cells = np.concatenate([d.cell + start for d, start in zip(demands, starts[:-1], strict=True)])
    up, down = (np.concatenate([getattr(d, side) for d in demands]) for side in ("up", "down"))
    patterns = [part.found.hidden for part in parts] if hidden is None else hidden
    return Release(
        relations,
        np.concatenate([pattern[cells] for pattern, cells in zip(patterns, kept, strict=True)]),
        Demand(cells, up, down),
        _witnesses(parts, kept, starts),
    )


def _witnesses(parts: Sequence[Part], kept: Sequence[np.ndarray], starts: np.ndarray) -> Witnesses:
    changes = sparse.block_diag([p.found.changes[:, cells] for p, cells in zip(parts, kept, strict=True)], format="csr")
    at = [
        np.searchsorted(cells, part.found.cells) + start
        for part, cells, start in zip(parts, kept, starts, strict=False)
    ]
    sizes = np.concatenate([part.found.sizes for part in parts])
    return of_changes(np.concatenate(at), sizes, sparse.csr_array(changes))


def _relations(part: Part, cells: np.ndarray) -> Relations:
    """The equations among these cells of one table, under names that tell year, place, group and what is counted."""
    whole = part.product.relations()
    inside = np.zeros(len(whole.values), np.int64)
    inside[cells] = 1
    rows = np.flatnonzero(abs(whole.matrix).sign() @ inside == np.diff(whole.matrix.indptr))
    matrix = sparse.csr_array(whole.matrix[rows][:, cells])
    return Relations(
        whole.values[cells],
        whole.lower[cells],
        whole.upper[cells],
        whole.offered[cells],
        matrix,
        _names(part, cells),
        [f"{part.year.name}, {whole.equations[int(row)]}" for row in rows],
    )


def _names(part: Part, cells: np.ndarray) -> list[str]:
    places = (*part.year.places, "elsewhere", "the state")
    axes = part.product.axes[2:]
    found = []
    for place, group, *nodes in zip(*np.unravel_index(cells, part.product.shape), strict=True):
        what = [f"{'not ' if n == OTHERS else ''}{a.name}" for a, n in zip(axes, nodes, strict=True) if n != SIZE]
        found.append(f"{part.year.name}, {places[place]}, {part.groups[group]}, {' '.join(what) or 'students'}")
    return found


def next_smallest(part: Part) -> np.ndarray:
    """Hidden cells by the rule of state report cards: small and starred ones, and where a row of groups has one, the next smallest."""
    width = len(part.year.groups)
    first = (part.starred | small_counts(part.product.relations(), THRESHOLD)).reshape(part.product.shape)
    hidden = np.moveaxis(first.copy(), GROUP, -1)
    counts, offered = (np.moveaxis(a, GROUP, -1)[..., :width] for a in (part.product.counts, part.product.offered))
    alone = hidden[..., :width].sum(axis=-1) == 1
    possible = offered & ~hidden[..., :width] & (counts > 0)
    size = np.where(possible, counts, np.iinfo(np.int64).max)
    for row in np.argwhere(alone & possible.any(axis=-1)):
        hidden[(*row, int(np.argmin(size[tuple(row)])))] = True
    return np.moveaxis(hidden, -1, GROUP).ravel()
