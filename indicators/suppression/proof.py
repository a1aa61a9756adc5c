"""The proof of a publication: two whole-number tables for every protected cell that agree with all that is published.

A witness is a sparse change of the true table. Added to it, it gives another table that a reader cannot tell from the true one
and in which the protected cell is as far away as policy asks. Checking one takes additions of whole numbers and nothing else:
no solver, no tolerance, and nothing of the code that found it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from scipy import sparse

from indicators.suppression.demand import Demand
from indicators.suppression.relations import Relations
from indicators.suppression.witnesses import DOWN, UP, Witnesses

# Two sums below this can still be added up in 64 bits, whatever the order of additions.
SAFE_SUM = 2**62
# Witnesses multiplied at a time, so that a quarter of a million cells are checked in little memory.
_AT_ONCE = 20_000

_HIDE_MORE = "Hide more cells of its equations and search again."
_SEARCH_AGAIN = "Search again with these relations; a witness found for others proves nothing here."


@dataclass(frozen=True)
class Fault:
    """Why a publication is not proven safe: the cell, the equation or "" where none is to blame, and what to do."""

    cell: str
    equation: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        where = f" (in {self.equation})" if self.equation else ""
        return f"{self.cell} {self.reason}{where}. {self.remedy}"


def verify(relations: Relations, hidden: np.ndarray, demand: Demand, witnesses: Witnesses) -> list[Fault]:
    """Everything that keeps the publication from being proven safe; an empty list is the proof. No number of people is told."""
    wrong = _malformed(relations, hidden, witnesses)
    if wrong:
        return [Fault("The file of witnesses", "", wrong, "Build the release again; its proof is made with it.")]
    # What is in no publication is unknown to everybody, hidden or not.
    checked = _Checked(relations, hidden | ~relations.offered, witnesses)
    return [*checked.relations_hold(), *_shown(checked, demand), *checked.rows_hold(), *_unproven(checked, demand)]


def _malformed(relations: Relations, hidden: np.ndarray, w: Witnesses) -> str:
    n, arrays = len(relations.values), [getattr(w, f.name) for f in fields(w)]
    if any(a.ndim != 1 or a.dtype.kind != "i" for a in arrays) or relations.matrix.dtype.kind != "i":
        return "holds something else than lists of whole numbers"
    if hidden.shape != (n,) or hidden.dtype.kind != "b":
        return "is read beside a list of hidden cells that has not one yes or no a cell"
    if len(w.way) != len(w) or len(w.start) != len(w) + 1 or len(w.moved) != len(w.by):
        return "has lists of lengths that do not belong together"
    if w.start[0] != 0 or w.start[-1] != len(w.moved) or (np.diff(w.start) < 0).any():
        return "does not say where each witness begins"
    if ((w.moved < 0) | (w.moved >= n)).any() or ((w.cell < 0) | (w.cell >= n)).any():
        return "speaks of cells that are not in the relations"
    if not np.isin(w.way, (UP, DOWN)).all():
        return "has a witness that goes neither up nor down"
    return "" if _fits(relations, w) else "holds numbers too large to be added exactly"


def _fits(relations: Relations, w: Witnesses) -> bool:
    """Whether no sum below can leave 64 bits; in Python's own integers, which know no limit."""
    terms = max(_longest(w.start), _longest(relations.matrix.indptr))
    factor = max(_largest(relations.matrix.data), 1)
    return max(_largest(relations.values), _largest(w.by)) * factor * terms < SAFE_SUM


def _longest(starts: np.ndarray) -> int:
    return max(np.diff(starts).tolist(), default=0)


def _largest(numbers: np.ndarray) -> int:
    return max(abs(int(numbers.max())), abs(int(numbers.min()))) if len(numbers) else 0


@dataclass(frozen=True)
class _Checked:
    """Witnesses of the right form beside the relations they must keep."""

    relations: Relations
    movable: np.ndarray
    witnesses: Witnesses

    @cached_property
    def _of_cell(self) -> sparse.csr_array:
        """The equations of each cell, cells x equations."""
        turned = sparse.csr_array(self.relations.matrix.T)
        turned.sort_indices()
        return turned

    def relations_hold(self) -> list[Fault]:
        """Equations that the true table itself breaks."""
        r = self.relations
        broken = np.flatnonzero(r.matrix @ r.values).tolist()
        outside = np.flatnonzero((r.values < r.lower) | (r.values > r.upper)).tolist()
        return [
            *(Fault("The true table", r.equations[e], "does not add up", "Correct the relations.") for e in broken),
            *(Fault(r.names[c], "", "lies outside what everybody knows of it", "Correct its bounds.") for c in outside),
        ]

    def rows_hold(self) -> list[Fault]:
        """Witnesses that a reader could tell from the true table."""
        w, r, row = self.witnesses, self.relations, self.witnesses.row()
        after = r.values[w.moved] + w.by
        outside = (after < r.lower[w.moved]) | (after > r.upper[w.moved])
        faults = [self._on_cell(i, "which is published", True) for i in self._first(~self.movable[w.moved])]
        faults += [self._on_cell(i, "past what everybody knows of it", False) for i in self._first(outside)]
        again = self._repeated(row)
        faults += [self._on_row(i, "", "has a witness that changes a cell twice", _SEARCH_AGAIN) for i in again]
        broken = self._broken(row)
        return faults + [
            self._on_row(i, r.equations[e], "has a witness that does not add up", _SEARCH_AGAIN) for i, e in broken
        ]

    def reach(self) -> np.ndarray:
        """int64[r]: how far each witness takes its own cell its own way."""
        w, row = self.witnesses, self.witnesses.row()
        own = w.moved == w.cell[row]
        found = np.zeros(len(w), np.int64)
        np.add.at(found, row[own], w.by[own].astype(np.int64) * w.way[row[own]])
        return found

    def _first(self, wrong: np.ndarray) -> list[int]:
        """The first of each witness's changes that is wrong; `wrong` is bool[k]."""
        changes = np.flatnonzero(wrong)
        return changes[np.unique(self.witnesses.row()[changes], return_index=True)[1]].tolist()

    def _repeated(self, row: np.ndarray) -> list[int]:
        # Rows come in order and mostly their cells too, which a stable sort is quick at.
        key = np.sort(row * len(self.relations.values) + self.witnesses.moved, kind="stable")
        return np.unique(key[1:][np.diff(key) == 0] // len(self.relations.values)).tolist()

    def _broken(self, row: np.ndarray) -> list[tuple[int, int]]:
        """Each witness that breaks an equation, with the first it breaks."""
        w, r = self.witnesses, self.relations
        changes = sparse.csr_array((w.by.astype(np.int64), w.moved, w.start), shape=(len(w), len(r.values)))
        found: list[tuple[int, int]] = []
        for first in range(0, len(w), _AT_ONCE):
            sums = changes[first : first + _AT_ONCE] @ self._of_cell
            if sums.data.any():
                at = sparse.coo_array(sums)
                at.eliminate_zeros()
                found += [(first + i, e) for i, e in zip(at.row.tolist(), at.col.tolist(), strict=True)]
        return sorted(dict(sorted(found, reverse=True)).items())

    def _on_cell(self, change: int, what: str, shown: bool) -> Fault:
        cell = int(self.witnesses.moved[change])
        row = int(np.searchsorted(self.witnesses.start, change, side="right")) - 1
        name = self.relations.names[cell]
        remedy = f"Hide {name}, or search again." if shown else _SEARCH_AGAIN
        return self._on_row(row, self.equation(cell), f"has a witness that moves {name}, {what}", remedy)

    def _on_row(self, row: int, equation: str, reason: str, remedy: str) -> Fault:
        return Fault(self.relations.names[int(self.witnesses.cell[row])], equation, reason, remedy)

    def equation(self, cell: int) -> str:
        """The first equation with this cell, or "" where it stands alone."""
        rows = self._of_cell.indices[self._of_cell.indptr[cell] : self._of_cell.indptr[cell + 1]]
        return self.relations.equations[int(rows[0])] if len(rows) else ""


def _shown(checked: _Checked, demand: Demand) -> list[Fault]:
    shown = demand.cell[~checked.movable[demand.cell]]
    return [Fault(checked.relations.names[c], "", "is protected and yet published", "Hide it.") for c in _ints(shown)]


def _unproven(checked: _Checked, demand: Demand) -> list[Fault]:
    """Demands that no witness meets."""
    w, reach, names = checked.witnesses, checked.reach(), checked.relations.names
    faults = []
    for way, need, word in ((UP, demand.up, "higher"), (DOWN, demand.down, "lower")):
        best, mine = np.zeros(len(names), np.int64), w.way == way
        np.maximum.at(best, w.cell[mine], reach[mine])
        short = _ints(demand.cell[best[demand.cell] < need])
        reason = f"has no witness that it may be {word} by what policy asks"
        faults += [Fault(names[c], checked.equation(c), reason, _HIDE_MORE) for c in short]
    return faults


def _ints(cells: np.ndarray) -> Iterable[int]:
    return cells.tolist()
