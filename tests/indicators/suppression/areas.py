"""People served, by place and group, as the rules over areas see them: one period, one row a place and group."""

import math
from collections.abc import Mapping

import pandas as pd

from indicators.group_pools import POOLED
from indicators.suppression import policy as rules
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Verdict, of_count
from indicators.suppression.reach_areas import protected

CITY, HILL, PARK, LAKE, MILL = "city", "hill", "park", "lake", "mill"
LEVELS = {CITY: "county_subdivision"}
Served = Mapping[str, Mapping[str, float]]  # place → group → people; NaN where the partner withheld it


def frame(served: Served, levels: Mapping[str, str] = LEVELS, period: int = 2023) -> pd.DataFrame:
    """Rows in the order given; places without a level of their own are neighborhoods."""
    return pd.DataFrame(
        [
            {
                "level": levels.get(place, "neighborhood"),
                "geoid": place,
                "scheme": "all" if group == "all" else "sex",
                "group": group,
                "period_end": period,
                "value": float(n),
                "status": "suppressed_at_source" if math.isnan(n) else "estimated",
            }
            for place, groups in served.items()
            for group, n in groups.items()
        ]
    )


def judged(rows: pd.DataFrame, policy: Policy) -> list[Verdict]:
    """Each row by itself: what the partner withheld and what is few is hidden."""
    withheld = Verdict("suppressed", rules.SOURCE)
    return [withheld if math.isnan(n) else of_count(n, policy) for n in rows["value"]]


def hidden(
    rows: pd.DataFrame, policy: Policy | None = None, verdicts: list[Verdict] | None = None
) -> dict[str, list[str]]:
    """The groups of each place that are not shown, in the rows' order."""
    own = judged(rows, policy or Policy()) if verdicts is None else verdicts
    found = protected(rows, own, policy or Policy())
    told: dict[str, list[str]] = {}
    for place, group, verdict in zip(rows["geoid"], rows["group"], found, strict=True):
        if verdict.status not in ("published", POOLED):
            told.setdefault(place, []).append(group)
    return told
