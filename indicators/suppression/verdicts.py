"""What may be shown of each row of one measure of records: the rule of the row itself, then what protects it in its table."""

import itertools
import math
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from indicators.measure import Measure, Reported
from indicators.suppression.complementary import Row, SumTable, protect
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Verdict, about, size_of, verdict

GROUP_OF_YEAR = ("level", "geoid", "group", "period_end")
Enrolled = Mapping[tuple[str, str, str, int], float]
_ABSENT = frozenset({"not_reported", "not_available"})


def verdicts_of(frame: pd.DataFrame, measure: Measure, policy: Policy, enrolled: Enrolled) -> list[Verdict]:
    """What may be shown of each row of one measure, in the frame's order."""
    is_count = measure.unit != "percent"
    part = measure.formula.of_enrolled if isinstance(measure.formula, Reported) else 1.0
    keys = frame[list(GROUP_OF_YEAR)].itertuples(index=False, name=None)
    sizes = [part * enrolled.get(key, math.nan) for key in keys]
    found = [_row(row, is_count, policy, n) for (_, row), n in zip(frame.iterrows(), sizes, strict=True)]
    for everyone, schemes in _tables(frame):
        positions = [i for scheme in schemes for i in scheme]
        rows = tuple(found[i] for i in (everyone, *positions))
        ends = np.cumsum([1, *(len(s) for s in schemes)])
        table = SumTable(rows, tuple(tuple(range(a, b)) for a, b in itertools.pairwise(ends)))
        for i, row in zip((everyone, *positions), protect(table, policy).rows, strict=True):
            found[i] = row
    return [row.verdict for row in found]


def _row(row: pd.Series, is_count: bool, policy: Policy, enrolled: float) -> Row:
    if row["status"] in _ABSENT:
        return Row(Verdict(row["status"]), 0.0, None, is_count)
    decided = verdict(row, is_count, policy, enrolled)
    if row["status"] == "suppressed_at_source":
        return Row(decided, math.nan, None, is_count)
    if is_count:
        return Row(decided, row["value"], size_of(row["value"], 100.0, row["value"]), is_count)
    if math.isnan(row["numerator"]):
        size, part = about(row["value"], enrolled)
        return Row(decided, math.nan, size, is_count, part)
    return Row(decided, row["numerator"], size_of(row["numerator"], row["value"], row["denominator"]), is_count)


def _tables(frame: pd.DataFrame) -> Iterator[tuple[int, list[list[int]]]]:
    """Each Everyone row and, scheme by scheme, the rows that add up to it. A group without a row or a figure adds nobody."""
    told = frame[~frame["status"].isin(_ABSENT)]
    for _, place in told.groupby(["level", "geoid", "period_end"], sort=True):
        everyone = place.index[place["scheme"] == "all"]
        groups = place[place["scheme"] != "all"]
        if len(everyone) and len(groups):
            yield int(everyone[0]), [list(map(int, g.index)) for _, g in groups.groupby("scheme", sort=True)]
