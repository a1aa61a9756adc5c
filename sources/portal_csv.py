"""A portal's CSV download as a table of text: byte-order marks, line ends, title lines and two-row headers taken away, nothing guessed."""

import csv
import io
from collections.abc import Iterator

import pandas as pd

from sources.errors import BadAnswer

NOT_TEXT = {
    b"PK\x03\x04": "a zip or Excel workbook",
    b"\x1f\x8b": "gzip",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
}


def table(content: bytes, where: str) -> pd.DataFrame:
    """The publisher's columns and rows, all text. The header is the first row whose two or more cells are all filled.

    Several columns called "%" are named after the counts they stand beside: "Graduates %".

    Raises BadAnswer when the bytes are no CSV, when there is no header or no row, and when a row is longer or shorter than the header.
    """
    rows = [row for row in _rows(content, where) if any(map(str.strip, row))]
    start = next((i for i, row in enumerate(rows) if len(row) > 1 and all(map(str.strip, row))), None)
    if start is None or start + 1 == len(rows):
        raise BadAnswer(
            f"{where}: expected a CSV with a header and rows, found {len(rows)} lines. The cached copy stays."
        )
    header = _header([cell.strip() for cell in rows[start]])
    if len(set(header)) < len(header):
        raise BadAnswer(f"{where}: the header names a column twice: {header}. The cached copy stays.")
    ragged = [row for row in rows[start + 1 :] if len(row) != len(header)]
    if ragged:
        raise BadAnswer(
            f"{where}: expected {len(header)} cells a row, found {len(ragged)} rows with another number, "
            f"for example {ragged[0][:4]}. The file may be cut off; try again later."
        )
    return pd.DataFrame(rows[start + 1 :], columns=header, dtype="str")


def _header(names: list[str]) -> list[str]:
    if names.count("%") < 2:
        return names
    return [f"{before} %" if name == "%" else name for before, name in zip(["", *names], names, strict=False)]


def titles(content: bytes, where: str) -> list[str]:
    """The title lines above the header, in order: those with nothing but commas after their first cell."""
    found = []
    for row in _rows(content, where):
        if any(cell.strip() for cell in row[1:]):
            break
        found += [cell for cell in row if cell.strip()]
    return found


def _rows(content: bytes, where: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(_text(content, where), newline=None))
    except csv.Error as error:
        reason = str(error)
    else:
        return
    raise BadAnswer(f"{where}: the text cannot be read as a table ({reason}). The cached copy stays.")


def _text(content: bytes, where: str) -> str:
    kind = next((words for magic, words in NOT_TEXT.items() if content.startswith(magic)), None)
    if kind is None and content.lstrip()[:1] == b"<":
        kind = "an HTML page"
    if kind is None and b"\x00" in content:
        kind = "binary content"
    if kind is not None:
        raise BadAnswer(f"{where}: expected CSV, found {kind}. Look at the dataset's page; the cached copy stays.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
