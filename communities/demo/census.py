"""api.census.gov and the survey files of www2.census.gov, for the made-up city."""

import re
from functools import cache, lru_cache

import numpy as np

from communities.demo import survey
from communities.demo.answers import HTML, TEXT, Question, Reply, as_json, file, page

FIRST_BULK = 2021
PATH = re.compile(r"/data/(\d{4})/acs/acs5(?:/groups/(\w+)\.json)?")
DAT = re.compile(
    r"/programs-surveys/acs/summary_file/(\d{4})/table-based-SF/data/5YRData/acsdt5y(\d{4})-([a-z]\d{5}[a-z]*)\.dat"
)
CLAUSE = re.compile(r"([a-z][a-z ]*?):([\d*,]+)")
Column = tuple[str, list[str | None]]
LEVELS = {"us": "010", "state": "040", "county": "050", "county subdivision": "060", "tract": "140"}
PARTS = {"010": (), "040": (2,), "050": (2, 3), "060": (2, 3, 5), "140": (2, 3, 6)}
COLUMNS = {"010": ("us",), "040": ("state",), "050": ("state", "county")}
COLUMNS |= {"060": ("state", "county", "county subdivision"), "140": ("state", "county", "tract")}


def api(question: Question) -> Reply:
    """Rows of the American Community Survey, or a table's description; a redirect without a key."""
    key = question.get("key")
    if not re.fullmatch(r"\w{40}", key):
        where = f"https://api.census.gov/data/{'invalid' if key else 'missing'}_key.html"
        return Reply(302, b"", {"X-DataWebAPI-KeyError": "1", "Location": where, "Content-Type": HTML})
    found = PATH.fullmatch(question.path)
    if found is None or int(found[1]) not in survey.VINTAGES:
        return page(404, "Error report", "The requested resource is not available")
    if found[2]:
        return _described(int(found[1]), found[2])
    return _rows(int(found[1]), question)


def _described(vintage: int, table: str) -> Reply:
    sheet = survey.sheet(vintage, table)
    if sheet is None:
        return page(404, "Error report", "The requested resource is not available")
    labels = {f"{line}E": {"label": f"Estimate!!Total:!!Line {line[-3:]}:", "concept": table} for line in sheet.lines}
    return as_json({"variables": labels})


def _rows(vintage: int, question: Question) -> Reply:
    columns = list[Column]()
    for name in question.get("get").split(","):
        found = _columns(vintage, name.strip())
        if found is None:
            return Reply(400, f"error: error: unknown variable '{name}'".encode(), {"Content-Type": TEXT})
        columns += found
    clauses = dict(CLAUSE.findall(question.get("in"))) | dict(CLAUSE.findall(question.get("for") + ":*"))
    level = LEVELS.get(question.get("for").partition(":")[0])
    if level is None:
        return Reply(400, b"error: unknown/unsupported geography heirarchy", {"Content-Type": TEXT})
    rows = []
    for n, own in _members(vintage, level):
        if all(clauses.get(c, "*") in ("*", i) for c, i in zip(COLUMNS[level], own, strict=True)):
            rows.append([*(cells[n] for _, cells in columns), *own])
    header = [*(name for name, _ in columns), *COLUMNS[level]]
    return as_json([header, *rows]) if rows else Reply(204)


@cache
def _members(vintage: int, level: str) -> list[tuple[int, list[str]]]:
    """Position and parts of the identifier of each area of a level."""
    found = enumerate(survey.areas(vintage))
    return [(n, ids(area.geo_id)) for n, area in found if area.summary == level]


@lru_cache(4096)  # a table is asked for once an area, one after another
def _columns(vintage: int, name: str) -> list[Column] | None:
    """The columns that one item of `get=` brings; None for an unknown one."""
    areas = survey.areas(vintage)
    if name in ("NAME", "GEO_ID"):
        return [(name, [area.name if name == "NAME" else area.geo_id for area in areas])]
    group = re.fullmatch(r"group\((\w+)\)", name)
    variable = re.fullmatch(r"((\w{6,8})_\d{3})(E|M|EA|MA)", name)
    sheet = survey.sheet(vintage, group[1] if group else variable[2] if variable else "")
    if sheet is None:
        return None
    if group:
        inside = [
            column
            for line in sheet.lines
            for suffix in ("E", "EA", "M", "MA")
            for column in _cells(sheet, line, suffix)
        ]
        return inside + [(n, [getattr(a, n.lower()) for a in areas]) for n in ("GEO_ID", "NAME")]
    return _cells(sheet, variable[1], variable[3]) if variable and variable[1] in sheet.lines else None


def _cells(sheet: survey.Sheet, line: str, suffix: str) -> list[Column]:
    column = sheet.lines.index(line)
    estimate, moe = sheet.estimate[:, column].tolist(), sheet.moe[:, column].tolist()
    if suffix in ("E", "M"):
        return [(line + suffix, estimate if suffix == "E" else moe)]
    notes = {survey.OPEN_ENDED: "***", survey.NO_MARGIN: "**", survey.CONTROLLED: "*****"}
    if suffix == "MA":
        return [(line + suffix, [notes.get(m) for m in moe])]
    signs = {survey.NOT_COMPUTED: "-", survey.TOP: "250,000+" if line.startswith(survey.MEDIAN) else None}
    return [(line + suffix, [signs.get(e) for e in estimate])]


def ids(geo_id: str) -> list[str]:
    """What the service appends to a row: the parts of the identifier."""
    digits, parts = geo_id.partition("US")[2], []
    for width in PARTS[geo_id[:3]]:
        parts.append(digits[:width])
        digits = digits[width:]
    return parts or ["1"]


def summary_file(question: Question) -> Reply | None:
    """A table of the summary file, which needs no key; None when the path is not one of them."""
    found = DAT.fullmatch(question.path)
    if found is None:
        return None
    vintage, table = int(found[1]), found[3].upper()
    sheet = survey.sheet(vintage, table) if found[1] == found[2] and vintage >= FIRST_BULK else None
    return None if sheet is None else file(_dat(vintage, sheet), TEXT, question)


def _dat(vintage: int, sheet: survey.Sheet) -> bytes:
    names = [line.replace("_", f"_{suffix}") for line in sheet.lines for suffix in "EM"]
    cells = np.stack([sheet.estimate, sheet.moe], axis=2).reshape(len(sheet.estimate), -1)
    rows = ["|".join([area.geo_id, *row]) for area, row in zip(survey.areas(vintage), cells.tolist(), strict=True)]
    return ("\n".join(["|".join(["GEO_ID", *names]), *rows]) + "\n").encode()
