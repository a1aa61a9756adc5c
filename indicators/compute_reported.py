"""Rows of a publisher's own rates and counts: passed through as they stand, never recomputed, never summed."""

import numpy as np
import pandas as pd

from indicators.catalog import display_order
from indicators.compute_rows import NUMBERS
from indicators.measure import Measure, Reported

_STATUS = {
    "reported": "estimated",
    "controlled": "estimated",
    "range": "range",
    "top_coded": "top_coded",
    "bottom_coded": "bottom_coded",
    "suppressed_at_source": "suppressed_at_source",
    "not_reported": "not_reported",
    "not_applicable": "not_available",
}
_BOUNDED = ("range", "top_coded", "bottom_coded")
_KEY = ["level", "geoid", "scheme", "group", "period_start", "period_end"]


def reported_rows(measure: Measure, formula: Reported, observations: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Estimate rows for every area, every period the source has for any of them, and every group it names for any of them.

    A row the source does not have is not available; a mark of the publisher stays what it is, in every column it stands in.
    """
    rows = observations[(observations["source"] == measure.source) & observations["level"].isin(measure.levels)]
    places = areas.loc[areas["level"].isin(measure.levels), ["level", "geoid"]].drop_duplicates()
    values = _newest(rows, formula.value)
    declared = _declared(measure, places, values)
    frame = declared.merge(values, on=_KEY, how="left", validate="one_to_one")
    frame = frame.rename(columns={"estimate": "value"})
    status = frame["status"].map(_STATUS).fillna("not_available")
    for name, variable in (("numerator", formula.numerator), ("denominator", formula.denominator)):
        frame[name] = _beside(declared, rows, variable)
    known = (status == "estimated") & frame["value"].notna()
    frame["status"] = status.mask((status == "estimated") & ~known, "not_reported").astype("str")
    frame["value"] = frame["value"].where(known)
    bounded = frame["status"].isin(_BOUNDED)
    frame[["low", "high"]] = frame[["low", "high"]].where(bounded)
    constants = {name: np.nan for name in NUMBERS if name not in frame}
    return frame.assign(measure=pd.array([measure.id] * len(frame), dtype="str"), **constants)


def _newest(rows: pd.DataFrame, variable: str) -> pd.DataFrame:
    """One row per key: where a source says a thing in two vintages, the newer stands."""
    found = rows[rows["variable"] == variable].sort_values("vintage", kind="stable")
    return found.drop_duplicates(_KEY, keep="last")[[*_KEY, "estimate", "moe", "low", "high", "status"]]


def _declared(measure: Measure, places: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Every area with every period and group, in display order; groups the source never names are not invented."""
    here = values.merge(places, on=["level", "geoid"])
    named = set(zip(here["scheme"], here["group"], strict=True))
    groups = [("all", "all")]
    groups += [(s, g) for s in measure.schemes for g in display_order(s)[1:] if (s, g) in named]
    periods = here[["period_start", "period_end"]].drop_duplicates().sort_values("period_end")
    wanted = pd.DataFrame(groups, columns=pd.Index(["scheme", "group"])).astype("str")
    return wanted.merge(places, how="cross").merge(periods, how="cross")[_KEY]


def _beside(declared: pd.DataFrame, rows: pd.DataFrame, variable: str | None) -> np.ndarray:
    """A count that stands behind the value, where the publisher prints it."""
    if variable is None:
        return np.full(len(declared), np.nan)
    counts = _newest(rows, variable)
    counts = counts[counts["status"].isin(["reported", "controlled"])]
    return declared.merge(counts, on=_KEY, how="left", validate="one_to_one")["estimate"].to_numpy(np.float64)
