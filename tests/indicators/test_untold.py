"""Those of no told group of a partner's table: nobody can work out how few they are from everyone and the groups."""

import math
from collections.abc import Mapping, Set
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from indicators.catalog import GROUPS, MEASURES
from indicators.gate import Known, secure
from indicators.measure import Reach, Reported
from indicators.partner_counts import counted, of_partner
from indicators.suppression.publish import publish
from indicators.tables import ESTIMATE
from indicators.untold import with_untold
from sources.labels import NOT_REPORTED

CITY, HILL, MILL = "0900999999", "ash-hill", "bell-meadow"
CHILDREN, REACH = "program_children", "program_reach"
BLANK, NO_ROW, WITHHELD = "not_reported", "not_available", "suppressed_at_source"
Number = int | str
Table = Mapping[str, Mapping[str, Number]]  # place → group → people, or why there is no number
Frames = dict[str, pd.DataFrame]
MOST = 10_000


def rows(table: Table, measure: str = CHILDREN, of: Mapping[str, str] = {"all": "all"}) -> pd.DataFrame:
    """ESTIMATE rows; groups are by sex but for those that `of` gives a scheme. Of a reach, four times as many are eligible."""
    blank = {name: math.nan for name, kind in ESTIMATE.columns.items() if kind == "float"}
    found: list[dict[str, Any]] = []
    for place, groups in table.items():
        for group, number in groups.items():
            level = "county_subdivision" if place == CITY else "neighborhood"
            keys = {"measure": measure, "level": level, "geoid": place, "scheme": of.get(group, "sex"), "group": group}
            row = keys | {"period_start": 2022, "period_end": 2023} | blank
            row["status"] = number if isinstance(number, str) else "estimated"
            people = math.nan if isinstance(number, str) else float(number)
            if measure == REACH:
                row |= {
                    "numerator": people,
                    "denominator": 400.0,
                    "denominator_moe": 8.0,
                    "moe": 1.0,
                    "value": people / 4,
                }
            else:
                row["value"] = people
            found.append(row)
    return pd.DataFrame(found)


def told(table: Table, *more: pd.DataFrame) -> Frames:
    return with_untold({str(f["measure"].iloc[0]): f for f in (rows(table), *more)}, MEASURES, 10)


def number(frame: pd.DataFrame, place: str, group: str) -> Number:
    row = frame[(frame["geoid"] == place) & (frame["group"] == group)].iloc[0]
    return int(row["value"]) if row["status"] == "estimated" else str(row["status"])


def published(frames: Frames) -> dict[tuple[str, str], Number]:
    """By place and group of the children counted, what a release shows after the gate: a number or its word."""
    behind = pd.concat(frames.values(), ignore_index=True)
    shown = secure(*publish(frames, MEASURES, 10), behind, Known(MEASURES, 10, (), ())).published
    mine = shown[shown["measure"] == CHILDREN]
    said = mine["value"].where(mine["status"] == "published", mine["status"])
    return {(p, g): v for p, g, v in zip(mine["geoid"], mine["group"], said, strict=True)}


# What becomes of them


def test_those_left_become_a_group_at_every_place() -> None:
    frame = told({HILL: {"all": 50, "female": 28, "male": 20}, MILL: {"all": 40, "female": 10, "male": 30}})[CHILDREN]
    assert [number(frame, place, "sex_not_reported") for place in (HILL, MILL)] == [2, 0]
    ESTIMATE.check(frame)


def test_where_nobody_is_left_nothing_changes() -> None:
    table = {HILL: {"all": 50, "female": 30, "male": 20}}
    pd.testing.assert_frame_equal(told(table)[CHILDREN], rows(table))


def test_those_left_join_the_partners_own_row_of_them() -> None:
    frame = told({HILL: {"all": 50, "female": 28, "male": 8, "sex_not_reported": 12}})[CHILDREN]
    assert number(frame, HILL, "sex_not_reported") == 14
    empty = told({HILL: {"all": 50, "female": 28, "male": 19, "sex_not_reported": BLANK}})[CHILDREN]
    assert number(empty, HILL, "sex_not_reported") == 3


def test_a_group_left_blank_is_withheld_where_few_are_left() -> None:
    frame = told({HILL: {"all": 50, "female": 41, "male": BLANK}})[CHILDREN]
    assert number(frame, HILL, "male") == WITHHELD
    enough = told({HILL: {"all": 50, "female": 40, "male": BLANK}})[CHILDREN]
    assert number(enough, HILL, "male") == BLANK
    assert "sex_not_reported" not in set(enough["group"])


def test_a_reach_of_the_same_people_is_withheld_too() -> None:
    table = {HILL: {"all": 50, "female": 41, "male": BLANK}}
    frames = told(table, rows(table, REACH))
    assert number(frames[REACH], HILL, "male") == WITHHELD
    assert published(told({HILL: {"all": 50, "female": 28, "male": 20}}, rows(table, REACH)))[HILL, "male"] != 20


def test_more_groups_left_blank_than_people_are_not_all_somebody() -> None:
    of = {"all": "all", "asian": "race_ethnicity", "black": "race_ethnicity", "white": "race_ethnicity"}
    frame = rows({HILL: {"all": 50, "asian": BLANK, "black": BLANK, "white": 49}}, of=of)
    found = with_untold({CHILDREN: frame}, MEASURES, 10)[CHILDREN]
    assert [number(found, HILL, group) for group in ("asian", "not_reported")] == [BLANK, 1]


def test_a_group_without_a_row_is_withheld_where_its_city_tells_of_it() -> None:
    table = {CITY: {"all": 90, "female": 60, "male": 30}, MILL: {"all": 40, "female": 13, "male": 27}}
    frame = told(table | {HILL: {"all": 50, "female": 47, "male": NO_ROW}})[CHILDREN]
    assert number(frame, HILL, "male") == WITHHELD


def test_a_blank_is_withheld_that_a_city_and_its_other_areas_tell() -> None:
    table = {CITY: {"all": 90, "female": 60, "male": 30}, MILL: {"all": 40, "female": 13, "male": 27}}
    frame = told(table | {HILL: {"all": BLANK, "female": BLANK, "male": BLANK}})[CHILDREN]
    assert number(frame, HILL, "male") == WITHHELD


def test_a_blank_that_a_city_and_its_other_areas_tell_to_be_large_stays_blank() -> None:
    table = {CITY: {"all": 300, "female": 150, "male": 150}, MILL: {"all": 100, "female": 50, "male": 50}}
    frame = told(table | {HILL: {"all": BLANK, "female": BLANK, "male": BLANK}})[CHILDREN]
    assert [number(frame, HILL, group) for group in ("all", "female", "male")] == [BLANK] * 3


def test_those_left_of_an_everyone_that_the_city_tells_are_a_group_too() -> None:
    table = {CITY: {"all": 100, "female": 50, "male": 50}, MILL: {"all": 60, "female": 30, "male": 30}}
    frame = told(table | {HILL: {"all": BLANK, "female": 20, "male": 18}})[CHILDREN]
    assert number(frame, HILL, "sex_not_reported") == 2


def test_a_blank_is_few_below_the_minimum_and_not_at_it() -> None:
    def of(n: int) -> Number:
        table = {CITY: {"all": 90, "male": 40 + n}, MILL: {"all": 40, "male": 40}, HILL: {"all": BLANK, "male": BLANK}}
        return number(told(table)[CHILDREN], HILL, "male")

    assert (of(9), of(10)) == (WITHHELD, BLANK)


def test_a_blank_row_of_those_untold_is_counted_where_another_place_withholds() -> None:
    withheld = {"all": 50, "female": 41, "male": BLANK}
    frame = told({HILL: withheld, MILL: {"all": 40, "female": 10, "male": 20, "sex_not_reported": BLANK}})[CHILDREN]
    assert (number(frame, HILL, "male"), number(frame, MILL, "sex_not_reported")) == (WITHHELD, 10)


def test_a_city_without_a_row_of_a_group_withholds_it_where_its_areas_tell_of_few() -> None:
    near = {HILL: {"all": 36, "female": 33, "male": 3}, MILL: {"all": 30, "female": 27, "male": 3}}
    frame = told({CITY: {"all": 66, "female": 60, "male": NO_ROW}} | near)[CHILDREN]
    assert number(frame, CITY, "male") == WITHHELD


def test_a_group_that_nobody_tells_of_has_nobody() -> None:
    near = {HILL: {"all": 36, "female": 33, "male": NO_ROW}, MILL: {"all": 30, "female": 27, "male": NO_ROW}}
    frame = told({CITY: {"all": 66, "female": 60, "male": NO_ROW}} | near)[CHILDREN]
    assert [number(frame, place, "male") for place in (CITY, HILL, MILL)] == [NO_ROW] * 3
    assert [number(frame, place, "sex_not_reported") for place in (CITY, HILL, MILL)] == [6, 3, 3]


def test_a_group_without_a_row_of_which_the_city_has_nobody_more_has_nobody_there() -> None:
    table = {CITY: {"all": 90, "female": 60, "male": 30}, MILL: {"all": 40, "female": 10, "male": 30}}
    frame = told(table | {HILL: {"all": 50, "female": 47, "male": NO_ROW}})[CHILDREN]
    assert (number(frame, HILL, "male"), number(frame, HILL, "sex_not_reported")) == (NO_ROW, 3)


def test_every_count_of_a_reach_has_a_measure_to_tell_the_untold_in() -> None:
    partners = [m for m in MEASURES.values() if of_partner(m)]
    reached = {counted(m) for m in partners if isinstance(m.formula, Reach)}
    assert reached <= {counted(m) for m in partners if isinstance(m.formula, Reported)}
    schemes = {scheme for m in partners for scheme in m.schemes if counted(m)}
    assert schemes <= set(NOT_REPORTED)
    assert all(GROUPS[scheme].has(group) for scheme, group in NOT_REPORTED.items())


# What a reader can work out

KINDS = ("female", "male", "unknown")
people = st.one_of(st.integers(0, 12), st.integers(13, 60))
tables = st.fixed_dictionaries({place: st.tuples(people, people, people) for place in (HILL, MILL)})
blanks = st.sets(st.tuples(st.sampled_from([CITY, HILL, MILL]), st.sampled_from(["female", "male"])), max_size=2)


def reached(
    shown: Mapping[tuple[str, str], Number], place: str, groups: tuple[str, ...], blank: Set[tuple[str, str]]
) -> tuple[int, int]:
    """Fewest and most of these groups together: everyone and the groups add up, and so do both areas to their city.

    What the partner left `blank` may be nobody.
    """
    cells = [(p, k) for p in (CITY, HILL, MILL) for k in ("all", *KINDS)]
    at = {cell: i for i, cell in enumerate(cells)}
    low, high = np.zeros(len(cells)), np.full(len(cells), float(MOST))
    for (p, group), said in shown.items():
        i = at[p, "unknown" if group == "sex_not_reported" else group]
        if not isinstance(said, str):
            low[i] = high[i] = said
        elif said == "suppressed" and (p, group) not in blank:
            low[i] = 1  # nobody is shown as such
    sums = [{(p, "all"): 1} | {(p, k): -1 for k in KINDS} for p in (CITY, HILL, MILL)]
    sums += [{(CITY, k): 1, (HILL, k): -1, (MILL, k): -1} for k in ("all", *KINDS)]
    matrix = np.array([[one.get(cell, 0) for cell in cells] for one in sums])
    aim = np.array([float(p == place and k in groups) for p, k in cells])
    each = np.eye(len(cells))
    sides: Any = np.concatenate([low, -high])
    known = [LinearConstraint(matrix, 0, 0), LinearConstraint(np.vstack([each, -each]), sides)]
    ends = []
    for sign in (1, -1):
        found = milp(sign * aim, constraints=known, integrality=1)
        assert found.success, found.message
        ends.append(round(sign * found.fun))
    return ends[0], ends[1]


@settings(max_examples=12, deadline=None)
@given(tables, blanks)
@example({HILL: (0, 0, 11), MILL: (0, 12, 2)}, {(MILL, "male"), (CITY, "female")})
@example({HILL: (0, 0, 11), MILL: (0, 12, 1)}, {(MILL, "female"), (MILL, "male")})
def test_nobody_works_out_how_few_are_untold(
    counts: dict[str, tuple[int, ...]], left_blank: set[tuple[str, str]]
) -> None:
    counts = {CITY: tuple(map(sum, zip(*counts.values(), strict=True)))} | counts
    table: dict[str, dict[str, Number]] = {}
    for place, each in counts.items():
        groups = dict(zip(KINDS[:2], each, strict=False))
        table[place] = {"all": sum(each)} | {g: BLANK if (place, g) in left_blank else n for g, n in groups.items()}
    shown = published(told(table))
    for place, each in counts.items():
        true = dict(zip(KINDS, each, strict=True))
        untold = tuple(k for k in KINDS if k == "unknown" or (place, k) in left_blank)
        for asked in {untold, *((k,) for k in KINDS)}:
            if 0 < sum(true[k] for k in asked) < 10:
                low, high = reached(shown, place, asked, left_blank)
                wide = high >= 10 and (low >= 10 or high - low >= 9)
                assert wide, (place, asked, low, high, table, shown)
