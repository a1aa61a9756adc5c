"""Connecticut's Kindergarten Entrance Inventory: how ready kindergarten teachers found the children of their class, in six domains.

Source: Connecticut State Department of Education, through CTData's portal, the falls of 2008 to 2016 (the winter for 2015-16). Level 3
means that a child needs minimal further support, level 2 some, level 1 substantial. The number of children rated is given to
2012-13 only; the state itself stands in no file of 2013-14, when districts could opt out.
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from sources.cache import Cache
from sources.ckan import Ckan, Package, Resource
from sources.connecticut import Observations
from sources.connecticut_files import Cell, District, Places
from sources.connecticut_kei_files import DOMAINS, EXPORT, STATE_FILE, WORKBOOKS, Rated, check, grid, rated
from sources.connecticut_merge import DECIMALS, resolve
from sources.connecticut_results import absent, told
from sources.connecticut_words import read
from sources.errors import Drift
from sources.session import Session

PACKAGE = "kindergarten-entrance-inventory-results"
LEVELS = (1, 2, 3)
# A rate has one decimal: with fewer children than this, only one whole number of them gives it.
UNIQUE_BELOW = 1000
MANY_ON_BOTH_SIDES = (2.0, 98.0)  # percent
NAMES = {
    "cohort": "tested_count",
    "level3_count": "level3_count",
    **{f"level{n}_rate": f"level{n}_rate" for n in LEVELS},
    **{f"level{n}_uncounted_rate": f"level{n}_uncounted_rate" for n in LEVELS},
}
AT = ["dataset", "level", "geoid", "group", "period_end"]


def observations(session: Session, cache: Cache, districts: Sequence[District], state: str = "09") -> Observations:
    """All domains for these districts and their state, all years.

    Variables `kei_<domain>.level1_rate`, `.level2_rate`, `.level3_rate` (percent of children rated, one decimal), `.tested_count`
    and `.level3_count` (worked out where the rate leaves only one whole number). Rates behind which there may be few children, as
    the publisher does not say how many there are, are `.level3_uncounted_rate` and so on.
    """
    portal = Ckan(session, cache)
    package = portal.package(PACKAGE)
    wanted = resources(package)
    tables = portal.tables(package, wanted, check, grid)
    places = Places(districts, state)
    found = [
        (dataset, *cell, resource.last_modified)
        for resource, table in zip(wanted, tables, strict=True)
        for dataset, cell in _cells(resource.name, list(rated(resource.name, table)), places)
    ]
    marks = read(pd.DataFrame(found, columns=["dataset", *Cell._fields, "last_modified"]))
    marks["estimate"] = marks["estimate"].round(DECIMALS)
    resolved = [resolve(str(name), part) for name, part in marks.groupby("dataset", sort=True)]
    rows = uncounted(counted(pd.concat([rows for rows, _ in resolved], ignore_index=True)))
    problems = [said for _, sentences in resolved for said in sentences]
    return Observations(
        told(rows.assign(scheme="all"), NAMES), absent("Kindergarten inventory", rows, districts) + problems
    )


def resources(package: Package) -> list[Resource]:
    """The files to read. Raises Drift when there is none, and for a domain that is not declared."""
    named = [(r, EXPORT.match(r.name) or STATE_FILE.match(r.name)) for r in package.resources]
    unknown = sorted({says["domain"] for _, says in named if says} - {n for d in DOMAINS.values() for n in d.in_names})
    found = [r for r, says in named if says or r.name in WORKBOOKS]
    if unknown or not found:
        raise Drift(
            f"{package.url}: expected files named like 2008-09_kei_literacy.csv for {list(DOMAINS)}, "
            f"found {unknown or [r.name for r in package.resources][:3]}. Compare it with sources/connecticut_kei_files.py."
        )
    return found


def _cells(name: str, ratings: Sequence[Rated], places: Places) -> Iterator[tuple[str, Cell]]:
    """The marks of the wanted places, each with its dataset. A number decides where there is one, else the district's name."""
    _refuse_shared_numbers(name, ratings)
    by_code = {d.state_code[:3]: d.leaid for d in places.districts}
    by_name = {d.name: d.leaid for d in places.districts}
    rank = 0 if STATE_FILE.match(name) else 1
    for one in ratings:
        leaid = by_code.get(one.code.zfill(3)) if one.code else by_name.get(one.name)
        place = ("state", places.state) if one.is_state else ("school_district", leaid)
        if place[1] is None:
            continue
        at = (place[0], place[1], "all", one.period_end)
        quantities = {f"level{n}_rate": mark for n, mark in zip(LEVELS, one.marks, strict=True)}
        for quantity, mark in (quantities | ({} if one.tested is None else {"cohort": one.tested})).items():
            yield f"kei_{one.domain}", Cell(quantity, *at, mark, name, rank)


def _refuse_shared_numbers(name: str, ratings: Sequence[Rated]) -> None:
    """Raises Drift when one number stands beside two names: the first three digits of a district's code are its own."""
    names: dict[tuple[str, int], set[str]] = {}
    for one in ratings:
        names.setdefault((one.code, one.period_end), set()).add(one.name)
    shared = [sorted(found) for (code, _), found in names.items() if code and len(found) > 1]
    if shared:
        raise Drift(
            f"{name}: one district number stands beside {shared[0]}. Compare it with the state's list of districts."
        )


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, and how many children were at level 3 wherever rate and number of children leave one whole number only."""
    shown = rows[rows["status"] == "reported"]
    cohorts = shown.loc[shown["quantity"] == "cohort", [*AT, "estimate"]].rename(columns={"estimate": "of"})
    ready = shown[shown["quantity"] == "level3_rate"].merge(cohorts, on=AT, validate="one_to_one")
    ready = ready[ready["of"] < UNIQUE_BELOW]
    made = ready.assign(quantity="level3_count", estimate=(ready["estimate"] * ready["of"] / 100).round())
    return pd.concat([rows, made[list(rows.columns)]], ignore_index=True)


def uncounted(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, districts' rates under a name of their own where nothing tells that many children stand behind both of their parts.

    Whoever judges a rate without its count has only the enrollment of all grades to go by, thirteen times too many children. A
    rate of 2 to 98 percent of 1,000 children, or of half as many, leaves no fewer than ten on either side.
    """
    cohorts = rows[rows["quantity"] == "cohort"]
    known = rows.merge(cohorts[[*AT, "estimate"]].rename(columns={"estimate": "of"}), on=AT, how="left")[
        "of"
    ].to_numpy()
    fewest = rows["geoid"].map(cohorts.groupby("geoid")["estimate"].min())
    of = pd.Series(known, index=rows.index).fillna(fewest).fillna(0)
    large = (of >= UNIQUE_BELOW) & rows["estimate"].between(*MANY_ON_BOTH_SIDES)
    told_with_count = pd.Series(known, index=rows.index) < UNIQUE_BELOW
    alone = rows["level"].eq("school_district") & rows["status"].eq("reported") & ~large & ~told_with_count
    names = rows["quantity"].str.replace("_rate", "_uncounted_rate")
    return rows.assign(quantity=rows["quantity"].mask(alone, names))
