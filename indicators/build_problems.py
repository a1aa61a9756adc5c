"""What failed, told so that a person can read it: one sentence for all pieces that failed in the same way, and for all years."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from indicators.build_loss import listed

_YEAR = re.compile(r"\b20\d{2}\b")
_ANY_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def told(failed: Mapping[str, str]) -> list[str]:
    """A sentence for each way of failing, with the pieces it befell; pieces differ by year and by table only."""
    ways: dict[str, list[str]] = {}
    for name, said in sorted(failed.items()):
        ways.setdefault(_way(name, said), []).append(name)
    return [f"{listed(names)}: {_without(names[0], failed[names[0]])}" for names in ways.values()]


def _without(name: str, said: str) -> str:
    """The sentence without the piece's own name before it, which stands there already."""
    head, colon, rest = said.partition(": ")
    return rest if colon and name.lower().startswith(head.lower()) else said


def once(sentences: Iterable[str]) -> list[str]:
    """The sentences in their order; those that name one year each and differ in nothing else are one that names all years."""
    years: dict[str, list[str]] = {}
    for said in sentences:
        found = _ANY_YEAR.findall(said)
        alike, year = (_ANY_YEAR.sub("\0", said), found) if len(found) == 1 else (said, [])
        years.setdefault(alike, []).extend(year)
    return [said.replace("\0", _and(sorted(set(of)))) for said, of in years.items()]


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _way(name: str, said: str) -> str:
    """The sentence without what tells one piece from another."""
    for word in sorted(name.split(), key=len, reverse=True):
        if any(c.isdigit() for c in word):
            said = said.replace(word, "#")
    return _YEAR.sub("#", said)


def without_place(sentences: Iterable[str], root: Path) -> list[str]:
    """The same sentences: a release tells them to everybody, and where on this machine the cache lies is nobody's business."""
    folders = sorted({str(root), str(root.absolute()), str(root.resolve())}, key=len, reverse=True)
    found = list(sentences)
    for folder in folders:
        found = [said.replace(folder, "the cache") for said in found]
    return found
