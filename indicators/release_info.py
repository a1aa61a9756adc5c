"""What a release says about itself and its places, as plain values out of release.json."""

from dataclasses import dataclass
from typing import Any

from indicators import release_files


@dataclass(frozen=True)
class CommunityInfo:
    """Whose numbers these are."""

    name: str
    slug: str
    made_up: bool
    languages: tuple[str, ...]
    state: str
    contact: str = ""  # an e-mail address or an https:// page; "" where the community names none


@dataclass(frozen=True)
class PlaceInfo:
    """A place a page can choose: one id over the years, though its GEOID may have changed."""

    id: str
    level: str
    name: str
    geoids: tuple[str, ...]


@dataclass(frozen=True)
class Shared:
    """How far a neighborhood leans on tracts divided by weight: `percent` of its `universe` (0 to 100), and who it shares with."""

    universe: str
    percent: float | None
    neighbors: tuple[str, ...]


@dataclass(frozen=True)
class ReleaseInfo:
    """What the release says about itself."""

    id: str
    made_at: str
    community: CommunityInfo
    vintages_used: tuple[int, ...]
    vintages_with_key: tuple[int, ...]
    goals: tuple[dict[str, Any], ...]
    notes: tuple[dict[str, Any], ...]
    pooled: dict[str, int]
    problems: tuple[str, ...]
    not_yet: tuple[str, ...]
    layers: tuple[dict[str, Any], ...]


def shown_order(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighborhoods alphabetically, then the other places as the community lists them."""
    near = [p for p in places if p["level"] == "neighborhood"]
    rest = [p for p in places if p["level"] != "neighborhood"]
    return sorted(near, key=lambda p: release_files.alphabetical(p["name"])) + rest


def info(about: dict[str, Any]) -> ReleaseInfo:
    """What release.json says; KeyError or TypeError where it is not as a release is written."""
    c = about["community"]
    community = CommunityInfo(
        c["name"], c["slug"], c["made_up"], tuple(c["languages"]), c["state"], c.get("contact", "")
    )
    return ReleaseInfo(
        about["id"],
        about["made_at"],
        community,
        tuple(about["vintages_used"]),
        tuple(about["vintages_with_key"]),
        tuple(about["goals"]),
        tuple(about["notes"]),
        about["pooled"],
        tuple(about["problems"]),
        tuple(about["not_yet"]),
        tuple(about["layers"]),
    )
