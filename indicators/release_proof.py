"""The proof of a release: for every protected cell two tables of whole people that agree with everything published, now and before.

The relations are those a reader knows (audit_relations), earlier releases and what others have printed counted in. The truth
enters only here: it decides how far each cell must be free to move, and is the table from which witnesses are told.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from indicators.audit_book import Book
from indicators.audit_ranges import Ranges
from indicators.suppression import whole_tables
from indicators.suppression.assault_view import Publication
from indicators.suppression.demand import Demand, possible
from indicators.suppression.policy import PROTECTION
from indicators.suppression.proof import Fault, verify
from indicators.suppression.relations import UNBOUNDED, Relations
from indicators.suppression.whole_tables import Part
from indicators.suppression.witnesses import DOWN, UP, Witnesses, of_rows

_REMEDY = "Hide one more number of this equation."


@dataclass(frozen=True)
class Protected:
    """A cell that must stay wide, the fewest people a number may speak of there, and whether it is a change, up or down.

    One that is `redrawn` must stay wide whatever its size.
    """

    cell: str
    minimum: int
    change: bool = False
    redrawn: bool = False


@dataclass(frozen=True)
class Proof:
    """The relations of the release, what is hidden of them, what was asked, and the tables that answer; `faults` should be empty."""

    relations: Relations
    hidden: np.ndarray
    demand: Demand
    witnesses: Witnesses
    faults: tuple[Fault, ...]
    salt: np.ndarray = field(default_factory=lambda: np.frombuffer(secrets.token_bytes(32), np.uint8))


def prove(
    book: Book,
    found: Ranges,
    protected: Sequence[Protected],
    truth: Mapping[str, int],
    anyway: Mapping[str, tuple[int, int]] | None = None,
) -> Proof:
    """The proof, with a fault for every cell that no table was found for. `truth` has the cells whose number the build knows.

    `anyway` has, for some cells, the least and the most that they can be by what was out before; no table can go farther. What
    does not hold of the number itself is no knowledge, and limits nothing.
    """
    publication = found.publication
    known = np.array([truth.get(str(name), np.nan) for name in publication.names], float)
    base, tables, faults = _base(publication, known)
    relations = Relations(
        base,
        np.minimum(publication.low, base),
        np.maximum(publication.high, base),
        np.ones(len(base), bool),
        publication.matrix,
        publication.names,
        publication.equations,
    )
    if faults:
        return Proof(relations, publication.open, Demand(*np.zeros((3, 0), np.int64)), of_rows([]), tuple(faults))
    place = publication.place()
    asked = {place[p.cell]: p for p in protected}
    low, high = possible(_all_hidden(relations, book, publication))
    for name, (least, most) in (anyway or {}).items():
        cell = place[name]
        if least <= base[cell] <= most:
            low[cell], high[cell] = max(low[cell], least), min(high[cell], most)
    search = _Search(tables, base)
    rows = [search.asked(cell, asked[cell], known[cell], (low[cell], high[cell])) for cell in sorted(asked)]
    demand = Demand(*np.array(rows, np.int64).reshape(len(rows), 3).T)
    witnesses = of_rows(search.rows)
    return Proof(
        relations,
        publication.open,
        demand,
        witnesses,
        tuple(verify(relations, publication.open, demand, witnesses)),
    )


def _base(publication: Publication, known: np.ndarray) -> tuple[np.ndarray, list[Part], list[Fault]]:
    """The table all witnesses are told from: the truth where the build knows it and it adds up, else the nearest that fits."""
    base, faults = publication.low.copy(), []
    tables = whole_tables.of(publication)
    for part in tables:
        table = whole_tables.nearest(part, known[part.cells])
        if table is None:
            cell = int(part.cells[0])
            faults.append(
                Fault(publication.names[cell], publication.equation(cell), "fits no table of whole people", _REMEDY)
            )
        else:
            base[part.cells] = table
    # Without a table the equations of a part cannot be shown to hold; its fault is told and nothing is proven.
    return (base, tables, faults) if not faults else (np.zeros_like(base), tables, faults)


def _all_hidden(relations: Relations, book: Book, publication: Publication) -> Relations:
    """The same cells with everything hidden that this release prints: only a row's own words and what was out before are known."""
    by_others = np.array([str(name) in book.told_by for name in relations.names], bool)
    opened = ~publication.open & ~by_others & (relations.values > 0)
    rates = len(relations.names) - len(book.low)  # each rate is an equation with a cell of its own, after all sums
    sums = len(relations.equations) - rates
    return Relations(
        relations.values,
        np.where(opened, 1, relations.lower),
        np.where(opened, UNBOUNDED, relations.upper),
        relations.offered,
        sparse.csr_array(relations.matrix[:sums]),
        relations.names,
        list(relations.equations)[:sums],
    )


class _Search:
    """Tables found so far, part by part; one that goes far enough for another cell too serves it."""

    def __init__(self, parts: Sequence[Part], base: np.ndarray) -> None:
        self.base = base
        self.rows: list[tuple[int, int, np.ndarray, np.ndarray]] = []
        self._parts = parts
        self._at = {int(cell): (number, i) for number, part in enumerate(parts) for i, cell in enumerate(part.cells)}
        self._found: list[list[np.ndarray]] = [[] for _ in parts]

    def asked(self, cell: int, of: Protected, truth: float, limits: tuple[int, int]) -> tuple[int, int, int]:
        """Cell, and how many more and fewer are demanded of it; the tables that show it are kept in `rows`."""
        value, (low, high) = int(self.base[cell]), limits
        large = truth == 0 or abs(truth) >= of.minimum if of.change else truth >= of.minimum
        if (large and not of.redrawn) or cell not in self._at:
            return cell, 0, 0
        if large:
            return self._of_any_size(cell, of.minimum, int(truth), limits)
        if np.isnan(truth):
            return self._of_unknown(cell, of.minimum, limits)
        most, least = int(truth) + PROTECTION, int(truth) - PROTECTION
        if of.change and truth < 0:
            least = min(least, -of.minimum)
        else:
            most = max(most, of.minimum)
        up, down = max(0, min(most, high) - value), max(0, value - max(least, low))
        self._reach(cell, UP, up)
        self._reach(cell, DOWN, down)
        return cell, up, down

    def _of_unknown(self, cell: int, minimum: int, limits: tuple[int, int]) -> tuple[int, int, int]:
        """What its publisher hid may be anything that fits: it must reach the minimum, and leave minimum - 1 steps in all."""
        value, (low, high) = int(self.base[cell]), limits
        wide = min(minimum - 1, high - low)
        least = max(0, min(minimum, high) - value)
        up = max(least, self._reach(cell, UP, max(least, wide)))
        down = max(0, wide - up)
        self._reach(cell, DOWN, down)
        return cell, up, down

    def _of_any_size(self, cell: int, minimum: int, truth: int, limits: tuple[int, int]) -> tuple[int, int, int]:
        """A number beside which another was told: it must go as far to both sides as a small one, and minimum - 1 steps in all."""
        value, (low, high) = int(self.base[cell]), limits
        least, down = max(0, min(truth + PROTECTION, high) - value), max(0, value - max(truth - PROTECTION, low))
        wide = min(minimum - 1, high - low)
        up = max(least, self._reach(cell, UP, max(least, wide - down)))
        down = max(down, wide - up)
        self._reach(cell, DOWN, down)
        return cell, up, down

    def _reach(self, cell: int, way: int, far: int) -> int:
        """How far of `far` a table was found that takes the cell this way; the table is kept as its witness."""
        if far == 0:
            return 0
        number, column = self._at[cell]
        part, value = self._parts[number], int(self.base[cell])
        tables = self._found[number]
        best = max(tables, key=lambda t: way * int(t[column]), default=None)
        if best is None or way * (int(best[column]) - value) < far:
            best = self._told(part, column, way, value + way * far)
            if best is None:
                return 0
            tables.append(best)
        change = best - self.base[part.cells]
        moved = np.flatnonzero(change)
        if len(moved):
            self.rows.append((cell, way, part.cells[moved], change[moved]))
        return min(far, way * (int(best[column]) - value))

    @staticmethod
    def _told(part: Part, column: int, way: int, goal: int) -> np.ndarray | None:
        """A table that takes the cell to the goal or past it; where none does, the one that takes it farthest."""
        near = whole_tables.farthest(part, column, way, goal)
        past = None if near is not None and near[column] == goal else whole_tables.beyond(part, column, way, goal)
        return near if past is None else past
