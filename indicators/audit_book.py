"""What a reader writes down: cells by name with what is known of each, and which are sums of which. It reads no true number."""

import hashlib
from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from indicators.suppression.assault_view import Publication, Rate, with_rates
from indicators.suppression.relations import UNBOUNDED

Origin = tuple[Hashable, ...]


class Cells(NamedTuple):
    """The names of a row's cells; a plain count is a part alone."""

    part: str
    others: str | None = None
    size: str | None = None

    def named(self) -> dict[str, str]:
        """Cell by quantity."""
        there = {"part": self.part, "others": self.others, "size": self.size}
        return {quantity: cell for quantity, cell in there.items() if cell is not None}


Known = dict[tuple[Hashable, ...], Cells]
"""The cells of each row of one release, by its key (audit_rows.ROW)."""


class Equation(NamedTuple):
    """`sum(factor * cell) == 0`. `origin` says what it was taken from, so that what contradicts itself can be left out."""

    terms: tuple[tuple[str, int], ...]
    name: str
    origin: Origin


class Change(NamedTuple):
    """A cell as it is now and as an earlier release had it, the fewest people that their difference may speak of, and who told the older."""

    now: str
    then: str
    minimum: int
    by: str


@dataclass
class Book:
    """Bounds by cell, equations and printed rates. A bound that another release told is noted in `told_by`; `out` are numbers that any
    other printed, also those that this one prints again.

    `before` has the cells of each row of each earlier release, in the releases' order. `banded` are cells that a printed band says to be few: the small part of a row shown as a range, and what it is the sum of.
    `behind` are the years that were put together, with the fewest people that a number of them may speak of. `changes` are the cells of
    what a correction tells, which may lie below zero. `redrawn` are hidden since other boundaries were told before, whatever their size.
    """

    low: dict[str, int] = field(default_factory=dict)
    high: dict[str, int] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)
    rates: list[tuple[Rate, Origin]] = field(default_factory=list)
    told_by: dict[str, str] = field(default_factory=dict)
    out: set[str] = field(default_factory=set)
    banded: set[str] = field(default_factory=set)
    before: list[Any] = field(default_factory=list)
    behind: dict[Cells, int] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    redrawn: set[str] = field(default_factory=set)
    _written: set[tuple[tuple[str, int], ...]] = field(default_factory=set)
    _rests: dict[tuple[str, str, frozenset[str]], str] = field(default_factory=dict)

    def know(self, name: str, low: int, high: int = UNBOUNDED, by: str = "") -> str:
        """Write down that a cell lies in [low, high], and return its name; what does not agree gets a name of its own."""
        if low > high:
            raise ValueError(f"{name} was told to lie between {low} and {high}")
        before = self.low.get(name, -UNBOUNDED), self.high.get(name, UNBOUNDED)
        both = max(before[0], low), min(before[1], high)
        if both[0] > both[1]:
            return self.know(f"{name} (printed otherwise, {len(self.low)})", low, high, by)
        if by and low == high:
            self.out.add(name)
        if by and both != before and name in self.low:
            self.told_by[name] = by
        self.low[name], self.high[name] = both
        return name

    def rest(self, whole: str, parts: Collection[str], words: str) -> str:
        """The cell of those of the whole who are in none of the parts; beside other parts, or corrected ones, it is another."""
        key = whole, words, frozenset(parts)
        if key not in self._rests:
            name = f"{whole}, {words}"
            # Named by the parts, so that the book made anew from fewer releases has the same name.
            these = hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:12]
            self._rests[key] = name if name not in self.low else f"{name} ({these})"
        return self.know(self._rests[key], 0)

    def adds(self, whole: str, parts: Collection[str], name: str, origin: Origin) -> None:
        """Write down that the parts add up to the whole."""
        terms = ((whole, 1), *((part, -1) for part in parts))
        if terms not in self._written:
            self._written.add(terms)
            self.equations.append(Equation(terms, name, origin))

    def publication(self, without: Collection[Origin] = ()) -> tuple[Publication, list[Origin]]:
        """All of it for the attack, but for the origins left out; and the origin of each equation of the publication."""
        used = [e for e in self.equations if e.origin not in without]
        rates = [(rate, origin) for rate, origin in self.rates if origin not in without]
        place = {name: i for i, name in enumerate(self.low)}
        entries = [(row, place[cell], factor) for row, e in enumerate(used) for cell, factor in e.terms]
        rows, columns, factors = np.array(entries, np.int64).reshape(-1, 3).T
        matrix = sparse.coo_array((factors, (rows, columns)), shape=(len(used), len(place))).tocsr()
        low, high = np.array(list(self.low.values()), np.int64), np.array(list(self.high.values()), np.int64)
        plain = Publication(low, high, sparse.csr_array(matrix, dtype=np.int64), list(place), [e.name for e in used])
        whole = with_rates(plain, [rate for rate, _ in rates]) if rates else plain
        return whole, [*(e.origin for e in used), *(origin for _, origin in rates for _ in range(2))]
