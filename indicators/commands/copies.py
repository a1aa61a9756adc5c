"""Releases on this machine that hold a partner's numbers past the day by which every copy was to be destroyed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from indicators import agreements, release
from indicators.agreements import Term

# A release says what readers hold; without it a later build protects nothing of that.
KNOWN_NO_MORE = (
    "What a removed release showed no longer counts as known, and a number corrected since may then tell what it hid. Before that "
    "list what it showed in assume_public; or, if the agreement allows, keep its public files and remove its private folder alone."
)


@dataclass(frozen=True)
class Overdue:
    """A partner of a community, the day that has passed, and the releases that hold its numbers, oldest first."""

    partner: str
    destroy_by: date
    releases: tuple[str, ...]


def of_partner(root: Path, slug: str, partner: str) -> tuple[str, ...]:
    """Ids of a community's releases in which numbers of this partner are, oldest first."""
    return tuple(
        about["id"]
        for about in _abouts(root)
        if about["community"]["slug"] == slug and any(term.partner == partner for term in _terms(about))
    )


def overdue(root: Path, day: date) -> Iterator[Overdue]:
    """Every partner whose numbers should be gone by now, by what the newest release that names it says of the agreement."""
    last: dict[tuple[str, str], date] = {}
    for about in _abouts(root):
        for term in _terms(about):
            if term.destroy_by:
                last[about["community"]["slug"], term.partner] = term.destroy_by
    for (slug, partner), destroy_by in sorted(last.items()):
        if day > destroy_by:
            yield Overdue(partner, destroy_by, of_partner(root, slug, partner))


def to_remove(root: Path, releases: Sequence[str]) -> str:
    """What to do about releases that hold what should be gone: which folders to remove, and what comes first."""
    served = sorted(set(release.pointers(root).values()) & set(releases))
    first = f"{', '.join(served)} is served: build again first, so that another is. " if served else ""
    return f"{first}{KNOWN_NO_MORE} Remove by hand, since no command does: {', '.join(map(str, _folders(root, releases)))}."


def _folders(root: Path, releases: Iterable[str]) -> Iterator[Path]:
    for release_id in releases:
        yield from (folder for room in ("releases", "private") if (folder := root / room / release_id).is_dir())


def _abouts(root: Path) -> Iterator[Mapping[str, Any]]:
    """What each release says of itself, oldest first; `flashlight releases` names those that say nothing readable."""
    for release_id in release.known(root):
        try:
            yield release.read_about(root, release_id)
        except release.ReleaseError:
            continue


def _terms(about: Mapping[str, Any]) -> set[Term]:
    return {term for terms in agreements.kept(about).values() for term in terms}
