"""What the gate hides further: which row covers an open one, which Everyone a contradiction hides, and how either is logged."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from indicators import gate_hide
from indicators.audit_ranges import ranges
from indicators.audit_relations import everything
from indicators.audit_rows import ROW, Earlier
from indicators.catalog import MEASURES
from indicators.suppression import policy as rules
from indicators.tables import NUMBERS
from tests.indicators.audited import ENROLLED, YEAR, counted, of_place, rated
from tests.indicators.gated import BAND, LOG, NO_LOG, before, rate, withheld
from tests.releases import DISTRICT


def covers(
    shown: Sequence[Mapping[str, Any]],
    *blamed: str,
    true: Sequence[Mapping[str, Any]] = (),
    out: Sequence[Earlier] = (),
) -> list[str]:
    """The group (of everyone: the place) of each row chosen to cover the cells whose names begin so."""
    rows, behind = pd.DataFrame(list(shown)), pd.DataFrame(list(true or shown))
    book, cells = everything(rows, MEASURES, 10, out, ())
    open_cells = [next(cell for cell in book.low if cell.startswith(start)) for start in blamed]
    found = gate_hide.chosen(open_cells, book, cells, rows, behind)
    place, group = ROW.index("geoid"), ROW.index("group")
    return sorted(str(row[place] if row[place] != DISTRICT else row[group]) for row in found)


# Which row is hidden


def test_the_group_of_the_fewest_people_covers_and_everyone_comes_last() -> None:
    assert covers(counted(ENROLLED, ("aian",)), "enrollment.count of aian", true=counted(ENROLLED, ())) == ["two"]
    few = {"aian": 4, "asian": 6}
    assert covers(counted(few, ("aian", "asian")), "enrollment.count of aian", true=counted(few, ())) == ["all"]


def test_of_rates_the_group_of_the_fewest_people_covers_not_of_the_smallest_part() -> None:
    shown = {"all": rate(60, 300), "black": rate(40, 90), "asian": rate(16, 160), "aian": {}}
    true = shown | {"aian": rate(4, 50)}
    found = covers(rated("graduation_4yr", shown), "graduation_4yr.count of aian", true=rated("graduation_4yr", true))
    assert found == ["black"]


def test_a_row_without_anybody_covers_nothing() -> None:
    counts = {"aian": 4, "asian": 0, "black": 50, "white": 1}
    true = counted(counts, ())
    assert covers(counted(counts, ("aian", "white")), "enrollment.count of aian", true=true) == ["black"]
    one = {"aian": 4, "asian": 1, "black": 50}
    assert covers(counted(one, ("aian",)), "enrollment.count of aian", true=counted(one, ())) == ["asian"]


def test_a_row_that_was_out_covers_nothing() -> None:
    out = before(counted(ENROLLED, ("aian", "asian")), corrected=False)
    shown, true = counted(ENROLLED, ("aian",)), counted(ENROLLED, ())
    # Neither one that both print, as `two`, though it is of fewer people, nor one that only the earlier one printed.
    assert covers(shown, "enrollment.count of aian", true=true) == ["two"]
    assert covers(shown, "enrollment.count of aian", true=true, out=[out]) == ["asian"]
    hidden = counted(ENROLLED, ("aian", "two"))
    assert covers(hidden, "enrollment.count of aian", true=true, out=[out]) == ["asian"]


def test_the_only_number_that_was_out_covers_nothing() -> None:
    out = before(counted(ENROLLED, ())[-1:], corrected=False)  # two or more races
    shown, true = counted(ENROLLED, ("aian",)), counted(ENROLLED, ())
    assert covers(shown, "enrollment.count of aian", true=true, out=[out]) == ["asian"]


def test_a_number_of_which_a_band_was_out_covers() -> None:
    shown = rated("graduation_4yr", {"all": rate(60, 400), "black": rate(9, 250), "aian": {}})
    true = rated("graduation_4yr", {"all": rate(60, 400), "black": rate(9, 250), "aian": rate(51, 150)})
    out = before(rated("graduation_4yr", {"black": {"low": 0.0, "high": 4.0}}), corrected=False)
    assert covers(shown, "graduation_4yr.count of aian", true=true, out=[out]) == ["black"]


def test_a_band_covers_though_the_size_of_its_group_was_out() -> None:
    shown = rated("graduation_4yr", {"all": rate(60, 400), "black": BAND, "aian": {}})
    true = rated("graduation_4yr", {"all": rate(60, 400), "black": rate(4, 104), "aian": rate(56, 296)})
    size = rated("graduation_4yr", {"black": {"value": 3.8, "denominator": 104.0}})
    out = before(size, corrected=False)
    assert covers(shown, "graduation_4yr.count of aian", true=true, out=[out]) == ["black"]


def test_a_band_that_is_open_is_hidden_itself_where_it_has_the_fewest_people() -> None:
    table = {"all": rate(60, 400), "black": rate(50, 250), "aian": BAND}
    true = rated("grade3_math", table | {"aian": rate(5, 100)})
    assert covers(rated("grade3_math", table), "sbac_math_3.proficient_count of aian", true=true) == ["aian"]


def test_one_row_covers_all_open_cells_beside_it() -> None:
    counts = {"aian": 4, "asian": 3, "black": 50, "white": 60}
    shown, true = counted(counts, ("aian", "asian")), counted(counts, ())
    assert covers(shown, "enrollment.count of aian", "enrollment.count of asian", true=true) == ["black"]


def test_tables_of_their_own_have_covers_of_their_own() -> None:
    reading = {"all": rate(60, 300), "black": rate(40, 90), "asian": rate(16, 160), "aian": {}}
    true = reading | {"aian": rate(4, 50)}
    rows = [*rated("grade3_math", reading), *rated("graduation_4yr", reading)]
    behind = [*rated("grade3_math", true), *rated("graduation_4yr", true)]
    found = covers(rows, "sbac_math_3.proficient_count of aian", "graduation_4yr.count of aian", true=behind)
    assert found == ["black", "black"]


def test_where_no_row_stands_beside_it_one_a_step_farther_is_taken() -> None:
    """City and neighbor were out; what women add up to with men, and so tell of the city, was not."""
    served = {"ash-hill": rate(40, 120), "bell-meadow": rate(6, 18)}
    whole = of_place("program_reach", "county_subdivision", "0900999999", rate(120, 360))
    women = of_place("program_reach", "county_subdivision", "0900999999", rate(80, 200))
    women |= {"scheme": "sex", "group": "female"}
    men = women | {"group": "male", "status": "suppressed", "numerator": np.nan}
    near = [of_place("program_reach", "neighborhood", g, n) for g, n in served.items()]
    bell = of_place("program_reach", "neighborhood", "bell-meadow", {})
    out = before([whole, near[0], bell], corrected=False)
    now = [r | {"status": "suppressed", "numerator": np.nan} for r in (whole, *near)]
    start = "prek_seats.served of all (all) in neighborhood bell"
    rows, behind = [*now, women, men], [whole, *near, women, men | {"numerator": 40.0}]
    assert covers(rows, start, true=behind, out=[out]) == ["0900999999"]


def test_where_no_row_is_left_none_is_chosen() -> None:
    few = {"aian": 4, "asian": 6}
    rows = [r | ({"status": "suppressed"} if r["group"] == "all" else {}) for r in counted(few, ("aian", "asian"))]
    assert covers(rows, "enrollment.count of aian", true=counted(few, ())) == []


def test_another_measure_of_the_same_people_is_hidden_with_the_cover() -> None:
    few = {"aian": 4, "asian": 6}
    reach = of_place("program_reach", "school_district", DISTRICT, rate(10, 40))
    shown = [*counted(few, ("aian", "asian"), "program_children"), reach]
    true = [*counted(few, (), "program_children"), reach]
    assert covers(shown, "prek_seats.served of aian", true=true) == ["all", "all"]
    elsewhere = reach | {"geoid": "bell-meadow", "level": "neighborhood"}
    assert covers([*shown[:-1], elsewhere], "prek_seats.served of aian", true=[*true[:-1], elsewhere]) == ["all"]


def test_measures_of_the_same_people_are_hidden_with_the_same_word() -> None:
    """A number hidden last would be known for a cover, and so for no small one, by another word in another measure."""
    said = {"program_children": "suppressed", "program_reach": "too_uncertain"}
    places = [*((measure, "ash-hill") for measure in said), ("program_reach", "bell-meadow")]
    each = [of_place(m, "neighborhood", place, {}) | {"status": said[m], "reliability": "low"} for m, place in places]
    rows = pd.DataFrame(each).assign(**dict.fromkeys(NUMBERS, np.nan))
    shown, log = gate_hide.alike(rows, NO_LOG, MEASURES)
    assert shown["status"].tolist() == ["suppressed", "suppressed", "too_uncertain"]
    assert log[["measure", "geoid", "rule"]].values.tolist() == [["program_reach", "ash-hill", "complementary"]]


# How it is hidden


def test_a_hidden_row_has_no_number_left_and_its_line_in_the_log() -> None:
    published = pd.DataFrame(counted(ENROLLED, ("aian",)))
    log = published[published["status"] == "suppressed"].assign(rule="primary", reason="few")[LOG]
    two = tuple(published.loc[published["group"] == "two", ROW].iloc[0])
    shown, more = gate_hide.hidden(published, log, [two])
    assert withheld(shown) == {"aian", "two"}
    row = shown[shown["group"] == "two"].iloc[0]
    assert row[list(NUMBERS)].isna().all()
    assert row["reliability"] == "not_applicable"
    rest = shown["group"] != "two"
    pd.testing.assert_frame_equal(shown[rest], published[rest])
    assert more[["group", "rule"]].to_numpy().tolist() == [["aian", "primary"], ["two", "complementary"]]
    assert list(more.columns) == LOG
    assert more.loc[1, "reason"] == "it would give another suppressed number away"


def test_a_band_that_is_hidden_stays_protected_for_its_own_sake() -> None:
    published = pd.DataFrame(rated("grade3_math", {"black": rate(50, 250), "aian": BAND}))
    log = published[published["status"] == "range"].assign(rule="band", reason="one part")[LOG]
    rows = [tuple(r) for r in published[ROW].itertuples(index=False, name=None)]
    shown, more = gate_hide.hidden(published, log, rows)
    assert withheld(shown) == {"black", "aian"}
    said = dict(zip(more["group"], more["rule"] + ": " + more["reason"], strict=True))
    assert said == {"aian": rules.PRIMARY_PART, "black": rules.COMPLEMENTARY}


def test_nothing_chosen_changes_nothing() -> None:
    published = pd.DataFrame(counted(ENROLLED, ()))
    shown, log = gate_hide.hidden(published, NO_LOG, ())
    assert shown is published
    assert log is NO_LOG


# What does not add up


@pytest.mark.parametrize(
    ("origin", "hidden"),
    [
        (("sum", "enrollment", "school_district", DISTRICT, "race_ethnicity", YEAR, ""), True),
        (("sum", "enrollment", "school_district", DISTRICT, "race_ethnicity", YEAR, "r1"), False),
        (("row", "enrollment", "school_district", DISTRICT, "race_ethnicity", YEAR, ""), False),
    ],
    ids=["today's table", "an earlier release's", "no table"],
)
def test_everyone_is_hidden_where_the_release_s_own_table_contradicts_itself(
    origin: tuple[str | int, ...], hidden: bool
) -> None:
    rows = pd.DataFrame(counted(ENROLLED, ("aian",)))
    book, cells = everything(rows, MEASURES, 10, (), ())
    watched = {cell for cell in book.low if "aian" in cell}
    found = replace(ranges(book, watched), contrary=frozenset({origin}))
    chosen = gate_hide.contradicted(found, watched, cells, rows)
    assert {row[ROW.index("group")] for row in chosen} == ({"all"} if hidden else set())


def test_everyone_stays_where_a_table_contradicts_itself_and_hides_nobody() -> None:
    before = [row | {"period_end": YEAR - 1, "period_start": YEAR - 2} for row in counted(ENROLLED, ())]
    rows = pd.DataFrame([*counted(ENROLLED, ("aian",)), *before])
    book, cells = everything(rows, MEASURES, 10, (), ())
    watched = {cell for cell in book.low if "aian" in cell and str(YEAR) in cell}
    tables = [("sum", "enrollment", "school_district", DISTRICT, "race_ethnicity", y, "") for y in (YEAR, YEAR - 1)]
    found = replace(ranges(book, watched), contrary=frozenset(tables))
    chosen = gate_hide.contradicted(found, watched, cells, rows)
    assert {(row[ROW.index("group")], row[ROW.index("period_end")]) for row in chosen} == {("all", YEAR)}
