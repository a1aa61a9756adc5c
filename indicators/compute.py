"""Observations become estimates: every declared row of every measure, with a number or with the status that says why not.

    estimates(measures, observations, areas, crosswalks) -> DataFrame(ESTIMATE)
    estimates_for(measure, observations, areas, crosswalks) -> DataFrame(ESTIMATE)

    measures      entries of the catalog, in the order the rows are to come
    observations  OBSERVATION rows of all sources and vintages together, tracts of the crosswalks included
    areas         what to make rows for: columns level, geoid, vintage (others are ignored, so a GEOGRAPHY frame will do). A
                  survey area is wanted in the vintages it is listed with; a neighborhood, district or school in every period.
    crosswalks    vintage -> CROSSWALK rows from tracts to neighborhoods; a vintage without one has no neighborhood numbers

Confidential counts pass through here: what comes out stays in the build until suppression has been applied.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from indicators.catalog import MEASURES
from indicators.compute_adjusted import adjusted_rows
from indicators.compute_cube import Cube, cube
from indicators.compute_reach import reach_rows
from indicators.compute_reported import reported_rows
from indicators.compute_survey import survey_rows
from indicators.measure import Adjusted, Measure, Reach, Reported
from indicators.replicates import Replicated, with_exact_margins
from indicators.tables import ESTIMATE


@dataclass(frozen=True)
class Inputs:
    """What all measures of one computation share."""

    cube: Cube
    observations: pd.DataFrame
    areas: pd.DataFrame
    crosswalks: Mapping[int, pd.DataFrame]
    replicates: Sequence[Replicated]
    measures: Mapping[str, Measure]  # by id: what an adjusted measure may be made of


def estimates(
    measures: Iterable[Measure],
    observations: pd.DataFrame,
    areas: pd.DataFrame,
    crosswalks: Mapping[int, pd.DataFrame],
    replicates: Sequence[Replicated] = (),
) -> pd.DataFrame:
    """Estimate rows of all measures. Raises CommunityError where a crosswalk names a tract the survey does not have.

    With `replicates`, tables of variance replicates, neighborhoods made of their lines alone have exact margins.
    """
    entries = list(measures)
    known = MEASURES | {m.id: m for m in entries}
    bases = [known[m.formula.of] for m in entries if isinstance(m.formula, Adjusted)]
    survey = {m.id: m for m in (*entries, *bases) if not isinstance(m.formula, Reported | Adjusted)}
    table = cube(survey.values(), observations, areas, crosswalks)
    inputs = Inputs(table, observations, areas, crosswalks, replicates, known)
    return ESTIMATE.check(pd.concat([_rows(m, inputs) for m in entries], ignore_index=True))


def estimates_for(
    measure: Measure,
    observations: pd.DataFrame,
    areas: pd.DataFrame,
    crosswalks: Mapping[int, pd.DataFrame],
) -> pd.DataFrame:
    """Estimate rows of one measure; for many, `estimates` arranges the observations only once."""
    return estimates([measure], observations, areas, crosswalks)


def _rows(measure: Measure, inputs: Inputs) -> pd.DataFrame:
    match measure.formula:
        case Reported() as formula:
            return reported_rows(measure, formula, inputs.observations, inputs.areas)
        case Adjusted() as formula:
            return adjusted_rows(measure, formula, _rows(inputs.measures[formula.of], inputs))
        case Reach() as formula:
            return reach_rows(measure, formula, inputs.observations, inputs.areas, inputs.cube)
        case _:
            rows = survey_rows(measure, inputs.cube)
            return with_exact_margins(rows, measure, inputs.replicates, inputs.crosswalks)
