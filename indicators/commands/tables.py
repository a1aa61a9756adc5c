"""`table`: published rows for people and programs."""

import math
import sys
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, Literal

import orjson
import pandas as pd

from indicators.commands.choice import MADE_UP
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
    """Published rows in COLUMNS, a place's once a group and period.

    Raises UsageMistakeError with close matches for a name the release does not have, and for a measure without a row, NoFileError
    for a measure that may be read on the site alone.
    """
    _known("measure", wanted.measure, list(store.measures))
    _refuse_empty(store, wanted.measure)
    store.refuse_file(wanted.measure)
    _known("place", wanted.place, [p.id for p in store.places])
    _known("level", wanted.level, store.levels(wanted.measure))
    _known("scheme", wanted.scheme, store.schemes(wanted.measure))
    _known("period", wanted.period, store.periods(wanted.measure))
    if wanted.group is not None:
        _known("group", wanted.group, list(dict.fromkeys(store.rows(wanted.measure)["group"])))
    found = store.rows(
        wanted.measure,
        place=wanted.place,
        level=wanted.level,
        scheme=wanted.scheme,
        group=wanted.group,
        period_end=wanted.period,
    )
    if found.empty:
        _refuse_together(store.rows(wanted.measure), wanted)
    return _told_once(found)[list(COLUMNS)].reset_index(drop=True)


def _refuse_empty(store: Store, measure: str) -> None:
    """Raise UsageMistakeError for a measure of which the release has no row; where its agreement has ended, with the day."""
    if store.periods(measure):
        return
    term = store.ended(measure)
    why = f" The agreement with {term.partner} ended on {term.until}." if term and term.partner else ""
    raise UsageMistakeError(f"Release {store.release.id} has no numbers of {measure}.{why}")


def _told_once(found: pd.DataFrame) -> pd.DataFrame:
    """The rows without those of a place's other GEOID, which has no number of a year that the place's GEOID of that year tells.

    Towns and counties of Connecticut have two; where neither has a number, the newer one's row says so.
    """
    missing = found["status"].eq("not_available")
    of_place = ["place", "level", "scheme", "group", "period_end"]
    told = found[of_place].assign(told=~missing).groupby(of_place)["told"].transform("any")
    older = found[missing].duplicated(of_place, keep="last").reindex(found.index, fill_value=False)
    return found[found["place"].eq("") | ~missing | ~(told | older)]


def _refuse_together(everything: pd.DataFrame, wanted: Wanted) -> None:
    """Raise UsageMistakeError that names the first choice that does not go with those before it, and what would."""
    there, so_far = everything, wanted.measure
    for what, column in (
        ("place", "place"),
        ("level", "level"),
        ("scheme", "scheme"),
        ("group", "group"),
        ("period", "period_end"),
    ):
        name = getattr(wanted, what)
        if name is None:
            continue
        left = there[there[column] == name]
        if left.empty:
            possible = ", ".join(dict.fromkeys(str(v) for v in there[column] if v != "")) or "none"
            raise UsageMistakeError(f"{so_far} has no {what} {name}. Possible with it: {possible}.")
        there, so_far = left, f"{so_far} --{what} {name}"


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
    text["name"] = [_plain(str(name)) for name in frame["name"]]
    return text.to_csv(index=False, lineterminator="\n").encode()


def _plain(name: str) -> str:
    """The name as a cell that no spreadsheet takes for a formula; names come from files of others."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name


def _number(value: float) -> str:
    return "" if math.isnan(value) else str(int(value)) if value == round(value) else repr(float(value))


def _labelled(frame: pd.DataFrame, store: Store, form: Format) -> pd.DataFrame:
    """The rows with a word of their own where the community is made up; the columns of a CSV stay as they are documented."""
    if not store.release.community.made_up:
        return frame
    if form == "json":
        return frame.assign(made_up=MADE_UP)
    frame.attrs = {"note": MADE_UP} if form == "parquet" else {}
    return frame


def show(store: Store, wanted: Wanted, form: Format, output: Path | None) -> None:
    """Write the rows to a file, or to standard output."""
    content = encoded(_labelled(rows(store, wanted), store, form), form)
    if output is not None:
        output.write_bytes(content)
        return
    target: BinaryIO = sys.stdout.buffer
    if form == "parquet" and sys.stdout.isatty():
        raise UsageMistakeError("Parquet is not readable on a terminal. Give a file with --output, or pipe it.")
    target.write(content)
    target.flush()
