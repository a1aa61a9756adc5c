"""One answer of the Bureau of Labor Statistics: all its answers come as 200, and some are short without saying so."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sources.acs_values import NUMBER
from sources.errors import BadAnswer, BadRequest, KeyInvalid, SourceError, Throttled
from sources.redact import redact
from sources.text_table import text_table

GOOD = "REQUEST_SUCCEEDED"
COLUMNS = ("series", "year", "period", "value", "footnotes", "message")
NO_DATA = re.compile(r"No Data Available for Series (\S+) Year: (\d{4})", re.IGNORECASE)
SHORTENED = re.compile(r"(reduced to|system-allowed limit|limit of \d+)", re.IGNORECASE)
LONGEST = 300


@dataclass(frozen=True)
class Asked:
    """What one call asked for: series ids, and years from first to last."""

    series: tuple[str, ...]
    first: int
    last: int

    @property
    def years(self) -> range:
        """All years asked for."""
        return range(self.first, self.last + 1)

    def __str__(self) -> str:
        return f"bls {self.first}-{self.last}, {len(self.series)} series"


def read(answer: Any, asked: Asked, secrets: Sequence[str] = ()) -> pa.Table:
    """Columns series, year, period, value, footnotes, message as text; a series without numbers has one row with its message.

    Raises Throttled when the day's number of requests is used up, BadRequest and KeyInvalid for a refused question, and
    BadAnswer when a series or a year is missing that the service does not speak of.
    """
    if not isinstance(answer, dict) or "status" not in answer:
        raise BadAnswer(f"{asked}: expected an object with a status, found {redact(str(answer), secrets)[:60]}.")
    messages = [redact(str(text), secrets) for text in _listed(answer.get("message"))]
    if answer["status"] != GOOD:
        raise _refusal(str(answer["status"]), " ".join(messages)[:LONGEST], asked)
    rows = []
    for entry in _series(answer, asked):
        rows += _rows(entry, messages, asked)
    _refuse_short(rows, messages, asked)
    return text_table(COLUMNS, rows)


def _listed(value: Any) -> list[Any]:
    """A list as it is, nothing as no entries, anything else as the only entry."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _refusal(status: str, said: str, asked: Asked) -> SourceError:
    """The error for an answer that is not a good one; `said` is the service's own word, without key."""
    text = f"{asked}: the Bureau of Labor Statistics answers {status} and says: {said or 'nothing'}"
    if "threshold" in said:
        return Throttled(f"{text} The day's requests are used up; ask again tomorrow, or set BLS_API_KEY (500 a day).")
    if re.search(r"\bkey\b.*\binvalid\b|\binvalid\b.*\bkey\b", said, re.IGNORECASE):
        return KeyInvalid(f"{text} Check BLS_API_KEY, or unset it.")
    if status == "REQUEST_FAILED_INVALID_PARAMETERS":
        return BadRequest(f"{text} Check the series and the years.")
    return Throttled(f"{text} Ask again later.")


def _series(answer: dict[str, Any], asked: Asked) -> list[dict[str, Any]]:
    """The series of an answer: version 1 wraps its results in a list, version 2 does not."""
    results = answer.get("Results")
    parts = results if isinstance(results, list) else [results]
    found = [entry for part in parts if isinstance(part, dict) for entry in _listed(part.get("series"))]
    if not all(isinstance(e, dict) and "seriesID" in e and isinstance(e.get("data"), list) for e in found):
        raise BadAnswer(f"{asked}: expected series with seriesID and data, found {str(found)[:80]}.")
    names = [entry["seriesID"] for entry in found]
    lost = [name for name in asked.series if name not in names]
    strange = [name for name in names if name not in asked.series]
    if lost or strange or len(set(names)) < len(names):
        raise BadAnswer(
            f"{asked}: asked for {len(asked.series)} series, got {len(names)}; {(lost or strange or names)[0]} is "
            f"{'missing' if lost else 'not one of them or comes twice'}. Ask for fewer at a time."
        )
    return found


def _rows(entry: dict[str, Any], messages: Iterable[str], asked: Asked) -> list[list[str | None]]:
    name = entry["seriesID"]
    if not entry["data"]:
        said = " ".join(text for text in messages if name in text)
        return [[name, "", "", "", "", said[:LONGEST]]]
    rows: list[list[str | None]] = []
    for point in entry["data"]:
        cells = [point.get(column) for column in ("year", "period", "value")] if isinstance(point, dict) else [None]
        if not all(isinstance(cell, str) for cell in cells):
            raise BadAnswer(f"{asked}: expected texts year, period and value in {name}, found {str(point)[:80]}.")
        number(str(cells[2]))
        codes = [str(note.get("code") or "") for note in _listed(point.get("footnotes")) if isinstance(note, dict)]
        rows.append([name, *cells, " ".join(filter(None, codes)), ""])
    return rows


def _refuse_short(rows: list[list[str | None]], messages: Sequence[str], asked: Asked) -> None:
    """Nothing where each series that has numbers has every year, or the service says that it has no number for the year."""
    shortened = next((text for text in messages if SHORTENED.search(text)), None)
    if shortened is not None:
        raise BadAnswer(f"{asked}: the service gave less than was asked: {shortened[:LONGEST]}")
    told = {(name, int(year)) for text in messages for name, year in NO_DATA.findall(text)}
    got = {(row[0], int(row[1])) for row in rows if row[1] and row[1].isdigit()}
    for name in {name for name, _ in got}:
        missing = [year for year in asked.years if (name, year) not in got | told]
        if missing:
            years = ", ".join(map(str, missing[:5]))
            raise BadAnswer(
                f"{asked}: {name} has no {years}, and the service does not say so. Long spans are cut off silently for "
                "requests without key: set BLS_API_KEY, or ask for fewer years."
            )


def number(text: str) -> float:
    """The number, or NaN for the service's "-". Raises BadAnswer for any other text."""
    bare = text.strip().replace(",", "")
    if bare == "-":
        return float("nan")
    if NUMBER.fullmatch(bare) is None:
        raise BadAnswer(f"bls: expected a number or -, found {text!r}.")
    return float(bare)
