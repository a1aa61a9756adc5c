"""Whether a release would take from people what they can see now only because a source failed; then it is not made."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from geo.errors import FlashlightError
from indicators import release
from indicators.catalog import records, variables
from indicators.feeds import feeds_of
from indicators.measure import Measure

SHOWN = ("published", "range")
# Files of a release, and how the pieces that bring them are named.
MAPS = {"shapes/": ("boundaries ",), "points/": ("school ", "layer ")}


class LossError(FlashlightError):
    """A build would replace a fuller release only because sources did not answer."""


def refuse_loss(root: Path, served: Mapping[str, Any], new: release.Contents, failed: Mapping[str, str]) -> None:
    """Raise LossError if a failed source would cost a measure all or more than half of its numbers, or cost a map."""
    if not failed:
        return
    before, after = _shown(release.read_statement(root, served["id"])["rows"]), _shown(new.suppression["rows"])
    fewer = [m for m in new.measures.values() if after[m.id] < before[m.id] / 2]
    lost = {f"{m.id} ({before[m.id]:,} numbers, then {after[m.id]:,})": of_measure(m, failed) for m in fewer}
    lost |= {name: _of_map(name, failed) for name in _lost_maps(served, new)}
    lost = {what: pieces for what, pieces in lost.items() if pieces}
    if lost:
        names = list(dict.fromkeys(piece for pieces in lost.values() for piece in pieces))
        raise LossError(
            f"Sources failed, and a release without them would lose {', '.join(lost)}. The release served now stays. "
            f"What failed: {listed(names)}. The first said: {failed[names[0]]} Run the build again when the source answers."
        )


def _shown(rows: Iterable[Mapping[str, Any]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        found[row["measure"]] += row["rows"] if row["status"] in SHOWN else 0
    return found


def of_measure(measure: Measure, failed: Iterable[str]) -> list[str]:
    """Failed pieces the measure is made of: a survey table, by which a piece's name ends, or a feed by its title."""
    tables = {variable.rsplit("_", 1)[0] for variable in set(variables(measure)) - set(records(measure))}
    titles = {feed.title for feed in feeds_of(measure)}
    return [name for name in failed if name in titles or name.rsplit(" ", 1)[-1] in tables]


def _lost_maps(served: Mapping[str, Any], new: release.Contents) -> list[str]:
    there = {f"shapes/{name}" for name in new.shapes} | {f"points/{name}" for name in new.points}
    return sorted(name for name in served["digests"] if name.startswith(tuple(MAPS)) and name not in there)


def _of_map(name: str, failed: Mapping[str, str]) -> list[str]:
    return [piece for piece in failed if piece.startswith(MAPS[name.partition("/")[0] + "/"])]


def listed(names: Collection[str], most: int = 6) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(list(names)[:most]) + more
