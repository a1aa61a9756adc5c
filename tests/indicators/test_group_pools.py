"""Small groups of a partner's count stand together at neighborhoods: which, what their sum is, and what is told of each."""

import math
from collections.abc import Sequence

import pandas as pd
import pytest

from indicators.catalog import MEASURES
from indicators.compute_reported import reported_rows
from indicators.group_pools import POOLED, offered, summed, with_singles
from indicators.measure import Reported
from indicators.suppression import policy as rules
from indicators.suppression.publish import publish
from sources import participants, partner
from tests.indicators.pools import (
    CHILDREN,
    CITY,
    NEAR,
    POOL,
    REACH,
    SERVED,
    Counts,
    gated,
    joined,
    pooled,
    rows,
    status,
)

pytestmark = pytest.mark.usefixtures("few_areas_are_enough")


def is_pooled(estimates: pd.DataFrame) -> bool:
    return not joined(estimates).equals(estimates)


def reported(found: pd.DataFrame) -> pd.DataFrame:
    """ESTIMATE rows of what a partner sent."""
    measure = MEASURES[CHILDREN]
    assert isinstance(measure.formula, Reported)
    return reported_rows(measure, measure.formula, found, found[["level", "geoid"]].drop_duplicates())


def partners_file(level: str, told: Sequence[tuple[str, str, int]]) -> pd.DataFrame:
    """Observations of a partner's own counts, by group, area and number."""
    lines = [
        f"prek_seats.served,{level},{area},{'all' if group == 'all' else 'race_ethnicity'},{group},2022,2023,{n},count,"
        for group, area, n in told
    ]
    header = "measure,level,geoid,scheme,group,period_start,period_end,value,unit,people"
    return partner.observations("\n".join([header, *lines]).encode(), "counts.csv", "partner", NEAR)


def test_groups_that_most_neighborhoods_hide_stand_together_and_the_city_shows_each() -> None:
    shown = gated(pooled()).published
    assert {group for _, group in status(shown)} == {"all", POOL, "black", "white"}
    assert set(status(shown, "county_subdivision").items()) == {
        ((CITY, group), "published") for group in ("all", *SERVED)
    }
    sums = shown[(shown["group"] == POOL)].set_index("geoid")["value"].to_dict()
    assert sums == {"ash-hill": 13, "bell-meadow": 12, "canada-park": 11}


@pytest.mark.parametrize(
    "counts",
    [
        {"black": (40, 31, 25), "white": (22, 60, 18)},  # nobody is few
        {"aian": (4, 7, 3), "white": (2, 6, 8)},  # nobody would be left by itself
        {"aian": (0, 0, 0), "not_reported": (2, 3, 4), "white": (22, 60, 18)},  # no group is known
    ],
)
def test_nothing_is_pooled_where_nothing_is_gained(counts: Counts) -> None:
    assert pooled(counts).equals(rows(counts))


def test_only_partners_counts_are_pooled() -> None:
    for name in ("enrollment", REACH):
        assert joined(rows(measure=name)).equals(rows(measure=name))


def test_a_stricter_community_pools_more() -> None:
    assert POOL in set(pooled()["group"])
    assert "aian+nhpi+white" in set(pooled(minimum=25)["group"])


def test_what_the_partner_withheld_is_withheld_in_the_pool_and_who_is_absent_adds_nobody() -> None:
    counts = dict(SERVED) | {"aian": (4, math.nan, 3)}
    behind = rows(counts)
    behind.loc[behind["geoid"].eq("canada-park") & behind["group"].eq("nhpi"), ["value", "status"]] = [
        math.nan,
        "not_available",
    ]
    found = summed(behind, "race_ethnicity", POOL).set_index("geoid")
    assert found.loc[list(NEAR), "status"].tolist() == ["estimated", "suppressed_at_source", "estimated"]
    assert found["value"].dropna().to_dict() == {"ash-hill": 13, "canada-park": 3}


def test_a_list_of_participants_is_pooled_too_but_not_those_of_no_known_group() -> None:
    told = [("ash-hill", "black", 12), ("ash-hill", "aian", 3), ("ash-hill", "nhpi", 4), ("ash-hill", "", 5)]
    told += [("bell-meadow", "black", 14), ("bell-meadow", "aian", 6), ("bell-meadow", "nhpi", 6)]
    lines = [f"prek_seats,2022,2023,{area},{race}" for area, race, n in told for _ in range(n)]
    text = "\n".join(f"P{i},{line}" for i, line in enumerate(lines))
    header = "participant,program,period_start,period_end,neighborhood,race_ethnicity\n"
    listed = participants.observations((header + text).encode(), "list.csv", "partner", NEAR)
    assert not is_pooled(reported(listed))
    city = [(group, CITY, n) for group, n in {"all": 50, "black": 26, "aian": 9, "nhpi": 10, "not_reported": 5}.items()]
    found = pd.concat([listed, partners_file("county_subdivision", city)], ignore_index=True)
    behind = joined(reported(found))
    near = behind[behind["level"] == "neighborhood"]
    shown, _ = publish({CHILDREN: near}, MEASURES, 10)
    assert set(shown["group"]) == {"all", "black", "not_reported", POOL}
    assert behind[behind["group"] == POOL].set_index("geoid")["value"].to_dict() == {"ash-hill": 7, "bell-meadow": 12}


def test_single_groups_of_a_pool_are_not_offered_and_are_rows_of_proof_and_attack() -> None:
    behind = pooled()
    assert set(behind.loc[~offered(behind), "group"]) == {"aian", "nhpi"}
    assert set(behind.loc[~offered(behind), "level"]) == {"neighborhood"}
    one = gated(behind)
    told = with_singles(one.published)
    singles = told[told["status"] == POOLED]
    assert len(singles) == 2 * len(NEAR)
    assert singles["value"].isna().all()
    assert with_singles(told).equals(told)
    log = one.log[one.log["status"] == POOLED]
    assert set(log["rule"] + ": " + log["reason"]) == {rules.PRIMARY_COUNT}
    assert all(w > 0 for w in (len(one.partners.witnesses), len(one.partners.demand.cell)))
    assert not one.partners.faults


def test_groups_stand_together_only_where_the_one_city_tells_each_of_them() -> None:
    behind = rows()
    city, aian = behind["level"].eq("county_subdivision"), behind["group"].eq("aian")
    assert not is_pooled(behind[~city])
    assert not is_pooled(pd.concat([behind, behind[city].assign(geoid="0900988888")], ignore_index=True))
    blank = behind.assign(status=behind["status"].mask(city & aian, "not_reported"))
    assert set(joined(blank)["group"]) - set(behind["group"]) == {"black+nhpi"}
    later = behind[~city].assign(period_start=2023, period_end=2024)
    assert not is_pooled(pd.concat([behind, later], ignore_index=True))


@pytest.mark.parametrize(
    ("counts", "pool"),
    [
        # The group of the fewest people keeps the small one company, however many are in the one that is named first.
        ({"aian": (4, 7, 3), "asian": (200, 310, 250), "black": (40, 31, 25), "white": (22, 90, 18)}, "aian+black"),
        ({"aian": (0, 0, 0), "nhpi": (4, 7, 3), "black": (40, 31, 25), "white": (22, 40, 18)}, "nhpi+white"),
    ],
)
def test_one_small_group_takes_the_group_of_the_fewest_people_with_it(counts: Counts, pool: str) -> None:
    behind = pooled(counts)
    assert set(behind["group"]) - {"all", *counts} == {pool}
    both = [gated(each).published for each in (behind, rows(counts))]
    numbers = [len(p[p["level"].eq("neighborhood") & p["status"].eq("published") & (p["value"] > 0)]) for p in both]
    assert numbers[0] > numbers[1]
