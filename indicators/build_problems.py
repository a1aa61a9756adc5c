"""What failed, told so that a person can read it: one sentence for all pieces that failed in the same way."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from indicators.build_loss import listed

_YEAR = re.compile(r"\b20\d{2}\b")


def told(failed: Mapping[str, str]) -> list[str]:
    """A sentence for each way of failing, with the pieces it befell; pieces differ by year and by table only."""
    ways: dict[str, list[str]] = {}
    for name, said in sorted(failed.items()):
        ways.setdefault(_way(name, said), []).append(name)
    return [f"{listed(names)}: {failed[names[0]]}" for names in ways.values()]


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
