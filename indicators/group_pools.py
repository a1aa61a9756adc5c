"""Small groups that stand together at the smallest areas: which, their sums, and the rows of single groups that are then not offered.

Each group is shown by itself from the next level up. What a pool is made of stays protected, row by row, in proof and attack:
there such a row has the status POOLED, which no published row has.
"""

import pandas as pd

from indicators.catalog import GROUPS, is_pool, members
from indicators.measure import Measure, Reported
from indicators.partner_counts import counted, of_partner
from indicators.suppression.coarser import members as most_hidden
from indicators.tables import NUMBERS

POOLED = "pooled"
SMALLEST = ("neighborhood", "tract")
SCHEME = "race_ethnicity"
_NOBODY = "not_reported"  # whose group is not known is no group to be named with others
_TABLE = ["measure", "level", "scheme"]
_PLACE = ["measure", "level", "geoid", "scheme", "period_start", "period_end"]
_ABSENT = ("not_reported", "not_available")
# Of several rows the last of these decides what their sum is; a group without a figure adds nobody.
_RANK = {"not_available": 0, "estimated": 1, "published": 1, "not_reported": 2}
_UNKNOWN = 3


def with_pools(estimates: pd.DataFrame, measure: Measure, minimum: int) -> pd.DataFrame:
    """ESTIMATE rows of a measure with the sums of the groups that most of a level's smallest areas would hide.

    Nothing changes but for a partner's count by race or ethnicity, nor where no group would be left by itself.
    """
    if not (of_partner(measure) and counted(measure) and isinstance(measure.formula, Reported)):
        return estimates
    least = max(minimum, measure.minimum_count or 0)
    told = estimates[(estimates["scheme"] == SCHEME) & estimates["status"].isin(["estimated", "suppressed_at_source"])]
    added = [
        summed(estimates[estimates["level"] == level], SCHEME, pool)
        for level in SMALLEST
        if (pool := _pool(told[told["level"] == level], least))
    ]
    return pd.concat([estimates, *added], ignore_index=True) if added else estimates


def _pool(rows: pd.DataFrame, minimum: int) -> str:
    """The id of the groups to pool at one level, "" where there are none."""
    named = rows[rows["group"] != _NOBODY]
    few = named["value"].isna() | ((named["value"] > 0) & (named["value"] < minimum))
    marked = named.assign(few=few, there=few | (named["value"] > 0))
    groups = [group for group in GROUPS[SCHEME].order() if (named["group"] == group).any()]
    masks = [
        marked.pivot_table(index=["geoid", "period_end"], columns="group", values=mark, aggfunc="any", observed=False)
        .reindex(columns=groups)
        .eq(True)
        .to_numpy(bool)
        for mark in ("few", "there")
    ]
    found = most_hidden(masks[0], masks[1]) if groups else ()
    return GROUPS[SCHEME].pool([groups[i] for i in found]) if len(found) < len(groups) else ""


def summed(rows: pd.DataFrame, scheme: str, pool: str) -> pd.DataFrame:
    """One row of the pool for each place and period: the `value` of its groups added up, or why it has none."""
    mine = rows[(rows["scheme"] == scheme) & rows["group"].isin(members(pool))]
    ranked = mine.assign(rank=mine["status"].map(_RANK).fillna(_UNKNOWN)).sort_values("rank", kind="stable")
    worst = ranked.drop_duplicates(_PLACE, keep="last")
    totals = mine.groupby(_PLACE, sort=False)["value"].sum(min_count=1).rename("total").reset_index()
    found = worst.merge(totals, on=_PLACE, how="left", validate="one_to_one")
    blank = dict.fromkeys((name for name in NUMBERS if name in rows), float("nan"))
    value = found["total"].where(found["rank"] == _RANK["estimated"])
    group = pd.array([pool] * len(found), dtype="str")
    return found.assign(**blank | {"value": value, "group": group})[list(rows.columns)]


def are_pools(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Whether each row is about groups that stand together."""
    pools = [group for group in rows["group"].unique() if is_pool(str(group))]
    return rows["group"].isin(pools)


def offered(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Whether each row may be shown at all: not that of a group which stands in a pool of its measure and level."""
    pools = rows.loc[are_pools(rows), [*_TABLE, "group"]].drop_duplicates()
    inside = {(*key, group) for *key, pool in pools.itertuples(index=False, name=None) for group in members(pool)}
    if not inside:
        return pd.Series(True, index=rows.index)
    return pd.Series(~pd.MultiIndex.from_frame(rows[[*_TABLE, "group"]]).isin(list(inside)), index=rows.index)


def with_singles(published: pd.DataFrame) -> pd.DataFrame:
    """Published rows and, of status POOLED, one for each single group behind a pool that has somebody in it."""
    pools = published[are_pools(published) & ~published["status"].isin(_ABSENT)]
    if pools.empty:
        return published
    single = pd.Series([members(group) for group in pools["group"]], index=pools.index, dtype=object)
    each = pools.assign(group=single).explode("group", ignore_index=True)
    blank = dict.fromkeys((name for name in NUMBERS if name in each), float("nan"))
    each = each.assign(**blank, group=each["group"].astype("str"), status=pd.array([POOLED] * len(each), dtype="str"))
    return pd.concat([published, each], ignore_index=True).drop_duplicates([*_PLACE, "group"], keep="first")
