"""A release that passes the gate with its proof and report, one that is refused in words, and what a later audit says of them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from indicators import gate, release, release_proof_file
from indicators.audit import audit
from indicators.audit_report import public, report
from indicators.gate import UnsafeReleaseError
from indicators.release_private import PROOF
from indicators.store import Store
from tests.indicators.audited import ENROLLED, HIDDEN, counted, released
from tests.indicators.gated import LOG, NOBODY_KNOWS, frames, shown, written


def test_every_cover_that_is_taken_away_is_noticed(tmp_path: Path) -> None:
    """A release whose rows say more than what was proven is refused, its words name cell, equation and remedy; nothing is served."""
    published, log, behind = frames(ENROLLED, HIDDEN)
    secured = gate.secure(published, log, behind, NOBODY_KNOWS)
    bare = replace(secured, published=pd.DataFrame(counted(ENROLLED, ("aian",))))
    with pytest.raises(UnsafeReleaseError) as refused:
        written(tmp_path, bare)
    said = str(refused.value)
    assert "enrollment.count of aian" in said
    assert "Everyone = the groups of race_ethnicity" in said
    assert "Hide one more number" in said
    assert release.known(tmp_path) == []
    assert release.pointers(tmp_path) == {}


def test_a_refused_release_leaves_the_served_one(tmp_path: Path) -> None:
    secured = gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS)
    first = written(tmp_path, secured)
    with pytest.raises(UnsafeReleaseError):
        written(tmp_path, replace(secured, published=pd.DataFrame(counted(ENROLLED, ("aian",)))), hour=13)
    assert list(release.pointers(tmp_path).values()) == [first]
    with release.building(tmp_path):
        pass
    assert [p.name for p in (tmp_path / "releases").iterdir() if p.is_dir()] == [first]


def test_printed_numbers_that_do_not_add_up_are_named_and_stop_nothing(tmp_path: Path) -> None:
    counts = {"asian": 31, "black": 220, "white": 180}
    rows = [r | ({"value": 447.0} if r["group"] == "all" else {}) for r in counted(counts, ())]
    behind = pd.DataFrame(rows).assign(status="estimated")
    secured = gate.secure(pd.DataFrame(rows), pd.DataFrame(columns=LOG), behind, NOBODY_KNOWS)
    assert shown(secured) == {"all", *counts}
    found = audit(tmp_path, written(tmp_path, secured))
    assert [o[:2] for o in found.judged.ranges.contrary] == [("sum", "enrollment")]


def test_the_report_of_the_gate_is_what_the_site_and_a_later_audit_say(tmp_path: Path) -> None:
    release_id = written(tmp_path, gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS))
    said = report(audit(tmp_path, release_id))
    assert Store.open(tmp_path, release_id).audit() == public(said)
    assert public(said)["digest"] != said["digest"]
    assert public(said)["proof"] == {"digest": said["proof"]["digest"]}
    assert (said["proof"]["protected"], said["proof"]["tables"], said["proof"]["faults"]) == (1, 2, [])


def test_the_public_report_parts_no_cover_from_what_it_covers_and_names_no_cell(tmp_path: Path) -> None:
    released(tmp_path, counted(ENROLLED, ()))
    published, log, behind = frames(ENROLLED, HIDDEN)
    secured = gate.secure(published, log, behind, gate.known(tmp_path, behind, 10, ()))
    said = Store.open(tmp_path, written(tmp_path, secured, hour=13)).audit()
    assert said["withheld"] == [{"rule": "privacy", "status": "suppressed", "rows": 2}]
    assert said["open"] == [{"out_before": True}]
    assert "aian" not in str(said)


@pytest.mark.parametrize("array", ["witness_by", "values", "hidden", "demand_up"])
def test_a_proof_that_was_changed_is_noticed(tmp_path: Path, array: str) -> None:
    release_id = written(tmp_path, gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS))
    path = tmp_path / "private" / release_id / PROOF
    sound = release_proof_file.verified(tmp_path, release_id)
    with np.load(path) as held:
        arrays = {name: held[name] for name in held.files}
    arrays[array] = ~arrays[array] if array == "hidden" else arrays[array] + 1
    np.savez_compressed(path, allow_pickle=False, **arrays)
    found = release_proof_file.verified(tmp_path, release_id)
    assert sound is not None
    assert sound.faults == ()
    assert found is None or (found.faults and found.digest != sound.digest)


def test_a_proof_that_is_not_here_is_said(tmp_path: Path) -> None:
    release_id = written(tmp_path, gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS))
    (tmp_path / "private" / release_id / PROOF).write_bytes(b"nothing")
    assert release_proof_file.verified(tmp_path, release_id) is None
    assert report(audit(tmp_path, release_id))["proof"] == {}


def test_the_public_report_is_the_same_whatever_the_hidden_numbers_are(tmp_path: Path) -> None:
    """Which of two hidden numbers is small, and how small, changes nothing but digests, and those not twice alike."""
    told = []
    for number, (aian, two) in enumerate([(4, 25), (1, 28), (25, 4), (9, 20), (4, 25)]):
        counts = {**ENROLLED, "aian": aian, "two": two}
        few = [group for group in HIDDEN if counts[group] < 10]
        secured = gate.secure(*frames(counts, HIDDEN, few), NOBODY_KNOWS)
        folder = tmp_path / str(number)
        told.append(Store.open(folder, written(folder, secured)).audit())
    assert len({said["proof"]["digest"] for said in told}) == len(told)
    plain = [{key: value for key, value in said.items() if key not in ("digest", "proof")} for said in told]
    assert all(said == plain[0] for said in plain)


def test_a_proof_with_faults_is_refused_even_where_the_attack_finds_nothing(tmp_path: Path) -> None:
    secured = gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS)
    witnesses = replace(secured.kept.witnesses, by=secured.kept.witnesses.by * 0)
    with pytest.raises(UnsafeReleaseError, match="has no witness"):
        written(tmp_path, replace(secured, kept=replace(secured.kept, witnesses=witnesses)))
    assert release.known(tmp_path) == []


def test_a_proof_of_another_release_and_an_emptied_one_are_noticed(tmp_path: Path) -> None:
    one = written(tmp_path, gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS))
    other = written(tmp_path / "other", gate.secure(*frames(ENROLLED, ("aian", "asian")), NOBODY_KNOWS))
    there = (tmp_path / "other" / "private" / other / PROOF).read_bytes()
    (tmp_path / "private" / one / PROOF).write_bytes(there)
    said = report(audit(tmp_path, one))
    assert any("not the one that went with the release" in fault for fault in said["proof"]["faults"])
