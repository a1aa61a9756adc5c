"""The audit of a release as published: what a patient reader could work out of it and of every release before it.

It reads the rows the site reads. The private log, where this machine has it, says which rows were hidden for their own sake;
without it every hidden row is judged as if it were. No true number is read, and none is told.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from indicators import release
from indicators.audit_book import Book
from indicators.audit_ranges import Ranges, ranges
from indicators.audit_relations import Known, Print, write_down
from indicators.audit_rows import ROW, Earlier, earlier, log, records
from indicators.measure import Measure
from indicators.store import Store
from indicators.suppression.policy import THRESHOLD

_AGAIN = "Hide one more number of this equation and build again."
_OUT = "It is out already: show it again, or take that release away and tell its readers."
_OUT_TOO = (
    "What was printed then counts as known: hide one more number of this equation that was never out, and build again."
)
# Hidden for another's sake, or for a survey's uncertainty: not protected for its own.
_NOT_ITS_OWN = frozenset({"complementary", "uncertainty"})


class Open(NamedTuple):
    """A hidden number that a reader can narrow more than the policy allows, how, and what to do. It tells no number of people."""

    cell: str
    equation: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.cell}. From: {self.equation}. {self.remedy}"


@dataclass(frozen=True)
class Audit:
    """What was found. `rows` are the release's rows of records with the `rule` that hid each ("" where none is known)."""

    store: Store
    minimum: int
    rows: pd.DataFrame
    has_log: bool
    judged: int
    book: Book
    ranges: Ranges
    open: tuple[Open, ...]
    earlier: tuple[Earlier, ...]
    unread: tuple[str, ...]


class Watched(NamedTuple):
    """A quantity of a row that must stay wide: its cell, and whether the row is a band, or hidden by its publisher."""

    cell: str
    quantity: str
    minimum: int
    band: bool
    by_source: bool


def audit(root: Path, release_id: str) -> Audit:
    """The audit of one release in a data folder. Raises ReleaseError where it is not whole or cannot be read."""
    release.verify(root, release_id)
    store = Store.open(root, release_id)
    rows, kept = records(store), log(root, release_id)
    rows = _with_rules(rows, kept)
    minimum = int(store.suppression().get("minimum_count", THRESHOLD))
    before, unread = earlier(root, store, rows)
    book = Book()
    known = write_down(book, rows, Print(store.measures, minimum))
    for one in before:
        write_down(book, one.rows, Print(one.measures, minimum, one.id, one.corrected))
    watched = _watched(rows, known, store.measures, minimum)
    found = ranges(book, {w.cell for w in watched})
    return Audit(
        store,
        minimum,
        rows,
        kept is not None,
        len(watched),
        book,
        found,
        tuple(_open(watched, found, book)),
        tuple(before),
        tuple(unread),
    )


def _with_rules(rows: pd.DataFrame, kept: pd.DataFrame | None) -> pd.DataFrame:
    """The rows with the rule and the reason of the private log."""
    if kept is None:
        return rows.assign(rule="", reason="")
    joined = rows.merge(kept[[*ROW, "rule", "reason"]].drop_duplicates(ROW), on=ROW, how="left")
    return joined.assign(rule=joined["rule"].fillna(""), reason=joined["reason"].fillna(""))


def _watched(rows: pd.DataFrame, known: Known, measures: Mapping[str, Measure], minimum: int) -> list[Watched]:
    """Every quantity of a hidden row, and the small part of a row shown as a band."""
    hidden = rows[rows["status"].isin(["suppressed", "range"]) & ~rows["rule"].isin(_NOT_ITS_OWN)]
    found: dict[str, Watched] = {}
    for row in hidden.to_dict("records"):
        cells = known[tuple(row[c] for c in ROW)].named()
        least = max(minimum, measures[row["measure"]].minimum_count or 0)
        if row["status"] == "range":
            cells = {end: cells[end] for end in _small_end(row)}
        for quantity, cell in cells.items():
            found[cell] = Watched(cell, quantity, least, row["status"] == "range", row["rule"] == "source")
    return list(found.values())


def _small_end(row: Mapping[Hashable, Any]) -> list[str]:
    """The part that a band protects: those counted, or the others."""
    return ["part"] if row["low"] == 0 else ["others"] if row["high"] == 100 else []


def _open(watched: list[Watched], found: Ranges, book: Book) -> list[Open]:
    place = found.publication.place()
    judged = [w for w in watched if not _printed_size(w, book)]
    cells = [w.cell for w in judged if _too_narrow(w, int(found.low[place[w.cell]]), int(found.high[place[w.cell]]))]
    return [_finding(cell, found, book) for cell in sorted(cells)]


def _printed_size(watched: Watched, book: Book) -> bool:
    """Whether the cell is the size of a group that is large enough and printed with another measure of the same people.

    What was hidden is how many of them were counted; how many there are was never hidden.
    """
    low, high = book.low[watched.cell], book.high[watched.cell]
    return watched.quantity == "size" and low == high and low >= watched.minimum and watched.cell not in book.told_by


def _too_narrow(watched: Watched, low: int, high: int) -> bool:
    """Whether fewer than minimum - 1 steps are left, or (but for a band, which says so itself) it is known to be small.

    A number known to reach the minimum is no longer a small one, unless its publisher hid it for reasons we do not know.
    """
    if high < watched.minimum and not watched.band:
        return True
    return high - low < watched.minimum - 1 and (low < watched.minimum or watched.by_source)


def _finding(cell: str, found: Ranges, book: Book) -> Open:
    if (by := book.told_by.get(cell)) is not None:
        return Open(cell, f"release {by} printed it", _OUT)
    equation, cells = found.explained_by(cell)
    out = sorted({book.told_by[other] for other in cells if other in book.told_by})
    if out:
        return Open(cell, f"{equation}, with what release {', '.join(out)} printed", _OUT_TOO)
    return Open(cell, equation or "what the row itself tells", _AGAIN)
