"""Compiled moves of the search: find a witness, make it cheaper, sweep through all of them, publish a cell again."""

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

FREE = 0.6  # a box that costs less changes nothing but cells hidden anyway
LEAST = 1e-9  # gains below are binary fractions
AXES = 16
START_RULES = 4


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
    if length > 0 and (price < FREE or rules < 0):
        return length
    other = np.empty(LONGEST, np.int32)
    turned = np.empty(LONGEST, np.int32)
    found, _ = find(t, job, price if length > 0 else bound, abs(rules), True, other, turned, chosen)
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
