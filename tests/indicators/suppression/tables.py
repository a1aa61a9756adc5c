"""Tables for the tests of suppression, and what a reader of one can work out by trying every other table."""

import importlib.util
import itertools
from pathlib import Path
from types import ModuleType

import numpy as np

from indicators.suppression.demand import Demand, of_primaries, small_counts
from indicators.suppression.product import Product
from indicators.suppression.relations import Relations

THRESHOLD = 10


def generator(shared: Path) -> ModuleType:
    """The module that makes the five synthetic tables."""
    spec = importlib.util.spec_from_file_location("sdc_cases", shared / "sdc" / "cases.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def demand_of(relations: Relations, minimum: int = THRESHOLD) -> Demand:
    """Demands of all small counts."""
    return of_primaries(relations, small_counts(relations, minimum), minimum)


def possible_values(product: Product, hidden: np.ndarray, reach: int) -> list[set[int]]:
    """The values each cell takes in all tables that agree with what is shown, leaves changing by at most `reach`.

    Hidden cells have somebody in them, zeros are shown. Every table of leaves is tried.
    """
    relations = product.relations()
    leaf = product.counts[tuple(slice(a.leaves) for a in product.axes)]
    to_cells = np.array([[1]], np.int64)
    for axis in product.axes:
        to_cells = np.kron(to_cells, axis.of_leaves())
    ranges = [range(max(0, v - reach), v + reach + 1) if v else range(1) for v in leaf.ravel()]
    tables = np.array(list(itertools.product(*ranges)), np.int64) @ to_cells.T
    agree = (tables == relations.values)[:, ~hidden].all(axis=1) & (tables[:, hidden] >= 1).all(axis=1)
    return [set(column.tolist()) for column in tables[agree].T]
