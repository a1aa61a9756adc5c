"""A feed: one entry that brings rows which are no lines of a survey's table to the measures that name them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from geo.declared import Community
from indicators.agreements import Term
from sources.cache import Cache
from sources.session import Session


@dataclass(frozen=True)
class Ask:
    """Whom a feed asks, where it keeps the answers, and for which community. `key` is the Census Bureau's, or None."""

    session: Session
    cache: Cache
    key: str | None
    community: Community


class Told(NamedTuple):
    """Rows as OBSERVATION declares, and a sentence for each thing a reader should know about them (none carries a number of people).

    `terms` are the agreements behind variables that may be shown under one only. What is told `first` is about a community's own
    files: only it can mend them, so it stands before what sources said, and none of it is cut.
    """

    rows: pd.DataFrame
    problems: list[str]
    terms: Mapping[str, tuple[Term, ...]] = {}
    first: bool = False


@dataclass(frozen=True)
class Feed:
    """Where some variables come from. A measure that names one of them causes this feed to be asked, and nothing else does."""

    id: str
    source: str  # of its rows, and a key of indicators.catalog.SOURCES
    title: str
    provides: tuple[str, ...]  # whole variables, or what they begin with: "enrollment."
    serves: Callable[[Community], bool]
    observe: Callable[[Ask], Told]
    cached: tuple[str, ...]  # "source/what the names of its cached answers begin with", for the provenance
    each_time: bool = False  # read in every build: it leans on the day, or on what may be kept nowhere
    needs_key: bool = False  # the Census Bureau's; without it the feed is left out, and the plan says so

    def has(self, source: str, variable: str) -> bool:
        """Whether this variable of this source comes from here."""
        return source == self.source and any(
            variable == name or (name.endswith(".") and variable.startswith(name)) for name in self.provides
        )
