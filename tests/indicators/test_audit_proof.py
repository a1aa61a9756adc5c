"""A proof is that of a release only where it holds all that the rows as written tell, and knows it no less narrowly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from indicators import gate, release, release_proof_file
from indicators.audit import Audit, Kept, audit, told
from indicators.audit_book import Book
from indicators.audit_proof import unlike
from indicators.audit_report import public, report
from indicators.audit_text import as_text
from indicators.gate import Secured, UnsafeReleaseError
from indicators.release_private import Private
from indicators.release_proof import Proof
from indicators.suppression.assault_view import Publication
from indicators.suppression.proof import verify
from indicators.suppression.relations import UNBOUNDED, Relations
from tests.indicators.audited import ENROLLED, HIDDEN, of_place
from tests.indicators.gated import LOG, NOBODY_KNOWS, frames, written
from tests.indicators.pools import gated, pooled
from tests.releases import small_contents, ungated


@pytest.fixture(scope="module")
def secured() -> Secured:
    return gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS)


def ungated_release(root: Path, secured: Secured, proof: Proof, private: Private | None = None) -> Audit:
    """The audit of a release that no gate saw, with this proof beside it."""
    kept = replace(private or Private(), proof=release_proof_file.as_bytes(proof))
    contents = replace(small_contents(), published=secured.published, log=secured.log, private=kept)
    made = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
    return audit(root, release.write(root, contents, made, ungated))


def faults(found: Audit) -> list[str]:
    """What is wrong with the proof, but for its digest, of which a release that no gate saw says nothing."""
    assert found.proven is not None
    return [fault.reason for fault in found.proven.faults if "went with the release" not in fault.reason]


def without_equations(proof: Proof) -> Proof:
    r = proof.relations
    none = sparse.csr_array((0, len(r.values)), dtype=np.int64)
    bare = Relations(r.values, r.lower, r.upper, r.offered, none, r.names, [])
    return replace(proof, relations=bare)


def unlimited(proof: Proof) -> Proof:
    r = proof.relations
    return replace(proof, relations=replace(r, lower=np.zeros_like(r.lower), upper=np.full_like(r.upper, UNBOUNDED)))


def without_least(proof: Proof) -> Proof:
    return replace(proof, relations=replace(proof.relations, lower=np.zeros_like(proof.relations.lower)))


def without_most(proof: Proof) -> Proof:
    r = proof.relations
    return replace(proof, relations=replace(r, upper=np.full_like(r.upper, UNBOUNDED)))


def all_hidden(proof: Proof) -> Proof:
    return replace(proof, hidden=np.ones_like(proof.hidden))


def not_offered(proof: Proof) -> Proof:
    r = proof.relations
    return replace(proof, relations=replace(r, offered=np.zeros_like(r.offered)))


def another_name(proof: Proof) -> Proof:
    r = proof.relations
    return replace(proof, relations=replace(r, names=[name.replace("white", "nobody") for name in r.names]))


def split(proof: Proof) -> Proof:
    """The first cell in two columns, so that its equation holds one and its bounds the other."""
    r = proof.relations
    wide = sparse.csr_array(sparse.hstack([r.matrix, sparse.csr_array((len(r.equations), 1), dtype=np.int64)]))
    twice = Relations(
        np.append(r.values, r.values[:1]),
        np.append(r.lower, r.lower[:1]),
        np.append(r.upper, r.upper[:1]),
        np.append(r.offered, r.offered[:1]),
        sparse.csr_array(wide, dtype=np.int64),
        [*r.names, r.names[0]],
        r.equations,
    )
    return replace(proof, relations=twice, hidden=np.append(proof.hidden, proof.hidden[:1]))


CHANGES = [
    (without_equations, "lacks an equation"),
    (unlimited, "knows less of a number"),
    (without_least, "knows less of a number"),
    (without_most, "knows less of a number"),
    (all_hidden, "takes as hidden what is shown"),
    (not_offered, "takes as hidden what is shown"),
    (another_name, "lacks, or has twice, a number"),
    (split, "lacks, or has twice, a number"),
]


@pytest.mark.parametrize(("change", "said"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_a_proof_of_other_tables_is_refused_by_the_gate_and_by_the_audit(
    tmp_path: Path, secured: Secured, change: Callable[[Proof], Proof], said: str
) -> None:
    other = change(secured.kept)
    assert not verify(other.relations, other.hidden, other.demand, other.witnesses)  # it holds by itself
    with pytest.raises(UnsafeReleaseError, match=said) as refused:
        written(tmp_path, replace(secured, kept=other))
    assert "could not be proven safe" in str(refused.value)
    assert "could be worked out" not in str(refused.value)
    assert release.known(tmp_path) == []
    assert f"{said} that the release tells" in faults(ungated_release(tmp_path, secured, other))


def test_a_proof_that_holds_more_than_the_release_tells_is_none_the_worse(tmp_path: Path, secured: Secured) -> None:
    r = secured.kept.relations
    upper = np.where(secured.kept.hidden, r.values + 20, r.upper)
    assert faults(ungated_release(tmp_path, secured, replace(secured.kept, relations=replace(r, upper=upper)))) == []


def test_the_order_of_the_rows_makes_no_difference(tmp_path: Path, secured: Secured) -> None:
    published, log, behind = frames(ENROLLED, HIDDEN)
    turned = gate.secure(published[::-1].reset_index(drop=True), log, behind, NOBODY_KNOWS)
    assert list(turned.kept.relations.names) == list(secured.kept.relations.names)
    assert faults(audit(tmp_path, written(tmp_path, turned))) == []


def test_a_partners_proof_is_compared_before_it_is_thrown_away(tmp_path: Path) -> None:
    secured = gated(pooled())
    with pytest.raises(UnsafeReleaseError, match="lacks an equation"):
        written(tmp_path, replace(secured, partners=without_equations(secured.partners)))
    assert faults(audit(tmp_path, written(tmp_path, secured))) == []


# Earlier releases


@pytest.mark.parametrize("gone", [False, True])
def test_earlier_releases_that_came_or_went_are_named_and_no_fault_of_the_proof(
    tmp_path: Path, secured: Secured, gone: bool
) -> None:
    if gone:
        private = Private(corrected={"a release that was taken away": []})
        found = ungated_release(tmp_path, secured, secured.kept, private)
        moved = "a release that was taken away"
    else:
        moved = written(tmp_path, secured)
        found = ungated_release(tmp_path, secured, secured.kept)
    assert found.moved == (moved,)
    assert faults(found) == []
    said = report(found)
    assert f"have come or gone since it was made: {moved}." in as_text(said)
    assert "moved" not in public(said)
    bare = ungated_release(tmp_path / "bare", secured, without_equations(secured.kept), Private(corrected={"x": []}))
    assert any("lacks an equation" in reason for reason in faults(bare))


def test_with_the_same_earlier_releases_all_that_they_tell_must_be_in_the_proof(
    tmp_path: Path, secured: Secured
) -> None:
    written(tmp_path, secured, hour=9)
    published, log, behind = frames(ENROLLED, HIDDEN)
    behind.loc[behind["group"] == "white", "value"] += 1
    behind.loc[behind["group"] == "all", "value"] += 1
    published.loc[published["group"].isin(["white", "all"]), "value"] += 1
    known = gate.known(tmp_path, behind, 10, ())
    later = gate.secure(published, log, behind, known)
    assert len(later.kept.relations.equations) == 2  # the earlier release's sum is another
    with pytest.raises(UnsafeReleaseError, match="lacks"):  # the first proof knows nothing of it
        written(tmp_path, replace(later, kept=secured.kept), hour=13)
    found = audit(tmp_path, written(tmp_path, later, hour=13))
    assert found.moved == ()
    assert faults(found) == []
    assert "It counts in all that the rows of this release, and of those before it, tell." in as_text(report(found))


def test_of_two_columns_of_one_name_the_one_that_knows_less_counts(secured: Secured) -> None:
    """Distances to printed rates may share a name."""
    none, both = sparse.csr_array((0, 2), dtype=np.int64), np.array([5, 5])
    distances = Relations(both, np.array([0, 5]), np.array([9, 9]), np.ones(2, bool), none, ["far", "far"], [])
    proof = replace(secured.kept, relations=distances, hidden=np.ones(2, bool))
    told_of = Publication(np.array([3]), np.array([9]), sparse.csr_array((0, 1), dtype=np.int64), ["far"], [])
    assert [fault.reason for fault in unlike(proof, told_of, ())] == ["knows less of a number that the release tells"]


def test_a_release_that_tells_nothing_asks_nothing_of_its_proof(secured: Secured) -> None:
    assert unlike(secured.partners, Book().publication()[0], ()) == []


def test_sums_over_areas_are_compared_only_with_the_same_earlier_releases(tmp_path: Path) -> None:
    published = pd.DataFrame(
        [
            of_place("students_national", "state", "09", {"value": 60.0}),
            of_place("students_national", "school_district", "0900001", {"value": 40.0}),
            of_place("students_national", "school_district", "0900002", {}),
        ]
    )
    behind = published.assign(value=[60.0, 40.0, 6.0], status="estimated")
    log = published[published["status"] == "suppressed"].assign(rule="primary", reason="few")[LOG]
    found = audit(tmp_path, written(tmp_path, gate.secure(published, log, behind, NOBODY_KNOWS)))
    each = [told(one, Kept(), partners=False) for one in (found, replace(found, moved=("one",)))]
    assert [len(publication.equations) for publication, _ in each] == [1, 0]
    assert [any("elsewhere" in cell for cell in cells) for _, cells in each] == [True, False]
