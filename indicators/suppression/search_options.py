"""The changes of leaves a box is made of, as arrays the compiled search reads."""

from collections.abc import Iterator

import numpy as np

from indicators.suppression.product import Axis, Product
from indicators.suppression.search_kernel import LONGEST, SHARES, SPOT, Table

# A node with an option of so few cells needs none of more; the others get so many of the shortest kind.
SHORT, ENOUGH = 3, 60
ROOM = 8 * LONGEST


def table(product: Product, worth: np.ndarray, jobs: tuple[np.ndarray, np.ndarray], wide: bool) -> Table:
    """The product without any witness; `wide` gives every node the longer options too, for small tables."""
    choices, parts, offset, factor, longest = _options(product, wide)
    n, count = product.counts.size, len(jobs[0])
    shape = np.array(product.shape, np.int64)
    shown = product.offered.ravel()
    counts = product.counts.ravel()
    spot = np.zeros(n, SPOT)
    spot["price"] = np.where(shown & (counts == 0), np.inf, worth)
    spot["room"] = np.where(shown, np.maximum(counts - 1, 0), counts)
    return Table(
        spot=spot,
        worth=np.where(shown & (counts == 0), np.inf, worth),
        uses=np.zeros(n, np.int32),
        banned=np.zeros(n, np.uint8),
        share=np.ones(SHARES),
        stride=np.concatenate([np.cumprod(shape[::-1])[::-1][1:], [1]]).astype(np.int64),
        nodes=shape,
        first=np.concatenate([[0], np.cumsum(shape)[:-1]]).astype(np.int64),
        choices=choices,
        parts=parts,
        offset=offset,
        factor=factor,
        seen=np.zeros(n, np.uint8),
        touched=np.zeros(ROOM + 2 * longest, np.int32),
        ends=np.zeros(2, np.int64),
        box=np.zeros(longest, np.int64),
        turn=np.zeros(longest, np.int32),
        job_cell=jobs[0].astype(np.int64),
        job_size=jobs[1].astype(np.int64),
        cells=np.zeros((count, LONGEST), np.int32),
        changes=np.zeros((count, LONGEST), np.int32),
        length=np.zeros(count, np.int64),
    )


def _options(product: Product, wide: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, int]:
    strides = np.concatenate([np.cumprod(product.shape[::-1])[::-1][1:], [1]])
    choices, parts, offset, factor, longest = [0], [0], [], [], 1
    for dimension, axis in enumerate(product.axes):
        columns, widest = axis.of_leaves(), 1
        for node in range(axis.nodes):
            for change in _of_node(axis, columns, node, wide):
                others = [i for i in np.flatnonzero(change) if i != node]
                offset += [int((i - node) * strides[dimension]) for i in others]
                factor += [int(change[i]) for i in others]
                parts.append(len(offset))
                widest = max(widest, len(others) + 1)
            choices.append(len(parts) - 1)
        longest *= widest
    return (
        np.array(choices, np.int64),
        np.array(parts, np.int64),
        np.array(offset, np.int64),
        np.array(factor, np.int32),
        longest,
    )


def _of_node(axis: Axis, columns: np.ndarray, node: int, wide: bool) -> list[np.ndarray]:
    """Changes of all nodes of the axis that raise this node by one, those of few nodes first."""
    found = {change.tobytes(): change for change in _candidates(columns, node, wide)}
    by_length = sorted(found.values(), key=np.count_nonzero)
    if not by_length or wide:
        return by_length
    # One leaf up by itself is always an option, however many groupings it counts in.
    few = max(SHORT, min(np.count_nonzero(columns[:, up]) for up in np.flatnonzero(columns[node])))
    short = [c for c in by_length if np.count_nonzero(c) <= few]
    if any(np.count_nonzero(c) <= 2 for c in short) or axis.leaves == 1:
        return short
    longer = by_length[len(short) :]
    return short + longer[:: max(1, len(longer) // ENOUGH)][:ENOUGH]


def _candidates(columns: np.ndarray, node: int, wide: bool) -> Iterator[np.ndarray]:
    for up in np.flatnonzero(columns[node] == 1):
        yield columns[:, up]
        for down in np.flatnonzero(columns[node] == 0):
            yield columns[:, up] - columns[:, down]
