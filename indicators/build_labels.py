"""What the survey's lines are called: asked for table by table and vintage by vintage, and compared before any number is."""

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Future
from functools import partial

import pyarrow as pa

from indicators.build_questions import Questions
from sources import acs, acs_labels
from sources.acs_request import AcsRequest
from sources.cache import Cache
from sources.errors import Drift
from sources.session import Session

Meanings = dict[tuple[str, str, int], str]


class Labels:
    """The labels of the tables of some requests. What the cache does not hold is asked for when this is made.

    What it holds is read by whoever wants it, here and now: hundreds of small tables, which waiting for a turn would only slow down.
    """

    def __init__(
        self, requests: Collection[AcsRequest], source: tuple[Session, Cache, str], questions: Questions
    ) -> None:
        session, cache, key = source
        self._requests, self._questions = requests, questions
        self._read = partial(acs.described, session, cache, key)
        self._asked: dict[AcsRequest, tuple[str, Future[pa.Table]]] = {
            r: questions.put(_name(r), partial(self._read, _table(r)))
            for r in requests
            if cache.peek(acs.labels_key(_table(r))) is None
        }
        self._found: dict[AcsRequest, pa.Table] = {}

    def unchanged(self) -> list[AcsRequest]:
        """The requests whose lines mean what they mean in the other vintages; a table that has drifted is noted and left out.

        A vintage whose labels cannot be had (not released, no answer) is left out alone.
        """
        found = {r: lines for r in self._requests if (lines := self._lines(r)) is not None}
        for table in dict.fromkeys(r.table for r in found):
            same = {r: lines for r, lines in found.items() if r.table == table}
            try:
                acs_labels.refuse_drift({r.vintage: lines for r, lines in same.items()}, next(iter(same)).variables)
            except Drift as error:
                self._questions.note(f"acs5 labels {table}", error)
                found = {r: lines for r, lines in found.items() if r not in same}
        self._found = found
        return list(found)

    def _lines(self, request: AcsRequest) -> pa.Table | None:
        asked = self._asked.get(request) or self._questions.now(_name(request), partial(self._read, _table(request)))
        return self._questions.answer(asked)

    def meanings(self) -> Meanings:
        """Digests of what the lines of the requests count that are unchanged, by source, variable and vintage."""
        return _meanings(self._found)


def _name(request: AcsRequest) -> str:
    return f"acs5 {request.vintage} labels {request.table}"


def _table(request: AcsRequest) -> tuple[acs.Kind, str, int]:
    return request.kind, request.table, request.vintage


def _meanings(labels: Mapping[AcsRequest, pa.Table]) -> Meanings:
    said: Iterable[tuple[AcsRequest, dict[str, str]]] = ((r, acs_labels.meanings(lines)) for r, lines in labels.items())
    return {(r.kind.source, v, r.vintage): words[v] for r, words in said for v in r.variables if v in words}
