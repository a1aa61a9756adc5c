"""A city of three neighborhoods whose partner counts children by race or ethnicity, and what leaves the build of it."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from indicators.audit_earlier import standing
from indicators.audit_relations import everything
from indicators.audit_rows import ROW, Earlier
from indicators.audit_watch import judge, with_rules
from indicators.catalog import MEASURES
from indicators.gate import Known, Secured, secure
from indicators.group_pools import Kept, with_pools, with_singles
from indicators.measure import Measure
from indicators.suppression.publish import publish
from indicators.tables import ESTIMATE

CHILDREN, REACH = "program_children", "program_reach"
NEAR, CITY, POOL = ("ash-hill", "bell-meadow", "canada-park"), "0900999999", "aian+nhpi"
# By neighborhood. Most hide the first two groups; the city shows every one.
SERVED = {"aian": (4, 7, 3), "nhpi": (9, 5, 8), "black": (40, 31, 25), "white": (22, 60, 18)}
Counts = Mapping[str, Sequence[float] | np.ndarray]


def rows(counts: Counts = SERVED, measure: str = CHILDREN, schemes: Sequence[str] = ()) -> pd.DataFrame:
    """ESTIMATE rows of each group by neighborhood and for the city, and of everyone, whose sums they are; NaN was withheld."""
    whole = dict(counts) | {"all": [sum(each) for each in zip(*counts.values(), strict=True)]}
    told = [(g, "neighborhood", area, n) for g, each in whole.items() for area, n in zip(NEAR, each, strict=True)]
    told += [(g, "county_subdivision", CITY, sum(each)) for g, each in whole.items()]
    return pd.DataFrame([_row(measure, *one) for one in told if not schemes or one[0] in schemes])


def _row(measure: str, group: str, level: str, geoid: str, n: float) -> dict[str, Any]:
    blank = {c: math.nan for c, kind in ESTIMATE.columns.items() if kind == "float"}
    scheme = "all" if group == "all" else "race_ethnicity"
    keys = dict(zip(ROW, (measure, level, geoid, scheme, group, 2023), strict=True)) | {"period_start": 2022}
    reach = {"value": 100 * n / 400, "numerator": float(n), "denominator": 400.0, "moe": 1.0, "denominator_moe": 8.0}
    numbers = reach if measure == REACH else {"value": float(n)}
    return keys | blank | numbers | {"status": "suppressed_at_source" if math.isnan(n) else "estimated"}


def pooled(counts: Counts = SERVED, minimum: int = 10) -> pd.DataFrame:
    return joined(rows(counts), minimum)


def joined(behind: pd.DataFrame, minimum: int = 10, kept: Kept | None = None) -> pd.DataFrame:
    """Rows of one measure with the pools it gets by itself."""
    name = str(behind["measure"].iloc[0])
    return with_pools({name: behind}, MEASURES, minimum, kept)[name]


def gated(
    behind: pd.DataFrame,
    *before: Earlier,
    others: Sequence[pd.DataFrame] = (),
    measures: Mapping[str, Measure] = MEASURES,
) -> Secured:
    """What leaves the build of these estimates and those of other measures."""
    frames = {str(frame["measure"].iloc[0]): frame for frame in (behind, *others)}
    together = pd.concat(frames.values(), ignore_index=True)
    earlier = [standing(one, together) for one in before]
    return secure(*publish(frames, measures, 10), together, Known(measures, 10, earlier, ()))


def out(published: pd.DataFrame) -> Earlier:
    """A release that readers hold."""
    return Earlier("before", MEASURES, 10, with_singles(published), frozenset())


def open_cells(one: Secured, published: pd.DataFrame) -> list[str]:
    """What a reader of these rows can work out, but for what was out before."""
    told, known = with_rules(with_singles(published), one.log), one.known
    book, cells = everything(told, known.measures, 10, known.earlier, ())
    found = judge(book, told, cells, known.measures, 10, known.earlier)
    return [o.cell for o in found.open if not o.out_before]


def status(published: pd.DataFrame, level: str = "neighborhood") -> dict[tuple[str, str], str]:
    here = published[published["level"] == level]
    return {(str(r["geoid"]), str(r["group"])): str(r["status"]) for r in here.to_dict("records")}
