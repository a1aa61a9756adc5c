"""Read published rows by code: choose the sort order and the row groups that can hold the answer, and decode only those."""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from indicators.release_files import BY_MEASURE, BY_PLACE, CODES
from indicators.tables import NUMBERS, WithheldNumberError, withheld

_WORDS = ("measure", "scheme", "group", "reliability", "status")


class _File:
    """One sorted file: its footer is kept, the file itself is opened anew by each read, so sessions never share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.metadata = pq.read_metadata(path)
        names = [self.metadata.schema.column(i).name for i in range(self.metadata.num_columns)]
        self.bounds = {c: self._bounds(names.index(c)) for c in ("measure", "area", "scheme", "group", "period_end")}

    def _bounds(self, column: int) -> np.ndarray:
        statistics = (self.metadata.row_group(i).column(column).statistics for i in range(self.metadata.num_row_groups))
        return np.array([(s.min, s.max) for s in statistics]).reshape(-1, 2)

    def columns(self, wanted: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Columns of the rows whose codes are among those wanted; an empty want means all of that column."""
        keep = np.ones(self.metadata.num_row_groups, bool)
        for column, codes in wanted.items():
            low, high = self.bounds[column].T
            # The first wanted code not below the group's smallest must not lie beyond its largest.
            at = np.searchsorted(codes, low)
            keep &= (at < len(codes)) & (codes[np.minimum(at, len(codes) - 1)] <= high) if len(codes) else False
        # memory_map would keep pages of a deleted release alive; a plain read of a few row groups is as fast.
        with pq.ParquetFile(self.path, metadata=self.metadata) as file:
            table = file.read_row_groups(np.flatnonzero(keep).tolist(), use_threads=False)
        # Releases made before a column was published have nothing in it.
        blank = np.full(table.num_rows, np.nan)
        there = set(table.column_names)
        found = {c: table.column(c).to_numpy() if c in there else blank for c in (*CODES, *NUMBERS)}
        mask = np.ones(table.num_rows, bool)
        for column, codes in wanted.items():
            mask &= np.isin(found[column], codes)
        return {name: values[mask] for name, values in found.items()}


class Reader:
    """Published rows of one release, in words."""

    def __init__(self, folder: Path, lookups: dict[str, list[Any]]) -> None:
        self.lookups = lookups
        self._words = {c: pd.array(lookups[c], dtype="str") for c in _WORDS}
        level, geoid, name, place = zip(*lookups["area"], strict=True) if lookups["area"] else ((), (), (), ())
        self._area = {
            c: pd.array(list(values), dtype="str")
            for c, values in {"level": level, "geoid": geoid, "name": name, "place": place}.items()
        }
        self._codes = {c: {word: code for code, word in enumerate(lookups[c])} for c in _WORDS}
        self._area_codes = {(lv, g): code for code, (lv, g) in enumerate(zip(level, geoid, strict=True))}
        self._levels: dict[str, np.ndarray] = {lv: np.flatnonzero(np.array(level) == lv) for lv in dict.fromkeys(level)}
        self._by_measure, self._by_place = _File(folder / BY_MEASURE), _File(folder / BY_PLACE)

    def read(self, wanted: dict[str, Any]) -> pd.DataFrame:
        """Rows that match measure, level, scheme, group, period_end and areas (level, geoids); None matches all."""
        codes = {c: self._coded(c, wanted[c]) for c in ("measure", "scheme", "group") if wanted.get(c) is not None}
        if wanted.get("period_end") is not None:
            codes["period_end"] = np.array([wanted["period_end"]])
        areas = self._wanted_areas(wanted)
        if areas is not None:
            codes["area"] = areas
        file = self._by_place if wanted.get("areas") else self._by_measure
        return self._decoded(file.columns(codes))

    def _coded(self, column: str, word: str) -> np.ndarray:
        code = self._codes[column].get(word)
        return np.array([] if code is None else [code], int)

    def _wanted_areas(self, wanted: dict[str, Any]) -> np.ndarray | None:
        level = wanted.get("level")
        areas = None if level is None else self._levels.get(level, np.array([], int))
        if wanted.get("areas"):
            own_level, geoids = wanted["areas"]
            own = np.sort([self._area_codes[own_level, g] for g in geoids if (own_level, g) in self._area_codes])
            areas = own.astype(int) if areas is None else np.intersect1d(areas, own).astype(int)
        return areas

    def _decoded(self, columns: dict[str, np.ndarray]) -> pd.DataFrame:
        if withheld(self.lookups["status"], columns["status"], [columns[c] for c in NUMBERS]).any():
            raise WithheldNumberError(
                "This release has withheld rows that carry a number; it is not read. Build again."
            )
        # Codes lie in display order, so sorting by them is sorting as a reader expects.
        order = np.lexsort([columns[c] for c in ("period_end", "group", "scheme", "area", "measure")])
        columns = {name: values[order] for name, values in columns.items()}
        words = {c: self._words[c].take(columns[c]) for c in _WORDS}
        area = {c: values.take(columns["area"]) for c, values in self._area.items()}
        whole = {c: columns[c].astype(np.int64) for c in ("period_end", "period_start")}
        numbers = {c: columns[c] for c in NUMBERS}
        return pd.DataFrame(
            {
                "measure": words["measure"],
                "level": area["level"],
                "geoid": area["geoid"],
                "scheme": words["scheme"],
                "group": words["group"],
                **whole,
                **numbers,
                "reliability": words["reliability"],
                "status": words["status"],
                "name": area["name"],
                "place": area["place"],
            },
            copy=False,
        )

    @cached_property
    def contents(self) -> list[tuple[str, str, str, int]]:
        """Every (measure, level, scheme, period_end) the release has, in display order."""
        file = self._by_measure
        with pq.ParquetFile(file.path, metadata=file.metadata) as open_file:
            table = open_file.read(["measure", "area", "scheme", "period_end"], use_threads=False)
        levels = list(dict.fromkeys(level for level, *_ in self.lookups["area"]))
        of_area = np.array([levels.index(level) for level, *_ in self.lookups["area"]], int)
        measure, area, scheme, period = (table.column(c).to_numpy() for c in table.column_names)
        seen = np.unique(np.column_stack([measure, of_area[area], scheme, period]), axis=0)
        return [
            (self.lookups["measure"][m], levels[lv], self.lookups["scheme"][s], int(p)) for m, lv, s, p in seen.tolist()
        ]
