"""Published rows of one measure as points and rows of a figure, in the words of one language."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import numbers
from charts.figure import Point, Row
from charts.words import status_word
from indicators.catalog import GROUPS, named_inside
from indicators.measure import Adjusted, Measure, Share
from indicators.store import PlaceInfo, Store

SPAN = 5  # years in a five-year average


def is_whole(measure: Measure) -> bool:
    """Whether the groups are parts of everyone, so that everyone is always 100 %, which says nothing."""
    formula = measure.formula
    return isinstance(formula, Share) and formula.numerator.get("all") == formula.denominator.get("all")


@dataclass(frozen=True)
class View:
    """One measure of one release in one language."""

    store: Store
    measure: Measure
    lang: str

    @classmethod
    def of(cls, store: Store, measure_id: str, lang: str) -> "View":
        """The view of a measure of the release; UnknownError where the release does not have it."""
        store.periods(measure_id)
        return cls(store, store.measures[measure_id], lang)

    @property
    def unit_kind(self) -> str:
        """Whether words speak of a share or of a number."""
        return "percent" if self.measure.unit == "percent" else "number"

    @property
    def nominal(self) -> bool:
        """Whether values are dollars of their own period, which later dollars do not compare with."""
        return self.measure.unit == "dollars" and not isinstance(self.measure.formula, Adjusted)

    def place(self, place_id: str) -> PlaceInfo | None:
        """The place with this id, or None."""
        return next((p for p in self.store.places if p.id == place_id), None)

    def place_name(self, place_id: str) -> str:
        """The name of a place; its id where the release has no name for it."""
        found = self.place(place_id)
        return found.name if found else place_id

    def group_name(self, scheme: str, group: str) -> str:
        """The full name of a group."""
        return GROUPS[scheme].group(group).name[self.lang]

    def group_inside(self, scheme: str, group: str) -> str:
        """The name of a group as it stands inside a sentence."""
        return named_inside(group, self.group_name(scheme, group), self.lang)

    def group_short(self, scheme: str, group: str) -> str:
        """The name of a group for narrow charts."""
        return GROUPS[scheme].group(group).short[self.lang]

    def of_place(self, place_id: str, schemes: Iterable[str]) -> pd.DataFrame:
        """The place's rows of these schemes, one for each group and period even where its GEOID changed."""
        rows = self.store.rows(self.measure.id, place=place_id)
        rows = rows[rows["scheme"].isin(list(schemes))]
        if rows["geoid"].nunique() < 2:  # as nearly everywhere
            return rows
        known = rows.assign(blank=rows["status"].eq("not_available")).sort_values("blank", kind="stable")
        return rows.loc[known.drop_duplicates(["scheme", "group", "period_end"]).index.sort_values()]

    def text(self, row: Any) -> str:
        """What stands for the number: the value, its range, or why there is none."""
        if row.status == "published":
            return numbers.amount(row.value, self.measure.unit, self.lang, row.moe)
        if row.status == "range":
            return numbers.bounds(row.low, row.high, self.measure.unit, self.lang)
        return status_word(row.status, self.lang)

    def period(self, row: Any) -> str:
        """The period inside a sentence: 2019–2023, 2018–19, class of 2019."""
        return numbers.period_short(row.period_start, row.period_end, self.measure.period, self.lang)

    def period_long(self, row: Any) -> str:
        """The period as a label: 2019–2023 (5-year average)."""
        return numbers.period(row.period_start, row.period_end, self.measure.period, self.lang)

    def point(self, row: Any, differs: bool | None = None) -> Point:
        """The row as a point of a series."""
        low, high = self._bounds(row)
        return Point(
            x=int(row.period_end),
            period=self.period(row),
            value=row.value,
            moe=row.moe,
            low=low,
            high=high,
            status=row.status,
            text=self.text(row),
            differs=differs,
            people=row.denominator,
        )

    def row(self, row: Any) -> Row:
        """The row for tables and downloads."""
        low, high = self._bounds(row)
        return Row(
            place=row.name,
            group=self.group_name(row.scheme, row.group),
            period=self.period_long(row),
            period_end=int(row.period_end),
            value=row.value,
            moe=row.moe,
            low=low,
            high=high,
            numerator=row.numerator,
            denominator=row.denominator,
            reliability=row.reliability,
            status=row.status,
            text=self.text(row),
            geoid=str(row.geoid),
            scheme=row.scheme,
            group_id=row.group,
            period_start=int(row.period_start),
        )

    def _bounds(self, row: Any) -> tuple[float, float]:
        if row.status == "range":
            return row.low, row.high
        if row.status != "published" or math.isnan(row.moe):
            return math.nan, math.nan
        # More people can be served than an estimate says there are.
        whole = self.measure.unit == "percent" and self.measure.formula.kind != "reach"
        top = 100.0 if whole else math.inf
        return max(0.0, row.value - row.moe), min(top, row.value + row.moe)


def records(rows: pd.DataFrame) -> list[Any]:
    """The rows one by one, with their columns as attributes."""
    return list(rows.itertuples(index=False))


def comparable(periods: Sequence[int], kind: str) -> list[int]:
    """Periods that share no year, counted back from the newest; all of them where a period is one year. Oldest first."""
    if kind != "five_years" or not periods:
        return sorted(periods)
    newest = max(periods)
    return sorted(p for p in periods if (newest - p) % SPAN == 0)
