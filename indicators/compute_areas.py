"""Sums of table lines for areas as published and for neighborhoods made of tracts, with margin and status."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from geo import apportion
from indicators.compute_cube import STATUSES, Cube
from indicators.measure import Lines

Floats = NDArray[np.float64]
WORDS = np.array(["estimated", "not_reported", "not_available"])
ESTIMATED, NOT_REPORTED, NOT_AVAILABLE = range(3)


@dataclass(frozen=True)
class Sums:
    """One number for each row of the cube's shown areas, then for each of its neighborhoods; `status` indexes WORDS."""

    estimate: Floats
    moe: Floats
    status: NDArray[np.int8]


@dataclass(frozen=True)
class _Parts:
    """Of every row of the cube and every part: the sum, the two halves of its margin, and the status."""

    total: Floats
    squares: Floats  # of the margins of lines that are not zero
    largest: Floats  # margin of a line that is zero
    status: NDArray[np.int8]


def sums(cube: Cube, parts: Sequence[Lines]) -> list[Sums]:
    """Of each part the lines added up, those of `minus` taken away. A sum with one unknown line is unknown; nothing is filled in.

    The margin takes every line of every tract as one component, weighted as its estimate is, so that the rule for zero
    estimates is applied once, over all of them. All parts of a measure are made at once, which saves most of the work.
    """
    made = _added(cube, parts)
    shown, tracts, weights = cube.published["row"].to_numpy(), cube.tracts, cube.weights
    estimate = np.concatenate([made.total[shown], apportion.counts(weights, made.total[tracts])])
    here = np.sqrt(made.squares[shown] + made.largest[shown] ** 2)
    there = apportion.combined(weights, made.squares[tracts], made.largest[tracts])
    status = np.concatenate([made.status[shown], _worst(weights, made.status[tracts])])
    known = status == ESTIMATED
    estimate, moe = np.where(known, estimate, np.nan), np.where(known, np.concatenate([here, there]), np.nan)
    return [Sums(estimate[:, n].copy(), moe[:, n].copy(), status[:, n].copy()) for n in range(len(parts))]


def apportioned(cube: Cube, variables: Sequence[str]) -> tuple[Floats, NDArray[np.int8]]:
    """Counts of each neighborhood by line, apart, and the worst status of all: for what is made of a whole table's classes."""
    lines = _added(cube, [Lines((variable,)) for variable in variables])
    counts = apportion.counts(cube.weights, lines.total[cube.tracts])
    return counts, _worst(cube.weights, lines.status[cube.tracts]).max(axis=1)


def _added(cube: Cube, parts: Sequence[Lines]) -> _Parts:
    """The lines of each part side by side, then added up in one go."""
    lines = [[*((v, 1.0) for v in part.plus), *((v, -1.0) for v in part.minus)] for part in parts]
    columns = [cube.lines[variable] for part in lines for variable, _ in part]
    signs = np.array([sign for part in lines for _, sign in part])
    starts = np.cumsum([0, *(len(part) for part in lines[:-1])])
    estimate, moe = cube.cells["estimate"][:, columns], cube.cells["moe"][:, columns]
    moe[np.isnan(estimate)] = np.nan
    zero = estimate == 0
    return _Parts(
        np.add.reduceat(estimate * signs, starts, axis=1),
        np.add.reduceat(np.where(zero, 0.0, moe) ** 2, starts, axis=1),
        np.maximum.reduceat(np.where(zero, moe, 0.0), starts, axis=1),
        np.maximum.reduceat(_status(cube.status[:, columns], estimate), starts, axis=1),
    )


def _status(codes: NDArray[np.int8], estimate: Floats) -> NDArray[np.int8]:
    """Of each cell: not available where it was never observed, not reported where it has no number."""
    absent = codes == STATUSES.index("absent")
    return np.select([absent, np.isnan(estimate)], [NOT_AVAILABLE, NOT_REPORTED], default=ESTIMATED).astype(np.int8)


def _worst(weights: sparse.csr_array, status: NDArray[np.int8]) -> NDArray[np.int8]:
    """Of each neighborhood: the worst status of its tracts; not available where it has none."""
    has = np.diff(weights.indptr) > 0
    worst = np.full((len(has), status.shape[1]), NOT_AVAILABLE, np.int8)
    if weights.nnz:
        worst[has] = np.maximum.reduceat(status[weights.indices], weights.indptr[:-1][has], axis=0)
    return worst
