"""Whether a proof is that of a release: all that its rows tell a reader must stand in the proof, and be known there no less narrowly.

A proof may know more than the rows tell today, where an earlier release has left the folder: tables that agree with more agree
with less.
"""

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import numpy as np
from scipy import sparse

from indicators.audit_rows import Earlier
from indicators.partner_counts import of_partner
from indicators.release_proof import Proof
from indicators.release_proof_file import REMEDY
from indicators.suppression.assault_view import Publication
from indicators.suppression.proof import Fault

_Terms = tuple[tuple[str, int], ...]


def of_partners(one: Earlier, partners: bool) -> Earlier:
    """The rows of an earlier release that are partners' numbers, or all others, by what its own catalog says of them."""
    theirs = [m.id for m in one.measures.values() if of_partner(m)]
    return one._replace(rows=one.rows[one.rows["measure"].isin(theirs) == partners])


def unlike(proof: Proof, told: Publication, cells: Collection[str]) -> list[Fault]:
    """What the proof says otherwise than the book made anew, a fault for each kind; `cells` are the book's, by name.

    The other columns of a publication are distances to printed rates: each stands in one equation, and two may share a name.
    """
    columns = Counter(map(str, proof.relations.names))
    wrong = {
        "lacks, or has twice, a number": [cell for cell in cells if columns[cell] != 1],
        "lacks an equation": _lacking(told, proof),
        "takes as hidden what is shown": _shown(told, proof),
        "knows less of a number": list(_wider(told, proof)),
    }
    told_too = ((f"{reason} that the release tells", min(names)) for reason, names in wrong.items() if names)
    return [Fault("The proof", where, reason, REMEDY) for reason, where in told_too]


def _lacking(told: Publication, proof: Proof) -> list[str]:
    """Equations of the book that the proof does not have, term by term."""
    has = Counter(_terms(proof.relations.matrix, proof.relations.names))
    wants = list(_terms(told.matrix, told.names))
    short = Counter(wants) - has
    return [str(told.equations[row]) for row, terms in enumerate(wants) if terms in short]


def _terms(matrix: sparse.csr_array, names: Sequence[str]) -> Iterator[_Terms]:
    """The cells of each equation with their factors, in the order of their names."""
    for first, last in itertools.pairwise(matrix.indptr):
        entries = zip(matrix.indices[first:last], matrix.data[first:last], strict=True)
        yield tuple(sorted((str(names[column]), int(factor)) for column, factor in entries if factor))


def _shown(told: Publication, proof: Proof) -> list[str]:
    """Numbers that are printed and that a witness may change all the same."""
    movable = proof.hidden | ~proof.relations.offered
    return sorted(_named(told.names, ~told.open) & _named(proof.relations.names, movable))


def _named(names: Sequence[str], these: np.ndarray) -> set[str]:
    return {str(name) for name, wanted in zip(names, these.tolist(), strict=True) if wanted}


def _wider(told: Publication, proof: Proof) -> Iterator[str]:
    """Numbers that the proof lets be fewer or more than the release does."""
    r = proof.relations
    known: dict[str, tuple[int, int]] = {}
    for name, low, high in zip(map(str, r.names), r.lower.tolist(), r.upper.tolist(), strict=True):
        before = known.get(name, (low, high))
        known[name] = min(before[0], low), max(before[1], high)
    for name, low, high in zip(map(str, told.names), told.low.tolist(), told.high.tolist(), strict=True):
        least, most = known.get(name, (low, high))
        if least < low or most > high:
            yield name
