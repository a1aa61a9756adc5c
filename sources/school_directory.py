"""Public schools on the map: name, district, town, grades and position, from the state's education directory.

Source: Connecticut State Department of Education, Education Directory, data.ct.gov 9k2y-kqxn.
"""

from collections.abc import Collection
from typing import NamedTuple

import orjson
import pandas as pd

from geo.counted import counted
from sources.cache import Cache
from sources.errors import Drift
from sources.session import Session
from sources.socrata import Socrata

DATASET = "9k2y-kqxn"
GRADES = ("prekindergarten", "kindergarten", *(f"grade_{n}" for n in range(1, 13)))
GRADE_NAMES = ("PK", "K", *(str(n) for n in range(1, 13)))
SELECT = ("organization_code", "school_name", "district_name", "town", "organization_type", "location", *GRADES)
SCHOOL_COLUMNS = ("id", "name", "district", "town", "type", "grades", "latitude", "longitude")


class Schools(NamedTuple):
    """Schools with a position, columns SCHOOL_COLUMNS, and a sentence for what was left out."""

    rows: pd.DataFrame
    problems: list[str]


def schools(session: Session, cache: Cache, districts: Collection[str] = (), towns: Collection[str] = ()) -> Schools:
    """Schools that belong to one of these districts or stand in one of these towns (names as the state writes them), by name.

    Latitude and longitude are degrees (EPSG:4326). Offices and facilities that are not schools are left out.
    """
    directory = Socrata(session, cache).rows(DATASET, SELECT)
    if directory.empty:
        raise Drift(f"The directory {DATASET} has no rows. Look at https://data.ct.gov/d/{DATASET}.")
    mine = directory["district_name"].isin(list(districts)) | directory["town"].isin(list(towns))
    chosen = directory[mine & directory["organization_type"].str.endswith("Schools")]
    return _placed(_tidy(chosen), [name for name in districts if name not in set(directory["district_name"])])


def _tidy(rows: pd.DataFrame) -> pd.DataFrame:
    found = pd.DataFrame(
        {
            "id": rows["organization_code"],
            "name": rows["school_name"].str.strip(),
            "district": rows["district_name"].str.strip(),
            "town": rows["town"].str.strip(),
            "type": rows["organization_type"],
            "grades": [grades(flags) for flags in rows[list(GRADES)].to_numpy().tolist()],
        }
    )
    positions = [position(text) for text in rows["location"]]
    found["latitude"] = pd.Series([p[0] for p in positions], index=found.index, dtype="float64")
    found["longitude"] = pd.Series([p[1] for p in positions], index=found.index, dtype="float64")
    return found


def _placed(found: pd.DataFrame, unknown: list[str]) -> Schools:
    placed = found.dropna(subset=["latitude", "longitude"]).drop_duplicates("id")
    problems = [
        f"School directory: no school of {name}. Compare the name with the state's directory." for name in unknown
    ]
    without = sorted(set(found["id"]) - set(placed["id"]))
    if without:
        names = found[found["id"].isin(without)]["name"].tolist()
        problems.append(
            f"School directory: no position for {len(names)} of {counted(found['id'].nunique(), 'school')}, e.g. {names[0]}."
        )
    return Schools(placed.sort_values(["name", "id"], ignore_index=True), problems)


def grades(flags: list[str]) -> str:
    """The grades offered, as ranges: "PK-8", "6-8, 12"; empty where none is marked."""
    offered = [i for i, flag in enumerate(flags) if flag == "1"]
    starts = [i for i in offered if i - 1 not in offered]
    ends = [i for i in offered if i + 1 not in offered]
    spans = zip(starts, ends, strict=True)
    return ", ".join(GRADE_NAMES[a] if a == b else f"{GRADE_NAMES[a]}-{GRADE_NAMES[b]}" for a, b in spans)


def position(location: str) -> tuple[float, float]:
    """Latitude and longitude out of the portal's location; not a number where there is none, or none on land (0, 0)."""
    nowhere = (float("nan"), float("nan"))
    try:
        found = orjson.loads(location)
        latitude, longitude = float(found["latitude"]), float(found["longitude"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return nowhere
    fits = 0 < abs(latitude) <= 90 and 0 < abs(longitude) <= 180
    return (latitude, longitude) if fits else nowhere
