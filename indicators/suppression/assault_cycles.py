"""Exact disclosure in flat tables, in linear time: a hidden cell that lies on no cycle of possible moves is given away.

Where every hidden cell is in at most two equations, once on each side, cells are the arcs of a network whose nodes are the
equations: to raise a cell is to walk its arc forward, to lower it backward, and every other table is a cycle (Gusfield 1988).
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from indicators.suppression.assault_rows import parts
from indicators.suppression.assault_view import Publication


@dataclass(frozen=True)
class Arcs:
    """One arc a cell: raising the cell leads from `tail` to `head`."""

    tail: np.ndarray
    head: np.ndarray
    nodes: int


def frozen(publication: Publication, truth: np.ndarray) -> np.ndarray:
    """bool[n]: hidden cells that cannot change by one person either way; False where the equations are no network."""
    found = np.zeros(len(publication.names), bool)
    for cells, matrix in parts(publication):
        arcs = network(matrix)
        if arcs is not None:
            found[cells] = frozen_of(arcs, publication.low[cells], publication.high[cells], truth[cells])
    return found


def frozen_of(arcs: Arcs, low: np.ndarray, high: np.ndarray, table: np.ndarray) -> np.ndarray:
    """bool[k]: the same of the cells of one part; any table that agrees with what is published will do for the truth."""
    return _on_no_cycle(arcs, table < high, table > low)


def network(matrix: sparse.csr_array) -> Arcs | None:
    """The arcs of the columns, or None where some column is in more than two rows or the signs cannot be turned to fit."""
    columns = sparse.csc_array(matrix)
    columns.sort_indices()
    entries = np.diff(columns.indptr)
    if (entries > 2).any() or (entries == 0).any() or (np.abs(columns.data) != 1).any():
        return None
    ground, first = len(matrix.indptr) - 1, columns.indptr[:-1]
    second = np.minimum(first + 1, len(columns.data) - 1)
    one, two = columns.indices[first], np.where(entries == 2, columns.indices[second], ground)
    signs = _turned(one, two, columns.data[first] * columns.data[second], entries == 2, ground)
    if signs is None:
        return None
    forward = signs[one] * columns.data[first] > 0
    return Arcs(np.where(forward, two, one), np.where(forward, one, two), ground + 1)


def _turned(one: np.ndarray, two: np.ndarray, product: np.ndarray, paired: np.ndarray, rows: int) -> np.ndarray | None:
    """A sign for each row so that each column has one +1 and one -1; None where there is none."""
    a, b, same = one[paired], two[paired], product[paired] < 0
    there = np.where(same, b, b + rows), np.where(same, b + rows, b)
    graph = sparse.coo_array(
        (np.ones(2 * len(a)), (np.concatenate([a, a + rows]), np.concatenate(there))), shape=(2 * rows, 2 * rows)
    )
    _, label = connected_components(graph.tocsr(), directed=False)
    plus, minus = label[:rows], label[rows:]
    return None if (plus == minus).any() else np.where(plus < minus, 1, -1)


def _on_no_cycle(arcs: Arcs, rises: np.ndarray, falls: np.ndarray) -> np.ndarray:
    """A one-way arc needs both ends strongly connected; a two-way arc must be no bridge (Boesch and Tindell 1980)."""
    start = np.concatenate([arcs.tail[rises], arcs.head[falls]])
    end = np.concatenate([arcs.head[rises], arcs.tail[falls]])
    graph = sparse.coo_array((np.ones(len(start)), (start, end)), shape=(arcs.nodes, arcs.nodes)).tocsr()
    _, label = connected_components(graph, directed=True, connection="strong")
    inside = (label[arcs.tail] == label[arcs.head]) & (rises | falls)
    found = ~inside
    found[inside] = bridges(arcs.tail[inside], arcs.head[inside], arcs.nodes)
    return found


def bridges(tail: np.ndarray, head: np.ndarray, nodes: int) -> np.ndarray:
    """bool[arcs]: arcs whose loss would cut their ends apart, whichever way the others are walked (Tarjan 1974)."""
    around: list[list[tuple[int, int]]] = [[] for _ in range(nodes)]
    for arc, (a, b) in enumerate(zip(tail.tolist(), head.tolist(), strict=True)):
        around[a].append((b, arc))
        around[b].append((a, arc))
    seen, lowest = [-1] * nodes, [0] * nodes
    found, clock = np.zeros(len(tail), bool), 0
    for root in range(nodes):
        if seen[root] >= 0:
            continue
        stack = [(root, -1, iter(around[root]))]
        seen[root] = lowest[root] = clock
        clock += 1
        while stack:
            node, by, ways = stack[-1]
            onward = next(((b, arc) for b, arc in ways if arc != by and _returns(seen, lowest, node, b)), None)
            if onward is not None:
                seen[onward[0]] = lowest[onward[0]] = clock
                clock += 1
                stack.append((onward[0], onward[1], iter(around[onward[0]])))
                continue
            stack.pop()
            if stack:
                above = stack[-1][0]
                lowest[above] = min(lowest[above], lowest[node])
                found[by] = lowest[node] > seen[above]
    return found


def _returns(seen: list[int], lowest: list[int], node: int, other: int) -> bool:
    """Whether the other node is new; a node seen before shows how far back this one reaches."""
    if seen[other] >= 0:
        lowest[node] = min(lowest[node], seen[other])
    return seen[other] < 0
