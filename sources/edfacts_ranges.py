"""EDFacts' ways of writing a percentage, all read as what they are: a number, an interval, or a sign for none. Never a midpoint.

Small groups are printed as wider intervals: at most 5 students PS, 6 to 15 LT50 or GE50, up to 300 in steps of 20, 10 and 5 points,
above that whole numbers, with LE1 and GE99 at the ends. Intervals are of whole percents, so LT50 is 0 to 49.
Source: U.S. Department of Education, EDFacts Data Documentation, privacy protections used.
"""

import re
from typing import NamedTuple

import pandas as pd

from sources.errors import Drift
from sources.urban_codes import numbers

SUPPRESSED, ABSENT, NO_STUDENTS = "suppressed_at_source", "not_reported", "not_applicable"
SIGNS = {
    "PS": SUPPRESSED,
    "S": SUPPRESSED,
    "*": SUPPRESSED,
    "": ABSENT,
    ".": ABSENT,
    "-": ABSENT,
    "N/A": NO_STUDENTS,
    "NA": NO_STUDENTS,
}
BOUND = {"GE": ">=", "GT": ">", "LE": "<=", "LT": "<"}
_BOUNDED = re.compile(r"(>=|<=|>|<)(\d{1,3})")
_SPAN = re.compile(r"(\d{1,3})-(\d{1,3})")
_NUMBER = re.compile(r"\d{1,3}(\.\d+)?")
_NONE = float("nan")


class Reading(NamedTuple):
    """One percentage: its number when it is exact, its bounds when it is an interval (both ends included), and its status."""

    estimate: float
    low: float
    high: float
    status: str


def percentage(mark: str) -> Reading:
    """What a mark such as GE95, LT50, 21-39, 87, PS or . says. ValueError for any other text."""
    text = mark.strip().upper().replace("%", "").replace(" ", "").replace("\u2013", "-")
    if text in SIGNS:
        return Reading(_NONE, _NONE, _NONE, SIGNS[text])
    if _NUMBER.fullmatch(text):
        return _read(float(text), float(text), mark)
    if span := _SPAN.fullmatch(text):
        return _read(float(span[1]), float(span[2]), mark)
    for word, sign in BOUND.items():
        text = text.replace(word, sign)
    if bounded := _BOUNDED.fullmatch(text):
        number = float(bounded[2])
        return _read(*_ends(bounded[1], number), mark)
    raise ValueError(f"expected a percentage such as GE95, LT50, 21-39, 87 or PS, found {mark!r}")


def _ends(sign: str, number: float) -> tuple[float, float]:
    return {">=": (number, 100.0), ">": (number + 1, 100.0), "<=": (0.0, number), "<": (0.0, number - 1)}[sign]


def _read(low: float, high: float, mark: str) -> Reading:
    if not 0 <= low <= high <= 100:
        raise ValueError(f"expected bounds between 0 and 100, the lower first, found {mark!r}")
    return Reading(low, _NONE, _NONE, "reported") if low == high else Reading(_NONE, low, high, "range")


def readings(low: pd.Series, high: pd.Series, where: str) -> pd.DataFrame:
    """Columns estimate, low, high, status of two columns of bounds as the Education Data Portal has them.

    Equal bounds are the number itself. A sign at either end counts for both, the strictest first: hidden, not reported, not applicable.
    Bounds that contradict each other are no answer: status not_reported, and `contradicts` is true. Drift beyond 0 to 100.
    """
    ends = numbers(low, where).add_prefix("low_").join(numbers(high, where).add_prefix("high_"))
    if ((ends["low_estimate"] > 100) | (ends["high_estimate"] > 100)).any():
        raise Drift(
            f"{where}: a percentage in {low.name} or {high.name} is above 100. The publisher may have changed its unit."
        )
    status = pd.Series("range", index=low.index)
    for sign in (NO_STUDENTS, ABSENT, SUPPRESSED):
        status = status.mask((ends["low_status"] == sign) | (ends["high_status"] == sign), sign)
    contradicts = (status == "range") & (ends["low_estimate"] > ends["high_estimate"])
    status = status.mask(contradicts, ABSENT)
    status = status.mask((status == "range") & (ends["low_estimate"] == ends["high_estimate"]), "reported")
    return pd.DataFrame(
        {
            "estimate": ends["low_estimate"].where(status == "reported"),
            "low": ends["low_estimate"].where(status == "range"),
            "high": ends["high_estimate"].where(status == "range"),
            "status": status,
            "contradicts": contradicts,
        }
    )
