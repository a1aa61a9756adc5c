"""The rows an audit reads: what a release prints of records of people, and what earlier releases of the same community printed."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from geo.errors import FlashlightError
from indicators import release, release_files, release_private
from indicators.catalog import SOURCES
from indicators.measure import Measure
from indicators.store import Store
from indicators.suppression.policy import THRESHOLD
from indicators.tables import NUMBERS

TABLE = ["measure", "level", "geoid", "period_end"]
ROW = ["measure", "level", "geoid", "scheme", "group", "period_end"]
ABSENT = frozenset({"not_reported", "not_available"})
_PRINTED = ["value", "numerator", "denominator"]
_CONTENT = (release_files.BY_MEASURE, "lookups.json", "catalog.json")
# A difference this small is rounding at the door, not a correction.
_SAME = 1e-4


class Earlier(NamedTuple):
    """Another release that a reader may have kept, and the minimum it was made with; in the tables `corrected` it printed others."""

    id: str
    measures: Mapping[str, Measure]
    minimum: int
    rows: pd.DataFrame
    corrected: frozenset[tuple[Hashable, ...]]


def records(store: Store) -> pd.DataFrame:
    """Published rows of every measure made of records of people."""
    # A source that the catalog no longer knows is taken for records: that reads too much rather than too little.
    others = {key for key, source in SOURCES.items() if source.kind != "records"}
    wanted = [m.id for m in store.measures.values() if m.source not in others]
    # What an agreement has taken off the pages since was out all the same, and a reader may have kept it.
    frames = [store.as_made().rows(measure) for measure in wanted]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=[*ROW, *NUMBERS, "status", "name"])


def minimum_of(store: Store) -> int:
    """The fewest people a number may speak of, as the community had it when the release was made."""
    return int(store.suppression().get("minimum_count", THRESHOLD))


def log(root: Path, release_id: str) -> pd.DataFrame | None:
    """The private log of what was withheld and by which rule; None where it is not on this machine."""
    path = root / "private" / release_id / release_private.LOG
    try:
        found = pq.read_table(path).to_pandas()
    except (OSError, pa.ArrowInvalid):
        return None
    # A log without the keys of rows tells no row from another.
    return found if {*ROW, "rule", "reason"} <= set(found.columns) else None


def earlier(root: Path, slug: str, before: tuple[str, str], now: pd.DataFrame) -> tuple[list[Earlier], list[str]]:
    """Releases of a community made before this (when made, id), oldest first, and the ids of those that cannot be read.

    Of releases that print the same rows the oldest stands for all.
    """
    found, unread, seen = [], [], set()
    for release_id in sorted(release.known(root)):
        try:
            about = release.read_about(root, release_id)
            if about["community"]["slug"] != slug or (about["made_at"], release_id) >= before:
                continue
            content = tuple(about["digests"].get(name) for name in _CONTENT)
            if content in seen:
                continue
            opened = Store.open(root, release_id)
            minimum, rows = minimum_of(opened), records(opened)
        except FlashlightError:
            unread.append(release_id)
            continue
        seen.add(content)
        found.append(Earlier(release_id, opened.measures, minimum, rows, corrected(rows, now)))
    return found, unread


def corrected(before: pd.DataFrame, now: pd.DataFrame) -> frozenset[tuple[Hashable, ...]]:
    """Tables (a measure, a place, a period) that tell of other groups, or in which a number that both print is not the same."""
    both = told(before)[[*ROW, "status", *_PRINTED]].merge(
        told(now)[[*ROW, "status", *_PRINTED]], on=ROW, how="outer", suffixes=("_before", "_now"), indicator="side"
    )
    # A table that only one of the two has is not corrected; it is more to know.
    there = _in(both, told(before)) & _in(both, told(now))
    other = (both["side"] != "both").to_numpy()
    for column in _PRINTED:
        other = other | ((both[f"{column}_before"] - both[f"{column}_now"]).abs() > _SAME).to_numpy()
    return frozenset(both.loc[other & there, TABLE].itertuples(index=False, name=None))


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with somebody in them, as far as the release tells."""
    return rows[~rows["status"].isin(ABSENT)]


def _in(rows: pd.DataFrame, tables: pd.DataFrame) -> NDArray[np.bool_]:
    return rows.set_index(TABLE).index.isin(tables.set_index(TABLE).index)
