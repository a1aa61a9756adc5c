"""Small tables with entries 0 to 3, all of them: what an attack says is what listing every table of whole people says."""

import itertools
from collections.abc import Iterator

import numpy as np
import pytest

from indicators.suppression import assault_view as view
from indicators.suppression.assault import attack
from indicators.suppression.assault_cycles import frozen
from indicators.suppression.assault_rows import determined
from indicators.suppression.assault_tables import TooManyError, every_table
from indicators.suppression.demand import Demand, possible
from indicators.suppression.product import of_product
from indicators.suppression.proof import verify
from indicators.suppression.relations import Relations
from indicators.suppression.search import cost_of, protect_product
from indicators.suppression.witnesses import of_changes
from tests.indicators.suppression.patterns import cheapest, flat, information

SMALL = 4  # counts of 1 to 3 are protected: with entries up to 3, totals can be large enough to be shown


def classes(rows: int, columns: int) -> np.ndarray:
    """Every table with entries 0 to 3, one of each set that differs only in the order or the names of its lines."""
    cells = rows * columns
    worth = 4 ** np.arange(cells - 1, -1, -1)
    tables = np.arange(4**cells)[:, None] // worth % 4
    number = np.arange(cells).reshape(rows, columns)
    lowest = np.full(len(tables), 4**cells)
    for turned in [number, number.T] if rows == columns else [number]:
        for r, c in itertools.product(itertools.permutations(range(rows)), itertools.permutations(range(columns))):
            lowest = np.minimum(lowest, tables[:, turned[list(r)][:, list(c)].ravel()] @ worth)
    return tables[lowest == np.arange(len(tables))].reshape(-1, rows, columns)


def one_either_way(relations: Relations) -> Demand:
    """One more and one fewer for every small count, as far as possible with every cell hidden."""
    low, _ = possible(relations)
    cell = np.flatnonzero((relations.values > 0) & (relations.values < SMALL))
    return Demand(cell, np.ones(len(cell), np.int64), np.minimum(1, relations.values[cell] - low[cell]))


def opened(relations: Relations, hidden: np.ndarray, demand: Demand) -> set[int]:
    """Protected cells for which no listed table has more, or none has fewer. One person more along a cycle is enough."""
    tables = every_table(view.of(relations, hidden), int(relations.values.max()) + 1)
    value = relations.values[demand.cell]
    high, low = tables[:, demand.cell].max(axis=0), tables[:, demand.cell].min(axis=0)
    return set(demand.cell[(high < value + demand.up) | (low > value - demand.down)].tolist())


def patterns(relations: Relations, demand: Demand) -> Iterator[np.ndarray]:
    """Every set of hidden cells that has the protected ones and no zero."""
    free = np.setdiff1d(np.flatnonzero(relations.values), demand.cell)
    for chosen in itertools.product([False, True], repeat=len(free)):
        hidden = np.isin(np.arange(len(relations.values)), demand.cell)
        hidden[free] = chosen
        yield hidden


def test_there_are_as_many_classes_as_tables_up_to_order() -> None:
    """Burnside's count for two by two: (4^4 + 2 * 4^2 + 4^2 + 2 * 4^3 + 2 * 4) / 8."""
    assert len(classes(2, 2)) == (256 + 2 * 16 + 16 + 2 * 64 + 2 * 4) // 8


@pytest.mark.slow
def test_attack_finds_what_listing_finds_in_every_pattern_of_every_two_by_two() -> None:
    seen = 0
    for table in classes(2, 2):
        relations = flat(table.tolist())
        demand = one_either_way(relations)
        for hidden in patterns(relations, demand):
            found = attack(view.of(relations, hidden), relations.values, demand)
            assert {f.cell for f in found} == opened(relations, hidden, demand), (table, hidden)
            seen += 1
    assert seen > 200


@pytest.mark.parametrize("shape", [(2, 3), (3, 3)])
def test_attack_finds_what_listing_finds_in_patterns_drawn_at_random(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(7)
    unsafe = 0
    for _ in range(40):
        relations = flat(rng.integers(0, 4, shape).tolist())
        demand = one_either_way(relations)
        hidden = np.isin(np.arange(len(relations.values)), demand.cell)
        hidden |= (rng.random(len(hidden)) < 0.4) & (relations.values > 0)
        found = {f.cell for f in attack(view.of(relations, hidden), relations.values, demand)}
        assert found == opened(relations, hidden, demand)
        unsafe += bool(found)
    assert 0 < unsafe < 40


def test_linear_disclosure_and_cycles_say_what_listing_says() -> None:
    """A cell on no cycle of moves has one value in all tables; a cell fixed by sums alone has, whatever its bounds."""
    rng = np.random.default_rng(8)
    for _ in range(60):
        relations = flat(rng.integers(0, 4, (2, 3)).tolist())
        hidden = (rng.random(len(relations.values)) < 0.6) & (relations.values > 0)
        told = view.of(relations, hidden)
        tables = every_table(told, int(relations.values.max()) + 1)
        alone = hidden & (tables.max(axis=0) == tables.min(axis=0))
        assert np.array_equal(frozen(told, relations.values), alone)
        assert not (determined(told) & ~alone).any()


def test_the_true_table_is_among_those_listed_and_all_agree_with_the_publication() -> None:
    relations = flat([[3, 0, 2], [1, 2, 2]])
    hidden = (relations.values > 0) & (relations.values < SMALL)
    told = view.of(relations, hidden)
    tables = every_table(told, 9)
    assert (tables == relations.values).all(axis=1).any()
    assert not (tables @ told.matrix.T).any()
    assert len(np.unique(tables, axis=0)) == len(tables)


def test_too_many_tables_are_refused_in_words() -> None:
    relations = flat(np.full((3, 3), 2).tolist())
    with pytest.raises(TooManyError, match="more than 5,000,000 tables"):
        every_table(view.of(relations, np.ones(16, bool)), 40)


def proven_and_listed(table: np.ndarray) -> None:
    """What the search hides is proven, and listing every table leaves each small count another value on each side."""
    relations, product = of_product(table, [("row", "total"), ("column", "total")])
    demand = one_either_way(relations)
    if not len(demand.jobs[0]):
        return
    found = protect_product(product, demand, cost_of(product.counts), rounds=2)
    witnesses = of_changes(found.cells, found.sizes, found.changes)
    assert verify(relations, found.hidden, demand, witnesses) == []
    assert opened(relations, found.hidden, demand) == set(), table


@pytest.mark.parametrize("shape", [(1, 2), (1, 3), (2, 2), (2, 3)])
def test_every_table_up_to_two_by_three_is_safe_by_listing(shape: tuple[int, int]) -> None:
    for table in classes(*shape):
        proven_and_listed(table)


@pytest.mark.slow
def test_every_table_of_three_by_three_is_safe_by_listing() -> None:
    """All 262,144, as the 4,480 that differ in more than the order of rows and columns."""
    tables = classes(3, 3)
    assert len(tables) == 4480
    for table in tables:
        proven_and_listed(table)


def test_the_cheapest_pattern_of_every_two_by_two_is_safe_by_listing() -> None:
    for table in classes(2, 2):
        relations = flat(table.tolist())
        demand = one_either_way(relations)
        if len(demand.jobs[0]):
            hidden, witnesses = cheapest(relations, demand, information(relations))
            assert verify(relations, hidden, demand, witnesses) == []
            assert opened(relations, hidden, demand) == set()


def test_cubes_of_two_are_proven_and_listed_too() -> None:
    rng = np.random.default_rng(9)
    for _ in range(8):
        relations, _ = of_product(rng.integers(0, 4, (2, 2, 2)), [(d, "total") for d in "xyz"])
        demand = one_either_way(relations)
        hidden, witnesses = cheapest(relations, demand, information(relations))
        assert verify(relations, hidden, demand, witnesses) == []
        assert attack(view.of(relations, hidden), relations.values, demand) == []
