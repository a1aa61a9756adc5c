"""Medians: of published areas as their publisher gives them, of neighborhoods from the counts of a table's classes."""

import numpy as np

from indicators import medians
from indicators.compute_areas import ESTIMATED, WORDS, apportioned
from indicators.compute_cube import STATUSES, Cube
from indicators.compute_rows import Block, empty
from indicators.measure import Median

_PUBLISHED_STATUS = {
    "absent": "not_available",
    "reported": "estimated",
    "controlled": "estimated",
    "top_coded": "top_coded",
    "bottom_coded": "bottom_coded",
    "not_applicable": "not_available",
}
_MADE_STATUS = {
    medians.ESTIMATED: "estimated",
    medians.TOP_CODED: "top_coded",
    medians.BOTTOM_CODED: "bottom_coded",
    medians.NOBODY: "not_available",
}


def median_blocks(cube: Cube, formula: Median) -> list[tuple[str, str, Block]]:
    """Of everyone, then of each group: only Everyone's is made anew for neighborhoods, since groups have no classes here."""
    unmade = nothing(len(cube.neighborhoods))
    made = _made(cube, formula) if formula.bins else unmade
    blocks = [("all", "all", _together(_published(cube, formula.variable), made))]
    for scheme, groups in formula.groups.items():
        blocks += [(scheme, group, _together(_published(cube, line), unmade)) for group, line in groups.items()]
    return blocks


def nothing(length: int) -> Block:
    """Rows without any number: what is asked for was never published."""
    return empty(length) | {"status": np.full(length, "not_available", dtype=object)}


def _together(here: Block, there: Block) -> Block:
    return {name: np.concatenate([here[name], there[name]]) for name in here}


def _published(cube: Cube, variable: str) -> Block:
    """The published median. An open-ended one is a bound, kept as low or high; it is never a value."""
    at = cube.published["row"].to_numpy(), cube.lines[variable]
    # One more word than STATUSES: the cube keeps every other reason for a missing number under the index after its last.
    words = np.array([*(_PUBLISHED_STATUS[s] for s in STATUSES), "not_reported"], dtype=object)
    status = words[cube.status[at]]
    value, moe = cube.cells["estimate"][at], cube.cells["moe"][at]
    status[(status == "estimated") & np.isnan(value)] = "not_reported"
    coded, known = np.isin(status, ["top_coded", "bottom_coded"]), status == "estimated"
    return empty(len(value)) | {
        "value": np.where(known, value, np.nan),
        "moe": np.where(known, moe, np.nan),
        "low": np.where(coded, cube.cells["low"][at], np.nan),
        "high": np.where(coded, cube.cells["high"][at], np.nan),
        "status": status,
    }


def _made(cube: Cube, formula: Median) -> Block:
    """Neighborhoods: the classes of their tracts, weighted and added up, then the median of the sum."""
    counts, status = apportioned(cube, [b.line for b in formula.bins])
    found = medians.of_bins(formula.bins, np.where((status == ESTIMATED)[:, None], counts, np.nan))
    words = np.array([_MADE_STATUS[code] for code in sorted(_MADE_STATUS)], dtype=object)[found.status]
    return empty(len(counts)) | {
        "value": found.value,
        "moe": found.moe,
        "low": found.low,
        "high": found.high,
        "status": np.where(status == ESTIMATED, words, WORDS[status]).astype(object),
    }
