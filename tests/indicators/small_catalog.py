"""Thirteen measures, without the tables repeated for each race, for tests that build again and again: the whole catalog reads
ten times as many tables, and is built once, in test_every_measure."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest

from indicators import plan as plans
from indicators.catalog import MEASURES
from indicators.measure import Measure, Median, Share
from indicators.plan import tables_of

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


def without(measure: Measure, dropped: Collection[str]) -> Measure:
    """The measure without these schemes."""
    formula = measure.formula
    if isinstance(formula, Share):
        upper, lower = (
            {scheme: groups for scheme, groups in part.items() if scheme not in dropped}
            for part in (formula.numerator, formula.denominator)
        )
        formula = Share(upper, lower)
    if isinstance(formula, Median):
        formula = replace(formula, groups={s: g for s, g in formula.groups.items() if s not in dropped})
    return replace(measure, formula=formula, schemes=tuple(s for s in measure.schemes if s not in dropped))


def plain(measure: Measure) -> Measure:
    """The measure without the schemes that repeat a table for each race."""
    return without(measure, REPEATED)


FEW: dict[str, Measure] = {name: plain(MEASURES[name]) for name in NAMES}
# Tables that the stand-in for the live services holds, and feeds it does not answer for.
HELD = frozenset(
    ["B01001", "B01003", "B03002", "B05001", "B06009", "B08201", "B17024", "B19013", "B25003", "B25106", "C17002"]
)
UNANSWERED = frozenset({"saipe", "bls", "pep", "cdc_places", "opportunity_atlas", "partner"})


def _exists(measure: Measure) -> bool:
    return measure.source not in UNANSWERED and set(tables_of([measure])) <= HELD


def _known(measure: Measure) -> Measure:
    """Without classes of values that the stand-in lacks, and without replicates."""
    measure = replace(measure, exact_margins=False)
    if isinstance(measure.formula, Share | Median):
        lost = [
            s for s in measure.schemes if not set(tables_of([without(measure, set(measure.schemes) - {s})])) <= HELD
        ]
        measure = without(measure, lost)
    formula = measure.formula
    if isinstance(formula, Median) and formula.bins:
        levels = tuple(level for level in measure.levels if level != "neighborhood")
        measure = replace(measure, formula=replace(formula, bins=()), levels=levels)
    return measure


REAL: dict[str, Measure] = {name: _known(m) for name, m in MEASURES.items() if _exists(_known(m))}


@contextmanager
def small_catalog(few: dict[str, Measure] | None = None) -> Iterator[dict[str, Measure]]:
    """Within it, builds of this process know these measures only (default: FEW)."""
    few = FEW if few is None else few
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("indicators.build.MEASURES", few)
        patch.setattr("indicators.plan.make", partial(plans.make, measures=few))
        yield few
