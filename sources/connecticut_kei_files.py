"""The five layouts of the Kindergarten Entrance Inventory's files, each turned into ratings: three marks for one place, domain and year."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from sources.errors import BadAnswer, Drift
from sources.table import container

EXPORT = re.compile(r"^(?P<year>\d{4})-(?P<end>\d{2})_kei_(?P<domain>[a-z]+)\.csv$")
STATE_FILE = re.compile(r"^state_2008-2012_kindergarten_entrance_inventory_results_-_(?P<domain>[a-z-]+)_skills\.csv$")
YEARS = "kei-2014-15-to-2016-17_public.xlsx"
FALL_2013 = "kei_districtbydomain_2013.xlsx"
WORKBOOKS: Mapping[str, str] = {YEARS: "All Years", FALL_2013: "Sheet1"}  # file -> its sheet
STATE_NAMES = frozenset({"Statewide", "State"})
TESTED = "Number of Students Tested"


@dataclass(frozen=True)
class Domain:
    """One domain as the files call it: in file names, in headers to 2012-13, in the workbook of 2013-14, in the last workbook."""

    in_names: tuple[str, str]
    in_headers: tuple[str, str]
    in_2013: str
    code: str


DOMAINS: Mapping[str, Domain] = {
    "creative": Domain(("creative", "creative-aesthetic"), ("Creative/Aesthetic", "Creative"), "Creative", "CR"),
    "language": Domain(("language", "language"), ("Language", "Language"), "Language", "LA"),
    "literacy": Domain(("literacy", "literacy"), ("Literacy", "Literacy"), "Literacy", "LI"),
    "numeracy": Domain(("numeracy", "numeracy"), ("Numeracy", "Numeracy"), "Numeracy", "NU"),
    "personal": Domain(("personal", "personal-social"), ("Personal/Social", "Personal"), "Personal", "PR"),
    "physical": Domain(("physical", "physical-motor"), ("Physical/Motor", "Physical"), "Physical", "PH"),
}


class Rated(NamedTuple):
    """One row of one domain: the state's district number where it stands, the name, children rated (None: not told), levels 1 to 3."""

    code: str
    name: str
    is_state: bool
    period_end: int
    domain: str
    tested: str | None
    marks: tuple[str, str, str]


def grid(content: bytes, name: str) -> pd.DataFrame:
    """The rows that are not empty, in columns numbered from 1, all text. Raises BadAnswer for a row that is cut off."""
    rows = [row for row in container.rows(content, name, sheet=WORKBOOKS.get(name, "")) if any(map(str.strip, row))]
    widths = {len(row) for row in rows}
    if len(widths) != 1 or len(rows) < 2:
        raise BadAnswer(
            f"{name}: expected rows of one width under a header, found {len(rows)} rows with {sorted(widths)} cells. "
            "The file may be cut off; try again later."
        )
    return pd.DataFrame(rows, columns=[str(n) for n in range(1, widths.pop() + 1)], dtype="str")


def check(name: str, content: bytes) -> None:
    """Raises Drift before the file is kept where its domain, its school year or its columns are not those of its name."""
    for _ in rated(name, grid(content, name)):
        pass


def rated(name: str, frame: pd.DataFrame) -> Iterator[Rated]:
    """Every rating of one file. Raises Drift for another domain or year than the name says, and for columns that are not known."""
    rows: list[list[str]] = [[cell.strip() for cell in row] for row in frame.to_numpy().tolist()]
    if name == YEARS:
        return _all_years(name, rows)
    if name == FALL_2013:
        return _fall_2013(name, rows)
    export, of_state = EXPORT.match(name), STATE_FILE.match(name)
    if of_state is not None:
        return _state(name, _domain(of_state), rows)
    if export is None:
        raise Drift(
            f"{name}: no such file of the inventory is known. Compare it with sources/connecticut_kei_files.py."
        )
    return _with_ids(export, rows) if rows[0][0] == "District ID" else _two_headers(export, rows)


def _domain(says: re.Match[str]) -> str:
    return next(domain for domain, words in DOMAINS.items() if says["domain"] in words.in_names)


def _with_ids(export: re.Match[str], rows: list[list[str]]) -> Iterator[Rated]:
    """2008-09 to 2011-12: one header; the state in the last row, without a number, to 2010-11."""
    name, domain, year = export.string, _domain(export), f"{export['year']}-{export['end']}"
    words = DOMAINS[domain].in_headers[0]
    header = [
        "District ID",
        "District Name",
        "School Year",
        TESTED,
        *(f"{words} Skills (%) Level {n}" for n in (1, 2, 3)),
    ]
    _expect(name, header, rows[0])
    for code, district, said, tested, *marks in _name_the_state(name, rows[1:]):
        is_state = district in STATE_NAMES
        if said != year and not (is_state and said == ""):
            raise Drift(f'{name}: expected the school year {year}, found "{said}". The cached copy stays.')
        yield Rated(code, district, is_state, int(export["year"]) + 1, domain, tested, _three(marks))


def _name_the_state(name: str, rows: list[list[str]]) -> list[list[str]]:
    """The rows; in one file the state's row is called after the domain, which changes exactly one row. Drift when it does not."""
    if name != "2010-11_kei_creative.csv" or any(row[1] in STATE_NAMES for row in rows):
        return rows
    nameless = [i for i, row in enumerate(rows) if row[:2] == ["", "Creative"]]
    if len(nameless) != 1:
        raise Drift(f'{name}: expected one row of the state, called "Creative", found {len(nameless)}.')
    return [["", "Statewide", *row[2:]] if i == nameless[0] else row for i, row in enumerate(rows)]


def _state(name: str, domain: str, rows: list[list[str]]) -> Iterator[Rated]:
    """The state's own file: one row a year."""
    words = DOMAINS[domain].in_headers[0]
    levels = [f"{words} Skills (%) Level {n}" for n in (1, 2, 3)]
    _expect(name, ["Organization Name", "School Year", TESTED, *levels], rows[0])
    for place, year, tested, *marks in rows[1:]:
        if place not in STATE_NAMES:
            raise Drift(f'{name}: expected rows of the state only, found "{place}".')
        yield Rated("", place, True, _last_year(name, year), domain, tested, _three(marks))


def _two_headers(export: re.Match[str], rows: list[list[str]]) -> Iterator[Rated]:
    """2012-13: the domain above the levels, no numbers of districts, three empty columns at the end."""
    name, domain = export.string, _domain(export)
    _expect(name, ["", "", f"{DOMAINS[domain].in_headers[1]} Skills (%)", "", ""], rows[0][:5])
    _expect(name, ["DistrictName", TESTED, "Level 1", "Level 2", "Level 3"], rows[1][:5])
    for district, tested, *marks in rows[2:]:
        is_state = district in STATE_NAMES
        yield Rated("", district, is_state, int(export["year"]) + 1, domain, tested, _three(marks[:3]))


def _fall_2013(name: str, rows: list[list[str]]) -> Iterator[Rated]:
    """2013-14: all domains side by side, neither numbers of districts nor of children, no row of the state."""
    _expect(name, ["DistrictName", *(f"Performance_Level_{n}" for _ in DOMAINS for n in (1, 2, 3))], rows[1])
    columns = {rows[0][at]: at for at in range(1, len(rows[0]), 3)}
    _expect(name, sorted(d.in_2013 for d in DOMAINS.values()), sorted(columns))
    for row in rows[2:]:
        for domain, words in DOMAINS.items():
            at = columns[words.in_2013]
            yield Rated("", row[0], False, 2014, domain, None, _three(row[at : at + 3]))


def _all_years(name: str, rows: list[list[str]]) -> Iterator[Rated]:
    """2014-15 to 2016-17: districts with a number and percents ("14.4%"); the state at the end with fractions (0.117)."""
    levels = {f"{words.code}_PCT{n}" for words in DOMAINS.values() for n in (1, 2, 3)}
    _expect(name, ["Year", "Dist_Num", "districtname"], rows[0][:3])
    _expect(name, sorted(levels), sorted(rows[0][3:]))
    for row in rows[1:]:
        is_state = row[1] == "" and row[2] in STATE_NAMES
        for domain, words in DOMAINS.items():
            marks = [row[rows[0].index(f"{words.code}_PCT{n}")] for n in (1, 2, 3)]
            percents = [_percent(name, mark, is_state) for mark in marks]
            yield Rated(row[1], row[2], is_state, _last_year(name, row[0]), domain, None, _three(percents))


def _percent(name: str, mark: str, is_fraction: bool) -> str:
    """A mark as a percent without its sign; marks of missing numbers stay. Drift where a row is written the other way."""
    if not re.fullmatch(r"[\d.]+%?", mark):
        return mark
    if mark.endswith("%") == is_fraction or (is_fraction and float(mark) > 1):
        raise Drift(f"{name}: expected {'a fraction' if is_fraction else 'a percent'}, found {mark!r}.")
    return f"{100 * float(mark):.1f}" if is_fraction else mark.removesuffix("%")


def _last_year(name: str, year: str) -> int:
    found = re.fullmatch(r"(\d{4})-(\d{2})", year)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        raise Drift(f'{name}: expected a school year such as 2014-15, found "{year}".')
    return int(found[1]) + 1


def _three(marks: Sequence[str]) -> tuple[str, str, str]:
    one, two, three = marks
    return one, two, three


def _expect(name: str, expected: list[str], found: list[str]) -> None:
    if found != expected:
        raise Drift(
            f"{name}: expected the columns {expected}, found {found}. Compare the file with sources/connecticut_kei_files.py; "
            "the cached copy stays."
        )
