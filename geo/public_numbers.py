"""Numbers that others have printed about the same people, as a community lists them: a reader is taken to know them too."""

import csv
from pathlib import Path
from typing import Any

from geo.errors import CommunityError

COLUMNS = ("measure", "level", "geoid", "scheme", "group", "year", "quantity", "low", "high", "by")
QUANTITIES = ("part", "others", "size")
"""Students counted (of a plain count, all of them), the rest of the group, and the group."""


def read(path: Path) -> tuple[dict[str, Any], ...]:
    """Each row as a published row's keys with `quantity`, `low`, `high`, `by` and its `line` in the file.

    Raises CommunityError with the line that is wrong.
    """
    try:
        read = csv.DictReader(path.read_text("utf-8-sig").splitlines())
        lines = [(read.line_num, line) for line in read]
    except (OSError, UnicodeDecodeError) as error:
        raise CommunityError(
            f"{path.name} cannot be read as a CSV in UTF-8: {type(error).__name__}. Save it as one."
        ) from None
    missing = [c for c in COLUMNS if not lines or c not in lines[0][1]]
    if lines and missing:
        raise CommunityError(f"{path.name} lacks the columns {', '.join(missing)}. Expected {', '.join(COLUMNS)}.")
    return tuple(_row(path, number, line) for number, line in lines)


def _row(path: Path, number: int, line: dict[str, str | None]) -> dict[str, Any]:
    where = f"{path.name}, line {number}"
    empty = [c for c in COLUMNS if not (line[c] or "").strip()]
    if empty:
        raise CommunityError(
            f"{where}: {', '.join(empty)} is empty. Every column needs a value; low and high may be equal."
        )
    told = {c: str(line[c]).strip() for c in COLUMNS}
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
