"""A Socrata portal: all rows of one dataset, in one piece, kept in the cache with licence and citation."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from sources.answer import Answer
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer
from sources.session import Session
from sources.sidecar import STALE
from sources.socrata_answer import View, records, text_rows, view
from sources.text_table import text_table

HOST = "data.ct.gov"
LIMIT = 5_000
TOKEN = "SOCRATA_APP_TOKEN"  # noqa: S105  # the name of a setting, not a secret


@dataclass(frozen=True)
class Question:
    """What is asked of one dataset: its id ("9k2y-kqxn"), the columns, and a condition in SoQL or none."""

    dataset: str
    select: tuple[str, ...]
    where: str

    @property
    def name(self) -> str:
        """A name for the cache that depends on all of it."""
        digest = hashlib.sha256(repr((self.select, self.where)).encode()).hexdigest()
        return f"{self.dataset}/{digest[:12]}"


class Socrata:
    """One portal. An application token is optional and is sent as a header, so that it stands in no address."""

    def __init__(self, session: Session, cache: Cache, host: str = HOST, limit: int = LIMIT) -> None:
        self.session, self.cache, self.host, self.limit = session, cache, host, limit
        token = os.environ.get(TOKEN, "").strip()
        self._headers = {"X-App-Token": token} if token else {}

    def rows(self, dataset: str, select: Sequence[str], where: str = "") -> pd.DataFrame:
        """The asked columns, all text, empty where the portal leaves a value out. Asked for again only when the dataset has changed.

        Columns are checked against the dataset's own description, since a column without any value is in no row.
        """
        question = Question(dataset, tuple(select), where)

        def fetch(held: Sidecar | None) -> Fetched | None:
            about = self._view(question)
            citation = about.citation(self.host)
            if held is not None and held.citation == citation and held.status != STALE and about.updated is not None:
                return None
            found = self._all(question, about, held if about.updated is None else None)
            return None if found is None else Fetched(*found, licence=about.licence, citation=citation)

        key = CacheKey("socrata", f"{self.host}/{question.name}")
        return self.cache.get(key, fetch, immutable=False).to_pandas().fillna("")

    def _all(self, question: Question, about: View, held: Sidecar | None) -> tuple[pa.Table, list[Answer]] | None:
        """Every row and the answers they came in; None when the copy held is the same. One restart when the rows change meanwhile."""
        answers = self._pages(question, held)
        if not self._same(question, about, answers):
            about, answers = self._view(question), self._pages(question, None)
            if not self._same(question, about, answers):
                url = answers[0].url
                raise BadAnswer(
                    f"{about.id} on {self.host} changed twice while it was read. Fetch again later.", url=url
                )
        if answers[0].status == 304:
            return None
        rows = [row for answer in answers for row in records(answer.json(), answer.url)]
        return text_table(question.select, text_rows(rows, question.select, answers[0].url)), answers

    def _same(self, question: Question, about: View, answers: Sequence[Answer]) -> bool:
        """Whether all pages are of one state of the dataset: a single page always is."""
        return len(answers) == 1 or self._view(question).updated == about.updated

    def _pages(self, question: Question, held: Sidecar | None) -> list[Answer]:
        """All pages, the last one shorter than the limit, even if that means an empty one.

        A copy made of several pages has no ETag (the cache keeps one only for a single answer), so it is always read again whole.
        """
        answers = [self._page(question, 0, held.conditional() if held else {})]
        while answers[-1].status == 200 and len(records(answers[-1].json(), answers[-1].url)) >= self.limit:
            answers.append(self._page(question, len(answers) * self.limit, {}))
        return answers

    def _page(self, question: Question, offset: int, conditional: dict[str, str]) -> Answer:
        params: dict[str, str | int | Sequence[str]] = {
            "$select": ",".join((":id", *question.select)),
            "$order": ":id",
            "$limit": self.limit,
            "$offset": offset,
        }
        if question.where:
            params["$where"] = question.where
        url = f"https://{self.host}/resource/{question.dataset}.json"
        return self.session.get(url, params=params, headers=self._headers | conditional)

    def _view(self, question: Question) -> View:
        answer = self.session.get(f"https://{self.host}/api/views/{question.dataset}.json", headers=self._headers)
        return view(answer.json(), question.select, answer.url)
