"""Rows of survey measures: counts, shares, ratios and medians, for every shown area, group and vintage."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from indicators import margins
from indicators.compute_areas import NOT_AVAILABLE, WORDS, Floats, Sums, sums
from indicators.compute_cube import Cube
from indicators.compute_medians import median_blocks
from indicators.compute_rows import Block, empty, rows_of
from indicators.measure import Count, Lines, Measure, Median, Ratio, Share

YEARS = 5
PERCENT = 100

Groups = Mapping[str, Mapping[str, Lines]]


def survey_rows(measure: Measure, cube: Cube) -> pd.DataFrame:
    """Estimate rows of one measure. Raises TypeError for a formula that is not made of survey tables."""
    places = pd.concat([cube.published, cube.neighborhoods], ignore_index=True)
    blocks = _blocks(measure, cube)
    keep = places["level"].isin(measure.levels).to_numpy()
    periods = places[["level", "geoid"]].assign(
        period_end=places["vintage"], period_start=places["vintage"] - (YEARS - 1)
    )
    kept = [(scheme, group, {k: v[keep] for k, v in block.items()}) for scheme, group, block in blocks]
    return rows_of(measure.id, periods[keep], kept)


def _blocks(measure: Measure, cube: Cube) -> list[tuple[str, str, Block]]:
    match measure.formula:
        case Count(groups=groups):
            made = _made(cube, groups)
            return [(s, g, _count(made[part])) for s, parts in groups.items() for g, part in parts.items()]
        case Share(numerator=upper, denominator=lower):
            made = _made(cube, upper, lower)
            return [(s, g, _share(made[upper[s][g]], made[lower[s][g]])) for s in upper for g in upper[s]]
        case Ratio(numerator=upper, denominator=lower, per=per):
            made = _made(cube, upper, lower)
            return [(s, g, _ratio(made[upper[s][g]], made[lower[s][g]], per)) for s in upper for g in upper[s]]
        case Median() as formula:
            return median_blocks(cube, formula)
        case other:
            raise TypeError(f"{measure.id}: expected a formula over survey tables, found {type(other).__name__}.")


def _made(cube: Cube, *wanted: Groups) -> dict[Lines, Sums]:
    """The sum of every part, each made once however many groups are divided by it."""
    parts = list(dict.fromkeys(part for groups in wanted for by in groups.values() for part in by.values()))
    return dict(zip(parts, sums(cube, parts), strict=True))


def _count(part: Sums) -> Block:
    return empty(len(part.estimate)) | {
        "value": part.estimate,
        "moe": part.moe,
        "status": WORDS[part.status].astype(object),
    }


def _share(part: Sums, whole: Sums) -> Block:
    """Percent of a whole that the part belongs to, with its margin in points."""
    margin = margins.of_share(part.estimate, whole.estimate, part.moe, whole.moe)
    return _divided(part, whole, margin, PERCENT)


def _ratio(part: Sums, other: Sums, per: int) -> Block:
    """One count for every `per` of another that it is no part of."""
    margin = margins.of_ratio(part.estimate, other.estimate, part.moe, other.moe)
    return _divided(part, other, margin, per)


def _divided(part: Sums, whole: Sums, margin: Floats, per: int) -> Block:
    """Of nobody there is no share and no ratio: not available, and never zero."""
    n, d = part.estimate, whole.estimate
    value = per * np.divide(n, d, out=np.full(len(n), np.nan), where=d > 0)
    status = np.where(d <= 0, NOT_AVAILABLE, np.maximum(part.status, whole.status))
    return empty(len(n)) | {
        "value": value,
        "moe": np.where(np.isnan(value), np.nan, per * margin),
        "numerator": n,
        "numerator_moe": part.moe,
        "denominator": d,
        "denominator_moe": whole.moe,
        "status": WORDS[status].astype(object),
    }
