"""How much work the search puts into a table, by the table's size and never by the clock, so that a pattern repeats.

Measured on the tables of benchmarks.suppression: more of anything saves a little more, and costs time in proportion.
"""

from typing import NamedTuple


class Effort(NamedTuple):
    """Work for tables of up to `cells` cells."""

    cells: int
    # A cell that r other witnesses use costs (1 + r) ** -softness of its worth. While witnesses are first found they are taken
    # as they come; then they are shortened, and prices harden.
    first: tuple[float, ...]
    soft: tuple[float, ...]
    rounds: int  # of trying to publish every hidden cell again, after the first
    users: int  # witnesses replaced together at most
    tries: int  # runs, of which the cheapest is kept


EFFORTS = (
    Effort(1_000, (0.4,), (0.7, 1.0, 1.5, 2.5), 40, 128, 2),
    Effort(10_000, (0.4,), (0.7, 1.0, 1.5, 2.5), 14, 128, 2),
    Effort(40_000, (0.4, 0.7, 1.0), (1.0,), 3, 32, 1),
    Effort(10**9, (0.4, 0.7, 1.0), (1.0,), 0, 32, 1),
)


def effort(cells: int) -> Effort:
    """The work for a table of so many cells."""
    return next(e for e in EFFORTS if cells <= e.cells)
