"""Rows of survey measures: counts, shares and published medians."""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators import margins
from indicators.compute_areas import NOT_AVAILABLE, WORDS, Sums, sums
from indicators.compute_cube import STATUSES, Cube
from indicators.compute_rows import NUMBERS, Block, rows_of
from indicators.measure import Count, Lines, Measure, Median, Share

YEARS = 5
_MEDIAN_STATUS = {
    "absent": "not_available",
    "reported": "estimated",
    "controlled": "estimated",
    "top_coded": "top_coded",
    "bottom_coded": "bottom_coded",
    "not_applicable": "not_available",
}


def survey_rows(measure: Measure, cube: Cube) -> pd.DataFrame:
    """Estimate rows of a count, a share or a median, for every shown area, group and vintage."""
    formula = measure.formula
    if isinstance(formula, Median):
        places = cube.published
        blocks = [("all", "all", _median(cube, formula.variable))]
    else:
        places = pd.concat([cube.published, cube.neighborhoods], ignore_index=True)
        blocks = _blocks(formula, cube)
    keep = places["level"].isin(measure.levels).to_numpy()
    periods = places[["level", "geoid"]].assign(
        period_end=places["vintage"], period_start=places["vintage"] - (YEARS - 1)
    )
    kept = [(scheme, group, {k: v[keep] for k, v in block.items()}) for scheme, group, block in blocks]
    return rows_of(measure.id, periods[keep], kept)


def _blocks(formula: object, cube: Cube) -> list[tuple[str, str, Block]]:
    @cache
    def made(part: Lines) -> Sums:
        return sums(cube, part)

    match formula:
        case Count(groups=groups):
            return [(s, g, _count(made(part))) for s, parts in groups.items() for g, part in parts.items()]
        case Share(numerator=upper, denominator=lower):
            return [
                (s, g, _share(made(part), made(lower[s][g]))) for s, parts in upper.items() for g, part in parts.items()
            ]
        case _:
            raise TypeError(
                f"Expected a count or a share, found {type(formula).__name__}. It cannot be summed over lines."
            )


def _count(part: Sums) -> Block:
    return _empty(len(part.estimate)) | {
        "value": part.estimate,
        "moe": part.moe,
        "status": WORDS[part.status].astype(object),
    }


def _share(part: Sums, whole: Sums) -> Block:
    """Percent with its margin in points. Of nobody there is no share: not available, and never zero."""
    n, d = part.estimate, whole.estimate
    value = 100 * np.divide(n, d, out=np.full(len(n), np.nan), where=d > 0)
    status = np.where(d <= 0, NOT_AVAILABLE, np.maximum(part.status, whole.status))
    known = ~np.isnan(value)
    return _empty(len(n)) | {
        "value": value,
        "moe": np.where(known, 100 * margins.of_share(n, d, part.moe, whole.moe), np.nan),
        "numerator": n,
        "numerator_moe": part.moe,
        "denominator": d,
        "denominator_moe": whole.moe,
        "status": WORDS[status].astype(object),
    }


def _median(cube: Cube, variable: str) -> Block:
    """The published median. An open-ended one is a bound, kept as low or high; it is never a value."""
    at = cube.published["row"].to_numpy(), cube.lines[variable]
    # One more word than STATUSES: the cube keeps every other reason for a missing number under the index after its last.
    words = np.array([*(_MEDIAN_STATUS[s] for s in STATUSES), "not_reported"], dtype=object)
    status = words[cube.status[at]]
    value, moe = cube.cells["estimate"][at], cube.cells["moe"][at]
    status[(status == "estimated") & np.isnan(value)] = "not_reported"
    bounds = {
        name: np.where(np.isin(status, ["top_coded", "bottom_coded"]), cube.cells[name][at], np.nan)
        for name in ("low", "high")
    }
    known = status == "estimated"
    return (
        _empty(len(value))
        | bounds
        | {
            "value": np.where(known, value, np.nan),
            "moe": np.where(known, moe, np.nan),
            "status": status,
        }
    )


def _empty(length: int) -> dict[str, NDArray]:
    return {name: np.full(length, np.nan) for name in NUMBERS}
