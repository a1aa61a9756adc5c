"""The period a table speaks of, from a column, a title, a file's name or the declaration, as first and last year."""

import datetime
import re
from collections.abc import Iterable

from sources.errors import Drift
from sources.table.declaration import Period

Years = tuple[int, int]
_SCHOOL_YEAR = re.compile(r"(\d{4})\s*[-–—/]\s*(\d{2}|\d{4})", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.ASCII)
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?", re.ASCII)
JULY = 7


def years(text: str, form: str) -> Years | None:
    """First and last year of a period written in this form; None for any other text."""
    text = text.strip().removesuffix(".0")
    if form == "school_year":
        return _school_year(text)
    if form in ("year", "ending_year"):
        found = int(text) if re.fullmatch(r"(?:19|20)[0-9]{2}", text) else None
        return None if found is None else (found - (form == "ending_year"), found)
    day = _date(text)
    if day is None:
        return None
    if form == "date":
        return day.year, day.year
    start = day.year if day.month >= JULY else day.year - 1
    return start, start + 1


def _school_year(text: str) -> Years | None:
    found = _SCHOOL_YEAR.fullmatch(text)
    if found is None:
        return None
    start = int(found[1])
    end = int(found[2]) if len(found[2]) == 4 else start - start % 100 + int(found[2])
    end += 100 if end < start else 0  # 1999-00
    return (start, end) if end == start + 1 else None


def _date(text: str) -> datetime.date | None:
    iso, us = _DATE.fullmatch(text), _US_DATE.fullmatch(text)
    parts = (iso[1], iso[2], iso[3]) if iso else (us[3], us[1], us[2]) if us else None
    if parts is None:
        return None
    try:
        return datetime.date(*(int(p) for p in parts))
    except ValueError:
        return None


def fixed(period: Period, titles: Iterable[str], filename: str) -> Years | None:
    """The table's one period; None when a column says it. Raises Drift when title or file name do not say it as declared."""
    if period.end:
        return period.start or period.end, period.end
    if period.column:
        return None
    pattern, texts = (period.title, list(titles)) if period.title else (period.file, [filename])
    found = [m for text in texts for m in re.findall(pattern, text)]
    read = {years(text, period.form) for text in found}
    if len(read) == 1 and (only := read.pop()) is not None:
        return only
    place = "title" if period.title else "file name"
    raise Drift(
        f"{filename}: expected one {period.form.replace('_', ' ')} in the {place}, found {sorted(set(found)) or texts[:3]}. "
        "Compare [period] of the declaration with the file."
    )


def of_column(cells: Iterable[str], form: str, where: str) -> dict[str, Years]:
    """Years of each different cell. Raises Drift with the cells that are no period of this form."""
    found = {cell: years(cell, form) for cell in cells}
    strange = sorted(cell for cell, pair in found.items() if pair is None)
    if strange:
        raise Drift(
            f"{where}: expected a {form.replace('_', ' ')}, found {strange[:5]}. A spreadsheet may have turned it into a date."
        )
    return {cell: pair for cell, pair in found.items() if pair is not None}
