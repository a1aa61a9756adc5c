"""What a reader holds: every published number, what everybody knows of the hidden ones, and which are sums of which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from geo.errors import FlashlightError
from indicators.suppression.relations import UNBOUNDED, Relations


class PublicationError(FlashlightError):
    """Something was said to be public that no reader could hold together."""


@dataclass(frozen=True)
class Publication:
    """Lowest and highest value that is printed or known of each cell, and equations `matrix @ cells == 0`.

    A shown cell is lowest = highest; a range gives its ends; a hidden cell has the bounds that everybody knows.
    """

    low: np.ndarray  # int64[n]
    high: np.ndarray  # int64[n]
    matrix: sparse.csr_array  # int64[m, n]
    names: Sequence[str]  # n cells
    equations: Sequence[str]  # m equations

    @property
    def open(self) -> np.ndarray:
        """bool[n]: cells whose value is not printed."""
        return self.low < self.high

    def place(self) -> dict[str, int]:
        """The number of each cell by its name."""
        return {name: i for i, name in enumerate(self.names)}

    @cached_property
    def _of_cell(self) -> sparse.csc_array:
        return sparse.csc_array(self.matrix)

    def equation(self, cell: int) -> str:
        """The first equation with this cell, or "" where it stands alone."""
        rows = self._of_cell.indices[self._of_cell.indptr[cell] : self._of_cell.indptr[cell + 1]]
        return self.equations[int(rows.min())] if len(rows) else ""


@dataclass(frozen=True)
class Rate:
    """A printed percent, or a printed range of percents, of `part` in `size`; both ends rounded half up to `decimals`."""

    part: str
    size: str
    low: float
    high: float
    decimals: int = 0


def of(relations: Relations, hidden: np.ndarray) -> Publication:
    """The publication in which these cells are hidden and all others shown."""
    unknown = hidden | ~relations.offered
    return Publication(
        np.where(unknown, relations.lower, relations.values),
        np.where(unknown, relations.upper, relations.values),
        relations.matrix,
        relations.names,
        relations.equations,
    )


def with_known(publication: Publication, known: Mapping[str, tuple[int, int]]) -> Publication:
    """The same, with what others have made public: lowest and highest value by cell. Raises PublicationError for other cells."""
    place = publication.place()
    unknown = [name for name in known if name not in place]
    if unknown:
        raise PublicationError(
            f"{unknown[0]} is said to be public, but no table of the release has such a cell. "
            "Name a cell as the release does, or leave it out."
        )
    low, high = publication.low.copy(), publication.high.copy()
    for name, (least, most) in known.items():
        low[place[name]], high[place[name]] = max(low[place[name]], least), min(high[place[name]], most)
    return _agreeing(replace(publication, low=low, high=high))


def together(publications: Sequence[Publication]) -> Publication:
    """What one who kept them all holds: this release and earlier ones; cells of the same name are one cell.

    A number that was corrected is another cell and needs another name. Raises PublicationError where two do not agree.
    """
    place: dict[str, int] = {}
    where = [np.array([place.setdefault(name, len(place)) for name in p.names], np.int64) for p in publications]
    low, high = np.full(len(place), -UNBOUNDED, np.int64), np.full(len(place), UNBOUNDED, np.int64)
    blocks = []
    for each, at in zip(publications, where, strict=True):
        low[at], high[at] = np.maximum(low[at], each.low), np.minimum(high[at], each.high)
        m, shape = each.matrix, (len(each.equations), len(place))
        blocks.append(sparse.csr_array((m.data, at[m.indices], m.indptr), shape=shape))
    matrix = sparse.csr_array(sparse.vstack(blocks, format="csr"), dtype=np.int64)
    equations = [name for p in publications for name in p.equations]
    return _agreeing(Publication(low, high, matrix, list(place), equations))


def with_rates(publication: Publication, rates: Sequence[Rate]) -> Publication:
    """The same, with printed rates. Rounding leaves k of n with (2 low - 1) n <= 200 k < (2 high + 1) n, in steps of the rate.

    Each side becomes an equation with one more cell, the distance that is left.
    """
    place, n = publication.place(), len(publication.names)
    rows = sparse.lil_array((2 * len(rates), n + 2 * len(rates)), dtype=np.int64)
    for i, rate in enumerate(rates):
        part, size, steps = place[rate.part], place[rate.size], 10**rate.decimals
        low, high = 2 * round(rate.low * steps) - 1, 2 * round(rate.high * steps) + 1
        for row, sign, end in ((2 * i, 1, low), (2 * i + 1, -1, high)):
            rows[row, part], rows[row, size], rows[row, n + row] = sign * 200 * steps, -sign * end, -1
    m, shape = publication.matrix, (len(publication.equations), n + 2 * len(rates))
    wider = sparse.csr_array((m.data, m.indices, m.indptr), shape=shape)
    matrix = sparse.vstack([wider, rows.tocsr()], format="csr")
    ends = [f"{end} end of the rate of {rate.part}" for rate in rates for end in ("lower", "upper")]
    return Publication(
        np.concatenate([publication.low, np.tile(np.array([0, 1], np.int64), len(rates))]),
        np.concatenate([publication.high, np.full(2 * len(rates), UNBOUNDED, np.int64)]),
        sparse.csr_array(matrix, dtype=np.int64),
        [*publication.names, *(f"the distance to the {end}" for end in ends)],
        [*publication.equations, *ends],
    )


def truth_of(publication: Publication, values: np.ndarray) -> np.ndarray:
    """The true value of every cell, the distances that `with_rates` added included. Raises PublicationError where they cannot be."""
    extra = len(publication.names) - len(values)
    known = np.concatenate([np.asarray(values, np.int64), np.zeros(extra, np.int64)])
    if extra:
        known[len(values) :] = (publication.matrix @ known)[-extra:]
    wrong = np.flatnonzero((known < publication.low) | (known > publication.high))
    if len(wrong) or (publication.matrix @ known).any():
        name = publication.names[int(wrong[0])] if len(wrong) else "A sum"
        raise PublicationError(
            f"{name} is not what was published. Attack a publication with the table it was made from."
        )
    return known


def _agreeing(publication: Publication) -> Publication:
    wrong = np.flatnonzero(publication.low > publication.high)
    if len(wrong):
        raise PublicationError(
            f"{publication.names[int(wrong[0])]} is given two values that do not agree. "
            "If it was corrected, give the older one a name of its own."
        )
    return publication
