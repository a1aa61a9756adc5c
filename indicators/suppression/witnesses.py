"""Witnesses: sparse changes of the true table, as they are saved with the private build."""

import hashlib
import io
import os
from dataclasses import dataclass, fields
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from scipy import sparse

from geo.errors import FlashlightError

UP, DOWN = 1, -1


class ProofError(FlashlightError):
    """A file of witnesses is not what it should be."""


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

    def digest(self) -> str:
        """SHA-256 of the witnesses as they are, the same on every machine."""
        found = hashlib.sha256()
        for field in fields(self):
            array = np.ascontiguousarray(getattr(self, field.name), dtype="<i8")
            found.update(f"{field.name} {len(array)}\n".encode())
            found.update(array.tobytes())
        return found.hexdigest()

    def save(self, path: Path) -> None:
        """Write a compressed npz. For the private build folder only: with the publication it tells the true table's neighbors."""
        filled = io.BytesIO()
        np.savez_compressed(filled, **{f.name: getattr(self, f.name) for f in fields(self)})
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.touch(mode=0o600)
        beside.write_bytes(filled.getvalue())
        beside.replace(path)


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


def load(path: Path) -> Witnesses:
    """The witnesses saved there. Raises ProofError where the file is none of theirs."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            arrays = {f.name: held[f.name] for f in fields(Witnesses)}
    except (OSError, KeyError, ValueError, TypeError, BadZipFile, EOFError) as error:
        raise ProofError(
            f"{path} is no file of witnesses ({type(error).__name__}). Build the release again; its proof is made with it."
        ) from error
    return Witnesses(**arrays)
