"""Years of counts put together where one year is too small: confidential rows in, confidential rows out, before suppression.

A whole measure is pooled or none of it, and its yearly rows are then not published at all: beside a pooled number, the years
that could be shown would tell the one that could not.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from geo.errors import FlashlightError
from indicators.tables import ESTIMATE

MOST_YEARS = 3
_SERIES = ["measure", "level", "geoid", "scheme", "group"]
_SUPPRESSED, _UNKNOWN = (
    ("suppressed_at_source",),
    ("not_reported", "not_available", "range", "top_coded", "bottom_coded"),
)


class PoolError(FlashlightError):
    """The rows cannot be pooled: they are not one count a year."""


def pooled(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """ESTIMATE rows of one measure in percent, each over `years` (2 or 3) full years that share none with the next.

    Counted back from the newest year; years at the old end that do not fill a window are left out. Numerators and denominators
    are added, then divided. One year that is suppressed or unknown makes its window so. Raises PoolError for survey estimates
    and for rows whose periods overlap.
    """
    _refuse(rows, years)
    windows = dict(_windows(sorted(rows["period_end"].unique().tolist()), years))
    kept = rows.assign(window=rows["period_end"].map(windows)).dropna(subset=["window"])
    kept = kept.assign(window=kept["window"].astype("int64"))
    grouped = kept.groupby([*_SERIES, "window"], sort=False)
    sums = grouped.agg(
        numerator=("numerator", lambda s: s.sum(skipna=False)),
        denominator=("denominator", lambda s: s.sum(skipna=False)),
        period_start=("period_start", "min"),
        status=("status", _status),
        count=("status", "size"),
    ).reset_index()
    return ESTIMATE.check(_rates(sums.rename(columns={"window": "period_end"}), years))


def _refuse(rows: pd.DataFrame, years: int) -> None:
    if years not in range(2, MOST_YEARS + 1):
        raise PoolError(f"Expected 2 or {MOST_YEARS} years to pool, found {years}.")
    named = sorted(set(rows["measure"]))
    if len(named) > 1:
        raise PoolError(f"Expected rows of one measure, found {named[:3]}. Pool each alone.")
    if rows["moe"].notna().any():
        raise PoolError("A survey's estimates already speak of several years and are not pooled. Pool counts only.")
    spans = rows[["period_start", "period_end"]].drop_duplicates().sort_values("period_end")
    if (spans["period_start"].to_numpy()[1:] < spans["period_end"].to_numpy()[:-1]).any():
        found = spans.head(2).to_numpy().tolist()
        raise PoolError(f"Expected one period a year, found periods that share more: {found}. Pool yearly rows only.")


def _windows(ends: list[int], years: int) -> Iterator[tuple[int, int]]:
    """Each year and the last year of its window; only windows of consecutive years."""
    at = len(ends)
    while at >= years:
        window = ends[at - years : at]
        if window[-1] - window[0] == years - 1:
            yield from ((end, window[-1]) for end in window)
            at -= years
        else:
            at -= 1


def _status(words: pd.Series) -> str:
    """Of a window: the reason why one of its years has no number, suppression before any other."""
    for reasons in (_SUPPRESSED, _UNKNOWN):
        if words.isin(reasons).any():
            return "suppressed_at_source" if reasons is _SUPPRESSED else _plain(words)
    return "estimated"


def _plain(words: pd.Series) -> str:
    return "not_available" if words.isin(["not_available"]).all() else "not_reported"


def _rates(sums: pd.DataFrame, years: int) -> pd.DataFrame:
    short = (sums["count"] < years) & (sums["status"] == "estimated")
    status = sums["status"].mask(short, "not_reported")
    known = (status == "estimated") & sums["numerator"].notna() & (sums["denominator"] > 0)
    status = status.mask((status == "estimated") & ~known, "not_available")
    counts = {name: sums[name].where(known) for name in ("numerator", "denominator")}
    rates = sums.assign(**counts, status=status.astype("str"), value=100 * counts["numerator"] / counts["denominator"])
    return rates.drop(columns="count").assign(
        **dict.fromkeys(("moe", "low", "high", "numerator_moe", "denominator_moe"), np.nan)
    )
