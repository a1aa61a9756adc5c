"""The build: sources → observations → estimates → what may be shown → a release; or nothing, when nothing is new."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import community as communities
from geo.declared import Community
from indicators import plan as plans
from indicators import release
from indicators.build_digest import inputs_digest
from indicators.build_gather import Gathered, Progress, Sources, gather, observations
from indicators.build_loss import refuse_loss
from indicators.catalog import MEASURES, NOT_YET
from indicators.plan import Plan
from sources import downloads, registry

if TYPE_CHECKING:
    import pandas as pd

Say = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """The release that is served now, whether this build made it, and what a person should know."""

    release_id: str
    new: bool
    problems: tuple[str, ...]
    vintages_with_key: tuple[int, ...]
    failed: tuple[str, ...] = ()
    """What the plan names and the release lacks, since its source failed and no earlier copy stood in."""


def build(
    path: Path, root: Path, sources: Sources, progress: Progress | None = None, say: Say = lambda _: None
) -> Built:
    """Build one community into the data folder. With the same inputs as the release that is served, no release is made.

    Raises CommunityError, KeyInvalid, NothingGatheredError, BuildRunningError, LossError, WithheldNumberError; the release
    served stays. A served release that is not whole is never kept: a new one is made.
    """
    community = communities.read(path)
    plan = plans.make(community, sources.key is not None, holds=sources.holds)
    with release.building(root):
        downloads.clear(sources.cache.root)
        found = gather(plan, community, sources, progress)
        served, damage = _served(root, community.slug)
        if served and served["inputs_digest"] == inputs_digest(community, sources.cache, found):
            return Built(served["id"], False, tuple(found.problems), plan.with_key, tuple(found.failed))
        say("computing")
        contents = _contents(community, plan, found, sources)
        if served:
            refuse_loss(root, served, contents, found.failed)
        say("writing")
        release_id = release.write(root, contents, datetime.now(UTC))
    return Built(release_id, True, (*damage, *found.problems), plan.with_key, tuple(found.failed))


def _served(root: Path, slug: str) -> tuple[dict[str, Any] | None, list[str]]:
    """The served release's own account, once all its files were found whole; else None and what is wrong with it."""
    release_id = release.pointers(root).get(slug)
    if release_id is None:
        return None, []
    try:
        return release.verify(root, release_id), []
    except release.ReleaseError as error:
        return None, [f"The release that was served is replaced by a new one. {error}"]


def _contents(community: Community, plan: Plan, found: Gathered, sources: Sources) -> release.Contents:
    # Imported here, so that a build with nothing new ends before numpy's and GDAL's heavier parts are loaded.
    from indicators import build_geography as geography
    from indicators import crosswalk_error
    from indicators.build_provenance import provenance
    from indicators.suppression.policy import Policy
    from indicators.suppression.publish import publish

    rows = observations(found, sources)
    used = tuple(sorted({int(v) for v in rows.loc[rows["source"] == "acs5", "vintage"].unique()}))
    names = geography.published_names(found.boundaries)
    areas = geography.geography(community, used, names)
    published, log = publish(_estimates(community, used, rows, areas), MEASURES, community.minimum_count)
    about = _about(community, plan, found, used) | {
        "places": geography.places(community, names),
        # Only now, since reading what was gathered may have failed as well.
        "inputs_digest": inputs_digest(community, sources.cache, found),
    }
    policy = Policy(community.minimum_count)
    return release.Contents(
        about=about,
        published=published,
        measures=MEASURES,
        geography=areas,
        provenance=provenance(plan, MEASURES, sources.cache.entries()),
        suppression=_statement(policy, published),
        log=log,
        shapes=geography.shapes(community, used, found.boundaries),
        points=geography.points(found.schools),
        sources=registry.as_json().encode(),
        crosswalks=crosswalk_error.statement(_crosswalks(community, used), rows),
    )


def _estimates(
    community: Community, used: tuple[int, ...], observed: "pd.DataFrame", areas: "pd.DataFrame"
) -> "dict[str, pd.DataFrame]":
    from indicators.compute import estimates

    rows = estimates(MEASURES.values(), observed, areas, _crosswalks(community, used))
    return {str(measure): part for measure, part in rows.groupby("measure", sort=False)}


def _crosswalks(community: Community, used: tuple[int, ...]) -> "dict[int, pd.DataFrame]":
    from geo import crosswalk

    return {vintage: crosswalk.for_vintage(community, vintage) for vintage in used}


def _about(community: Community, plan: Plan, found: Gathered, used: tuple[int, ...]) -> dict[str, Any]:
    named = ("name", "slug", "made_up", "languages", "state")
    return {
        "community": {name: getattr(community, name) for name in named},
        "vintages_used": used,
        "vintages_with_key": plan.with_key,
        "goals": [asdict(goal) for goal in community.goals],
        "problems": found.problems,
        "not_yet": [entry.measure for entry in NOT_YET if entry.measure not in MEASURES],
    }


def _statement(policy: Any, published: "pd.DataFrame") -> dict[str, Any]:
    counted = published.groupby(["measure", "level", "status"], sort=True).size().rename("rows").reset_index()
    return {
        "minimum_count": policy.minimum,
        "rules": policy.statement("en"),
        "rules_es": policy.statement("es"),
        "rows": counted.to_dict("records"),
    }
