"""Compiled ground of the search: what a witness costs, and the cheapest box through a cell.

A witness is one other table that agrees with the publication, kept as its changes from the true one. A box is the product of one
change of leaves an axis, "one leaf up" or "one leaf up, another down": its changes keep every sum whatever the sums are, so any
boxes added together do too, and no equation is ever looked at.
"""

# ruff: noqa: ANN001, ANN201 - numba infers the types of kernels

from collections.abc import Callable
from typing import Any, NamedTuple

import numba
import numpy as np

LONGEST = 320  # cells one witness may change; longer ones are not kept (seen: up to 170 in five dimensions)
BANNED = 1e9  # price of a cell that is being published again; finite, so that it can be given back
SHARES = 4096


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function compiled, and kept on disk where any place can be written to; else compiled anew in each process."""
    try:
        return numba.njit(cache=True)(function)
    except RuntimeError:  # numba finds neither the tree, nor the user's cache, nor NUMBA_CACHE_DIR writable
        return numba.njit(function)


# What the search reads of a cell at every step, side by side in memory: the price as the present witness sees it, less where
# others need the cell too; how far the cell can fall; and its change in the witness at hand.
SPOT = np.dtype([("price", np.float64), ("room", np.int32), ("now", np.int32)])


class Table(NamedTuple):
    """One product table as the search sees it, its witnesses, and room to work in."""

    spot: np.ndarray  # SPOT[n]
    worth: np.ndarray  # float64[n] cost of hiding; 0 where hidden anyway, infinite where it must not change
    uses: np.ndarray  # int32[n] witnesses that change the cell
    banned: np.ndarray  # uint8[n] cells being published again
    share: np.ndarray  # float64[SHARES] part of the worth to pay for a cell that so many others use
    stride: np.ndarray  # int64[axes]
    nodes: np.ndarray  # int64[axes]
    first: np.ndarray  # int64[axes] place of node 0 of each axis in `choices`
    choices: np.ndarray  # int64[all nodes + 1] each node's options
    parts: np.ndarray  # int64[options + 1] each option's further cells
    offset: np.ndarray  # int64[...] where such a cell lies from the node's own
    factor: np.ndarray  # int32[...] its change when the node's own rises by one
    seen: np.ndarray  # uint8[n]
    touched: np.ndarray  # int32[...] cells the witness at hand has ever changed
    ends: np.ndarray  # int64[2] length of `touched`, of `box`
    box: np.ndarray  # int64[...] cells of the box at hand
    turn: np.ndarray  # int32[...] their factors
    job_cell: np.ndarray  # int64[jobs]
    job_size: np.ndarray  # int64[jobs] change asked for, signed
    cells: np.ndarray  # int32[jobs, LONGEST]
    changes: np.ndarray  # int32[jobs, LONGEST]
    length: np.ndarray  # int64[jobs] 0: no witness yet


@kernel
def reprice(t, i):
    """Sets the price of one cell from its worth and its other users."""
    if t.banned[i]:
        t.spot[i].price = BANNED
    elif t.worth[i] > 0:
        t.spot[i].price = t.worth[i] * t.share[min(t.uses[i], SHARES - 1)]


@kernel
def clear(t):
    """Puts the witness at hand back to no change."""
    for j in range(t.ends[0]):
        t.spot[t.touched[j]].now = 0
        t.seen[t.touched[j]] = 0
    t.ends[0] = 0


@kernel
def change(t, i, by):
    """Changes one cell of the witness at hand."""
    if not t.seen[i]:
        t.seen[i] = 1
        t.touched[t.ends[0]] = i
        t.ends[0] += 1
    t.spot[i].now += by


@kernel
def full(t):
    """Whether another box might not find room in the list of touched cells."""
    return t.ends[0] + len(t.box) > len(t.touched)


@kernel
def price_at_hand(t):
    """What the witness at hand costs."""
    total = 0.0
    for j in range(t.ends[0]):
        if t.spot[t.touched[j]].now != 0:
            total += t.spot[t.touched[j]].price
    return total


@kernel
def load(t, cells, changes, length):
    """Takes a stored witness in hand."""
    clear(t)
    for j in range(length):
        change(t, cells[j], changes[j])


@kernel
def store(t, cells, changes):
    """Writes the witness at hand down; returns its length, or 0 where it is too long."""
    length = 0
    for j in range(t.ends[0]):
        i = t.touched[j]
        if t.spot[i].now != 0:
            if length == LONGEST:
                return 0
            cells[length] = i
            changes[length] = t.spot[i].now
            length += 1
    return length


@kernel
def use(t, cells, length, by):
    """Adds (1) or takes out (-1) a witness among the users of its cells; returns the worth that became hidden or shown by it."""
    turned = 0.0
    for j in range(length):
        i = cells[j]
        before = t.uses[i]
        t.uses[i] = before + by
        if (before == 0 or t.uses[i] == 0) and t.worth[i] > 0:
            turned += t.worth[i]
        reprice(t, i)
    return turned


@kernel
def order_axes(t, start, node, order):
    """Fills in the node of a cell on each axis, and the axes by rising number of options."""
    for d in range(len(t.stride)):
        node[d] = t.first[d] + (start // t.stride[d]) % t.nodes[d]
        at = d
        options = t.choices[node[d] + 1] - t.choices[node[d]]
        while at > 0 and t.choices[node[order[at - 1]] + 1] - t.choices[node[order[at - 1]]] > options:
            order[at] = order[at - 1]
            at -= 1
        order[at] = d


@kernel
def extend(t, option, known, paid, back, size, best, gain, fixed):
    """Adds the further cells of one option to the first `known` cells of the box; returns what it pays and gives back.

    Pays infinitely much where the box is not legal or cannot end below `best`.
    """
    top = known
    limit = best + gain
    for e in range(t.parts[option], t.parts[option + 1]):
        offset = t.offset[e]
        factor = t.factor[e]
        for j in range(known):
            i = t.box[j] + offset
            turn = t.turn[j] * factor
            by = turn * size
            spot = t.spot[i]
            now = spot.now
            if now == 0:
                paid += spot.price
            elif now + by == 0:
                back += spot.price
            if paid >= limit or i == fixed or spot.room + now + by < 0:
                return np.inf, back
            t.box[top] = i
            t.turn[top] = turn
            top += 1
    t.ends[1] = top
    return paid, back


@kernel
def cheapest_box(t, start, size, best, gain, fixed, chosen):
    """Price of the cheapest box through `start` that changes it by `size`, infinite if none costs less than `best`.

    Cells the witness at hand already changes cost nothing, and give their price back when the box undoes their change; no box
    gives back more than `gain`. Leaves the box's cells and factors in hand. `fixed` does not change.
    """
    axes = len(t.stride)
    node = np.empty(axes, np.int64)
    order = np.empty(axes, np.int64)
    at = np.empty(axes, np.int64)
    known = np.empty(axes + 1, np.int64)
    paid = np.zeros(axes + 1)
    back = np.zeros(axes + 1)
    order_axes(t, start, node, order)
    if t.spot[start].room + t.spot[start].now + size < 0:
        return np.inf
    t.box[0] = start
    t.turn[0] = 1
    known[0] = 1
    if t.spot[start].now == 0:
        paid[0] = t.spot[start].price
    elif t.spot[start].now + size == 0:
        back[0] = t.spot[start].price
    found = np.inf
    level = 0
    at[0] = t.choices[node[order[0]]]
    while level >= 0:
        if at[level] == t.choices[node[order[level]] + 1]:
            level -= 1
            continue
        pays, gives = extend(t, at[level], known[level], paid[level], back[level], size, best, gain, fixed)
        at[level] += 1
        if pays == np.inf:
            continue
        if level < axes - 1:
            level += 1
            known[level] = t.ends[1]
            paid[level] = pays
            back[level] = gives
            at[level] = t.choices[node[order[level]]]
        elif pays - gives < best:
            best = pays - gives
            found = best
            for d in range(axes):
                chosen[d] = at[d] - 1
    if found < np.inf:
        for d in range(axes):
            extend(t, chosen[d], known[d], 0.0, 0.0, size, np.inf, 0.0, -1)
            known[d + 1] = t.ends[1]
    return found


@kernel
def add_box(t, size):
    """Adds the box in hand to the witness at hand."""
    for j in range(t.ends[1]):
        change(t, t.box[j], t.turn[j] * size)
