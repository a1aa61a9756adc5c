"""A small release whose numbers add up, for the audit: one district's students by race, its hidden rows, its log and its book."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from indicators import release
from indicators.audit_book import Book
from indicators.audit_relations import everything
from indicators.audit_rows import ROW
from indicators.catalog import MEASURES
from indicators.release_private import Private
from indicators.tables import NUMBERS
from tests.releases import DISTRICT, small_contents, ungated

YEAR = 2019
ENROLLED = {"aian": 4, "asian": 31, "black": 220, "latino": 340, "white": 180, "two": 25}
HIDDEN = ("aian", "two")  # 4 for its own sake, 25 so that nobody can subtract
MARKS = {"aian": "primary: few", "two": "complementary: another"}


def counted(counts: Mapping[str, int], hidden: Sequence[str], measure: str = "enrollment") -> list[dict[str, Any]]:
    """Rows of one table of counts: Everyone and the groups, of which some are hidden."""
    whole = {"all": sum(counts.values())} | dict(counts)
    return [_row(measure, group, {} if group in hidden else {"value": float(n)}) for group, n in whole.items()]


def rated(
    measure: str, parts: Mapping[str, Mapping[str, float]], scheme: str = "race_ethnicity"
) -> list[dict[str, Any]]:
    """Rows of one table of rates: the numbers printed of each group; none for a hidden one."""
    return [_row(measure, group, numbers, scheme=scheme) for group, numbers in parts.items()]


def of_place(measure: str, level: str, geoid: str, numbers: Mapping[str, float]) -> dict[str, Any]:
    """One row about everyone in a place."""
    return _row(measure, "all", numbers) | {"level": level, "geoid": geoid}


def _row(measure: str, group: str, numbers: Mapping[str, float], scheme: str = "race_ethnicity") -> dict[str, Any]:
    banded = "low" in numbers
    return {
        "measure": measure,
        "level": "school_district",
        "geoid": DISTRICT,
        "scheme": "all" if group == "all" else scheme,
        "group": group,
        "period_end": YEAR,
        "period_start": YEAR - 1,
        **dict.fromkeys(NUMBERS, float("nan")),
        **numbers,
        "status": "range" if banded else "published" if numbers else "suppressed",
        "reliability": "not_applicable",
    }


def released(
    root: Path,
    rows: Sequence[Mapping[str, Any]],
    hour: int = 12,
    marks: Mapping[str, str] = MARKS,
    about: Mapping[str, Any] | None = None,
    shapes: Mapping[str, bytes] | None = None,
) -> str:
    """The id of a release with these rows and the log of its hidden ones, as marked by group; `about` and `shapes` are its own."""
    frame = pd.DataFrame(list(rows))
    hidden = frame[frame["status"] != "published"]
    words = [marks.get(group, "primary: few").split(": ") for group in hidden["group"]]
    log = hidden[[*ROW, "status"]].assign(rule=[w[0] for w in words], reason=[w[1] for w in words])
    small = small_contents()
    contents = replace(small, published=frame, log=log, private=Private(), about={**small.about, **(about or {})})
    contents = contents if shapes is None else replace(contents, shapes=shapes)
    return release.write(root, contents, datetime(2026, 11, 20, hour, 0, tzinfo=UTC), ungated)


def read(rows: Sequence[Mapping[str, Any]], minimum: int = 10) -> Book:
    """The book with all that these rows tell."""
    return everything(pd.DataFrame(list(rows)), MEASURES, minimum, (), ())[0]


def bounds(book: Book) -> dict[str, tuple[int, int]]:
    """Lowest and highest by the first words of each cell."""
    return {name.split(" (")[0]: (low, book.high[name]) for name, low in book.low.items()}
