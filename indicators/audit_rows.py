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
from indicators.group_pools import POOLED, are_pools, summed, with_singles
from indicators.measure import Measure
from indicators.store import Store
from indicators.suppression.policy import THRESHOLD
from indicators.tables import NUMBERS

TABLE = ["measure", "level", "geoid", "period_end"]
ROW = ["measure", "level", "geoid", "scheme", "group", "period_end"]
_AREA = ["measure", "level", "geoid"]
_POOL = ["measure", "level", "scheme", "group"]
ABSENT = frozenset({"not_reported", "not_available"})
_PRINTED = ["value", "numerator", "denominator"]
_CONTENT = (release_files.BY_MEASURE, "lookups.json", "catalog.json")
# A difference this small is rounding at the door, not a correction.
_SAME = 1e-4


Row = tuple[Hashable, ...]


class Earlier(NamedTuple):
    """Another release that a reader may have kept, the minimum it was made with, and its rows that are not what they were."""

    id: str
    measures: Mapping[str, Measure]
    minimum: int
    rows: pd.DataFrame
    corrected: frozenset[Row]


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


def earlier(root: Path, before: tuple[str, str], now: pd.DataFrame) -> tuple[list[Earlier], list[str]]:
    """Releases in the folder made before this (when made, id) that speak of the same areas, oldest first; and the unreadable ones' ids.

    `now` are rows with the numbers of today (`corrected`). Of releases that print the same rows the oldest stands for all.
    """
    found, unread, seen = [], [], set()
    areas = pd.MultiIndex.from_frame(now[_AREA].drop_duplicates())
    for release_id in sorted(release.known(root)):
        try:
            about = release.read_about(root, release_id)
            content = tuple(about["digests"].get(name) for name in _CONTENT)
            if (about["made_at"], release_id) >= before or content in seen:
                continue
            opened = Store.open(root, release_id)
            minimum, rows = minimum_of(opened), records(opened)
        except FlashlightError:
            unread.append(release_id)
            continue
        seen.add(content)
        rows = rows[pd.MultiIndex.from_frame(rows[_AREA]).isin(areas)].reset_index(drop=True)
        if len(rows):
            found.append(Earlier(release_id, opened.measures, minimum, rows, corrected(rows, now)))
    return found, unread


def corrected(before: pd.DataFrame, now: pd.DataFrame) -> frozenset[Row]:
    """Rows of an earlier release that are not what they were: another number today, or hidden in a table that has such a row.

    What was hidden in a table that changed may have changed with it. A number of which none is known today is taken to stand;
    of groups that stood together it is known where each of them is.
    """
    now = _with_their_pools(now, before)
    # Years put together end with a year that may stand alone in another release.
    keys = [*ROW, "period_start"]
    both = told(before)[[*keys, "status", "low", "high", *_PRINTED]].merge(
        now[[*keys, *_PRINTED]], on=keys, how="left", suffixes=("", "_now")
    )
    changed = _outside(both)
    for column in _PRINTED:
        changed |= ((both[column] - both[f"{column}_now"]).abs() > _same(both, column)).to_numpy()
    tables = pd.MultiIndex.from_frame(both[TABLE])
    hidden = both["status"].isin(["suppressed", POOLED]).to_numpy() & tables.isin(tables[changed])
    return frozenset(both.loc[changed | hidden, ROW].itertuples(index=False, name=None))


def _with_their_pools(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Today's rows and the sums of the groups that stood together in another release and do not any more at those areas."""
    mine, theirs = (rows.loc[are_pools(rows), _POOL].drop_duplicates() for rows in (now, before))
    gone = theirs[~pd.MultiIndex.from_frame(theirs).isin(pd.MultiIndex.from_frame(mine))]
    more = [
        summed(now[(now["measure"] == measure) & (now["level"] == level)], scheme, pool)
        for measure, level, scheme, pool in gone.itertuples(index=False, name=None)
    ]
    return pd.concat([now, *more], ignore_index=True) if more else now


def _outside(both: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether today's value lies outside the range that was printed."""
    low, high, value = (both[c].to_numpy(float) for c in ("low", "high", "value_now"))
    return (both["status"] == "range").to_numpy() & ((value < low - _SAME) | (value > high + _SAME))


def _same(both: pd.DataFrame, column: str) -> pd.Series:
    """How far two numbers may lie apart and be the same: a percent that stands alone may have been printed whole."""
    whole = both["numerator"].isna() & (both["value"] == both["value"].round()) & (column == "value")
    return pd.Series(np.where(whole, 0.5 + _SAME, _SAME), index=both.index)


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with somebody in them, as far as the release tells."""
    return rows[~rows["status"].isin(ABSENT)]
