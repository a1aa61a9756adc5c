"""Connecticut's students by what their schools owe them: learning English, meals free or at a reduced price, special education.

Source: Connecticut State Department of Education (EdSight), October 1 enrollment, through CTData's portal: EdSight's exports by
district, one a year and a need, and the tidy file made from them. The state stars counts below six and what would give them away.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sources import portal_csv
from sources.cache import Cache
from sources.ckan import Ckan, Package, Resource
from sources.connecticut import Observations
from sources.connecticut_files import Cell, District, Places, demand, last_year, records, wanted_rows
from sources.connecticut_merge import DECIMALS, hide_recomputable, resolve
from sources.connecticut_results import absent, told
from sources.connecticut_words import read
from sources.errors import Drift
from sources.session import Session

DATASET, PACKAGE = "educational_need", "educational-need"
EXPORT = re.compile(r"^enrollment__(?P<year>\d{4})-(?P<end>\d{2})_(?P<status>[a-z-]+)\.csv$")
STUDENTS, EVERYONE = "student_count", "Total Students Evaluated"  # the tidy file's word for them
TIDY_COLUMNS = ("District", "FIPS", "Year", "Indicator of Educational Need", "Measure Type", "Value")
MEASURE_TYPES = {"Number": "count", "Percent": "rate"}
WHERE = ["level", "geoid", "group", "period_end"]


@dataclass(frozen=True)
class Need:
    """One need: its name here, its exports' title, the columns that count it and those that count everybody else, its tidy label."""

    name: str
    title: str
    counted: tuple[str, ...]
    others: tuple[str, ...]
    tidy: str


NEEDS: Mapping[str, Need] = {  # by the word in an export's name
    "ell": Need("english_learner", "English Learner Status", ("Yes",), ("No",), "English Language Learner"),
    "lunch": Need(
        "free_or_reduced_meal",
        "Free/Reduced Lunch Eligibility",
        ("Free", "Reduced"),
        ("Non-Subsidized",),
        "Eligible for Free or Reduced Price Lunch",
    ),
    "special-education": Need(
        "special_education", "Special Education Status", ("Yes",), ("No",), "Special Education"
    ),
}  # fmt: skip
COUNTS = tuple(f"{need.name}_count" for need in NEEDS.values())
RATES = tuple(f"{need.name}_rate" for need in NEEDS.values())


def observations(session: Session, cache: Cache, districts: Sequence[District], state: str = "09") -> Observations:
    """All three needs for these districts and their state, all years.

    Variables `educational_need.<english_learner|free_or_reduced_meal|special_education>_count` (students), `..._rate` (percent of
    all students of the district) and `.student_count`. Where no file gives the rate, as for the state, it is made of the two counts.
    """
    portal = Ckan(session, cache)
    package = portal.package(PACKAGE)
    wanted = resources(package)
    tables = portal.tables(package, wanted, check)
    places = Places(districts, state)
    found = [
        (*cell, resource.last_modified)
        for resource, table in zip(wanted, tables, strict=True)
        for cell in cells(resource.name, table, places)
    ]
    rows, problems = resolve(DATASET, read(pd.DataFrame(found, columns=[*Cell._fields, "last_modified"])))
    rows = hide(pd.concat([rows, rates(rows)], ignore_index=True))
    rows = rows.assign(dataset=DATASET, scheme="all", quantity=rows["quantity"].replace(STUDENTS, "cohort"))
    names = {"cohort": STUDENTS} | {name: name for name in (*COUNTS, *RATES)}
    return Observations(told(rows, names), absent(DATASET, rows, districts) + problems)


def resources(package: Package) -> list[Resource]:
    """The exports and the tidy tables. Raises Drift when there is none, and for an export of a need that is not declared."""
    found = [r for r in package.resources if EXPORT.match(r.name) or (r.datastore_active and r.name.endswith(".csv"))]
    unknown = sorted({e["status"] for r in found if (e := EXPORT.match(r.name))} - set(NEEDS))
    if unknown or not found:
        raise Drift(
            f"{package.url}: expected files named like enrollment__2011-12_ell.csv for {sorted(NEEDS)}, "
            f"found {unknown or [r.name for r in package.resources][:3]}. Compare it with sources/connecticut_need.py."
        )
    return found


def check(name: str, content: bytes) -> None:
    """Raises Drift when an export's title lines speak of another need or another school year than its name."""
    export = EXPORT.match(name)
    if export is None:
        return
    titles = " ".join(portal_csv.titles(content, name))
    year = f"{export['year']}-{export['end']}"
    if NEEDS[export["status"]].title not in titles or re.findall(r"\b20\d{2}-\d{2}\b", titles) != [year]:
        raise Drift(
            f'{name}: expected a title with "{NEEDS[export["status"]].title}" and {year}, found "{titles}". '
            "The publisher may have exchanged files; the cached copy stays."
        )


def cells(name: str, frame: pd.DataFrame, places: Places) -> Iterator[Cell]:
    """The marks of the wanted places in one file. Raises Drift for a lost column and for labels that are not known."""
    export = EXPORT.match(name)
    return _tidy(name, frame, places) if export is None else _export(export, frame, places)


def _export(export: re.Match[str], frame: pd.DataFrame, places: Places) -> Iterator[Cell]:
    need, name = NEEDS[export["status"]], export.string
    known = ("District", "District Code", *need.counted, *need.others, "Total")
    demand(name, frame, known)
    unknown = sorted({str(c) for c in frame} - set(known))
    if unknown:
        raise Drift(f"{name}: columns {unknown} are not known; expected {list(known)}.")
    wanted = wanted_rows(frame, places, state_file=False)
    for row, (_, place) in zip(records(frame, wanted), wanted, strict=True):
        at = (*place, "all", int(export["year"]) + 1)
        yield Cell(f"{need.name}_count", *at, total([row[c] for c in need.counted]), name, 1)
        yield Cell(STUDENTS, *at, row["Total"], name, 1)


def total(marks: Sequence[str]) -> str:
    """The sum of printed counts as a mark; where one of them is no number, that mark: what is hidden is unknown in every sum."""
    hidden = next((mark for mark in marks if not mark.strip().isdigit()), None)
    return str(sum(map(int, marks))) if hidden is None else hidden


def _tidy(name: str, frame: pd.DataFrame, places: Places) -> Iterator[Cell]:
    demand(name, frame, TIDY_COLUMNS)
    names = {need.tidy: f"{need.name}_" for need in NEEDS.values()} | {EVERYONE: ""}
    _known(name, frame["Indicator of Educational Need"], names)
    _known(name, frame["Measure Type"], MEASURE_TYPES)
    wanted = wanted_rows(frame, places, state_file=False)
    for row, (_, place) in zip(records(frame, wanted), wanted, strict=True):
        need = names[row["Indicator of Educational Need"]]
        quantity = need + MEASURE_TYPES[row["Measure Type"]] if need else STUDENTS
        yield Cell(quantity, *place, "all", last_year(name, row["Year"]), row["Value"], name, 2)


def _known(name: str, labels: Iterable[str], words: Mapping[str, str]) -> None:
    unknown = sorted(set(labels) - set(words))
    if unknown:
        raise Drift(f"{name}: labels {unknown} are not known; expected some of {list(words)}.")


def rates(rows: pd.DataFrame) -> pd.DataFrame:
    """A rate for every count beside a number of all students where no file prints one, with the publisher's one decimal."""
    shown = rows[rows["status"] == "reported"]
    cohorts = shown.loc[shown["quantity"] == STUDENTS, [*WHERE, "estimate"]].rename(columns={"estimate": "of"})
    counts = shown[shown["quantity"].isin(COUNTS)].merge(cohorts, on=WHERE, validate="many_to_one")
    counts = counts[counts["of"] > 0]
    made = counts.assign(
        quantity=counts["quantity"].str.replace("_count", "_rate"),
        estimate=(100 * counts["estimate"] / counts["of"]).round(DECIMALS),
    )[list(rows.columns)]
    printed = pd.MultiIndex.from_frame(rows[["quantity", *WHERE]])
    return made[~pd.MultiIndex.from_frame(made[["quantity", *WHERE]]).isin(printed)]


def hide(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows, each need's count and rate starred where either, or the number of all students, is."""
    for need in NEEDS.values():
        rows = hide_recomputable(rows, (f"{need.name}_rate", f"{need.name}_count", STUDENTS))
    return rows
