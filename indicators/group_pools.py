"""Small groups that stand together at the smallest areas: which, their sums, and the rows of single groups that are then not offered.

Each group is shown by itself from the next level up. What a pool is made of stays protected, row by row, in proof and attack:
there such a row has the status POOLED, which no published row has.
"""

from collections.abc import Mapping

import pandas as pd

from indicators.catalog import GROUPS, is_pool, members
from indicators.measure import Measure, Reported
from indicators.partner_counts import counted, of_partner
from indicators.suppression.coarser import members as most_hidden
from indicators.tables import NUMBERS
from indicators.untold import with_untold

# The pools that are out, by the publisher's variable and level; "" where groups were told one by one (pools_before).
Kept = Mapping[tuple[str, str], str]

POOLED = "pooled"
SMALLEST = ("neighborhood", "tract")
CITY = "county_subdivision"  # of several cities no group is shown (suppression.reach_areas)
SCHEME = "race_ethnicity"
# Whoever knows the rule knows that a pooled group is small in more than half of the areas and years where it is anybody. Of two of
# them that would be both.
ENOUGH = 6
_WITHHELD = 1.0  # people, where the partner withheld a number: somebody, and few
_NOBODY = "not_reported"  # whose group is not known is no group to be named with others
_TABLE = ["measure", "level", "scheme"]
_PERIOD = ["period_start", "period_end"]
_CELL = ["level", "geoid", "scheme", *_PERIOD]
_PLACE = ["measure", *_CELL]
_ABSENT = ("not_reported", "not_available")
# Of several rows the last of these decides what their sum is. A group without a figure adds nobody, as in every sum of groups, so
# that a pool without a number has no group with one: it would stand in no equation, and the rest would tell it.
_RANK = {"not_available": 0, "not_reported": 0, "estimated": 1, "published": 1}
_UNKNOWN = 2


def may_pool(measure: Measure) -> bool:
    """Whether small groups of the measure may stand together: only of a partner's count."""
    return of_partner(measure) and bool(counted(measure)) and isinstance(measure.formula, Reported)


def with_pools(
    frames: Mapping[str, pd.DataFrame], measures: Mapping[str, Measure], minimum: int, kept: Kept | None = None
) -> dict[str, pd.DataFrame]:
    """ESTIMATE rows by measure with the sums of the groups that most of a level's smallest areas would hide.

    Nothing changes but for a partner's count by race or ethnicity of one city and its areas, nor where no group would be left by
    itself. Measures that count the same people have the same pools, or one less the other would tell a group; the strictest
    minimum holds. Pools that are out are `kept`. Those whom a partner's groups leave untold are a group from here on (untold).
    """
    frames = with_untold(frames, measures, minimum)
    found = dict(frames)
    for variable in sorted({counted(measures[name]) for name in frames if may_pool(measures[name])}):
        same = [name for name in frames if may_pool(measures[name]) and counted(measures[name]) == variable]
        least = max(minimum, *(measures[name].minimum_count or 0 for name in same))
        people = pd.concat([frames[name] for name in same], ignore_index=True).drop_duplicates([*_CELL, "group"])
        pools = _pools(people, variable, least, kept or {})
        found |= {name: _with_sums(frames[name], pools) for name in same}
    return found


def _pools(people: pd.DataFrame, variable: str, minimum: int, kept: Kept) -> dict[str, str]:
    """The pool of each level, "" for none: the one that is out, or else chosen."""
    told = people[(people["scheme"] == SCHEME) & people["status"].isin(["estimated", "suppressed_at_source"])]
    return {
        level: kept[variable, level]
        if (variable, level) in kept
        else _pool(_told_for_the_city_too(told, level), minimum)
        for level in SMALLEST
    }


def _with_sums(rows: pd.DataFrame, pools: Mapping[str, str]) -> pd.DataFrame:
    added = [summed(rows[rows["level"] == level], SCHEME, pool) for level, pool in pools.items() if pool]
    return pd.concat([rows, *added], ignore_index=True) if added else rows


def _told_for_the_city_too(told: pd.DataFrame, level: str) -> pd.DataFrame:
    """The rows of a level, of those groups that have a figure for the one city in every period: no other may go into a pool."""
    near, city = told[told["level"] == level], told[told["level"] == CITY]
    alone = city[city.groupby(_PERIOD)["geoid"].transform("nunique") == 1]
    there = pd.MultiIndex.from_frame(near[["group", *_PERIOD]]).isin(
        pd.MultiIndex.from_frame(alone[["group", *_PERIOD]])
    )
    return near[~near["group"].isin(near.loc[~there, "group"])]


def _pool(rows: pd.DataFrame, minimum: int) -> str:
    """The id of the groups to pool at one level, "" where there are none."""
    named = rows[rows["group"] != _NOBODY]
    counts = (
        named.assign(value=named["value"].fillna(_WITHHELD))
        .pivot_table(index=["geoid", *_PERIOD], columns="group", values="value", aggfunc="sum", fill_value=0)
        .loc[:, lambda table: table.any()]  # of the groups with anybody in them
    )
    enough = (counts > 0).sum() >= ENOUGH
    found = most_hidden(((counts < minimum) & enough).to_numpy(bool), counts.to_numpy(float))
    pooled = len(found) < counts.shape[1]  # else nobody would be left by itself
    return GROUPS[SCHEME].pool([str(counts.columns[i]) for i in found]) if pooled else ""


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
