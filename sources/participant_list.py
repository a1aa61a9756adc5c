"""The form of a list of participants, and the checks that let in codes, places and groups, and nothing that tells who somebody is."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from functools import partial

import pandas as pd

from geo import clock
from geo.geoid import is_geoid
from sources.labels import SCHEMES
from sources.partner import FEW_ROWS, PartnerError, at_rows, header_at, last_year, rows_of
from sources.partner import below as numbers_below
from sources.partner_template import template
from sources.personal import column_kind, some, speaks_for_itself, value_kind
from sources.table import header

PLACES = {"neighborhood": "neighborhood", "tract": "tract", "town": "county_subdivision"}  # column -> level
GROUPS = ("race_ethnicity", "sex", "age")
COLUMNS = {
    "participant": "A code for one person that means nothing outside your own records, such as P0417. The same person keeps it",
    "program": "What they took part in, in small letters, such as prek_seats",
    "period_start": "First year, such as 2024",
    "period_end": "Last year, such as 2025",
    "neighborhood": "The id of the neighborhood they live in. Empty if unknown",
    "tract": "In place of it or beside it: the 11 digits of the Census tract they live in",
    "town": "The 10 digits of the town or city they live in (Census county subdivision)",
    **{scheme: f"Empty if unknown, or one of {', '.join(sorted(SCHEMES[scheme]))}" for scheme in GROUPS},
}
REQUIRED = ("participant", "program", "period_start", "period_end")
README = """How to fill in the list

One row is one person in one program and period. A person with several rows in one program and period counts once; where their rows
differ, the last filled cell of each column stands, so that somebody who moved counts where they were told last.
No names, dates of birth, addresses, ids that others know, e-mail or phone numbers, and no further columns: such a list is refused.
Nothing of the list is kept. It is added up in memory, and small numbers are withheld before anything is published.
Take out columns you have nothing for; one of neighborhood, tract and town is needed.

""" + "\n".join(f"{name}: {text}." for name, text in COLUMNS.items())
ZEROS = "(a spreadsheet may have taken zeros away)"
NEXT_STEP = "Nothing of it was kept. Mend this in the list and try again."
CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)
# Social security numbers, phone numbers and many a state's student ids without their signs.
LETTERS = re.compile(r"[a-z]{4,}", re.ASCII)
FEW_WORDS = 5  # the names of programs and years' terms; more of them are people's
KNOWN_ELSEWHERE = re.compile(r"[a-z]?\d{9,10}", re.ASCII)
YEAR = re.compile(r"(?:19|20)\d{2}", re.ASCII)
PROGRAM = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
Test = Callable[[str], bool]


def _dated(order: str, digits: str, sign: str) -> re.Pattern[str]:
    """Where in a text a day may begin whose year (y, 4 digits), month (m) and day (d) stand in this order, with one sign between."""
    first, second, third = (rf"(?P<{part}>\d{{{4 if part == 'y' else digits}}})" for part in order)
    return re.compile(f"(?={first}(?P<sign>{sign}){second}(?P=sign){third})", re.ASCII)


_DATES = tuple(
    _dated(order, digits, sign) for order in ("ymd", "dmy", "mdy") for digits, sign in (("2", ""), ("1,2", "[-_./ ]"))
)
_FIRST_BIRTH = 1900


def blank() -> bytes:
    """The CSV to fill in: the header, and a row that explains each column."""
    return template(COLUMNS)


def plain(code: str) -> str:
    """A code as it is compared: P-17, p_17 and P17 are one person."""
    return code.casefold().replace("-", "").replace("_", "")


def is_list(content: bytes, filename: str) -> bool:
    """Whether the file's header has the column that only a list of participants has."""
    rows = rows_of(content, filename)
    return "participant" in header.positions(rows[header_at(rows, filename)], [])


def people_of(content: bytes, filename: str, neighborhoods: Collection[str]) -> pd.DataFrame:
    """The list's rows in its known columns, all text. Raises PartnerError that names every column with a problem, and shows no cell."""
    rows = rows_of(content, filename)
    start = header_at(rows, filename)
    explained = {header.normal(text) for text in COLUMNS.values()}
    numbers = [n for n in numbers_below(rows, start) if not {header.normal(c) for c in rows[n - 1] if c} <= explained]
    below = [rows[number - 1] for number in numbers]
    names = [header.normal(name) for name in rows[start]]
    _refuse(filename, [*_columns(rows[start], below), *_lost(names)])
    frame = pd.DataFrame(
        {n: [r[i] if i < len(r) else "" for r in below] for i, n in enumerate(names) if n}, index=numbers, dtype="str"
    )
    if frame.empty:
        raise PartnerError(f"{filename} has no rows below the header. Fill in the list and try again.")
    _refuse(filename, list(_personal(frame)))
    _refuse(filename, [*_cells(frame, neighborhoods), *_periods(frame), *_placeless(frame)])
    return frame


def _refuse(filename: str, problems: Sequence[str]) -> None:
    if problems:
        raise PartnerError(f"{filename} cannot be used as a list of participants: {'; '.join(problems)}. {NEXT_STEP}")


def _columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """What is wrong with columns that the list does not have: somebody's data, or more than is needed."""
    for i in range(max([len(names), *(len(row) for row in rows)])):
        name = names[i] if i < len(names) else ""
        if header.normal(name) in COLUMNS or not (name or any(row[i : i + 1] != [""] for row in rows if i < len(row))):
            continue
        shown = f'column "{name}"' if speaks_for_itself(name) else f"column number {i + 1}"
        kind = column_kind(name)
        yield f"{shown} would hold {kind}" if kind else f"{shown} is none of {', '.join(COLUMNS)}; take it out"


def _lost(names: Sequence[str]) -> Iterator[str]:
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        yield f"columns {', '.join(missing)} are missing"
    if not set(PLACES) & set(names):
        yield f"one of the columns {', '.join(PLACES)} is needed"
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        yield f"column {twice[0]} stands there twice"


def _personal(frame: pd.DataFrame) -> Iterator[str]:
    """What in the cells looks like somebody's data, by column and how often."""
    for column in frame.columns:
        kinds = frame[column].map({value: value_kind([value]) for value in frame[column].unique()})
        for kind in filter(None, kinds.unique()):
            yield f'column "{column}": {_told(kinds == kind)} look like {kind}'
    codes = frame["participant"]
    known = codes.map(plain).str.fullmatch(KNOWN_ELSEWHERE)
    if known.any():
        yield f'column "participant": {_told(known)} look like social security, phone or state student numbers (9 or 10 digits)'
    words = {word for code in set(codes) for word in LETTERS.findall(code.casefold())}
    if len(words) > max(FEW_WORDS, codes.nunique() // 10):
        yield f'column "participant": {some(len(words))} different words stand in its codes, as if they were names'
    # A running number may hold what looks like a day by chance; most of them do not.
    days = codes.isin([code for code in codes.unique() if _holds_birth(code)])
    if 2 * days.sum() > len(codes):
        yield f'column "participant": {_told(days)} look like dates of birth or hold one'


def _holds_birth(code: str) -> bool:
    """Whether a day on which somebody alive may be born stands anywhere in the code: initials with it name a person."""
    return any(_is_birth(found) for form in _DATES for found in form.finditer(code))


def _is_birth(found: re.Match[str]) -> bool:
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return False
    return day.year >= _FIRST_BIRTH and day <= clock.today()


def _cells(frame: pd.DataFrame, neighborhoods: Collection[str]) -> Iterator[str]:
    """What is wrong with cells of the known columns, by column and how often."""
    tests: dict[str, tuple[Test, str]] = {
        "participant": (_like(CODE), "are no code of letters, digits, - and _ with a digit in it"),
        "program": (_like(PROGRAM), "are not small letters, digits and _"),
        "period_start": (_like(YEAR), "are no year such as 2024"),
        "period_end": (_like(YEAR), "are no year such as 2025"),
        "neighborhood": (
            _known(neighborhoods.__contains__),
            "are no id of a neighborhood in the community's boundaries file (name it with --community)",
        ),
        "tract": (_known(partial(is_geoid, level="tract")), f"are not the 11 digits of a tract {ZEROS}"),
        "town": (_known(partial(is_geoid, level=PLACES["town"])), f"are not the 10 digits of a town or city {ZEROS}"),
        **{s: (_known(SCHEMES[s].__contains__), f"are none of {', '.join(sorted(SCHEMES[s]))}") for s in GROUPS},
    }
    for column in frame.columns:
        fits, wrong = tests[column]
        unfit = [value for value in frame[column].unique() if not fits(value)]
        if unfit:
            yield f'column "{column}": {_told(frame[column].isin(unfit))} {wrong}'


def _told(rows: pd.Series) -> str:
    """About how many cells, and the first rows they are in: the partner has to find them, and their text is not repeated."""
    first = rows & (rows.cumsum() <= FEW_ROWS)
    return f"{some(int(rows.sum()))} cells ({at_rows(first)}{'' if first.equals(rows) else ' and more'})"


def _like(form: re.Pattern[str]) -> Test:
    return lambda value: form.fullmatch(value) is not None


def _known(test: Test) -> Test:
    """A test that an empty cell passes: nothing is known."""
    return lambda value: not value or test(value)


def _periods(frame: pd.DataFrame) -> Iterator[str]:
    ahead = pd.to_numeric(frame["period_end"], errors="coerce") > last_year()
    if ahead.any():
        yield f'column "period_end": {_told(ahead)} are later than next year ({last_year()})'
    backwards = frame["period_start"] > frame["period_end"]
    if backwards.any():
        yield f"the period ends before it begins in {_told(backwards)}"


def _placeless(frame: pd.DataFrame) -> Iterator[str]:
    places = [column for column in PLACES if column in frame.columns]
    if not any(frame[column].ne("").any() for column in places):
        yield f"no row has a place in {', '.join(places)}"
