"""Where a reader is: release, language, page, and the choices in the address. The address is the only truth."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

import streamlit as st

from charts import words
from charts.tokens import ThemeName
from indicators.catalog import AREAS
from indicators.measure import Language, Measure
from indicators.store import PlaceInfo, Store

MENU = {"home": "./", "map": "map", "trends": "trends", "groups": "groups", "place": "place", "methods": "methods"}
SLUGS = MENU | {
    "sources": "sources",
    "privacy": "privacy",
    "area": "area",
    "outcome": "outcome",
    "dictionary": "dictionary",
}  # Methods leads to sources, privacy and dictionary, map and places to one's own area, questions to their outcome
MEASURE_PAGES = ("map", "trends", "groups")


@dataclass
class Here:
    """One run of one page. Notices gather while choices are read, and stand above the answer."""

    store: Store
    lang: Language
    page: str
    narrow: bool = False
    notices: list[str] = field(default_factory=list)
    told: int = 0
    subject: str | None = None  # the measure this page is about, which links to the other measure pages keep

    def t(self, key: str, **values: object) -> str:
        """The message in this page's language."""
        return words.t(key, self.lang, **values)

    def link(self, page: str, anchor: str = "", **choices: str | int | None) -> str:
        """The address of a page that keeps place and language; None drops a choice."""
        kept: dict[str, str | int | None] = {"place": asked("place"), "lang": asked("lang")}
        if page in MEASURE_PAGES:
            kept = {"measure": self.subject} | kept
        query = urlencode({k: v for k, v in (kept | choices).items() if v not in (None, "")})
        return SLUGS[page] + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")

    def same(self, **choices: str | int | None) -> str:
        """This very address with some choices changed."""
        query = urlencode({k: v for k, v in (st.query_params.to_dict() | choices).items() if v not in (None, "")})
        return SLUGS[self.page] + (f"?{query}" if query else "")

    def notice(self, key: str, **values: object) -> None:
        """Say above the answer what was asked and what is shown instead."""
        said = self.t(f"notice.{key}", **values)
        if said not in self.notices:
            self.notices.append(said)

    def untold(self) -> list[str]:
        """Notices that no part of the page has shown yet; each is given out once."""
        fresh, self.told = self.notices[self.told :], len(self.notices)
        return fresh

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """The measures that have rows in this release, by area: outcomes first, and in each its headline first."""
        areas, kinds = list(AREAS), ("outcome", "contributing", "system", "context")
        found = [m for m in self.store.measures.values() if self.store.periods(m.id)]
        return {m.id: m for m in sorted(found, key=lambda m: (areas.index(m.area), kinds.index(m.kind)))}

    def measure(self, measure_id: str) -> Measure:
        """A measure of this release."""
        return self.store.measures[measure_id]

    def place(self, place_id: str) -> PlaceInfo | None:
        """The place with this id, or None."""
        return next((p for p in self.store.places if p.id == place_id), None)

    def name_of(self, place_id: str) -> str:
        """The place's name as readers know it."""
        found = self.place(place_id)
        if found is not None and found.level == "us":
            return self.t("nav.country")  # the one place whose name the release has in English only
        return found.name if found else place_id

    @property
    def theme(self) -> ThemeName:
        """light or dark, as the reader's browser shows the page."""
        return "dark" if st.context.theme.type == "dark" else "light"


def asked(name: str) -> str | None:
    """What the address asks for under this name, if anything."""
    return st.query_params.get(name) or None


def language(store: Store | None) -> Language:
    """The language in the address, else the community's first."""
    offered = store.release.community.languages if store else ("en", "es")
    wanted = asked("lang")
    chosen = wanted if wanted in offered else offered[0]
    return "es" if chosen == "es" else "en"
