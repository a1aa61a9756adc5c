"""Releases: folders named by time and content, put beside the older ones and switched to by one atomic pointer."""

import contextlib
import hashlib
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pandas as pd
import pyarrow as pa
from filelock import FileLock, Timeout

from geo.errors import FlashlightError
from geo.tables import GEOGRAPHY, TableError
from indicators import release_files as files
from indicators import release_private
from indicators.catalog import GROUPS, display_order, to_json
from indicators.measure import Measure
from indicators.release_private import Private
from indicators.tables import check_published

SCHEMA = 3
NAMED = re.compile(r"\d{8}T\d{6}Z-[a-z0-9]+(?:-[a-z0-9]+)*-[0-9a-f]{12}")
AUDIT = "audit.json"
# What tells when and whence is not content, nor what was found of it beside older releases: two builds of the same numbers share a hash.
_NOT_CONTENT = frozenset({"release.json", "provenance.parquet", AUDIT})
_HEAD = ("id", "schema", "made_at", "digests", "community")
NEXT_STEP = "Build the community again, or use another release with `flashlight releases --use ID`."
PROVENANCE = ("measure", "source", "title", "url", "retrieved_at", "licence", "citation", "vintage")


class ReleaseError(FlashlightError):
    """A release is missing, incomplete or of another schema."""


class BuildRunningError(FlashlightError):
    """Another build holds this data folder."""


# Reads a release by data folder and name, and gives its audit; raises to refuse it.
Gate = Callable[[Path, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Contents:
    """All that goes into a release. `about` has community, places, goals, vintages, problems, blocked, not_yet; `private` is not part of it."""

    about: Mapping[str, Any]
    published: pd.DataFrame
    measures: Mapping[str, Measure]
    geography: pd.DataFrame
    provenance: pd.DataFrame
    suppression: Mapping[str, Any]
    log: pd.DataFrame
    shapes: Mapping[str, bytes] = field(default_factory=dict)  # "tract-2021.json" -> topology
    points: Mapping[str, bytes] = field(default_factory=dict)  # "schools.json" -> points of a layer
    sources: bytes | None = None  # the list of sources as JSON
    private: Private = field(default_factory=Private)
    crosswalks: Mapping[str, Any] = field(default_factory=dict)  # indicators.crosswalk_error.statement


@dataclass(frozen=True)
class Listed:
    """One release as `flashlight releases` shows it."""

    id: str
    slug: str
    name: str
    made_at: str
    current: bool


@contextlib.contextmanager
def building(root: Path) -> Iterator[None]:
    """Hold the data folder for one build, and clear away what an interrupted one left behind."""
    (root / "releases").mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(root / "releases" / ".lock", timeout=0):
            _clear(root)
            yield
    except Timeout:
        raise BuildRunningError(
            f"Another build is using {root}. Wait for it to end, or set FLASHLIGHT_DATA to another folder."
        ) from None


def _clear(root: Path) -> None:
    """Remove what an interrupted build left: staging folders, half-made pointers, logs of releases that never were."""
    logs = [p for p in (root / "private").glob("[!.]*") if not (root / "releases" / p.name).is_dir()]
    for left in [*(root / "releases").glob(".staging-*"), *(root / "private").glob(".staging-*"), *logs]:
        shutil.rmtree(left)
    for left in (root / "current").glob(".*"):
        left.unlink()


def write(root: Path, contents: Contents, made_at: datetime, gate: Gate) -> str:
    """The id of a new release that is now the current one. Raises WithheldNumberError before anything is written.

    `gate` reads the release as it was written, before anybody else can, and gives the audit that goes with it; what it raises
    leaves the release served as it is. Whatever stops the writing, nothing of a release that is refused or not whole is left.
    The caller holds the data folder (`building`).
    """
    checked = replace(contents, published=check_published(contents.published))
    try:
        release_id = _written(root, checked, made_at, gate)
        use(root, release_id)
        return release_id
    finally:  # whoever reads the folder could work out of a refused release what it was refused for
        _clear(root)


def _written(root: Path, contents: Contents, made_at: datetime, gate: Gate) -> str:
    stage = root / "releases" / f".staging-{made_at:%Y%m%dT%H%M%SZ}"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    _write_numbers(stage, contents)
    _write_rest(stage, contents)
    digests = _digests(stage)
    slug = contents.about["community"]["slug"]
    release_id = f"{made_at:%Y%m%dT%H%M%SZ}-{slug}-{content_hash(digests)}"
    head = {"id": release_id, "schema": SCHEMA, "made_at": f"{made_at:%Y-%m-%dT%H:%M:%SZ}", "digests": digests}
    files.write_json(stage / "release.json", dict(contents.about) | head)
    files.write_json(stage / AUDIT, gate(root, stage.name))
    head["digests"] = {name: digest for name, digest in _digests(stage).items() if name != "release.json"}
    files.write_json(stage / "release.json", dict(contents.about) | head)
    files.sync_folder(stage)
    release_private.write(root, release_id, contents.log, contents.private)
    stage.rename(root / "releases" / release_id)
    files.sync_folder(root / "releases")
    return release_id


def _write_numbers(stage: Path, contents: Contents) -> None:
    published = contents.published
    known = files.areas(published, contents.geography, contents.about["places"])
    there = set(published["group"])
    order = {scheme: [g for g in display_order(scheme, there) if g != "all" or scheme == "all"] for scheme in GROUPS}
    tables = files.lookups(published, known, contents.measures, order)
    files.write_orders(stage, files.encode(published, tables))
    files.write_json(stage / "lookups.json", tables)


def _write_rest(stage: Path, contents: Contents) -> None:
    geography = GEOGRAPHY.check(contents.geography).sort_values(["level", "geoid", "vintage"])
    files.write_parquet(stage / "geography.parquet", pa.Table.from_pandas(geography, preserve_index=False))
    provenance = contents.provenance[list(PROVENANCE)].sort_values(list(PROVENANCE))
    files.write_parquet(stage / "provenance.parquet", pa.Table.from_pandas(provenance, preserve_index=False))
    files.write_bytes(stage / "catalog.json", to_json(contents.measures).encode())
    files.write_json(stage / "suppression.json", contents.suppression)
    for name, topology in contents.shapes.items():
        files.write_bytes(stage / "shapes" / name, topology)
    for name, points in contents.points.items():
        files.write_bytes(stage / "points" / name, points)
    if contents.sources is not None:
        files.write_bytes(stage / "sources.json", contents.sources)
    if contents.crosswalks:
        files.write_json(stage / "crosswalks.json", contents.crosswalks)


def _digests(folder: Path) -> dict[str, str]:
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def content_hash(digests: Mapping[str, str]) -> str:
    """Twelve characters that name the content: the same numbers, shapes and texts give the same hash."""
    content = sorted((name, digest) for name, digest in digests.items() if name not in _NOT_CONTENT)
    return hashlib.sha256(orjson.dumps(content)).hexdigest()[:12]


def read_about(root: Path, release_id: str) -> dict[str, Any]:
    """A release's own `release.json`. Raises ReleaseError that lists what there is."""
    path = root / "releases" / release_id / "release.json"
    if "/" in release_id or not path.is_file():
        there = ", ".join(sorted(known(root))[-3:]) or "none"
        raise ReleaseError(f"There is no release {release_id} in {root}. Newest there: {there}. {NEXT_STEP}")
    with readable(release_id):
        about = orjson.loads(path.read_bytes())
        lost = [name for name in _HEAD if name not in about]
        if lost:
            raise ValueError(f"release.json does not say {lost[0]}")
        return about


def read_statement(root: Path, release_id: str) -> dict[str, Any]:
    """A release's public statement of what was suppressed. Raises ReleaseError where it cannot be read."""
    with readable(release_id):
        return orjson.loads((root / "releases" / release_id / "suppression.json").read_bytes())


@contextlib.contextmanager
def readable(release_id: str) -> Iterator[None]:
    """Turn what a damaged file raises while it is read into ReleaseError that says the next step."""
    try:
        yield
    except TableError:
        raise  # a withheld number, or a table of another form: said in its own words
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"Release {release_id} cannot be read: {error}. {NEXT_STEP}") from error


def known(root: Path) -> list[str]:
    """Ids of all whole releases, oldest first."""
    return sorted(p.parent.name for p in (root / "releases").glob("[!.]*/release.json"))


def gone(root: Path, slug: str) -> list[str]:
    """Ids of a community's releases that were taken out of the folder, and whose private folder is there still."""
    there = set(known(root))
    kept = sorted(p.name for p in (root / "private").glob("[!.]*") if NAMED.fullmatch(p.name) and p.name not in there)
    return [release_id for release_id in kept if release_id[17:].rpartition("-")[0] == slug]


def pointers(root: Path) -> dict[str, str]:
    """The current release of every community in the folder, by slug."""
    return {p.name: p.read_text("ascii").strip() for p in sorted((root / "current").glob("[!.]*"))}


def switched_at(root: Path, slug: str) -> int:
    """When the community's pointer was last set, in nanoseconds."""
    return (root / "current" / slug).stat().st_mtime_ns


def use(root: Path, release_id: str) -> None:
    """Make the release the one that is served. Raises ReleaseError if its files are not those it was made with."""
    about = verify(root, release_id)
    if about["schema"] != SCHEMA or AUDIT not in about["digests"]:
        raise ReleaseError(
            f"Release {release_id} was made by another version of this program, without the audit that goes with a release "
            f"now. {NEXT_STEP}"
        )
    slug = about["community"]["slug"]
    # The id names the community; a release.json that says another could write its pointer anywhere.
    if about["id"] != release_id or not NAMED.fullmatch(release_id) or not release_id[17:].startswith(f"{slug}-"):
        raise ReleaseError(f"Release {release_id} says of itself that it is {about['id']} of {slug}. {NEXT_STEP}")
    files.replace(root / "current" / slug, f"{release_id}\n".encode("ascii"))


def verify(root: Path, release_id: str) -> dict[str, Any]:
    """The release's `release.json`, once every file has the digest written there. Raises ReleaseError."""
    about = read_about(root, release_id)
    with readable(release_id):
        found = _digests(root / "releases" / release_id)
    found.pop("release.json")
    if found != about["digests"]:
        changed = sorted(dict(found.items() ^ about["digests"].items()))
        raise ReleaseError(
            f"Release {release_id} is not whole: {', '.join(changed[:3])} changed since it was made. {NEXT_STEP}"
        )
    if content_hash(about["digests"]) != release_id.rpartition("-")[2]:
        raise ReleaseError(f"Release {release_id} does not hold the content its name was made from. {NEXT_STEP}")
    return about


def listed(root: Path) -> list[Listed]:
    """Every release, newest first, with the current ones marked."""
    current = set(pointers(root).values())
    rows = []
    for release_id in reversed(known(root)):
        is_current = release_id in current
        try:
            about = read_about(root, release_id)
        except ReleaseError:
            rows.append(Listed(release_id, "", "damaged: its release.json cannot be read", "", is_current))
            continue
        community = about["community"]
        rows.append(Listed(release_id, community["slug"], community["name"], about["made_at"], is_current))
    return rows
