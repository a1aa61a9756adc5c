"""One file of variance replicates: unpacked, checked, and as arrays of tract × line."""

import gzip
import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
from pyarrow import csv

from geo.boundary_zip import DAMAGED
from sources.answer import MEGABYTE
from sources.errors import BadAnswer, Drift

pc: Any = pyarrow.compute  # its functions are made at import, where type checkers do not see them

COUNT = 80
REPLICATES = [f"Var_Rep{i}" for i in range(1, COUNT + 1)]
COLUMNS = ["TBLID", "GEOID", "ORDER", "ESTIMATE", "MOE", "CME", *REPLICATES]
LARGEST_BYTES = 1_500 * MEGABYTE  # unpacked
TRACT = "1400000US"
CONTROLLED = "*****"


@dataclass(frozen=True)
class Replicates:
    """One table's tracts: estimates and published margins (tract × line), replicates (tract × line × 80)."""

    vintage: int
    tracts: list[str]
    variables: list[str]
    estimate: np.ndarray
    moe: np.ndarray
    replicates: np.ndarray


def unpacked(body: bytes, where: str) -> bytes:
    """The one CSV inside a zip (in whatever folder) or gzip file. Raises BadAnswer for a damaged or other file."""
    try:
        if body.startswith(b"PK"):
            return _member(zipfile.ZipFile(io.BytesIO(body)), where)
        if body.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(body)) as file:
                return _at_most(file.read(LARGEST_BYTES + 1), where)
    except DAMAGED as error:
        raise BadAnswer(f"{where}: the packed file is damaged ({error}). Fetch it again.") from None
    return body


def _member(archive: zipfile.ZipFile, where: str) -> bytes:
    names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
    if len(names) != 1:
        raise BadAnswer(f"{where}: expected one CSV in the zip file, found {len(names)}: {names[:3]}.")
    with archive.open(names[0]) as file:
        return _at_most(file.read(LARGEST_BYTES + 1), where)


def _at_most(content: bytes, where: str) -> bytes:
    if len(content) > LARGEST_BYTES:
        raise BadAnswer(f"{where}: unpacks to more than {LARGEST_BYTES:,} bytes; not read. Check the address.")
    return content


def read(body: bytes, table: str, where: str) -> pa.Table:
    """The tracts' rows as text. The title rows, which have no GEOID, are left out; the file is Windows-1252 or UTF-8.

    Raises Drift for a lost column, BadAnswer for anything but whole rows of this table's numbers.
    """
    header = body.partition(b"\n")[0].decode("utf-8-sig", "replace").strip().replace('"', "").split(",")
    lost = [name for name in COLUMNS if name not in header]
    if lost:
        raise Drift(
            f"{where}: has no column {', '.join(lost[:3])}; it begins {','.join(header)[:60]}. Look at its layout."
        )
    options = csv.ConvertOptions(
        column_types=dict.fromkeys(COLUMNS, pa.string()), include_columns=COLUMNS, strings_can_be_null=False
    )
    encoding = "utf-8" if _is_utf8(body) else "cp1252"
    try:
        content = csv.read_csv(io.BytesIO(body), csv.ReadOptions(encoding=encoding), convert_options=options)
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise BadAnswer(f"{where}: not a whole CSV: {error}. Fetch it again.") from None
    content = content.filter(pc.not_equal(pc.utf8_trim_whitespace(content["GEOID"]), ""))
    if set(content["TBLID"].to_pylist()) - {table}:
        raise BadAnswer(f"{where}: expected table {table}, found {sorted(set(content['TBLID'].to_pylist()))[:3]}.")
    shaped(content, 0, where)
    return content


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def shaped(content: pa.Table, vintage: int, where: str) -> Replicates:
    """The arrays. Raises BadAnswer unless every tract has every line once, in numbers."""
    tracts, lines = (sorted(set(content[name].to_pylist())) for name in ("GEOID", "ORDER"))
    strange = [tract for tract in tracts if not re.fullmatch(rf"{TRACT}\d{{11}}", tract)]
    if strange or not all(line.isdigit() for line in lines) or content.num_rows != len(tracts) * len(lines):
        raise BadAnswer(
            f"{where}: expected every tract with every line once, found {content.num_rows} rows {strange[:1]}."
        )
    order = content.append_column("line", pc.cast(content["ORDER"], pa.int64())).sort_by(
        [("GEOID", "ascending"), ("line", "ascending")]
    )
    shape = (len(tracts), len(lines))
    counted = pc.count_distinct(pc.binary_join_element_wise(order["GEOID"], order["ORDER"], "|")).as_py()
    if counted != content.num_rows:
        raise BadAnswer(f"{where}: a line of a tract comes twice.")
    table = order["TBLID"][0].as_py() if content.num_rows else ""
    return Replicates(
        vintage,
        [tract.removeprefix(TRACT) for tract in tracts],
        [f"{table}_{int(line):03d}" for line in sorted(lines, key=int)],
        _floats(order, "ESTIMATE", where).reshape(shape),
        _margin(order, where).reshape(shape),
        np.stack([_floats(order, name, where) for name in REPLICATES], axis=-1).reshape(*shape, COUNT),
    )


def _floats(content: pa.Table, name: str, where: str) -> np.ndarray:
    """A column of numbers; NaN for blank and for the Bureau's nine-digit signs."""
    texts = pc.utf8_trim_whitespace(content[name])
    texts = pc.if_else(pc.is_in(texts, pa.array(["", "."])), None, texts)
    try:
        found = pc.cast(texts, pa.float64()).to_numpy()
    except pa.ArrowInvalid as error:
        raise BadAnswer(f"{where}, column {name}: {error}.") from None
    return np.where(found <= -1e8, np.nan, found)


def _margin(content: pa.Table, where: str) -> np.ndarray:
    """Published margins; where the text beside them says `*****` the number is controlled and its margin is zero.

    Raises BadAnswer when the number and the text "+/-251" disagree.
    """
    words = pc.replace_substring(pc.utf8_trim_whitespace(content["CME"]), ",", "").to_pylist()
    said = np.array([float(w[3:]) if re.fullmatch(r"\+/-\d+(\.\d+)?", w) else np.nan for w in words], dtype="float64")
    marks = content["MOE"].to_pylist()
    bare = content.set_column(
        content.column_names.index("MOE"), "MOE", pa.array(["" if mark.strip("* ") == "" else mark for mark in marks])
    )
    moe = _floats(bare, "MOE", where)
    differ = np.flatnonzero(~np.isnan(said) & ~np.isnan(moe) & (np.abs(said - moe) > 1))
    if len(differ):
        raise BadAnswer(
            f"{where}: the margin {moe[differ[0]]:g} stands beside {words[differ[0]]}; which is meant cannot be known."
        )
    controlled = np.array(
        [CONTROLLED in (word, mark.strip()) for word, mark in zip(words, marks, strict=True)], dtype=bool
    )
    return np.where(controlled, 0.0, np.where(np.isnan(moe), said, moe))
