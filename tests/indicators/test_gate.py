"""The gate hides until a proof and an attack find nothing, and counts in what was out before."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from indicators import gate
from indicators.audit import audit
from indicators.audit_report import report
from indicators.audit_rows import ROW
from indicators.gate import UnsafeReleaseError
from indicators.release_proof import Proof
from indicators.suppression.proof import Fault
from tests.indicators.audited import ENROLLED, HIDDEN, YEAR, counted, of_place, released
from tests.indicators.gated import LOG, NOBODY_KNOWS, frames, shown, written
from tests.releases import DISTRICT


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
    assert report(found)["open_rows"] == [{"out_before": True, "of": "row", "rows": 1}]


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


def test_everyone_is_hidden_where_a_table_with_hidden_numbers_does_not_add_up() -> None:
    """The groups shown are more people than Everyone: what is hidden cannot be told, but a reader would try."""
    published, log, behind = frames(ENROLLED, HIDDEN)
    published.loc[published["group"] == "all", "value"] = 500.0
    secured = gate.secure(published, log, behind, NOBODY_KNOWS)
    assert set(ENROLLED) | {"all"} == shown(secured) | {"all", *HIDDEN}
    assert "all" not in shown(secured)


def test_a_release_that_needs_hiding_without_end_is_refused_with_some_of_its_open_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "ROUNDS", 1)
    years = [
        [rows.assign(period_end=2015 + n, period_start=2014 + n) for n in range(5)]
        for rows in frames(ENROLLED, ("aian",))
    ]
    published, log, behind = (pd.concat(each, ignore_index=True) for each in years)
    with pytest.raises(UnsafeReleaseError, match="After 1 rounds of hiding more, numbers are still open: ") as refused:
        gate.secure(published, log[LOG], behind, NOBODY_KNOWS)
    assert str(refused.value).count("enrollment.count of aian") == 3


@pytest.mark.parametrize(("findings", "more"), [(10, ""), (11, "and 1 more"), (30, "and 20 more")])
def test_where_nothing_is_left_to_hide_the_first_ten_findings_are_named(
    findings: int, more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = gate.prove
    faults = tuple(Fault(f"cell {n}", "", "is not proven", "") for n in range(findings))
    monkeypatch.setattr(gate, "prove", lambda *given: replace(real(*given), faults=faults))
    with pytest.raises(UnsafeReleaseError) as refused:
        gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS)
    said = str(refused.value)
    assert f"{findings} protected numbers" in said
    assert said.count("is not proven") == 10
    assert more in said
    assert ("more" in said) is bool(more)
