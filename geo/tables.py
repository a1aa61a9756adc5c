"""One declaration per table: its key, its columns, its allowed words; checked where a table is made and where it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.counted import counted

KINDS = ("text", "int", "float", "geometry")


class TableError(ValueError):
    """A table does not have the columns, the key or the words it was declared with."""


@dataclass(frozen=True)
class Table:
    """A tidy table: one fact a row, unique by its key."""

    name: str
    key: tuple[str, ...]
    columns: Mapping[str, str]
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The same frame, with the declared columns in order. Raises TableError that shows at most three rows."""
        missing = [c for c in self.columns if c not in frame.columns]
        extra = [c for c in frame.columns if c not in self.columns]
        if missing or extra:
            raise TableError(f"{self.name}: columns missing {missing}, not expected {extra}.")
        frame = frame[list(self.columns)]
        for column, kind in self.columns.items():
            self._check_kind(frame[column], kind)
        for column, allowed in self.words.items():
            strange = sorted(set(frame[column].dropna().unique()) - allowed)
            if strange:
                raise TableError(f"{self.name}.{column}: expected one of {sorted(allowed)}, found {strange[:3]}.")
        holes = [k for k in self.key if frame[k].isna().any()]
        if holes:
            raise TableError(f"{self.name}: key columns {holes} have empty cells.")
        twice = frame.duplicated(list(self.key))
        if twice.any():
            rows = frame.loc[twice, list(self.key)].head(3).to_dict("records")
            raise TableError(
                f"{self.name}: {counted(int(twice.sum()), 'row repeats', 'rows repeat')} a key, for example {rows}."
            )
        return frame

    def _check_kind(self, column: pd.Series, kind: str) -> None:
        ok = {
            "text": pd.api.types.is_string_dtype(column.dtype) or column.empty,
            "int": pd.api.types.is_integer_dtype(column.dtype) or column.empty,
            "float": pd.api.types.is_float_dtype(column.dtype) or column.empty,
            "geometry": str(column.dtype) == "geometry",
        }[kind]
        if not ok:
            raise TableError(f"{self.name}.{column.name}: expected {kind}, found {column.dtype}.")


GEOGRAPHY = Table(
    "geography",
    ("geoid", "level", "vintage"),
    {"geoid": "text", "level": "text", "vintage": "int", "name": "text", "parent": "text"},
)
BOUNDARY = Table(
    "boundary",
    ("geoid", "level", "vintage"),
    {"geoid": "text", "level": "text", "vintage": "int", "geometry": "geometry"},
)
CROSSWALK = Table(
    "crosswalk",
    ("from_geoid", "to_geoid", "from_vintage", "to_vintage"),
    {
        "from_geoid": "text",
        "to_geoid": "text",
        "from_vintage": "int",
        "to_vintage": "int",
        "weight": "float",
        "weight_basis": "text",
    },
    {"weight_basis": frozenset({"households", "population", "area"})},
)
