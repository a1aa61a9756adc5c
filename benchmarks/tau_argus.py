"""The audit of tau-ARGUS on any relation system, through a file in its own format; it shares nothing with this project."""

from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import numpy as np
from pytauargus.engine import audit_jj  # pyright: ignore[reportPrivateImportUsage] - the audit alone, for tables made elsewhere

from indicators.suppression.demand import Demand
from indicators.suppression.relations import Relations


def most_of(relations: Relations) -> int:
    """The upper bound given for every hidden cell, which the format needs; far above what any can be asked to reach."""
    return 2 * int(relations.values.max()) + 100


def audit(relations: Relations, hidden: np.ndarray, demand: Demand, path: Path) -> dict[int, tuple[float, float]]:
    """Lowest and highest value of each hidden cell; `path` is written."""
    path.write_text("\n".join(_lines(relations, hidden, demand)) + "\n", "ascii")
    with chdir(path.parent):  # the engine leaves its logs where it is called
        return {row["cell"]: (row["min"], row["max"]) for row in audit_jj(str(path))}


def _lines(relations: Relations, hidden: np.ndarray, demand: Demand) -> Iterator[str]:
    """Cells with value, cost, status, bounds and the ranges asked for; then each equation."""
    up, down = np.zeros((2, len(relations.values)), np.int64)
    up[demand.cell], down[demand.cell] = demand.up, demand.down
    primary = np.isin(np.arange(len(hidden)), demand.cell)
    yield "0"
    yield str(len(hidden))
    for i, value in enumerate(relations.values.tolist()):
        status = "u" if primary[i] else "m" if hidden[i] else "z" if value == 0 else "s"
        low, high = (int(relations.lower[i]), most_of(relations)) if hidden[i] else (value, value)
        yield f"{i} {value} {max(value, 1)} {status} {low} {high} {down[i]} {up[i]} 0"
    yield str(len(relations.equations))
    for row in range(len(relations.equations)):
        part = slice(relations.matrix.indptr[row], relations.matrix.indptr[row + 1])
        terms = zip(relations.matrix.indices[part], relations.matrix.data[part], strict=True)
        yield f"0 {part.stop - part.start} : " + " ".join(f"{cell} ({factor})" for cell, factor in terms)
