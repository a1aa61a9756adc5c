"""Today's numbers for the rows of an earlier release, and its rows that print another number."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.audit_rows import ROW, Earlier, Row, told
from indicators.group_pools import are_pools, summed

# Years put together end with a year that may stand alone in another release.
KEY = [*ROW, "period_start"]
_SERIES = [column for column in ROW if column != "period_end"]
_POOL = ["measure", "level", "scheme", "group"]
_PRINTED = ["value", "numerator", "denominator"]
# A difference this small is rounding at the door, not a correction.
_SAME = 1e-4


def todays(one: Earlier, now: pd.DataFrame, newer: Sequence[pd.DataFrame] = ()) -> pd.DataFrame:
    """Rows with the numbers of today, one for each row of the earlier release that has any: as given, or added up.

    Of groups that stood together it is known where each of them is, and of years put together where each year is. Of a row that
    is not known today the first of `newer` releases that has it tells.
    """
    sums = [*_pools(now, one.rows), *_years(now, one.rows)]
    both = pd.concat([rows[[*KEY, *_PRINTED]] for rows in (now, *sums, *newer)], ignore_index=True)
    both = both.drop_duplicates(KEY, keep="first")
    return both[pd.MultiIndex.from_frame(both[KEY]).isin(pd.MultiIndex.from_frame(one.rows[KEY]))]


def _pools(now: pd.DataFrame, before: pd.DataFrame) -> list[pd.DataFrame]:
    """The sums of the groups that stood together in another release and do not any more at those areas."""
    mine, theirs = (rows.loc[are_pools(rows), _POOL].drop_duplicates() for rows in (now, before))
    gone = theirs[~pd.MultiIndex.from_frame(theirs).isin(pd.MultiIndex.from_frame(mine))]
    return [
        summed(now[(now["measure"] == measure) & (now["level"] == level)], scheme, pool)
        for measure, level, scheme, pool in gone.itertuples(index=False, name=None)
    ]


def _years(now: pd.DataFrame, before: pd.DataFrame) -> list[pd.DataFrame]:
    """The sums of the years that another release put together, where each of them is known today."""
    several = before.loc[before["period_end"] - before["period_start"] > 1, KEY]
    if several.empty:
        return []
    each = [
        range(start + 1, end + 1) for start, end in zip(several["period_start"], several["period_end"], strict=True)
    ]
    years = several.assign(year=pd.Series(each, index=several.index, dtype=object)).explode("year")
    single = now[now["period_end"] - now["period_start"] <= 1]
    single = single.assign(year=single["period_end"], value=single["value"].where(single["numerator"].isna()))
    all_years = years.astype({"year": "int64"}).merge(
        single[[*_SERIES, "year", *_PRINTED]], on=[*_SERIES, "year"], how="left"
    )
    return [all_years.groupby(KEY, sort=False)[_PRINTED].agg(lambda years: years.sum(skipna=False)).reset_index()]


def printed_anew(one: Earlier, today: pd.DataFrame) -> frozenset[Row]:
    """Rows of the earlier release whose printed number, or printed range, is not that of today."""
    both = told(one.rows)[[*KEY, "status", "low", "high", *_PRINTED]].merge(
        today, on=KEY, how="left", suffixes=("", "_now"), validate="one_to_one"
    )
    changed = _outside(both)
    for column in _PRINTED:
        changed |= ((both[column] - both[f"{column}_now"]).abs() > _same(both, column)).to_numpy()
    return frozenset(both.loc[changed, ROW].itertuples(index=False, name=None))


def _outside(both: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether today's value lies outside the range that was printed."""
    low, high, value = (both[c].to_numpy(float) for c in ("low", "high", "value_now"))
    return (both["status"] == "range").to_numpy() & ((value < low - _SAME) | (value > high + _SAME))


def _same(both: pd.DataFrame, column: str) -> pd.Series:
    """How far two numbers may lie apart and be the same: a percent that stands alone may have been printed whole."""
    whole = both["numerator"].isna() & (both["value"] == both["value"].round()) & (column == "value")
    return pd.Series(np.where(whole, 0.5 + _SAME, _SAME), index=both.index)
