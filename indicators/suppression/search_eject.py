"""Compiled move of the search that shows a hidden cell again, replacing every witness that changes it."""

# ruff: noqa: ANN001, ANN201 - numba infers the types of kernels

import numpy as np

from indicators.suppression.search_kernel import (
    BANNED,
    LONGEST,
    add_box,
    cheapest_box,
    clear,
    full,
    kernel,
    load,
    price_at_hand,
    reprice,
    store,
    use,
)
from indicators.suppression.search_moves import AXES, FREE, find, put, shorten


@kernel
def index(t):
    """Jobs that use each cell: where its list begins, and all lists in a row."""
    begin = np.zeros(len(t.uses) + 1, np.int64)
    for job in range(len(t.length)):
        for j in range(t.length[job]):
            begin[t.cells[job, j] + 1] += 1
    for i in range(len(t.uses)):
        begin[i + 1] += begin[i]
    fill = begin[:-1].copy()
    users = np.empty(begin[-1], np.int32)
    for job in range(len(t.length)):
        for j in range(t.length[job]):
            i = t.cells[job, j]
            users[fill[i]] = job
            fill[i] += 1
    return begin, users


@kernel
def uses_cell(t, job, cell):
    """Whether the job's witness changes the cell."""
    return (t.cells[job, : t.length[job]] == cell).any()


@kernel
def patch(t, job, bound, cells, changes, chosen):
    """Writes down the job's old witness with every change of a banned cell undone, if that costs less than `bound`."""
    cell = t.job_cell[job]
    load(t, t.cells[job], t.changes[job], t.length[job])
    j = 0
    while j < t.ends[0]:
        i = t.touched[j]
        j += 1
        if t.spot[i].now == 0 or not t.banned[i]:
            continue
        if full(t) or cheapest_box(t, i, -t.spot[i].now, BANNED / 2, 2 * BANNED, cell, chosen) == np.inf:
            return 0, bound
        add_box(t, -t.spot[i].now)
        j = 0
    shorten(t, cell, chosen)
    price = price_at_hand(t)
    if price >= bound:
        return 0, bound
    return store(t, cells, changes), price


@kernel
def rebuild(t, job, bound, rules, cells, changes, chosen):
    """Writes down the cheaper of a patched and a new witness without the banned cells; returns its length, 0 for none."""
    length, price = patch(t, job, bound, cells, changes, chosen)
    if length > 0 and (price < FREE):
        return length
    other = np.empty(LONGEST, np.int32)
    turned = np.empty(LONGEST, np.int32)
    found, _ = find(t, job, price if length > 0 else bound, rules, True, other, turned, chosen)
    if found == 0:
        return length
    cells[:found] = other[:found]
    changes[:found] = turned[:found]
    return found


@kernel
def eject(t, cells, many, slack, rules, spare_cells, spare_changes, spare_length):
    """Publishes some hidden cells again if every witness that uses them can be replaced for less than is gained; returns the gain.

    `many` are the jobs that use them. A negative `slack` lets the search go uphill by that much.
    """
    chosen = np.empty(AXES, np.int64)
    gained = 0.0
    for job in many:
        gained += use(t, t.cells[job], t.length[job], -1)
    for i in cells:
        t.banned[i] = 1
        reprice(t, i)
    spent = 0.0
    done = 0
    for job in many:
        left = gained - spent - slack
        length = rebuild(t, job, left + FREE, rules, spare_cells[done], spare_changes[done], chosen)
        if length == 0:
            break
        spent += use(t, spare_cells[done], length, 1)
        spare_length[done] = length
        done += 1
        if spent >= gained - slack:
            break
    for i in cells:
        t.banned[i] = 0
        reprice(t, i)
    if done == len(many) and spent < gained - slack:
        for q in range(done):
            put(t, many[q], spare_cells[q], spare_changes[q], spare_length[q])
        return gained - spent
    for q in range(done):
        use(t, spare_cells[q], spare_length[q], -1)
    for job in many:
        use(t, t.cells[job], t.length[job], 1)
    return 0.0


@kernel
def users_of(t, cell, begin, users, most):
    """The jobs that use a cell now, by an index that may be older; none where it is too old or they are more than `most`."""
    many = np.empty(most, np.int64)
    count = 0
    for j in range(begin[cell], begin[cell + 1]):
        if uses_cell(t, users[j], cell):
            if count == most:
                return many[:0]
            many[count] = users[j]
            count += 1
    return many[: count if count == t.uses[cell] else 0]


@kernel
def eject_each(t, order, slack, rules, renew, most):
    """Tries to publish each cell again, in order; returns what was gained. Jobs are looked up anew every `renew` cells."""
    spare_cells = np.empty((most, LONGEST), np.int32)
    spare_changes = np.empty((most, LONGEST), np.int32)
    spare_length = np.empty(most, np.int64)
    one = np.empty(1, np.int64)
    begin, users = index(t)
    gained = 0.0
    for turn in range(len(order)):
        if turn % renew == renew - 1:
            begin, users = index(t)
        cell = order[turn]
        if t.uses[cell] == 0 or t.uses[cell] > most or t.worth[cell] == 0:
            continue
        many = users_of(t, cell, begin, users, most)
        if len(many) > 0:
            one[0] = cell
            gained += eject(t, one, many, slack[turn], rules, spare_cells, spare_changes, spare_length)
    clear(t)
    return gained
