"""One specification of a figure, shared by every renderer: what is drawn, what is said, and the rows behind it."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from charts import numbers
from charts.words import status_word, t

Kind = Literal["lines", "multiples", "dots", "areas"]


@dataclass(frozen=True)
class Point:
    """One number of one series. `low` and `high` are the 90 % margin, or the bounds where only a range is given."""

    x: int  # period_end
    period: str
    value: float
    moe: float
    low: float
    high: float
    status: str
    text: str  # the value, the range or the status word, as it is printed
    differs: bool | None = None  # from the reference at 90 %; None where no test is possible
    people: float = math.nan  # the denominator, where it may be known

    @property
    def drawn(self) -> bool:
        """Whether a mark stands at the value."""
        return self.status == "published" and not math.isnan(self.value)

    @property
    def ranged(self) -> bool:
        """Whether only bounds are known."""
        return self.status == "range"


@dataclass(frozen=True)
class Series:
    """One line, one row of dots or one panel: a group, or a place. `ink` is its key in charts.tokens.ink."""

    id: str
    name: str
    short: str
    ink: str
    points: tuple[Point, ...]
    breaks: tuple[int, ...] = ()  # of this series alone, such as an area that was drawn anew

    def published(self) -> list[Point]:
        """The points with an exact value, oldest first."""
        return [p for p in self.points if p.drawn]

    def runs(self, breaks: tuple[int, ...], step: int) -> list[list[Point]]:
        """Stretches that may be joined: no line over a missing period, a withheld number or a break."""
        runs: list[list[Point]] = []
        breaks += self.breaks
        for point in self.published():
            last = runs[-1][-1] if runs else None
            joins = last is not None and point.x - last.x == step and not any(last.x < b <= point.x for b in breaks)
            if joins:
                runs[-1].append(point)
            else:
                runs.append([point])
        return runs


@dataclass(frozen=True)
class Axis:
    """The scale of the values. Ticks are values; `note` says what the axes mean and where the scale starts."""

    unit: str
    low: float
    high: float
    ticks: tuple[float, ...]
    note: str

    def tick_text(self, value: float) -> str:
        """The tick's words; the unit stands at the last one only."""
        if self.unit == "percent":
            return f"{value:g}%" if value == self.ticks[-1] else f"{value:g}"
        return numbers.bare(value, self.unit)


@dataclass(frozen=True)
class Period:
    """One tick of the time axis."""

    x: int
    text: str


@dataclass(frozen=True)
class BreakMark:
    """From this period on numbers are not joined to those before; with `groups_only` Everyone's still are."""

    x: int
    why: str
    groups_only: bool = False


@dataclass(frozen=True)
class Goal:
    """A target somebody set."""

    value: float
    text: str  # "60% by 2030"
    set_by: str
    label: str  # "Goal: 60% by 2030", where the mark alone does not say what it is


@dataclass(frozen=True)
class Way:
    """The even way from a baseline to a goal, as far as it leads by the newest period: two periods with their values."""

    first: int
    start: float
    last: int
    end: float


@dataclass(frozen=True)
class Reference:
    """What the others are compared with: the city or the state, with its margin."""

    name: str
    value: float
    low: float
    high: float
    text: str


@dataclass(frozen=True)
class StatusLine:
    """Who is hidden, missing or shown as a range, in words, to stand right under the plot."""

    status: str
    word: str
    text: str
    ink: str = ""  # the series whose dash a range is drawn with


@dataclass(frozen=True)
class Row:
    """One number of the figure for tables and downloads, with every word it needs."""

    place: str
    group: str
    period: str
    period_end: int
    value: float
    moe: float
    low: float
    high: float
    numerator: float
    denominator: float
    reliability: str
    status: str
    text: str
    geoid: str
    scheme: str
    group_id: str
    period_start: int


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Everything a renderer needs. No renderer adds a number or a word of its own."""

    kind: Kind
    name: str  # for file names: measure, place and scheme, in ASCII
    lang: str
    measure: str
    title: str
    subtitle: str
    axis: Axis
    rows: tuple[Row, ...]
    alt: str
    notes: tuple[str, ...]
    short_notes: tuple[str, ...] = ()  # what an image with little room keeps of them
    picture_notes: tuple[str, ...] = ()  # those of the notes that speak of marks and shades only
    source: str
    citation: str
    mark: str  # "Flashlight · New Haven · release ..."
    made_up: str  # the sentence that says so, or ""
    no_file: str = ""  # why no file may be made of it, or ""
    series: tuple[Series, ...] = ()
    periods: tuple[Period, ...] = ()
    step: int = 1
    breaks: tuple[BreakMark, ...] = ()
    goal: Goal | None = None
    way: Way | None = None
    reference: Reference | None = None
    status_lines: tuple[StatusLine, ...] = ()

    def break_years(self) -> tuple[int, ...]:
        """The periods no line is drawn across."""
        return tuple(b.x for b in self.breaks if not b.groups_only)

    def break_lines(self) -> list[tuple[str, str]]:
        """Where the series breaks, and why, as it is said below the chart."""
        named = {p.x: p.text for p in self.periods}
        return [(t("chart.break_before", self.lang, period=named.get(b.x, b.x)), b.why) for b in self.breaks]

    def table(self) -> pd.DataFrame:
        """Every number of the figure in words; a missing one says why."""
        lang, unit = self.lang, self.axis.unit
        head = [t(f"table.{c}", lang) for c in ("place", "group", "period", "value", "margin", "between", "status")]
        lines = [
            (
                row.place,
                row.group,
                row.period,
                row.text,
                numbers.margin(row.moe, unit) if numbers.known(row.moe) and row.status == "published" else "",
                _between(row, unit, lang),
                status_word(row.status, lang),
            )
            for row in self.rows
        ]
        table = pd.DataFrame(lines, columns=head)
        if self.goal is not None:
            table[t("table.goal", lang)] = self.goal.text
        return table


@dataclass(frozen=True)
class Area:
    """One area of a map and its row in the list. `fill` is 1 to 5, or 0 where there is no number to shade."""

    id: str
    name: str
    point: Point
    fill: int
    short: str = ""  # the name where there is little room; "" where it has no shorter one

    def words(self) -> dict[str, object]:
        """What the map component receives for this area."""
        p = self.point
        number = p.value if p.drawn else None
        bounds = [None if math.isnan(v) else round(v, 1) for v in (p.moe, p.low, p.high)]
        return {
            "id": self.id,
            "name": self.name,
            "value": None if number is None else round(number, 1),
            "label": p.text,
            "status": p.status,
            "klass": self.fill,
            "moe": bounds[0],
            "low": bounds[1],
            "high": bounds[2],
            "differs": p.differs,
        }


@dataclass(frozen=True)
class LegendEntry:
    """One entry of the map's legend: a class (1 to 5), a status, or the chosen place."""

    kind: Literal["class", "status", "chosen"]
    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AreaFigure(Figure):
    """A map and the same numbers as a list with margins. With `as_list` too many areas are missing for a map."""

    areas: tuple[Area, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    shapes: Path | None = None
    selected: str = ""
    as_list: bool = False
    list_title: str = ""
    list_key: tuple[str, ...] = ()  # how to read the dots and lines
    value_key: tuple[str, ...] = ()  # how to read the list where it has dots and numbers, but no lines

    @property
    def values(self) -> list[dict[str, object]]:
        """The areas as the map component receives them."""
        return [area.words() for area in self.areas]


def _between(row: Row, unit: str, lang: str) -> str:
    if row.status not in ("published", "range") or not (numbers.known(row.low) and numbers.known(row.high)):
        return ""
    return numbers.between(row.low, row.high, unit, lang, row.moe)
