"""An area a reader puts together from published building blocks of one level: sums with their margins, or the reason there is none.

Pure: published rows in, rows out. Only what anybody can read is added up, so no new figure about a hidden one can come of it.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators import margins
from indicators.measure import Measure, Ratio, Reach, Reported
from indicators.partner_counts import counted, of_partner
from indicators.reliability import classes

ADDITIVE = ("count", "share", "ratio", "reach")
NUMBERS = ("value", "moe", "numerator", "denominator", "numerator_moe", "denominator_moe")
COLUMNS = (
    *("measure", "scheme", "group", "period_start", "period_end"),
    *(*NUMBERS, "reliability", "status", "reason"),
)
# The first of these that a part has is the status of the whole, and the reason for it.
WORST = ("suppressed", "range", "too_uncertain", "not_reported", "not_available")
NOT_ADDITIVE, NOBODY, IMPRECISE, MISSING, NO_PARTS = "not_additive", "nobody", "imprecise", "missing", "no_parts"
REASONS = (*WORST, NOT_ADDITIVE, NOBODY, IMPRECISE, MISSING, NO_PARTS)
DECIMALS = 4  # as everything that is published

Floats = NDArray[np.float64]


def combined(measure: Measure, rows: pd.DataFrame, geoids: Collection[str]) -> pd.DataFrame:
    """One row (COLUMNS) for each group and period of which any block has a row, in the order of `rows`.

    `rows` are the measure's published rows of one level. A part without a number makes the whole one without: nothing is filled
    in. `reason` is "" for a number, else one of REASONS; a median, a publisher's own rate and a price-adjusted figure are refused.
    """
    chosen = list(dict.fromkeys(geoids))
    here = rows[rows["geoid"].isin(chosen)]
    keys = ["scheme", "group", "period_start", "period_end"]
    found = [
        {"measure": measure.id, **dict(zip(keys, key, strict=True)), **_together(measure, part, len(chosen))}
        for key, part in here.groupby(keys, sort=False)
    ]
    return pd.DataFrame(found, columns=list(COLUMNS)).astype(dict.fromkeys(NUMBERS, "float64"))


def _together(measure: Measure, parts: pd.DataFrame, wanted: int) -> dict[str, object]:
    people = of_partner(measure) and isinstance(measure.formula, Reported) and bool(counted(measure))
    if measure.formula.kind not in ADDITIVE and not people:
        return _none("not_available", NOT_ADDITIVE)
    if len(parts) < wanted:
        return _none("not_available", MISSING)
    statuses = set(parts["status"])
    worst = next((status for status in WORST if status in statuses), None)
    if worst is not None:
        return _none("not_available" if worst == "range" else worst, worst)
    numbers = _count(parts) if people or measure.formula.kind == "count" else _quotient(measure, parts)
    if numbers is None:
        return _none("not_available", NO_PARTS)
    if np.isnan(numbers["value"]):
        return _none("not_available", NOBODY)
    return _judged(measure, numbers)


def _count(parts: pd.DataFrame) -> dict[str, float]:
    value, moe = _column(parts, "value"), _column(parts, "moe")
    return _blank() | {"value": float(value.sum()), "moe": float(margins.of_sum(value, moe))}


def _quotient(measure: Measure, parts: pd.DataFrame) -> dict[str, float] | None:
    """Numerators and denominators added up, then divided; None where the release does not give them."""
    n, d = _column(parts, "numerator"), _column(parts, "denominator")
    moe_n, moe_d = _column(parts, "numerator_moe"), _column(parts, "denominator_moe")
    if isinstance(measure.formula, Reach):
        moe_n = np.zeros(len(parts))  # people served are counted, not sampled
    if np.isnan(np.concatenate([n, d, moe_n, moe_d])).any():
        return None
    whole = [n.sum(), d.sum(), float(margins.of_sum(n, moe_n)), float(margins.of_sum(d, moe_d))]
    inside = not isinstance(measure.formula, Ratio | Reach)
    per = measure.formula.per if isinstance(measure.formula, Ratio) else 100
    margin = (margins.of_share if inside else margins.of_ratio)(*whole)
    value = per * whole[0] / whole[1] if whole[1] > 0 else np.nan
    names = ("numerator", "denominator", "numerator_moe", "denominator_moe")
    return {"value": value, "moe": per * float(margin), **dict(zip(names, whole, strict=True))}


def _judged(measure: Measure, numbers: dict[str, float]) -> dict[str, object]:
    """The numbers with their reliability, held to the policy that every published number is held to."""
    rounded = {name: round(float(number), DECIMALS) for name, number in numbers.items()}
    if measure.minimum_count is not None and not isinstance(measure.formula, Reach):
        return {**rounded, "reliability": "not_applicable", "status": "published", "reason": ""}
    value, moe = np.array([numbers["value"]]), np.array([numbers["moe"]])
    word = str(classes(value, moe, share=measure.unit == "percent")[0])
    if word == "low":
        return _none("too_uncertain", IMPRECISE)
    return {**rounded, "reliability": word, "status": "published", "reason": ""}


def _none(status: str, reason: str) -> dict[str, object]:
    reliability = "low" if status == "too_uncertain" else "not_applicable"
    return {**_blank(), "reliability": reliability, "status": status, "reason": reason}


def _blank() -> dict[str, float]:
    return dict.fromkeys(NUMBERS, float("nan"))


def _column(parts: pd.DataFrame, name: str) -> Floats:
    return parts[name].to_numpy(np.float64)
