"""The proof as it lies beside the build: relations, what is hidden, what was asked and the witnesses. Never part of a release.

A partner's numbers leave with the agreement under which they were shared; their proof is made, checked and not kept.
"""

import hashlib
import io
from dataclasses import dataclass, fields
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from scipy import sparse

from indicators.release_private import PROOF
from indicators.release_proof import Proof
from indicators.suppression.demand import Demand
from indicators.suppression.proof import Fault, verify
from indicators.suppression.relations import RelationError, Relations
from indicators.suppression.witnesses import Witnesses

REMEDY = "Build the release again; its proof is made with it."
_NAMES = ("names", "equations")
_CELLS = ("values", "lower", "upper", "offered")
_MATRIX = ("data", "indices", "indptr")


@dataclass(frozen=True)
class Proven:
    """What a proof says once it was checked: protected quantities, tables that show it, its digest, and what is wrong with it."""

    protected: int
    tables: int
    digest: str
    faults: tuple[Fault, ...]
    proof: Proof

    @property
    def cells(self) -> frozenset[str]:
        """Names of the quantities it speaks of."""
        return frozenset(str(self.proof.relations.names[int(cell)]) for cell in self.proof.demand.cell)


def summary(proof: Proof, published: str | None = None) -> Proven:
    """The proof, checked again; `published` is the digest that went with the release, where there is one."""
    faults = verify(proof.relations, proof.hidden, proof.demand, proof.witnesses)
    found = digest(proof)
    if published is not None and found != published:
        faults = [Fault("The proof", "", "is not the one that went with the release", REMEDY), *faults]
    return Proven(len(set(proof.demand.cell.tolist())), len(proof.witnesses), found, tuple(faults), proof)


def digest(proof: Proof) -> str:
    """SHA-256 of everything the proof consists of, the same on every machine.

    Among it are random bytes: without them, whoever has the release could try true numbers until the digest fits.
    """
    found = hashlib.sha256()
    for name, array in sorted(_arrays(proof).items()):
        plain = array.astype("<i8") if array.dtype.kind in "iub" else np.char.encode(array, "utf-8")
        found.update(f"{name} {plain.dtype.str} {len(plain)}\n".encode() + np.ascontiguousarray(plain).tobytes())
    return found.hexdigest()


def as_bytes(proof: Proof) -> bytes:
    """The content of the file."""
    filled = io.BytesIO()
    np.savez_compressed(filled, allow_pickle=False, **_arrays(proof))
    return filled.getvalue()


def verified(root: Path, release_id: str, published: str | None = None) -> Proven | None:
    """The proof of a release, read and checked again; None where it is not on this machine or cannot be read."""
    path = root / "private" / release_id / PROOF
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            proof = _proof({name: held[name] for name in held.files})
    except (OSError, KeyError, ValueError, TypeError, BadZipFile, EOFError, RelationError):
        return None
    return summary(proof, published)


def _arrays(proof: Proof) -> dict[str, np.ndarray]:
    r, d, w = proof.relations, proof.demand, proof.witnesses
    return {
        **{name: np.array(list(getattr(r, name)), np.str_) for name in _NAMES},
        **{name: getattr(r, name) for name in _CELLS},
        **{f"matrix_{name}": getattr(r.matrix, name) for name in _MATRIX},
        "hidden": proof.hidden,
        "salt": proof.salt,
        **{f"demand_{f.name}": getattr(d, f.name) for f in fields(d)},
        **{f"witness_{f.name}": getattr(w, f.name) for f in fields(w)},
    }


def _proof(held: dict[str, np.ndarray]) -> Proof:
    names, equations = ([str(name) for name in held[key]] for key in _NAMES)
    shape = (len(equations), len(names))
    matrix = sparse.csr_array((held["matrix_data"], held["matrix_indices"], held["matrix_indptr"]), shape=shape)
    relations = Relations(
        held["values"], held["lower"], held["upper"], held["offered"], matrix, names=names, equations=equations
    )
    demand = Demand(*(held[f"demand_{f.name}"] for f in fields(Demand)))
    witnesses = Witnesses(*(held[f"witness_{f.name}"] for f in fields(Witnesses)))
    return Proof(relations, held["hidden"], demand, witnesses, (), held["salt"])
