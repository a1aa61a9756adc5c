"""Cells that additions and subtractions alone give away: those whose value is a combination of the published equations."""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import lsmr

from indicators.suppression.assault_view import Publication
from indicators.suppression.relations import size

PRIME = 2**31 - 1  # the product of two residues fits into 64 bits
# Larger groups of cells are tested by projecting random numbers; elimination would fill memory.
ELIMINATED = 400
# A cell that can move at all moves by far more than this in two random directions.
STILL = 1e-7
_ACCURACY = 1e-13
_STEPS = 5_000


def determined(publication: Publication, seed: int = 0) -> np.ndarray:
    """bool[n]: hidden cells that the equations alone fix, whatever is known of their size."""
    found = np.zeros(len(publication.names), bool)
    for cells, matrix in parts(publication):
        found[cells] = determined_of(matrix, seed)
    return found


def determined_of(matrix: sparse.csr_array, seed: int = 0) -> np.ndarray:
    """bool[k]: the same of the cells of one part."""
    cells = size(matrix)[1]
    return _by_elimination(matrix.toarray()) if cells <= ELIMINATED else _by_projection(matrix, cells, seed)


def parts(publication: Publication) -> list[tuple[np.ndarray, sparse.csr_array]]:
    """Hidden cells that can change together, and the equations among them."""
    cells = np.flatnonzero(publication.open)
    matrix = sparse.csr_array(publication.matrix[:, cells])
    joined = sparse.block_array([[None, matrix.T], [matrix, None]], format="csr")
    count, label = connected_components(joined, directed=False)
    of_cell, of_row = label[: len(cells)], label[len(cells) :]
    columns, rows = (np.split(np.argsort(of, kind="stable"), _ends(of, count)) for of in (of_cell, of_row))
    return [(cells[c], sparse.csr_array(matrix[r][:, c])) for c, r in zip(columns, rows, strict=True) if len(c)]


def _ends(label: np.ndarray, count: int) -> np.ndarray:
    return np.cumsum(np.bincount(label, minlength=count))[:-1]


def _by_elimination(matrix: np.ndarray) -> np.ndarray:
    """Gauss and Jordan modulo a prime: a cell is fixed when its reduced row has no other cell.

    A true dependence is lost only where the prime divides its denominator.
    """
    rest = matrix % PRIME
    pivots: list[int] = []
    for column in range(rest.shape[1]):
        below = np.flatnonzero(rest[len(pivots) :, column])
        if not len(below):
            continue
        at, top = len(pivots) + below[0], len(pivots)
        rest[[at, top]] = rest[[top, at]]
        rest[top] = rest[top] * pow(int(rest[top, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(rest[:, column])
        others = others[others != top]
        rest[others] = (rest[others] - rest[others, column][:, None] * rest[top] % PRIME) % PRIME
        pivots.append(column)
    alone = np.count_nonzero(rest[: len(pivots)], axis=1) == 1
    found = np.zeros(rest.shape[1], bool)
    found[np.array(pivots, np.int64)[alone]] = True
    return found


def _by_projection(matrix: sparse.csr_array, cells: int, seed: int) -> np.ndarray:
    """Two random changes, made to agree with every equation: a cell that stays still in both is fixed."""
    rng = np.random.default_rng(seed)
    floats, moved = matrix.astype(np.float64), np.zeros(cells)
    for _ in range(2):
        change = rng.standard_normal(cells)
        away = lsmr(floats, floats @ change, atol=_ACCURACY, btol=_ACCURACY, conlim=0, maxiter=_STEPS)[0]
        moved = np.maximum(moved, np.abs(change - away))
    return moved < STILL
