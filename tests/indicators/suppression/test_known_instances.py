"""Small instances that others have published, with the result they published; suppression.md section 2 names where each is from."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from indicators.suppression import assault_view as view
from indicators.suppression.assault import attack
from indicators.suppression.assault_cycles import frozen
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.assault_programs import extremes
from indicators.suppression.assault_rows import determined
from indicators.suppression.demand import Demand
from indicators.suppression.exact import protect_small
from indicators.suppression.product import Axis, Product, axis, of_leaf
from indicators.suppression.proof import verify
from indicators.suppression.protected import Protected
from indicators.suppression.relations import Relations, linked, of_cells
from indicators.suppression.search import protect_product
from tests.indicators.suppression.patterns import cheapest, flat
from tests.indicators.suppression.tables import demand_of

ROW = 5  # cells of a row of a table of four columns with its sum


def at_least_one_way(relations: Relations, cells: Sequence[int]) -> Demand:
    """One more, and one fewer where the cell has more than one person: what "not exactly disclosed" asks for."""
    cell = np.array(sorted(cells))
    return Demand(cell, np.ones(len(cell), np.int64), np.minimum(relations.values[cell] - 1, 1))


def mask(relations: Relations, cells: Sequence[int]) -> np.ndarray:
    hidden = np.zeros(len(relations.values), bool)
    hidden[list(cells)] = True
    return hidden


def proven(relations: Relations, demand: Demand, cost: np.ndarray) -> np.ndarray:
    """What we hide: by both ways where the cells are a table's, each verified, attacked, and as cheap as a plain program finds.

    Returns the cells that the way for small systems of any kind hides.
    """
    best, witnesses = cheapest(relations, demand, cost)
    assert verify(relations, best, demand, witnesses) == []
    found = protect_small(relations, demand, cost)
    ways = [found, protect_product(product, demand, cost)] if (product := product_of(relations)) else [found]
    for way in ways:
        safe(relations, demand, way)
        assert cost[way.complementary(relations, demand)].sum() == pytest.approx(
            cost[best].sum() - cost[demand.cell].sum()
        )
    return found.hidden


def safe(relations: Relations, demand: Demand, found: Protected) -> None:
    assert verify(relations, found.hidden, demand, found.witnesses) == []
    assert attack(view.of(relations, found.hidden), relations.values, demand) == []


def product_of(relations: Relations) -> Product | None:
    """The table with sums whose cells these are, None where they are linked or a line."""
    axes = getattr(relations.names, "axes", None)
    if axes is None:
        return None
    counts = relations.values.reshape([a.nodes for a in axes])
    return Product(axes, counts, np.ones(counts.shape, bool))


def named(relations: Relations, names: str) -> list[int]:
    return [list(relations.names).index(name) for name in names.split()]


# --- sdcTable, test-simpleheuristic: nine cells hidden, two or more in every line, and one can be computed.
FOUR = flat([[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]])
NINE = [0, 1, 2, ROW, ROW + 2, 2 * ROW + 1, 2 * ROW + 3, 3 * ROW + 1, 3 * ROW + 3]
COMPUTED, MORE = 1, ROW + 1


def test_two_hidden_cells_in_every_line_still_give_one_away() -> None:
    assert (230 + 250 - 89 - 124 - 31) - (1021 + 770 - 92 - 59 - 800 - 651) == 47
    hidden = mask(FOUR, NINE)
    assert (hidden.reshape(5, ROW)[:4].sum(axis=1) >= 2).all()
    assert (hidden.reshape(5, ROW)[:, :4].sum(axis=0)[:4] >= 2).all()
    told = view.of(FOUR, hidden)
    assert np.flatnonzero(frozen(told, FOUR.values)).tolist() == [COMPUTED]
    assert np.flatnonzero(determined(told)).tolist() == [COMPUTED]
    found = attack(told, FOUR.values, at_least_one_way(FOUR, NINE))
    assert [f.cell for f in found] == [COMPUTED]


def test_one_more_hidden_cell_gives_the_range_that_was_published() -> None:
    """With (x, b) hidden as well sdcTable's attack finds 0 to 141, where a hidden cell may be zero."""
    with_zero = replace(FOUR, lower=np.zeros_like(FOUR.lower))
    assert extremes(view.of(with_zero, mask(FOUR, [*NINE, MORE])), FOUR.values, COMPUTED) == pytest.approx((0, 141))
    demand = at_least_one_way(FOUR, NINE)
    assert proven(FOUR, demand, np.ones(len(FOUR.values))).sum() == len(NINE) + 1


# --- sdcTable, test-linked-tables: two groupings of eight regions, each safe alone.
def regions() -> tuple[Relations, Relations]:
    sizes = dict(zip("ABIJKLMN", (2, 2, 8, 8, 3, 3, 3, 7), strict=True))

    def table(groups: dict[str, str]) -> Relations:
        sums = [*((name, list(parts)) for name, parts in groups.items()), ("Total", list(groups))]
        values = [*sizes.values(), *(sum(sizes[p] for p in parts) for parts in groups.values()), sum(sizes.values())]
        return of_cells([*sizes, *groups, "Total"], np.array(values), sums)

    return table({"county-1": "ABIJ", "county-2": "KLMN"}), table({"big": "LM", "small": "ABIJKN"})


def test_two_groupings_that_are_safe_alone_give_a_region_away_together() -> None:
    tables, both = regions(), linked(regions())
    for table in tables:
        small = named(table, "A B K L M")
        assert attack(view.of(table, mask(table, small)), table.values, at_least_one_way(table, small)) == []
    small = named(both, "A B K L M")
    found = attack(view.of(both, mask(both, small)), both.values, at_least_one_way(both, small))
    assert [f.name for f in found] == ["K"]


def test_the_cheapest_remedy_for_linked_regions_is_the_published_one() -> None:
    both = linked(regions())
    demand = at_least_one_way(both, named(both, "A B K L M"))
    hidden = proven(both, demand, np.ones(len(both.values)))
    assert {both.names[c] for c in np.flatnonzero(hidden).tolist()} == set("ABKLMN")
    apart = [view.of(table, np.isin(list(table.names), list("ABKLM"))) for table in regions()]
    kept = view.together(apart)
    assert [kept.names[c] for c in np.flatnonzero(determined(kept)).tolist()] == ["K"]


# --- sdcTable, test-protectTable: regions a, b, b, c and none in d; one person each in a and c.
def test_two_singletons_need_one_further_cell() -> None:
    line = of_cells([*list("abcd"), "tot"], np.array([1, 2, 1, 0, 4]), [("tot", list("abcd"))])
    singletons = [0, 2]
    demand = Demand(np.array(singletons), np.array([1, 1]), np.array([0, 0]))
    assert len(attack(view.of(line, mask(line, singletons)), line.values, demand)) == 2
    assert np.flatnonzero(proven(line, demand, np.ones(5))).tolist() in ([0, 1, 2], [0, 2, 4])


# --- sdcTools/UserSupport 135: three persons alone in their cells in one line.
def test_three_singletons_in_a_line_are_each_given_away() -> None:
    table = flat([[1, 1, 7, 1, 0], [1, 0, 0, 2, 8]])
    ones = np.flatnonzero(table.values == 1).tolist()
    told = view.of(table, mask(table, ones))
    assert len(attack(told, table.values, at_least_one_way(table, ones))) == len(ones)
    proven(table, at_least_one_way(table, ones), np.ones(len(table.values)))


# --- sdcTools/UserSupport 194: hidden zeros and ones whose sum leaves them no choice.
@pytest.mark.parametrize(
    ("parts", "secret", "least"),
    [((0, 0, 0), (0, 1), 0), ((10, 5, 0, 0), (2, 3), 0), ((10, 3, 1, 1), (2, 3), 1)],
)
def test_hidden_zeros_and_ones_are_given_away_by_their_sum(
    parts: tuple[int, ...], secret: tuple[int, ...], least: int
) -> None:
    names = [f"part {i}" for i in range(len(parts))]
    line = of_cells([*names, "sum"], np.array([*parts, sum(parts)]), [("sum", names)])
    told = replace(line, lower=np.full(len(names) + 1, least), upper=np.full(len(names) + 1, 10**6))
    low, high = intervals(view.of(told, mask(line, secret)))
    assert (low == high).all()


# --- sdcTable microdata1: one cell unsafe, three more hidden by each of its methods, eleven left.
@pytest.mark.real
def test_the_optimum_of_sdctables_own_table(shared: Path) -> None:
    records = pd.read_csv(shared / "sdc" / "sdctable_microdata1.csv")
    counts = pd.crosstab(records["region"], records["gender"])[["male", "female"]]
    table = flat(counts.to_numpy().tolist())
    unsafe = 1  # (A, female)
    hidden = proven(table, at_least_one_way(table, [unsafe]), table.values.astype(float))
    assert hidden.reshape(5, 3).nonzero()[0].tolist() == [0, 0, 2, 2]
    assert hidden.reshape(5, 3).nonzero()[1].tolist() == [0, 1, 0, 1]
    assert (~hidden).sum() == 11


# --- SSBtools z1 with counts of 1 to 3 hidden: the package's own result is six cells.
SSB_SIX = {("B", "annet"), ("B", "arbeid"), ("D", "annet"), ("D", "arbeid"), ("H", "annet"), ("H", "arbeid")}


@pytest.mark.real
def test_ssbtools_pattern_is_linearly_safe_and_ours_costs_no_more(shared: Path) -> None:
    counts = pd.read_csv(shared / "sdc" / "ssbtools_z1.csv").pivot_table("ant", "region", "hovedint", "sum")
    table = flat(counts.to_numpy().tolist())
    place = {(r, c): i * ROW + j for i, r in enumerate(counts.index) for j, c in enumerate(counts.columns)}
    small = np.flatnonzero((table.values > 0) & (table.values <= 3)).tolist()
    six = view.of(table, mask(table, [place[key] for key in SSB_SIX]))
    assert set(small) <= {place[key] for key in SSB_SIX}
    assert not determined(six).any()
    demand = at_least_one_way(table, small)
    assert attack(six, table.values, demand) == []
    assert proven(table, demand, np.ones(len(table.values))).sum() <= len(SSB_SIX)


@pytest.mark.real
def test_ssbtools_z2_has_a_safe_pattern_at_its_own_threshold(shared: Path) -> None:
    counts = pd.read_csv(shared / "sdc" / "ssbtools_z2.csv").pivot_table("ant", "region", "hovedint", "sum")
    table = flat(counts.to_numpy().astype(int).tolist())
    small = np.flatnonzero((table.values > 0) & (table.values <= 3)).tolist()
    demand = at_least_one_way(table, small)
    assert len(attack(view.of(table, mask(table, small)), table.values, demand)) > 0
    proven(table, demand, np.log2(2 + table.values) + 1)


# --- SSBtools z3: 36 regions in counties and, across them, in groups of municipalities; four incomes; months in seasons.
@pytest.mark.real
def test_ssbtools_z3_is_safe_over_two_groupings_of_its_regions(shared: Path) -> None:
    records = pd.read_csv(shared / "sdc" / "ssbtools_z3.csv")
    regions = records[["region", "fylke", "kostragr"]].drop_duplicates("region").reset_index(drop=True)
    counties, kinds = (tuple(map(tuple, regions.groupby(by).indices.values())) for by in ("fylke", "kostragr"))
    all_of = tuple(range(len(regions), len(regions) + len(counties)))
    months = Axis("months", 3, ((0,), (1, 2), (3, 4)))  # January to May are a season alone, as the package has it
    order = [list(regions["region"]), sorted(records["hovedint"].unique()), sorted(records["mnd"].unique())]
    cells = pd.MultiIndex.from_product(order)
    counts = records.groupby(["region", "hovedint", "mnd"])["ant"].sum().reindex(cells, fill_value=0)
    axes = [Axis("region", len(regions), (*counties, *kinds, all_of)), axis("income", "total", 4), months]
    product = of_leaf(counts.to_numpy().reshape(36, 4, 3), axes)
    relations = product.relations()
    assert (len(relations.values), int(relations.values[-1])) == (1350, 2122)  # rows of the package's own table
    demand = demand_of(relations, minimum=4)
    alone = mask(relations, demand.cell.tolist())
    assert len(attack(view.of(relations, alone), relations.values, demand, sample=0)) > 0
    found = protect_product(product, demand, np.log2(2 + relations.values) + 1, rounds=0)
    assert verify(relations, found.hidden, demand, found.witnesses) == []
    assert attack(view.of(relations, found.hidden), relations.values, demand, sample=20) == []
