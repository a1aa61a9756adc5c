"""What the last release was built from, without its numbers, and what a source says otherwise now.

account(observations, meanings, areas) -> DataFrame   one row a source, variable, vintage and period; digests in place of numbers
drift(before, now) -> list[Drifted]                   what changed between two accounts; see indicators/build_drift.py for its words
carried(before, now, held) -> DataFrame               the account the next build is compared with
"""

import hashlib
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

KEY = ["source", "variable", "vintage", "period_end"]
COLUMNS = (*KEY, "rows", "digest", "meaning", "areas", "keys", "numbers", "gone")
NUMBERS = ("estimate", "moe", "low", "high")
_CELL = ["level", "geoid", "scheme", "group", "period_start"]
_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, of no pattern: 2**64 divided by the golden ratio

Kind = Literal["meaning", "rows", "revised", "gone", "new"]
BLOCKING: frozenset[Kind] = frozenset({"meaning", "rows", "revised"})


@dataclass(frozen=True)
class Band:
    """How many rows a variable may have in one vintage, as a part of what it had."""

    low: float
    high: float

    def holds(self, before: int, now: int) -> bool:
        """Whether the count now lies within the band, its ends included."""
        return before * self.low <= now <= before * self.high


# A vintage that is out gains or loses an area or a hidden row now and then. Half of its rows gone, or half as many more, is a file
# cut off, joined twice or filtered otherwise. Publishers that were met have stayed within: a source that cannot gets its own entry.
USUAL = Band(0.5, 1.5)
BANDS: Mapping[str, Band] = {}


@dataclass(frozen=True)
class Drifted:
    """One change of one variable in one vintage; `counts` are its rows before and now where their number is what changed."""

    source: str
    variable: str
    vintage: int
    kind: Kind
    periods: tuple[int, ...]
    counts: tuple[int, int] | None = None


def account(observations: pd.DataFrame, meanings: Mapping[tuple[str, str, int], str], areas: str = "") -> pd.DataFrame:
    """One row for each KEY of OBSERVATION rows: how many, and digests of their cells, their numbers and their meaning.

    `meanings` are digests by source, variable and vintage, where the source describes what it counts; `areas` is a digest of what
    the community asks for. `keys` and `numbers` are eight and four bytes a cell, so that cells that stayed can be compared.
    """
    rows = observations.assign(cell=_cells(observations)).sort_values([*KEY, "cell"], kind="stable", ignore_index=True)
    bits, cells = _bits(rows), rows["cell"].to_numpy("<u8")
    short = _mixed(bits)
    sizes = rows.groupby(KEY, sort=True).size().rename("rows").reset_index()
    ends = np.cumsum(sizes["rows"].to_numpy())
    spans = [slice(start, end) for start, end in zip(ends - sizes["rows"].to_numpy(), ends, strict=True)]
    known = zip(sizes["source"], sizes["variable"], sizes["vintage"], strict=True)
    return sizes.assign(
        digest=[hashlib.sha256(bits[span].tobytes()).hexdigest() for span in spans],
        meaning=[meanings.get(key, "") for key in known],
        areas=areas,
        keys=[cells[span].tobytes() for span in spans],
        numbers=[short[span].tobytes() for span in spans],
        gone=0,
    )[list(COLUMNS)]


def _cells(rows: pd.DataFrame) -> NDArray[np.uint64]:
    """Eight bytes for each row's area, group and first year, the same in every build."""
    which = rows.groupby(_CELL, sort=False).ngroup().to_numpy()
    named = rows[_CELL].drop_duplicates().itertuples(index=False, name=None)
    return np.array([_eight("\0".join(map(str, cell))) for cell in named], np.uint64)[which]


def _eight(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _bits(rows: pd.DataFrame) -> NDArray[np.uint64]:
    """Each row as six numbers of eight bytes: cell, the four NUMBERS (one pattern for "none", one for zero), status."""
    codes, words = pd.factorize(rows["status"])
    status = np.array([_eight(str(word)) for word in words], np.uint64)[codes]
    numbers = [rows[name].to_numpy(np.float64) + 0.0 for name in NUMBERS]
    plain = [np.where(np.isnan(column), np.nan, column).astype("<f8").view("<u8") for column in numbers]
    return np.column_stack([rows["cell"].to_numpy(np.uint64), *plain, status]).astype("<u8")


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Four bytes for each row that differ where the rows do, but for one chance in four thousand million."""
    mixed = np.zeros(len(bits), np.uint64)
    for column in bits.T:
        mixed = (mixed ^ column) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return (mixed * _MIX >> np.uint64(32)).astype("<u4")


def drift(before: pd.DataFrame, now: pd.DataFrame, bands: Mapping[str, Band] = BANDS) -> list[Drifted]:
    """Every change between two accounts, in order of source, variable and vintage; nothing about what stayed as it was."""
    both = before.merge(now, on=KEY, how="inner", suffixes=("", "_now"), validate="one_to_one")
    described = both["meaning"].ne("") & both["meaning_now"].ne("")
    changed = both[both["digest"] != both["digest_now"]]
    there = before[before["gone"] == 0]
    found = [
        *_by_vintage("meaning", both[described & (both["meaning"] != both["meaning_now"])]),
        *_recounted(there, both, bands),
        *_by_vintage("revised", changed[_each(map(_revised, changed.to_dict("records")))]),
        *_by_vintage("gone", _without(there, now)),
        *_by_vintage("new", _without(now, before)),
    ]
    return sorted(found, key=lambda d: (d.source, d.variable, d.vintage, d.kind))


def _by_vintage(kind: Kind, rows: pd.DataFrame) -> Iterator[Drifted]:
    for where, part in _vintages(rows):
        yield Drifted(*where, kind, _periods(part))


def _vintages(rows: pd.DataFrame) -> Iterator[tuple[tuple[str, str, int], pd.DataFrame]]:
    for _, part in rows.groupby(KEY[:3], sort=False):
        first = part.iloc[0]
        yield (str(first["source"]), str(first["variable"]), int(first["vintage"])), part


def _periods(part: pd.DataFrame) -> tuple[int, ...]:
    return tuple(sorted(part["period_end"].tolist()))


def _without(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    there = pd.MultiIndex.from_frame(others[KEY])
    return rows[~pd.MultiIndex.from_frame(rows[KEY]).isin(there)]


def _recounted(there: pd.DataFrame, both: pd.DataFrame, bands: Mapping[str, Band]) -> Iterator[Drifted]:
    """Variables of which a vintage has too few or too many rows, over the periods known before.

    Not where the community asks for other areas than before, nor where nothing of the vintage came: that is told as gone.
    """
    both = both[(both["areas"] == both["areas_now"]) & (both["gone"] == 0)]
    counts = both.groupby(KEY[:3], sort=False)["rows_now"].sum().reset_index()
    counts = counts.merge(there.groupby(KEY[:3], sort=False)["rows"].sum().reset_index(), on=KEY[:3])
    numbers = zip(counts["source"], counts["rows"].tolist(), counts["rows_now"].tolist(), strict=True)
    strange = counts[_each(not bands.get(source, USUAL).holds(then, now) for source, then, now in numbers)]
    changed = both[KEY].merge(strange, on=KEY[:3])
    for where, part in _vintages(changed):
        yield Drifted(*where, "rows", _periods(part), (int(part["rows"].iloc[0]), int(part["rows_now"].iloc[0])))


def _each(marks: Iterable[bool]) -> NDArray[np.bool_]:
    return np.fromiter(marks, bool)


def _revised(row: Mapping[Hashable, Any]) -> bool:
    """Whether a cell that stands in both accounts has another number or status now; cells that came or went are no revision."""
    read = [np.frombuffer(row[name], form) for name, form in _PACKED]
    _, old, new = np.intersect1d(read[0], read[2], assume_unique=True, return_indices=True)
    return bool((read[1][old] != read[3][new]).any())


_PACKED = (("keys", "<u8"), ("numbers", "<u4"), ("keys_now", "<u8"), ("numbers_now", "<u4"))


def within(rows: pd.DataFrame, held: Collection[Drifted]) -> NDArray[np.bool_]:
    """Whether each row (with the columns KEY) is spoken of: a revision speaks of its periods, the rest of the whole vintage."""
    vintages = {(d.source, d.variable, d.vintage) for d in held if d.kind != "revised"}
    periods = {(d.source, d.variable, d.vintage, p) for d in held if d.kind == "revised" for p in d.periods}
    return _among(rows, KEY[:3], vintages) | _among(rows, KEY, periods)


def _among(rows: pd.DataFrame, columns: list[str], keys: Collection[tuple[object, ...]]) -> NDArray[np.bool_]:
    if not keys:
        return np.zeros(len(rows), bool)
    return pd.MultiIndex.from_frame(rows[columns]).isin(keys)


def carried(before: pd.DataFrame | None, now: pd.DataFrame, held: Collection[Drifted]) -> pd.DataFrame:
    """The account to keep: what is held back stays as it was before, what is gone is kept and marked, the rest is as it is now.

    So a change that nobody has accepted is told again, and a source that comes back is compared with what it said last.
    """
    if before is None:
        return now
    blocked = within(before, held)
    fresh = now[~within(now, held)]
    fresh = fresh.merge(before[[*KEY, "meaning"]], on=KEY, how="left", suffixes=("", "_then"), validate="one_to_one")
    unknown = fresh["meaning"].eq("") & fresh["meaning_then"].notna()
    fresh = fresh.assign(meaning=fresh["meaning"].mask(unknown, fresh["meaning_then"]))[list(COLUMNS)]
    gone = _without(before[~blocked], now).assign(gone=1)
    parts = [part for part in (fresh, before[blocked], gone) if len(part)]
    return pd.concat(parts).sort_values(KEY, ignore_index=True)
