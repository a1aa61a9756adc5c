"""A large table of groups and areas as margins of one cube of people, so that the search can protect it.

Groups of different kinds (race or ethnicity, sex) are never crossed in print: no table tells how many girls of a group there are,
and any cube with the same margins serves. One is made up; its inner cells are free, as are those of areas of which nobody tells.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from indicators.catalog import members
from indicators.group_pools import POOLED, are_pools
from indicators.suppression.demand import Demand
from indicators.suppression.primary import Verdict
from indicators.suppression.product import Axis, Product, of_leaf
from indicators.suppression.protected import Protected
from indicators.suppression.reach_areas import PARTS
from indicators.suppression.relations import Relations
from indicators.suppression.search import protect_product

_SEED = 20  # of the made-up cube: the same counts give the same pattern anywhere


def protected(
    relations: Relations, demand: Demand, cost: np.ndarray, rows: pd.DataFrame, verdicts: Sequence[Verdict]
) -> Protected | None:
    """The cells of `relations` (the rows, and what is known beside them) to hide, with a witness for each demand.

    None where the rows are no margins of a cube. Raises OpenDemandError where a demand cannot be met within the one made up.
    """
    made = cube(rows, np.array([v.status == POOLED for v in verdicts]))
    if made is None:
        return None
    product, at = made
    worth = np.where(product.offered.ravel(), np.inf, 0.0)  # what is known beside the rows stays as it is
    worth[at] = cost[: len(rows)]
    order = np.argsort(at[demand.cell])
    found = protect_product(product, Demand(at[demand.cell][order], demand.up[order], demand.down[order]), worth)
    back = np.full(product.counts.size, -1)
    back[at] = np.arange(len(rows))
    return _of_rows(found, at, back, relations)


def _of_rows(found: Protected, at: np.ndarray, back: np.ndarray, relations: Relations) -> Protected:
    """What was found for the cube, told of the rows alone."""
    beside = len(relations.values) - len(at)
    hidden = np.append(found.hidden[at], np.zeros(beside, bool))
    known = sparse.csr_array((len(found.cells), beside), dtype=np.int64)
    changes = sparse.csr_array(sparse.hstack([found.changes[:, at], known], format="csr"))
    return Protected(hidden, back[found.cells], found.sizes, changes)


def cube(rows: pd.DataFrame, single: np.ndarray) -> tuple[Product, np.ndarray] | None:
    """The product of areas and groups, and the number of each row's cell in it; None where the rows are no margins of one.

    `single` are groups behind a pool, which nobody is offered.
    """
    small, wider = rows["level"].isin(PARTS), ~rows["level"].isin(PARTS)
    if len(set(rows.loc[small, "level"])) != 1 or len(set(rows.loc[wider, "geoid"])) != 1:
        return None
    places = list(dict.fromkeys(rows.loc[small, "geoid"]))
    kinds = [kind for kind in dict.fromkeys(rows["scheme"]) if kind != "all"]
    axes = [Axis("area", len(places) + 1, (tuple(range(len(places) + 1)),)), *(_axis(rows, kind) for kind in kinds)]
    node = {kind: _nodes(rows, kind) for kind in kinds}
    area = {place: i for i, place in enumerate(places)} | {rows.loc[wider, "geoid"].iloc[0]: axes[0].nodes - 1}
    top = [a.nodes - 1 for a in axes[1:]]
    cells = np.array([_cell(row, area, node, top) for row in rows.itertuples()], np.int64)
    leaf = _leaf(cells, rows, [a.leaves for a in axes], top)
    if leaf is None:
        return None
    shape = tuple(a.nodes for a in axes)
    at = np.asarray(np.ravel_multi_index(tuple(cells.T), shape))
    product = of_leaf(leaf, axes, _offered(shape, cells[single], axes))
    same = np.array_equal(product.counts.ravel()[at], rows["value"].to_numpy(np.int64))
    return (product, at) if same else None


def _groups(rows: pd.DataFrame, kind: str) -> tuple[list[str], list[str]]:
    """The single groups of a kind, and its pools."""
    mine = rows[rows["scheme"] == kind]
    pools = are_pools(mine)
    return list(dict.fromkeys(mine.loc[~pools, "group"])), list(dict.fromkeys(mine.loc[pools, "group"]))


def _axis(rows: pd.DataFrame, kind: str) -> Axis:
    """Single groups, then each pool, then everyone."""
    singles, pools = _groups(rows, kind)
    inside = [tuple(i for i, group in enumerate(singles) if group in members(pool)) for pool in pools]
    loose = [i for i in range(len(singles)) if not any(i in part for part in inside)]
    whole = (*loose, *range(len(singles), len(singles) + len(pools)))
    return Axis(kind, len(singles), (*inside, whole))


def _nodes(rows: pd.DataFrame, kind: str) -> dict[str, int]:
    singles, pools = _groups(rows, kind)
    return {group: i for i, group in enumerate([*singles, *pools])}


def _cell(row: object, area: dict[str, int], node: dict[str, dict[str, int]], top: list[int]) -> list[int]:
    """The nodes of one row: its area, its group in its own kind, and everyone in all others."""
    mine = [node[kind][row.group] if kind == row.scheme else whole for kind, whole in zip(node, top, strict=True)]  # pyright: ignore[reportAttributeAccessIssue] - a named tuple of a frame
    return [area[row.geoid], *mine]  # pyright: ignore[reportAttributeAccessIssue] - a named tuple of a frame


def _leaf(cells: np.ndarray, rows: pd.DataFrame, leaves: list[int], top: list[int]) -> np.ndarray | None:
    """int64[leaves]: a cube with these margins, people who are elsewhere in the wider area last; None where there is none."""
    value, city = rows["value"].to_numpy(np.int64), leaves[0]
    margins = []
    for kind, groups in enumerate(leaves[1:], 1):
        mine = (cells[:, kind] < groups) & (cells[:, kind] != top[kind - 1])
        margin = np.zeros((city + 1, groups), np.int64)
        margin[cells[mine, 0], cells[mine, kind]] = value[mine]
        margin[city - 1] = margin[city] - margin[: city - 1].sum(axis=0)
        margins.append(margin[:city])
    everyone = [margin.sum(axis=1) for margin in margins]
    if any((m < 0).any() for m in margins) or any((e != everyone[0]).any() for e in everyone):
        return None
    chance = np.random.default_rng(_SEED)
    leaf = np.zeros(leaves, np.int64)
    for area in range(city):
        people = [chance.permutation(np.repeat(np.arange(m.shape[1]), m[area])) for m in margins]
        np.add.at(leaf[area], tuple(people), 1)
    return leaf


def _offered(shape: tuple[int, ...], singles: np.ndarray, axes: Sequence[Axis]) -> np.ndarray:
    """bool[shape]: what readers see or know: margins of one kind, but for groups behind a pool and pools of the wider area."""
    kinds = np.indices(shape)[1:]
    top = [n - 1 for n in shape[1:]]
    crossed = np.sum([at != whole for at, whole in zip(kinds, top, strict=True)], axis=0)
    offered = crossed <= 1
    for kind, axis in enumerate(axes[1:]):
        pool = (kinds[kind] >= axis.leaves) & (kinds[kind] != top[kind])
        offered[-1] &= ~pool[-1]
    offered[tuple(singles.T)] = False
    return offered
