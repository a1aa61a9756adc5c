"""The two tables of numbers: `estimate`, which never leaves the build, and `published`, which is all the site has."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from geo.geoid import LEVELS
from geo.tables import Table, TableError

RELIABILITIES = frozenset({"high", "medium", "low", "not_applicable"})
STATUSES = frozenset({"published", "range", "suppressed", "too_uncertain", "not_reported", "not_available"})
# The margins behind a survey's shares let published areas be put together with the right margin; counts of records have none.
NUMBERS = ("value", "moe", "low", "high", "numerator", "denominator", "numerator_moe", "denominator_moe")

_KEY = ("measure", "level", "geoid", "scheme", "group", "period_end")
_KEY_COLUMNS = dict.fromkeys(_KEY[:-1], "text") | {"period_end": "int"}

# period_start is a property of (measure, period_end) and is kept here so that no reader has to guess it.
ESTIMATE = Table(
    "estimate",
    _KEY,
    _KEY_COLUMNS
    | {"period_start": "int"}
    | dict.fromkeys(
        ("value", "moe", "low", "high", "numerator", "numerator_moe", "denominator", "denominator_moe"), "float"
    )
    | {"status": "text"},
    {
        "status": frozenset(
            {"estimated", "range", "top_coded", "bottom_coded", "suppressed_at_source", "not_reported", "not_available"}
        )
    },
)

PUBLISHED = Table(
    "published",
    _KEY,
    _KEY_COLUMNS
    | {"period_start": "int"}
    | dict.fromkeys(NUMBERS, "float")
    | {"reliability": "text", "status": "text"},
    {"status": STATUSES, "reliability": RELIABILITIES, "level": frozenset(LEVELS)},
)


class WithheldNumberError(TableError):
    """A row that may not be shown carries a number. Nothing is written or read until it does not."""


# too_uncertain may keep the denominator: "about 70 people" is what a reader needs to understand why.
ALLOWED = {
    "published": frozenset(NUMBERS),
    "range": frozenset({"low", "high"}),
    "too_uncertain": frozenset({"denominator"}),
    "suppressed": frozenset(),
    "not_reported": frozenset(),
    "not_available": frozenset(),
}


def withheld(statuses: Sequence[str], codes: np.ndarray, numbers: Sequence[np.ndarray]) -> np.ndarray:
    """Whether each row carries a number its status forbids. `codes` index `statuses`; `numbers` are in the order of NUMBERS."""
    forbidden = np.array([[column not in ALLOWED[status] for column in NUMBERS] for status in statuses])
    present = ~np.isnan(np.column_stack(list(numbers)))
    return np.asarray((present & forbidden[codes]).any(axis=1))


def check_published(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, if no withheld row carries a number; else WithheldNumberError that names the key but never the number."""
    frame = PUBLISHED.check(frame)
    statuses = sorted(STATUSES)
    codes = pd.Index(statuses).get_indexer(pd.Index(frame["status"]))
    bad = withheld(statuses, codes, [frame[column].to_numpy(float) for column in NUMBERS])
    if bad.any():
        keys = frame.loc[bad, [*_KEY, "status"]].head(3).to_dict("records")
        raise WithheldNumberError(f"published: {int(bad.sum())} withheld rows carry a number, for example {keys}.")
    return frame
