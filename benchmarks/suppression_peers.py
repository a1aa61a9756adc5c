"""Our patterns, the rule of state report cards and ACRO's, imitated, on the same tables, each judged by our attack and tau-ARGUS.

    uv run python -m benchmarks.suppression_peers [CASE ...]

Needs ../shared for the tables: a (60 neighborhoods by race), b (district, zones and schools by race and sex), h (b without sex,
a hierarchical two-way table) and d (neighborhood, race and grade). Prints one table, in Markdown.

ACRO itself asks for the people behind a table and is not run here; its rule as it is by default is: counts below 10 are hidden,
zeros among them (`zeros_are_disclosive`), each cell by itself. `pytauargus`, the engine of tau-ARGUS with an open solver, audits each pattern: it reads cells, statuses, bounds and equations from
a file in its own format and answers the lowest and highest value of every hidden cell. It shares nothing with this project.
"""

import importlib.util
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.tau_argus import audit
from indicators.suppression import assault_view as view
from indicators.suppression.assault import attack
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.demand import Demand, of_primaries, small_counts
from indicators.suppression.policy import THRESHOLD
from indicators.suppression.product import Product, of_product
from indicators.suppression.proof import verify
from indicators.suppression.relations import UNBOUNDED, Relations
from indicators.suppression.search import cost_of, protect_product
from indicators.suppression.witnesses import of_changes

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
AUDITED = (
    6_000  # cells of the largest table that tau-ARGUS is asked about; its linear programs are over the whole table
)
SAMPLE = 200
SLACK = 1e-6  # of one person; the audit answers in floating point


class Case(NamedTuple):
    """One table of counts and what policy asks for it."""

    name: str
    relations: Relations
    product: Product
    demand: Demand


class Pattern(NamedTuple):
    """What a rule hides, and the same relations with what everybody then knows of a hidden cell."""

    relations: Relations
    hidden: np.ndarray


def cases(wanted: list[str]) -> Iterator[Case]:
    """The tables asked for."""
    spec = importlib.util.spec_from_file_location("cases", SHARED / "sdc" / "cases.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    for name in wanted:
        leaf, dims = made.b() if name == "h" else getattr(made, name)()
        leaf, dims = (leaf.sum(axis=2), dims[:2]) if name == "h" else (leaf, dims)
        relations, product = of_product(leaf, dims)
        yield Case(name, relations, product, of_primaries(relations, small_counts(relations, THRESHOLD), THRESHOLD))


def acro(case: Case) -> Pattern:
    """ACRO's rule by default, imitated: counts below its threshold of 10 are hidden, zeros too, and totals are shown.

    Nobody is told then that a hidden cell has somebody in it, so each may be zero.
    """
    there = case.relations
    unknown = replace(there, lower=np.zeros_like(there.lower), upper=np.full_like(there.upper, UNBOUNDED))
    return Pattern(unknown, there.offered & (there.values < THRESHOLD))


def next_smallest(case: Case) -> Pattern:
    """Small counts, and in every row of groups with one hidden cell the next smallest that has somebody in it."""
    race = [axis.name for axis in case.product.axes].index("race")
    groups = case.product.axes[race].leaves
    hidden = np.moveaxis(small_counts(case.relations, THRESHOLD).reshape(case.product.shape), race, -1)
    counts = np.moveaxis(case.product.counts, race, -1)
    rows, sizes = hidden.reshape(-1, hidden.shape[-1]), counts.reshape(-1, hidden.shape[-1])
    for row in np.flatnonzero(rows[:, :groups].sum(axis=1) == 1):
        others = np.where(rows[row, :groups] | (sizes[row, :groups] == 0), np.iinfo(np.int64).max, sizes[row, :groups])
        rows[row, int(np.argmin(others))] |= (others < np.iinfo(np.int64).max).any()
    return Pattern(case.relations, np.moveaxis(rows.reshape(hidden.shape), -1, race).ravel())


def ours(case: Case) -> Pattern:
    """Our pattern, once its proof is verified."""
    found = protect_product(case.product, case.demand, cost_of(case.product.counts))
    witnesses = of_changes(found.cells, found.sizes, found.changes)
    assert verify(case.relations, found.hidden, case.demand, witnesses) == []
    return Pattern(case.relations, found.hidden)


def open_by_attack(demand: Demand, found: Pattern) -> tuple[int, int]:
    """Protected cells that our attack narrows more than policy allows, and those it tells exactly."""
    told = view.of(*found)
    low, high = intervals(told)
    narrowed = attack(told, found.relations.values, demand, sample=SAMPLE)
    return len(narrowed), int((low == high)[demand.cell].sum())


def open_by_tau_argus(demand: Demand, found: Pattern) -> int:
    """Protected cells whose range, by the audit of tau-ARGUS, is narrower than policy asks."""
    with tempfile.TemporaryDirectory() as folder:
        ranges = audit(*found, demand, Path(folder) / "table.jj")
    return sum(
        ranges[cell][1] < value + up - SLACK or ranges[cell][0] > value - down + SLACK
        for cell, value, up, down in zip(
            demand.cell.tolist(),
            found.relations.values[demand.cell].tolist(),
            demand.up.tolist(),
            demand.down.tolist(),
            strict=True,
        )
    )


METHODS: dict[str, Callable[[Case], Pattern]] = {
    "ACRO's rule, imitated (below 10, zeros too)": acro,
    "next smallest": next_smallest,
    "ours, proven": ours,
}


def main(wanted: list[str]) -> None:
    """Print the table."""
    print("| table | cells | small counts | method | also hidden | open | told exactly | open by tau-ARGUS | seconds |")
    print("|---|---|---|---|---|---|---|---|---|")
    for case in cases(wanted):
        for name, method in METHODS.items():
            began = time.monotonic()
            found = method(case)
            seconds = time.monotonic() - began
            narrowed, exact = open_by_attack(case.demand, found)
            asked = len(found.hidden) <= AUDITED
            also = int(found.hidden.sum()) - len(case.demand.cell)
            print(
                f"| {case.name} | {len(found.hidden):,} | {len(case.demand.cell):,} | {name} | {also} | {narrowed} | {exact} | "
                f"{open_by_tau_argus(case.demand, found) if asked else 'not asked'} | {seconds:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:] or ["a", "h", "b", "d"])
