"""Groups that stand together at neighborhoods: nobody can part them again, by blanks, earlier releases or corrections."""

import math

import numpy as np
import pandas as pd
import pytest

from indicators.audit_earlier import standing
from indicators.catalog import members
from indicators.group_pools import POOLED, summed, with_singles
from indicators.suppression import policy as rules
from tests.indicators.pools import (
    CITY,
    NEAR,
    POOL,
    SERVED,
    gated,
    joined,
    open_cells,
    out,
    pooled,
    rows,
    status,
)

pytestmark = pytest.mark.usefixtures("few_areas_are_enough")


@pytest.mark.parametrize("word", ["not_reported", "not_available"])
@pytest.mark.parametrize("small", [3, 11])
def test_a_group_that_the_partner_left_blank_gives_no_other_of_its_pool_away(word: str, small: int) -> None:
    """A reader knows that a blank adds nobody: Everyone less what is shown is the other group of the pool."""
    counts = dict(SERVED) | {"aian": (0, 7, 9), "nhpi": (small, 8, 9)}
    behind = rows(counts)
    blank = behind["geoid"].eq("ash-hill") & behind["group"].eq("aian")
    behind.loc[blank, ["value", "status"]] = [math.nan, word]
    one = gated(joined(behind))
    told = one.published[one.published["geoid"].eq("ash-hill") & one.published["status"].eq("published")]
    known = told.set_index("group")["value"].to_dict()
    rest = known["all"] - sum(n for group, n in known.items() if group != "all")
    assert (POOL in known) is (small >= 10)
    assert rest == 0 if small >= 10 else rest >= 10
    singles = with_singles(one.published)
    behind_it = singles[singles["geoid"].eq("ash-hill") & singles["status"].eq(POOLED)]
    assert set(behind_it["group"]) == {"aian", "nhpi"}
    assert open_cells(one, one.published) == []
    log = one.log.query("geoid == 'ash-hill' and group == 'aian'")
    assert (log["rule"] + ": " + log["reason"]).tolist() == [rules.POOLED]


def test_a_pool_without_a_number_has_no_group_with_one() -> None:
    behind = rows()
    blank = behind["geoid"].eq("ash-hill") & behind["group"].isin(["aian", "nhpi"])
    behind.loc[blank, ["value", "status"]] = [math.nan, "not_reported"]
    found = summed(behind, "race_ethnicity", POOL).set_index("geoid")["status"]
    assert found.loc[list(NEAR)].tolist() == ["not_reported", "estimated", "estimated"]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_a_partner_leaves_blank_nobody_can_work_a_small_group_out(seed: int) -> None:
    """Random tables with blank cells: what is told of a place leaves each of its small groups a range."""
    draw = np.random.default_rng(seed)
    most = {"aian": 9, "nhpi": 14, "black": 60, "white": 90}
    counts = {group: draw.integers(0, n, len(NEAR)) * (draw.random(len(NEAR)) < 0.75) for group, n in most.items()}
    behind = rows(counts)
    nobody = behind["value"].eq(0) & behind["level"].eq("neighborhood") & behind["group"].ne("all")
    behind.loc[nobody, ["value", "status"]] = [math.nan, "not_reported"]
    one = gated(joined(behind))
    assert open_cells(one, one.published) == []
    for i, place in enumerate(NEAR):
        told = one.published[one.published["geoid"].eq(place) & one.published["status"].eq("published")]
        known = told.set_index("group")["value"].to_dict()
        here = {group for group in known if group != "all"}
        shown = {single for group in here for single in members(str(group))}
        assert not any(0 < number < 10 for number in known.values())
        if "all" in known and any(each[i] > 0 for group, each in counts.items() if group not in shown):
            assert known["all"] - sum(known[group] for group in here) >= 10


@pytest.mark.parametrize("group", ["aian", "nhpi"])
def test_the_number_of_one_single_group_opens_the_pool(group: str) -> None:
    one = gated(pooled())
    assert open_cells(one, one.published) == []
    behind = rows()
    single = behind[behind["geoid"].eq("ash-hill") & behind["group"].eq(group)]
    told = pd.concat([one.published, single.assign(status="published", reliability="")], ignore_index=True)
    assert any("in neighborhood ash-hill" in cell for cell in open_cells(one, told))


def test_a_city_number_that_leaves_a_single_group_too_little_room_is_hidden() -> None:
    """Ten in the city and nine of them in one neighborhood."""
    counts = dict(SERVED) | {"aian": (9, 1, 0)}
    shown = gated(pooled(counts)).published
    assert status(shown, "county_subdivision")[CITY, "aian"] == "suppressed"
    assert status(shown)["ash-hill", "all"] == "published"


def test_a_single_group_that_was_out_does_not_tell_the_others_of_todays_pool() -> None:
    """Eleven were shown by themselves; today they stand with three others."""
    counts = dict(SERVED) | {"aian": (11, 4, 3), "nhpi": (3, 5, 8)}
    first = gated(rows(counts)).published
    before = first[first["geoid"].eq("ash-hill") & first["group"].isin(["aian", "nhpi"])]
    before = before.assign(status=["published", "suppressed"], value=[11.0, math.nan])
    one = gated(pooled(counts), out(before))
    assert status(one.published)["ash-hill", POOL] == "suppressed"
    assert open_cells(one, one.published) == []


def test_another_pool_that_was_out_does_not_part_todays() -> None:
    """Two of today's three stood together before: the difference is the third."""
    counts = {"aian": (4, 7, 6), "asian": (7, 6, 5), "nhpi": (9, 5, 8), "black": (40, 31, 25), "white": (22, 60, 18)}
    today = pooled(counts)
    pool = "aian+asian+nhpi"
    assert pool in set(today["group"])
    two = summed(today[today["level"] == "neighborhood"], "race_ethnicity", POOL)
    one = gated(today, out(two.assign(status="published", reliability="not_applicable")))
    assert {status(one.published)[area, pool] for area in NEAR} == {"suppressed"}
    assert open_cells(one, one.published) == []


def test_after_a_correction_a_single_group_stays_hidden_where_its_pool_was_shown() -> None:
    first = out(gated(pooled()).published)
    one = gated(rows(dict(SERVED) | {"aian": (14, 17, 13), "nhpi": (19, 15, 18)}), first)
    assert status(one.published)["ash-hill", "aian"] == "suppressed"
    log = one.log[one.log["geoid"].eq("ash-hill") & one.log["group"].eq("aian")]
    assert (log["rule"] + ": " + log["reason"]).tolist() == [rules.LOCKED]


def test_a_pool_that_is_gone_at_some_areas_is_compared_there() -> None:
    """Today the same groups stand together at tracts alone, or in another measure: neighborhoods tell their sum all the same."""
    first = gated(pooled()).published
    larger = rows(dict(SERVED) | {"aian": (14, 17, 13)})
    sums = summed(larger[larger["level"] == "neighborhood"], "race_ethnicity", POOL)
    for elsewhere in (sums.assign(level="tract"), sums.assign(measure="another")):
        changed = standing(out(first), pd.concat([larger, elsewhere], ignore_index=True)).corrected
        assert {row[2] for row in changed if row[4] == POOL} == set(NEAR)
    assert not {row for row in standing(out(first), rows()).corrected if row[4] == POOL}


def test_nobody_takes_the_place_of_a_group_in_a_pool() -> None:
    first = out(gated(pooled()).published)
    one = gated(rows(dict(SERVED) | {"aian": (0, 17, 13), "nhpi": (19, 15, 18)}), first)
    assert status(one.published)["ash-hill", "aian"] == "published"
