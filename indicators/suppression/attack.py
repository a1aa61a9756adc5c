"""What a reader can work out: exact integer bounds on every hidden number of a table whose groups add up to Everyone.

Each row has a part k, the others m and the size n = k + m. Bounds on k, m and n that are tight describe a generalised
polymatroid; sums of such sets have the summed bounds, and the intersection of two of them has integer corners, so the bounds
below are exactly the smallest and largest numbers that any table of whole people consistent with the publication can have.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

UNBOUNDED = 10**9  # more people than any table holds; far below where 64-bit sums would overflow
PART, OTHERS, SIZE = 0, 1, 2


class InconsistentError(ValueError):
    """No table of whole people has these parts, others and sizes."""


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest k, m and n of each row; arrays of shape (rows, 3)."""

    low: np.ndarray
    high: np.ndarray

    def tight(self) -> "Bounds":
        """The same set of tables, with no bound that the other two already narrow (three shortest paths, one pass)."""
        low, high = self.low.copy(), self.high.copy()
        low[:, SIZE] = np.maximum(low[:, SIZE], low[:, PART] + low[:, OTHERS])
        high[:, SIZE] = np.minimum(high[:, SIZE], high[:, PART] + high[:, OTHERS])
        for one, other in ((PART, OTHERS), (OTHERS, PART)):
            low[:, one] = np.maximum(low[:, one], low[:, SIZE] - high[:, other])
            high[:, one] = np.minimum(high[:, one], high[:, SIZE] - low[:, other])
        if (low > high).any():
            raise InconsistentError("the rows contradict each other")
        return Bounds(low, high)


def of_table(told: Bounds, schemes: Sequence[Sequence[int]]) -> Bounds:
    """What follows for each row from what all rows tell; row 0 is Everyone, the sum of the rows of each scheme."""
    told = told.tight()
    low, high = told.low.copy(), told.high.copy()
    sums = [Bounds(told.low[list(s)].sum(axis=0), told.high[list(s)].sum(axis=0)) for s in schemes]
    for this, scheme in enumerate(schemes):
        rows = list(scheme)
        known = [Bounds(told.low[0], told.high[0]), *(s for other, s in enumerate(sums) if other != this)]
        everyone = _all_of(known)
        # A group is Everyone less the other groups of its scheme.
        low[rows] = np.maximum(told.low[rows], everyone.low - (sums[this].high - told.high[rows]))
        high[rows] = np.minimum(told.high[rows], everyone.high - (sums[this].low - told.low[rows]))
    everyone = _all_of([Bounds(told.low[0], told.high[0]), *sums])
    low[0], high[0] = everyone.low, everyone.high
    return Bounds(low, high).tight()


def _all_of(sets: Sequence[Bounds]) -> Bounds:
    """What lies in every one of the sets; each is one row of bounds."""
    both = Bounds(
        np.max([s.low for s in sets], axis=0, keepdims=True), np.min([s.high for s in sets], axis=0, keepdims=True)
    ).tight()
    return Bounds(both.low[0], both.high[0])
