"""What of an earlier release stands: its numbers that changed, and what was hidden beside them, over groups, places and years."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from indicators.audit_earlier import earlier, standing
from indicators.audit_ranges import ranges
from indicators.audit_relations import everything
from indicators.audit_rows import ROW, Earlier
from indicators.audit_watch import judge, with_rules
from indicators.catalog import MEASURES
from indicators.gate import Known, Secured, secure
from indicators.group_pools import POOLED
from indicators.suppression.publish import publish
from indicators.tables import ESTIMATE
from tests.indicators.audited import ENROLLED, counted, of_place, rated, released

CHILDREN, CITY = "program_children", "0900999999"
NEAR = {"ash-hill": 4, "bell-meadow": 30, "canada-park": 66}
Rows = Sequence[Mapping[Any, Any]]


def before(rows: Rows, name: str = "first") -> Earlier:
    return Earlier(name, MEASURES, 10, pd.DataFrame(list(rows)))


def children(city: int | None, near: Mapping[str, int | None], measure: str = CHILDREN) -> list[dict[str, Any]]:
    """Children served in a city and its neighborhoods; None stands for a hidden number."""

    def row(level: str, geoid: str, n: int | None) -> dict[str, Any]:
        reach = {} if n is None else {"value": n / 4, "numerator": n, "denominator": 400.0}
        count = {} if n is None else {"value": float(n)}
        return of_place(measure, level, geoid, count if measure == CHILDREN else reach)

    return [row("county_subdivision", CITY, city), *(row("neighborhood", name, n) for name, n in near.items())]


def named(rows: frozenset[tuple[Any, ...]]) -> set[str]:
    """The place and, but for everyone, the group of each row."""
    place, group = ROW.index("geoid"), ROW.index("group")
    return {str(row[place]) if row[group] == "all" else f"{row[group]} in {row[place]}" for row in rows}


HID = children(100, NEAR | {"ash-hill": None, "bell-meadow": None})


def stands(then: Rows, now: Rows) -> tuple[set[str], set[str]]:
    """Rows that are not what they were, and hidden ones that may not be."""
    found = standing(before(then), pd.DataFrame(list(now)))
    return named(found.corrected), named(found.may_be)


# Places


def test_what_a_corrected_city_hid_in_its_neighborhoods_may_have_changed() -> None:
    corrected, may_be = stands(HID, children(108, NEAR | {"ash-hill": 12}))
    assert may_be == {"ash-hill", "bell-meadow"}
    # One of both has changed, as 12 and 30 are not the 34 of then; which one, nobody can tell.
    assert CITY in corrected
    assert len(corrected & may_be) == 1


def test_where_todays_numbers_are_those_of_then_nothing_has_changed() -> None:
    assert stands(HID, children(100, NEAR)) == (set(), set())


def test_what_is_elsewhere_is_not_what_it_was_where_a_neighborhood_changed() -> None:
    """Eight children moved from elsewhere into a neighborhood that was shown: the city is the same, its equation is not."""
    then, now = children(110, NEAR | {"ash-hill": None}), children(110, NEAR | {"bell-meadow": 38, "ash-hill": None})
    truth = pd.DataFrame(children(110, NEAR | {"bell-meadow": 38}))
    book, _ = everything(pd.DataFrame(now), MEASURES, 10, [standing(before(then), truth)], ())
    assert len([cell for cell in book.low if "elsewhere" in cell]) == 2
    ash = next(cell for cell in book.low if "ash-hill" in cell)
    found = ranges(book, [ash])
    assert (found.of(ash), found.contrary) == ((1, 6), frozenset())


def one_place_moved(**changed: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Two groups in two neighborhoods and their city, all hidden but the city and everyone; then and, shown, with changes."""
    groups = {"aian": {"ash-hill": 4, "bell-meadow": 7}, "nhpi": {"ash-hill": 30, "bell-meadow": 31}}

    def told(counts: Mapping[str, Mapping[str, int]], hidden: bool) -> list[dict[str, Any]]:
        rows = []
        for place in ("ash-hill", "bell-meadow", CITY):
            level = "county_subdivision" if place == CITY else "neighborhood"
            each = {g: sum(n.values()) if place == CITY else n[place] for g, n in counts.items()}
            without = tuple(each) if hidden and place != CITY else ()
            rows += [r | {"level": level, "geoid": place} for r in counted(each, without, CHILDREN)]
        return rows

    now = {
        g: {place: n + changed.get(g, 0) * (place == "ash-hill") for place, n in at.items()} for g, at in groups.items()
    }
    return told(groups, hidden=True), told(now, hidden=False)


def test_the_fewest_that_explain_a_correction_have_changed() -> None:
    """Two more of a group in one place: its sums there and in the city moved, and only that number explains both."""
    corrected, may_be = stands(*one_place_moved(aian=2))
    assert corrected == {"aian in ash-hill", "ash-hill", f"aian in {CITY}", CITY}
    assert may_be == {f"{group} in {place}" for group in ("aian", "nhpi") for place in ("ash-hill", "bell-meadow")}


def test_another_district_s_table_stays_what_it_was() -> None:
    then = counted(ENROLLED, ("aian", "two"))
    other = [row | {"geoid": "0900002"} for row in then]
    today = [*counted({**ENROLLED, "black": 221}, ()), *(r | {"geoid": "0900002"} for r in counted(ENROLLED, ()))]
    found = standing(before([*then, *other]), pd.DataFrame(today))
    assert {row[ROW.index("geoid")] for row in found.corrected | found.may_be} == {then[0]["geoid"]}


# Measures of the same people, pools, years


def test_a_measure_of_the_same_people_is_corrected_with_the_other() -> None:
    then = [*HID, *children(None, dict.fromkeys(NEAR), "program_reach")]
    corrected = standing(before(then), pd.DataFrame(children(108, NEAR | {"canada-park": 74}))).corrected
    assert {(row[0], row[ROW.index("geoid")]) for row in corrected} == {
        (measure, place) for measure in (CHILDREN, "program_reach") for place in (CITY, "canada-park")
    }


def test_what_stands_in_a_corrected_pool_may_have_changed_and_one_that_is_as_it_was_not() -> None:
    def pool(n: int) -> dict[str, Any]:
        row = counted({"aian+nhpi": n}, (), CHILDREN)[1]
        return row | {"geoid": "ash-hill", "level": "neighborhood"}

    single = [
        r | {"status": POOLED, "geoid": "ash-hill", "level": "neighborhood"}
        for r in counted({"aian": 0, "nhpi": 0}, ("aian", "nhpi"), CHILDREN)[1:]
    ]
    today = [
        r | {"geoid": "ash-hill", "level": "neighborhood"} for r in counted({"aian": 4, "nhpi": 9}, (), CHILDREN)[1:]
    ]
    assert stands([pool(13), *single], [pool(13), *today]) == (set(), set())
    corrected, may_be = stands([pool(12), *single], [pool(13), *today])
    assert may_be == {"aian in ash-hill", "nhpi in ash-hill"}
    # One of both moved with it, the smaller one.
    assert corrected == {"aian+nhpi in ash-hill", "aian in ash-hill"}
    # Of a group that is nobody now it is not taken for known that it was nobody then.
    nobody = [row | {"value": n} for row, n in zip(today, (0.0, 13.0), strict=True)]
    corrected, _ = stands([pool(12), *single], [pool(13), *nobody])
    assert corrected == {"aian+nhpi in ash-hill", "aian in ash-hill", "nhpi in ash-hill"}


def served(end: int, n: int | None, years: int = 1) -> dict[str, Any]:
    row = of_place(CHILDREN, "neighborhood", "ash-hill", {} if n is None else {"value": float(n)})
    return row | {"period_end": end, "period_start": end - years}


SINGLE = [served(2017, 40), served(2018, 5), served(2019, 42)]


@pytest.mark.parametrize(("told", "changed"), [(87, 0), (88, 1)])
def test_years_that_were_put_together_are_the_sum_of_todays(told: int, changed: int) -> None:
    assert len(standing(before([served(2019, told, 3)]), pd.DataFrame(SINGLE)).corrected) == changed
    assert not standing(before([served(2019, told, 3)]), pd.DataFrame(SINGLE[1:])).corrected


@pytest.mark.parametrize(("today", "changed"), [(83, False), (82, True)])
def test_years_that_were_told_are_not_what_they_were_where_todays_sum_is_too_small(today: int, changed: bool) -> None:
    """40 and 42 were told, and somebody between them."""
    then = [SINGLE[0], served(2018, None), SINGLE[2]]
    found = standing(before(then), pd.DataFrame([served(2019, today, 3)]))
    assert len(found.corrected) == (3 if changed else 0)
    assert len(found.may_be) == (1 if changed else 0)
    book, _ = everything(pd.DataFrame([served(2019, today, 3)]), MEASURES, 10, [found], ())
    assert not ranges(book, list(book.low)).contrary


def test_years_that_all_were_told_must_add_up_to_todays_sum() -> None:
    assert len(standing(before(SINGLE), pd.DataFrame([served(2019, 88, 3)])).corrected) == 3
    assert not standing(before(SINGLE), pd.DataFrame([served(2019, 87, 3)])).corrected
    assert not standing(before(SINGLE[1:]), pd.DataFrame([served(2019, 99, 3)])).corrected


def test_of_years_put_together_that_changed_no_other_release_tells_the_years() -> None:
    first = standing(before([served(2019, 80, 3)]), pd.DataFrame(SINGLE))
    now = [SINGLE[0], served(2018, None), SINGLE[2]]
    book, _ = everything(pd.DataFrame(now), MEASURES, 10, [first], ())
    assert book.equations == []


def test_years_of_a_measure_that_the_older_release_did_not_know_are_passed_over() -> None:
    one = before(SINGLE)._replace(measures={CHILDREN: MEASURES[CHILDREN]})
    other = of_place("program_reach", "neighborhood", "ash-hill", {"value": 9.0, "numerator": 9, "denominator": 100.0})
    assert not standing(one, pd.DataFrame([other | {"period_end": 2019, "period_start": 2016}])).corrected


def test_two_years_that_were_told_must_add_up_too_and_a_sum_that_nobody_knows_changes_none() -> None:
    assert len(standing(before(SINGLE[1:]), pd.DataFrame([served(2019, 48, 2)])).corrected) == 2
    assert not standing(before(SINGLE[1:]), pd.DataFrame([served(2019, 47, 2)])).corrected
    assert not standing(before(SINGLE), pd.DataFrame([served(2019, None, 3)])).corrected


# Of what is not known today


def test_of_releases_in_a_folder_a_row_that_is_gone_is_compared_with_newer_ones_alone(tmp_path: Path) -> None:
    for hour, n in ((9, 200), (10, 240), (11, 240)):
        released(tmp_path, counted({**ENROLLED, "black": n}, ("aian", "two")), hour=hour)
    now = pd.DataFrame(counted({"asian": 31}, ())).assign(period_end=2030, period_start=2029)
    found, unread = earlier(tmp_path, ("9", ""), now)
    assert unread == []
    groups = [{row[ROW.index("group")] for row in one.corrected} for one in found]
    assert groups == [{"all", "black", "aian", "two"}, set()]  # the third prints what the second did


def test_what_stands_in_the_sum_of_one_number_that_changed_may_have_changed() -> None:
    then = counted(ENROLLED, ("aian", "two"))
    now = [row | {"value": row["value"] + (10 if row["group"] == "all" else 0)} for row in then]
    corrected, may_be = stands(then, now)
    assert {row.split(" in ")[0] for row in may_be} == {"aian", "two"}
    assert may_be < corrected


def test_a_rate_without_its_count_is_another_where_its_percent_is() -> None:
    then = rated("grade3_math", {"all": {"value": 41.3}, "black": {"value": 38.0}})
    now = rated("grade3_math", {"all": {"value": 44.0}, "black": {"value": 38.0}})
    assert {row[ROW.index("group")] for row in standing(before(then), pd.DataFrame(now)).corrected} == {"all"}


def test_a_row_that_is_gone_today_is_compared_with_a_newer_release() -> None:
    newer = before(children(108, NEAR), "second")
    today = pd.DataFrame(children(50, {"canada-park": 50}, "program_reach"))
    assert standing(before(HID), today).corrected == frozenset()
    assert CITY in named(standing(before(HID), today, [newer]).corrected)


def test_a_number_that_nobody_knows_today_is_one_of_its_own_where_its_sum_was_corrected() -> None:
    unknown = [row | {"value": math.nan} for row in counted(ENROLLED, ("aian", "two"))]
    larger = counted({**ENROLLED, "black": 230}, ("aian", "two"))
    assert stands(counted(ENROLLED, ("aian", "two")), unknown) == (set(), set())
    corrected, may_be = stands(counted(ENROLLED, ("aian", "two")), larger)
    assert {row.split(" in ")[0] for row in may_be} == {"aian", "two"}
    assert may_be < corrected


# Through the gate


def estimate(level: str, geoid: str, n: int) -> dict[str, Any]:
    blank = {c: math.nan for c, kind in ESTIMATE.columns.items() if kind == "float"}
    row = {
        key: value
        for key, value in of_place(CHILDREN, level, geoid, {"value": float(n)}).items()
        if key in [*ROW, "period_start"]
    }
    return row | blank | {"value": float(n), "status": "estimated"}


def gated(city: int, near: Mapping[str, int], *earlier: Earlier) -> Secured:
    rows = [estimate("county_subdivision", CITY, city), *(estimate("neighborhood", g, n) for g, n in near.items())]
    frame = pd.DataFrame(rows)
    known = Known(MEASURES, 10, [standing(one, frame) for one in earlier], ())
    return secure(*publish({CHILDREN: frame}, MEASURES, 10), frame, known)


def shown(one: Secured) -> set[str]:
    return set(one.published.loc[one.published["status"] == "published", "geoid"])


def test_a_corrected_city_does_not_show_what_its_older_number_would_tell() -> None:
    """100 less the 30 and 66 of today were four children."""
    first = gated(100, NEAR)
    assert shown(first) == {"canada-park", CITY}
    assert shown(gated(120, NEAR | {"ash-hill": 24}, before(first.published.to_dict("records")))) == {
        "canada-park",
        CITY,
    }


def test_the_audit_finds_it_where_the_gate_did_not_lock_it() -> None:
    now = children(120, NEAR | {"ash-hill": 24})
    first = standing(before(HID), pd.DataFrame(now))
    rows = with_rules(pd.DataFrame(now), None)
    book, cells = everything(rows, MEASURES, 10, [first], ())
    judged = judge(book, rows, cells, MEASURES, 10, [first])
    assert judged.ranges.contrary == frozenset()
    assert ["as release first had it" in o.cell and not o.out_before for o in judged.open] == [True]
