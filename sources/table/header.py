"""Finds the table in a sheet: the header by the columns the declaration needs, title rows above it, footnotes below it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sources.errors import BadAnswer, Drift

LOOKED_AT = 60
JOINED = " | "


def normal(name: str) -> str:
    """A column's name without what differs between exports: case, line breaks, blanks around and within."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class Header:
    """The columns' names, their positions, and the texts that stand above them."""

    names: tuple[str, ...]
    position: dict[str, int]
    titles: tuple[str, ...]

    def places(self, names: Sequence[str]) -> list[int]:
        """Positions of the columns that have one of these names, each once."""
        return sorted({self.position[normal(name)] for name in names if normal(name) in self.position})


def find(
    rows: Iterable[Sequence[str]], needed: Sequence[Sequence[str]], header_rows: int, where: str
) -> tuple[Header, Iterator[Sequence[str]]]:
    """The header, and the rows below it; of each needed column the names it may have. Raises Drift that names the columns lost."""
    wanted = [_form(names) for names in needed]
    seen, rest, best = list[list[str]](), iter(rows), list[str]()
    for row in rest:
        seen.append([cell.strip() for cell in row])
        names = joined(seen[-header_rows:]) if len(seen) >= header_rows else []
        at = positions(names, seen[-1])
        if all(_has(at, form) for form in wanted):
            _refuse_twins(wanted, names, where)
            return Header(tuple(names), at, _titles(seen[:-header_rows])), rest
        best = max(best, names, key=lambda n: sum(_has(positions(n, []), form) for form in wanted))
        if len(seen) == LOOKED_AT:
            break
    lost = [n[0] for n, form in zip(needed, wanted, strict=True) if not _has(positions(best, []), form)]
    found = [name for name in best if name] or (seen[0][:12] if seen else [])
    raise Drift(
        f"{where}: columns {lost} are gone; found {found}. Compare the file with the declaration; "
        "if a column was renamed, add its new name under [file.aliases]."
    )


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """Names of the columns: of two header rows "upper | lower", the upper text carried to the right over blanks."""
    if len(rows) == 1:
        return [" ".join(cell.split()) for cell in rows[0]]
    width, names, upper = max(len(row) for row in rows), list[str](), ""
    above, below = ([*row, *[""] * (width - len(row))] for row in rows)
    for over, under in zip(above, below, strict=True):
        over, under = " ".join(over.split()), " ".join(under.split())
        upper = over or (upper if under else "")
        names.append(JOINED.join(filter(None, dict.fromkeys((upper, under)))))
    return names


def positions(names: Sequence[str], lower: Sequence[str]) -> dict[str, int]:
    """Position of each name; of two header rows also of the lower text alone, where only one column has it."""
    found = {normal(name): i for i, name in reversed(list(enumerate(names))) if name}
    alone = [normal(name) for name in lower]
    for i, name in enumerate(alone):
        if name and alone.count(name) == 1:
            found.setdefault(name, i)
    return found


def _form(names: Sequence[str]) -> re.Pattern[str]:
    """Matches any of a column's names; {year} stands for four digits, since the title that tells the year is not read yet."""
    forms = (re.escape(normal(name)).replace(re.escape("{year}"), r"\d{4}") for name in names)
    return re.compile("|".join(forms), re.ASCII)


def _has(at: Iterable[str], form: re.Pattern[str]) -> bool:
    return any(form.fullmatch(name) for name in at)


def _refuse_twins(wanted: Iterable[re.Pattern[str]], names: Sequence[str], where: str) -> None:
    known = [normal(name) for name in names]
    twice = sorted({name for form in wanted for name in known if known.count(name) > 1 and form.fullmatch(name)})
    if twice:
        raise Drift(f"{where}: the header names {twice} twice; which one is meant cannot be told.")


def _titles(above: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(cell.split()) for row in above for cell in row if cell.strip()))


def body(rows: Iterable[Sequence[str]], header: Header, footnotes: bool, where: str) -> Iterator[Sequence[str]]:
    """The table's rows without blank ones, and without footnotes (one filled cell, below all rows) where the declaration allows them.

    Raises BadAnswer for a row of another length than the header (a file cut off, a separator within a text) or below a footnote.
    """
    note = ""
    width = len(header.names)
    while width and not header.names[width - 1]:
        width -= 1
    for row in rows:
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            continue
        if footnotes and len(filled) == 1 and row[0].strip():
            note = note or row[0].strip()
            continue
        if note:
            raise BadAnswer(
                f"{where}: rows follow below the note {note[:60]!r}. Is it a heading? Then the declaration needs another form."
            )
        if len(row) < width or any(cell.strip() for cell in row[len(header.names) :]):
            raise BadAnswer(
                f"{where}: expected {width} cells a row, found {len(row)} in the row after the header that begins "
                f"{[cell[:20] for cell in row[:2]]}. The file may be cut off; download it again. "
                'If it is a note below the table, set "footnotes" in [file].'
            )
        yield row


def picked(
    rows: Iterable[Sequence[str]], at: Sequence[int], keep: Callable[[list[str]], bool] | None = None
) -> Iterator[list[str]]:
    """Only the cells at these positions, of the rows to keep."""
    for row in rows:
        cells = [row[i].strip() if i < len(row) else "" for i in at]
        if keep is None or keep(cells):
            yield cells
