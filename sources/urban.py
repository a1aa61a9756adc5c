"""The Urban Institute's Education Data Portal: all rows of one question and school year, kept in the cache with provenance.

`year` is the fall of the school year everywhere in the portal. No key. The portal revises earlier years without a word, so a copy is
asked for again when the portal's list of endpoints has changed, and what changed is told.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from sources.answer import Answer
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, NotPublished
from sources.session import Session
from sources.sidecar import STALE
from sources.urban_answer import Page, page, route, whole, years

HOST = "https://educationdata.urban.org"
API = "/api/v1/"
LIST = "api-endpoints"
LICENCE = "ODC-By 1.0"
SOURCE = "urban"
CITATION = (
    "{path}, Education Data Portal (list of endpoints {listed}), Urban Institute, "
    "https://educationdata.urban.org/documentation/, made available under the ODC Attribution License"
)


class Revision(str):
    """A sentence about what has changed since the copy held before; it is true of the run that met the change, and of no later one."""

    __slots__ = ()


@dataclass(frozen=True)
class Question:
    """What is asked: a path with {year} in it, the fall of the school year, and filters by the portal's own names."""

    path: str
    year: int
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The path on the portal, with the final slash it wants."""
        return f"{API}{self.path.format(year=self.year).strip('/')}/"

    @property
    def params(self) -> dict[str, str]:
        """The filters as they stand in the address; several values of one with commas."""
        return {name: ",".join(values) for name, values in sorted(self.filters.items())}

    @property
    def name(self) -> str:
        """A name for the cache that depends on all of it."""
        asked = ".".join(f"{name}-{values}" for name, values in self.params.items())
        if re.search(r"[^A-Za-z0-9._-]", asked) or len(asked) > 60:
            asked = hashlib.sha256(asked.encode()).hexdigest()[:12]
        return self.address.removeprefix(API) + (asked or "all")


class Urban:
    """The portal. Asks page after page, never several at once; at most `deadline_s` seconds a page, however slowly it trickles."""

    def __init__(self, session: Session, cache: Cache, deadline_s: float = 60.0) -> None:
        self.session, self.cache, self.deadline_s = session, cache, deadline_s
        self.revisions = list[str]()

    def rows(self, question: Question) -> pd.DataFrame:
        """The portal's columns, all text, empty where it has null; no rows and no columns where it has none for the question.

        Raises NotPublished before asking when the portal's list lacks the path or the year.
        """

        def fetch(held: Sidecar | None) -> Fetched | None:
            listed = self._listed(question)
            citation = CITATION.format(path=question.path.strip("/"), listed=listed)
            if held is not None and held.citation == citation and held.status != STALE:
                return None
            answers, pages = self._pages(HOST + question.address, question.params)
            table = whole(pages, answers[0].url)
            if held is not None and held.rows:
                self._note(question, held, table.to_pandas())
            return Fetched(table, answers, licence=LICENCE, citation=citation)

        return self.cache.get(CacheKey(SOURCE, question.name), fetch, immutable=False).to_pandas().fillna("")

    def years(self, question: Question) -> frozenset[int]:
        """The years the portal lists for the question's path; empty when the path is not listed."""
        listed = self._endpoints()
        fits = [bool(route(url).fullmatch(question.address)) for url in listed["endpoint_url"]]
        return frozenset(year for text in listed.loc[fits, "years_available"] for year in years(text))

    def _listed(self, question: Question) -> str:
        """The state of the portal's list, when it has the path and the year; NotPublished otherwise."""
        offered = self.years(question)
        if question.year not in offered:
            found = (
                f"it has {min(offered)} to {max(offered)}, {len(offered)} years" if offered else "it has no such path"
            )
            raise NotPublished(
                f"Education Data Portal: {question.address} is not in its list of endpoints ({found}). Choose a listed year.",
                url=HOST + question.address,
            )
        held = self.cache.peek(CacheKey(SOURCE, LIST))
        return held.sha256[:12] if held else ""

    def _endpoints(self) -> pd.DataFrame:
        def fetch(held: Sidecar | None) -> Fetched | None:
            first = self._page(f"{HOST}{API}{LIST}/", {}, held.conditional() if held else {})
            if first.status == 304:
                return None
            answers, pages = self._follow(first, f"{HOST}{API}{LIST}/")
            table = whole(pages, first.url)
            lost = {"endpoint_url", "years_available"} - set(table.column_names)
            if lost:
                raise BadAnswer(
                    f"{first.url}: the list of endpoints lacks {sorted(lost)}. Look at the portal.", url=first.url
                )
            return Fetched(table, answers, licence=LICENCE, citation=f"Education Data Portal, Urban Institute, {HOST}")

        return self.cache.get(CacheKey(SOURCE, LIST), fetch, immutable=False).to_pandas().fillna("")

    def _pages(self, url: str, params: Mapping[str, str]) -> tuple[list[Answer], list[Page]]:
        return self._follow(self._page(url, params, {}), url)

    def _follow(self, first: Answer, url: str) -> tuple[list[Answer], list[Page]]:
        """All pages; BadAnswer when the next page was there before, or more rows come than were counted."""
        answers, pages, seen = [first], [page(first.json(), first.url, url)], {url}
        while (link := pages[-1].next) is not None:
            if link in seen or sum(len(p.rows) for p in pages) >= pages[0].count or not pages[-1].rows:
                raise BadAnswer(f"{first.url}: the pages do not end ({len(pages)} read). Fetch again.", url=first.url)
            seen.add(link)
            answers.append(self._page(link, {}, {}))
            pages.append(page(answers[-1].json(), answers[-1].url, url))
        return answers, pages

    def _page(self, url: str, params: Mapping[str, str], conditional: Mapping[str, str]) -> Answer:
        return self.session.get(url, params=dict(params), headers=conditional, deadline_s=self.deadline_s)

    def _note(self, question: Question, held: Sidecar, fresh: pd.DataFrame) -> None:
        """Adds a sentence when rows held since the last time are no longer so."""
        earlier = Cache(self.cache.root, offline=True)
        before = earlier.get(CacheKey(SOURCE, question.name), lambda _: None, immutable=False).to_pandas()
        shared = [column for column in before if column in fresh]
        changed = len(set(_plain(before[shared])) - set(_plain(fresh[shared])))
        if changed:
            self.revisions.append(
                Revision(
                    f"Education Data Portal: {changed} of {len(before)} rows of {question.address} differ from the copy of "
                    f"{held.retrieved_at[:10]}. The publisher has revised them."
                )
            )


def _plain(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    """Rows to compare: the portal writes a missing number as null in one release and as -1 or -2 in the next."""
    return list(rows.fillna("").replace({"-1": "", "-2": ""}).itertuples(index=False, name=None))
