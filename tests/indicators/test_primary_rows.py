"""Which rows the rules hide, found from numbers alone: what the suppressor says of them in its log changes nothing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from indicators import gate
from indicators.audit import audit
from indicators.audit_rows import ROW
from indicators.audit_watch import with_rules
from indicators.catalog import MEASURES
from indicators.gate import UnsafeReleaseError
from indicators.primary_rows import against, as_ruled, by_rules, shown_against
from indicators.suppression import policy as rules
from tests.indicators.audited import ENROLLED, HIDDEN, counted, of_place, rated, released
from tests.indicators.gated import NOBODY_KNOWS, frames, shown, written
from tests.indicators.pools import rows as served
from tests.releases import DISTRICT

RATES, MEALS = "graduation_4yr", "free_or_reduced_meals"


def rate(part: float, size: float) -> dict[str, float]:
    return {"value": 100 * part / size, "numerator": float(part), "denominator": float(size)}


def ruled(*rows: dict[str, Any], minimum: int = 10, measures: Any = MEASURES) -> list[str | None]:
    """The reason for each row, None where nothing hides it."""
    told = [row | {"status": row.get("told", "estimated")} for row in rows]
    return [one.reason for one in by_rules(pd.DataFrame(told), measures, minimum).values()]


def everyone(measure: str, **numbers: float) -> dict[str, Any]:
    return of_place(measure, "school_district", DISTRICT, numbers)


# What the rules say


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (everyone("enrollment", value=0), None),
        (everyone("enrollment", value=1), rules.PRIMARY_COUNT),
        (everyone("enrollment", value=9), rules.PRIMARY_COUNT),
        (everyone("enrollment", value=10), None),
        (everyone(RATES, **rate(4, 100)), rules.BAND),
        (everyone(RATES, **rate(0, 100)), rules.BAND),
        (everyone(RATES, **rate(96, 100)), rules.BAND),
        (everyone(RATES, **rate(4, 9)), rules.PRIMARY_SIZE),
        (everyone(RATES, **rate(4, 18)), rules.PRIMARY_PART),
        (everyone(RATES, **rate(10, 20)), None),
        (everyone(MEALS, **rate(10, 90)), rules.BAND),  # held to twenty
        (everyone(MEALS, **rate(20, 90)), None),
        (everyone(RATES, value=80.0), rules.PRIMARY_UNKNOWN),
        (everyone("enrollment", value=50) | {"told": "suppressed_at_source"}, rules.SOURCE),
        (everyone("enrollment") | {"told": "not_reported"}, None),
    ],
)
def test_each_row_is_judged_by_its_numbers(row: dict[str, Any], reason: str | None) -> None:
    assert ruled(row) == [reason]


def test_a_rate_alone_is_judged_by_the_students_enrolled() -> None:
    many, few = everyone("enrollment", value=2000), everyone("enrollment", value=90)
    alone = everyone("college_enrollment", value=60.0)
    assert ruled(many, alone) == [None, None]
    assert ruled(few, alone) == [None, rules.PRIMARY_UNKNOWN]


def test_people_whom_partners_count_are_held_to_the_strictest_of_their_measures() -> None:
    counts, reach = (served({"black": (12, 40, 40)}, measure=m) for m in ("program_children", "program_reach"))
    both = pd.concat([counts, reach], ignore_index=True)
    strict = {**MEASURES, "program_reach": replace(MEASURES["program_reach"], minimum_count=15)}
    small = {row[0] for row, one in by_rules(both, strict, 10).items() if one.reason == rules.PRIMARY_COUNT}
    assert small == {"program_children", "program_reach"}
    assert not any(one.reason for one in by_rules(both, MEASURES, 10).values())


# What may be shown of it


@pytest.mark.parametrize(
    ("printed", "true", "reason"),
    [
        (rate(40, 100), rate(40, 100), None),
        ({"low": 0.0, "high": 9.0}, rate(4, 100), None),
        ({"low": 0.0, "high": 5.0}, rate(4, 100), rules.PRIMARY_PART),
        (rate(4, 100), rate(4, 100), rules.PRIMARY_PART),
        ({"low": 0.0, "high": 50.0}, rate(4, 18), rules.PRIMARY_PART),
        ({}, rate(4, 18), None),
        (rate(4, 9), rate(4, 9), rules.PRIMARY_SIZE),
    ],
)
def test_a_row_may_tell_what_the_rules_allow_and_no_more(
    printed: dict[str, float], true: dict[str, float], reason: str | None
) -> None:
    said = by_rules(pd.DataFrame([everyone(RATES, **true) | {"status": "estimated"}]), MEASURES, 10)
    assert list(against(pd.DataFrame([everyone(RATES, **printed)]), said).values()) == ([reason] if reason else [])


def test_a_number_without_an_estimate_may_not_be_shown() -> None:
    rows = pd.DataFrame(counted(ENROLLED, HIDDEN))
    assert set(against(rows, {}).values()) == {rules.PRIMARY_UNKNOWN}
    assert len(against(rows, {})) == 5


def test_a_rate_of_a_middling_group_may_be_shown_as_a_whole_percent_only() -> None:
    true = [everyone("enrollment", value=1800), everyone("college_enrollment", value=60.4)]
    said = by_rules(pd.DataFrame(true).assign(status="estimated"), MEASURES, 10)
    whole, fine = (pd.DataFrame([everyone("college_enrollment", value=value)]) for value in (60.0, 60.4))
    assert against(whole, said) == {}
    assert len(against(fine, said)) == 1


# What the gate does with it


def test_a_small_number_that_the_suppressor_shows_is_hidden_and_covered() -> None:
    secured = gate.secure(*frames(ENROLLED, ()), NOBODY_KNOWS)
    assert set(ENROLLED) - shown(secured) == {"aian", "two"}
    assert secured.log.set_index("group")["rule"].to_dict() == {"aian": "primary", "two": "complementary"}
    assert [fault for fault in secured.problems() if "1 row was to be shown that the rules hide" in fault]
    assert (secured.overruled, secured.more) == (1, 1)
    assert len(secured.kept.witnesses) == 2


def test_a_small_number_that_the_log_calls_a_cover_is_covered_itself(tmp_path: Path) -> None:
    secured = gate.secure(*frames(ENROLLED, ("aian",), primary=()), NOBODY_KNOWS)
    assert set(ENROLLED) - shown(secured) == {"aian", "two"}
    assert secured.log.set_index("group").loc["aian", "rule"] == "primary"
    assert secured.problems() == []
    assert len(audit(tmp_path, written(tmp_path, secured)).judged.watched) == 1


def test_a_log_that_says_what_the_rules_say_stays_as_it_is() -> None:
    _, log, behind = frames(ENROLLED, HIDDEN)
    assert as_ruled(log, by_rules(behind, MEASURES, 10)) is log


def test_a_group_behind_a_pool_is_protected_whatever_the_log_says() -> None:
    behind = served()
    log = behind[behind["group"] == "aian"].assign(rule="pooled", reason="it stands in a sum")
    found = as_ruled(log, by_rules(behind, MEASURES, 10))
    # 4, 7 and 3 in the neighborhoods, 14 in the city
    assert found["rule"].tolist() == ["primary", "primary", "primary", "pooled"]


def test_a_release_written_otherwise_than_it_was_secured_is_refused(tmp_path: Path) -> None:
    secured = gate.secure(*frames({**ENROLLED, "asian": 40}, HIDDEN), NOBODY_KNOWS)
    more = {row: replace(one, reason=rules.SOURCE, status="suppressed") for row, one in secured.ruled.items()}
    with pytest.raises(UnsafeReleaseError, match=r"5 numbers are shown that the rules hide\.") as refused:
        written(tmp_path, replace(secured, ruled=more))
    assert "enrollment, school_district" in str(refused.value)
    assert "could be worked out" not in str(refused.value)


# What the audit says of a release alone


def test_the_audit_names_every_number_under_the_minimum_that_is_shown(tmp_path: Path) -> None:
    found = audit(tmp_path, released(tmp_path, counted(ENROLLED, ("white",))))
    assert [(o.cell.split(" (")[0], o.equation) for o in found.judged.open] == [
        ("enrollment.count of aian", "what the row itself shows")
    ]


@pytest.mark.parametrize(
    ("part", "size", "is_open"), [(4, 100, True), (97, 100, True), (0, 100, True), (5, 9, True), (10, 20, False)]
)
def test_part_and_other_part_of_a_rate_count_and_so_does_its_size(
    tmp_path: Path, part: int, size: int, is_open: bool
) -> None:
    other = rated("grade3_math", {"all": {}})
    found = audit(tmp_path, released(tmp_path, [*other, *rated(RATES, {"all": rate(part, size)})]))
    assert bool(found.judged.open) is is_open


def test_what_the_log_hides_is_not_shown(tmp_path: Path) -> None:
    rows = pd.DataFrame(counted(ENROLLED, HIDDEN))
    white = rows[rows["group"] == "white"].assign(rule="complementary", reason="another")
    keys = {row[ROW.index("group")] for row in shown_against(with_rules(rows, white), MEASURES, 10)}
    assert keys == {"white"}
    assert shown_against(with_rules(rows, None), MEASURES, 10) == set()


def test_a_rate_without_its_count_is_judged_by_the_log_alone() -> None:
    alone = pd.DataFrame([everyone("college_enrollment", value=60.0)])
    assert shown_against(with_rules(alone, None), MEASURES, 10) == set()
    assert len(shown_against(with_rules(alone, alone.assign(rule="primary", reason="few")), MEASURES, 10)) == 1
