"""The assault on a publication: whatever a patient reader could do to work out a protected cell, by several ways of its own.

It reads what is published and shares nothing with the code that hides cells or with the proof. The true table serves only to
judge what was found and as a place to start from.
"""

from dataclasses import dataclass, replace

import numpy as np

from indicators.suppression.assault_cycles import frozen
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.assault_programs import components, falls_short
from indicators.suppression.assault_rows import determined
from indicators.suppression.assault_view import Publication
from indicators.suppression.demand import Demand

SAMPLE = 500
_REMEDY = "Hide more cells of its equations, or show a sum instead of its parts."


@dataclass(frozen=True)
class Finding:
    """A protected cell that a reader can narrow more than policy allows, and how. It tells no number of people."""

    cell: int
    name: str
    equation: str
    way: str

    def __str__(self) -> str:
        where = f" (in {self.equation})" if self.equation else ""
        return f"{self.name} can be worked out {self.way}{where}. {_REMEDY}"


def attack(
    publication: Publication, truth: np.ndarray, demand: Demand, sample: int = SAMPLE, seed: int = 0
) -> list[Finding]:
    """Protected cells that are not protected, each with the first way that found it, cell by cell.

    Linear programs are asked for every demand that is left, or for `sample` of them drawn by `seed` where there are more.
    """
    low, high = intervals(publication)
    narrowed = replace(publication, low=low, high=high)
    wanted = (demand.up > 0) | (demand.down > 0)
    value = truth[demand.cell]
    ways = {
        "from one equation after another": (high[demand.cell] < value + demand.up)
        | (low[demand.cell] > value - demand.down),
        "by adding and subtracting alone": determined(publication, seed)[demand.cell] & wanted,
        "since no cycle of moves passes through it": frozen(publication, truth)[demand.cell] & wanted,
    }
    found: dict[int, str] = {}
    for way, open_cells in ways.items():
        for cell in demand.cell[open_cells].tolist():
            found.setdefault(cell, way)
    rest = ~np.isin(demand.cell, list(found))
    left = Demand(demand.cell[rest], demand.up[rest], demand.down[rest])
    for cell in _by_programs(narrowed, truth, left, sample, seed):
        found[cell] = "from all equations at once"
    return [
        Finding(cell, publication.names[cell], publication.equation(cell), way) for cell, way in sorted(found.items())
    ]


def _by_programs(publication: Publication, truth: np.ndarray, demand: Demand, sample: int, seed: int) -> list[int]:
    """Cells of the demands asked for that no table meets."""
    cells, changes = demand.jobs
    chosen = np.arange(len(cells))
    if len(cells) > sample:
        chosen = np.sort(np.random.default_rng(seed).choice(len(cells), sample, replace=False))
    of_cell = np.full(len(publication.names), -1, np.int64)
    every = components(publication, truth)
    for number, component in enumerate(every):
        of_cell[component.cells] = number
    asked = [(int(cells[i]), int(changes[i])) for i in chosen]
    return [cell for cell, change in asked if falls_short(every[of_cell[cell]], cell, change)]
