"""The form of the made-up place's school files: a file as the portal offers it, and its text as an export writes it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from communities.demo.schools import District

Row = Sequence[str | int | float]
Quoting = Literal[0, 1, 2]  # csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC


@dataclass(frozen=True)
class File:
    """A file of a package: its name, its text, and whether the portal also has it as a table."""

    name: str
    text: str
    tidy: bool = False


def as_csv(
    rows: Sequence[Row], titles: Sequence[str] = (), end: str = "\r\n", quoting: Quoting = csv.QUOTE_NONNUMERIC
) -> str:
    """CSV as the exports have it: text in quotes, numbers bare, titles and an empty line above."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=quoting, lineterminator=end)
    for title in titles:
        writer.writerow([title])
    if titles:
        buffer.write(end)
    writer.writerows([[_cell(cell) for cell in row] for row in rows])
    return buffer.getvalue()


def _cell(cell: str | float) -> str | int | float:
    if isinstance(cell, str) and cell.replace(".", "", 1).isdigit():
        return float(cell) if "." in cell else int(cell)
    return cell


def coded(district: District) -> str:
    """A district's code as the exports have it, so that spreadsheets keep its zeros."""
    return f'="{district.code}"'
