"""One digest of all a release is made from: the community's files, the cached answers, this program. Not of when."""

import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

from geo.declared import Community
from indicators.build_gather import Gathered
from sources import acs
from sources.cache import Cache
from sources.sidecar import digest_of

_CODE = Path(__file__).resolve().parents[1]
# What decides numbers, shapes and words of a release; pages and charts only show them.
_PACKAGES = ("geo", "sources", "indicators")


def made_by(community: Community) -> str:
    """Digest of what reads the sources' answers: the program, and the community's files, which say what of them is wanted."""
    digest = hashlib.sha256(code_digest().encode())
    for path in community.files():
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def inputs_digest(reader: str, cache: Cache, found: Gathered) -> str:
    """Digest that is the same exactly when a build would write the same numbers again; `reader` is what made_by gives."""
    digest = hashlib.sha256(reader.encode())
    held = [cache.peek(key) for request in found.held for key in acs.keys(request)]
    used = {(side.source, side.name): side for side in [*cache.entries(), *held] if side is not None}
    digest.update(digest_of(used.values()).encode())
    digest.update("\n".join(sorted(found.failed)).encode())
    return digest.hexdigest()


def areas_digest(community: Community) -> str:
    """Digest of what decides which areas are asked for: other places, districts or tracts mean other rows."""
    area = community.neighborhoods
    digest = hashlib.sha256(repr((community.places, community.districts, community.state)).encode())
    for crosswalk in area.crosswalks:
        digest.update(repr(crosswalk.vintages).encode() + crosswalk.file.read_bytes())
    return digest.hexdigest()


@functools.cache
def code_digest() -> str:
    """Digest of the program that computes a release, as it stood on the disk when it was first asked for."""
    digest = hashlib.sha256(version("flashlight").encode())
    for package in _PACKAGES:
        for path in sorted(p for p in (_CODE / package).rglob("*") if p.suffix in (".py", ".toml")):
            digest.update(path.relative_to(_CODE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
