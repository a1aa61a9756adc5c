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

from collections.abc import Iterable, Mapping

import pandas as pd

from indicators.compute_cube import Cube, cube
from indicators.compute_reported import reported_rows
from indicators.compute_survey import survey_rows
from indicators.measure import Measure, Reported
from indicators.tables import ESTIMATE


def estimates(
    measures: Iterable[Measure],
    observations: pd.DataFrame,
    areas: pd.DataFrame,
    crosswalks: Mapping[int, pd.DataFrame],
) -> pd.DataFrame:
    """Estimate rows of all measures. Raises CommunityError where a crosswalk names a tract the survey does not have."""
    entries = list(measures)
    survey = [m for m in entries if not isinstance(m.formula, Reported)]
    table: Cube | None = cube(survey, observations, areas, crosswalks) if survey else None
    frames = []
    for measure in entries:
        if isinstance(measure.formula, Reported):
            frames.append(reported_rows(measure, measure.formula, observations, areas))
        elif table is not None:
            frames.append(survey_rows(measure, table))
    return ESTIMATE.check(pd.concat(frames, ignore_index=True))


def estimates_for(
    measure: Measure,
    observations: pd.DataFrame,
    areas: pd.DataFrame,
    crosswalks: Mapping[int, pd.DataFrame],
) -> pd.DataFrame:
    """Estimate rows of one measure; for many, `estimates` arranges the observations only once."""
    return estimates([measure], observations, areas, crosswalks)
