"""`table`: published rows for people and programs."""

import math
import sys
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, Literal

import orjson
import pandas as pd

from indicators.commands.output import UsageMistakeError
from indicators.store import Store

COLUMNS = (
    "measure", "level", "geoid", "name", "scheme", "group", "period_start", "period_end", "value", "moe", "low", "high",
    "numerator", "denominator", "reliability", "status",
)  # fmt: skip
Format = Literal["csv", "json", "parquet"]


@dataclass(frozen=True)
class Wanted:
    """Which rows; None means all."""

    measure: str
    place: str | None = None
    level: str | None = None
    scheme: str | None = None
    group: str | None = None
    period: int | None = None


def rows(store: Store, wanted: Wanted) -> pd.DataFrame:
    """Published rows in COLUMNS. Raises UsageMistakeError with close matches for a name the release does not have."""
    _known("measure", wanted.measure, list(store.measures))
    _known("place", wanted.place, [p.id for p in store.places])
    _known("level", wanted.level, store.levels(wanted.measure))
    _known("scheme", wanted.scheme, store.schemes(wanted.measure))
    _known("period", wanted.period, store.periods(wanted.measure))
    found = store.rows(
        wanted.measure, place=wanted.place, level=wanted.level, scheme=wanted.scheme, period_end=wanted.period
    )
    if wanted.group is not None:
        groups = list(dict.fromkeys(store.rows(wanted.measure)["group"]))
        _known("group", wanted.group, groups)
        found = found[found["group"] == wanted.group]
    return found[list(COLUMNS)].reset_index(drop=True)


def _known(what: str, name: str | int | None, names: list[str] | list[int]) -> None:
    if name is None or name in names:
        return
    words = [str(n) for n in names]
    close = get_close_matches(str(name), words, n=3, cutoff=0.4) or words[:12]
    raise UsageMistakeError(f"There is no {what} {name}. Did you mean {', '.join(close)}?")


def encoded(frame: pd.DataFrame, form: Format) -> bytes:
    """The rows as a file. Missing numbers are empty in CSV and null in JSON; whole numbers carry no point."""
    if form == "parquet":
        return frame.to_parquet(index=False)
    if form == "json":
        return orjson.dumps(frame.astype(object).where(frame.notna(), None).to_dict("records")) + b"\n"
    text = frame.copy()
    for column in frame.select_dtypes("float").columns:
        text[column] = [_number(value) for value in frame[column]]
    return text.to_csv(index=False, lineterminator="\n").encode()


def _number(value: float) -> str:
    return "" if math.isnan(value) else str(int(value)) if value == round(value) else repr(float(value))


def show(store: Store, wanted: Wanted, form: Format, output: Path | None) -> None:
    """Write the rows to a file, or to standard output."""
    content = encoded(rows(store, wanted), form)
    if output is not None:
        output.write_bytes(content)
        return
    target: BinaryIO = sys.stdout.buffer
    if form == "parquet" and sys.stdout.isatty():
        raise UsageMistakeError("Parquet is not readable on a terminal. Give a file with --output, or pipe it.")
    target.write(content)
    target.flush()
