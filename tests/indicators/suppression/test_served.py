"""Partners' measures that count the same people are decided together: what is hidden in one, none tells."""

import math
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest

from indicators.audit_rows import ROW
from indicators.catalog import MEASURES, is_pool, members
from indicators.gate import Known, Secured, secure
from indicators.group_pools import POOLED, summed, with_pools
from indicators.suppression import policy as rules
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Verdict
from indicators.suppression.publish import publish
from indicators.suppression.served import verdicts
from tests.indicators.pools import (
    CHILDREN,
    NEAR,
    POOL,
    REACH,
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


def test_what_stands_in_a_pool_keeps_the_reason_that_protects_it() -> None:
    counts = {"aian": (4, 17, math.nan), "nhpi": (0, 5, 8), "black": (40, 0, 25)}
    behind = rows(dict(SERVED) | counts)
    for place, group in (("ash-hill", "nhpi"), ("bell-meadow", "black")):
        blank = behind["geoid"].eq(place) & behind["group"].eq(group)
        behind.loc[blank, ["value", "status"]] = [math.nan, "not_reported"]
    behind = joined(behind, kept={("prek_seats.served", "neighborhood"): POOL})
    found = dict(
        zip(
            behind[["geoid", "group"]].itertuples(index=False, name=None),
            verdicts({CHILDREN: behind}, MEASURES, Policy(10))[CHILDREN],
            strict=True,
        )
    )
    assert found["ash-hill", "aian"] == Verdict(POOLED, rules.PRIMARY_COUNT)
    assert found["bell-meadow", "aian"] == Verdict(POOLED, rules.POOLED)
    assert found["canada-park", "aian"] == Verdict(POOLED, rules.SOURCE)
    assert found["ash-hill", "nhpi"] == Verdict(POOLED, rules.POOLED)
    assert found["bell-meadow", "black"] == Verdict("not_reported")


# Two counts of the same people

SECOND = "program_second"
BOTH = MEASURES | {SECOND: replace(MEASURES[CHILDREN], id=SECOND, minimum_count=25)}


def pools(frames: Mapping[str, pd.DataFrame]) -> list[set[str]]:
    return [{group for group in frame["group"] if is_pool(group)} for frame in frames.values()]


def test_measures_of_the_same_people_have_the_same_pools_by_the_strictest_minimum() -> None:
    frames = {name: rows(SERVED, name) for name in (CHILDREN, SECOND)}
    assert pools(with_pools(frames, BOTH, 10)) == [{"aian+nhpi+white"}] * 2
    kept = {("prek_seats.served", "neighborhood"): POOL}
    assert pools(with_pools(frames, BOTH, 10, kept)) == [{POOL}] * 2


def test_a_level_that_one_measure_leaves_out_changes_no_pool_of_the_other() -> None:
    near = rows(SERVED, SECOND).query("level == 'neighborhood'")
    found = with_pools({CHILDREN: rows(), SECOND: near}, BOTH, 10)
    assert pools(found) == [{"aian+nhpi+white"}] * 2


@pytest.mark.parametrize(("number", "word"), [(24, "suppressed"), (25, "published")])
def test_the_strictest_minimum_of_measures_of_the_same_people_holds_for_all(number: int, word: str) -> None:
    one = {"white": (number, 60, 70)}
    shown, _ = publish({name: rows(one, name, ("all",)) for name in (CHILDREN, SECOND)}, BOTH, 10)
    assert shown.loc[shown["geoid"] == "ash-hill", "status"].tolist() == [word, word]


@pytest.mark.parametrize("second", ["aian+black", "black+nhpi", ""])
def test_two_pools_of_the_same_people_would_tell_no_group_by_their_difference(second: str) -> None:
    """They are never chosen so, and nothing depends on that."""
    counts = dict(SERVED) | {"white": (5, 60, 18)}
    frames = []
    for name, pool in ((CHILDREN, POOL), (SECOND, second)):
        behind = rows(counts, name)
        sums = [summed(behind.query("level == 'neighborhood'"), "race_ethnicity", pool)] if pool else []
        frames.append(pd.concat([behind, *sums], ignore_index=True))
    one = gated(frames[0], others=frames[1:], measures=BOTH)
    assert open_cells(one, one.published) == []
    singles = {*members(POOL), *(members(second) if second else ())}
    assert not singles & {group for _, group in status(one.published)}
