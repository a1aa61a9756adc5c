"""The build: sources → observations → estimates → what may be shown → a release; or nothing, when nothing is new."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import community as communities
from geo.declared import Community
from geo.errors import FlashlightError
from indicators import plan as plans
from indicators import release
from indicators.build_digest import inputs_digest
from indicators.build_gather import Gathered, Progress, Sources, gather, observations
from indicators.catalog import MEASURES, NOT_YET
from indicators.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

Say = Callable[[str], None]


class LossError(FlashlightError):
    """A build would replace a fuller release only because sources did not answer."""


@dataclass(frozen=True)
class Built:
    """The release that is served now, whether this build made it, and what a person should know."""

    release_id: str
    new: bool
    problems: tuple[str, ...]
    vintages_with_key: tuple[int, ...]


def build(
    path: Path, root: Path, sources: Sources, progress: Progress | None = None, say: Say = lambda _: None
) -> Built:
    """Build one community into the data folder. With the same inputs as the release that is served, no release is made.

    Raises CommunityError, KeyInvalid, NothingGatheredError, BuildRunningError, LossError, WithheldNumberError; the release
    served stays.
    """
    community = communities.read(path)
    plan = plans.make(community, sources.key is not None)
    with release.building(root):
        found = gather(plan, community, sources, progress)
        digest = inputs_digest(community, sources.cache, found)
        served = release.pointers(root).get(community.slug)
        if served and release.read_about(root, served)["inputs_digest"] == digest:
            return Built(served, False, tuple(found.problems), plan.with_key)
        say("computing")
        contents = _contents(community, plan, found, sources, digest)
        if served and found.failed:
            refuse_loss(release.read_statement(root, served), contents.suppression, found.failed)
        say("writing")
        release_id = release.write(root, contents, datetime.now(UTC))
    return Built(release_id, True, tuple(found.problems), plan.with_key)


def refuse_loss(served: Mapping[str, Any], new: Mapping[str, Any], failed: Mapping[str, str]) -> None:
    """Raise LossError if failed sources would take away more than half of the numbers people can see now."""
    before, after = _shown(served), _shown(new)
    if after < before / 2:
        name, why = next(iter(failed.items()))
        raise LossError(
            f"{len(failed)} sources failed, and a release without them would show {after:,} numbers where the one served now "
            f"shows {before:,}. It stays. First failure: {name}: {why} Run the build again when the source answers."
        )


def _shown(statement: Mapping[str, Any]) -> int:
    return sum(row["rows"] for row in statement["rows"] if row["status"] in ("published", "range"))


def _contents(community: Community, plan: Plan, found: Gathered, sources: Sources, digest: str) -> release.Contents:
    # Imported here, so that a build with nothing new ends before numpy's and GDAL's heavier parts are loaded.
    from indicators import build_geography as geography
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
        "inputs_digest": digest,
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
    )


def _estimates(
    community: Community, used: tuple[int, ...], observed: "pd.DataFrame", areas: "pd.DataFrame"
) -> "dict[str, pd.DataFrame]":
    from geo import crosswalk
    from indicators.compute import estimates

    walks = {vintage: crosswalk.for_vintage(community, vintage) for vintage in used}
    rows = estimates(MEASURES.values(), observed, areas, walks)
    return {str(measure): part for measure, part in rows.groupby("measure", sort=False)}


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
