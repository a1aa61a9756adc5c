"""Small tables to compute on, checked in the head, and the real Connecticut tables read the slow, plain way."""

import csv
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from sources.observation import OBSERVATION

Cell = tuple[float, float]  # estimate, margin
Row = dict[str, Any]


def observation(variable: str, level: str, geoid: str, estimate: float, moe: float = math.nan, **other: Any) -> Row:
    """One OBSERVATION row; a survey's five years to 2022 unless told otherwise."""
    row = {
        "source": "acs5", "variable": variable, "vintage": 2022, "level": level, "geoid": geoid, "scheme": "all",
        "group": "all", "period_start": 2018, "period_end": 2022, "estimate": float(estimate), "moe": float(moe),
        "low": math.nan, "high": math.nan, "n": math.nan, "status": "reported",
    }  # fmt: skip
    return row | other


def observations(rows: Iterable[Row]) -> pd.DataFrame:
    """The rows as a checked OBSERVATION frame."""
    return OBSERVATION.check(pd.DataFrame(list(rows)))


def areas(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Areas to make rows for: level, geoid, vintage."""
    return pd.DataFrame(list(rows), columns=pd.Index(["level", "geoid", "vintage"]))


def crosswalk(*rows: tuple[str, str, float], vintage: int = 2022) -> pd.DataFrame:
    """Tract, neighborhood and weight as CROSSWALK rows."""
    frame = pd.DataFrame(list(rows), columns=pd.Index(["from_geoid", "to_geoid", "weight"]))
    return frame.assign(from_vintage=vintage, to_vintage=vintage, weight_basis="households")


def by_key(frame: pd.DataFrame, key: Sequence[str]) -> dict[tuple[Any, ...], Row]:
    """Each row by its values in the key columns, which no two rows share."""
    found = {tuple(row[name] for name in key): row for row in frame.to_dict("records")}
    assert len(found) == len(frame)
    return {key: {str(name): value for name, value in row.items()} for key, row in found.items()}


class RealSurvey:
    """One vintage of the real tables: `cells` by (level, geoid) and line, and the weights as their file has them."""

    def __init__(self, shared: Path, vintage: int, lines: Iterable[str]) -> None:
        table = pq.read_table(shared / "upstream" / "data" / "acs" / f"acs5_{vintage}.parquet").to_pylist()
        # The catalog speaks of more tables than the stand-in holds; of a line nobody holds there is no observation.
        self.vintage, self.lines = vintage, [line for line in lines if f"{line}E" in table[0]]
        self.cells = {(row["level"].replace(" ", "_"), row["geoid"]): row for row in table}

    def cell(self, level: str, geoid: str, line: str) -> Cell:
        """Estimate and margin; an estimate without a margin is controlled and has margin 0."""
        row = self.cells[level, geoid]
        estimate, moe = row[f"{line}E"], row[f"{line}M"]
        return (math.nan, math.nan) if estimate is None else (float(estimate), float(moe or 0))

    def by_geoid(self) -> dict[tuple[str, str], Cell]:
        """Every cell by geoid and line; no two levels share a geoid."""
        found = {(geoid, line): self.cell(level, geoid, line) for level, geoid in self.cells for line in self.lines}
        assert len(found) == len(self.cells) * len(self.lines)
        return found

    def observations(self) -> pd.DataFrame:
        """Every line of every area as OBSERVATION rows."""
        rows = []
        for level, geoid in self.cells:
            for line in self.lines:
                estimate, moe = self.cell(level, geoid, line)
                status = "not_reported" if math.isnan(estimate) else "reported" if moe else "controlled"
                years = {"vintage": self.vintage, "period_start": self.vintage - 4, "period_end": self.vintage}
                rows.append(observation(line, level, geoid, estimate, moe, status=status, **years))
        return observations(rows)


def weights(file: Path, tract_column: str) -> dict[str, dict[str, float]]:
    """Neighborhood -> tract -> weight, as the file has it."""
    found: dict[str, dict[str, float]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["neighborhood_id"], {})[row[tract_column]] = float(row["weight"])
    return found
