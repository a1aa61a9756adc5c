"""Which area of an earlier release is which of today: by shape, or by the place that lists both GEOIDs."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from indicators import area_ids
from indicators.area_ids import Areas, under_todays
from indicators.audit_rows import Earlier
from indicators.catalog import MEASURES
from tests.indicators.audited import of_place
from tests.indicators.mapped import CITY, FIRST, REDRAWN, RENAMED, Plan, areas, topology

NEAR, RECODED = "neighborhood", "0917099999"
BOTH = (CITY, RECODED)


def rows(
    plan: Plan, city: str = CITY, end: int = 2019, measure: str = "program_children", n: float = 40
) -> list[dict[str, Any]]:
    there = [(NEAR, geoid) for geoid in plan] + [("county_subdivision", city)] * bool(city)
    return [of_place(measure, *area, {"value": n}) | {"period_end": end, "period_start": end - 1} for area in there]


def before(told: Sequence[dict[str, Any]]) -> Earlier:
    return Earlier("first", MEASURES, 10, pd.DataFrame(list(told)))


def matched(then: Plan, now: Plan, there: Areas | None = None, here: Areas | None = None) -> tuple[Earlier, Any]:
    return under_todays(before(rows(then)), there or areas(then), here or areas(now), pd.DataFrame(rows(now)))


def geoids(one: Earlier, level: str = NEAR) -> list[str]:
    return one.rows.loc[one.rows["level"] == level, "geoid"].tolist()


def anew(one: Earlier) -> tuple[set[Any], set[Any]]:
    return set(one.gone), set(one.new)


def test_an_area_of_the_same_shape_is_the_same_under_another_id() -> None:
    found, same = matched(FIRST, RENAMED)
    assert geoids(found) == list(RENAMED)
    assert same == {(NEAR, "ash-hill"): (NEAR, "the-hill")}
    assert anew(found) == (set(), set())
    assert geoids(found, "county_subdivision") == [CITY]


@pytest.mark.parametrize(("step", "turned"), [(0.00001, False), (0.0001, True)])
def test_neither_the_grid_nor_the_order_of_its_points_makes_another_shape(step: float, turned: bool) -> None:
    here = areas(RENAMED)._replace(topology=lambda: topology(RENAMED, step, turned))
    assert geoids(matched(FIRST, RENAMED, here=here)[0]) == list(RENAMED)


@pytest.mark.parametrize(("east", "same"), [(1009, True), (1011, False), (991, True), (989, False)])
def test_a_hundredth_of_the_area_may_be_rounding(east: int, same: bool) -> None:
    found, _ = matched({"ash-hill": (0, 1000)}, {"the-hill": (0, east)})
    assert (found.gone == frozenset()) is same


def test_of_two_areas_that_are_the_same_the_nearest_is_taken() -> None:
    found, same = matched({"a": (0, 1000)}, {"b": (0, 1005), "c": (0, 1000), "d": (0, 995)})
    assert same == {(NEAR, "a"): (NEAR, "c")}
    assert geoids(found) == ["c"]


def test_an_area_without_a_shape_is_the_same_as_no_other() -> None:
    found, _ = matched({"a": (0, 0)}, {"b": (0, 0)})
    assert anew(found) == ({(NEAR, "a")}, {(NEAR, "b")})


def test_an_area_drawn_anew_is_gone_and_another_is_new() -> None:
    found, same = matched(FIRST, REDRAWN)
    assert same == {}
    assert anew(found) == ({(NEAR, "ash-hill")}, {(NEAR, "new-hill")})
    assert geoids(found) == list(FIRST)


def test_each_area_is_taken_for_one_other_and_the_rest_is_drawn_anew() -> None:
    then, now = {"a": (0, 100), "b": (0, 100), "c": (100, 200)}, {"d": (100, 200), "e": (0, 100), "f": (150, 200)}
    found, same = matched(then, now)
    assert same == {(NEAR, "a"): (NEAR, "e"), (NEAR, "c"): (NEAR, "d")}
    assert anew(found) == ({(NEAR, "b")}, {(NEAR, "f")})


def test_a_new_area_beside_one_that_was_renamed_has_no_older_boundaries() -> None:
    found, _ = matched(FIRST, RENAMED | {"dock-square": (300, 400)})
    assert anew(found) == (set(), set())


NO_PLACE = topology(FIRST).replace(b"0.0001,0.0001", b"1e308,1e308")


@pytest.mark.parametrize(
    "unreadable",
    [b"", b"{}", topology({"another": (0, 100)}), NO_PLACE],
    ids=["empty", "other", "lacks", "beyond numbers"],
)
def test_what_cannot_be_read_is_drawn_anew(unreadable: bytes) -> None:
    there = areas(FIRST)._replace(topology=lambda: unreadable)
    found, _ = matched(FIRST, RENAMED, there)
    assert anew(found) == ({(NEAR, "ash-hill")}, {(NEAR, "the-hill")})


def _asked(*_: object) -> bytes:
    raise AssertionError("the shapes are read though they are the same, or no partner tells of them")


def test_shapes_are_read_only_where_they_differ_and_partners_tell_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    there = areas(FIRST)._replace(topology=_asked)
    public = before(rows(FIRST, measure="enrollment"))
    assert anew(under_todays(public, there, areas(REDRAWN), pd.DataFrame(rows(REDRAWN)))[0]) == (set(), set())
    monkeypatch.setattr(area_ids, "_shapes", _asked)
    assert anew(matched(FIRST, FIRST)[0]) == (set(), set())


OTHERWISE = {"ash-hill": (0, 110), "bell-meadow": (110, 200), "canada-park": (200, 300)}


def test_an_area_that_keeps_its_id_and_not_its_shape_is_gone_and_new() -> None:
    found, same = matched(FIRST, OTHERWISE)
    hill, meadow, park = geoids(found)
    assert hill.startswith("ash-hill as drawn before (")
    assert meadow.startswith("bell-meadow as drawn before (")
    assert (park, same) == ("canada-park", {})
    assert anew(found) == ({(NEAR, hill), (NEAR, meadow)}, {(NEAR, "ash-hill"), (NEAR, "bell-meadow")})
    turned = areas(FIRST)._replace(topology=lambda: topology(FIRST, turned=True))
    assert geoids(matched(FIRST, OTHERWISE, turned)[0]) == [hill, meadow, park]
    assert geoids(matched(FIRST | {"ash-hill": (0, 90)}, OTHERWISE)[0])[0] not in {hill, "ash-hill"}


def test_of_a_split_the_part_that_keeps_the_id_is_drawn_anew_as_the_other_is() -> None:
    found, _ = matched({"a": (0, 100)}, {"a": (0, 60), "b": (60, 100)})
    assert found.new == {(NEAR, "a"), (NEAR, "b")}


@pytest.mark.parametrize(("east", "same"), [(1009, True), (1011, False), (991, True), (989, False)])
def test_a_kept_id_may_differ_by_a_hundredth_too(east: int, same: bool) -> None:
    assert (geoids(matched({"a": (0, 1000)}, {"a": (0, east)})[0]) == ["a"]) is same


def test_a_kept_area_whose_shape_cannot_be_read_is_the_same() -> None:
    for unreadable in (b"", NO_PLACE, topology({"another": (0, 100)})):
        there = areas(FIRST)._replace(topology=lambda unreadable=unreadable: unreadable)
        assert geoids(matched(FIRST, OTHERWISE, there)[0]) == list(FIRST)
    assert geoids(matched({"a": (0, 0)}, {"a": (0, 0), "b": (0, 9)})[0]) == ["a"]


def test_only_partners_rows_get_another_name() -> None:
    both = before([*rows(FIRST), *rows(FIRST, measure="enrollment")])
    found, _ = under_todays(both, areas(FIRST), areas(OTHERWISE), pd.DataFrame(rows(OTHERWISE)))
    public = found.rows[(found.rows["measure"] == "enrollment") & (found.rows["level"] == NEAR)]
    assert public["geoid"].tolist() == list(FIRST)


def test_an_area_that_is_there_and_has_no_number_now_is_not_gone() -> None:
    now = pd.DataFrame(rows({"new-hill": (0, 110), "canada-park": (200, 300)}))
    here = areas(FIRST | REDRAWN)
    found, _ = under_todays(before(rows(FIRST)), areas(FIRST), here, now)
    assert anew(found) == (set(), set())


def test_only_what_partners_told_is_asked_for_and_only_where_they_told_of_somebody() -> None:
    now = pd.DataFrame(rows(REDRAWN))
    public = before(rows(FIRST, measure="enrollment"))
    nobody = before([row | {"status": "not_available"} for row in rows(FIRST)])
    for one in (public, nobody):
        assert anew(under_todays(one, areas(FIRST), areas(REDRAWN), now)[0]) == (set(), set())


# The city


def cities(told: list[dict[str, Any]], now: list[dict[str, Any]], *lists: tuple[str, ...]) -> tuple[Earlier, Any]:
    then, today = lists
    return under_todays(before(told), areas(FIRST, then), areas(FIRST, today), pd.DataFrame(now))


@pytest.mark.parametrize("lists", [((CITY,), BOTH), (BOTH, (RECODED,)), (BOTH, BOTH)], ids=str)
def test_a_city_is_the_same_where_a_place_lists_both_geoids(lists: tuple[tuple[str, ...], ...]) -> None:
    found, same = cities(rows(FIRST), rows(FIRST, RECODED), *lists)
    assert geoids(found, "county_subdivision") == [RECODED]
    assert same == {("county_subdivision", CITY): ("county_subdivision", RECODED)}
    assert anew(found) == (set(), set())


def test_each_year_of_a_city_is_read_under_the_geoid_that_this_year_has_today() -> None:
    years = [*rows({}, CITY, 2019), *rows({}, CITY, 2020), *rows({}, CITY, 2021)]
    found, _ = cities(years, [*rows({}, CITY, 2019), *rows({}, RECODED, 2020)], BOTH, BOTH)
    assert found.rows["geoid"].tolist() == [CITY, RECODED, CITY]


def test_a_measure_s_year_stays_under_its_geoid_though_another_measure_tells_it_under_the_other() -> None:
    now = [*rows({}, CITY), *rows({}, RECODED, measure="program_reach")]
    found, same = cities(rows({}, CITY), now, BOTH, BOTH)
    assert geoids(found, "county_subdivision") == [CITY]
    assert same == {}
    both_now = [*rows({}, RECODED), *rows({}, CITY)]
    assert geoids(cities(rows({}, CITY), both_now, BOTH, BOTH)[0], "county_subdivision") == [CITY]


@pytest.mark.parametrize("first", [0, 1])
def test_rows_that_a_release_told_under_both_geoids_stay_as_they_were(first: int) -> None:
    both = [*rows({}, CITY), *(row | {"status": "suppressed"} for row in rows({}, RECODED))]
    found, same = cities([both[first], both[1 - first]], rows({}, RECODED), BOTH, BOTH)
    told = dict(zip(found.rows["geoid"], found.rows["status"], strict=True))
    assert told == {CITY: "published", RECODED: "suppressed"}
    assert same == {}
    other = [row | {"group": "black", "scheme": "race_ethnicity"} for row in both]
    found, same = cities([*both[:1], *other[1:]], rows({}, RECODED), BOTH, BOTH)
    assert geoids(found, "county_subdivision") == [RECODED, RECODED]
    assert same == {("county_subdivision", CITY): ("county_subdivision", RECODED)}


def test_of_two_geoids_with_the_same_row_one_becomes_today_s() -> None:
    third = "0900988888"
    told = [*rows({}, CITY), *rows({}, third)]
    found, _ = cities(told, rows({}, RECODED), (CITY, third), (*BOTH, third))
    assert geoids(found, "county_subdivision") == [RECODED, third]


def test_another_geoid_that_no_place_lists_beside_the_first_is_another_city() -> None:
    found, _ = cities(rows(FIRST), rows(FIRST, RECODED), (CITY,), (RECODED,))
    assert anew(found) == ({("county_subdivision", CITY)}, {("county_subdivision", RECODED)})
    assert geoids(found, "county_subdivision") == [CITY]
