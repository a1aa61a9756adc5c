"""Areas beside the wider one they lie in: whoever is counted in a smaller area is counted in the wider one too.

How many are elsewhere nobody says, so a wide number tells of its areas only where it is small beside what they must be. Which do
is decided last, when every row, every earlier release and what others have printed are written down.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from indicators.audit_book import Book, Cells, Known, Origin
from indicators.catalog.related import WIDER
from indicators.measure import Measure, Reach, Reported
from indicators.suppression.assault_intervals import intervals

# No policy asks for more than this above what is known of a hidden cell.
_FREE = 100


class Told(NamedTuple):
    """The cells of one release's rows, its measures, the fewest people its numbers may speak of, and its name ("" for today's)."""

    known: Known
    measures: Mapping[str, Measure]
    minimum: int
    by: str


class _Sum(NamedTuple):
    """A wider area's cell, those of its smaller areas, and how many people a hidden one of these must be free to be."""

    whole: str
    parts: tuple[str, ...]
    name: str
    origin: Origin
    free: int


def write_areas(book: Book, releases: Sequence[Told], *, all_of_them: bool = False) -> None:
    """Write down the sums over areas that tell of anybody, or all of them; one that does may make another one tell."""
    waiting = [one for told in releases for one in _sums(told)]
    while waiting:
        narrowed = {} if all_of_them else _narrowed(book)
        telling = [one for one in waiting if all_of_them or _tells(one, narrowed, book)]
        if not telling:
            return
        for one in telling:
            _write(book, one)
        waiting = [one for one in waiting if one not in telling]


def _sums(told: Told) -> Iterator[_Sum]:
    areas: dict[tuple[object, ...], dict[str, list[tuple[str, Cells]]]] = {}
    for (measure, level, geoid, scheme, group, period), cells in told.known.items():
        if isinstance(told.measures[str(measure)].formula, Reach | Reported):
            near = areas.setdefault((measure, scheme, group, period), {})
            near.setdefault(str(level), []).append((str(geoid), cells))
    for key, levels in areas.items():
        for wider, smaller in WIDER.items():
            for geoid, whole in levels.get(wider, []):
                near = [cells for inner, cells in levels.get(smaller, []) if _inside(wider, inner, geoid, levels)]
                origin = ("sum", "places", wider, geoid, *key, told.by)
                yield from _each(whole, near, origin, max(_FREE, 2 * told.minimum))


def _inside(wider: str, inner: str, geoid: str, levels: Mapping[str, Sequence[tuple[str, Cells]]]) -> bool:
    """Whether a smaller area lies in the wider one: districts by their number; neighborhoods where there is one city.

    Of several cities a partner's totals are not published (reach_areas): which neighborhood lies in which is not known here.
    """
    return inner.startswith(geoid) if wider == "state" else len(levels[wider]) == 1


def _each(whole: Cells, near: Sequence[Cells], origin: Origin, free: int) -> Iterator[_Sum]:
    """The sum of each quantity; without smaller areas there is none."""
    _, _, wider, geoid, measure, _, group, period, _ = origin
    for quantity, cell in whole.named().items() if near else ():
        name = f"{wider} {geoid} = its smaller areas and elsewhere, {quantity} of {measure} of {group}, {period}"
        yield _Sum(cell, tuple(cells.named()[quantity] for cells in near), name, origin, free)


def _narrowed(book: Book) -> dict[str, tuple[int, int]]:
    """What follows for each cell from what is written down so far, by one equation after another."""
    publication, _ = book.publication()
    low, high = intervals(publication)
    return dict(zip(publication.names, zip(low.tolist(), high.tolist(), strict=True), strict=True))


def _tells(one: _Sum, narrowed: Mapping[str, tuple[int, int]], book: Book) -> bool:
    """Whether the wider number is below what its areas must be free to be; a larger one narrows none but those drawn anew."""
    room = sum(_room(*narrowed[part], one.free) for part in one.parts)
    return narrowed[one.whole][1] < room or not book.redrawn.isdisjoint([one.whole, *one.parts])


def _room(low: int, high: int, free: int) -> int:
    """As many people as an area is known to have, or as a hidden number must be free to be."""
    return low if low >= high else max(low, 0) + free


def _write(book: Book, one: _Sum) -> None:
    if one.whole in book.banded:
        book.banded.update(one.parts)
    elsewhere = book.rest(one.whole, one.parts, "elsewhere")
    book.adds(one.whole, [*one.parts, elsewhere], one.name, one.origin)
