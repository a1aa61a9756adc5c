"""The cheapest protection of served counts over groups and areas takes the place of hiding row after row, and is as safe."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.catalog import GROUPS
from indicators.group_pools import POOLED
from indicators.suppression import least_hidden, reach_areas
from indicators.suppression import policy as rules
from indicators.suppression.area_cube import cube
from indicators.suppression.area_cube import protected as by_search
from indicators.suppression.exact import protect_small
from indicators.suppression.least_hidden import asking
from indicators.suppression.policy import Policy
from indicators.suppression.primary import SHOWN, Verdict, of_count
from indicators.suppression.proof import verify
from indicators.suppression.protected import OpenDemandError, Protected
from tests.indicators.suppression.areas import CITY, HILL, LAKE, MILL, PARK, frame, judged
from tests.indicators.suppression.test_areas_enumerated import SEXES, couple, small_policy, tables

RACES = {"aian": 0.02, "asian": 0.06, "black": 0.32, "latino": 0.3, "nhpi": 0.01, "two": 0.05, "white": 0.24}
SMALL = ("aian", "asian", "nhpi", "two")


def cost(rows: pd.DataFrame, verdicts: list[Verdict]) -> float:
    """Numbers hidden for another's sake, a city's counted as a thousand and everyone of a smaller place as ten."""
    worth = np.where(rows["geoid"] == CITY, 1000, np.where(rows["scheme"] == "all", 10, 1))
    lost = (np.log2(rows["value"] + 2) + 1) * worth
    return round(sum(n for n, v in zip(lost, verdicts, strict=True) if v.reason == rules.COMPLEMENTARY), 6)


def town(places: int, seed: int, pooled: bool) -> tuple[pd.DataFrame, list[Verdict]]:
    """People of a city and its neighborhoods by race and sex, some elsewhere; small groups together in neighborhoods if `pooled`."""
    chance = np.random.default_rng(seed)
    people = {
        f"place {i}": chance.poisson(chance.integers(10, 120) * np.array([*RACES.values()])) for i in range(places)
    }
    people[CITY] = np.sum([*people.values(), chance.poisson(60 * np.array([*RACES.values()]))], axis=0)
    girls = {place: chance.binomial(n.sum(), 0.5) for place, n in people.items() if place != CITY}
    girls[CITY] = sum(girls.values()) + 7
    cells = []
    for place, counts in people.items():
        cells.append((place, "all", "all", counts.sum()))
        cells += [(place, "sex", "female", girls[place]), (place, "sex", "male", counts.sum() - girls[place])]
        cells += [(place, "race_ethnicity", group, n) for group, n in zip(RACES, counts, strict=True)]
        if pooled and place != CITY:
            small = sum(n for group, n in zip(RACES, counts, strict=True) if group in SMALL)
            cells.append((place, "race_ethnicity", GROUPS["race_ethnicity"].pool(list(SMALL)), small))
    rows = pd.DataFrame(cells, columns=["geoid", "scheme", "group", "value"]).assign(
        period_end=2023, status="estimated"
    )
    rows["level"] = np.where(rows["geoid"] == CITY, "county_subdivision", "neighborhood")
    single = pooled & rows["group"].isin(SMALL) & (rows["geoid"] != CITY)
    own = [of_count(n, Policy()) for n in rows["value"]]
    behind = [Verdict(POOLED, v.reason or rules.POOLED) if s else v for v, s in zip(own, single, strict=True)]
    return rows.astype({"value": float}), behind


@settings(max_examples=15, deadline=None)
@given(st.lists(couple, min_size=1, max_size=3), st.tuples(st.integers(0, 2), st.integers(0, 2)))
def test_every_small_number_is_left_its_range_in_the_tables_that_agree(
    near: list[tuple[int, int]], elsewhere: tuple[int, int]
) -> None:
    policy = small_policy()
    whole = [sum(n) + e for n, e in zip(zip(*near, strict=True), elsewhere, strict=True)]
    places = dict(zip((HILL, PARK, LAKE), near, strict=False)) | {CITY: whole}
    rows = frame({p: {"all": sum(n), **dict(zip(SEXES, n, strict=True))} for p, n in places.items()})
    own = judged(rows, policy)
    least = least_hidden.protected(rows, own, policy)
    assert cost(rows, least) <= cost(rows, reach_areas.protected(rows, own, policy))
    agree = tables(rows, np.array([v.status == "published" for v in least]))
    all_there_is = tables(rows, rows["value"].eq(0).to_numpy())
    for i, verdict in enumerate(own):
        if verdict.status != "published":
            assert least[i] == verdict
            reach = min(rows["value"][i] + rules.PROTECTION, all_there_is[:, i].max())
            assert (agree[:, i].min(), agree[:, i].max() >= reach) == (all_there_is[:, i].min(), True)


def test_a_number_hidden_in_vain_is_shown_again_and_the_city_stays() -> None:
    places = {HILL: (8, 30), PARK: (7, 40), LAKE: (50, 60), MILL: (70, 80)}
    whole = [sum(n) for n in zip(*places.values(), strict=True)]
    rows = frame({p: {"all": sum(n), **dict(zip(SEXES, n, strict=True))} for p, n in (places | {CITY: whole}).items()})
    own = judged(rows, Policy())
    too_much = [v if v.status != "published" else least_hidden.HIDDEN for v in own]
    least = least_hidden.protected(rows, too_much, Policy())
    told = {
        (p, g) for p, g, v in zip(rows["geoid"], rows["group"], least, strict=True) if v.reason == rules.COMPLEMENTARY
    }
    # Eight girls and seven are hidden by themselves; three of them may have been in the other place, and as many boys.
    assert {place for place, _ in told} == {HILL, PARK}
    assert len(told) == 2


@pytest.mark.parametrize(
    ("why", "served", "levels"),
    [
        ("withheld", {HILL: (4.0, 30.0), PARK: (math.nan, 40.0), CITY: (60.0, 90.0)}, {CITY: "county_subdivision"}),
        (
            "two cities",
            {HILL: (4.0, 30.0), PARK: (20.0, 40.0), CITY: (24.0, 70.0), "town": (24.0, 70.0)},
            {CITY: "county_subdivision", "town": "county_subdivision"},
        ),
    ],
)
def test_without_one_true_table_what_was_found_row_by_row_stays(
    why: str, served: dict[str, tuple[float, float]], levels: dict[str, str]
) -> None:
    rows = frame({p: {"all": sum(n), **dict(zip(SEXES, n, strict=True))} for p, n in served.items()}, levels)
    own = judged(rows, Policy())
    assert least_hidden.protected(rows, own, Policy()) == reach_areas.protected(rows, own, Policy()), why


def test_groups_that_do_not_add_up_leave_the_period_as_it_is() -> None:
    rows = frame({HILL: {"all": 34, "female": 4, "male": 29}, PARK: {"all": 60, "female": 20, "male": 40}})
    everyone_hidden = [least_hidden.HIDDEN, *judged(rows, Policy())[1:]]
    assert least_hidden.protected(rows, everyone_hidden, Policy()) == everyone_hidden


def test_each_period_is_protected_by_itself() -> None:
    served = {HILL: {"all": 34, "female": 4, "male": 30}, PARK: {"all": 60, "female": 20, "male": 40}}
    rows = pd.concat([frame(served, period=year) for year in (2022, 2023)], ignore_index=True)
    own = judged(rows, Policy())
    both = least_hidden.protected(rows, [v if v != SHOWN else least_hidden.HIDDEN for v in own], Policy())
    assert both[: len(both) // 2] == both[len(both) // 2 :]


@pytest.mark.parametrize("pooled", [True, False])
def test_a_large_city_is_protected_by_the_search_with_a_witness_for_each_number(pooled: bool) -> None:
    rows, own = town(60, 2, pooled)
    asked = asking(rows, own, Policy())
    assert asked is not None
    assert len(asked.relations.values) > least_hidden.QUICK
    least = by_search(*asked, rows, own)
    assert least is not None
    assert verify(asked.relations, least.hidden, asked.demand, least.witnesses) == []
    hidden = least.complementary(asked.relations, asked.demand)[: len(rows)]
    assert not (hidden & (rows["geoid"] == CITY)).any()
    taken = least_hidden.protected(rows, own, Policy())
    assert [v.reason == rules.COMPLEMENTARY for v in taken] == hidden.tolist()


def test_the_search_is_near_the_exact_least() -> None:
    rows, own = town(12, 1, pooled=True)
    asked = asking(rows, own, Policy())
    assert asked is not None
    costs = [
        asked.cost[p.complementary(asked.relations, asked.demand)].sum()
        for p in (by_search(*asked, rows, own), protect_small(*asked))
        if p is not None
    ]
    assert len(costs) == 2
    assert costs[0] <= 1.10 * costs[1]


def small_town() -> tuple[pd.DataFrame, list[Verdict]]:
    served = {HILL: {"all": 34, "female": 4, "male": 30}, PARK: {"all": 60, "female": 20, "male": 40}}
    rows = frame(served)
    return rows, judged(rows, Policy())


def test_what_no_program_can_protect_is_hidden_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> Protected:
        raise OpenDemandError("no table")

    monkeypatch.setattr(least_hidden, "protect_small", none)
    rows, own = small_town()
    assert least_hidden.protected(rows, own, Policy()) == reach_areas.protected(rows, own, Policy())


def test_a_pattern_whose_witnesses_are_faulty_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, own = small_town()
    asked = asking(rows, own, Policy())
    assert asked is not None
    assert least_hidden.least_of(asked, rows, own) is not None
    monkeypatch.setattr(least_hidden, "verify", lambda *_: ["a fault"])
    assert least_hidden.least_of(asked, rows, own) is None


def test_a_number_costs_what_it_tells_times_its_place_among_numbers() -> None:
    rows = frame({HILL: {"all": 30, "female": 2, "male": 28}, CITY: {"all": 30}}, {CITY: "county_subdivision"})
    asked = asking(rows, judged(rows, Policy()), Policy())
    assert asked is not None
    by_row = dict(zip(zip(rows["geoid"], rows["group"], strict=True), asked.cost[: len(rows)], strict=True))
    assert (by_row[HILL, "female"], by_row[HILL, "all"]) == (3.0, 60.0)
    assert by_row[CITY, "all"] == 6000.0


@pytest.mark.parametrize(
    ("why", "served", "levels"),
    [
        ("two kinds of areas", {HILL: 30, PARK: 40, CITY: 90}, {CITY: "county_subdivision", PARK: "tract"}),
        ("two cities", {HILL: 30, PARK: 40, CITY: 90}, {CITY: "county_subdivision", PARK: "county_subdivision"}),
        ("no city", {HILL: 30, PARK: 40}, {}),
        ("more in the neighborhoods than in the city", {HILL: 30, PARK: 40, CITY: 60}, {CITY: "county_subdivision"}),
    ],
)
def test_what_is_no_cube_of_groups_and_areas_is_not_searched(
    why: str, served: dict[str, int], levels: dict[str, str]
) -> None:
    asked = asking(*small_town(), Policy())
    assert asked is not None
    halves = {p: {"all": n, "female": n // 2, "male": n - n // 2} for p, n in served.items()}
    rows = frame(halves, levels)
    assert by_search(*asked, rows, [SHOWN] * len(rows)) is None, why


def test_kinds_of_groups_that_do_not_count_the_same_people_are_no_cube() -> None:
    rows, own = town(3, 1, pooled=False)
    asked = asking(rows, own, Policy())
    assert asked is not None
    one_more = rows["value"] + ((rows["group"] == "black") & (rows["geoid"] == "place 0"))
    assert by_search(*asked, rows.assign(value=one_more), own) is None


@pytest.mark.parametrize("pooled", [True, False])
def test_the_cube_has_the_rows_numbers_and_offers_what_readers_know(pooled: bool) -> None:
    rows, own = town(2, 8, pooled)
    single = np.array([v.status == POOLED for v in own])
    made = cube(rows, single)
    assert made is not None
    product, at = made
    assert product.counts.ravel()[at].tolist() == rows["value"].tolist()
    assert (rows["value"] == 0).any()
    # Two places and elsewhere, then the city; the single groups, then a pool, then everyone.
    assert product.shape == (4, 3, 9 if pooled else 8)
    behind = {tuple(int(i) for i in np.unravel_index(cell, product.shape)) for cell in at[single]}
    for node in np.ndindex(*product.shape):
        crossed = (node[1] != 2) + (node[2] != product.shape[2] - 1)
        pool_of_city = pooled and node[0] == 3 and node[2] == 7
        assert product.offered[node] == (crossed < 2 and not pool_of_city and node not in behind), node


def test_one_kind_of_groups_is_a_cube_too() -> None:
    served = {HILL: (12, 30), PARK: (20, 40), CITY: (40, 90)}
    rows = frame({p: {"all": f + m, "female": f, "male": m} for p, (f, m) in served.items()})
    made = cube(rows, np.zeros(len(rows), bool))
    assert made is not None
    assert made[0].counts[2].tolist() == [8, 20, 28]  # elsewhere
