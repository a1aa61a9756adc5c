"""Compiled moves of the search: find a witness, make it cheaper, sweep through all of them."""

# ruff: noqa: ANN001, ANN201 - numba infers the types of kernels

import numpy as np

from indicators.suppression.search_kernel import (
    LONGEST,
    add_box,
    cheapest_box,
    clear,
    full,
    kernel,
    load,
    price_at_hand,
    store,
    use,
)

FREE = 0.6  # a box that costs less changes nothing but cells hidden anyway
LEAST = 1e-9  # gains below are binary fractions
AXES = 16


@kernel
def free_piece(t, cell, sign, left, chosen):
    """Adds the largest free box through the cell that `left` asks for, halving; returns its size or 0."""
    size = left
    while size > 0:
        if cheapest_box(t, cell, sign * size, FREE, 0.0, -1, chosen) < np.inf:
            add_box(t, sign * size)
            return size
        size //= 2
    return 0


@kernel
def paid_piece(t, cell, sign, left, bound, chosen):
    """Adds the cheapest box through the cell that costs less than `bound`, halving `left` until there is one; returns its size or 0."""
    size = left
    while size > 0:
        if cheapest_box(t, cell, sign * size, bound, 0.0, -1, chosen) < np.inf:
            add_box(t, sign * size)
            return size
        size //= 2
    return 0


@kernel
def compose(t, cell, wanted, rule, bound, chosen):
    """Takes in hand a witness of several boxes that costs less than `bound`; says whether there is one.

    Free boxes as large as can be come first; the first paid one is all that is left, a half, a third, or one.
    """
    clear(t)
    sign = 1 if wanted > 0 else -1
    left = abs(wanted)
    paid = 0
    while left > 0:
        if full(t):
            return False
        size = free_piece(t, cell, sign, left, chosen)
        if size == 0:
            most = left
            if paid == 0 and rule > 0:
                most = 1 if rule == 3 else max(1, left // (rule + 1))
            size = paid_piece(t, cell, sign, most, bound - price_at_hand(t), chosen)
            paid += 1
        if size == 0:
            return False
        left -= size
    return price_at_hand(t) < bound


@kernel
def shorten(t, cell, chosen):
    """Makes the witness at hand cheaper with boxes that undo its change of one paid cell each; `cell` keeps its change."""
    better = True
    while better and not full(t):
        better = False
        gain = price_at_hand(t)
        for j in range(t.ends[0]):
            i = t.touched[j]
            if i == cell or t.spot[i].now == 0 or t.spot[i].price < FREE:
                continue
            size = -t.spot[i].now
            if cheapest_box(t, i, size, -LEAST, gain, cell, chosen) < np.inf:
                add_box(t, size)
                gain = price_at_hand(t)
                better = True
                if full(t):
                    break


@kernel
def find(t, job, bound, rules, short, cells, changes, chosen):
    """Writes down the cheapest witness found for a job that costs less than `bound`; returns its length and price, 0 for none."""
    cell = t.job_cell[job]
    wanted = t.job_size[job]
    length = 0
    clear(t)
    single = cheapest_box(t, cell, wanted, bound, 0.0, -1, chosen)
    if single < np.inf:
        add_box(t, wanted)
        if short:
            shorten(t, cell, chosen)
        single = price_at_hand(t)
        length = store(t, cells, changes)
        if length > 0:
            bound = min(bound, single)
    for rule in range(rules):
        if bound < FREE:
            break
        # A composite is only begun where it might end well after it has been made shorter.
        if compose(t, cell, wanted, rule, bound * 1.3 + 1.0, chosen):
            if short:
                shorten(t, cell, chosen)
            price = price_at_hand(t)
            if price < bound - LEAST:
                kept = store(t, cells, changes)
                if kept > 0:
                    length = kept
                    bound = price
                else:
                    length = 0
    return length, bound


@kernel
def sweep(t, jobs, rules, idle, short):
    """Takes out each witness in turn and puts the cheapest that can be found in its place; returns how many jobs have none."""
    chosen = np.empty(AXES, np.int64)
    cells = np.empty(LONGEST, np.int32)
    changes = np.empty(LONGEST, np.int32)
    missing = 0
    for job in jobs:
        bound = np.inf
        if t.length[job] > 0:
            use(t, t.cells[job], t.length[job], -1)
            load(t, t.cells[job], t.changes[job], t.length[job])
            if short:
                shorten(t, t.job_cell[job], chosen)
            bound = price_at_hand(t) + LEAST
            kept = store(t, cells, changes)
            if kept > 0:
                put(t, job, cells, changes, kept)
        if bound > idle:
            length, _ = find(t, job, bound, rules, short, cells, changes, chosen)
            if length > 0:
                put(t, job, cells, changes, length)
        if t.length[job] == 0:
            missing += 1
        use(t, t.cells[job], t.length[job], 1)
    clear(t)
    return missing


@kernel
def put(t, job, cells, changes, length):
    """Stores a witness as that of the job."""
    for j in range(length):
        t.cells[job, j] = cells[j]
        t.changes[job, j] = changes[j]
    t.length[job] = length
