"""Whatever the numbers are, and whatever was out before and corrected since: what the gate lets through tells of nobody.

Made-up communities of a few small tables, built one to three times in a row: counts, rates with and without the size of the
group, people served in a city and its neighborhoods, also with small groups pooled; with numbers that their publisher hid.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import group_pools, release_proof_file
from indicators.audit_relations import everything
from indicators.audit_watch import judge, with_rules
from indicators.catalog import MEASURES
from indicators.group_pools import POOLED, with_singles
from indicators.partner_counts import column, of_partner
from indicators.suppression.assault import attack
from indicators.tables import NUMBERS
from tests.indicators.drawn import CITY, STATE, Built, ByRow, built, by_row, community

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
HIDES = {"published": {"published", "range", "suppressed", "too_uncertain"}, "range": {"range", "suppressed"}}


@pytest.fixture(autouse=True, scope="module")
def _few_places_are_enough() -> Iterator[None]:
    """These communities have three neighborhoods at most, and pool groups all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(group_pools, "ENOUGH", 1)
        yield


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
        for name in NUMBERS:
            told = row[name]
            assert math.isnan(told) or (same and told == before[name])
    hidden = {key for key, row in now.items() if row["status"] in {"suppressed", "range"}}
    assert hidden <= set(by_row(one.secured.log))


def what_was_hidden_in_a_corrected_table_is_hidden(one: Built) -> None:
    now = by_row(one.secured.published)
    for before in one.known.earlier:
        for key, row in by_row(before.rows).items():
            if (
                key in before.corrected | before.may_be
                and key in now
                and row["status"] in {"suppressed", "range", POOLED}
            ):
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


def what_was_hidden_does_not_follow_from_what_has_not_changed(one: Built) -> None:
    """By hand, for counts: who takes for unchanged what truly is, and is shown today, works out no small number of then."""
    now, true = by_row(one.secured.published), by_row(one.estimates)
    releases = [(by_row(before.rows), by_row(true)) for before, true in zip(one.known.earlier, one.then, strict=True)]
    for before, (rows, numbers) in zip(one.known.earlier, releases, strict=True):
        out = {key for others, theirs in releases for key in _shown_and_same(others, theirs, numbers)}
        told = out | _shown_and_same(now, true, numbers)
        for whole, parts in _sums(rows):
            if rows[whole]["status"] == "published" and _few(parts, whole, rows, numbers, told, before.minimum):
                assert _few(parts, whole, rows, numbers, out, before.minimum), (whole, before.id)


def no_correction_tells_of_few(one: Built) -> None:
    """By hand, for partners' counts: neither a number less what it was, nor what is left of a table when all others are subtracted."""
    now, true = by_row(one.secured.published), by_row(one.estimates)
    mine = {key for key, row in now.items() if row["status"] == "published" and of_partner(MEASURES[key[0]])}
    releases = [(by_row(before.rows), by_row(then)) for before, then in zip(one.known.earlier, one.then, strict=True)]
    new = mine - {key for others, theirs in releases for key in _shown_and_same(others, theirs, true)}
    for before, then in releases:
        both = {key for key in mine if key in before and before[key]["status"] == "published"}
        change = {key: _people(true, key) - _people(then, key) for key in both}
        assert not [key for key in both & new if 0 < abs(change[key]) < one.known.minimum]
        for whole, parts in _sums(now):
            left = [key for key in parts if key not in both and key in then]
            groups = [key for key in left if key[2] == whole[2]]
            if whole in both and groups == left and len(left) == 1 and new & {whole, *parts}:
                rest = change[whole] - sum(change[key] for key in parts if key in both)
                assert not 0 < abs(rest) < one.known.minimum, (whole, left)


def _shown_and_same(rows: ByRow, true: ByRow, then: ByRow) -> set[tuple[Any, ...]]:
    return {
        key
        for key, row in rows.items()
        if row["status"] == "published" and key in then and _people(true, key) == _people(then, key)
    }


def _people(rows: ByRow, key: tuple[Any, ...]) -> float:
    return float(rows[key][column(MEASURES[key[0]])])


def _sums(rows: ByRow) -> list[tuple[tuple[Any, ...], list[tuple[Any, ...]]]]:
    """Everyone and the groups of a place, a city or state and its areas: the whole, which has them all, and the parts."""
    found: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for key, row in rows.items():
        measure, level, geoid, _, group, period = key
        if row["status"] == "not_reported" or not (MEASURES[measure].unit != "percent" or measure == "program_reach"):
            continue
        if group != "all" and row["status"] != POOLED:
            found.setdefault((measure, level, geoid, "all", "all", period), []).append(key)
        for wider, at, inner in (("county_subdivision", CITY, "neighborhood"), ("state", STATE, "school_district")):
            if level == inner:
                found.setdefault((measure, wider, at, *key[3:]), []).append(key)
    return [(whole, parts) for whole, parts in found.items() if whole in rows]


def _few(
    parts: list[tuple[Any, ...]],
    whole: tuple[Any, ...],
    rows: ByRow,
    then: ByRow,
    told: set[tuple[Any, ...]],
    minimum: int,
) -> bool:
    """Whether the whole, less the parts that are told, leaves a hidden part fewer people than the minimum."""
    unknown = [key for key in parts if key not in told]
    left = _people(then, whole) - sum(_people(then, key) for key in parts if key in told)
    least = sum(rows[key]["status"] == "suppressed" for key in unknown)
    return bool(unknown) and any(left - (least - (rows[key]["status"] == "suppressed")) < minimum for key in unknown)


def _out(one: Built) -> set[tuple[Any, ...]]:
    """Rows that an earlier release showed and that have not changed since."""
    found = set()
    for before in one.known.earlier:
        for key, row in by_row(before.rows).items():
            if row["status"] == "published" and key not in before.corrected:
                found.add(key)
    return found


@pytest.mark.parametrize("measures", KINDS, ids="+".join)
@settings(derandomize=True, max_examples=2)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_the_gate_lets_through_tells_of_nobody(measures: Sequence[str], seed: int) -> None:
    for one in built(community(measures, np.random.default_rng(seed))):
        proofs_hold(one)
        nothing_is_found_by_the_attack(one)
        nothing_is_shown_that_was_hidden_before_the_gate(one)
        what_was_hidden_in_a_corrected_table_is_hidden(one)
        what_was_hidden_does_not_follow_from_what_has_not_changed(one)
        no_small_count_is_covered_by_what_was_out_alone(one)
        what_one_measure_hides_no_other_shows(one)
        no_correction_tells_of_few(one)


def test_a_raised_minimum_stops_no_build() -> None:
    """A community whose third release is refused where the proof asks for more than what the first two left."""
    raised = community(("chronic_absence",), np.random.default_rng(14))
    assert [one.minimum for one in raised.releases] == [10, 15, 15]
    assert len(list(built(raised))) == 3


@pytest.mark.parametrize("seed", [12, 76])
def test_a_corrected_city_does_not_tell_what_its_neighborhoods_hid(seed: int) -> None:
    """A small neighborhood is shown with its city once both have grown, and what stood beside it has not changed."""
    for one in built(community(("program_reach",), np.random.default_rng(seed))):
        what_was_hidden_does_not_follow_from_what_has_not_changed(one)
