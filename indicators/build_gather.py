"""Ask every source of a plan at once; what one source cannot give is a problem to report, not the end of the build."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd

from geo.declared import Community
from geo.errors import FlashlightError
from indicators import build_points
from indicators.agreements import Term
from indicators.build_labels import Labels, Meanings
from indicators.build_pieces import NOTHING, Asked, Outcome, Piece, Pieces
from indicators.build_points import Placed
from indicators.build_problems import once, without_place
from indicators.build_problems import told as told_once
from indicators.build_questions import Progress, Questions
from indicators.feeds import Ask, Feed, Told
from indicators.plan import Plan, by_api
from sources import acs, acs_assembled, acs_bulk, boundary_files, single_cell, variance_replicates
from sources.acs_request import AcsRequest
from sources.cache import Cache
from sources.session import Session
from sources.sidecar import GOOD

# Questions at a time. More than the 8 requests that a host bears (sources.retry keeps to those): some work while others wait.
AT_ONCE = 12


class NothingGatheredError(FlashlightError):
    """No source at all could be read."""


@dataclass(frozen=True)
class Sources:
    """The session, the cache and the key (or None) that all requests of a build share."""

    session: Session
    cache: Cache
    key: str | None = None

    def survey(self, request: AcsRequest, cache: Cache) -> Told:
        """Observations of one table of the summary files, which may be corrected and are asked about each time.

        What its answers left open stays with the rows, and is told once they are put together.
        """
        return Told(acs_bulk.observations(self.session, cache, request), [])

    def ask(self, request: AcsRequest) -> bool:
        """Puts one table of the API into the cache, to be read later; whether it has any row."""
        return acs.hold(self.session, self.cache, self.key, request) > 0

    def kept(self, requests: Sequence[AcsRequest]) -> pd.DataFrame:
        """Observations of held tables of one vintage, as they lie in the cache; nobody is asked. Raises Offline for a damaged one."""
        return acs_assembled.observations(self.session, self.cache, requests)

    def holds(self, request: AcsRequest) -> bool:
        """Whether the table is in the cache and cannot have changed, which only the API's answers cannot."""
        if not by_api(request, self.key is not None):
            return False
        # Of areas the service does not have in this vintage the table has no rows; those of others show that it is out.
        sides = [self.cache.peek(key) for key in acs.keys(request)]
        return all(side is not None and side.status == GOOD for side in sides)


@dataclass
class Gathered:
    """What the sources gave. `failed` says by piece what they did not; `problems` are sentences without numbers.

    `drifted` are the pieces that failed since their form or their meaning has changed. `private` are sentences that point at single
    cells: never published. `first` are the problems of the community's own files, which stand before the others.
    `held` are survey tables that do not change and lie in the cache; `pieces` and `layers` are what may change. Both are read only
    when something is to be computed (`observations`), which also fills `points`. `lasting` are all pieces, those that failed too,
    whose outcome may stay with the release.
    """

    pieces: list[Piece[Told]] = field(default_factory=list)
    layers: dict[str, Piece[Placed]] = field(default_factory=dict)  # of the map
    lasting: list[Piece[Any]] = field(default_factory=list)
    held: list[AcsRequest] = field(default_factory=list)
    boundaries: dict[tuple[int, str], bytes] = field(default_factory=dict)
    points: dict[str, Placed] = field(default_factory=dict)
    replicates: list[tuple[int, str]] = field(default_factory=list)  # vintage and table, held in the cache
    failed: dict[str, str] = field(default_factory=dict)
    drifted: set[str] = field(default_factory=set)
    labels: Labels | None = None
    problems: list[str] = field(default_factory=list)
    first: tuple[str, ...] = ()
    private: list[str] = field(default_factory=list)
    terms: dict[str, tuple[Term, ...]] = field(default_factory=dict)  # agreements behind variables of partners

    @property
    def meanings(self) -> Meanings:
        """Digests of what each line of the survey counts, by source, variable and vintage; none where nobody described them."""
        return self.labels.meanings() if self.labels else {}


def gather(
    plan: Plan,
    community: Community,
    sources: Sources,
    progress: Progress | None = None,
    before: Mapping[str, Outcome] = NOTHING,
) -> Gathered:
    """Everything the plan names is asked for; what its answers came to `before` is not read again while they are the same.

    Raises KeyInvalid at once, and NothingGatheredError when no figures came at all.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        questions = Questions(pool, progress)
        asking = Pieces(questions, sources.cache, before)
        # First, since a wrong key shows here; without a key there are none, since only the API describes its lines.
        labels = None
        if sources.key is not None:
            labels = Labels(plan.acs, (sources.session, sources.cache, sources.key), questions)
        records = _ask_feeds(plan, community, sources, asking)
        shapes = _ask_boundaries(plan, community, sources, questions)
        points = _ask_points(community, sources, asking)
        exact = _ask_replicates(plan, community, sources, questions)
        wanted = plan.acs if labels is None else labels.unchanged()
        survey = _ask_survey(wanted, sources, asking)
        files = survey.answered(questions)
        told = list(questions.answers(records).values())
        boundaries = questions.answers(shapes)
        layers = questions.answers(points)
        replicates = list(questions.answers(exact).values())
    found = Gathered([*files, *told], layers, asking.lasting, survey.held, failed=questions.failed)
    found.drifted, found.labels = questions.drifted, labels
    _refuse_nothing(bool(survey.held) or any(piece.outcome.rows for piece in found.pieces), questions.failed)
    found.boundaries = {(int(key.split()[0]), key.split()[1]): content for key, content in boundaries.items()}
    found.replicates = replicates
    # Agreements are with partners alone, whose files are read each time.
    found.terms = {v: terms for piece in told if piece.told for v, terms in piece.told.terms.items()}
    first = [said for piece in told if piece.told and piece.told.first for said in piece.problems]
    found.first = tuple(once(without_place(single_cell.apart(first)[0], sources.cache.root)))
    found.problems = [*first, *told_once(questions.failed)]
    found.problems += [said for piece in (*told, *layers.values()) for said in piece.problems if said not in first]
    found.problems += [
        f"{p.key.source} {p.key.name}: {p.error} An earlier copy stands in." for p in sources.cache.problems()
    ]
    public, found.private = single_cell.apart(found.problems)
    found.problems = once(without_place(public, sources.cache.root))
    return found


def _refuse_nothing(something: bool, failed: Mapping[str, str]) -> None:
    if not something:
        first = next(iter(failed.values()), "the plan asks for nothing")
        raise NothingGatheredError(f"No source gave any figures; nothing was changed. The first problem was: {first}")


def _named(requests: Iterable[AcsRequest]) -> dict[str, AcsRequest]:
    return {f"acs5 {r.vintage} {r.table}": r for r in requests}


def observations(found: Gathered, sources: Sources) -> pd.DataFrame:
    """All OBSERVATION rows together, and the points; what the survey's answers left open, and what could not be read, is added
    to the problems."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        questions = Questions(pool, None)
        read = {piece.name: questions.put(piece.name, piece.read) for piece in found.pieces}
        points = {layer: questions.put(piece.name, piece.read) for layer, piece in found.layers.items()}
        held = _kept(found.held, sources, questions)
        frames = [*(told.rows for told in questions.answers(read).values()), *held]
        found.points = questions.answers(points)
    _refuse_nothing(any(len(frame) for frame in frames), found.failed | questions.failed)
    found.failed |= questions.failed
    found.drifted |= questions.drifted
    found.problems += without_place(told_once(questions.failed), sources.cache.root)
    public, private = single_cell.apart(said for frame in frames for said in frame.attrs.get("problems", []))
    found.problems += public
    found.private += private
    for frame in frames:
        frame.attrs.clear()
    return pd.concat([frame for frame in frames if len(frame)], ignore_index=True)


def _kept(held: Sequence[AcsRequest], sources: Sources, questions: Questions) -> list[pd.DataFrame]:
    """A frame a vintage; where one of its tables is damaged, the others one by one."""
    vintages = {f"acs5 {r.vintage}": [s for s in held if s.vintage == r.vintage] for r in held}
    whole = {name: questions.put(name, partial(sources.kept, requests)) for name, requests in vintages.items()}
    found = questions.answers(whole)
    frames = list(found.values())
    for name in sorted(set(vintages) - set(found)):
        del questions.failed[name]
        alone = _named(vintages[name]).items()
        frames += questions.answers({n: questions.put(n, partial(sources.kept, [r])) for n, r in alone}).values()
    return frames


@dataclass
class Survey:
    """Tables asked for, by name: those of the API, which then lie in the cache, and those of the summary files; and those held."""

    api: "dict[str, tuple[AcsRequest, tuple[str, Future[bool]]]]"
    files: "dict[str, Asked[Told]]"
    held: list[AcsRequest]

    def answered(self, questions: Questions) -> list[Piece[Told]]:
        """The tables of the summary files; a table of the API that came with any row is held from now on."""
        self.held += [request for request, question in self.api.values() if questions.answer(question)]
        return list(questions.answers(self.files).values())


def _ask_survey(wanted: Iterable[AcsRequest], sources: Sources, asking: Pieces) -> Survey:
    """Questions for each table of each vintage that is not held."""
    survey = Survey({}, {}, [])
    for name, request in _named(wanted).items():
        if sources.holds(request):
            survey.held.append(request)
        elif by_api(request, sources.key is not None):
            survey.api[name] = request, asking.questions.put(name, partial(sources.ask, request))
        else:
            survey.files[name] = asking.put(name, partial(sources.survey, request))
    return survey


def _ask_feeds(plan: Plan, community: Community, sources: Sources, asking: Pieces) -> "dict[str, Asked[Told]]":
    def observe(feed: Feed, cache: Cache) -> Told:
        return feed.observe(Ask(sources.session, cache, sources.key, community))

    return {feed.id: asking.put(feed.title, partial(observe, feed), not feed.each_time) for feed in plan.feeds}


def _ask_boundaries(
    plan: Plan, community: Community, sources: Sources, questions: Questions
) -> "dict[str, tuple[str, Future[bytes]]]":
    def ask(year: int, level: str) -> bytes:
        return boundary_files.blob(sources.session, sources.cache, year, level, community.state)

    named = [(f"{year} {level}", partial(ask, year, level)) for year, level in plan.boundaries]
    return {name: questions.put(f"boundaries {name}", call) for name, call in named}


def _ask_replicates(
    plan: Plan, community: Community, sources: Sources, questions: Questions
) -> "dict[str, tuple[str, Future[tuple[int, str]]]]":
    def ask(vintage: int, table: str) -> tuple[int, str]:
        variance_replicates.hold(sources.session, sources.cache, vintage, table, community.state)
        return vintage, table

    # The table's name does not end the piece's: without replicates a measure loses no number, only the exact margin.
    named = [(f"{table} {vintage} replicates", partial(ask, vintage, table)) for vintage, table in plan.replicates]
    return {name: questions.put(name, call) for name, call in named}


def _ask_points(community: Community, sources: Sources, asking: Pieces) -> "dict[str, Asked[Placed]]":
    def observe(call: Callable[[Ask], Placed], cache: Cache) -> Placed:
        return call(Ask(sources.session, cache, sources.key, community))

    asked = build_points.questions(community)
    return {layer: asking.put(title, partial(observe, call)) for layer, (title, call) in asked.items()}
