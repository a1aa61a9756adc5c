"""Program reach: people a partner served, of those the survey estimates could be served."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from indicators import margins
from indicators.compute_areas import ESTIMATED, WORDS, Floats, Sums, sums
from indicators.compute_cube import Cube
from indicators.compute_rows import Block, empty, rows_of
from indicators.measure import Lines, Measure, Reach

_KEY = ["level", "geoid", "scheme", "group", "period_start", "period_end"]
_SERVED_STATUS = {
    "reported": "estimated",
    "controlled": "estimated",
    "suppressed_at_source": "suppressed_at_source",
    "not_applicable": "not_available",
}


def reach_rows(
    measure: Measure, formula: Reach, observations: pd.DataFrame, areas: pd.DataFrame, cube: Cube
) -> pd.DataFrame:
    """Estimate rows for every area, every period the partner reports, and every group that has an eligible count.

    The margin comes from the eligible alone, since those served were counted. More served than eligible stays as it is, above
    100 percent: the estimate may be low, or people come from elsewhere. Confidential: a served count is a count of real people.
    """
    served = _served(measure, formula, observations)
    periods = served[["period_start", "period_end"]].drop_duplicates().sort_values(["period_end", "period_start"])
    places = areas.loc[areas["level"].isin(measure.levels), ["level", "geoid"]].drop_duplicates()
    declared = places.merge(periods, how="cross")
    at = _survey_rows(cube, declared)
    groups = list(_groups(formula))
    eligible = sums(cube, [part for *_, part in groups])
    blocks = [
        (scheme, group, _block(_of_group(declared, served, scheme, group), _taken(part, at)))
        for (scheme, group, _), part in zip(groups, eligible, strict=True)
    ]
    return rows_of(measure.id, declared, blocks)


def _groups(formula: Reach) -> Iterator[tuple[str, str, Lines]]:
    for scheme, groups in formula.eligible.items():
        yield from ((scheme, group, part) for group, part in groups.items())


def _served(measure: Measure, formula: Reach, observations: pd.DataFrame) -> pd.DataFrame:
    """The partner's counts; of two that say the same thing the newer stands."""
    found = observations["source"].eq(measure.source) & observations["variable"].eq(formula.served)
    rows = observations[found].sort_values("vintage", kind="stable").drop_duplicates(_KEY, keep="last")
    return rows[[*_KEY, "estimate", "status"]]


def _survey_rows(cube: Cube, declared: pd.DataFrame) -> np.ndarray:
    """For each place and period the row of the sums that speaks of it, -1 where none does.

    The newest survey period that does not end after the served one; where all do, the oldest that covers its last year.
    """
    known = pd.concat([cube.published, cube.neighborhoods], ignore_index=True)
    rows = {key: n for n, key in enumerate(zip(known["level"], known["geoid"], known["vintage"], strict=True))}
    vintages = sorted({int(v) for v in known["vintage"]})
    ends = [int(v) for v in declared["period_end"]]
    chosen = {end: _vintage(vintages, end) for end in set(ends)}
    keys = zip(declared["level"], declared["geoid"], (chosen[end] for end in ends), strict=True)
    return np.array([rows.get(key, -1) for key in keys], dtype=np.intp)


def _vintage(vintages: list[int], end: int) -> int | None:
    past = [v for v in vintages if v <= end]
    covering = [v for v in vintages if v - 4 <= end < v]
    return past[-1] if past else covering[0] if covering else None


def _taken(part: Sums, at: np.ndarray) -> Sums:
    """The sums at these rows; where there is none, no number and not available."""
    none = Sums(np.append(part.estimate, np.nan), np.append(part.moe, np.nan), np.append(part.status, len(WORDS) - 1))
    return Sums(none.estimate[at], none.moe[at], none.status[at].astype(np.int8))


def _of_group(declared: pd.DataFrame, served: pd.DataFrame, scheme: str, group: str) -> pd.DataFrame:
    here = served[(served["scheme"] == scheme) & (served["group"] == group)].drop(columns=["scheme", "group"])
    keys = [name for name in _KEY if name not in ("scheme", "group")]
    return declared.merge(here, on=keys, how="left", validate="one_to_one")


def _block(served: pd.DataFrame, eligible: Sums) -> Block:
    count: Floats = served["estimate"].to_numpy(np.float64)
    # A row the partner does not have is not available; any other mark but suppression is a number nobody reported.
    words = served["status"].map(lambda s: "not_available" if pd.isna(s) else _SERVED_STATUS.get(s, "not_reported"))
    word = words.to_numpy(dtype=object)
    word = np.where((word == "estimated") & np.isnan(count), "not_reported", word)
    told, known = word == "estimated", eligible.status == ESTIMATED
    word = np.where(told & ~known, WORDS[eligible.status], word)
    word = np.where(told & known & ~(eligible.estimate > 0), "not_available", word)
    shown, exact = word == "estimated", np.zeros(len(count))
    value = np.divide(100 * count, eligible.estimate, out=np.full(len(count), np.nan), where=shown)
    margin = 100 * margins.of_ratio(count, eligible.estimate, exact, eligible.moe)
    return empty(len(count)) | {
        "value": value,
        "moe": np.where(shown, margin, np.nan),
        "numerator": np.where(told, count, np.nan),
        "numerator_moe": np.where(told, exact, np.nan),
        "denominator": eligible.estimate,
        "denominator_moe": eligible.moe,
        "status": word.astype(object),
    }
