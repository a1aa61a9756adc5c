"""Scales: round ticks, where an axis starts, and labels pushed apart until each can be read."""

import math
from collections.abc import Sequence

from charts import numbers
from charts.figure import Axis, Point
from charts.words import t

LEAST_TOP = 10.0  # percent: a handful of students is not stretched over the whole chart


def axis(
    points: Sequence[Point], unit: str, lang: str, *, from_zero: bool, note: str = "", marks: Sequence[float] = ()
) -> Axis:
    """The axis that holds all points and their margins, and `marks`: the values of a goal or a reference.

    A line chart far above zero may start higher, and says so.
    """
    low, high = _extent(points, marks)
    if unit == "percent":
        high = max(high, LEAST_TOP)
    start = 0.0 if from_zero or low < high / 2 else min(low, high - _least_span(unit, high))
    step = _step((high - start) or 1.0)
    bottom = max(0.0, math.floor(start / step) * step)
    top = math.ceil(high / step - 1e-9) * step
    if unit == "percent":
        top = min(100.0, top)
    if unit == "percent" and bottom == 0 and top == 100:
        step = 25.0
    top = max(top, bottom + step)
    count = round((top - bottom) / step)
    if bottom > 0:
        value = numbers.amount(bottom, unit, lang)
        note = f"{note} {t('chart.axis_start', lang, value=value)}".strip()
    return Axis(unit, bottom, top, tuple(bottom + i * step for i in range(count + 1)), note)


def _extent(points: Sequence[Point], marks: Sequence[float]) -> tuple[float, float]:
    shown = [v for p in points if p.drawn or p.ranged for v in (p.value, p.low, p.high)]
    drawn = [v for v in (*shown, *marks) if not math.isnan(v)]
    return (min(drawn), max(drawn)) if drawn else (0.0, 1.0)


def _least_span(unit: str, high: float) -> float:
    """No chart makes a small change look large: it spans at least 20 points, or a third of the highest number."""
    return 20.0 if unit == "percent" else high / 3


def _step(span: float) -> float:
    """A round step that cuts the span into three to five."""
    power = 10.0 ** math.floor(math.log10(span / 4))
    round_steps = (1, 2, 2.5, 5, 10, 20) if power >= 10 else (1, 2, 5, 10, 20)
    return next(s * power for s in round_steps if span / (s * power) <= 4.5)


def thinned(ticks: Sequence[float], most: int) -> list[float]:
    """At most so many of the ticks, evenly apart and with both ends."""
    steps = len(ticks) - 1
    every = next(n for n in range(1, steps + 2) if n > steps or (steps % n == 0 and steps // n < max(2, most)))
    return list(ticks[::every]) if every <= steps else list(ticks)


def apart(wanted: Sequence[float], gaps: Sequence[float], low: float, high: float) -> list[float]:
    """Positions as near to the wanted ones as the gaps allow, in the same order from top to bottom.

    `gaps[i]` is the room item i needs; positions are centres and stay between low and high where they fit.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[tuple[float, float, list[int]]] = []  # (sum of wanted starts, height, items)
    for i in order:
        total, height, items = wanted[i] - gaps[i] / 2, gaps[i], [i]
        while groups and _end(groups[-1]) > total / len(items):
            before, before_height, before_items = groups.pop()
            total = before + total - before_height * len(items)
            height, items = before_height + height, before_items + items
        groups.append((total, height, items))
    return _placed(groups, gaps, low, high)


def _end(group: tuple[float, float, list[int]]) -> float:
    total, height, items = group
    return total / len(items) + height


def _placed(
    groups: list[tuple[float, float, list[int]]], gaps: Sequence[float], low: float, high: float
) -> list[float]:
    starts = [min(max(low, total / len(items)), max(low, high - height)) for total, height, items in groups]
    # Groups pushed in from one edge may meet their neighbours: sweep once down, once up.
    for k in range(1, len(groups)):
        starts[k] = max(starts[k], starts[k - 1] + groups[k - 1][1])
    limit = high
    for k in range(len(groups) - 1, -1, -1):
        starts[k] = min(starts[k], limit - groups[k][1])
        limit = starts[k]
    placed = [0.0] * len(gaps)
    for start, (_, _, items) in zip(starts, groups, strict=True):
        at = start
        for i in items:
            placed[i] = at + gaps[i] / 2
            at += gaps[i]
    return placed
