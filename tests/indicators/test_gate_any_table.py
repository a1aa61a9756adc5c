"""Whatever the numbers are, and whatever was out before and corrected since: what the gate lets through tells of nobody.

Made-up communities of a few small tables, built one to three times in a row: counts, rates with and without the size of the
group, people served in a city and its neighborhoods, also with small groups pooled; with numbers that their publisher hid.
"""

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import group_pools, release_proof_file
from indicators.audit_relations import everything
from indicators.audit_rows import ROW, Earlier, corrected
from indicators.audit_watch import judge, with_rules
from indicators.catalog import MEASURES, is_pool
from indicators.gate import Known, Secured, UnsafeReleaseError, secure
from indicators.group_pools import POOLED, Kept, with_pools, with_singles
from indicators.suppression.assault import attack
from indicators.suppression.publish import publish
from indicators.tables import ESTIMATE, NUMBERS

RACES = ("aian", "asian", "black", "latino", "white", "two")
DISTRICTS, STATE, CITY = ("0900001", "0900002"), "09", "0900999999"
NEAR = ("ash-hill", "bell-meadow", "canada-park")
# Measures of one kind each: judged by themselves, or by sizes that they share.
KINDS = (
    ("enrollment",),
    ("enrollment", "students_national"),
    ("grade3_math",),
    ("graduation_4yr", "grade3_math"),
    ("chronic_absence",),
    ("enrollment", "college_enrollment"),
    ("english_learners", "special_education", "free_or_reduced_meals"),
    ("program_reach",),
    ("program_children",),  # with the reach of everyone among them
)
BLANK = {"value": math.nan, "status": "not_reported"}
HIDES = {"published": {"published", "range", "suppressed", "too_uncertain"}, "range": {"range", "suppressed"}}

Key = tuple[str, str, str, str]  # measure, level, geoid, group
Numbers = dict[Key, tuple[int, int]]  # part and others


@pytest.fixture(autouse=True, scope="module")
def _few_places_are_enough() -> Iterator[None]:
    """These communities have three neighborhoods at most, and pool groups all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(group_pools, "ENOUGH", 1)
        yield


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
    releases, minimum = [], 10
    for _ in range(draw.integers(1, 4)):
        hidden = frozenset() if program else frozenset(key for key in keys if draw.random() < 0.1)
        releases.append(Release(numbers, hidden, minimum))
        if draw.random() < 0.4 and not needs:
            numbers = numbers | {keys[draw.integers(len(keys))]: (people(draw), people(draw))}
        minimum = max(minimum, int(draw.choice([10, 10, 10, 15])))
    return Community(state, tuple(releases))


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


def built(community: Community) -> Iterator[Built]:
    """Every release of the community, oldest first."""
    before: list[Earlier] = []
    kept: Kept = {}
    for number, release in enumerate(community.releases):
        behind = estimates(release, community.state, kept)
        shown, log = publish(behind, MEASURES, release.minimum)
        together = pd.concat(behind.values(), ignore_index=True)
        kept = {("prek_seats.served", "neighborhood"): next(filter(is_pool, together["group"]), "")}
        earlier = [one._replace(corrected=corrected(one.rows, together)) for one in before]
        known = Known(MEASURES, release.minimum, earlier, ())
        try:
            secured = secure(shown, log, together, known)
        except UnsafeReleaseError:
            # Two files that tell two numbers of the same people may leave nothing to show; no other table is refused.
            assert "students_national" in behind
            return
        yield Built(together, shown, secured, known)
        before.append(
            Earlier(f"release {number}", MEASURES, release.minimum, with_singles(secured.published), frozenset())
        )


def by_row(rows: pd.DataFrame) -> dict[tuple[Any, ...], dict[Hashable, Any]]:
    return {tuple(r[c] for c in ROW): r for r in rows.to_dict("records")}


def proofs_hold(one: Built) -> None:
    for proof in (one.secured.kept, one.secured.partners):
        assert release_proof_file.summary(proof).faults == ()


def nothing_is_found_by_the_attack(one: Built) -> None:
    """Neither by the audit of the rows as they are, nor by an assault that shares nothing with it but the relations."""
    rows, known = with_rules(with_singles(one.secured.published), one.secured.log), one.known
    book, cells = everything(rows, MEASURES, known.minimum, known.earlier, ())
    judged = judge(book, rows, cells, MEASURES, known.minimum, known.earlier)
    assert [o for o in judged.open if not o.out_before] == []
    proof = one.secured.partners if len(one.secured.partners.relations.names) else one.secured.kept
    publication = judged.ranges.publication
    assert list(publication.names) == list(proof.relations.names)
    assert attack(publication, proof.relations.values, proof.demand) == []


def nothing_is_shown_that_was_hidden_before_the_gate(one: Built) -> None:
    was, now = by_row(one.shown), by_row(one.secured.published)
    assert was.keys() == now.keys()
    for key, row in now.items():
        before = was[key]
        assert row["status"] in HIDES.get(before["status"], {before["status"]})
        same = row["status"] == before["status"]
        for column in NUMBERS:
            told = row[column]
            assert math.isnan(told) or (same and told == before[column])
    hidden = {key for key, row in now.items() if row["status"] in {"suppressed", "range"}}
    assert hidden <= set(by_row(one.secured.log))


def what_was_hidden_in_a_corrected_table_is_hidden(one: Built) -> None:
    now = by_row(one.secured.published)
    for before in one.known.earlier:
        for key, row in by_row(before.rows).items():
            if key in before.corrected and key in now and row["status"] in {"suppressed", "range", POOLED}:
                told = {"range": {"published"}}.get(row["status"], {"published", "range"})
                assert now[key]["status"] not in told or (row["status"] == POOLED and now[key]["value"] == 0)


def what_one_measure_hides_no_other_shows(one: Built) -> None:
    """Children served and the reach of the same children, now and before."""
    now = by_row(one.secured.published)
    for key, row in now.items():
        other = now.get(("program_children", *key[1:]))
        if key[0] == "program_reach" and other and "suppressed" in (row["status"], other["status"]):
            assert {row["status"], other["status"]} <= {"suppressed", "not_available"}
    assert not any(row["status"] == POOLED for row in now.values())


def no_small_count_is_covered_by_what_was_out_alone(one: Built) -> None:
    """By hand, for counts: a small number whose total is known stands beside another that nobody has ever been told."""
    now, true = by_row(one.secured.published), by_row(one.estimates)
    out = _out(one)
    # What a release made with a lower minimum told of two hidden numbers together is out, whatever is asked for today.
    least = min(one.known.minimum, *(before.minimum for before in one.known.earlier), one.known.minimum)
    tables: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for key in now:
        if MEASURES[key[0]].unit != "percent":
            tables.setdefault((*key[:3], key[5]), []).append(key)
    for keys in tables.values():
        unknown = [k for k in keys if now[k]["status"] == "suppressed" and k not in out]
        few = [k for k in unknown if 0 < true[k]["value"] < one.known.minimum and k[4] != "all"]
        if len(unknown) == 1 and out >= set(keys) - set(unknown):
            continue  # all others were out before, by a lower minimum
        assert not few or len(unknown) >= 2
        total = next(k for k in keys if k[4] == "all")
        if few and total not in unknown:
            assert sum(true[k]["value"] for k in unknown if not math.isnan(true[k]["value"])) >= least or any(
                math.isnan(true[k]["value"]) for k in unknown
            )


def _out(one: Built) -> set[tuple[Any, ...]]:
    """Rows that an earlier release showed and that have not changed since."""
    found = set()
    for before in one.known.earlier:
        for key, row in by_row(before.rows).items():
            if row["status"] == "published" and key not in before.corrected:
                found.add(key)
    return found


@pytest.mark.parametrize("measures", KINDS, ids="+".join)
@settings(derandomize=True, max_examples=4)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_the_gate_lets_through_tells_of_nobody(measures: Sequence[str], seed: int) -> None:
    for one in built(community(measures, np.random.default_rng(seed))):
        proofs_hold(one)
        nothing_is_found_by_the_attack(one)
        nothing_is_shown_that_was_hidden_before_the_gate(one)
        what_was_hidden_in_a_corrected_table_is_hidden(one)
        no_small_count_is_covered_by_what_was_out_alone(one)
        what_one_measure_hides_no_other_shows(one)


def test_a_raised_minimum_stops_no_build() -> None:
    """A community whose third release is refused where the proof asks for more than what the first two left."""
    raised = community(("chronic_absence",), np.random.default_rng(14))
    assert [one.minimum for one in raised.releases] == [10, 15, 15]
    assert len(list(built(raised))) == 3
