"""Thirteen measures, without the tables repeated for each race, for tests that build again and again: the whole catalog reads
ten times as many tables, and is built once, in test_every_measure."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest

from indicators import plan as plans
from indicators.catalog import MEASURES
from indicators.measure import Measure, Median, Share

NAMES = (
    "graduation_4yr",
    "enrollment",
    "chronic_absence",
    "suspension",
    "population",
    "children_share",
    "foreign_born",
    "poverty",
    "low_income",
    "median_household_income",
    "homeownership",
    "housing_cost_burden",
    "no_vehicle",
)
REPEATED = ("race_alone", "race_ethnicity_by_sex")


def plain(measure: Measure) -> Measure:
    """The measure without the schemes that repeat a table for each race."""
    formula = measure.formula
    if isinstance(formula, Share):
        upper, lower = (
            {scheme: groups for scheme, groups in part.items() if scheme not in REPEATED}
            for part in (formula.numerator, formula.denominator)
        )
        formula = Share(upper, lower)
    if isinstance(formula, Median):
        formula = replace(formula, groups={})
    return replace(measure, formula=formula, schemes=tuple(s for s in measure.schemes if s not in REPEATED))


FEW: dict[str, Measure] = {name: plain(MEASURES[name]) for name in NAMES}


@contextmanager
def small_catalog() -> Iterator[dict[str, Measure]]:
    """Within it, builds of this process know these measures only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("indicators.build.MEASURES", FEW)
        patch.setattr("indicators.plan.make", partial(plans.make, measures=FEW))
        yield FEW
