"""`fetch`, `build`, and the made-up place's build."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from geo import community as communities
from geo.counted import counted
from geo.declared import Community
from geo.errors import FlashlightError
from indicators import plan as plans
from indicators.build import Built, build
from indicators.build_gather import Sources, gather
from indicators.build_loss import listed
from indicators.build_questions import Progress as Tell
from indicators.commands.output import err, notes, out
from indicators.settings import KEY, Settings
from sources.cache import Cache
from sources.session import Session


class IncompleteError(FlashlightError):
    """Something was made, but without all that the plan names."""


def sources_of(community: Community, settings: Settings) -> Sources:
    """The services a community is built from; a made-up place has its own, inside the program, and its own cache."""
    if community.made_up:
        # Imported here: the city's generator loads geopandas, which no real community's build may wait for.
        from communities.demo.transport import DemoAdapter

        cache = Cache(settings.data / f"cache-{community.slug}")
        return Sources(Session(mirror="", adapter=DemoAdapter()), cache, key="0" * 40)
    session = Session(mirror=settings.mirror, offline=settings.offline)
    return Sources(session, Cache(settings.data / "cache", offline=settings.offline), settings.key)


@contextmanager
def bar(title: str) -> Iterator[Tell]:
    """A progress bar on standard error, so that standard output stays clean."""
    columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total, what: progress.update(
            task, completed=done, total=total, description=f"{title}: {what}"
        )


def show_plan(path: Path, settings: Settings) -> None:
    """Print what a build would ask for; asks nobody."""
    community = communities.read(path)
    sources = sources_of(community, settings)
    plan = plans.make(community, sources.key is not None, holds=sources.holds)
    for line in plan.lines():
        out.print(line)


def run_fetch(path: Path, settings: Settings) -> None:
    """Fill the cache with everything the plan names."""
    community = communities.read(path)
    sources = sources_of(community, settings)
    with bar("Fetching") as tell:
        plan = plans.make(community, sources.key is not None, holds=sources.holds)
        found = gather(plan, community, sources, tell)
    notes(found.problems, len(found.first))
    held = len(sources.cache.entries())
    answers = counted(held, "answer is", "answers are") if held else "all answers are"
    out.print(f"{community.name}: {answers} in {settings.data}.")
    _refuse_failed(found.failed)


def run_build(path: Path, settings: Settings, accept: Collection[str] = ()) -> Built:
    """Build a community and say what came of it. Raises IncompleteError when it was made without a part of its plan."""
    community = communities.read(path)
    with bar(f"Building {community.name}") as tell:
        built = build(path, settings.data, sources_of(community, settings), tell, accept=accept)
    notes(built.problems, built.first)
    if built.vintages_with_key:
        years = ", ".join(map(str, built.vintages_with_key))
        err.print(f"[yellow]Note:[/yellow] {KEY} is not set. With a key, these vintages would be added: {years}.")
    if built.new:
        out.print(f"New release {built.release_id}. See it with `flashlight serve`.")
    else:
        out.print(f"Nothing is new: release {built.release_id} already holds these inputs. No release was made.")
    _refuse_failed(built.failed)
    _refuse_blocked(built.blocked)
    return built


def _refuse_failed(failed: Collection[str]) -> None:
    """End with exit code 1 where a source failed and no earlier copy stood in, so that whoever runs this by clock sees it."""
    if failed:
        raise IncompleteError(
            f"Not everything that was planned is there. Missing: {listed(failed)}. "
            "The notes above say why; run the command again when the sources answer."
        )


def _refuse_blocked(blocked: Collection[str]) -> None:
    """End with exit code 1 where a source has changed what it says, so that somebody looks."""
    if blocked:
        raise IncompleteError(
            f"Measures wait for somebody to look, since their sources have changed: {listed(blocked)}. "
            "The notes above say what changed; build again with --accept NAME, or --accept all, once it is found right."
        )
