"""Rows in the dollars of one year: those of another measure, each multiplied by what prices have done since its own year."""

import pandas as pd

from indicators import prices
from indicators.compute_rows import NUMBERS
from indicators.measure import Adjusted, Measure

_DOLLARS = ("value", "moe", "low", "high")


def adjusted_rows(measure: Measure, formula: Adjusted, rows: pd.DataFrame) -> pd.DataFrame:
    """Estimate rows of `measure` from those of the one it adjusts. Raises PriceError where prices of its own year are not known.

    A five-year estimate is in the dollars of its last year, so its period_end says whose dollars they are. The index is taken
    as exact: margins grow as values do. A period whose prices are not known yet is not available.
    """
    years = {int(year) for year in rows["period_end"].unique()}
    factors = {year: prices.factor(year, formula.year) for year in years if prices.known(year)}
    prices.factor(formula.year, formula.year)
    by_row = rows["period_end"].map(factors).astype("float64")
    frame = rows[rows["level"].isin(measure.levels)].assign(measure=pd.Series(measure.id, rows.index, dtype="str"))
    frame = frame.assign(**{name: frame[name] * by_row for name in _DOLLARS})
    unknown = by_row[frame.index].isna()
    frame.loc[unknown, list(NUMBERS)] = float("nan")
    return frame.assign(status=frame["status"].mask(unknown, "not_available").astype("str"))
