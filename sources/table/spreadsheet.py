"""The rows of one sheet as text: XLSX, XLS and ODS; cells without a trustworthy value (errors, formulas never computed) are marked."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from geo.boundary_zip import DAMAGED
from sources.errors import BadAnswer, Drift, TooLarge

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
UNPACKED_MAX = 400_000_000
UNCOMPUTED, FAULTY = "#NOT COMPUTED", "#ERROR"
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_XML = "{http://schemas.openxmlformats.org/"


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are a spreadsheet's, told by what is inside and not by a name."""
    if content.startswith(OLD_WORKBOOK):
        return True
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except DAMAGED:
        return False
    return bool({"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & names)


def workbook_rows(content: bytes, filename: str, sheet: str) -> Iterator[list[str]]:
    """Rows of the sheet (the only visible one when none is named), merged cells of a row filled to their right.

    Raises Drift naming the sheets there are, BadAnswer for a workbook that cannot be opened, TooLarge for one that memory cannot.
    """
    try:
        _refuse_bomb(content, filename)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            name = _chosen(book, filename, sheet)
            found = book.get_sheet_by_name(name)
            grid = [[_text(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
            _fill_merged(grid, found)
        doubtful = _doubtful(content, name)
    except (CalamineError, PasswordError, ElementTree.ParseError, *DAMAGED) as error:
        reason = str(error) or type(error).__name__
    else:
        for (row, column), text in doubtful.items():
            if row < len(grid) and column < len(grid[row]):
                grid[row][column] = text
        return iter(grid)
    raise BadAnswer(
        f"{filename}: the workbook cannot be opened ({reason}). It may be cut off or locked; download it again."
    )


def _refuse_bomb(content: bytes, filename: str) -> None:
    """TooLarge for a packed workbook that says of itself that it is larger than any table read here."""
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > UNPACKED_MAX:
        raise TooLarge(
            f"{filename}: the workbook would be {size:,} bytes unpacked, {UNPACKED_MAX:,} are allowed. Ask for it as CSV."
        )


def _chosen(book: CalamineWorkbook, filename: str, sheet: str) -> str:
    visible = [
        s.name
        for s in book.sheets_metadata
        if s.visible == SheetVisibleEnum.Visible and s.typ in (SheetTypeEnum.WorkSheet,)
    ]
    found = [name for name in visible if " ".join(name.split()) == sheet] if sheet else visible
    if len(found) == 1:
        return found[0]
    hidden = " (it is hidden now)" if sheet in book.sheet_names and sheet not in visible else ""
    wanted = f'the sheet "{sheet}"{hidden}' if sheet else "one visible sheet"
    raise Drift(f'{filename}: expected {wanted}, found the sheets {visible}. Set "sheet" in [file] of the declaration.')


def _text(cell: object) -> str:
    """A cell as a person would read it: whole numbers without a point, dates as YYYY-MM-DD."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, (datetime.datetime, datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell)


def _fill_merged(grid: list[list[str]], sheet: CalamineSheet) -> None:
    """Copies a merged cell's text to the right within its first row, where a header's upper row needs it."""
    for (top, left), (_, right) in sheet.merged_cell_ranges or []:
        if top < len(grid) and right < len(grid[top]):
            grid[top][left + 1 : right + 1] = [grid[top][left]] * (right - left)


def _doubtful(content: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """Cells of an XLSX sheet whose formula was never computed or gave an error: the reader would call them blank."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        path = _sheet_path(archive, sheet)
        xml = archive.read(path) if path else b""
    found = {}
    for cell in _CELL.finditer(xml):
        attributes, inner = cell[1], cell[2] or b""
        computed = re.search(rb"<v[^>]*>[^<]", inner) or b"<is>" in inner
        text = FAULTY if b't="e"' in attributes else UNCOMPUTED if b"<f" in inner and not computed else ""
        at = _REFERENCE.search(attributes)
        # A formula that gives an empty text has t="str" and an empty <v>: that is a value.
        if text and at and not (text == UNCOMPUTED and b't="str"' in attributes and b"<v" in inner):
            found[int(at[2]) - 1, _column(at[1])] = text
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _sheet_path(archive: zipfile.ZipFile, sheet: str) -> str:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return ""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entity bombs; no external entities
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    wanted = {
        s.get(f"{_XML}officeDocument/2006/relationships}}id")
        for s in book.iter(f"{_XML}spreadsheetml/2006/main}}sheet")
        if s.get("name") == sheet
    }
    target = next((link.get("Target", "") for link in links if link.get("Id") in wanted), "")
    path = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
    return path if path in names else ""
