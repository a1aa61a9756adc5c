"""Exact margins of neighborhoods from variance replicates: 80 other answers the survey might have given, carried through the formula.

The variance of anything made from the survey is 4/80 of the summed squared distances of its replicates from the estimate.
Unlike the formulas in indicators.margins this knows how tracts and lines vary together.
Source: Census Bureau, American Community Survey, Variance Replicate Tables documentation (5-year).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo import apportion
from geo import crosswalk as crosswalk_file
from indicators.margins import Z90
from indicators.measure import Count, Lines, Measure, Ratio, Share

Floats = NDArray[np.float64]
UNMOVED = 1e-6  # what binary fractions leave of a margin of zero, in people or percent


class Replicated(Protocol):
    """One table of one vintage: tract × line, and tract × line × 80. Read by sources.variance_replicates."""

    @property
    def vintage(self) -> int: ...
    @property
    def tracts(self) -> list[str]: ...
    @property
    def variables(self) -> list[str]: ...
    @property
    def estimate(self) -> Floats: ...
    @property
    def replicates(self) -> Floats: ...


def margins_from_replicates(estimate: Floats, replicates: Floats) -> Floats:
    """Margin at 90 percent of each estimate, in its unit, from its replicates along the last axis."""
    distance = replicates - estimate[..., None]
    return Z90 * np.sqrt(4 / replicates.shape[-1] * (distance**2).sum(axis=-1))


def with_exact_margins(
    rows: pd.DataFrame, measure: Measure, tables: Sequence[Replicated], crosswalks: Mapping[int, pd.DataFrame]
) -> pd.DataFrame:
    """The rows of one measure, with the margins of those neighborhoods whose every line has replicates made exact.

    All others keep the formulas' margins, and so does an estimate that no replicate moves: of nobody they say nothing.
    """
    exact = list(_exact(measure, tables, crosswalks))
    if not exact:
        return rows
    key = ["level", "geoid", "scheme", "group", "period_end"]
    found = rows[key].merge(pd.concat(exact), on=key, how="left", validate="one_to_one").set_axis(rows.index)
    for name in ("moe", "numerator_moe", "denominator_moe"):
        better = (found[name] > UNMOVED) & rows[name].notna()
        rows = rows.assign(**{name: rows[name].mask(better, found[name])})
    return rows


def _exact(
    measure: Measure, tables: Sequence[Replicated], crosswalks: Mapping[int, pd.DataFrame]
) -> Iterator[pd.DataFrame]:
    for vintage in sorted({t.vintage for t in tables} & set(crosswalks)):
        here = [t for t in tables if t.vintage == vintage]
        for scheme, group, parts in _groups(measure):
            block = _block(parts, here, crosswalks[vintage], measure)
            if block is not None:
                yield block.assign(scheme=scheme, group=group, period_end=vintage)


def _groups(measure: Measure) -> list[tuple[str, str, tuple[Lines, ...]]]:
    match measure.formula:
        case Count(groups=groups):
            return [(s, g, (part,)) for s, parts in groups.items() for g, part in parts.items()]
        case Share(numerator=upper, denominator=lower) | Ratio(numerator=upper, denominator=lower):
            return [(s, g, (upper[s][g], lower[s][g])) for s in upper for g in upper[s]]
        case _:
            return []


def _block(
    parts: tuple[Lines, ...], tables: Sequence[Replicated], crosswalk: pd.DataFrame, measure: Measure
) -> pd.DataFrame | None:
    """Margins of every neighborhood of a crosswalk; None where a line or a tract has no replicates."""
    areas = sorted(crosswalk["to_geoid"].unique())
    sums = [_sum(part, tables, crosswalk, areas) for part in parts]
    made = [s for s in sums if s is not None]
    if len(made) != len(parts):
        return None
    frame = pd.DataFrame({"level": "neighborhood", "geoid": areas}).astype("str")
    margins = [margins_from_replicates(*each) for each in made]
    if len(made) == 1:
        return frame.assign(moe=margins[0], numerator_moe=np.nan, denominator_moe=np.nan)
    (upper, uppers), (lower, lowers) = made
    per = measure.formula.per if isinstance(measure.formula, Ratio) else 100
    moe = per * margins_from_replicates(_divided(upper, lower), _divided(uppers, lowers))
    return frame.assign(moe=moe, numerator_moe=margins[0], denominator_moe=margins[1])


def _sum(
    part: Lines, tables: Sequence[Replicated], crosswalk: pd.DataFrame, areas: list[str]
) -> tuple[Floats, Floats] | None:
    """Weighted sums of the lines over tracts, and the same of each replicate; None where a line or a tract is missing."""
    estimate, replicates = np.zeros(len(areas)), np.zeros((len(areas), 1))
    for variable, sign in [*((v, 1.0) for v in part.plus), *((v, -1.0) for v in part.minus)]:
        table = next((t for t in tables if variable in t.variables), None)
        if table is None or not set(crosswalk["from_geoid"]) <= set(table.tracts):
            return None
        line = table.variables.index(variable)
        weights = crosswalk_file.matrix(crosswalk, table.tracts, areas)
        estimate = estimate + sign * apportion.counts(weights, table.estimate[:, [line]])[:, 0]
        replicates = replicates + sign * apportion.counts(weights, table.replicates[:, line])
    return estimate, replicates


def _divided(upper: Floats, lower: Floats) -> Floats:
    return np.divide(upper, lower, out=np.full(upper.shape, np.nan), where=lower > 0)
