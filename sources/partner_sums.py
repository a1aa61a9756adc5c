"""Totals in a partner's table that cannot be: groups or smaller areas come to more than the whole, told by row, never by number."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from sources.partner import at_rows

_NUMBER = ["measure", "unit", "period_start", "period_end"]
_QUANTITIES = {"value": "", "people": ' in "people"'}  # column -> how a message names it
_WIDER = ("place", "county_subdivision", "county", "state", "us")  # what a community's neighborhoods lie in


@dataclass(frozen=True)
class _Sum:
    """Row numbers of a whole and of its parts, the parts in words, and how a person counts in them."""

    whole: int
    parts: pd.Index
    named: str
    once: str


def too_small(frame: pd.DataFrame) -> list[str]:
    """A sentence for each total of a checked table (`partner.table`) that is less than its parts together, in the file's order.

    A part that is withheld or empty counts as nobody, so only what cannot be right is named. Rows are named, no number is.
    """
    found: dict[int, list[str]] = {}
    for column, named in _QUANTITIES.items():
        rows = frame[frame["unit"].eq("count")] if column == "value" else frame
        counts = pd.to_numeric(rows[column].str.replace(",", ""), errors="coerce")
        for one in (*_groups(rows), *_areas(rows)):
            if counts[one.parts].sum() > counts[one.whole]:  # never of a total that is not known
                found.setdefault(one.whole, []).append(_said(one, named))
    return [sentence for row in sorted(found) for sentence in found[row]]


def _said(one: _Sum, named: str) -> str:
    parts = at_rows(pd.Series(True, index=one.parts))
    return (
        f"Row {one.whole} is less{named} than its {one.named} together ({parts}). {one.once} "
        "Correct the total or the parts; where people are counted more than once, leave out the parts."
    )


def _groups(rows: pd.DataFrame) -> Iterator[_Sum]:
    """Everyone in an area and period, and the groups of each scheme."""
    for _, area in rows.groupby([*_NUMBER, "level", "geoid"], sort=False):
        everyone = area.index[area["scheme"].eq("all")]
        for scheme, groups in area[area["scheme"].ne("all")].groupby("scheme", sort=False):
            if len(everyone):
                once = "Each person is in one group alone."
                yield _Sum(int(everyone[0]), groups.index, f"groups by {str(scheme).replace('_', ' ')}", once)


def _areas(rows: pd.DataFrame) -> Iterator[_Sum]:
    """A city or wider area and its neighborhoods, and a county or state and its tracts, group by group.

    Of several towns nobody tells here which a neighborhood lies in.
    """
    for _, same in rows.groupby([*_NUMBER, "scheme", "group"], sort=False):
        for level in _WIDER:
            wider = same[same["level"].eq(level)]
            for row, geoid in zip(wider.index.tolist(), wider["geoid"].tolist(), strict=True):
                for parts, named in _inside(same, level, geoid, alone=len(wider) == 1):
                    yield _Sum(int(row), parts.index, named, "Each person counts where they live, once.")


def _inside(rows: pd.DataFrame, level: str, geoid: str, *, alone: bool) -> Iterator[tuple[pd.DataFrame, str]]:
    """The smaller areas that surely lie in one area, and what they are called."""
    if alone:
        yield rows[rows["level"].eq("neighborhood")], "neighborhoods"
    if level in ("county", "state"):  # whose GEOIDs begin those of their tracts
        yield rows[rows["level"].eq("tract") & rows["geoid"].str.startswith(geoid)], "tracts"
