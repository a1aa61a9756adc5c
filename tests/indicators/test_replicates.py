"""Exact margins from replicates: where the parts move together, where they move apart, and where replicates are missing."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest

from indicators.compute import estimates
from indicators.measure import Count, Lines, Measure, Ratio, Share
from indicators.replicates import margins_from_replicates
from tests.indicators.entries import entry, everyone
from tests.indicators.tables import Row, areas, by_key, crosswalk, observation, observations

TRACTS = ["09170140100", "09170140200", "09170140300"]
POOR, ALL = "B17001_002", "B17001_001"
RANDOM = np.random.default_rng(5)
NOISE = RANDOM.normal(0, 20, 80)


@dataclass(frozen=True)
class Table:
    """Replicates of made-up cells: (tract, line) -> estimate and its 80 distances."""

    cells: Mapping[tuple[str, str], tuple[float, np.ndarray]]
    vintage: int = 2022
    tracts: list[str] = field(default_factory=lambda: TRACTS)
    variables: list[str] = field(default_factory=lambda: [ALL, POOR])

    @property
    def estimate(self) -> np.ndarray:
        return np.array([[self.cells[t, v][0] for v in self.variables] for t in self.tracts])

    @property
    def replicates(self) -> np.ndarray:
        return np.array([[self.cells[t, v][0] + self.cells[t, v][1] for v in self.variables] for t in self.tracts])


def table(signs: tuple[int, int, int] = (1, 1, 1)) -> Table:
    """Three tracts of 100 people; the poor, 30 each, move with one noise or against it; everyone is controlled."""
    cells = {(t, ALL): (100.0, np.zeros(80)) for t in TRACTS}
    return Table(cells | {(t, POOR): (30.0, s * NOISE) for t, s in zip(TRACTS, signs, strict=True)})


def margin(distances: np.ndarray) -> float:
    return 1.645 * math.sqrt(4 / 80 * float((distances**2).sum()))


WALK = {2022: crosswalk((TRACTS[0], "hill", 1.0), (TRACTS[1], "hill", 0.5), (TRACTS[2], "dale", 1.0))}
PLACES = areas(("neighborhood", "hill", 2022), ("neighborhood", "dale", 2022), ("tract", TRACTS[0], 2022))
COUNT = entry("poor", Count(everyone(POOR)), unit="people")
SHARE = entry("poverty", Share(everyone(POOR), everyone(ALL)))


def computed(measure: Measure, *tables: Table) -> dict[tuple[object, ...], Row]:
    rows = [observation(POOR, "tract", t, 30, 33) for t in TRACTS] + [
        observation(ALL, "tract", t, 100, 0) for t in TRACTS
    ]
    return by_key(estimates([measure], observations(rows), PLACES, WALK, tables), ("geoid",))


def test_the_definition() -> None:
    replicates = 30 + NOISE
    assert margins_from_replicates(np.array([30.0]), replicates[None])[0] == pytest.approx(margin(NOISE))


def test_without_replicates_the_formula_stands() -> None:
    assert computed(COUNT)["hill",]["moe"] == pytest.approx(math.hypot(33, 16.5))


def test_tracts_that_move_together_have_a_wider_sum_than_the_formula_says() -> None:
    assert computed(COUNT, table())["hill",]["moe"] == pytest.approx(margin(1.5 * NOISE))


def test_tracts_that_move_against_each_other_have_a_narrower_one() -> None:
    assert computed(COUNT, table((1, -1, 1)))["hill",]["moe"] == pytest.approx(margin(0.5 * NOISE))


def test_a_share_carries_each_replicate_through_the_division() -> None:
    row = computed(SHARE, table())["hill",]
    assert row["value"] == 30
    assert row["moe"] == pytest.approx(margin(1.5 * NOISE) / 150 * 100)
    assert row["numerator_moe"] == pytest.approx(margin(1.5 * NOISE))
    assert row["denominator_moe"] == 0


def test_a_part_that_moves_with_its_whole_has_a_narrower_share() -> None:
    noise = NOISE / 4
    cells = {(t, POOR): (30.0, noise) for t in TRACTS} | {(t, ALL): (100.0, noise) for t in TRACTS}
    row = computed(SHARE, Table(cells))["dale",]
    assert row["denominator_moe"] == pytest.approx(margin(noise))
    assert row["moe"] == pytest.approx(margin(100 * (30 + noise) / (100 + noise) - 30))
    assert row["moe"] < margin(noise) / 100 * 100


def test_a_share_that_no_replicate_moves_is_not_certain() -> None:
    """All of a small group, in every replicate: the formula's margin stands, as it does for 4 of 4 without replicates."""
    noise = NOISE / 4
    cells = {(t, line): (30.0, noise) for t in TRACTS for line in (POOR, ALL)}
    rows = observations([observation(line, "tract", t, 30, 33) for t in TRACTS for line in (POOR, ALL)])
    found = by_key(estimates([SHARE], rows, PLACES, WALK, [Table(cells)]), ("geoid",))["dale",]
    assert (found["value"], found["moe"]) == (100, pytest.approx(100 * math.hypot(33, 33) / 30))


def test_a_ratio_is_for_every_so_many() -> None:
    ratio = entry("ratio", Ratio(everyone(POOR), everyone(ALL), per=1000), unit="per_1000")
    assert computed(ratio, table())["dale",]["moe"] == pytest.approx(10 * margin(NOISE))


def test_lines_taken_away_are_taken_away_from_each_replicate() -> None:
    rest = entry("rest", Count({"all": {"all": Lines((ALL,), (POOR,))}}), unit="people")
    row = computed(rest, table())["hill",]
    assert (row["value"], row["moe"]) == (105, pytest.approx(margin(1.5 * NOISE)))


def test_published_areas_keep_the_publishers_margin() -> None:
    assert computed(COUNT, table())[TRACTS[0],]["moe"] == 33


def test_an_estimate_that_no_replicate_moves_keeps_the_formulas_margin() -> None:
    still = Table({(t, v): (e, np.zeros(80)) for t in TRACTS for v, e in ((ALL, 100.0), (POOR, 30.0))})
    assert computed(COUNT, still)["hill",]["moe"] == pytest.approx(math.hypot(33, 16.5))


def test_a_line_or_a_tract_without_replicates_leaves_the_formula() -> None:
    other = Table(table().cells, variables=[ALL])
    assert computed(SHARE, other)["hill",]["moe"] == computed(SHARE)["hill",]["moe"]
    fewer = Table(table().cells, tracts=TRACTS[:1])
    assert computed(COUNT, fewer)["hill",]["moe"] == computed(COUNT)["hill",]["moe"]


def test_an_unknown_tract_spoils_only_its_own_neighborhood() -> None:
    cells = dict(table().cells) | {(TRACTS[2], POOR): (math.nan, NOISE)}
    found = computed(COUNT, Table(cells))
    assert found["hill",]["moe"] == pytest.approx(margin(1.5 * NOISE))
    assert found["dale",]["moe"] == 33


def test_a_vintage_without_replicates_is_left_as_it_is() -> None:
    assert computed(COUNT, Table(table().cells, vintage=2021))["hill",]["moe"] == pytest.approx(math.hypot(33, 16.5))


def test_the_order_of_rows_stays() -> None:
    rows = observations([observation(POOR, "tract", t, 30, 33) for t in TRACTS])
    plain = estimates([COUNT], rows, PLACES, WALK)
    exact = estimates([COUNT], rows, PLACES, WALK, [table()])
    keys = ["level", "geoid", "scheme", "group", "period_end"]
    pd.testing.assert_frame_equal(plain[keys], exact[keys])
