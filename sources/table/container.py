"""The rows of a file, all text, whatever holds them: CSV or TSV, a spreadsheet, or a zip with one of these inside."""

import csv
import fnmatch
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from geo.boundary_zip import DAMAGED
from sources.errors import BadAnswer, TooLarge
from sources.table.spreadsheet import is_workbook, workbook_rows
from sources.verdict import is_page

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1 << 16
MEMBER_MAX = 400_000_000
Rows = Iterator[list[str]]


def rows(content: bytes, filename: str, member: str = "", sheet: str = "") -> Rows:
    """Rows of text cells, in order. Raises BadAnswer when the bytes are none of these, a page for instance; Drift for a lost sheet."""
    if is_page(content[:2048], ""):
        raise BadAnswer(
            f"{filename}: expected a table, found a web page (some sites name it .xls). Download the file itself."
        )
    if content.startswith(b"PK") and not is_workbook(content):
        name, inside = _member(content, filename, member)
        return rows(inside, f"{filename}/{name}", sheet=sheet)
    if is_workbook(content):
        return workbook_rows(content, filename, sheet)
    return _delimited(io.BytesIO(content), filename)


def streamed(path: Path, member: str) -> Rows:
    """Rows of a CSV of any size, plain or in a zip, read piece by piece. Raises BadAnswer as `rows` does."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield from _delimited(file, path.name)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            name = _only(archive, path.name, member)
            with archive.open(name) as file:
                yield from _delimited(file, name)
    except DAMAGED as error:
        reason = str(error)
    else:
        return
    raise BadAnswer(f"{path.name}: the zip is damaged or locked ({reason}). Download it again.")


def _member(content: bytes, filename: str, pattern: str) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            name = _only(archive, filename, pattern)
            if archive.getinfo(name).file_size > MEMBER_MAX:
                raise TooLarge(f'{filename}: {name} is larger than {MEMBER_MAX:,} bytes. Declare it as "large".')
            return name, archive.read(name)
    except DAMAGED as error:
        reason = str(error)
    raise BadAnswer(f"{filename}: the zip is damaged or locked ({reason}). Download it again.")


def _only(archive: zipfile.ZipFile, filename: str, pattern: str) -> str:
    names = [n for n in archive.namelist() if not n.endswith("/") and not n.startswith("__MACOSX/")]
    found = [n for n in names if fnmatch.fnmatch(n, pattern or "*") or fnmatch.fnmatch(Path(n).name, pattern or "*")]
    if len(found) != 1:
        raise BadAnswer(
            f'{filename}: expected one file named {pattern or "*"} in the zip, found {found or names}. Set "member" in [file].'
        )
    return found[0]


def _delimited(file: IO[bytes], filename: str) -> Rows:
    sample = file.read(SAMPLE)
    if not sample.strip():
        raise BadAnswer(f"{filename} is empty.")
    if is_page(sample[:2048], ""):
        raise BadAnswer(f"{filename}: expected a table, found a web page.")
    sixteen = sample.startswith((b"\xff\xfe", b"\xfe\xff"))  # Excel's "Unicode text"
    if b"\x00" in sample and not sixteen:
        raise BadAnswer(f"{filename}: expected text or a spreadsheet, found binary content.")
    file.seek(0)
    encoding = "utf-16" if sixteen else _encoding(file, filename)
    text = io.TextIOWrapper(file, encoding, newline=None, errors="replace" if encoding == "cp1252" else "strict")
    delimiter = _delimiter(sample.decode(encoding, "ignore"))
    reader = csv.reader(text, delimiter=delimiter)
    return _plain(reader, filename)


def _plain(reader: Iterator[list[str]], filename: str) -> Rows:
    try:
        yield from reader
    except (csv.Error, UnicodeDecodeError) as error:
        reason = str(error)
    else:
        return
    raise BadAnswer(f"{filename}: the text cannot be read as a table ({reason}). Download it again.")


def _encoding(file: IO[bytes], filename: str) -> str:
    """UTF-8 where all of the file is; cp1252 otherwise, as statistical offices' programs write."""
    decoder = io.TextIOWrapper(file, "utf-8-sig")
    try:
        while decoder.read(SAMPLE):
            pass
    except UnicodeDecodeError:
        found = "cp1252"
    else:
        found = "utf-8-sig"
    decoder.detach()
    file.seek(0)
    return found


def _delimiter(sample: str) -> str:
    """The separator that splits most lines alike: the one with the widest row among those that fit the sample best."""
    lines = io.StringIO(sample, newline=None).read().split("\n")[:60]
    widths = {d: sorted(len(row) for row in csv.reader(lines, delimiter=d) if row) for d in DELIMITERS}
    return max(DELIMITERS, key=lambda d: (widths[d][len(widths[d]) // 2], widths[d][-1]) if widths[d] else (0, 0))
