"""Small groups of a partner's count stand together at neighborhoods: which, what their sum is, and that nobody can part it again."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from indicators.audit_relations import everything
from indicators.audit_rows import ROW, Earlier, corrected
from indicators.audit_watch import judge, with_rules
from indicators.catalog import MEASURES
from indicators.compute_reported import reported_rows
from indicators.gate import Known, Secured, secure
from indicators.group_pools import POOLED, offered, summed, with_pools, with_singles
from indicators.measure import Reported
from indicators.suppression import policy as rules
from indicators.suppression.publish import publish
from indicators.tables import ESTIMATE
from sources import participants

CHILDREN, REACH = "program_children", "program_reach"
NEAR, CITY, POOL = ("ash-hill", "bell-meadow", "canada-park"), "0900999999", "aian+nhpi"
# By neighborhood. Most hide the first two groups; the city shows every one.
SERVED = {"aian": (4, 7, 3), "nhpi": (9, 5, 8), "black": (40, 31, 25), "white": (22, 60, 18)}
Counts = Mapping[str, Sequence[float]]


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
    found = participants.observations((header + text).encode(), "list.csv", "partner", NEAR)
    areas = found[["level", "geoid"]].drop_duplicates()
    measure = MEASURES[CHILDREN]
    assert isinstance(measure.formula, Reported)
    behind = with_pools(reported_rows(measure, measure.formula, found, areas), measure, 10)
    shown, _ = publish({CHILDREN: behind}, MEASURES, 10)
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


# That nobody can part them


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
