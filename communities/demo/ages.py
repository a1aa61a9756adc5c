"""Tables of ages that must agree with B01001: B06001, the ages of both sexes together, and B01002, the age in the middle."""

import numpy as np

from communities.demo.people import Counts, tables

# Of the 23 ages of B01001, where each age of B06001 begins; its classes are under 5, 5 to 17, 18 to 24 ... 75 and over.
FIRST_OF = (0, 1, 4, 8, 10, 12, 14, 15, 16, 17, 20)
FIRST_YEAR = np.array([0, 5, 10, 15, 18, 20, 21, 22, 25, 30, 35, 40, 45, 50, 55, 60, 62, 65, 67, 70, 75, 80, 85, 100.0])


def ages(vintage: int) -> Counts:
    """People by the 23 ages of B01001, men and women together."""
    found = tables(vintage)["B01001"]
    return found[:, 2:25] + found[:, 26:49]


def by_class(vintage: int) -> Counts:
    """B06001, lines 1 to 12: everyone, then eleven ages."""
    both = ages(vintage)
    return np.column_stack([both.sum(axis=1), np.add.reduceat(both, FIRST_OF, axis=1)])


def medians(vintage: int) -> np.ndarray:
    """Years of age that half of the people have not reached; people of one class are spread evenly over its years."""
    both = ages(vintage)
    reached = np.column_stack([np.zeros(len(both)), both.cumsum(axis=1)])
    return np.array([np.interp(row[-1] / 2, row, FIRST_YEAR) for row in reached])
