"""Small relation systems of any kind: the least cost, whole-number witnesses."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.suppression.demand import Demand
from indicators.suppression.exact import protect_small
from indicators.suppression.product import of_product
from indicators.suppression.proof import verify
from indicators.suppression.protected import OpenDemandError, Protected
from indicators.suppression.relations import Relations, linked, of_cells
from indicators.suppression.search import cost_of
from tests.indicators.suppression.tables import demand_of, generator, possible_values

TOTALS = [("x", "total"), ("y", "total")]


def _protected(relations: Relations, demand: Demand, cost: np.ndarray) -> Protected:
    found = protect_small(relations, demand, cost)
    assert verify(relations, found.hidden, demand, found.witnesses) == []
    return found


@pytest.mark.real
def test_neighborhoods_by_race_cost_the_proven_least(shared: Path) -> None:
    relations, product = of_product(*generator(shared).a())
    demand, cost = demand_of(relations), cost_of(product.counts)
    found = _protected(relations, demand, cost)
    assert cost[found.complementary(relations, demand)].sum() == pytest.approx(228.7, abs=0.05)
    assert found.complementary(relations, demand).sum() == 42


@settings(max_examples=10)
@given(st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_no_pattern_tried_one_by_one_is_safe_and_cheaper(leaf: list[int]) -> None:
    relations, product = of_product(np.array(leaf).reshape(2, 2), TOTALS)
    demand, cost = demand_of(relations, minimum=4), cost_of(product.counts)
    found = _protected(relations, demand, cost)
    others = np.setdiff1d(np.flatnonzero(relations.values > 0), demand.cell)
    safe = []
    for chosen in itertools.chain.from_iterable(itertools.combinations(others, n) for n in range(len(others) + 1)):
        hidden = np.isin(np.arange(9), [*chosen, *demand.cell])
        values = possible_values(product, hidden, reach=6)
        if all(
            max(values[c]) >= relations.values[c] + up and min(values[c]) <= relations.values[c] - down
            for c, up, down in zip(demand.cell, demand.up, demand.down, strict=True)
        ):
            safe.append(cost[list(chosen)].sum())
    assert cost[found.complementary(relations, demand)].sum() == pytest.approx(min(safe))


def test_linked_tables_are_protected_together() -> None:
    # One region's eight places, by county and by size. Each table alone is safe with three small counts hidden; together
    # small less county 1 is K + N = 10, and N is shown: K is 3.
    counts = {"A": 2, "B": 2, "K": 3, "C": 8, "D": 8, "E": 3, "F": 3, "N": 7}
    county = [("county 1", ("A", "B", "C")), ("county 2", ("D", "E", "F", "K", "N"))]
    by_size = [("small", ("A", "B", "C", "K", "N")), ("big", ("D", "E", "F"))]
    tables = []
    for sums in (county, by_size):
        names = [*counts, *(total for total, _ in sums), "all"]
        totals = [sum(counts[p] for p in parts) for _, parts in sums]
        values = np.array([*counts.values(), *totals, sum(totals)])
        tables.append(of_cells(names, values, [*sums, ("all", tuple(t for t, _ in sums))]))
    both = linked(tables)
    protected = np.flatnonzero(both.values <= 3)
    demand = Demand(protected, np.ones(len(protected), int), np.ones(len(protected), int))
    found = _protected(both, demand, cost_of(both.values))
    more = [both.names[int(i)] for i in np.flatnonzero(found.complementary(both, demand))]
    assert more == ["N"]
    for table in tables:
        own = np.flatnonzero(table.values <= 3)
        alone = Demand(own, np.ones(len(own), int), np.ones(len(own), int))
        assert not _protected(table, alone, cost_of(table.values)).complementary(table, alone).any()


def test_what_must_be_shown_makes_a_demand_impossible_and_it_is_told() -> None:
    relations, product = of_product(np.array([[3, 30], [30, 30]]), TOTALS)
    cost = cost_of(product.counts)
    cost[[2, 6]] = np.inf  # the totals of its row and its column
    cost[[1, 3]] = np.inf  # and the other cells of both
    with pytest.raises(OpenDemandError, match="x 0, y 0 cannot be protected as far as asked"):
        protect_small(relations, demand_of(relations), cost)


def test_a_cell_that_must_be_shown_is_shown() -> None:
    relations, product = of_product(np.array([[3, 30, 40], [30, 30, 40]]), TOTALS)
    cost = cost_of(product.counts)
    cost[1] = np.inf
    found = _protected(relations, demand_of(relations), cost)
    assert not found.hidden[1]


def test_a_system_without_demands_hides_nothing() -> None:
    relations, product = of_product(np.full((3, 3), 50), TOTALS)
    assert not _protected(relations, demand_of(relations), cost_of(product.counts)).hidden.any()
