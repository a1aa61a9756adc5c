"""What a table's lines are called, vintage by vintage: a line whose name changed may count something else."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from sources.acs_request import LINE
from sources.errors import BadAnswer, Drift

YEAR_OF_DOLLARS = re.compile(r"\(in \d{4} inflation-adjusted dollars\)")
# Lines the Bureau named anew in 2019 without counting anything else (variables of 2018 and 2019, api.census.gov).
REWORDED = (
    (re.compile(r"\bno (wife|husband) present\b"), "no spouse present"),
    (
        re.compile(r"-- > total \(dollars\) > "),
        "-- > ",
    ),  # B20017: the median of men stood beside that of everyone, then under it
)


def read(answer: Any, table: str, where: str, line: re.Pattern[str] = LINE) -> pa.Table:
    """Columns variable, label and concept of a table's estimates, from the service's description of it.

    Types (`int`, `long`, `double`, none), the keys `for`, `in` and `ucgid` and the misspelt `universe ` are all met in
    real descriptions; none of them is used. Raises BadAnswer when no estimate is described.
    """
    described = answer.get("variables") if isinstance(answer, dict) else None
    if not isinstance(described, dict):
        raise BadAnswer(f"{where}: expected an object with `variables`, found {str(answer)[:60]}.")
    estimates = {name.removesuffix("E"): entry for name, entry in sorted(described.items()) if name.endswith("E")}
    rows = [
        (name, entry.get("label"), entry.get("concept") or "")
        for name, entry in estimates.items()
        if (found := line.fullmatch(name)) and found[1] == table and isinstance(entry, dict)
    ]
    if not rows or not all(isinstance(label, str) for _, label, _ in rows):
        raise BadAnswer(f"{where}: expected labels of {table}_001E and so on, found {sorted(described)[:3]}.")
    return pa.table(
        {
            name: pa.array(column, pa.string())
            for name, column in zip(("variable", "label", "concept"), zip(*rows, strict=True), strict=True)
        }
    )


@lru_cache(1 << 16)  # the same words come in each vintage, and are compared and digested
def plain(label: str) -> str:
    """A label without what may differ between vintages: colons, case, spacing, the year of the dollars, words known to be new."""
    parts = [" ".join(part.split()).rstrip(":").lower() for part in label.split("!!")]
    kept = parts[1:] if parts[0] == "estimate" else parts
    words = YEAR_OF_DOLLARS.sub("(in inflation-adjusted dollars)", " > ".join(kept))
    for older, newer in REWORDED:
        words = older.sub(newer, words)
    return words


def meanings(described: pa.Table) -> dict[str, str]:
    """A digest of label and concept of each variable: other only where `plain` words are."""
    columns = (described[name].to_pylist() for name in ("variable", "label", "concept"))
    return {
        variable: hashlib.sha256(f"{plain(label)}\n{plain(concept)}".encode()).hexdigest()
        for variable, label, concept in zip(*columns, strict=True)
    }


def refuse_drift(described: Mapping[int, pa.Table], variables: Sequence[str]) -> None:
    """Nothing where each variable has one label and one concept in all vintages (vintage → its lines). Raises Drift otherwise.

    A vintage without concepts is judged by its labels alone.
    """
    for column in ("label", "concept"):
        said = {
            v: dict(zip(*(lines[c].to_pylist() for c in ("variable", column)), strict=True))
            for v, lines in described.items()
        }
        for variable in variables:
            _compare(variable, {vintage: words.get(variable) for vintage, words in said.items()}, column)


def _compare(variable: str, said: Mapping[int, str | None], column: str) -> None:
    """Drift that shows both words, when a vintage calls the variable otherwise than the newest does."""
    words = [(v, said[v]) for v in sorted(said, reverse=True) if said[v] or column == "label"]
    for vintage, text in words:
        newest, expected = words[0]
        if expected is None or text is None or plain(text) != plain(expected):
            raise _drift(variable, (newest, expected), (vintage, text))


def _drift(variable: str, newest: tuple[int, str | None], other: tuple[int, str | None]) -> Drift:
    return Drift(
        f"acs5 {variable} means something else in another vintage: {_said(*newest)}; {_said(*other)}. "
        "Map each vintage's own line in the catalog, or leave the older vintages out of `vintages` in community.toml."
    )


def _said(vintage: int, label: str | None) -> str:
    return f"{vintage} has no such line" if label is None else f'{vintage} says "{label}"'
