"""Which groups are put together, where the rule has an edge: how many areas it needs, and how many of them must be small."""

from dataclasses import replace

import pandas as pd
import pytest

from indicators import group_pools
from indicators.catalog import MEASURES, is_pool
from indicators.group_pools import summed, with_pools
from indicators.measure import Reported
from tests.indicators.pools import CHILDREN, NEAR, POOL, REACH, SERVED, Counts, joined, rows

# One small group, and the one of the fewest people that it would take with it.
ONE = {"aian": (4, 7, 3), "asian": (200, 310, 250), "black": (40, 31, 25), "white": (22, 90, 18)}


def chosen(estimates: pd.DataFrame) -> set[str]:
    return chosen_of(joined(estimates))


def chosen_of(estimates: pd.DataFrame) -> set[str]:
    return {group for group in estimates["group"] if is_pool(group)}


def two_years(first: Counts, second: Counts) -> pd.DataFrame:
    return pd.concat([rows(first), rows(second).assign(period_start=2023, period_end=2024)], ignore_index=True)


def test_a_group_is_pooled_only_where_it_is_anybody_in_six_areas_and_years() -> None:
    """Of a group that few places have, whoever knows the rule would know that it is small in most of them."""
    assert chosen(rows(ONE)) == set()
    assert chosen(two_years(ONE, ONE)) == {"aian+black"}
    assert chosen(two_years(ONE, ONE | {"aian": (4, 1, 3)})) == {"aian+black"}
    assert chosen(two_years(ONE, ONE | {"aian": (4, 0, 3)})) == set()


@pytest.mark.parametrize(("counts", "pool"), [((4, 9, 10), {"aian+black"}), ((4, 10, 10), set())])
def test_a_group_is_pooled_where_most_of_its_areas_hide_it(
    counts: tuple[int, ...], pool: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_pools, "ENOUGH", 1)
    assert chosen(rows(ONE | {"aian": counts})) == pool


def test_an_area_without_a_row_of_a_group_is_no_area_that_hides_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_pools, "ENOUGH", 1)
    behind = rows(dict(SERVED) | {"two": (50, 1, 1)})
    assert chosen(behind) == {"aian+nhpi+two"}
    elsewhere = behind["geoid"].isin(NEAR[1:]) & behind["group"].eq("two")
    assert chosen(behind[~elsewhere]) == {POOL}


def test_groups_of_another_scheme_stand_in_no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_pools, "ENOUGH", 1)
    behind = rows()
    boys = behind[behind["group"].eq("aian")].assign(scheme="sex", group="male")
    both = pd.concat([behind, boys], ignore_index=True)
    assert chosen(both) == {POOL}
    sums = joined(both).query("group == @POOL")
    assert sums["value"].tolist() == [13, 12, 11]
    assert set(sums["scheme"]) == {"race_ethnicity"}


def test_each_publishers_count_has_pools_of_its_own_and_a_rate_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_pools, "ENOUGH", 1)
    other = replace(MEASURES[CHILDREN], id="program_other", formula=Reported("other.served"))
    frames = {CHILDREN: rows(), REACH: rows(measure=REACH), other.id: rows(ONE, other.id)}
    found = with_pools(frames, MEASURES | {other.id: other}, 10)
    assert {name: chosen_of(frame) for name, frame in found.items()} == {
        CHILDREN: {POOL},
        REACH: set(),
        other.id: {"aian+black"},
    }


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("words", "found", "value"),
    [
        (("estimated", "estimated"), "estimated", 13),
        (("published", "published"), "published", 13),
        (("published", "suppressed"), "suppressed", None),
        (("estimated", "suppressed_at_source"), "suppressed_at_source", None),
        (("estimated", "not_available"), "estimated", 4),
        (("published", "not_reported"), "published", 4),
        (("not_reported", "suppressed_at_source"), "suppressed_at_source", None),
    ],
)
def test_a_pool_says_the_gravest_word_of_its_groups_and_a_number_where_each_has_one(
    words: tuple[str, str], found: str, value: int | None, order: int
) -> None:
    """In whatever order the groups stand; of a release as of the estimates behind it."""
    near = rows().query("geoid == 'ash-hill' and group in ('aian', 'nhpi')").assign(status=words)
    near["value"] = near["value"].where(near["status"].isin(["estimated", "published"]))
    one = summed(near[::order], "race_ethnicity", POOL).iloc[0]
    assert one["status"] == found
    assert one["value"] == value or (value is None and pd.isna(one["value"]))
