"""Generated tables, computed twice: by indicators.compute and by the slow, obvious way, number for number."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import medians
from indicators.compute import estimates
from indicators.measure import Bin, Count, Lines, Median, Ratio, Share
from tests.indicators import slow
from tests.indicators.entries import entry, everyone
from tests.indicators.tables import areas, by_key, crosswalk, observation, observations

TRACTS = ("09170140100", "09170140200", "09170140300", "09170140400")
NAMES = ("dale", "hill", "wharf")
LINES = tuple(f"B01001_{n:03d}" for n in range(1, 8))
PART, WHOLE = Lines(LINES[:2]), Lines(LINES[:4], LINES[4:5])
BINS = (Bin(0, 10, LINES[2]), Bin(10, 25, LINES[3]), Bin(25, 50, LINES[4]), Bin(50, None, LINES[5]))
MEASURES = (
    entry("count", Count({"all": {"all": WHOLE}}), unit="people"),
    entry("share", Share(everyone(*PART.plus), {"all": {"all": WHOLE}})),
    entry("ratio", Ratio(everyone(*PART.plus), everyone(*LINES[5:7])), unit="per_1000"),
    entry("median", Median(LINES[6], BINS), unit="years"),
)

estimate = st.one_of(st.just(0.0), st.integers(0, 900).map(float), st.integers(0, 900).map(float), st.just(math.nan))
cells = st.fixed_dictionaries(
    {(t, line): st.tuples(estimate, st.integers(0, 200).map(float)) for t in TRACTS for line in LINES}
)
weights = st.dictionaries(st.sampled_from(TRACTS), st.sampled_from([0.1, 0.25, 0.5, 1.0]), min_size=1)
worlds = st.builds(slow.World, cells, st.dictionaries(st.sampled_from(NAMES), weights, min_size=1))


def expected(world: slow.World, measure: str, place: str) -> slow.Cell:
    match measure:
        case "count":
            return slow.sum_of(world, place, WHOLE)
        case "share":
            return slow.share_of(world, place, PART, WHOLE)
        case "ratio":
            return slow.ratio_of(world, place, PART, Lines(LINES[5:7]))
        case _ if place in world.parts:
            return slow.median_of(world, place, BINS, medians.SAMPLED, medians.DESIGN_FACTOR)
        case _:  # a published area keeps its publisher's median
            return world.cells[place, LINES[6]]


def computed(world: slow.World) -> dict[tuple[Any, ...], dict[str, Any]]:
    rows = [
        observation(line, "tract", tract, *cell, status="not_reported" if math.isnan(cell[0]) else "reported")
        for (tract, line), cell in world.cells.items()
    ]
    walk = crosswalk(*((t, name, w) for name, parts in world.parts.items() for t, w in parts.items()))
    places = areas(*(("tract", t, 2022) for t in TRACTS), *(("neighborhood", name, 2022) for name in NAMES))
    return by_key(estimates(MEASURES, observations(rows), places, {2022: walk}), ("measure", "geoid"))


@settings(max_examples=60)
@given(worlds)
def test_every_number_is_the_slow_one(world: slow.World) -> None:
    found = computed(world)
    for measure in MEASURES:
        for place in (*TRACTS, *world.parts):
            value, moe = expected(world, measure.id, place)
            row = found[measure.id, place]
            assert row["value"] == pytest.approx(value, nan_ok=True, rel=1e-9, abs=1e-9), (measure.id, place)
            if not math.isnan(value):
                assert row["moe"] == pytest.approx(moe, nan_ok=True, rel=1e-9, abs=1e-7), (measure.id, place)


@settings(max_examples=30)
@given(worlds)
def test_no_number_is_invented_and_no_row_is_lost(world: slow.World) -> None:
    found = computed(world)
    assert len(found) == len(MEASURES) * (len(TRACTS) + len(NAMES))
    for row in found.values():
        assert math.isnan(row["value"]) is (row["status"] != "estimated")
        if row["geoid"] in NAMES and row["geoid"] not in world.parts:
            assert row["status"] == "not_available"
