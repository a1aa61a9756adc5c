"""Our patterns, the rule of state report cards and ACRO's on the same tables, each judged by our attack and by tau-ARGUS.

    uv run python -m benchmarks.suppression_peers [CASE ...]

Needs ../shared for the tables: a (60 neighborhoods by race), b (district, zones and schools by race and sex), h (b without sex,
a hierarchical two-way table) and d (neighborhood, race and grade). Prints one table, in Markdown.

`pytauargus`, the engine of tau-ARGUS with an open solver, audits each pattern: it reads cells, statuses, bounds and equations from
a file in its own format and answers the lowest and highest value of every hidden cell. It shares nothing with this project.
"""

import importlib.util
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pytauargus.engine import audit_jj  # pyright: ignore[reportPrivateImportUsage] - the audit alone, for tables made elsewhere

from indicators.suppression import assault_view as view
from indicators.suppression.assault import attack
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.demand import Demand, of_primaries, small_counts
from indicators.suppression.policy import THRESHOLD
from indicators.suppression.product import Product, of_product
from indicators.suppression.proof import verify
from indicators.suppression.relations import Relations
from indicators.suppression.search import cost_of, protect_product
from indicators.suppression.witnesses import of_changes

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
AUDITED = (
    2_000  # cells of the largest table that tau-ARGUS is asked about; its linear programs are over the whole table
)
SAMPLE = 200
SLACK = 1e-6  # of one person; the audit answers in floating point


class Case(NamedTuple):
    """One table of counts and what policy asks for it."""

    name: str
    relations: Relations
    product: Product
    demand: Demand


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


def acro(case: Case) -> np.ndarray:
    """Hidden cells by ACRO's threshold of 10, which its default settings apply cell by cell; totals are shown."""
    return small_counts(case.relations, THRESHOLD)


def next_smallest(case: Case) -> np.ndarray:
    """Small counts, and in every row of groups with one hidden cell the next smallest that has somebody in it."""
    race = [axis.name for axis in case.product.axes].index("race")
    groups = case.product.axes[race].leaves
    hidden = np.moveaxis(acro(case).reshape(case.product.shape).copy(), race, -1)
    counts = np.moveaxis(case.product.counts, race, -1)
    rows, sizes = hidden.reshape(-1, hidden.shape[-1]), counts.reshape(-1, hidden.shape[-1])
    for row in np.flatnonzero(rows[:, :groups].sum(axis=1) == 1):
        others = np.where(rows[row, :groups] | (sizes[row, :groups] == 0), np.iinfo(np.int64).max, sizes[row, :groups])
        rows[row, int(np.argmin(others))] |= (others < np.iinfo(np.int64).max).any()
    return np.moveaxis(rows.reshape(hidden.shape), -1, race).ravel()


def ours(case: Case) -> np.ndarray:
    """Our pattern, once its proof is verified."""
    found = protect_product(case.product, case.demand, cost_of(case.product.counts))
    witnesses = of_changes(found.cells, found.sizes, found.changes)
    assert verify(case.relations, found.hidden, case.demand, witnesses) == []
    return found.hidden


def open_by_attack(case: Case, hidden: np.ndarray) -> tuple[int, int]:
    """Protected cells that our attack narrows more than policy allows, and those it tells exactly."""
    told = view.of(case.relations, hidden)
    low, high = intervals(told)
    found = attack(told, case.relations.values, case.demand, sample=SAMPLE)
    return len(found), int((low == high)[case.demand.cell].sum())


def open_by_tau_argus(case: Case, hidden: np.ndarray) -> int:
    """Protected cells whose range, by the audit of tau-ARGUS, is narrower than policy asks."""
    ranges = audit(case.relations, hidden, case.demand)
    return sum(
        ranges[cell][1] < value + up - SLACK or ranges[cell][0] > value - down + SLACK
        for cell, value, up, down in zip(
            case.demand.cell.tolist(),
            case.relations.values[case.demand.cell].tolist(),
            case.demand.up.tolist(),
            case.demand.down.tolist(),
            strict=True,
        )
    )


def audit(relations: Relations, hidden: np.ndarray, demand: Demand) -> dict[int, tuple[float, float]]:
    """Lowest and highest value of each hidden cell, as tau-ARGUS finds them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.jj"
        path.write_text("\n".join(_lines(relations, hidden, demand)) + "\n", "ascii")
        return {row["cell"]: (row["min"], row["max"]) for row in audit_jj(str(path))}


def _lines(relations: Relations, hidden: np.ndarray, demand: Demand) -> Iterator[str]:
    """The file: cells with value, cost, status, bounds and the ranges asked for; then each equation."""
    up, down = np.zeros((2, len(relations.values)), np.int64)
    up[demand.cell], down[demand.cell] = demand.up, demand.down
    primary = np.isin(np.arange(len(hidden)), demand.cell)
    most = 2 * int(relations.values.max()) + 100  # a bound far above what any cell can be asked to reach
    yield "0"
    yield str(len(hidden))
    for i, value in enumerate(relations.values.tolist()):
        status = "u" if primary[i] else "m" if hidden[i] else "z" if value == 0 else "s"
        low, high = (int(relations.lower[i]), most) if hidden[i] else (value, value)
        yield f"{i} {value} {max(value, 1)} {status} {low} {high} {down[i]} {up[i]} 0"
    yield str(len(relations.equations))
    for row in range(len(relations.equations)):
        part = slice(relations.matrix.indptr[row], relations.matrix.indptr[row + 1])
        terms = zip(relations.matrix.indices[part], relations.matrix.data[part], strict=True)
        yield f"0 {part.stop - part.start} : " + " ".join(f"{cell} ({factor})" for cell, factor in terms)


METHODS: dict[str, Callable[[Case], np.ndarray]] = {
    "ACRO's threshold": acro,
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
            hidden = method(case)
            seconds = time.monotonic() - began
            narrowed, exact = open_by_attack(case, hidden)
            asked = len(hidden) <= AUDITED
            also = int(hidden.sum()) - len(case.demand.cell)
            print(
                f"| {case.name} | {len(hidden):,} | {len(case.demand.cell):,} | {name} | {also} | {narrowed} | {exact} | "
                f"{open_by_tau_argus(case, hidden) if asked else 'not asked'} | {seconds:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:] or ["a", "h", "b", "d"])
