"""Numbers that were out before a release: who told them, of which measures they are, and what can still be done about them."""

from collections import Counter
from collections.abc import Iterable, Mapping

from geo.counted import counted
from indicators.audit_book import Book
from indicators.audit_relations import Known
from indicators.audit_watch import Open

REMEDY = "Nothing that is hidden now takes them back: show them again, or take that release away and tell its readers."
SUMS = "sums of what earlier releases printed"


def teller(one: Open, book: Book) -> str:
    """Who told the number: "release X", a name in assume_public, several of them, or sums."""
    if one.cell in book.told_by:
        return book.told_by[one.cell]
    _, together, tellers = one.equation.rpartition(", with what ")
    return tellers.removesuffix(" printed") if together else SUMS


def by_teller(found: Iterable[Open], book: Book) -> dict[str, int]:
    """How many numbers were out before, by who told them."""
    return dict(sorted(Counter(teller(one, book) for one in found if one.out_before).items()))


def by_measure(found: Iterable[Open], book: Book, known: Known) -> list[tuple[str, str, int]]:
    """Measure ("" for what only an earlier release had), who told it, and how many numbers were out before."""
    of_cell = {cell: str(row[0]) for row, cells in known.items() for cell in cells.named().values()}
    of_cell |= {name: of_cell[one.now] for name, one in book.changes.items() if one.now in of_cell}
    out = Counter((of_cell.get(one.cell, ""), teller(one, book)) for one in found if one.out_before)
    return [(measure, by, n) for (measure, by), n in sorted(out.items())]


def note(out: Mapping[str, int]) -> str:
    """One sentence for whoever builds, which tells no number of people; "" where nothing was out."""
    if not out:
        return ""
    listed = "; ".join(f"{n:,} by {by}" for by, n in out.items())
    was = counted(sum(out.values()), "quantity of a hidden row was", "quantities of hidden rows were")
    return f"{was} out before this release, told {listed}. {REMEDY} `flashlight audit` lists them by measure."
