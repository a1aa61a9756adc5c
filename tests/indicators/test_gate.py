"""The gate hides until a proof and an attack find nothing, counts in what was out before, and refuses in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from indicators import gate, release, release_proof_file
from indicators.audit import audit
from indicators.audit_report import public, report
from indicators.audit_rows import ROW
from indicators.catalog import MEASURES
from indicators.gate import Known, Secured, UnsafeReleaseError
from indicators.release_private import PROOF, Private
from indicators.release_proof import Proof
from indicators.store import Store
from indicators.suppression.proof import Fault
from tests.indicators.audited import ENROLLED, HIDDEN, YEAR, counted, of_place, released
from tests.releases import DISTRICT, small_contents

LOG = [*ROW, "status", "rule", "reason"]
NOBODY_KNOWS = Known(MEASURES, 10, (), ())


def frames(
    counts: Mapping[str, int], hidden: Sequence[str], primary: Sequence[str] = ("aian",)
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Published rows of one table of counts, the log of the hidden ones, and the estimates behind them."""
    published = pd.DataFrame(counted(counts, hidden))
    withheld = published[published["status"] == "suppressed"]
    rule = ["primary" if group in primary else "complementary" for group in withheld["group"]]
    behind = pd.DataFrame(counted(counts, ())).assign(status="estimated")
    return published, withheld.assign(rule=rule, reason="few")[LOG], behind


def shown(secured: Secured) -> set[str]:
    rows = secured.published
    return set(rows.loc[rows["status"] == "published", "group"])


def written(root: Path, secured: Secured, hour: int = 12) -> str:
    """The id of a release of these rows, through the gate."""
    private = Private(proof=release_proof_file.as_bytes(secured.kept))
    contents = replace(small_contents(), published=secured.published, log=secured.log, private=private)
    made = datetime(2026, 11, 20, hour, 0, tzinfo=UTC)
    return release.write(root, contents, made, lambda data, name: gate.attacked(data, name, secured))


def test_a_safe_table_passes_as_it_is_with_a_table_on_each_side_of_every_protected_number() -> None:
    published, log, behind = frames(ENROLLED, HIDDEN)
    secured = gate.secure(published, log, behind, NOBODY_KNOWS)
    pd.testing.assert_frame_equal(secured.published, published)
    proof = secured.kept
    assert (len(proof.demand.cell), proof.demand.up.tolist(), proof.demand.down.tolist()) == (1, [6], [3])
    assert len(proof.witnesses) == 2
    assert proof.faults == ()


def test_a_table_with_one_hidden_number_gets_another_of_the_fewest_people() -> None:
    secured = gate.secure(*frames(ENROLLED, ("aian",)), NOBODY_KNOWS)
    assert set(ENROLLED) - shown(secured) == {"aian", "two"}
    assert "all" in shown(secured)
    assert secured.more == 1
    more = secured.log[secured.log["group"] == "two"].iloc[0]
    assert (more["rule"], more["status"]) == ("complementary", "suppressed")
    assert secured.published.query("group == 'two'")[["value", "numerator"]].isna().all(axis=None)


@pytest.mark.parametrize("counts", [{"a": 1, "b": 2, "c": 300}, {"a": 9, "b": 9, "c": 9}, {"a": 1, "b": 1, "c": 1}])
def test_numbers_that_are_few_together_are_covered_too(counts: dict[str, int]) -> None:
    names: dict[str, int] = dict(zip(("aian", "asian", "black"), counts.values(), strict=True))
    small = [group for group, n in names.items() if n < 10]
    secured = gate.secure(*frames(names, small, small), NOBODY_KNOWS)
    assert secured.kept.faults == ()
    assert "all" not in shown(secured) or len(shown(secured)) == 1


def test_what_an_earlier_release_printed_covers_nothing(tmp_path: Path) -> None:
    first = released(tmp_path, counted(ENROLLED, ("aian", "asian")))
    published, log, behind = frames(ENROLLED, HIDDEN)
    known = gate.known(tmp_path, behind, 10, ())
    assert [one.id for one in known.earlier] == [first]
    secured = gate.secure(published, log, behind, known)
    # "two" was out; white, the next of the fewest people, goes in its place.
    assert set(ENROLLED) - shown(secured) >= {"aian", "two"}
    assert len(set(ENROLLED) - shown(secured)) == 3
    assert audit(tmp_path, written(tmp_path, secured, hour=13)).judged.open == ()


def test_what_an_earlier_release_told_itself_is_said_and_does_not_stop_the_next(tmp_path: Path) -> None:
    first = released(tmp_path, counted(ENROLLED, ()))
    published, log, behind = frames(ENROLLED, HIDDEN)
    secured = gate.secure(published, log, behind, gate.known(tmp_path, behind, 10, ()))
    found = audit(tmp_path, written(tmp_path, secured, hour=13))
    assert [(o.out_before, o.equation) for o in found.judged.open] == [(True, f"release {first} printed it")]


def test_a_corrected_table_keeps_hidden_what_it_hid(tmp_path: Path) -> None:
    released(tmp_path, counted({**ENROLLED, "two": 9, "aian": 7}, ("aian", "two")))
    published, log, behind = frames({**ENROLLED, "asian": 7, "two": 22}, ("aian", "asian"), ("aian", "asian"))
    known = gate.known(tmp_path, behind, 10, ())
    secured = gate.secure(published, log, behind, known)
    assert "two" not in shown(secured)
    assert secured.log.set_index("group").loc["two", "reason"] == "it was hidden before its table was corrected"


def test_what_others_have_printed_is_counted_in() -> None:
    key = ("enrollment", "school_district", DISTRICT, "race_ethnicity", "two", YEAR)
    said = dict(zip(ROW, key, strict=True)) | {
        "quantity": "part",
        "low": 25,
        "high": 25,
        "by": "the state's report card",
    }
    secured = gate.secure(*frames(ENROLLED, HIDDEN), replace(NOBODY_KNOWS, assumed=(said,)))
    assert set(ENROLLED) - shown(secured) == {"aian", "two", "asian"}


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


def test_partners_numbers_are_covered_over_areas_and_their_proof_is_not_kept() -> None:
    def served(n: float) -> dict[str, float]:
        return {"value": 30.0, "numerator": n, "denominator": 3 * n}

    def rows(hidden: Sequence[str]) -> list[dict[str, Any]]:
        near = {"ash-hill": 40.0, "bell-meadow": 6.0, "canada-park": 20.0}
        city = of_place("program_reach", "county_subdivision", "0900999999", served(66))
        return [
            city,
            *(of_place("program_reach", "neighborhood", g, {} if g in hidden else served(n)) for g, n in near.items()),
        ]

    published = pd.DataFrame(rows(["bell-meadow"]))
    log = published[published["status"] == "suppressed"].assign(rule="primary", reason="few")[LOG]
    secured = gate.secure(published, log, pd.DataFrame(rows([])).assign(status="estimated"), NOBODY_KNOWS)
    assert secured.published.set_index("geoid")["status"].to_dict()["canada-park"] == "suppressed"
    assert len(secured.partners.witnesses) == 2
    assert len(secured.kept.witnesses) == 0
    assert not any("served" in name for name in secured.kept.relations.names)


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


def test_what_the_proof_alone_cannot_cover_is_hidden_further(monkeypatch: pytest.MonkeyPatch) -> None:
    real, asked = gate.prove, []

    def doubtful(*given: Any) -> Proof:
        asked.append(given)
        found = real(*given)
        cell = "enrollment.count of aian (race_ethnicity)"
        name = next((str(n) for n in found.relations.names if str(n).startswith(cell)), "")
        return replace(found, faults=(Fault(name, "", "is not proven", ""),)) if len(asked) == 1 else found

    monkeypatch.setattr(gate, "prove", doubtful)
    secured = gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS)
    assert secured.more == 1
    assert set(ENROLLED) - shown(secured) == {"aian", "two", "asian"}


def test_a_proof_of_another_release_and_an_emptied_one_are_noticed(tmp_path: Path) -> None:
    one = written(tmp_path, gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS))
    other = written(tmp_path / "other", gate.secure(*frames(ENROLLED, ("aian", "asian")), NOBODY_KNOWS))
    there = (tmp_path / "other" / "private" / other / PROOF).read_bytes()
    (tmp_path / "private" / one / PROOF).write_bytes(there)
    said = report(audit(tmp_path, one))
    assert any("not the one that went with the release" in fault for fault in said["proof"]["faults"])


def test_students_of_one_group_in_two_files_are_one_number() -> None:
    """Ours hides two groups that the federal file, hiding others, would tell by subtraction."""
    ours = counted({"aian": 4, "asian": 31, "black": 220, "two": 11}, ("aian", "two"))
    theirs = counted({"aian": 4, "asian": 31, "black": 220, "two": 11}, ("aian", "asian"), "students_national")
    published = pd.DataFrame([*ours, *theirs])
    withheld = published[published["status"] == "suppressed"]
    rule = ["primary" if group == "aian" else "complementary" for group in withheld["group"]]
    true = counted({"aian": 4, "asian": 31, "black": 220, "two": 11}, ())
    behind = pd.DataFrame([*true, *({**row, "measure": "students_national"} for row in true)]).assign(
        status="estimated"
    )
    secured = gate.secure(published, withheld.assign(rule=rule, reason="few")[LOG], behind, NOBODY_KNOWS)
    assert secured.more > 0
    rows = secured.published.assign(shown=secured.published["status"] == "published")
    either = rows[rows["group"] != "all"].groupby("group")["shown"].any()
    assert (~either).sum() >= 2


def test_years_put_together_do_not_tell_a_year_that_was_hidden(tmp_path: Path) -> None:
    def told(year: int, part: float, hidden: bool = False) -> dict[str, Any]:
        rate = {"value": 100 * part / 60, "numerator": part, "denominator": 60.0}
        row = of_place("graduation_4yr", "school_district", DISTRICT, {} if hidden else rate)
        return row | {"period_end": year, "period_start": year - 1}

    def whole(parts: float) -> dict[str, Any]:
        rate = {"value": 100 * parts / 180, "numerator": parts, "denominator": 180.0}
        row = of_place("graduation_4yr", "school_district", DISTRICT, rate)
        return row | {"period_end": 2019, "period_start": 2016}

    released(tmp_path, [told(2017, 40), told(2018, 5, hidden=True), told(2019, 42)], marks={"all": "primary: few"})
    published = pd.DataFrame([whole(87)])
    behind = published.assign(status="estimated")
    secured = gate.secure(published, pd.DataFrame(columns=LOG), behind, gate.known(tmp_path, behind, 10, ()))
    assert secured.published["status"].tolist() == ["suppressed"]


def test_people_of_no_known_group_in_one_file_hide_nothing_in_the_other() -> None:
    counts = {"asian": 31, "black": 220, "white": 180}
    ours, theirs = counted(counts, ()), counted(counts, (), "students_national")
    theirs = [row | ({"value": row["value"] + 12} if row["group"] == "all" else {}) for row in theirs]
    rows = pd.DataFrame([*ours, *theirs])
    secured = gate.secure(rows, pd.DataFrame(columns=LOG), rows.assign(status="estimated"), NOBODY_KNOWS)
    assert secured.more == 0
