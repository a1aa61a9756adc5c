"""Writes small workbooks for tests: XLSX with merged cells, formulas and hidden sheets; ODS; and XLS as Excel 97 wrote it."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

Cell = str | int | float | None
Grid = Sequence[Sequence[Cell]]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True)
class Raw:
    """A cell written as given: attributes and inner XML, for formulas, errors and dates (style 1 is a date)."""

    attributes: str
    inner: str


def letters(column: int) -> str:
    """Name of a column: 0 is A."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def _cell(row: int, column: int, value: Cell | Raw) -> str:
    at = f'r="{letters(column)}{row + 1}"'
    if value is None:
        return ""
    if isinstance(value, Raw):
        return f"<c {at} {value.attributes}>{value.inner}</c>"
    if isinstance(value, str):
        return f'<c {at} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c {at}><v>{value}</v></c>"


def _sheet(grid: Sequence[Sequence[Cell | Raw]], merged: Sequence[str]) -> str:
    rows = "".join(
        f'<row r="{i + 1}">{"".join(_cell(i, j, v) for j, v in enumerate(row))}</row>' for i, row in enumerate(grid)
    )
    cells = "".join(f'<mergeCell ref="{m}"/>' for m in merged)
    tail = f'<mergeCells count="{len(merged)}">{cells}</mergeCells>' if merged else ""
    return f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[Cell | Raw]]],
    merged: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
) -> bytes:
    """A workbook with these sheets."""
    kind = f"{_RELATIONS}/worksheet"
    listed = "".join(
        f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"{" state=" + chr(34) + "hidden" + chr(34) if n in hidden else ""}/>'
        for i, n in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)
    )
    styles = f'<Relationship Id="rId99" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}{styles}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for i, (name, grid) in enumerate(sheets.items(), 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = _sheet(grid, (merged or {}).get(name, ()))
    return zipped({name: text.encode() for name, text in parts.items()})


def ods(name: str, grid: Grid) -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    office, table = (
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    )
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"

    def cell(value: Cell) -> str:
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
        if value is None:
            return "<table:table-cell/>"
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in grid)
    body = f'<office:spreadsheet><table:table table:name="{name}">{rows}</table:table></office:spreadsheet>'
    spaces = f'xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}"'
    content = f'<?xml version="1.0"?><office:document-content {spaces}><office:body>{body}</office:body></office:document-content>'
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": b"<manifest/>"})


def xls(name: str, grid: Grid) -> bytes:
    """A workbook in the format of Excel 97, one sheet of texts and numbers."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def cell(row: int, column: int, value: Cell) -> bytes:
        at = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            return record(0x0204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        return record(0x0203, at + struct.pack("<d", value)) if value is not None else b""

    begin = lambda kind: record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))  # noqa: E731 - one line is its name
    end = record(0x000A, b"")
    cells = b"".join(cell(i, j, v) for i, row in enumerate(grid) for j, v in enumerate(row))
    sheet = begin(0x0010) + cells + end
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    length = len(begin(0x0005)) + 4 + 6 + len(title) + len(end)
    book = begin(0x0005) + record(0x0085, struct.pack("<IBB", length, 0, 0) + title) + end
    return _compound(book + sheet)


def _compound(stream: bytes) -> bytes:
    """A compound file of 512-byte sectors with one stream named Workbook."""
    free, last = 0xFFFFFFFF, 0xFFFFFFFE
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    fat = [0xFFFFFFFD, last, *range(3, sectors + 2), last]
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    entry = lambda n, kind, child, start, size: (  # noqa: E731 - one line is its name
        n.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII", 2 * len(n) + 2, kind, 1, free, free, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
    folder = entry("Root Entry", 5, 1, last, 0) + entry("Workbook", 2, free, 2, len(stream)) + bytes(256)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0) + struct.pack("<I", 0) + b"\xff" * 432
    return header + table + folder + stream


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()
