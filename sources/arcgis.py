"""ArcGIS layers (FeatureServer and MapServer): all features of one layer as a table of text, kept in the cache with provenance.

A layer is found by its name, since its number changes from one service to the next. Every page is counted: a server may cap its pages
without saying so.
"""

import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import pandas as pd
import pyarrow as pa

from sources.answer import Answer
from sources.arcgis_answer import Layer, Page, layer, page, said, text
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, Drift, Unavailable
from sources.redact import redact
from sources.session import Session
from sources.sidecar import STALE
from sources.text_table import text_table

LONGEST_GET = 1_800  # characters of an address; servers answer 404 to longer ones
TRIES = 3
PAUSE_S = 2.0
GEOMETRY = "geometry"
Check = Callable[[pd.DataFrame], object]
ACCEPT = ("application/json", "application/geo+json", "text/plain")  # older servers call their JSON plain text


@dataclass(frozen=True)
class Question:
    """What is asked: the service's address (".../MapServer"), a pattern only its layer's name has, fields, and a condition in SQL."""

    service: str
    layer: str
    fields: tuple[str, ...]
    where: str = "1=1"

    @property
    def name(self) -> str:
        """A name for the cache that depends on all of it."""
        parts = urlsplit(self.service)
        service = re.sub(r"[^A-Za-z0-9]+", "-", parts.path).strip("-")[-80:]
        digest = hashlib.sha256(repr((self.service, self.layer, self.fields, self.where)).encode()).hexdigest()
        return f"{parts.hostname}/{service}.{digest[:12]}"


class ArcGis:
    """Asks ArcGIS servers. `sleep` waits before a question that failed for the moment is asked again."""

    def __init__(
        self, session: Session, cache: Cache, source: str = "arcgis", sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.session, self.cache, self.source, self._sleep = session, cache, source, sleep

    def services(self, folder: str) -> list[str]:
        """Names of the services in a folder (".../rest/services/School"), as listed now or when last asked."""

        def fetch(_held: Sidecar | None) -> Fetched:
            answer, found = self.ask(folder, {"f": "json"})
            names = [
                str(entry["name"])
                for entry in found.get("services") or []
                if isinstance(entry, dict) and "name" in entry
            ]
            return Fetched(text_table(["name"], [[name] for name in names]), answer)

        path = re.sub(r"[^A-Za-z0-9]+", "-", urlsplit(folder).path).strip("-")
        key = CacheKey(self.source, f"{urlsplit(folder).hostname}/{path}.services")
        return [
            name.rsplit("/", 1)[-1] for name in self.cache.get(key, fetch, immutable=False).column("name").to_pylist()
        ]

    def features(
        self, question: Question, *, immutable: bool = False, licence: str = "", check: Check | None = None
    ) -> pd.DataFrame:
        """The asked fields as text, and `geometry` as GeoJSON text in degrees (empty where a feature has none).

        Asked for again only when the layer tells a new date of editing, or tells none. `check` may refuse new features by a
        SourceError before they are kept. Raises Drift when the layer or a field is gone.
        """

        def fetch(held: Sidecar | None) -> Fetched | None:
            found = self._layer(question)
            citation = f"{found.name}{'' if found.edited is None else f', edited {found.edited}'}, {found.url}"
            if held is not None and held.citation == citation and held.status != STALE and found.edited is not None:
                return None
            table, answers = self._all(question, found)
            if check is not None:
                check(table.to_pandas().fillna(""))
            return Fetched(table, answers, licence=licence, citation=citation)

        key = CacheKey(self.source, question.name)
        return self.cache.get(key, fetch, immutable=immutable).to_pandas().fillna("")

    def ask(self, url: str, params: Mapping[str, str]) -> tuple[Answer, dict[str, Any]]:
        """One answer and what it says; long questions are posted. What fails for the moment with status 200 is asked again twice."""
        for turn in range(TRIES):
            try:
                answer = self._send(url, params)
                return answer, said(answer.json(), answer.url)
            except (BadAnswer, Unavailable) as error:
                if error.status != 200 or turn + 1 == TRIES:
                    raise
            self._sleep(PAUSE_S * 2**turn)
        raise AssertionError("every try either answers or raises")

    def _send(self, url: str, params: Mapping[str, str]) -> Answer:
        if len(url) + len(urlencode(params)) <= LONGEST_GET:
            return self.session.get(url, params=dict(params), accept=ACCEPT)
        response = self.session.raw.post(url, data=dict(params), headers={"Accept": ", ".join(ACCEPT)})
        return Answer(response.status_code, response.headers, response.content, redact(url), size=len(response.content))

    def _layer(self, question: Question) -> Layer:
        """The one layer or table of the service whose name has the pattern, described."""
        answer, service = self.ask(question.service, {"f": "json"})
        listed = [*(service.get("layers") or []), *(service.get("tables") or [])]
        names = {str(entry.get("name")): entry.get("id") for entry in listed if isinstance(entry, dict)}
        fits = [name for name in names if re.search(question.layer, name, re.IGNORECASE)]
        if len(fits) != 1:
            raise Drift(
                f"{answer.url}: expected one layer named like {question.layer!r}, found {sorted(names)[:12]}. Correct the name.",
                url=answer.url,
            )
        url = f"{question.service}/{names[fits[0]]}"
        answer, described = self.ask(url, {"f": "json"})
        if described.get("name") != fits[0]:
            raise Drift(
                f"{answer.url} is named {described.get('name')!r} and not {fits[0]!r}. Ask again later.", url=answer.url
            )
        return layer(described, question.fields, url)

    def _all(self, question: Question, found: Layer) -> tuple[pa.Table, list[Answer]]:
        """Every feature once, or BadAnswer: what arrived must be what the server counts."""
        query = f"{found.url}/query"
        first, counted = self.ask(query, {"where": question.where, "returnCountOnly": "true", "f": "json"})
        total = counted.get("count")
        if not isinstance(total, int):
            raise BadAnswer(
                f"{first.url}: expected a count, found {str(counted)[:80]!r}. Ask again later.", url=first.url
            )
        read = self._by_offset if found.pages else self._by_id
        answers, pages = read(question, found, total)
        return _table(question, found, pages, total), answers or [first]

    def _by_offset(self, question: Question, found: Layer, total: int) -> tuple[list[Answer], list[Page]]:
        """Pages on from where the last one really ended, until all are there; an empty page before that is an endless loop."""
        answers, pages, offset = list[Answer](), list[Page](), 0
        while offset < total:
            params = _query(question, found, question.where) | {
                "orderByFields": found.id_field,
                "resultOffset": str(offset),
                "resultRecordCount": str(found.at_most),
            }
            answer, told = self.ask(f"{found.url}/query", params)
            answers.append(answer)
            pages.append(page(told, answer.url))
            if not pages[-1].rows:
                raise BadAnswer(
                    f"{answer.url}: {total:,} features are there, no more came after {offset:,}. Fetch again.",
                    url=answer.url,
                )
            offset += len(pages[-1].rows)
        return answers, pages

    def _by_id(self, question: Question, found: Layer, total: int) -> tuple[list[Answer], list[Page]]:
        """For servers without paging: the ids first, then the features between two ids at a time."""
        answer, told = self.ask(f"{found.url}/query", {"where": question.where, "returnIdsOnly": "true", "f": "json"})
        ids = sorted(told.get("objectIds") or [])
        if len(ids) != total:
            raise BadAnswer(
                f"{answer.url}: {total:,} features are there, {len(ids):,} ids came. Fetch again.", url=answer.url
            )
        answers, pages = list[Answer](), list[Page]()
        for start in range(0, total, found.at_most):
            chunk = ids[start : start + found.at_most]
            where = f"({question.where}) AND {found.id_field} >= {chunk[0]} AND {found.id_field} <= {chunk[-1]}"
            answer, told = self.ask(f"{found.url}/query", _query(question, found, where))
            answers.append(answer)
            pages.append(page(told, answer.url))
        return answers, pages


def _query(question: Question, found: Layer, where: str) -> dict[str, str]:
    fields = ",".join(dict.fromkeys((found.id_field, *question.fields)))
    return {"where": where, "outFields": fields, "returnGeometry": "true", "outSR": "4326", "f": "json"}


def _table(question: Question, found: Layer, pages: list[Page], total: int) -> pa.Table:
    """Features without repeats. BadAnswer when they are not as many as were counted."""
    unique = {row[0].get(found.id_field): row for part in pages for row in part.rows}
    arrived = sum(len(part.rows) for part in pages)
    if len(unique) != total or (pages and pages[-1].more):
        raise BadAnswer(
            f"{found.url}: {total:,} features are there, {arrived:,} arrived, {len(unique):,} of them different. Fetch again.",
            url=found.url,
        )
    rows = [
        [*(text(attributes.get(name), name in found.dates) for name in question.fields), shape]
        for attributes, shape in unique.values()
    ]
    return text_table([*question.fields, GEOMETRY], rows)
