"""Which cells of a release must stay wide, and which of them a reader can narrow more than the policy allows."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from indicators.audit_book import Book
from indicators.audit_ranges import Ranges, ranges
from indicators.audit_relations import Known, everything
from indicators.audit_rows import ROW, Earlier
from indicators.group_pools import POOLED
from indicators.measure import Measure

_AGAIN = "Hide one more number of this equation and build again."
_OUT = "It is out already: show it again, or take that release away and tell its readers."
_OUT_TOO = (
    "What was printed then counts as known: hide one more number of this equation that was never out, and build again."
)
# Hidden for another's sake, for a survey's uncertainty, or large enough in a pool: not protected for its own.
NOT_ITS_OWN = frozenset({"complementary", "uncertainty", "pooled"})


class Open(NamedTuple):
    """A hidden number that a reader can narrow more than the policy allows, how, and what to do. It tells no number of people."""

    cell: str
    equation: str
    remedy: str
    out_before: bool = False
    """What others and earlier releases printed tells as much of it: nothing that is hidden now can take it back."""

    def __str__(self) -> str:
        return f"{self.cell}. From: {self.equation}. {self.remedy}"


class Watched(NamedTuple):
    """A quantity of a row that must stay wide: its cell, and whether a band says it is few, or its publisher hid it."""

    cell: str
    quantity: str
    minimum: int
    band: bool
    by_source: bool
    before: bool = False  # hidden by an earlier release, and no row of this one
    pooled: bool = False  # a group in a pool, which may be nobody
    change: bool = False  # what a correction tells, which may lie below zero
    redrawn: bool = False  # its difference to what was told of other boundaries is the small number


class Judged(NamedTuple):
    """What is watched (but for sizes that are printed elsewhere), the ranges a reader reaches, and what is open."""

    watched: tuple[Watched, ...]
    ranges: Ranges
    open: tuple[Open, ...]

    def to_prove(self, book: Book) -> list[Watched]:
        """What this release protects: of a number that is printed anyway, or was out before, nothing is left to prove."""
        out = {o.cell for o in self.open if o.out_before}
        mine = (w for w in self.watched if not w.before)
        return [w for w in mine if book.low[w.cell] < book.high[w.cell] and w.cell not in out]


def with_rules(rows: pd.DataFrame, log: pd.DataFrame | None) -> pd.DataFrame:
    """The rows with the rule and the reason of the private log, "" where none is known.

    They come in the order of their keys, so that a book of them is the same whoever writes it.
    """
    rows = rows.sort_values(ROW, kind="stable", ignore_index=True)
    if log is None or log.empty:
        return rows.assign(rule="", reason="")
    joined = rows.merge(log[[*ROW, "rule", "reason"]].drop_duplicates(ROW), on=ROW, how="left")
    return joined.assign(rule=joined["rule"].fillna(""), reason=joined["reason"].fillna(""))


def judge(
    book: Book,
    rows: pd.DataFrame,
    known: Known,
    measures: Mapping[str, Measure],
    minimum: int,
    before: Sequence[Earlier] = (),
    assumed: Sequence[Mapping[str, Any]] = (),
) -> Judged:
    """The attack on everything in the book, judged for the rows (`with_rules`) of one release.

    `before` and `assumed` are what the book counts in of earlier releases and of others.
    """
    mine = _watched(book, rows, known, measures, minimum)
    cells = {w.cell for w in mine}
    mine_too = {cell for row in known.values() for cell in row.named().values()}
    older = {w.cell: w for w in _watched_before(book, before) if w.cell not in (mine_too if w.pooled else cells)}
    told = mine_too.union(*(row.named().values() for one in book.before for row in one.values()))
    behind = [w for w in _watched_behind(book) if w.cell not in told]
    watched = [w for w in (*mine, *older.values(), *behind, *_watched_changes(book)) if not _printed_size(w, book)]
    found = ranges(book, {w.cell for w in watched})
    narrow = {w.cell for w in watched if _too_narrow(w, *found.of(w.cell))}
    out: frozenset[str] = frozenset()
    if narrow and (before or assumed):
        out_before = anyway(rows, measures, minimum, before, assumed, narrow)
        # A cell of which this release tells more than was out is open anew.
        out = frozenset(cell for cell in narrow if out_before.get(cell) == found.of(cell))
    return Judged(tuple(watched), found, tuple(_finding(cell, found, book, cell in out) for cell in sorted(narrow)))


def anyway(
    rows: pd.DataFrame,
    measures: Mapping[str, Measure],
    minimum: int,
    before: Sequence[Earlier],
    assumed: Sequence[Mapping[str, Any]],
    cells: Collection[str],
) -> dict[str, tuple[int, int]]:
    """Least and most of each of the cells by what others and earlier releases printed, as if this release told no number."""
    held, _ = everything(_untold(rows), measures, minimum, before, assumed)
    found = ranges(held, [cell for cell in cells if cell in held.low])
    return {cell: found.of(cell) for cell in cells if cell in held.low}


def _untold(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows as if the release printed no number of them; who is hidden in it may be anybody, but not nobody."""
    return rows.assign(status=rows["status"].replace({"published": "too_uncertain", "range": "too_uncertain"}))


def _watched(
    book: Book, rows: pd.DataFrame, known: Known, measures: Mapping[str, Measure], minimum: int
) -> list[Watched]:
    """Every quantity of a hidden row, and the small part of a row shown as a band."""
    hidden = rows[rows["status"].isin(["suppressed", "range", POOLED]) & ~rows["rule"].isin(NOT_ITS_OWN)]
    found: dict[str, Watched] = {}
    for row in hidden.to_dict("records"):
        cells = known[tuple(row[c] for c in ROW)].named()
        least = max(minimum, measures[row["measure"]].minimum_count or minimum)
        if row["status"] == "range":
            cells = {end: cells[end] for end in _small_end(row)}
        for quantity, cell in cells.items():
            by_source, other = row["rule"] == "source", found.get(cell)
            if other is not None:  # the same people in another measure: the stricter of both
                least, by_source = max(least, other.minimum), by_source or other.by_source
            pooled = row["status"] == POOLED
            anew = cell in book.redrawn
            found[cell] = Watched(cell, quantity, least, cell in book.banded, by_source, pooled=pooled, redrawn=anew)
    return list(found.values())


def _watched_before(book: Book, before: Sequence[Earlier]) -> list[Watched]:
    """What earlier releases hid, which this one may not tell either; why each was hidden is not asked.

    Of a group that stood in a pool and has a row of this release, that row's own rule says what is protected.
    """
    found = []
    for one, cells in zip(before, book.before, strict=True):
        for row in one.rows[one.rows["status"].isin(["suppressed", "range", POOLED])].to_dict("records"):
            named = cells[tuple(row[c] for c in ROW)].named()
            least = max(one.minimum, one.measures[row["measure"]].minimum_count or 0)
            ends = _small_end(row) if row["status"] == "range" else list(named)
            pooled = row["status"] == POOLED
            found += [Watched(named[end], end, least, named[end] in book.banded, False, True, pooled) for end in ends]
    return found


def _watched_behind(book: Book) -> list[Watched]:
    """What stands behind years put together: nobody told such a year, and its number would be judged as any other.

    A count of nobody is shown as such.
    """
    return [
        Watched(cell, quantity, least, cell in book.banded, False, True, cells.size is None)
        for cells, least in book.behind.items()
        for quantity, cell in cells.named().items()
    ]


def _watched_changes(book: Book) -> list[Watched]:
    """What corrections tell. Where the older number was hidden the change itself is not known, and the attack alone speaks of it."""
    return [
        Watched(
            cell,
            "change",
            one.minimum,
            {one.now, one.then} <= book.banded,
            False,
            book.low[one.then] < book.high[one.then],
            change=True,
        )
        for cell, one in book.changes.items()
    ]


def _small_end(row: Mapping[Hashable, Any]) -> list[str]:
    """The part that a band protects: those counted, or the others."""
    return ["part"] if row["low"] == 0 else ["others"] if row["high"] == 100 else []


def _printed_size(watched: Watched, book: Book) -> bool:
    """Whether the cell is the size of a group that is large enough and printed with another measure of the same people.

    What was hidden is how many of them were counted; how many there are was never hidden.
    """
    low, high = book.low[watched.cell], book.high[watched.cell]
    return watched.quantity == "size" and low == high and low >= watched.minimum and watched.cell not in book.told_by


def _too_narrow(watched: Watched, low: int, high: int) -> bool:
    """Whether fewer than minimum - 1 steps are left, or (but for a band, which says so itself) it is known to be small.

    A number known to reach the minimum is no longer a small one, unless its publisher hid it for reasons we do not know, or another
    number beside it tells of few.
    """
    if watched.pooled and high == 0:
        return False  # nobody is there to be known
    if watched.change:
        return _tells_change(watched, low, high)
    if high < watched.minimum and not watched.band:
        return True
    return high - low < watched.minimum - 1 and (low < watched.minimum or watched.by_source or watched.redrawn)


def _tells_change(watched: Watched, low: int, high: int) -> bool:
    """Whether a change, up or down, is known to be small or nearly known; that nothing has changed tells of nobody."""
    if low == high == 0 or low >= watched.minimum or high <= -watched.minimum:
        return False
    known_small = -watched.minimum < low and high < watched.minimum and not watched.band
    return known_small or high - low < watched.minimum - 1


def _changed(cells: Collection[str], book: Book) -> set[str]:
    """Who told an older number with which one of these cells is compared."""
    return {one.by for name, one in book.changes.items() if name in cells}


def _finding(cell: str, found: Ranges, book: Book, out_before: bool) -> Open:
    equation, cells = found.explained_by(cell)
    if out_before and cell in book.told_by:
        return Open(cell, f"{book.told_by[cell]} printed it", _OUT, out_before)
    tellers = sorted({book.told_by[other] for other in cells if other in book.told_by} | _changed(cells, book))
    how = equation or "what the row itself tells"
    how += f", with what {', '.join(tellers)} printed" if tellers else ""
    return Open(cell, how, _OUT if out_before else _OUT_TOO if tellers else _AGAIN, out_before)
