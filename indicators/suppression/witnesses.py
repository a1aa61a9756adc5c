"""Witnesses: sparse changes of the true table. With the publication they tell the true table's neighbors, so they stay private."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

UP, DOWN = 1, -1


@dataclass(frozen=True)
class Witnesses:
    """Changes of the table, row by row: witness r moves cells `moved[start[r]:start[r + 1]]` by `by[...]` for `cell[r]`."""

    cell: np.ndarray  # int32[r], the protected cell
    way: np.ndarray  # int8[r], UP or DOWN
    start: np.ndarray  # int64[r + 1]
    moved: np.ndarray  # int32[k]
    by: np.ndarray  # int32[k]

    def __len__(self) -> int:
        return len(self.cell)

    def row(self) -> np.ndarray:
        """int64[k]: the witness of each change."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))


def of_rows(rows: list[tuple[int, int, np.ndarray, np.ndarray]]) -> Witnesses:
    """Witnesses from (cell, UP or DOWN, cells moved, by how much)."""
    lengths = [len(moved) for _, _, moved, _ in rows]
    return Witnesses(
        np.array([cell for cell, _, _, _ in rows], np.int32),
        np.array([way for _, way, _, _ in rows], np.int8),
        np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64),
        np.concatenate([np.zeros(0, np.int32), *(moved for _, _, moved, _ in rows)]).astype(np.int32),
        np.concatenate([np.zeros(0, np.int32), *(by for _, _, _, by in rows)]).astype(np.int32),
    )


def of_changes(cell: np.ndarray, size: np.ndarray, changes: sparse.csr_array) -> Witnesses:
    """Witnesses from one sparse row of changes for each cell and signed size asked for."""
    return Witnesses(
        cell.astype(np.int32),
        np.sign(size).astype(np.int8),
        changes.indptr.astype(np.int64),
        changes.indices.astype(np.int32),
        changes.data.astype(np.int32),
    )
