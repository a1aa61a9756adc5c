"""Small groups that stand together at the smallest areas: which, under what name, and as safe as every group by itself."""

import numpy as np
import pytest

from indicators.catalog import GROUPS
from indicators.catalog.group_words import any_of
from indicators.measure import Text
from indicators.suppression import assault_view as view
from indicators.suppression.assault import attack
from indicators.suppression.coarser import Coarser, coarser, members
from indicators.suppression.demand import of_primaries, small_counts
from indicators.suppression.product import Axis, Product, axis, of_leaf
from indicators.suppression.proof import verify
from indicators.suppression.search import cost_of, protect_product

# Two zones of four schools; the last three of five groups are small.
MEANS = np.array([120, 60, 5, 3, 2])
POOL = (2, 3, 4)


@pytest.fixture
def table() -> Product:
    leaf = np.random.default_rng(3).poisson(np.tile(MEANS, (8, 1)))
    return of_leaf(leaf, [axis("place", ("tree", 2, 4), 8), axis("race", "total", 5)])


def test_groups_hidden_at_most_areas_are_pooled() -> None:
    there = np.ones((10, 4), bool)
    there[6:, 3] = False
    hidden = np.zeros_like(there)
    hidden[:6, 1], hidden[:5, 2], hidden[:4, 3] = True, True, True
    assert members(hidden, there) == (1, 3)  # half is not most; areas without anyone do not count


def test_one_such_group_takes_that_of_the_fewest_people_with_it_and_none_gives_none() -> None:
    counts, hidden = np.tile([200, 0, 40, 4, 60], (10, 1)), np.zeros((10, 5), bool)
    assert members(hidden, counts) == ()
    hidden[:9, 3], hidden[:1, 4] = True, True
    assert members(hidden, counts) == (2, 3)  # not the first, nor who is nowhere
    assert members(hidden[:, 3:4], counts[:, 3:4]) == (0,)  # nobody is left


def test_a_pool_is_called_by_every_group_in_it() -> None:
    words = [GROUPS["race_ethnicity"].group(g).short for g in ("aian", "asian", "nhpi")]
    assert any_of(words) == Text(
        "American Indian, Asian or Pacific Islander", "Indígenas americanos, Asiáticos o Islas del Pacífico"
    )
    assert any_of([Text("Black", "Negros"), Text("Others", "Otros")]).es == "Negros u Otros"
    assert "other" not in any_of(words).en.lower()


def test_schools_show_the_pool_and_zones_every_group(table: Product) -> None:
    found = coarser(table, 0, 1, POOL)
    offered = found.product.offered
    assert found.product.axes[1].sums == (POOL, (0, 1, 5))
    assert not offered[:8, list(POOL)].any()
    assert offered[:8, 5].all()
    assert offered[8:, :5].all()
    assert not offered[8:, 5].any()
    assert (found.product.counts[:, 5] == table.counts[:, list(POOL)].sum(axis=1)).all()
    # Every cell of the first table is still there, with the same number.
    assert (found.product.counts.ravel()[found.place] == table.counts.ravel()).all()


def test_single_groups_that_no_table_prints_are_protected_too(table: Product) -> None:
    found = coarser(table, 0, 1, POOL)
    before = small_counts(table.relations(), 10)
    assert (found.primary(10)[found.place] >= before).all()
    assert found.primary(10).sum() >= before.sum()
    assert (found.singles & (found.product.counts.ravel() > 0)).any()


def shown(product: Product, hidden: np.ndarray) -> float:
    there = (product.offered & (product.counts > 0)).ravel()
    return float((there & ~hidden).sum() / there.sum())


def protected(product: Product, primary: np.ndarray) -> np.ndarray:
    relations = product.relations()
    demand = of_primaries(relations, primary, 10)
    found = protect_product(product, demand, cost_of(product.counts))
    assert verify(relations, found.hidden, demand, found.witnesses) == []
    assert attack(view.of(relations, found.hidden), relations.values, demand) == []
    return found.hidden


def test_it_is_safe_and_shows_more(table: Product) -> None:
    found = coarser(table, 0, 1, POOL)
    single = protected(table, small_counts(table.relations(), 10))
    pooled = protected(found.product, found.primary(10))
    assert shown(found.product, pooled) > shown(table, single)
    wrong = pooled.copy()
    wrong[np.flatnonzero(found.singles)] = False
    relations = found.product.relations()
    assert (view.of(relations, wrong).low == view.of(relations, pooled).low).all()  # what is not offered stays unknown


def test_a_zone_that_tells_a_single_school_apart_is_hidden() -> None:
    """One school alone in its zone: the zone's single groups are the school's, and must not be shown."""
    leaf = np.array([[90, 4, 5], [80, 20, 30], [70, 25, 35]])
    place = Axis("place", 3, ((0,), (1, 2), (3, 4)))
    found = coarser(of_leaf(leaf, [place, axis("race", "total", 3)]), 0, 1, (1, 2))
    hidden = protected(found.product, found.primary(10)).reshape(found.product.shape)
    assert hidden[3, 1]
    assert hidden[3, 2]
    assert hidden[0, 3]  # the pool of nine


def test_a_pool_is_offered_where_everybody_can_subtract(table: Product) -> None:
    offered = table.offered.copy()
    offered[0, 3] = False  # unknown, but everyone and all other groups are known
    offered[1, [3, 5]] = False  # unknown beside an unknown total
    offered[2, [0, 3]] = False  # two unknown groups, one of them not pooled
    found = coarser(Product(table.axes, table.counts, offered), 0, 1, POOL)
    assert found.product.offered[:4, 5].tolist() == [True, False, False, True]


def test_sums_of_some_of_the_groups_are_kept(table: Product) -> None:
    leaf = table.counts[:8, :5]
    race = Axis("race", 5, ((3, 4), (0, 1, 2), (5, 6)))
    found = coarser(of_leaf(leaf, [table.axes[0], race]), 0, 1, (3, 4))
    assert found.product.axes[1].sums == ((3, 4), (5,), (0, 1, 2), (6, 7))
    assert isinstance(found, Coarser)


def test_a_pool_of_one_is_refused(table: Product) -> None:
    with pytest.raises(ValueError, match="2 groups or more, found 1"):
        coarser(table, 0, 1, (4,))
