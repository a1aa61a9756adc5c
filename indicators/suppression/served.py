"""Counts of people whom partners served: decided once for every measure that speaks of the same people, over groups and areas."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from indicators.group_pools import POOLED, offered
from indicators.measure import Measure
from indicators.partner_counts import column
from indicators.suppression import least_hidden
from indicators.suppression import policy as rules
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Verdict, of_count
from indicators.suppression.verdicts import verdicts_of

_CELL = ["level", "geoid", "scheme", "group", "period_start", "period_end"]
_ABSENT = ("not_reported", "not_available")


def verdicts(
    frames: Mapping[str, pd.DataFrame], measures: Mapping[str, Measure], policy: Policy
) -> dict[str, list[Verdict]]:
    """Verdicts on the ESTIMATE rows of each measure, in its frame's order; a row without a figure keeps its own word.

    The strictest minimum of the measures holds for all. Single groups of a pool are POOLED, with the reason that protects them.
    """
    strictest = Policy(max(policy.minimum, *(measures[name].minimum_count or 0 for name in frames)))
    cells = _cells(frames, measures)
    there = offered(cells)
    shown = cells[there].reset_index(drop=True)
    of_shown = iter(verdicts_of(shown, _plain(frames, measures), strictest, {}))
    found = [next(of_shown) if there[i] else _behind(cells.loc[i], strictest) for i in cells.index]
    judged = dict(zip(_keys(cells), least_hidden.protected(cells, found, strictest), strict=True))
    return {
        name: [_worded(status, judged[key]) for key, status in zip(_keys(frame), frame["status"], strict=True)]
        for name, frame in frames.items()
    }


def _worded(status: str, found: Verdict) -> Verdict:
    """The verdict on the people of a row, or its own word where it has no figure; a group in a pool has no row to say it in."""
    return Verdict(status) if status in _ABSENT and found.status != POOLED else found


def _plain(frames: Mapping[str, pd.DataFrame], measures: Mapping[str, Measure]) -> Measure:
    """One of the measures, taken as a count of people."""
    return replace(measures[next(iter(frames))], unit="people")


def _keys(rows: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(rows[_CELL].itertuples(index=False, name=None))


def _cells(frames: Mapping[str, pd.DataFrame], measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Every count of people once, with `value` and `status`: a measure may have a figure where another has none."""
    each = []
    for name, frame in frames.items():
        absent = frame["status"].isin(_ABSENT)
        each.append(frame.assign(value=frame[column(measures[name])].where(~absent), rank=absent, measure=""))
    rows = pd.concat(each, ignore_index=True).sort_values("rank", kind="stable")
    return rows.drop_duplicates(_CELL).sort_index(ignore_index=True)[["measure", *_CELL, "value", "status"]]


def _behind(cell: pd.Series, policy: Policy) -> Verdict:
    """A single group's count behind a pool: never shown there, and protected where it is small or was withheld.

    One without a figure is nobody.
    """
    if cell["status"] in _ABSENT:
        return Verdict(POOLED, rules.POOLED)
    if cell["status"] == "suppressed_at_source":
        return Verdict(POOLED, rules.SOURCE)
    return Verdict(POOLED, of_count(cell["value"], policy).reason or rules.POOLED)
