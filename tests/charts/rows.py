"""Rows and releases small enough to check in the head, for tests of figures."""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from indicators import release
from indicators.store import Store
from indicators.tables import NUMBERS
from tests.releases import PLACES, small_contents, ungated

NAN = float("nan")
DISTRICT = "0999999"


def row(measure: str, level: str, geoid: str, end: int, **numbers: Any) -> dict[str, Any]:
    """One published row about everyone; `numbers` overwrite its columns."""
    start = end - 1 if level == "school_district" else end - 4
    return {
        "measure": measure,
        "level": level,
        "geoid": geoid,
        "scheme": "all",
        "group": "all",
        "period_end": end,
        "period_start": start,
        **dict.fromkeys(NUMBERS, NAN),
        "reliability": "not_applicable",
        "status": "published",
        **numbers,
    }


def bare(**numbers: Any) -> Any:
    """A row as the tests of difference read it."""
    return SimpleNamespace(**({"status": "published", "moe": NAN, "numerator": NAN, "denominator": NAN} | numbers))


def store_of(root: Path, rows: list[dict[str, Any]], names: dict[str, str] | None = None, **about: Any) -> Store:
    """A release of the made-up community with these rows; `names` renames places by their id."""
    contents = small_contents()
    places = [p | {"name": (names or {}).get(p["id"], p["name"])} for p in PLACES]
    owner = {geoid: str(p["name"]) for p in places for geoid in p["geoids"] or ()}
    geography = contents.geography
    geography = geography.assign(name=geography["geoid"].map(owner).fillna(geography["name"]))
    whole = dataclasses.replace(
        contents,
        published=pd.DataFrame(rows).astype(dict.fromkeys(NUMBERS, float)),
        about={**contents.about, "places": places, **about},
        geography=geography,
    )
    return Store.open(root, release.write(root, whole, datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated))
