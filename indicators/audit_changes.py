"""What a corrected number tells beside the one that was out before: the difference is a count of people of its own (D2).

Whoever kept the older release subtracts: a group of 45 that is 47 now tells of two children, although both numbers are large.
Of public records the publisher prints each correction himself; only what partners count is asked for.
"""

from collections.abc import Mapping, Sequence

from indicators.audit_book import Book, Change, Known
from indicators.measure import Measure
from indicators.partner_counts import of_partner

# As many people as a partner's number may have, so that no change is narrowed by it; a solver is exact there.
FAR = 10**7


def write_changes(
    book: Book,
    known: Known,
    measures: Mapping[str, Measure],
    minimum: int,
    before: Sequence[tuple[str, Mapping[str, str]]],
) -> None:
    """Write down what has changed of each partner's cell of the release judged, as a cell that may lie below zero.

    `before` has, for each earlier release, who printed it and its names of the cells that are not what they were.
    """
    least = _minimums(known, measures, minimum)
    for teller, names in before:
        for now in (cell for cell in least if cell in names):  # in the order of the rows, so that a book repeats
            then, name = names[now], f"the change of {now} since {teller}"
            if then in book.low:
                book.know(name, -FAR, FAR)
                book.adds(now, [then, name], f"now = then and {name}", ("sum", "change", now, teller))
                book.changes[name] = Change(now, then, least[now], teller)


def _minimums(known: Known, measures: Mapping[str, Measure], minimum: int) -> dict[str, int]:
    """The fewest people that a number of each partner's cell may speak of: the strictest of the measures that have it."""
    found: dict[str, int] = {}
    for row, cells in known.items():
        measure = measures[str(row[0])]
        for cell in cells.named().values() if of_partner(measure) else ():
            found[cell] = max(found.get(cell, minimum), measure.minimum_count or 0)
    return found


def true_changes(book: Book, numbers: Mapping[str, int]) -> dict[str, int]:
    """The changes themselves, of those cells whose older number was printed and whose number of today is among `numbers`."""
    return {
        name: numbers[one.now] - book.low[one.then]
        for name, one in book.changes.items()
        if one.now in numbers and book.low[one.then] == book.high[one.then]
    }


def moved_by_few(book: Book, numbers: Mapping[str, int]) -> set[str]:
    """Cells whose number of today differs from one that was printed, and by fewer people than may be told."""
    changes = true_changes(book, numbers)
    return {book.changes[name].now for name, n in changes.items() if 0 < abs(n) < book.changes[name].minimum}
