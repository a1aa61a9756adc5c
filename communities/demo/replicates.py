"""Variance replicate tables of the made-up city: each tract's estimate eighty times again, moved as another sample would have moved it."""

import csv
import io
import re
import zipfile
from functools import cache

import numpy as np

from communities.demo import survey
from communities.demo.answers import Question, Reply, file
from communities.demo.city import STATE

PATH = re.compile(rf"/programs-surveys/acs/replicate_estimates/(\d{{4}})/data/5-year/140/(B\d{{5}})_{STATE}\.csv\.zip")
COUNT = 80
HEADER = (
    "TBLID",
    "GEOID",
    "NAME",
    "ORDER",
    "TITLE",
    "ESTIMATE",
    "MOE",
    "CME",
    "SE",
    *(f"Var_Rep{n}" for n in range(1, COUNT + 1)),
)
NINETY_PERCENT = 1.645


def replicate_file(question: Question) -> Reply | None:
    """The zip file of one table's tracts; None when the path is not one."""
    found = PATH.fullmatch(question.path)
    if found is None or survey.sheet(int(found[1]), found[2]) is None:
        return None
    return file(_zip(int(found[1]), found[2]), "application/zip", question)


@cache
def _zip(vintage: int, table: str) -> bytes:
    sheet = survey.sheet(vintage, table)
    if sheet is None:
        raise KeyError(f"{table} of {vintage}")
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(HEADER)
    rows.writerow([table, "", "", "", "MADE-UP TABLE", *[""] * (len(HEADER) - 5)])
    for row, area in enumerate(survey.areas(vintage)):
        if area.summary == "140":
            for line, name in enumerate(sheet.lines):
                number = int(sheet.estimate[row, line]), int(sheet.moe[row, line])
                rows.writerow(_row(area, (table, line + 1), number, name))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(f"{table}_{STATE}.csv"), text.getvalue())
    return packed.getvalue()


def _row(area: survey.Area, line: tuple[str, int], number: tuple[int, int], name: str) -> list[object]:
    """Eighty moves whose spread gives back the published margin; half of each is shared by the whole table, as in a real sample."""
    estimate, moe = number
    shared = np.random.default_rng([_seed(name), 1]).normal(size=COUNT)
    own = np.random.default_rng([_seed(name), *area.geo_id.encode()]).normal(size=COUNT)
    moves = 0.6 * shared + 0.8 * own
    moves *= moe / (NINETY_PERCENT * np.sqrt(4 / COUNT * (moves**2).sum()))
    again = np.rint(estimate + moves).astype(int) if estimate else np.zeros(COUNT, int)
    cells = [estimate, moe, f"+/-{moe:,}", f"{moe / NINETY_PERCENT:.1f}"]
    return [line[0], area.geo_id, area.name, line[1], name, *cells, *again.tolist()]


def _seed(name: str) -> int:
    """A number that a line's name fixes."""
    return sum(name.encode())
