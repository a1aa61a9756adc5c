"""The rows an audit reads: what a release prints of records of people, and what earlier releases of the same community printed."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from indicators import release_files, release_private
from indicators.catalog import SOURCES
from indicators.group_pools import with_singles
from indicators.measure import Measure
from indicators.store import Store
from indicators.suppression.policy import THRESHOLD
from indicators.tables import NUMBERS

TABLE = ["measure", "level", "geoid", "period_end"]
ROW = ["measure", "level", "geoid", "scheme", "group", "period_end"]
AREA = ["measure", "level", "geoid"]
TELLING = ("published", "range")
ABSENT = frozenset({"not_reported", "not_available"})
# What of a release is the same where it prints the same rows of the same catalog.
CONTENT = (release_files.BY_MEASURE, "lookups.json", "catalog.json")

Row = tuple[Hashable, ...]
Area = tuple[str, str]  # level and geoid


class Earlier(NamedTuple):
    """Another release that a reader may have kept, and the minimum it was made with.

    `corrected` are its rows that are not what they were, `may_be` the hidden ones that may not be (audit_earlier.standing). `gone` are
    areas of the same community that partners told of and that are no areas today, or have other boundaries, `new` those that took
    their place (area_ids).
    """

    id: str
    measures: Mapping[str, Measure]
    minimum: int
    rows: pd.DataFrame
    corrected: frozenset[Row] = frozenset()
    may_be: frozenset[Row] = frozenset()
    gone: frozenset[Area] = frozenset()
    new: frozenset[Area] = frozenset()


def records(store: Store) -> pd.DataFrame:
    """Published rows of every measure made of records of people, and the single groups behind each pool (POOLED)."""
    # A source that the catalog no longer knows is taken for records: that reads too much rather than too little.
    others = {key for key, source in SOURCES.items() if source.kind != "records"}
    wanted = [m.id for m in store.measures.values() if m.source not in others]
    # What an agreement has taken off the pages since was out all the same, and a reader may have kept it.
    frames = [store.as_made().rows(measure) for measure in wanted]
    if not frames:
        return pd.DataFrame(columns=[*ROW, *NUMBERS, "status", "name"])
    return with_singles(pd.concat(frames, ignore_index=True))


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


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with somebody in them, as far as the release tells."""
    return rows[~rows["status"].isin(ABSENT)]
