"""What a suppressor hands on: which cells are hidden, and for each demand a table that proves it met."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from geo.errors import FlashlightError
from indicators.suppression.demand import Demand
from indicators.suppression.relations import Relations
from indicators.suppression.witnesses import Witnesses, of_changes


class OpenDemandError(FlashlightError):
    """A protected cell for which no other table could be found."""


@dataclass(frozen=True)
class Protected:
    """Hidden cells, and one row of changes from the true table for each job of the demand, in the order of `Demand.jobs`."""

    hidden: np.ndarray  # bool[n]
    cells: np.ndarray  # int64[jobs]
    sizes: np.ndarray  # int64[jobs] change asked for, signed
    changes: sparse.csr_array  # int32[jobs, n]

    @property
    def witnesses(self) -> Witnesses:
        """The changes as they are saved and verified."""
        return of_changes(self.cells, self.sizes, self.changes)

    def complementary(self, relations: Relations, demand: Demand) -> np.ndarray:
        """bool[n]: published cells hidden for the sake of others."""
        more = self.hidden & relations.offered
        more[demand.cell] = False
        return more
