"""What stays with the build beside a release: the log of what was withheld, what it was made from, and where sources disagree."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from indicators import release_files as files

LOG, ACCOUNT, INPUTS, PROBLEMS = "suppression_log.parquet", "account.parquet", "inputs_digest", "problems.txt"
PROOF, SAID = "proof.npz", "known_before.json"
PIECES = "pieces.json"


@dataclass(frozen=True)
class Private:
    """The account of the sources (indicators/build_history.py), the digest of all inputs, sentences that point at single cells,
    the proof of the release (indicators/release_proof_file.py), what others have printed (geo/public_numbers.py), which earlier rows
    have changed, and what each piece of the build came to (indicators/build_pieces.py)."""

    account: pd.DataFrame | None = None
    inputs_digest: str = ""
    problems: Sequence[str] = ()
    proof: bytes | None = None
    assumed: Sequence[Mapping[str, Any]] = ()
    corrected: Mapping[str, Any] = field(default_factory=dict)
    pieces: bytes = b""


def write(root: Path, release_id: str, log: pd.DataFrame, kept: Private) -> None:
    """Put the private folder of a release in place, whole, for its owner alone."""
    stage = root / "private" / f".staging-{release_id}"
    stage.mkdir(parents=True, exist_ok=True)
    stage.chmod(0o700)
    files.write_parquet(stage / LOG, pa.Table.from_pandas(log, preserve_index=False))
    if kept.account is not None:
        files.write_parquet(stage / ACCOUNT, pa.Table.from_pandas(kept.account, preserve_index=False))
    files.write_bytes(stage / INPUTS, kept.inputs_digest.encode("ascii"))
    files.write_bytes(stage / PROBLEMS, "".join(f"{said}\n" for said in kept.problems).encode())
    if kept.proof is not None:
        files.write_bytes(stage / PROOF, kept.proof)
    files.write_json(stage / SAID, {"assumed": list(kept.assumed), "corrected": dict(kept.corrected)})
    files.write_bytes(stage / PIECES, kept.pieces)
    folder = root / "private" / release_id
    shutil.rmtree(folder, ignore_errors=True)
    stage.rename(folder)
    files.sync_folder(root / "private")


def read_inputs(root: Path, release_id: str) -> str:
    """The digest of what a release was made from; empty where the private folder does not hold it."""
    path = root / "private" / release_id / INPUTS
    return path.read_text("ascii") if path.is_file() else ""


def read_pieces(root: Path, release_id: str) -> bytes:
    """What each piece of the build came to; empty where the private folder does not hold it."""
    path = root / "private" / release_id / PIECES
    return path.read_bytes() if path.is_file() else b""


def read_account(root: Path, release_id: str) -> pd.DataFrame | None:
    """The account a release was made with; None where the private folder does not hold one that can be read."""
    path = root / "private" / release_id / ACCOUNT
    try:
        return pq.read_table(path).to_pandas()
    except (OSError, pa.ArrowInvalid):
        return None


def read_said(root: Path, release_id: str) -> dict[str, Any]:
    """What others had printed and which earlier rows had changed, as the build knew it; nothing where that is not kept."""
    try:
        found = orjson.loads((root / "private" / release_id / SAID).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
