"""The second way: every estimate one place, one line, one tract after the other, in plain Python. Slow, obvious, and an oracle.

It shares no code with indicators.compute: not the sums, not the margins, not the medians.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.measure import Bin, Lines

Cell = tuple[float, float]  # estimate and margin; NaN where unknown
UNKNOWN: Cell = (math.nan, math.nan)


@dataclass(frozen=True)
class World:
    """One vintage: cells by (geoid, line), and neighborhood -> tract -> weight."""

    cells: Mapping[tuple[str, str], Cell]
    parts: Mapping[str, Mapping[str, float]]


def components(world: World, place: str, part: Lines) -> list[tuple[float, float]] | None:
    """Every line of every tract of the place, weighted, signs left to the estimate; None where one is not known."""
    weights = world.parts.get(place, {place: 1.0})
    found = []
    for tract, weight in weights.items():
        for sign, lines in ((1, part.plus), (-1, part.minus)):
            for line in lines:
                estimate, moe = world.cells.get((tract, line), UNKNOWN)
                if math.isnan(estimate):
                    return None
                found.append((sign * weight * estimate, weight * moe))
    return found or None


def sum_of(world: World, place: str, part: Lines) -> Cell:
    """Estimate and margin: squares summed, of the zeros the largest alone."""
    found = components(world, place, part)
    if found is None:
        return UNKNOWN
    zeros = [moe for estimate, moe in found if estimate == 0]
    others = [moe for estimate, moe in found if estimate != 0]
    if any(math.isnan(moe) for _, moe in found):
        return math.fsum(e for e, _ in found), math.nan
    return math.fsum(e for e, _ in found), math.sqrt(sum(m * m for m in others) + max(zeros, default=0.0) ** 2)


def ratio_of(world: World, place: str, upper: Lines, lower: Lines, per: int = 1000) -> Cell:
    """The ratio's formula, plus under the root."""
    (n, moe_n), (d, moe_d) = sum_of(world, place, upper), sum_of(world, place, lower)
    if math.isnan(n) or math.isnan(d) or d <= 0:
        return UNKNOWN
    r = n / d
    return per * r, per * math.sqrt(moe_n * moe_n + r * r * moe_d * moe_d) / d


def share_of(world: World, place: str, upper: Lines, lower: Lines) -> Cell:
    """The share's formula, minus under the root; where nothing is left there, the ratio's."""
    (n, moe_n), (d, moe_d) = sum_of(world, place, upper), sum_of(world, place, lower)
    if math.isnan(n) or math.isnan(d) or d <= 0:
        return UNKNOWN
    p = n / d
    under = moe_n * moe_n - p * p * moe_d * moe_d
    return (100 * p, 100 * math.sqrt(under) / d) if under > 0 else ratio_of(world, place, upper, lower, 100)


def median_of(world: World, place: str, bins: Sequence[Bin], sampled: float, design_factor: float) -> Cell:
    """The classes of all tracts together, then up the classes until half of the households are passed."""
    counts = [sum_of(world, place, Lines((b.line,)))[0] for b in bins]
    total = math.fsum(counts)
    if math.isnan(total) or total <= 0:
        return UNKNOWN
    middle = _value(bins, counts, 0.5)
    error = design_factor * math.sqrt((1 - sampled) / (sampled * total)) * 0.5
    ends = _value(bins, counts, 0.5 - error), _value(bins, counts, 0.5 + error)
    return (middle, math.nan if math.isnan(middle) else 1.645 * (ends[1] - ends[0]) / 2)


def _value(bins: Sequence[Bin], counts: Sequence[float], part: float) -> float:
    if not 0 < part < 1:
        return math.nan
    wanted, before = part * math.fsum(counts), 0.0
    for each, count in zip(bins, counts, strict=True):
        if count > 0 and before + count >= wanted - 1e-9:
            open_ended = each.high is None or math.isinf(each.low)
            return math.nan if open_ended else each.low + (wanted - before) / count * ((each.high or 0) - each.low)
        before += count
    return math.nan
