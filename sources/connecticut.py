"""Connecticut's public schools by race and ethnicity: enrollment, chronic absence, graduation in four years, suspension.

Source: Connecticut State Department of Education (EdSight), through CTData's portal, in two forms that are read together: EdSight's
exports as they were downloaded (all years, with counts and cohorts) and the tidy files made from them. Where the publisher hides a
number it stays hidden here, also where it could be worked out from what stands beside it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from sources import portal_csv
from sources.cache import Cache
from sources.ckan import Ckan, Package, Resource
from sources.connecticut_files import DATASETS, RAW, Cell, Dataset, District, Places, cells, check_year
from sources.connecticut_merge import everyone, hide_recomputable, resolve
from sources.connecticut_words import read
from sources.errors import Drift
from sources.observation import OBSERVATION
from sources.session import Session

SOURCE = "ctdata"
WHERE = ["level", "geoid", "group", "period_end"]


class Observations(NamedTuple):
    """Rows as OBSERVATION declares, and a sentence for each thing a reader should know about them (none carries a number)."""

    rows: pd.DataFrame
    problems: list[str]


def observations(
    session: Session, cache: Cache, dataset: str, districts: Sequence[District], state: str = "09"
) -> Observations:
    """One dataset (a name in DATASETS) for these districts and their state, all years.

    Variables `<dataset>.rate` (percent), `.count` (students) and `.cohort`; `n` is the cohort where the publisher gives it. A school
    year is its own vintage. Everyone is there where the publisher gives a total, or where all groups of a cohort are known.
    """
    declared = DATASETS[dataset]
    portal = Ckan(session, cache)
    package = portal.package(declared.package)
    wanted = resources(package)
    tables = portal.tables(package, wanted, lambda name, content: check_year(name, portal_csv.titles(content, name)))
    marks = _cells(declared, list(zip(wanted, tables, strict=True)), Places(districts, state))
    rows, problems = resolve(dataset, read(marks))
    rows = hide_recomputable(rows)
    rows = pd.concat([rows, everyone(rows)], ignore_index=True)
    return Observations(_observations(dataset, rows), _absent(dataset, rows, districts) + problems)


def resources(package: Package) -> list[Resource]:
    """The resources to read: every raw export by race, and the tidy tables. The files on students who did not graduate repeat the cohort."""
    found = [r for r in package.resources if RAW.search(r.name) or (r.datastore_active and r.name.endswith(".csv"))]
    if not found:
        raise Drift(
            f"{package.url} lists no file named like enrollment__2011-12_race.csv. Compare it with sources/connecticut_files.py."
        )
    return found


def _cells(dataset: Dataset, found: list[tuple[Resource, pd.DataFrame]], places: Places) -> pd.DataFrame:
    parts = [
        (cell, resource.last_modified)
        for resource, table in found
        for cell in cells(dataset, resource.name, table, places)
    ]
    frame = pd.DataFrame([cell for cell, _ in parts], columns=list(Cell._fields))
    return frame.assign(last_modified=[modified for _, modified in parts])


def _absent(dataset: str, rows: pd.DataFrame, districts: Sequence[District]) -> list[str]:
    absent = [d for d in districts if d.leaid not in set(rows["geoid"])]
    return [
        f"{dataset}: no row for {d.name} (code {d.state_code}). Compare name and code with the state's list of districts."
        for d in absent
    ]


def _observations(dataset: str, rows: pd.DataFrame) -> pd.DataFrame:
    cohorts = rows[rows["quantity"] == "cohort"].rename(columns={"estimate": "n"})[[*WHERE, "n"]]
    rows = rows.merge(cohorts, on=WHERE, how="left", validate="many_to_one")
    of_cohort = (rows["quantity"] != "cohort") & (rows["status"] == "reported")
    found = pd.DataFrame(
        {
            "source": SOURCE,
            "variable": dataset + "." + rows["quantity"],
            "vintage": rows["period_end"],
            "level": rows["level"],
            "geoid": rows["geoid"],
            "scheme": rows["group"].eq("all").map({True: "all", False: "race_ethnicity"}),
            "group": rows["group"],
            "period_start": rows["period_end"] - 1,
            "period_end": rows["period_end"],
            "estimate": rows["estimate"],
            "moe": float("nan"),
            "low": float("nan"),
            "high": float("nan"),
            "n": rows["n"].where(of_cohort),
            "status": rows["status"],
        }
    )
    return OBSERVATION.check(found.sort_values(list(OBSERVATION.key), ignore_index=True))
