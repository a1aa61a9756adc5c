"""People of Everyone whom none of a partner's groups of one kind counts: what is left would be told by everyone less the groups.

They become a group of their own, which no rule treats otherwise than any other. Where a group was left blank, what is left is that
group's, and its number counts as withheld by the partner where it would be few.
"""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from indicators.catalog import is_pool
from indicators.measure import Measure, Reach, Reported
from indicators.partner_counts import counted, of_partner
from indicators.tables import NUMBERS
from sources.labels import NOT_REPORTED

_PLACE = ["level", "geoid", "period_start", "period_end"]
_TABLE = [*_PLACE, "scheme"]
_CELL = [*_TABLE, "group"]
_SUM = ("scheme", "group", "period_start", "period_end")
_ABSENT = ("not_reported", "not_available")
_PARTS = ("neighborhood", "tract")


class Untold(NamedTuple):
    """What is left of everyone in each table: `left` people by `_TABLE`; and `withheld`, the rows (`_CELL`) left out that hold them."""

    left: pd.Series
    withheld: pd.MultiIndex


def with_untold(
    frames: Mapping[str, pd.DataFrame], measures: Mapping[str, Measure], minimum: int
) -> dict[str, pd.DataFrame]:
    """ESTIMATE rows by measure, with those of no told group as a group of a partner's count wherever there are any in one table.

    The strictest minimum of the measures of the same people holds.
    """
    found = dict(frames)
    partners = [name for name in frames if of_partner(measures[name]) and counted(measures[name])]
    for variable in sorted({counted(measures[name]) for name in partners}):
        same = [name for name in partners if counted(measures[name]) == variable]
        least = max(minimum, *(measures[name].minimum_count or 0 for name in same))
        whole = [frames[name] for name in same if isinstance(measures[name].formula, Reported)]
        if not whole:
            continue
        people = pd.concat(whole, ignore_index=True).drop_duplicates(_CELL)
        untold = of_counts(people, least)
        for name in same:
            told = _withheld(frames[name], untold.withheld, isinstance(measures[name].formula, Reach))
            found[name] = told if isinstance(measures[name].formula, Reach) else _with_rows(told, untold.left)
    return found


def of_counts(people: pd.DataFrame, minimum: int) -> Untold:
    """What the rows of one count of people leave untold. Columns of `_CELL`, `value` and `status`, each row once."""
    short, cells, tables = _short(people), *(pd.MultiIndex.from_frame(people[c]) for c in (_CELL, _TABLE))
    blank = (people["status"] == "not_reported") & ~(short <= 0)
    out = _named(people) & (blank | _missing(people, short))
    left, of_city = _less(_left(people, short), short.where(out & blank & (_alike(people) == 1)), tables)
    # Each group left out has somebody in it, or nobody would be missing from the sums.
    number = tables[out & ~of_city].value_counts().reindex(left.index, fill_value=0)
    some = (left > 0) & (left < minimum)
    fits = left.index[some & (number > 0) & (number <= left)]
    few = blank & (short < minimum) & (_alike(people) <= short)
    # What the sums tell of one that is left blank they may tell by way of another.
    told = (out & tables.isin(fits)) | (of_city & tables.isin(left.index[some])) | few
    held = told | (out & blank & people["period_end"].isin(people.loc[told, "period_end"]))
    # Enough people in groups left out are no secret, and nobody knows that they are of no known group.
    kept = left[~left.index.isin(tables[held & ~of_city]) & ((left < minimum) | (number == 0))]
    schemes = set(kept[kept > 0].index.get_level_values("scheme"))
    return Untold(kept[kept.index.get_level_values("scheme").isin(schemes)], cells[held])


def _less(left: pd.Series, told: pd.Series, tables: pd.MultiIndex) -> tuple[pd.Series, "pd.Series[bool]"]:
    """What is left without groups that one area alone left blank, as the city tells them, and which rows these are.

    More than is left they cannot be: then some of them are elsewhere.
    """
    most = pd.Series(left.reindex(tables).array, told.index)
    each = told.fillna(0).groupby(tables).transform("sum")
    used = told.notna() & (each <= most)
    sums = told.where(used, 0.0).set_axis(tables).groupby(level=list(range(tables.nlevels))).sum()
    return left - sums.reindex(left.index, fill_value=0), used


def _named(people: pd.DataFrame) -> "pd.Series[bool]":
    """Everyone, and groups of which somebody told who is in them."""
    return ~people["group"].isin(list(NOT_REPORTED.values())) & people["scheme"].isin(["all", *NOT_REPORTED])


def _missing(people: pd.DataFrame, short: pd.Series) -> "pd.Series[bool]":
    """Rows that the partner does not have, though the sums over areas hold somebody of the group."""
    near = people["level"].isin(_PARTS)
    told = people["value"].where(near & (people["status"] == "estimated"))
    most = told.groupby([people[c] for c in _SUM]).transform("sum")
    return (people["status"] == "not_available") & ((short > 0) | (~near & (most > 0)))


def _short(people: pd.DataFrame) -> pd.Series:
    """How many more people the wider area has than its smaller ones tell, by row of these; NaN where it tells no number."""
    keys = [people[c] for c in _SUM]
    number, near = people["value"].where(people["status"] == "estimated"), people["level"].isin(_PARTS)
    wider = number.where(~near).groupby(keys).transform("max")
    return (wider - number.groupby([*keys, people["level"]]).transform("sum")).where(near)


def _alike(people: pd.DataFrame) -> pd.Series:
    """How many rows of the same group and level are left blank."""
    return (people["status"] == "not_reported").groupby([people[c] for c in (*_SUM, "level")]).transform("sum")


def _left(people: pd.DataFrame, short: pd.Series) -> pd.Series:
    """Everyone less the groups told, by `_TABLE`; not where a part was withheld, nor where the groups are more than everyone.

    An only Everyone that was left blank is what the wider area has beside the others.
    """
    only = (people["status"] == "not_reported") & (_alike(people) == 1)
    total = people["value"].where(people["status"] == "estimated", short.where(only))
    whole = people["scheme"] == "all"
    everyone = total[whole].set_axis(pd.MultiIndex.from_frame(people.loc[whole, _PLACE])).dropna()
    groups = people[people["scheme"].isin(list(NOT_REPORTED)) & ~people["group"].map(is_pool).astype(bool)]
    withheld = pd.MultiIndex.from_frame(groups.loc[~groups["status"].isin(["estimated", *_ABSENT]), _TABLE])
    # Of a table whose groups all are left blank nothing is told, and its city may tell one of them.
    rows = groups[groups["status"].isin(["estimated", "not_reported"])]
    told = rows["value"].fillna(0).groupby([rows[c] for c in _TABLE], sort=False).sum().rename("told")
    both = told[~told.index.isin(withheld)].reset_index().join(everyone.rename("everyone"), on=_PLACE)
    left = (both["everyone"] - both["told"]).set_axis(pd.MultiIndex.from_frame(both[_TABLE]))
    return left[left >= 0]


def _withheld(rows: pd.DataFrame, cells: pd.MultiIndex, reach: bool) -> pd.DataFrame:
    """The rows with these cells as withheld by the partner; a reach of people whom no survey counts stays without a number."""
    if not len(cells):
        return rows
    at = pd.MultiIndex.from_frame(rows[_CELL]).isin(cells) & rows["status"].isin(_ABSENT)
    at &= (rows["denominator"] > 0) | (not reach)
    return rows.assign(status=rows["status"].mask(at, "suppressed_at_source"))


def _with_rows(rows: pd.DataFrame, left: pd.Series) -> pd.DataFrame:
    """The rows with those who are left counted in the group of the kind whose group nobody told."""
    for scheme in left.index.get_level_values("scheme").unique():
        if scheme not in set(rows["scheme"]):
            continue
        group = NOT_REPORTED[scheme]
        there = rows["group"] == group
        rows = rows if there.any() else pd.concat([rows, _no_rows(rows, scheme, group)], ignore_index=True)
        there = rows["group"] == group
        more = pd.Series(left.reindex(pd.MultiIndex.from_frame(rows.loc[there, _TABLE])).array, rows.index[there])
        more = more.dropna()
        value = rows["value"].copy()
        value.loc[more.index] = value.loc[more.index].fillna(0) + more
        status = rows["status"].mask(rows.index.isin(more.index), "estimated")
        rows = rows.assign(value=value, status=status)
    return rows


def _no_rows(rows: pd.DataFrame, scheme: str, group: str) -> pd.DataFrame:
    """A row of the group for each place and period, without a number."""
    blank = dict.fromkeys((name for name in NUMBERS if name in rows), float("nan"))
    everyone = rows[rows["scheme"] == "all"]
    words = {"scheme": scheme, "group": group, "status": "not_available"}
    return everyone.assign(**blank, **{k: pd.array([v] * len(everyone), dtype="str") for k, v in words.items()})
