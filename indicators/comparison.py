"""Whether two numbers differ, in words: between groups, from everyone, over time. Always at 90 percent.

Estimates are taken as independent, as the Census Bureau's formulas do. A group is part of everyone, so the two vary together
and the true margin of their difference is narrower: the test says "not clearly different" somewhat too often, never too seldom.
Source: Census Bureau, Understanding and Using ACS Survey Data: What All Data Users Need to Know (2020), chapter 7.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

from indicators import margins
from indicators.measure import Period, Text

Word = Literal["different", "not_clearly_different", "not_compared"]
Reason = Literal["", "no_number", "no_margin", "periods_share_years"]

LEVEL = 0.10
_Z = NormalDist().inv_cdf(1 - LEVEL / 2)

WORDS: dict[Word, Text] = {
    "different": Text("different", "diferente"),
    "not_clearly_different": Text("not clearly different", "sin diferencia clara"),
    "not_compared": Text("not compared", "no se compara"),
}
REASONS: dict[Reason, Text] = {
    "no_number": Text("One of the two has no number to show.", "Uno de los dos no tiene un número que mostrar."),
    "no_margin": Text(
        "We do not know how exact one of the two is, so they cannot be compared.",
        "No sabemos qué tan exacto es uno de los dos, así que no se pueden comparar.",
    ),
    "periods_share_years": Text(
        "The two periods share years, so much of what they tell is the same answers.",
        "Los dos periodos comparten años, así que en buena parte cuentan las mismas respuestas.",
    ),
}
# Stated beside every list in which several groups are compared at once.
CORRECTION = Text(
    "Several groups are compared at once, so each must differ more clearly to be called different (Holm's method). All "
    "together, the chance to call any two different that are not is at most 10 percent.",
    "Se comparan varios grupos a la vez, así que cada uno debe diferir con más claridad para llamarse diferente (método de "
    "Holm). En conjunto, la probabilidad de llamar diferentes a dos que no lo son es de 10 por ciento como máximo.",
)


@dataclass(frozen=True)
class Estimate:
    """A number, its margin at 90 percent (0 for a full count, NaN where not known), the years it speaks of and their kind."""

    value: float
    moe: float
    period_start: int
    period_end: int
    period: Period = "five_years"


@dataclass(frozen=True)
class Comparison:
    """The first less the second, with its margin; NaN where the two are not compared, and then with the reason."""

    word: Word
    difference: float = math.nan
    moe: float = math.nan
    reason: Reason = ""


def between(one: Estimate, other: Estimate) -> Comparison:
    """How two groups or two places differ in the same years, or a group from everyone."""
    if reason := _unfit(one, other):
        return Comparison("not_compared", reason=reason)
    difference, moe = one.value - other.value, float(margins.of_difference(one.moe, other.moe))
    return Comparison("different" if abs(difference) > moe else "not_clearly_different", difference, moe)


def change(before: Estimate, after: Estimate) -> Comparison:
    """The later less the earlier. Never of periods that share a year: 4 of 5 years of neighboring vintages are the same answers."""
    first, last = sorted((before, after), key=lambda e: e.period_end)
    if share_years(first, last):
        return Comparison("not_compared", reason="periods_share_years")
    return between(last, first)


def share_years(first: Estimate, last: Estimate) -> bool:
    """Whether two periods overlap. School years that follow each other share a calendar year in name only: 2018-19, 2019-20."""
    in_name_only = first.period in ("school_year", "class_of")
    return first.period_end > last.period_start if in_name_only else first.period_end >= last.period_start


def with_reference(groups: Mapping[str, Estimate], reference: Estimate) -> dict[str, Comparison]:
    """Each group less the reference, which may be everyone, a goal (margin 0) or a group that somebody chose, in the order given.

    With Holm's correction over those that can be compared. It holds however the tests depend on each other, as Bonferroni's
    does, and never finds fewer differences.
    """
    found = {name: between(group, reference) for name, group in groups.items()}
    tested = sorted((n for n in found if found[n].word != "not_compared"), key=lambda n: _chance(found[n]))
    clear = True
    for rank, name in enumerate(tested):
        clear = clear and _chance(found[name]) < LEVEL / (len(tested) - rank)
        word: Word = "different" if clear else "not_clearly_different"
        found[name] = Comparison(word, found[name].difference, found[name].moe)
    return found


def _chance(comparison: Comparison) -> float:
    """Chance of a difference at least this large where there is none; 10 percent where it equals its margin."""
    if comparison.moe == 0:
        return 1.0 if comparison.difference == 0 else 0.0
    return 2 * (1 - NormalDist().cdf(abs(comparison.difference) / comparison.moe * _Z))


def _unfit(one: Estimate, other: Estimate) -> Reason:
    if math.isnan(one.value) or math.isnan(other.value):
        return "no_number"
    return "no_margin" if math.isnan(one.moe) or math.isnan(other.moe) else ""
