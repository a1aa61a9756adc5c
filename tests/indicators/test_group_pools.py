"""Small groups of a partner's count stand together at neighborhoods: which, what their sum is, and that nobody can part it again."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from indicators import group_pools
from indicators.audit_relations import everything
from indicators.audit_rows import ROW, Earlier, corrected
from indicators.audit_watch import judge, with_rules
from indicators.catalog import MEASURES, members
from indicators.compute_reported import reported_rows
from indicators.gate import Known, Secured, secure
from indicators.group_pools import POOLED, offered, summed, with_pools, with_singles
from indicators.measure import Reported
from indicators.suppression import policy as rules
from indicators.suppression.publish import publish
from indicators.tables import ESTIMATE
from sources import participants, partner

CHILDREN, REACH = "program_children", "program_reach"
NEAR, CITY, POOL = ("ash-hill", "bell-meadow", "canada-park"), "0900999999", "aian+nhpi"
# By neighborhood. Most hide the first two groups; the city shows every one.
SERVED = {"aian": (4, 7, 3), "nhpi": (9, 5, 8), "black": (40, 31, 25), "white": (22, 60, 18)}
Counts = Mapping[str, Sequence[float] | np.ndarray]


@pytest.fixture(autouse=True)
def _few_areas_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables here have three areas and a year; how many a pool needs is a test of its own."""
    monkeypatch.setattr(group_pools, "ENOUGH", 1)


def rows(counts: Counts = SERVED, measure: str = CHILDREN, schemes: Sequence[str] = ()) -> pd.DataFrame:
    """ESTIMATE rows of each group by neighborhood and for the city, and of everyone, whose sums they are; NaN was withheld."""
    whole = dict(counts) | {"all": [sum(each) for each in zip(*counts.values(), strict=True)]}
    told = [(g, "neighborhood", area, n) for g, each in whole.items() for area, n in zip(NEAR, each, strict=True)]
    told += [(g, "county_subdivision", CITY, sum(each)) for g, each in whole.items()]
    return pd.DataFrame([_row(measure, *one) for one in told if not schemes or one[0] in schemes])


def _row(measure: str, group: str, level: str, geoid: str, n: float) -> dict[str, Any]:
    blank = {c: math.nan for c, kind in ESTIMATE.columns.items() if kind == "float"}
    scheme = "all" if group == "all" else "race_ethnicity"
    keys = dict(zip(ROW, (measure, level, geoid, scheme, group, 2023), strict=True)) | {"period_start": 2022}
    reach = {"value": 100 * n / 400, "numerator": float(n), "denominator": 400.0, "moe": 1.0, "denominator_moe": 8.0}
    numbers = reach if measure == REACH else {"value": float(n)}
    return keys | blank | numbers | {"status": "suppressed_at_source" if math.isnan(n) else "estimated"}


def pooled(counts: Counts = SERVED, minimum: int = 10) -> pd.DataFrame:
    return with_pools(rows(counts), MEASURES[CHILDREN], minimum)


def gated(behind: pd.DataFrame, *before: Earlier, others: Sequence[pd.DataFrame] = ()) -> Secured:
    """What leaves the build of these estimates and those of other measures."""
    frames = {str(frame["measure"].iloc[0]): frame for frame in (behind, *others)}
    together = pd.concat(frames.values(), ignore_index=True)
    earlier = [one._replace(corrected=corrected(one.rows, together)) for one in before]
    return secure(*publish(frames, MEASURES, 10), together, Known(MEASURES, 10, earlier, ()))


def is_pooled(estimates: pd.DataFrame) -> bool:
    return not with_pools(estimates, MEASURES[CHILDREN], 10).equals(estimates)


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


def out(published: pd.DataFrame) -> Earlier:
    """A release that readers hold."""
    return Earlier("before", MEASURES, 10, with_singles(published), frozenset())


def open_cells(one: Secured, published: pd.DataFrame) -> list[str]:
    """What a reader of these rows can work out, but for what was out before."""
    told, known = with_rules(with_singles(published), one.log), one.known
    book, cells = everything(told, MEASURES, 10, known.earlier, ())
    found = judge(book, told, cells, MEASURES, 10, known.earlier)
    return [o.cell for o in found.open if not o.out_before]


def status(published: pd.DataFrame, level: str = "neighborhood") -> dict[tuple[str, str], str]:
    here = published[published["level"] == level]
    return {(str(r["geoid"]), str(r["group"])): str(r["status"]) for r in here.to_dict("records")}


# Which groups stand together


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
        assert with_pools(rows(measure=name), MEASURES[name], 10).equals(rows(measure=name))


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
    behind = with_pools(reported(found), MEASURES[CHILDREN], 10)
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
    assert set(with_pools(blank, MEASURES[CHILDREN], 10)["group"]) - set(behind["group"]) == {"black+nhpi"}
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


# That nobody can part them


@pytest.mark.parametrize("word", ["not_reported", "not_available"])
@pytest.mark.parametrize("small", [3, 11])
def test_a_group_that_the_partner_left_blank_gives_no_other_of_its_pool_away(word: str, small: int) -> None:
    """A reader knows that a blank adds nobody: Everyone less what is shown is the other group of the pool."""
    counts = dict(SERVED) | {"aian": (0, 7, 9), "nhpi": (small, 8, 9)}
    behind = rows(counts)
    blank = behind["geoid"].eq("ash-hill") & behind["group"].eq("aian")
    behind.loc[blank, ["value", "status"]] = [math.nan, word]
    one = gated(with_pools(behind, MEASURES[CHILDREN], 10))
    told = one.published[one.published["geoid"].eq("ash-hill") & one.published["status"].eq("published")]
    known = told.set_index("group")["value"].to_dict()
    rest = known["all"] - sum(n for group, n in known.items() if group != "all")
    assert (POOL in known) is (small >= 10)
    assert rest == 0 if small >= 10 else rest >= 10
    behind_it = with_singles(one.published).query("geoid == 'ash-hill' and status == @POOLED")
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


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_partner_leaves_blank_nobody_can_work_a_small_group_out(seed: int) -> None:
    """Random tables with blank cells: what is told of a place leaves each of its small groups a range."""
    draw = np.random.default_rng(seed)
    most = {"aian": 9, "nhpi": 14, "black": 60, "white": 90}
    counts = {group: draw.integers(0, n, len(NEAR)) * (draw.random(len(NEAR)) < 0.75) for group, n in most.items()}
    behind = rows(counts)
    nobody = behind["value"].eq(0) & behind["level"].eq("neighborhood") & behind["group"].ne("all")
    behind.loc[nobody, ["value", "status"]] = [math.nan, "not_reported"]
    one = gated(with_pools(behind, MEASURES[CHILDREN], 10))
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
        changed = corrected(first, pd.concat([larger, elsewhere], ignore_index=True))
        assert {row[2] for row in changed if row[4] == POOL} == set(NEAR)
    assert not {row for row in corrected(first, rows()) if row[4] == POOL}


def test_nobody_takes_the_place_of_a_group_in_a_pool() -> None:
    first = out(gated(pooled()).published)
    one = gated(rows(dict(SERVED) | {"aian": (0, 17, 13), "nhpi": (19, 15, 18)}), first)
    assert status(one.published)["ash-hill", "aian"] == "published"


# Two measures of the same children


def test_what_is_hidden_in_one_measure_is_shown_in_no_other() -> None:
    """Without its pool the neighborhood's everyone would be six, which reach counts too."""
    counts = {"aian": (1, 7, 3), "nhpi": (2, 5, 8), "black": (3, 31, 25), "white": (0, 60, 18)}
    one = gated(pooled(counts), others=[rows(counts, REACH, ("all",))])
    by_measure = {m: status(part) for m, part in one.published.groupby("measure")}
    for place in NEAR:
        assert by_measure[CHILDREN][place, "all"] == by_measure[REACH][place, "all"]
    assert by_measure[REACH]["ash-hill", "all"] == "suppressed"
    assert one.more == 0  # decided together, so the gate finds nothing


def test_what_reach_cannot_tell_for_its_margin_is_still_told_as_a_count() -> None:
    reach = rows(measure=REACH, schemes=("all",)).assign(moe=20.0)
    one = gated(pooled(), others=[reach])
    assert sorted(_everyone(one, "canada-park")) == [(CHILDREN, "published"), (REACH, "too_uncertain")]


def test_a_correction_of_one_measure_keeps_hidden_what_the_other_hid() -> None:
    counts = {"black": (40, 9, 25), "white": (22, 60, 18)}
    first = out(gated(rows(counts, REACH, ("all",))).published)
    hidden = first.rows["geoid"].eq("bell-meadow")
    first.rows.loc[hidden, ["value", "numerator", "denominator", "moe", "denominator_moe"]] = math.nan
    first.rows.loc[hidden, "status"] = "suppressed"
    changed = dict(counts) | {"white": (22, 70, 18)}
    changed_too = frozenset(first.rows[ROW].itertuples(index=False, name=None))
    frames = {CHILDREN: rows(changed), REACH: rows(changed, REACH, ("all",))}
    known = Known(MEASURES, 10, [first._replace(corrected=changed_too)], ())
    one = secure(*publish(frames, MEASURES, 10), pd.concat(frames.values(), ignore_index=True), known)
    assert {word for _, word in _everyone(one, "bell-meadow")} == {"suppressed"}


def _everyone(one: Secured, geoid: str) -> list[tuple[str, str]]:
    here = one.published[one.published["geoid"].eq(geoid) & one.published["group"].eq("all")]
    return list(here[["measure", "status"]].itertuples(index=False, name=None))
