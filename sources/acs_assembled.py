"""Tables of one vintage that lie in the cache, put together once: reading hundreds of small answers again takes most of a build.

What is put together is kept beside the answers, under a name that depends on their content and on the code that reads them.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sources import acs
from sources.acs_observations import api_column, rows
from sources.acs_request import AcsRequest
from sources.cache import Cache
from sources.kept import Kept, replace_file
from sources.observation import OBSERVATION
from sources.session import Session
from sources.sidecar import digest_of

FOLDER = "assembled"
PROBLEMS = b"problems"
# What decides rows: which areas there are and how their ids are cut stands apart from the survey's own modules.
_CODE = sorted(p for form in ("acs*.py", "census_areas.py", "observation.py") for p in Path(__file__).parent.glob(form))


def observations(session: Session, cache: Cache, requests: Sequence[AcsRequest]) -> pd.DataFrame:
    """OBSERVATION rows of all requests, which are of one vintage and held; `attrs["problems"]` as acs.observations gives them.

    Nobody is asked. Raises Offline where an answer is not held or is damaged.
    """
    file = _file(cache, requests)
    table = _read(file)
    if table is None:
        table = _together(session, cache, requests)
        _write(file, table)
    frame = table.to_pandas()
    if problems := json.loads((table.schema.metadata or {}).get(PROBLEMS, b"[]")):
        frame.attrs["problems"] = problems
    return frame


def _file(cache: Cache, requests: Sequence[AcsRequest]) -> Path:
    """Where the answers of these requests are put together: the same name exactly for the same answers, read by the same code."""
    sides = cache.held([key for request in requests for key in acs.keys(request)])
    code = hashlib.sha256(b"\0".join(path.read_bytes() for path in _CODE)).hexdigest()
    asked = hashlib.sha256("\n".join(f"{r} {r.variables} {r.areas}" for r in requests).encode()).hexdigest()
    content = hashlib.sha256((digest_of(sides) + code).encode()).hexdigest()
    return cache.root / FOLDER / f"{requests[0].kind.source}-{requests[0].vintage}-{asked[:12]}-{content[:16]}.parquet"


def _together(session: Session, cache: Cache, requests: Sequence[AcsRequest]) -> pa.Table:
    at_rest = cache.at_rest()
    found = [rows(request, acs.parts(session, at_rest, None, request), api_column) for request in requests]
    problems = [said for _, told in found for said in told]
    frame = OBSERVATION.check(pa.concat_tables(table for table, _ in found).to_pandas())
    table = pa.Table.from_pandas(frame, preserve_index=False)
    return table.replace_schema_metadata({**(table.schema.metadata or {}), PROBLEMS: json.dumps(problems).encode()})


def _read(file: Path) -> pa.Table | None:
    """The table; None when it is not there, or is not what was written."""
    try:
        body = file.read_bytes()
        written = file.with_suffix(".sha256").read_bytes()
    except FileNotFoundError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != written:
        return None
    return pq.ParquetFile(pa.BufferReader(body)).read()


def _write(file: Path, table: pa.Table) -> None:
    """The table in its place, and earlier ones of the same requests out of the way."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    body = sink.getvalue().to_pybytes()
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = Kept(file.parent, file.stem, "").acquire()  # builds of two communities may share the cache
    try:
        replace_file(file, body)
        replace_file(file.with_suffix(".sha256"), hashlib.sha256(body).hexdigest().encode())
        for old in file.parent.glob(f"{file.stem.rpartition('-')[0]}-*"):
            if old.stem != file.stem:
                old.unlink(missing_ok=True)
    finally:
        lock.release()
