"""Crosswalk files as a community brings them: which part of a tract's households, people or land lies in which neighborhood."""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from geo.errors import CommunityError
from geo.geoid import is_geoid

# Publishers round weights, so those of one tract may sum to a little more than 1 (contract of the crosswalk table).
MOST = 1.01
NEIGHBORHOOD_COLUMN = "neighborhood_id"


class Part(NamedTuple):
    """A tract, a neighborhood, and the share of the tract that lies in it."""

    tract: str
    neighborhood: str
    weight: float


def parts(path: Path, tract_column: str, neighborhoods: Collection[str]) -> list[Part]:
    """Rows of the file in its order. Raises CommunityError at a wrong column, GEOID, weight, id, repetition or sum."""
    rows = _rows(path, (NEIGHBORHOOD_COLUMN, tract_column, "weight"))
    found = [_part(path, line, row, tract_column) for line, row in rows]
    _check_ids(path, found, neighborhoods)
    _check_sums(path, found)
    return found


def _rows(path: Path, needed: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [c for c in needed if c not in (reader.fieldnames or ())]
        if missing:
            found = ", ".join(reader.fieldnames or ()) or "nothing"
            raise CommunityError(f"{path}: expected the columns {', '.join(needed)}; found {found}.")
        return [(reader.line_num, row) for row in reader]


def _part(path: Path, line: int, row: dict[str, str], tract_column: str) -> Part:
    tract, text = (row[tract_column] or "").strip(), (row["weight"] or "").strip()
    if not is_geoid(tract, "tract"):
        raise CommunityError(f'{path}, line {line}: expected a tract GEOID of 11 digits, found "{tract}".')
    try:
        weight = float(text)
    except ValueError:
        weight = float("nan")
    if not 0 < weight <= 1:
        raise CommunityError(f'{path}, line {line}: expected a weight above 0 and at most 1, found "{text}".')
    return Part(tract, (row[NEIGHBORHOOD_COLUMN] or "").strip(), weight)


def _check_ids(path: Path, found: Iterable[Part], neighborhoods: Collection[str]) -> None:
    seen = set()
    for part in found:
        if part.neighborhood not in neighborhoods:
            raise CommunityError(
                f'{path}: neighborhood "{part.neighborhood}" (tract {part.tract}) is not in the boundaries file. '
                "Use the ids of its features."
            )
        if part[:2] in seen:
            raise CommunityError(f"{path}: tract {part.tract} is given to {part.neighborhood} twice. Keep one row.")
        seen.add(part[:2])


def _check_sums(path: Path, found: Iterable[Part]) -> None:
    sums: dict[str, float] = defaultdict(float)
    for part in found:
        sums[part.tract] += part.weight
    over = {tract: total for tract, total in sums.items() if total > MOST}
    if over:
        rows = "; ".join(f"{tract}: {total:.3f}" for tract, total in sorted(over.items())[:3])
        raise CommunityError(f"{path}: weights of a tract sum to at most 1 (within 0.01); {len(over)} go over: {rows}.")
