"""Children in Connecticut's public pre-kindergarten, by the district that teaches them.

Source: Connecticut State Department of Education (Public School Information System), through CTData's portal: 2007-08 to 2020-21.
Programs that no district pays for, such as most Head Start rooms, are not in it. The state stars counts below six.
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from sources.cache import Cache
from sources.ckan import Ckan
from sources.connecticut import Observations
from sources.connecticut_files import Cell, District, Places, demand, last_year, records, wanted_rows
from sources.connecticut_merge import resolve
from sources.connecticut_results import absent, told
from sources.connecticut_words import read
from sources.errors import Drift
from sources.session import Session

DATASET, PACKAGE = "pre_k", "pre-k-students-psis"
COLUMNS = ("District", "FIPS", "Year", "Variable", "Measure Type", "Value")
COUNTED = {("Pre-K Students", "Number")}


def observations(session: Session, cache: Cache, districts: Sequence[District], state: str = "09") -> Observations:
    """Variable `pre_k.count` (children) for these districts and their state, all years."""
    portal = Ckan(session, cache)
    package = portal.package(PACKAGE)
    wanted = [r for r in package.resources if r.datastore_active and r.name.endswith(".csv")]
    if not wanted:
        raise Drift(f"{package.url} lists no table. Compare it with sources/connecticut_prek.py.")
    places = Places(districts, state)
    found = [
        (*cell, resource.last_modified)
        for resource, table in zip(wanted, portal.tables(package, wanted), strict=True)
        for cell in _cells(resource.name, table, places)
    ]
    rows, problems = resolve(DATASET, read(pd.DataFrame(found, columns=[*Cell._fields, "last_modified"])))
    rows = rows.assign(dataset=DATASET, scheme="all")
    return Observations(told(rows, {"count": "count"}), absent(DATASET, rows, districts) + problems)


def _cells(name: str, frame: pd.DataFrame, places: Places) -> Iterator[Cell]:
    demand(name, frame, COLUMNS)
    unknown = sorted(set(zip(frame["Variable"], frame["Measure Type"], strict=True)) - COUNTED)
    if unknown:
        raise Drift(f"{name}: expected {sorted(COUNTED)} under Variable and Measure Type, found {unknown[:3]} too.")
    wanted = wanted_rows(frame, places, state_file=False)
    for row, (_, place) in zip(records(frame, wanted), wanted, strict=True):
        yield Cell("count", *place, "all", last_year(name, row["Year"]), row["Value"], name, 2)
