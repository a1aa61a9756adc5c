"""The four layouts of Connecticut's school files, each turned into cells: one mark for one place, group, quantity and school year."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import pandas as pd

from sources.connecticut_words import groups
from sources.errors import Drift

RAW = re.compile(
    r"__(\d{4})-(\d{2})_race(?:_grad)?(_ct)?\.csv$"
)  # enrollment__2011-12_race_ct.csv; `_nongrad` files repeat the cohort
LABEL = "Race/Ethnicity"
PLACE_COLUMNS = ("District", "District Code")
STATE_NAMES = frozenset({"State Level", "State", "Total"})  # as the district files call their state row
ALWAYS_LISTED = frozenset({"aian", "asian", "black", "latino", "white", "all"})


class District(Protocol):
    """A school district: its name as the publisher writes it, its national id, its state's code."""

    @property
    def name(self) -> str: ...
    @property
    def leaid(self) -> str: ...
    @property
    def state_code(self) -> str: ...


@dataclass(frozen=True)
class Dataset:
    """One dataset: its package in the portal, its columns and (Variable, Measure Type) pairs, each with the quantity it holds."""

    name: str
    package: str
    columns: Mapping[str, str]
    tidy: Mapping[tuple[str, str], str]


DATASETS = {
    d.name: d
    for d in (
        Dataset(
            "chronic_absence",
            "chronic-absenteeism-by-race-ethnicity",
            {"% Chronically Absent": "rate", "%": "rate", "Student Count": "count"},
            {("Chronically Absent Students", "Percent"): "rate"},
        ),
        Dataset(
            "graduation_4yr",
            "four-year-grad-rates-by-race-ethnicity",
            {"Four-Year Cohort Count": "cohort", "Graduation Count": "count", "Graduation Rate": "rate"},
            {("Four Year Graduation Rate", "Percent"): "rate"},  # named in the catalog's entry; no such file was seen
        ),
        Dataset(
            "suspension",
            "suspension-rate-by-race",
            {"Count": "count", "%": "rate"},
            {("Suspensions", "Percent"): "rate"},
        ),
        Dataset("enrollment", "student-enrollment-by-race-ethnicity", {}, {("Student Enrollment", "Number"): "count"}),
    )
}


@dataclass(frozen=True)
class Places:
    """Whose rows are wanted: school districts, and the state by its two digits."""

    districts: Sequence[District]
    state: str


class Cell(NamedTuple):
    """One mark of one file. `rank` orders the snapshots: the state's file, the districts' file, the tidy file."""

    quantity: str
    level: str
    geoid: str
    group: str
    period_end: int
    mark: str
    resource: str
    rank: int


def cells(dataset: Dataset, name: str, frame: pd.DataFrame, places: Places) -> list[Cell]:
    """The marks of the wanted places in one file, tidy or raw.

    Raises Drift when a column is lost or when a label anywhere in the file is not known.
    """
    raw = RAW.search(name)
    if raw is None:
        return list(_tidy(dataset, name, frame, places))
    rank, end = (0 if raw[3] else 1), int(raw[1]) + 1
    if LABEL in frame:
        read = _long(dataset, name, frame, wanted_rows(frame, places, rank == 0))
    elif "Grade" in frame or "Race" in frame:
        read = _state_enrollment(name, frame, places)
    else:
        read = _wide(name, frame, wanted_rows(frame, places, rank == 0))
    return [Cell(quantity, *place, group, end, mark, name, rank) for quantity, place, group, mark in read]


def check_year(name: str, titles: Sequence[str]) -> None:
    """Raises Drift when a title line speaks of another school year than the file's name."""
    raw = RAW.search(name)
    years = re.findall(r"\b20\d{2}-\d{2}\b", " ".join(titles))
    if raw is not None and any(year != f"{raw[1]}-{raw[2]}" for year in years):
        raise Drift(
            f"{name}: its title says {years[0]}. The publisher may have exchanged files; the cached copy stays."
        )


Reading = tuple[str, tuple[str, str], str, str]  # quantity, (level, geoid), group, mark
Wanted = list[tuple[int, tuple[str, str]]]


def _tidy(dataset: Dataset, name: str, frame: pd.DataFrame, places: Places) -> Iterator[Cell]:
    demand(name, frame, ("District", "FIPS", "Year", LABEL, "Variable", "Measure Type", "Value"))
    group = groups(frame[LABEL].unique(), name)
    pairs = set(zip(frame["Variable"].tolist(), frame["Measure Type"].tolist(), strict=True))
    if not pairs & set(dataset.tidy):
        raise Drift(
            f"{name}: expected {list(dataset.tidy)} under Variable and Measure Type, found {sorted(pairs)[:3]}."
        )
    wanted = wanted_rows(frame, places, state_file=False)
    for row, (_, place) in zip(records(frame, wanted), wanted, strict=True):
        quantity = dataset.tidy.get((row["Variable"], row["Measure Type"]))
        if quantity is not None:
            yield Cell(quantity, *place, group[row[LABEL]], last_year(name, row["Year"]), row["Value"], name, 2)


def last_year(name: str, years: str) -> int:
    """The second year of a school year written out, 2019 of "2018-2019". Raises Drift for anything else."""
    found = re.fullmatch(r"(\d{4})-(\d{4})", years)
    if found is None or int(found[2]) != int(found[1]) + 1:
        raise Drift(f'{name}: expected a school year such as 2018-2019, found "{years}".')
    return int(found[2])


def _long(dataset: Dataset, name: str, frame: pd.DataFrame, wanted: Wanted) -> Iterator[Reading]:
    held = {column: quantity for column, quantity in dataset.columns.items() if column in frame}
    if "rate" not in held.values():
        raise Drift(f"{name}: expected a column of rates, one of {sorted(dataset.columns)}; found {list(frame)}.")
    group = groups(frame[LABEL].unique(), name)
    for row, (_, place) in zip(records(frame, wanted), wanted, strict=True):
        for column, quantity in held.items():
            yield quantity, place, group[row[LABEL]], row[column]


def _wide(name: str, frame: pd.DataFrame, wanted: Wanted) -> Iterator[Reading]:
    demand(name, frame, (*PLACE_COLUMNS, "Total"))
    group = groups([str(c) for c in frame if c not in PLACE_COLUMNS], name)
    lost = sorted(ALWAYS_LISTED - set(group.values()))  # a lost column is a lost group, and nothing else would show it
    if lost:
        raise Drift(
            f"{name}: no column for {lost}; found {list(frame)}. Compare the file with sources/connecticut_files.py."
        )
    for row, (_, place) in zip(records(frame, wanted), wanted, strict=True):
        for column, identifier in group.items():
            yield "count", place, identifier, row[column]


def _state_enrollment(name: str, frame: pd.DataFrame, places: Places) -> Iterator[Reading]:
    """The state's enrollment by race, or by grade in the older files, which give only Everyone."""
    demand(name, frame, ("Total",))
    labels = frame["Race" if "Race" in frame else "Grade"]
    rows = [
        (label, mark) for label, mark in zip(labels, frame["Total"], strict=True) if "Race" in frame or label == "Total"
    ]
    group = groups([label for label, _ in rows], name)
    for label, mark in rows:
        yield "count", ("state", places.state), group[label], mark


def wanted_rows(frame: pd.DataFrame, places: Places, state_file: bool) -> Wanted:
    """Row numbers of the wanted places, with level and geoid. A code decides where there is one, else the district's name."""
    state = ("state", places.state)
    if state_file:
        return [(i, state) for i in range(len(frame))]
    by_code = {d.state_code: ("school_district", d.leaid) for d in places.districts}
    by_name = {d.name: ("school_district", d.leaid) for d in places.districts}
    names = frame["District"].tolist()
    codes = frame["District Code"].tolist() if "District Code" in frame else [""] * len(frame)
    fips = frame["FIPS"].tolist() if "FIPS" in frame else [""] * len(frame)
    found = []
    for i, (name, text, area) in enumerate(zip(names, codes, fips, strict=True)):
        code = text.strip('="').zfill(7)
        if code.strip("0"):
            place = by_code.get(code)
        else:
            at_state = area == str(int(places.state)) or name in STATE_NAMES
            place = state if at_state else by_name.get(name.strip())
        if place is not None:
            found.append((i, place))
    return found


def records(frame: pd.DataFrame, wanted: Wanted) -> list[dict[str, str]]:
    """The wanted rows, each by column, in the order of `wanted`."""
    rows = frame.take([i for i, _ in wanted])
    return [
        dict(zip(rows.columns, values, strict=True)) for values in zip(*(rows[c].tolist() for c in rows), strict=True)
    ]


def demand(name: str, frame: pd.DataFrame, columns: Sequence[str]) -> None:
    """Raises Drift when the file has lost a column."""
    lost = [c for c in columns if c not in frame]
    if lost:
        raise Drift(
            f"{name}: columns {lost} are gone; found {list(frame)}. Compare the file with sources/connecticut_files.py."
        )
