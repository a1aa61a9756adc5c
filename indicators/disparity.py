"""Index of disparity: how far the groups of a scheme lie from a reference, on average, in percent of it. Made from levels only.

Each group counts the same, however many people it has. Groups and reference are taken as independent; where the reference is
everyone they are not, and the true margin is somewhat narrower.

Source: Pearcy and Keppel, A Summary Measure of Health Disparity, Public Health Reports 117 (2002).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.comparison import Estimate
from indicators.margins import Z90

Floats = NDArray[np.float64]

FEWEST_GROUPS = 2
EVERYONE = "all"  # the reference unless somebody chooses another; no group is one by itself


@dataclass(frozen=True)
class Disparity:
    """The index in percent of the reference, its margin at 90 percent, and what sampling alone would make of equal groups.

    An index is never negative, so noise raises it: one that does not clear `by_chance` by its margin tells of no disparity.
    """

    index: float
    moe: float
    by_chance: float
    reference: str  # "all", "goal" or the id of a group
    groups: tuple[str, ...]
    left_out: tuple[str, ...]  # groups without a number or a margin: named, never just absent

    @property
    def clear(self) -> bool:
        """Whether the groups differ more than sampling alone would make them."""
        return self.index - self.moe > self.by_chance


def of_everyone(groups: Mapping[str, Estimate], everyone: Estimate) -> Disparity | None:
    """Distance from the rate of everyone; None where that is not positive or fewer than two groups have a number."""
    return _index(groups, everyone, EVERYONE)


def of_goal(groups: Mapping[str, Estimate], goal: float) -> Disparity | None:
    """Distance from a goal, which has no margin."""
    return _index(groups, Estimate(goal, 0.0, 0, 0), "goal")


def of_group(groups: Mapping[str, Estimate], chosen: str) -> Disparity | None:
    """Distance of the others from a group that a reader chose. Raises KeyError where it is not among the groups."""
    return _index({name: e for name, e in groups.items() if name != chosen}, groups[chosen], chosen)


def _index(groups: Mapping[str, Estimate], reference: Estimate, name: str) -> Disparity | None:
    known = {g: e for g, e in groups.items() if not (math.isnan(e.value) or math.isnan(e.moe))}
    if len(known) < FEWEST_GROUPS or not reference.value > 0 or math.isnan(reference.moe):
        return None
    values, moes = (np.array([getattr(e, part) for e in known.values()]) for part in ("value", "moe"))
    scale = 100 / (len(known) * reference.value)
    return Disparity(
        index=float(scale * np.abs(values - reference.value).sum()),
        moe=_margin(values, moes, reference),
        by_chance=float(scale * (math.sqrt(2 / math.pi) * np.hypot(moes, reference.moe) / Z90).sum()),
        reference=name,
        groups=tuple(known),
        left_out=tuple(g for g in groups if g not in known),
    )


def _margin(values: Sequence[float] | Floats, moes: Floats, reference: Estimate) -> float:
    """By the delta method: each rate moves the index by its slope. Groups and reference are taken as independent."""
    sides, rate = np.sign(np.asarray(values) - reference.value), reference.value
    scale = 100 / (len(sides) * rate)
    # d/dR of (100 / nR) sum|r - R|: the distances shrink or grow, and so does what they are measured by.
    slope = scale * (sides * np.asarray(values)).sum() / rate
    return float(np.hypot(scale * np.sqrt(((sides * moes) ** 2).sum()), slope * reference.moe))
