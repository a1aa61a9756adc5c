"""Small tables of confidential estimates for the suppression tests."""

import math
from collections.abc import Mapping

import pandas as pd

from indicators.catalog import MEASURES
from indicators.suppression.publish import publish
from indicators.tables import ESTIMATE

GROUPS = ("asian", "black", "latino", "white", "two")


def row(measure: str, group: str, **numbers: float | str | int) -> dict[str, object]:
    """One estimate of a school district in 2019; numbers not named are unknown."""
    keys = {
        "measure": measure,
        "level": "school_district",
        "geoid": "0999999",
        "period_end": 2019,
        "period_start": 2018,
    }
    scheme = "all" if group == "all" else "race_ethnicity"
    columns: dict[str, object] = {c: math.nan for c, kind in ESTIMATE.columns.items() if kind == "float"}
    known = {name: n if name == "status" else float(n) for name, n in numbers.items()}
    return keys | {"scheme": scheme, "group": group} | columns | {"status": "estimated"} | known


def rates(parts: Mapping[str, tuple[float, float] | None]) -> pd.DataFrame:
    """Graduates of a cohort, by group; None is a pair the publisher has suppressed."""
    found = []
    for group, pair in parts.items():
        if pair is None:
            found.append(row("graduation_4yr", group, status="suppressed_at_source"))
        else:
            k, n = pair
            found.append(row("graduation_4yr", group, value=100 * k / n if n else math.nan, numerator=k, denominator=n))
    return pd.DataFrame(found)


def counts(parts: Mapping[str, float | None]) -> pd.DataFrame:
    """Students enrolled, by group; None is a count the publisher has suppressed."""
    return pd.DataFrame(
        [
            row("enrollment", group, status="suppressed_at_source") if n is None else row("enrollment", group, value=n)
            for group, n in parts.items()
        ]
    )


def statuses(frame: pd.DataFrame, minimum: int = 10) -> dict[str, str]:
    """Group → published status."""
    published, _ = publish({str(frame["measure"].iloc[0]): frame}, MEASURES, minimum)
    return dict(zip(published["group"], published["status"], strict=True))
