"""A small made-up release, in which every status and every kind of measure occurs, for tests of whatever reads releases."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pandas as pd

from indicators import release
from indicators.catalog import GROUPS, MEASURES
from indicators.measure import Measure, Median
from indicators.store import Store
from indicators.tables import NUMBERS
from sources import registry

NEIGHBORHOODS = {
    "ash-hill": "Ash Hill",
    "bell-meadow": "Bell Meadow",
    "canada-park": "Cañada Park",
    "dock-square": "Dock Square",
    "long-field": "Long Field",  # no tract lies in it: every number is not available
    "oneil-landing": "O’Neil Landing",
}
TRACTS = {
    "09170990101": "Census Tract 9901.01",
    "09170990102": "Census Tract 9901.02",
    "09170990200": "Census Tract 9902",
}
DISTRICT = "0999999"
PLACES: list[dict[str, Any]] = [
    *({"id": k, "level": "neighborhood", "name": n, "geoids": [k]} for k, n in NEIGHBORHOODS.items()),
    {"id": "city", "level": "county_subdivision", "name": "Lantern Falls", "geoids": ["0900999999", "0917099999"]},
    {"id": "region", "level": "county", "name": "Far Valley Region", "geoids": ["09009", "09170"]},
    {"id": "state", "level": "state", "name": "Connecticut", "geoids": ["09"]},
    {"id": DISTRICT, "level": "school_district", "name": "Lantern Falls School District", "geoids": [DISTRICT]},
    {"id": "us", "level": "us", "name": "United States", "geoids": ["1"]},
]
ACS_PERIODS = (2019, 2021, 2022, 2023)
SCHOOL_PERIODS = (2018, 2019, 2020)
SMALL_GROUPS = ("aian", "nhpi", "mena")
POOL = GROUPS["race_ethnicity"].pool(SMALL_GROUPS)


def ungated(root: Path, release_id: str) -> dict[str, Any]:
    """The gate of tests that are not about it: lets every release through with an empty audit."""
    del root, release_id
    return {}


def small_release(root: Path) -> Store:
    """The store of a made-up community's release, written under root; the same rows every time."""
    release_id = release.write(root, small_contents(), datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated)
    return Store.open(root, release_id)


@cache
def small_contents() -> release.Contents:
    """The parts of that release, for tests that change one of them."""
    return release.Contents(
        _about(),
        small_rows(),
        MEASURES,
        _geography(),
        _provenance(),
        {"minimum_count": 10, "rules": ["Counts of students below 10 are not shown."], "rows": []},
        pd.DataFrame({"measure": ["enrollment"], "rule": ["primary"], "reason": ["fewer than 10"]}),
        {"neighborhood.json": _shapes(NEIGHBORHOODS), "tract-2023.json": _shapes(TRACTS)},
        {
            "schools.json": orjson.dumps(
                [{"id": "1", "name": "Elm School", "kind": "K-8", "latitude": 41.31, "longitude": -72.92}]
            ),
            "bus_stops.json": orjson.dumps(
                [{"id": "a", "name": "Elm & 1st", "kind": "stop", "latitude": 41.31, "longitude": -72.92}]
            ),
        },
        registry.as_json().encode(),
    )


@cache
def small_rows() -> pd.DataFrame:
    """Published rows of every measure of the catalog for the made-up places."""
    rows = [
        _row(measure, level, geoid, scheme, group, period)
        for measure in MEASURES.values()
        for level in measure.levels
        for period in (ACS_PERIODS if measure.period == "five_years" else SCHOOL_PERIODS)
        for geoid in _geoids(level, period)
        for scheme, group in _groups(measure, level)
    ]
    return pd.DataFrame(rows)


def _groups(measure: Measure, level: str) -> list[tuple[str, str]]:
    """Every group; small ones stand together in a partner's neighborhoods."""
    found = [("all", "all")]
    for scheme in measure.schemes:
        pooled = (measure.id, level, scheme) == ("program_children", "neighborhood", "race_ethnicity")
        inside = SMALL_GROUPS if pooled else ()
        found += [(scheme, group) for group in GROUPS[scheme].order() if group not in ("all", *inside)]
        found += [(scheme, POOL)] if pooled else []
    return found


def _geoids(level: str, period: int) -> list[str]:
    if level == "tract":
        return list(TRACTS)
    there = [p["geoids"] for p in PLACES if p["level"] == level]
    return [g[0] if period < 2022 else g[-1] for g in there]


def _row(measure: Measure, level: str, geoid: str, scheme: str, group: str, period: int) -> dict[str, Any]:
    years = 4 if measure.period == "five_years" else 1
    key = {"measure": measure.id, "level": level, "geoid": geoid, "scheme": scheme, "group": group}
    blank = dict.fromkeys(NUMBERS, float("nan"))
    row: dict[str, Any] = key | {"period_end": period, "period_start": period - years} | blank
    status = _status(measure, level, geoid, group)
    row |= {"status": status, "reliability": "not_applicable"}
    if status == "published":
        row |= _numbers(measure, key, period)
    if status == "range":
        row |= {"low": 71.0, "high": 100.0}
    if status == "too_uncertain":
        row |= {"denominator": 70.0, "reliability": "low"}
    return row


def _status(measure: Measure, level: str, geoid: str, group: str) -> str:
    if geoid == "long-field" or (level == "neighborhood" and isinstance(measure.formula, Median)):
        return "not_available"
    if measure.minimum_count is None:
        return "too_uncertain" if group in SMALL_GROUPS and level in ("neighborhood", "tract") else "published"
    own = {"aian": "suppressed", "nhpi": "suppressed", "asian": "range", "other": "not_reported"}
    status = own.get(group, "published") if level == "school_district" else "published"
    return "suppressed" if status == "range" and measure.unit != "percent" else status


def _numbers(measure: Measure, key: dict[str, str], period: int) -> dict[str, Any]:
    # A fixed spread of values: no two groups or places alike, drifting a little with the years.
    spread = sum(ord(c) * (i + 1) for i, c in enumerate("".join(key.values()))) % 61
    survey = measure.minimum_count is None
    found: dict[str, Any] = {"reliability": ("high" if spread > 30 else "medium") if survey else "not_applicable"}
    if measure.unit == "percent":
        whole = 900.0 + 10 * spread
        found |= {"numerator": round(whole * (15 + spread) / 100), "denominator": whole}
        found["value"] = 100 * found["numerator"] / whole + (period - 2019) * 0.5
    else:
        found["value"] = (52_000.0 if measure.unit == "dollars" else 1_200.0) + 150 * spread + 40 * (period - 2019)
    if survey:
        found["moe"] = round(found["value"] * (0.04 + spread / 400), 2)
    if survey and measure.unit == "percent":
        found |= {"numerator_moe": 40.0 + spread, "denominator_moe": 60.0 + spread}
    return found


def _geography() -> pd.DataFrame:
    rows = [
        (g, p["level"], 2023 if p["level"] != "county" else 2022, p["name"], "09") for p in PLACES for g in p["geoids"]
    ]
    rows += [(g, "tract", 2023, name, "09170") for g, name in TRACTS.items()]
    return pd.DataFrame(rows, columns=["geoid", "level", "vintage", "name", "parent"])


def _provenance() -> pd.DataFrame:
    rows = [
        {
            "measure": m.id,
            "source": m.source,
            "title": "American Community Survey" if m.minimum_count is None else "Connecticut school records",
            "url": "https://api.census.gov/data/2023/acs/acs5",
            "retrieved_at": "2026-11-19T08:00:00Z",
            "licence": "public domain",
            "citation": "U.S. Census Bureau, American Community Survey 5-year estimates.",
            "vintage": 2023,
        }
        for m in MEASURES.values()
    ]
    return pd.DataFrame(rows, columns=list(release.PROVENANCE))


def _about() -> dict[str, Any]:
    return {
        "community": {
            "name": "Lantern Falls",
            "slug": "lantern-falls",
            "made_up": True,
            "contact": "data@lantern-falls.example",
            "languages": ["en", "es"],
            "state": "09",
        },
        "vintages_used": [2019, 2021, 2022, 2023],
        "vintages_with_key": [2018, 2020],
        "places": PLACES,
        "goals": [{"measure": "chronic_absence", "group": "all", "target": 15.0, "by": 2030, "set_by": "example"}],
        "problems": [],
        "not_yet": ["grade3_reading"],
        "notes": [
            {
                "measure": "chronic_absence",
                "day": "2019-09-03",
                "text": ["The district gave every school a bus aide.", "El distrito puso un ayudante en cada autobús."],
                "signed": "Elm Partnership",
            }
        ],
        "pooled": {},
        "agreements": {
            m.id: [{"partner": "Elm Tutors", "until": "2099-06-30", "redistribution": True}]
            for m in MEASURES.values()
            if m.source == "partner"
        },
        "layers": [
            {"id": "schools"},
            {
                "id": "bus_stops",
                "name": {"en": "Bus stops", "es": "Paradas de autobús"},
                "publisher": "Elm Transit",
                "licence": "Public domain",
            },
        ],
    }


def _shapes(names: dict[str, str]) -> bytes:
    """Unit squares in a row, as quantised topology: enough to draw, click and list."""
    geometries: list[dict[str, Any]] = []
    arcs = []
    for i, (geoid, name) in enumerate(names.items()):
        geometries.append({"type": "Polygon", "arcs": [[i]], "id": geoid, "properties": {"name": name}})
        arcs.append([[i * 100, 0], [100, 0], [0, 100], [-100, 0], [0, -100]])
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.0001, 0.0001], "translate": [-73.0, 41.3]},
        "bbox": [-73.0, 41.3, -73.0 + 0.01 * len(names), 41.31],
        "arcs": arcs,
        "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
    }
    return orjson.dumps(topology)
