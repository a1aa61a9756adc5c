"""Pieces of a build that are read out of answers: asked for each time, and read again only where an answer is another one.

What each piece told stays with the release, beside digests of the answers it was told by. It is no number: sentences, and whether
there were any rows. The rows themselves are kept nowhere; whoever needs them has the piece read. What failed is tried again by each
build, since a library of another version may read it.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

import orjson
import pandas as pd

from indicators.build_questions import Questions
from sources.cache import Cache
from sources.single_cell import SingleCell
from sources.urban import Revision
from sources.witness import SameAnswers, Witness


class Telling(Protocol):
    """What a piece is read as: rows, and a sentence for each thing a reader should know about them."""

    @property
    def rows(self) -> pd.DataFrame: ...
    @property
    def problems(self) -> list[str]: ...


T = TypeVar("T", bound=Telling)


@dataclass(frozen=True)
class Outcome:
    """What a piece came to, by digests of the answers that it was given; without answers it is taken for nothing later."""

    answers: Mapping[str, str]
    problems: tuple[str, ...] = ()
    rows: bool = False


NOTHING: Mapping[str, Outcome] = MappingProxyType({})


class Piece(Generic[T]):
    """One piece by its name in the plan. `before` is what it came to when the release served was made by the same program."""

    def __init__(self, name: str, cache: Cache, observe: Callable[[Cache], T], before: Outcome | None = None) -> None:
        self.name, self._observe, self._before = name, observe, before
        self._witness = Witness(cache, before.answers if before else {})
        self.outcome = Outcome({})
        self.told: T | None = None

    def ask(self) -> "Piece[T]":
        """Asks its services, and reads their answers where any of them is new. Raises its SourceError."""
        try:
            self.read()
        except SameAnswers:
            self._witness.read_on()
            self.outcome = self._before or self.outcome
        return self

    def read(self) -> T:
        """What it tells; reads what was asked for, and asks nobody twice. Raises its SourceError."""
        if self.told is not None:
            return self.told
        self.told = self._observe(self._witness)
        # What has changed since the copy before is told once, by the build that met it.
        lasting = tuple(said for said in self.told.problems if not isinstance(said, Revision))
        self.outcome = Outcome(dict(self._witness.answers), lasting, len(self.told.rows) > 0)
        return self.told

    @property
    def problems(self) -> list[str]:
        """What a reader should know: as it was read now, or as it was told before by the same answers."""
        return self.told.problems if self.told is not None else list(self.outcome.problems)


Asked = tuple[str, Future[Piece[T]]]


@dataclass
class Pieces:
    """Pieces put among the questions of a build, each with what it came to `before`; `lasting` are those whose outcome is kept."""

    questions: Questions
    cache: Cache
    before: Mapping[str, Outcome] = field(default_factory=dict)
    lasting: list[Piece[Any]] = field(default_factory=list)

    def put(self, name: str, observe: Callable[[Cache], T], lasts: bool = True) -> "Asked[T]":
        """A piece that is asked for as soon as a place is free; where its outcome does not last, it is read each time."""
        piece = Piece(name, self.cache, observe, self.before.get(name) if lasts else None)
        self.lasting += [piece] if lasts else []
        return self.questions.put(name, piece.ask)


def as_bytes(made_by: str, pieces: Iterable[Piece[Any]]) -> bytes:
    """What pieces came to, to be read by the next build; `made_by` is a digest of the program and the community's files."""
    known = {piece.name: _stated(piece.outcome) for piece in pieces if piece.outcome.answers}
    return orjson.dumps({"made_by": made_by, "pieces": known}, option=orjson.OPT_INDENT_2)


def remembered(content: bytes, made_by: str) -> dict[str, Outcome]:
    """Outcomes by the piece's name; none where another program or another community came to them, or they cannot be read."""
    try:
        said = orjson.loads(content)
        return {n: _outcome(o) for n, o in said["pieces"].items()} if said["made_by"] == made_by else {}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _stated(outcome: Outcome) -> dict[str, Any]:
    stated = {f.name: getattr(outcome, f.name) for f in fields(Outcome)}
    return stated | {"problems": [_kept(said) for said in outcome.problems]}


def _kept(said: str) -> str | dict[str, str]:
    return {"cell_of": said.about, "said": str(said)} if isinstance(said, SingleCell) else said


def _outcome(stated: Mapping[str, Any]) -> Outcome:
    return Outcome(**{**stated, "problems": tuple(map(_told, stated["problems"]))})


def _told(kept: str | dict[str, str]) -> str:
    return kept if isinstance(kept, str) else SingleCell(kept["cell_of"], kept["said"])
