"""How published rows lie on disk: integer codes with lookup tables, in the two orders the site reads, so that readers prune."""

import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from indicators.tables import LEVELS, NUMBERS, RELIABILITIES, STATUSES

# Small enough that one map or one place touches few rows, large enough that a nation's footer stays below a megabyte.
ROW_GROUP = 4096
CODES: dict[str, Any] = {
    "measure": np.int16,
    "area": np.int32,
    "scheme": np.int16,
    "group": np.int16,
    "period_end": np.int16,
    "period_start": np.int16,
    "reliability": np.int8,
    "status": np.int8,
}
BY_MEASURE = "published_by_measure.parquet"
BY_PLACE = "published_by_place.parquet"
NEIGHBORHOODS = "neighborhood.json"  # of the shapes: the community's own areas
ORDERS = {
    BY_MEASURE: ("measure", "level", "period_end", "scheme", "group", "area"),
    BY_PLACE: ("area", "measure", "scheme", "group", "period_end"),
}


@dataclass(frozen=True)
class Area:
    """One area as the site names it; its position in the lookup is its code and its place in every list."""

    level: str
    geoid: str
    name: str
    place: str


def alphabetical(name: str) -> str:
    """A key that sorts names as a reader expects: accents and capitals do not matter."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def areas(published: pd.DataFrame, geography: pd.DataFrame, places: Iterable[Mapping[str, Any]]) -> list[Area]:
    """Every area of the published rows in display order: by level, then by name."""
    newest = geography.sort_values("vintage", kind="stable").drop_duplicates(["level", "geoid"], keep="last")
    keys = zip(newest["level"], newest["geoid"], strict=True)
    names = dict(zip(keys, newest["name"].tolist(), strict=True))
    owner = {(p["level"], geoid): p["id"] for p in places for geoid in p["geoids"]}
    found = []
    for level, geoid in published[["level", "geoid"]].drop_duplicates().itertuples(index=False, name=None):
        found.append(Area(level, geoid, names.get((level, geoid), geoid), owner.get((level, geoid), "")))
    return sorted(found, key=lambda a: (LEVELS.index(a.level), alphabetical(a.name), a.geoid))


def lookups(
    published: pd.DataFrame, known: list[Area], measures: Iterable[str], groups: Mapping[str, Iterable[str]]
) -> dict[str, list[Any]]:
    """Lookup tables whose order is the display order: the catalog's for measures, schemes and groups."""
    group_order = dict.fromkeys(g for scheme in groups.values() for g in scheme)
    return {
        "measure": _in_order(published["measure"], measures),
        "area": [[a.level, a.geoid, a.name, a.place] for a in known],
        "scheme": _in_order(published["scheme"], groups),
        "group": _in_order(published["group"], group_order),
        "reliability": sorted(RELIABILITIES),
        "status": sorted(STATUSES),
    }


def _in_order(column: pd.Series, order: Iterable[str]) -> list[str]:
    found = set(column.unique())
    first = [name for name in order if name in found]
    return first + sorted(found.difference(first))


def encode(published: pd.DataFrame, tables: Mapping[str, list[Any]]) -> pd.DataFrame:
    """Published rows with codes in place of words; `level` is kept only to sort by, since the area tells it."""
    coded = pd.DataFrame({c: published[c].to_numpy(CODES[c]) for c in ("period_end", "period_start")})
    for column in ("measure", "scheme", "group", "reliability", "status"):
        coded[column] = pd.Index(tables[column]).get_indexer(pd.Index(published[column])).astype(CODES[column])
    pairs = pd.MultiIndex.from_tuples([(level, geoid) for level, geoid, _, _ in tables["area"]])
    wanted = pd.MultiIndex.from_arrays([published["level"], published["geoid"]])
    coded["area"] = pairs.get_indexer(wanted).astype(CODES["area"])
    coded["level"] = pd.Index(LEVELS).get_indexer(pd.Index(published["level"])).astype(np.int8)
    for column in NUMBERS:
        coded[column] = published[column].to_numpy(np.float64)
    return coded


def write_orders(folder: Path, coded: pd.DataFrame) -> None:
    """Write the same rows in both orders; the same rows always give the same bytes."""
    for name, order in ORDERS.items():
        rows = coded.sort_values(list(order), kind="stable")
        columns = {c: pa.array(rows[c].to_numpy()) for c in CODES}
        columns |= {c: pa.array(rows[c].to_numpy(), from_pandas=True) for c in NUMBERS}
        write_parquet(folder / name, pa.table(columns))


def write_parquet(path: Path, table: pa.Table) -> None:
    """Write a table without pandas metadata or times, so that its bytes depend on its content alone."""
    with path.open("wb") as sink:
        pq.write_table(
            table.replace_schema_metadata(None),
            sink,
            row_group_size=ROW_GROUP,
            compression="zstd",
            store_schema=False,
        )
        sync(sink.fileno())


def write_json(path: Path, content: Any) -> None:
    """Write JSON that a person can read, keys in order, and wait until it is on the disk."""
    write_bytes(path, orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes and wait until they are on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as sink:
        sink.write(content)
        sink.flush()
        sync(sink.fileno())


def replace(path: Path, content: bytes) -> None:
    """Put content at the path in one step: a reader sees the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    write_bytes(fresh, content)
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename inside the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        sync(handle)
    finally:
        os.close(handle)


def sync(handle: int) -> None:
    """Wait until what was written to the open file is on the disk."""
    os.fsync(handle)
