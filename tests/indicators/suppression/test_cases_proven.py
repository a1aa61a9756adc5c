"""The synthetic tables of suppression.md section 3: what the search hides is proven, and no attack opens a cell."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from indicators.suppression import assault_view as view
from indicators.suppression.assault import attack
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.assault_rows import determined
from indicators.suppression.demand import of_primaries, small_counts
from indicators.suppression.product import of_product
from indicators.suppression.proof import verify
from indicators.suppression.search import cost_of, protect_product
from indicators.suppression.witnesses import of_changes

pytestmark = pytest.mark.real
Made = Callable[[], tuple[np.ndarray, list]]


@pytest.fixture(scope="module")
def cases(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("cases", shared / "sdc" / "cases.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "narrowed", "exact", "by_sums"),
    [
        ("a", 72, 19, 17),
        ("c", 12_526, 6_563, 4_933),
        pytest.param("e", 54_284, 32_674, 21_432, marks=pytest.mark.slow),
    ],
)
def test_hiding_small_counts_alone_opens_as_many_as_others_measured(
    cases: ModuleType, name: str, narrowed: int, exact: int, by_sums: int
) -> None:
    relations, _ = of_product(*getattr(cases, name)())
    small = small_counts(relations, 10)
    demand = of_primaries(relations, small, 10)
    told, value = view.of(relations, small), relations.values[demand.cell]
    low, high = (bound[demand.cell] for bound in intervals(told))
    assert int(((high < value + demand.up) | (low > value - demand.down)).sum()) == narrowed
    assert int((low == high).sum()) == exact
    assert int(determined(told)[demand.cell].sum()) == by_sums


@pytest.mark.parametrize("name", ["a", "b", pytest.param("d", marks=pytest.mark.slow)])
def test_what_is_proven_no_attack_opens(cases: ModuleType, name: str) -> None:
    relations, product = of_product(*getattr(cases, name)())
    demand = of_primaries(relations, small_counts(relations, 10), 10)
    found = protect_product(product, demand, cost_of(product.counts), rounds=1)
    witnesses = of_changes(found.cells, found.sizes, found.changes)
    assert verify(relations, found.hidden, demand, witnesses) == []
    assert attack(view.of(relations, found.hidden), relations.values, demand, sample=60) == []
    # Of the cells hidden for others, most are needed: each shown again breaks some witness.
    more = np.setdiff1d(np.flatnonzero(found.hidden), demand.cell)
    for cell in np.random.default_rng(1).choice(more, 10, replace=False):
        shown = found.hidden.copy()
        shown[cell] = False
        assert any(relations.names[int(cell)] in fault.reason for fault in verify(relations, shown, demand, witnesses))
