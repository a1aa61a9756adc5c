"""Made-up communities of a few small tables, drawn, with what changes between their releases, and their builds through the gate."""

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from indicators.audit_earlier import standing
from indicators.audit_rows import ROW, Earlier
from indicators.catalog import MEASURES, is_pool
from indicators.gate import Known, Secured, UnsafeReleaseError, secure
from indicators.group_pools import Kept, with_pools, with_singles
from indicators.suppression.publish import publish
from indicators.tables import ESTIMATE

RACES = ("aian", "asian", "black", "latino", "white", "two")
DISTRICTS, STATE, CITY = ("0900001", "0900002"), "09", "0900999999"
NEAR = ("ash-hill", "bell-meadow", "canada-park")
BLANK = {"value": math.nan, "status": "not_reported"}

Key = tuple[str, str, str, str]  # measure, level, geoid, group
Numbers = dict[Key, tuple[int, int]]  # part and others
ByRow = Mapping[tuple[Any, ...], Mapping[Hashable, Any]]


class Release(NamedTuple):
    """What a community knows when a release is built: numbers of every smallest cell, and the rows their publisher hid."""

    numbers: Numbers
    hidden: frozenset[Key]
    minimum: int


@dataclass(frozen=True)
class Community:
    """One to three releases; `state` where there is a wider place that counts the smaller ones in."""

    state: bool
    releases: tuple[Release, ...]


def community(measures: Sequence[str], draw: np.random.Generator) -> Community:
    """One that reports these measures, drawn."""
    program, needs = measures[0].startswith("program"), "english_learners" in measures
    schemes = "race_ethnicity" in MEASURES[measures[0]].schemes
    groups = draw.permutation(RACES)[: draw.integers(2, 7)].tolist() if schemes else ["all"]
    inner = NEAR[: draw.integers(1, 4)] if program else DISTRICTS[: draw.integers(1, 3)]
    state = program or bool(draw.integers(2))
    places = [("neighborhood" if program else "school_district", g) for g in inner]
    places += [("county_subdivision", CITY) if program else ("state", STATE)] * state
    keys = [(m, level, g, group) for level, g in places for group in groups for m in measures]
    sizes = {key[1:]: people(draw) for key in keys}
    numbers: Numbers = {}
    for key in keys:  # the needs of students are parts of the same students
        part = int(draw.integers(0, sizes[key[1:]] + 1)) if needs else people(draw)
        numbers[key] = part, sizes[key[1:]] - part if needs else people(draw)
    own = draw.spawn(1)[0]
    if program and own.random() < 0.7:  # nobody is elsewhere
        numbers |= {key: (0, n[1]) for key, n in numbers.items() if key[2] == CITY}
    releases, minimum = [], 10
    for _ in range(draw.integers(1, 4)):
        hidden = frozenset() if program else frozenset(key for key in keys if draw.random() < 0.1)
        releases.append(Release(numbers, hidden, minimum))
        if draw.random() < 0.4 and not needs:
            numbers = numbers | {keys[draw.integers(len(keys))]: (people(draw), people(draw))}
        if program or measures[0] == "enrollment":
            numbers = numbers | corrections(numbers, own)
        minimum = max(minimum, int(draw.choice([10, 10, 10, 15])))
    return Community(state, tuple(releases))


def corrections(numbers: Numbers, draw: np.random.Generator) -> Numbers:
    """Sometimes none; else a few people more or fewer in a group of some places, of all, or of the wider one alone."""
    group = str(draw.choice([key[3] for key in numbers]))
    near = [key for key in numbers if key[3] == group]
    some = draw.permutation(len(near))[: draw.choice([0, 1, 1, 1, 2, len(near)])]
    changed = near[-1:] if draw.random() < 0.2 else [near[i] for i in some]
    return {key: (max(0, numbers[key][0] + int(draw.integers(-9, 25))), numbers[key][1]) for key in changed}


def people(draw: np.random.Generator) -> int:
    """Often few, sometimes nobody, and sometimes many."""
    return int(draw.integers(0, draw.choice([4, 12, 60, 1500])))


def estimates(release: Release, state: bool, kept: Kept | None = None) -> dict[str, pd.DataFrame]:
    """ESTIMATE rows by measure: the wider place counts the smaller ones in, and Everyone the groups; `kept` pools stay."""
    whole: dict[Key, list[int]] = {}
    for (measure, level, geoid, group), counts in release.numbers.items():
        wider = {("neighborhood", True): ("county_subdivision", CITY), ("school_district", True): ("state", STATE)}
        near = wider.get((level, state), (level, geoid))
        for place in {(level, geoid), near}:
            for name in {group, "all"}:
                total = whole.setdefault((measure, *place, name), [0, 0])
                total[0], total[1] = total[0] + counts[0], total[1] + counts[1]
    rows: dict[str, list[dict[str, Any]]] = {}
    for key, (part, others) in whole.items():
        row = _estimate(key, part, part + others, key in release.hidden)
        rows.setdefault(key[0], []).append(row | (BLANK if _left_blank(key, part) else {}))
        if key[0] == "program_children" and key[3] == "all":
            reach = ("program_reach", *key[1:])
            rows.setdefault("program_reach", []).append(_estimate(reach, part, part + others, False))
    frames = {measure: pd.DataFrame(found) for measure, found in sorted(rows.items())}
    return with_pools(frames, MEASURES, release.minimum, kept)


def _left_blank(key: Key, part: int) -> bool:
    """Whether the partner leaves the cell empty: in some neighborhoods it does so where nobody is."""
    measure, _, geoid, group = key
    return measure == "program_children" and geoid in NEAR[::2] and group != "all" and part == 0


def _estimate(key: Key, part: int, size: int, hidden: bool) -> dict[str, Any]:
    measure, level, geoid, group = key
    keys = dict(zip(ROW, (measure, level, geoid, "race_ethnicity", group, 2019), strict=True)) | {"period_start": 2018}
    keys["scheme"] = "all" if group == "all" else "race_ethnicity"
    columns = {c: math.nan for c, kind in ESTIMATE.columns.items() if kind == "float"}
    counted = MEASURES[measure].unit != "percent"
    empty = not counted and size == 0
    status = "suppressed_at_source" if hidden else "not_available" if empty else "estimated"
    return keys | columns | ({} if hidden or empty else _given(measure, part, size)) | {"status": status}


def _given(measure: str, part: int, size: int) -> dict[str, float]:
    """The numbers a publisher gives of a measure."""
    rate = round(100 * part / size, 1) if size else math.nan
    match measure:
        case "enrollment" | "students_national" | "program_children":
            return {"value": float(part)}
        case "college_enrollment":
            return {"value": rate}
        case "chronic_absence":
            return {"value": rate, "numerator": float(part)}
        case "program_reach":  # those who could be served are a survey's estimate
            exact = {"value": 100 * part / size, "numerator": float(part), "denominator": float(size)}
            return exact | {"moe": 5 * part / size, "denominator_moe": 0.05 * size}
        case _:
            return {"value": 100 * part / size, "numerator": float(part), "denominator": float(size)}


@dataclass(frozen=True)
class Built:
    """One release through the gate, with what was known before and what it was made of."""

    estimates: pd.DataFrame
    shown: pd.DataFrame
    secured: Secured
    known: Known
    then: tuple[pd.DataFrame, ...]  # the true numbers behind each earlier release


def built(community: Community) -> Iterator[Built]:
    """Every release of the community, oldest first."""
    before: list[Earlier] = []
    then: list[pd.DataFrame] = []
    kept: Kept = {}
    for number, release in enumerate(community.releases):
        behind = estimates(release, community.state, kept)
        shown, log = publish(behind, MEASURES, release.minimum)
        together = pd.concat(behind.values(), ignore_index=True)
        kept = {("prek_seats.served", "neighborhood"): next(filter(is_pool, together["group"]), "")}
        earlier = [standing(one, together) for one in before]
        known = Known(MEASURES, release.minimum, earlier, ())
        try:
            secured = secure(shown, log, together, known)
        except UnsafeReleaseError:
            # Two files that tell two numbers of the same people may leave nothing to show; no other table is refused.
            assert "students_national" in behind
            return
        yield Built(together, shown, secured, known, tuple(then))
        then.append(together)
        before.append(Earlier(f"release {number}", MEASURES, release.minimum, with_singles(secured.published)))


def by_row(rows: pd.DataFrame) -> dict[tuple[Any, ...], dict[Hashable, Any]]:
    return {tuple(r[c] for c in ROW): r for r in rows.to_dict("records")}
