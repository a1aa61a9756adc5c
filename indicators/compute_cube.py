"""Survey observations as arrays, places by table lines, for all vintages at once: what sums are made on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from geo import crosswalk as crosswalk_file
from geo.errors import FlashlightError
from indicators.catalog import variables
from indicators.measure import Measure, Reach

SURVEY = "acs5"  # whose table lines the eligible of a program are counted by, whoever counted the served
Floats = NDArray[np.float64]
STATUSES = ("absent", "reported", "controlled", "top_coded", "bottom_coded", "not_applicable")
OTHER = len(STATUSES)  # suppressed at source, or any other reason to have no number: never computed with


class ObservationError(FlashlightError):
    """The observations contradict themselves; nothing is computed from them."""


@dataclass(frozen=True)
class Cube:
    """Cells are rows (one area in one vintage) by lines. `weights` leads from the rows in `tracts` to the neighborhoods."""

    lines: dict[str, int]
    cells: dict[str, Floats]  # estimate, moe, low, high
    status: NDArray[np.int8]  # index into STATUSES; 0 where no observation was made
    published: pd.DataFrame  # level, geoid, vintage, row: areas that are shown as their publisher gives them
    tracts: NDArray[np.intp]
    weights: sparse.csr_array
    neighborhoods: pd.DataFrame  # level, geoid, vintage: rows of the weights


def cube(
    measures: Iterable[Measure],
    observations: pd.DataFrame,
    areas: pd.DataFrame,
    crosswalks: Mapping[int, pd.DataFrame],
) -> Cube:
    """The cells these measures need, of the areas that are shown and of the tracts that neighborhoods are made of."""
    entries = list(measures)
    wanted = sorted({v for m in entries for v in variables(m)} - {_served(m) for m in entries})
    sources = {SURVEY if _served(m) else m.source for m in entries}
    rows = observations[observations["source"].isin(sources)]
    vintages = sorted(int(v) for v in rows["vintage"].unique())
    places = _places(areas, crosswalks, vintages)
    cells, status = _fill(rows, places, wanted)
    levels = {level for m in entries for level in m.levels}
    shown = places[places["shown"] & places["level"].isin(levels)]
    names = areas.loc[areas["level"] == "neighborhood", "geoid"].drop_duplicates().tolist()
    tracts, weights = _weights(places, status, crosswalks, vintages, names)
    return Cube(
        lines={variable: n for n, variable in enumerate(wanted)},
        cells=cells,
        status=status,
        published=shown[["level", "geoid", "vintage", "row"]],
        tracts=tracts,
        weights=weights,
        neighborhoods=pd.DataFrame(
            {
                "level": pd.array(["neighborhood"] * len(names) * len(vintages), dtype="str"),
                "geoid": pd.array(names * len(vintages), dtype="str"),
                "vintage": np.repeat(np.array(vintages, dtype=np.int64), len(names)),
            }
        ),
    )


def _served(measure: Measure) -> str:
    """The one variable of a program's reach that is not a table line; "" for any other formula."""
    return measure.formula.served if isinstance(measure.formula, Reach) else ""


def _places(areas: pd.DataFrame, crosswalks: Mapping[int, pd.DataFrame], vintages: list[int]) -> pd.DataFrame:
    """Each area and vintage once, with its row number and whether it is itself shown."""
    shown = areas.loc[areas["level"] != "neighborhood", ["level", "geoid", "vintage"]]
    parts = [shown.drop_duplicates().assign(shown=True)]
    for vintage in sorted(crosswalks):
        tracts = crosswalks[vintage]["from_geoid"].drop_duplicates()
        parts.append(pd.DataFrame({"level": "tract", "geoid": tracts, "vintage": vintage, "shown": False}))
    places = pd.concat(parts, ignore_index=True)
    places = places[places["vintage"].isin(vintages)].drop_duplicates(["level", "geoid", "vintage"], ignore_index=True)
    return places.assign(row=np.arange(len(places)))


def _fill(rows: pd.DataFrame, places: pd.DataFrame, wanted: list[str]) -> tuple[dict[str, Floats], NDArray[np.int8]]:
    """Observations put into their cells. Raises ObservationError when two claim the same cell."""
    line = _codes(rows["variable"], pd.Index(wanted))
    row = _rows(rows, places)
    keep = (line >= 0) & (row >= 0)
    at = row[keep], line[keep]
    shape = len(places), len(wanted)
    status = np.zeros(shape, np.int8)
    known = {name: n for n, name in enumerate(STATUSES)}
    codes, words = pd.factorize(rows["status"])
    status[at] = np.array([known.get(str(word), OTHER) for word in words], np.int8)[codes[keep]]
    if np.count_nonzero(status) != np.count_nonzero(keep):
        twice = rows[keep].duplicated(["variable", "vintage", "level", "geoid"])
        example = rows[keep].loc[twice, ["variable", "vintage", "level", "geoid"]].head(1).to_dict("records")
        raise ObservationError(
            f"{int(twice.sum())} observations repeat a cell, for example {example}. Keep one source of each."
        )
    cells = {}
    for name in ("estimate", "moe", "low", "high"):
        cells[name] = np.full(shape, np.nan)
        cells[name][at] = rows[name].to_numpy(np.float64)[keep]
    return cells, status


def _rows(rows: pd.DataFrame, places: pd.DataFrame) -> NDArray[np.intp]:
    """The place of each observation, -1 where nobody asked for it."""
    keys = [pd.Index(places[name].unique()) for name in ("vintage", "level", "geoid")]
    lookup = np.full([len(key) + 1 for key in keys], -1, np.intp)  # the last of each axis stays -1: not asked for
    lookup[
        tuple(_codes(places[str(name)], key) for name, key in zip(("vintage", "level", "geoid"), keys, strict=True))
    ] = places["row"].to_numpy()
    return lookup[tuple(_codes(rows[name], key) for name, key in zip(("vintage", "level", "geoid"), keys, strict=True))]


def _codes(column: pd.Series, known: pd.Index) -> NDArray[np.intp]:
    codes, uniques = pd.factorize(column)
    return known.get_indexer(pd.Index(uniques))[codes]


def _weights(
    places: pd.DataFrame,
    status: NDArray[np.int8],
    crosswalks: Mapping[int, pd.DataFrame],
    vintages: list[int],
    names: list[str],
) -> tuple[NDArray[np.intp], sparse.csr_array]:
    """Rows of the tracts, and one matrix from them to the neighborhoods of every vintage, one block a vintage.

    A crosswalk's tract without any observation is refused where its vintage was observed: its people would be lost.
    """
    observed = (status != 0).any(axis=1)
    tracts: list[NDArray[np.intp]] = []
    blocks: list[sparse.csr_array] = []
    for vintage in vintages:
        here = places[(places["level"] == "tract") & (places["vintage"] == vintage)]
        here = here[observed[here["row"].to_numpy()]]
        crosswalk = crosswalks.get(vintage)
        if crosswalk is None or here.empty:
            here, block = here.iloc[:0], sparse.csr_array((len(names), 0))
        else:
            block = crosswalk_file.matrix(crosswalk, here["geoid"].tolist(), names)
        tracts.append(here["row"].to_numpy(np.intp))
        blocks.append(block)
    rows = np.concatenate(tracts) if tracts else np.zeros(0, np.intp)
    return rows, sparse.csr_array(sparse.block_diag(blocks)) if blocks else sparse.csr_array((0, 0))
