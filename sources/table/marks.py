"""A publisher's cells: numbers, intervals and signs for what is missing. A sign never becomes a number; an unknown one stops."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sources.errors import Drift

NAN = float("nan")
_NUMBER = r"(?:\d+(?:\.\d*)?|\d{1,3}(?:,\d{3})+(?:\.\d*)?|\.\d+)(?:[eE]-\d+)?"
_PLAIN = re.compile(rf"-?{_NUMBER}", re.ASCII)
_AT_LEAST = re.compile(rf"(?:GE|GT|>=?|≥)\s*({_NUMBER})", re.ASCII)
_AT_MOST = re.compile(rf"(?P<sign>LE|LT|<=?|≤)\s*(?P<number>{_NUMBER})", re.ASCII)
_BETWEEN = re.compile(rf"({_NUMBER})\s*(?:-|–|to)\s*({_NUMBER})", re.ASCII)
_PAIR = re.compile(rf"\(?\s*(-?{_NUMBER})\s*[,;]\s*(-?{_NUMBER})\s*\)?", re.ASCII)


@dataclass(frozen=True)
class Reading:
    """What a cell says: a number, or a status with bounds where the publisher gives some."""

    status: str
    estimate: float = NAN
    low: float = NAN
    high: float = NAN


@dataclass(frozen=True)
class Unit:
    """What a column's numbers are: factor to the product's unit, bounds after it, and whether only whole numbers occur."""

    times: float = 1.0
    floor: float = -math.inf
    ceiling: float = math.inf
    whole: bool = False
    percent: bool = False


UNITS: Mapping[str, Unit] = {
    "percent": Unit(1, 0, 100, percent=True),
    "fraction": Unit(100, 0, 100, percent=True),
    "count": Unit(1, 0, math.inf, whole=True),
    "dollars": Unit(1, 0),
    "rank": Unit(1, 0, 1),
    "number": Unit(),
}


def number(text: str) -> float | None:
    """The number a text is, thousands commas read; None when it is anything else (also nan, inf and 1e3)."""
    return float(text.replace(",", "")) if _PLAIN.fullmatch(text) else None


def pair(text: str) -> tuple[float, float] | None:
    """Both numbers of an interval written as text, such as "( 7.4, 11.1)"."""
    found = _PAIR.fullmatch(text.strip())
    return (float(found[1]), float(found[2])) if found else None


@dataclass(frozen=True)
class Marks:
    """The declared signs (text → reading), and whether intervals written as text (GE95, LE5, <5, 21-39) are read."""

    words: Mapping[str, Reading]
    intervals: bool = False

    def read(self, cells: Iterable[str], unit: Unit, where: str) -> dict[str, Reading]:
        """Reading of each different cell. Raises Drift with at most five cells that are neither number nor declared sign."""
        found = {cell: self.one(cell, unit) for cell in cells}
        strange = sorted(cell for cell, reading in found.items() if reading is None)
        if strange:
            raise Drift(
                f"{where}: expected a number within the unit's bounds or one of {sorted(self.words)}, found {strange[:5]}. "
                "If the publisher has new signs, add them to [marks] of the declaration."
            )
        return {cell: reading for cell, reading in found.items() if reading is not None}

    def one(self, cell: str, unit: Unit) -> Reading | None:
        """What one cell says; None when it is neither a number of this unit, nor a declared sign, nor a readable interval."""
        text = " ".join(cell.split())
        sign = self._sign(text)
        if sign is not None:
            return sign
        plain, times = _without_unit(text, unit)
        value = number(plain)
        if value is not None:
            return _reported(value * times, unit)
        return _interval(plain, times, unit) if self.intervals else None

    def _sign(self, text: str) -> Reading | None:
        if text in self.words:
            return self.words[text]
        value = number(text)
        if value is None:
            return None
        return next((reading for word, reading in self.words.items() if number(word) == value), None)


def _without_unit(text: str, unit: Unit) -> tuple[str, float]:
    if unit.percent and text.endswith("%"):
        return text[:-1].replace(
            "%", ""
        ).rstrip(), 1.0  # a cell that says percent is percent, whatever its neighbors are
    return (text[1:] if text.startswith("$") else text), unit.times


def _reported(value: float, unit: Unit) -> Reading | None:
    if not unit.floor <= value <= unit.ceiling or (unit.whole and value != int(value)):
        return None
    return Reading("reported", round(value, 10))


def _interval(text: str, times: float, unit: Unit) -> Reading | None:
    """Bounds as the publisher states them; LT and < of whole numbers end one below."""
    above, below, between = _AT_LEAST.fullmatch(text), _AT_MOST.fullmatch(text), _BETWEEN.fullmatch(text)
    low, high = unit.floor, unit.ceiling
    if above:
        low = float(above[1].replace(",", "")) * times
    elif below:
        strict = unit.whole and below["sign"] in ("LT", "<")
        high = float(below["number"].replace(",", "")) * times - strict
    elif between:
        low, high = (float(side.replace(",", "")) * times for side in between.groups())
    else:
        return None
    if not unit.floor <= low <= high <= unit.ceiling:
        return None
    status = "top_coded" if math.isinf(high) else "bottom_coded" if math.isinf(low) else "range"
    return Reading(status, NAN, _finite(low), _finite(high))


def _finite(value: float) -> float:
    return NAN if math.isinf(value) else round(value, 10)
