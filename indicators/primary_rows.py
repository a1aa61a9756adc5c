"""What the primary rules say of each row by itself, found anew from its numbers, whatever the log of the suppressor says.

The gate asks for the true numbers, the audit for those a release prints: of what is hidden it knows nothing, and takes the log's word.
"""

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from indicators.audit_rows import ROW, TELLING, Row
from indicators.audit_watch import NOT_ITS_OWN
from indicators.measure import Measure, Reach
from indicators.partner_counts import column, counted, of_partner
from indicators.suppression import policy as rules
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Verdict, verdict
from indicators.suppression.publish import enrollment

_ABSENT = frozenset({"not_reported", "not_available"})
# Of a row without an estimate nobody knows whom it speaks of.
_UNKNOWN = Verdict("suppressed", rules.PRIMARY_UNKNOWN)

Verdicts = Mapping[Row, Verdict]


def by_rules(estimates: pd.DataFrame, measures: Mapping[str, Measure], minimum: int) -> dict[Row, Verdict]:
    """The most that may be shown of each ESTIMATE row of records by itself, and why no more."""
    enrolled = enrollment({"enrollment": estimates[estimates["measure"] == "enrollment"]})
    found: dict[Row, Verdict] = {}
    for name, rows in estimates.groupby("measure", sort=False):
        measure = measures[str(name)]
        policy = Policy(max(rules.THRESHOLD, minimum, *_minimums(measure, estimates, measures)))
        of_enrolled = getattr(measure.formula, "of_enrolled", 1.0)
        for row in rows.to_dict("records"):
            students = enrolled.get((row["level"], row["geoid"], row["group"], row["period_end"]), math.nan)
            found[_key(row)] = _verdict(row, measure, policy, of_enrolled * students)
    return found


def _minimums(measure: Measure, rows: pd.DataFrame, measures: Mapping[str, Measure]) -> Iterator[int]:
    """The measure's own minimum; of people whom partners count, that of every measure of the same people."""
    people = _people(measure)
    same = (measures[str(name)] for name in rows["measure"].unique()) if people else (measure,)
    yield from (one.minimum_count or 0 for one in same if _people(one) == people)


def _people(measure: Measure) -> str:
    return counted(measure) if of_partner(measure) or isinstance(measure.formula, Reach) else ""


def _verdict(row: Mapping[Hashable, Any], measure: Measure, policy: Policy, enrolled: float) -> Verdict:
    if row["status"] in _ABSENT:
        return Verdict(row["status"])
    if _people(measure):
        return verdict({"status": row["status"], "value": row[column(measure)]}, True, policy)
    return verdict(row, measure.unit != "percent", policy, enrolled)


def _key(row: Mapping[Hashable, Any]) -> Row:
    return tuple(row[c] for c in ROW)


def against(rows: pd.DataFrame, ruled: Verdicts) -> dict[Row, str]:
    """Rows that tell more than the rules allow, and for what reason each is to be hidden."""
    telling = rows[rows["status"].isin(TELLING)].to_dict("records")
    each = ((row, ruled.get(_key(row), _UNKNOWN)) for row in telling)
    return {_key(row): _hidden(found) for row, found in each if not _allowed(row, found)}


def _allowed(row: Mapping[Hashable, Any], found: Verdict) -> bool:
    if found.status == "published":
        return not found.whole or row["status"] == "range" or row["value"] == round(row["value"])
    return found.status == row["status"] == "range" and (found.low, found.high) == (row["low"], row["high"])


def _hidden(found: Verdict) -> str:
    """Why a row is hidden altogether."""
    return rules.PRIMARY_PART if found.reason == rules.BAND else found.reason or rules.PRIMARY_UNKNOWN


def as_ruled(log: pd.DataFrame, ruled: Verdicts) -> pd.DataFrame:
    """The log with the rules' own reason wherever it says that a row they hide is hidden for another's sake only."""
    own = {row: _hidden(found).partition(": ") for row, found in ruled.items() if found.reason}
    other = log["rule"].isin(NOT_ITS_OWN) & pd.MultiIndex.from_frame(log[ROW]).isin(list(own))
    if not other.any():
        return log
    said = [own[row] for row in log.loc[other, ROW].itertuples(index=False, name=None)]
    found = log.copy()
    found.loc[other, ["rule", "reason"]] = [[rule, words] for rule, _, words in said]
    return found


def shown_against(rows: pd.DataFrame, measures: Mapping[str, Measure], minimum: int) -> set[Row]:
    """Rows of a release (`with_rules`) that print a number which the rules, or its own log, hide.

    A rate without its count is judged by a size that the release does not tell: there the log alone speaks.
    """
    printed = rows[rows["status"] == "published"]
    percent = printed["measure"].map({name: one.unit == "percent" for name, one in measures.items()})
    counts = printed[~percent.astype(bool) | printed["numerator"].notna()].assign(status="estimated")
    found = by_rules(counts, measures, minimum)
    withheld = printed.loc[printed["rule"] != "", ROW].itertuples(index=False, name=None)
    return {row for row, one in found.items() if one.status != "published"} | set(withheld)
