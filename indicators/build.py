"""The build: sources → observations → estimates → what may be shown → a release; or nothing, when nothing is new."""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import clock, public_numbers
from geo import community as communities
from geo.counted import counted
from geo.declared import Community
from indicators import agreements, areas_gone, build_pieces, build_points, partner_notes, release, release_private
from indicators import plan as plans
from indicators.build_digest import areas_digest, inputs_digest, made_by
from indicators.build_gather import Gathered, Sources, gather, observations
from indicators.build_loss import of_measure, refuse_loss
from indicators.build_questions import Progress
from indicators.catalog import MEASURES, NOT_YET, variables
from indicators.plan import Plan
from sources import downloads, registry
from sources.partner_file import SOURCE as PARTNER

if TYPE_CHECKING:
    import pandas as pd

    from indicators.build_drift import Judged

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
    blocked: tuple[str, ...] = ()
    """Variables that have changed since an earlier release and wait for a person to look (`accept`); their measures are left out."""
    first: int = 0
    """How many of the problems no list may cut: what only this community can mend."""


def build(
    path: Path,
    root: Path,
    sources: Sources,
    progress: Progress | None = None,
    say: Say = lambda _: None,
    accept: Collection[str] = (),
) -> Built:
    """Build one community into the data folder. With the same inputs as the release that is served, no release is made.

    `accept` names variables, tables or "all" whose change a person has looked at. Raises CommunityError, KeyInvalid,
    NothingGatheredError, BuildRunningError, LossError, WithheldNumberError, UnsafeReleaseError; the release served stays. A served release that is
    not whole is never kept: a new one is made.
    """
    community = communities.read(path)
    reader = made_by(community)  # before anything is computed: what is edited in the meantime is for the next build
    plan = plans.make(community, sources.key is not None, holds=sources.holds)
    with release.building(root):
        downloads.clear(sources.cache.root)
        found = gather(plan, community, sources, progress, _remembered(root, community.slug, reader))
        found.first = (*found.first, *partner_notes.taken_away(release.gone(root, community.slug)))
        served, damage = _served(root, community.slug)
        if served and _nothing_new(root, served, inputs_digest(reader, sources.cache, found), accept):
            return _unchanged(served, plan, found, accept)
        say("computing")
        judged = _judged(root, community, found, sources, accept)
        contents, gate = _contents(root, (community, reader), plan, found, sources, judged)
        gone = agreements.carried(served, contents.about["agreements"], clock.today())
        contents = replace(contents, about={**contents.about, agreements.ENDED: gone})
        lost = partner_notes.lost(served, contents.about)
        if served:
            lost = (*lost, *areas_gone.note(root, served["id"], contents))
            # What its publisher has changed is told and left out; only what did not answer may stop a release.
            refuse_loss(root, served, contents, {n: said for n, said in found.failed.items() if n not in found.drifted})
        say("writing")
        release_id = release.write(root, contents, datetime.now(UTC), gate)
    # What only this community can mend, and what the release does itself, before what sources said.
    first = (*found.first, *lost, *damage, *judged.new)
    told = (*first, *_others(found))
    waiting = _variables(contents.about["blocked"])
    return Built(release_id, True, told, plan.with_key, tuple(found.failed), waiting, len(first))


def _others(found: Gathered) -> list[str]:
    return [said for said in found.problems if said not in found.first]


def _remembered(root: Path, slug: str, reader: str) -> dict[str, build_pieces.Outcome]:
    """What each piece came to when the release served was made, as far as the same program made it."""
    served = release.pointers(root).get(slug)
    return build_pieces.remembered(release_private.read_pieces(root, served), reader) if served else {}


def _nothing_new(root: Path, served: dict[str, Any], digest: str, accept: Collection[str]) -> bool:
    """Whether the release served is made of the same inputs, and nothing that it leaves out has been accepted since."""
    from indicators.build_drift import accepted

    waiting = _variables(served.get("blocked", []))
    same = release_private.read_inputs(root, served["id"]) == digest
    return same and not any(accepted(variable, accept) for variable in waiting)


def _unchanged(served: dict[str, Any], plan: Plan, found: Gathered, accept: Collection[str]) -> Built:
    """The release served, with what it still leaves out said again."""
    from indicators.build_drift import unused

    blocked = served.get("blocked", [])
    waiting = _variables(blocked)
    first = (*found.first, *(b["said"] for b in blocked))
    told = (*first, *_others(found), *unused(accept, waiting))
    return Built(served["id"], False, told, plan.with_key, tuple(found.failed), waiting, len(first))


def _variables(blocked: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(variable for change in blocked for variable in change["variables"]))


def _judged(root: Path, community: Community, found: Gathered, sources: Sources, accept: Collection[str]) -> "Judged":
    """All observations, compared with what the release served was built from; what is held back stands first in the problems."""
    from indicators import build_drift, build_history

    rows = observations(found, sources)
    # A partner's numbers are confidential and leave with the agreement; digests of small counts could be guessed.
    lasting = rows[rows["source"] != PARTNER]
    now = build_history.account(lasting, found.meanings, areas_digest(community))
    served = release.pointers(root).get(community.slug)
    before = release_private.read_account(root, served) if served else None
    judged = build_drift.judge(rows, before, now, accept, found.failed)
    found.problems[:0] = judged.problems
    if served and before is None:
        judged.new.append(
            f"What {served} was built from is not kept in {root / 'private'}: changes of its sources could not be looked for."
        )
    return judged


def _served(root: Path, slug: str) -> tuple[dict[str, Any] | None, list[str]]:
    """The served release's own account, once all its files were found whole; else None and what is wrong with it."""
    release_id = release.pointers(root).get(slug)
    if release_id is None:
        return None, []
    try:
        return release.verify(root, release_id), []
    except release.ReleaseError as error:
        return None, [f"The release that was served is replaced by a new one. {error}"]


def _contents(
    root: Path,
    asked: tuple[Community, str],
    plan: Plan,
    found: Gathered,
    sources: Sources,
    judged: "Judged",
) -> tuple[release.Contents, release.Gate]:
    """The release and its gate; `asked` is the community and the digest of what was to be built, taken before."""
    # Imported here, so that a build with nothing new ends before numpy's and GDAL's heavier parts are loaded.
    import pandas as pd

    from indicators import build_drift, crosswalk_error, gate, pools_before, release_proof_file
    from indicators import build_geography as geography
    from indicators.area_ids import declared
    from indicators.build_provenance import provenance
    from indicators.group_pools import with_pools
    from indicators.pooled import pooled
    from indicators.suppression.policy import Policy
    from indicators.suppression.publish import publish

    (community, reader), rows = asked, judged.rows
    used = _used(rows)
    names = geography.published_names(found.boundaries)
    areas = geography.geography(community, used, names)
    estimates = build_drift.unavailable(_estimates(community, (found, sources), rows, areas), judged.held)
    policy, kept = Policy(community.minimum_count), pools_before.kept(root, estimates)
    by_measure = with_pools(
        {
            measure: pooled(part, community.pooled[measure]) if measure in community.pooled else part
            for measure, part in ((str(name), part) for name, part in estimates.groupby("measure", sort=False))
        },
        MEASURES,
        policy.minimum,
        kept,
    )
    published, log = publish(by_measure, MEASURES, policy.minimum)
    behind = pd.concat(by_measure.values(), ignore_index=True)
    places, shapes = geography.places(community, names), geography.shapes(community, used, found.boundaries)
    secured = gate.secure(
        _measured(published, found, judged),
        log,
        behind,
        gate.known(root, behind, policy.minimum, _assumed(community), declared(community.slug, places, shapes)),
    )
    judged.new[:0] = secured.problems()
    if secured.more:
        judged.new.append(
            f"{counted(secured.more, 'row more is', 'rows more are')} hidden than each table alone needs: all tables together, or "
            "with earlier releases, would give others away. `flashlight audit` names what is taken as known."
        )
    about = _about(community, plan, found, used) | {
        "places": places,
        "blocked": build_drift.told(judged.held),
    }
    contents = release.Contents(
        about=about,
        published=secured.published,
        measures=MEASURES,
        geography=areas,
        provenance=provenance(plan, MEASURES, sources.cache.entries()),
        suppression=_statement(policy, secured.published),
        log=secured.log,
        shapes=shapes,
        points=build_points.files(found.points),
        sources=registry.as_json().encode(),
        private=release_private.Private(
            judged.account,
            # Only now, since reading what was gathered may have failed as well.
            inputs_digest(reader, sources.cache, found),
            found.private,
            release_proof_file.as_bytes(secured.kept),
            secured.assumed,
            secured.corrected(),
            build_pieces.as_bytes(reader, found.lasting),
        ),
        crosswalks=crosswalk_error.statement(_crosswalks(community, used), rows),
    )
    return contents, lambda data, name: gate.attacked(data, name, secured)


def _assumed(community: Community) -> tuple[dict[str, Any], ...]:
    return public_numbers.read(community.assume_public) if community.assume_public else ()


def _estimates(
    community: Community, gathered: tuple[Gathered, Sources], observed: "pd.DataFrame", areas: "pd.DataFrame"
) -> "pd.DataFrame":
    from indicators.compute import estimates
    from sources.variance_replicates import replicates

    found, sources = gathered
    at_rest = sources.cache.at_rest()
    exact = [replicates(sources.session, at_rest, *each, community.state) for each in found.replicates]
    used = _used(observed)
    return estimates(MEASURES.values(), observed, areas, _crosswalks(community, used), exact)


def _used(observed: "pd.DataFrame") -> tuple[int, ...]:
    """Vintages of the survey that any row is of."""
    return tuple(sorted({int(v) for v in observed.loc[observed["source"] == "acs5", "vintage"].unique()}))


def _measured(published: "pd.DataFrame", found: Gathered, judged: "Judged") -> "pd.DataFrame":
    """Rows of the measures that have any number or mark, and of those that wait for somebody to look at a changed source.

    Of a measure that no source of this community tells, a page says so once.
    """
    told = set(published.loc[published["status"] != "not_available", "measure"])
    held = {change.variable for change in judged.held}
    waiting = {m.id for m in MEASURES.values() if of_measure(m, found.drifted) or held & set(variables(m))}
    return published[published["measure"].isin(told | waiting)].reset_index(drop=True)


def _crosswalks(community: Community, used: tuple[int, ...]) -> "dict[int, pd.DataFrame]":
    from geo import crosswalk

    return {vintage: crosswalk.for_vintage(community, vintage) for vintage in used}


def _about(community: Community, plan: Plan, found: Gathered, used: tuple[int, ...]) -> dict[str, Any]:
    named = ("name", "slug", "made_up", "languages", "state", "contact")
    return {
        "community": {name: getattr(community, name) for name in named},
        "vintages_used": used,
        "vintages_with_key": plan.with_key,
        "goals": [asdict(goal) for goal in community.goals],
        "notes": [asdict(note) | {"day": note.day.isoformat()} for note in community.notes],
        "pooled": dict(community.pooled),
        "agreements": agreements.told(found.terms, MEASURES),
        "problems": found.problems,
        "layers": build_points.about(community, found.points),
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
