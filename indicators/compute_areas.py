"""Sums of table lines for areas as published and for neighborhoods made of tracts, with margin and status."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from geo import apportion
from indicators import margins
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


def sums(cube: Cube, part: Lines) -> Sums:
    """The lines added up, those of `minus` taken away. A sum with one unknown part is unknown; nothing is filled in.

    The margin takes every line of every tract as one component, weighted as its estimate is, so that the rule for zero
    estimates is applied once, over all of them.
    """
    columns = [cube.lines[variable] for variable in part.plus + part.minus]
    signs = np.array([1.0] * len(part.plus) + [-1.0] * len(part.minus))
    estimate, moe = cube.cells["estimate"][:, columns], cube.cells["moe"][:, columns]
    status = _status(cube.status[:, columns], estimate)
    here, there = _published(cube, estimate, moe, signs, status), _apportioned(cube, estimate, moe, signs, status)
    both = np.concatenate([here.status, there.status])
    known = both == ESTIMATED
    return Sums(
        np.where(known, np.concatenate([here.estimate, there.estimate]), np.nan),
        np.where(known, np.concatenate([here.moe, there.moe]), np.nan),
        both,
    )


def apportioned(cube: Cube, variables: Sequence[str]) -> tuple[Floats, NDArray[np.int8]]:
    """Counts of each neighborhood by line, apart, and the worst status of all: for what is made of a whole table's classes."""
    columns = [cube.lines[variable] for variable in variables]
    estimate = cube.cells["estimate"][cube.tracts][:, columns]
    status = _status(cube.status[cube.tracts][:, columns], estimate)
    return apportion.counts(cube.weights, estimate), _worst(cube.weights, status)


def _published(cube: Cube, estimate: Floats, moe: Floats, signs: Floats, status: NDArray[np.int8]) -> Sums:
    rows = cube.published["row"].to_numpy()
    return Sums(estimate[rows] @ signs, margins.of_sum(estimate[rows], moe[rows]), status[rows])


def _apportioned(cube: Cube, estimate: Floats, moe: Floats, signs: Floats, status: NDArray[np.int8]) -> Sums:
    part, part_moe, weights = estimate[cube.tracts], moe[cube.tracts], cube.weights
    total = apportion.counts(weights, (part @ signs)[:, None])[:, 0]
    # Lines side by side: the components of a neighborhood are its tracts once for every line.
    components = sparse.csr_array(sparse.hstack([weights] * len(signs)))
    margin = apportion.margins(components, part.T.reshape(-1, 1), part_moe.T.reshape(-1, 1))[:, 0]
    return Sums(total, margin, _worst(weights, status[cube.tracts]))


def _status(codes: NDArray[np.int8], estimate: Floats) -> NDArray[np.int8]:
    """Of each row: not available where a line was never observed, not reported where one has no number."""
    absent = (codes == STATUSES.index("absent")).any(axis=1)
    unknown = np.isnan(estimate).any(axis=1)
    return np.select([absent, unknown], [NOT_AVAILABLE, NOT_REPORTED], default=ESTIMATED).astype(np.int8)


def _worst(weights: sparse.csr_array, status: NDArray[np.int8]) -> NDArray[np.int8]:
    """Of each neighborhood: the worst status of its tracts; not available where it has none."""
    has = np.diff(weights.indptr) > 0
    worst = np.full(len(has), NOT_AVAILABLE, np.int8)
    if weights.nnz:
        worst[has] = np.maximum.reduceat(status[weights.indices], weights.indptr[:-1][has])
    return worst
