"""Numbers that others have printed about the same people, as a community lists them: a reader is taken to know them too."""

import csv
from pathlib import Path
from typing import Any

from geo.errors import CommunityError

COLUMNS = ("measure", "level", "geoid", "scheme", "group", "year", "quantity", "low", "high", "by")
DELIMITERS = (",", ";", "\t")
QUANTITIES = ("part", "others", "size")
"""Students counted (of a plain count, all of them), the rest of the group, and the group."""


def read(path: Path) -> tuple[dict[str, Any], ...]:
    """Each row as a published row's keys with `quantity`, `low`, `high`, `by` and its `line` in the file.

    Raises CommunityError with the line that is wrong.
    """
    try:
        text = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommunityError(
            f"{path.name} cannot be read as a CSV in UTF-8: {type(error).__name__}. Save it as one."
        ) from None
    # Spreadsheets in many languages write semicolons or tabs between cells.
    read = csv.DictReader(text, delimiter=max(DELIMITERS, key=(text or [""])[0].count), restval="")
    columns = [name.strip() for name in read.fieldnames or ()]
    read.fieldnames = columns
    missing = [c for c in COLUMNS if c not in columns]
    if missing and any(columns):
        raise CommunityError(f"{path.name} lacks the columns {', '.join(missing)}. Expected {', '.join(COLUMNS)}.")
    found = tuple(_row(path, read.line_num, line) for line in read)
    if not found:
        raise CommunityError(
            f"{path.name} has no line below the header {','.join(COLUMNS)}: nothing that others have printed would be counted in. "
            "List their numbers there, or take assume_public out of community.toml."
        )
    return found


def _row(path: Path, number: int, line: dict[Any, Any]) -> dict[str, Any]:
    where = f"{path.name}, line {number}"
    if any(cell.strip() for cell in line.get(None, ())):
        raise CommunityError(
            f"{where} has more cells than the header. Put a cell that holds a comma in quotes, or take out what is too much."
        )
    empty = [c for c in COLUMNS if not line[c].strip()]
    if empty:
        raise CommunityError(
            f"{where}: {', '.join(empty)} is empty. Every column needs a value; low and high may be equal."
        )
    told = {c: line[c].strip() for c in COLUMNS}
    if told["quantity"] not in QUANTITIES:
        raise CommunityError(f"{where}: quantity should be one of {', '.join(QUANTITIES)}.")
    try:
        year, low, high = (int(told[c]) for c in ("year", "low", "high"))
    except ValueError:
        raise CommunityError(f"{where}: year, low and high should be whole numbers.") from None
    if not 0 <= low <= high:
        raise CommunityError(f"{where}: expected 0 ≤ low ≤ high.")
    keys = {c: told[c] for c in ("measure", "level", "geoid", "scheme", "group")}
    told_of = {"quantity": told["quantity"], "low": low, "high": high, "by": told["by"], "line": number}
    return keys | {"period_end": year} | told_of
