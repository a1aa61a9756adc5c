"""Titles that say what was found and passed a test; where nothing passed, the question itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from charts import numbers
from charts.difference import differs, extremes
from charts.view import View
from charts.words import t
from indicators.catalog.check import COUNTED
from indicators.comparison import Estimate, share_years
from indicators.measure import Period

# A reader does not take two groups for "every group".
_SEVERAL = 3
COUNTS = COUNTED


def change(
    view: View, place: str, lines: Mapping[str, Sequence[Any]], breaks: Mapping[str, Sequence[int]]
) -> str | None:
    """What clearly rose or fell since the first period that compares with the newest. None where no test passed.

    `lines` are the rows of each series by its id, oldest first, and `breaks` the breaks of each; "all" is Everyone.
    """
    period = view.measure.period
    moves = {key: moved(rows, breaks.get(key, ()), period) for key, rows in lines.items()}
    told = {key: move for key, move in moves.items() if move is not None}
    directions = set(told.values())
    about = {"measure": view.measure.name[view.lang], "place": place}
    if len(told) >= _SEVERAL and len(told) == _shown(lines) and len(directions) == 1 and directions <= {1, -1}:
        word = "rose" if directions == {1} else "fell"
        return t(f"chart.{word}_every_{view.unit_kind}", view.lang, **about)
    if told.get("all", 0) == 0:
        return None
    word = "rose" if told["all"] > 0 else "fell"
    first, last = _ends(lines["all"], breaks.get("all", ())) or (None, None)
    texts = {"first": view.text(first), "last": view.text(last)}
    return t(f"chart.{word}_{view.unit_kind}", view.lang, **about, **texts)


def moved(rows: Sequence[Any], breaks: Sequence[int], period: Period) -> int | None:
    """1 clearly up, -1 clearly down, 0 not clear; None where no test can be made, as between periods that share years."""
    ends = _ends(rows, breaks)
    if ends is None:
        return None
    first, last = ends
    spans = [Estimate(r.value, r.moe, int(r.period_start), int(r.period_end), period) for r in ends]
    if share_years(*spans):
        return None
    answer = differs(first, last)
    if answer is None:
        return None
    return (1 if last.value > first.value else -1) if answer else 0


def spread(view: View, place: str, rows: Sequence[Any]) -> str | None:
    """That the groups are clearly not alike, with lowest and highest; tested as the widest of all pairs. None if not clear.

    Counts are never compared: that one group is larger than another says nothing about how either fares.
    """
    groups = [r for r in rows if r.group != "all"]
    ends = None if view.measure.unit in COUNTS else extremes(groups)
    if ends is None:
        return None
    low, high = (numbers.amount(r.value, view.measure.unit, view.lang, r.moe) for r in ends)
    key = "spread_some" if any(r.status != "published" for r in groups) else "spread"
    about = {"measure": view.measure.name[view.lang], "place": place}
    return t(f"chart.{key}_{view.unit_kind}", view.lang, low=low, high=high, **about)


def _ends(rows: Sequence[Any], breaks: Sequence[int]) -> tuple[Any, Any] | None:
    """First and last published row after the last break; None if the newest period has no number or stands alone."""
    if not rows or rows[-1].status != "published":
        return None
    since = max((b for b in breaks if b <= rows[-1].period_end), default=0)
    shown = [r for r in rows if r.status == "published" and r.period_end >= since]
    return (shown[0], shown[-1]) if len(shown) > 1 else None


def _shown(lines: Mapping[str, Sequence[Any]]) -> int:
    return sum(any(r.status == "published" for r in rows) for rows in lines.values())
