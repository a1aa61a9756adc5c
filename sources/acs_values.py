"""The Census Bureau's signs for a missing, controlled or open-ended number become statuses here and nowhere else.

Source: Census Bureau, Notes on ACS Estimate and Annotation Values.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute

from geo.counted import counted

pc: Any = pyarrow.compute  # its functions are made at import, where type checkers do not see them

STATUSES = np.array(
    ["reported", "not_reported", "not_applicable", "controlled", "top_coded", "bottom_coded"], dtype=object
)
REPORTED, NOT_REPORTED, NOT_APPLICABLE, CONTROLLED, TOP_CODED, BOTTOM_CODED = range(6)

REPUNIT = 111_111_111.0
SIGNS = {"**": 2, "***": 3, "*****": 5, "-": 6, "(X)": 8, "N": 9}  # annotation -> digit that its number repeats
DOCUMENTED = tuple(sorted(SIGNS.values()))
UNKNOWN = -1
FLOAT32_SLACK = 64.0  # the summary file stores single precision, so -333333333 may read -333333340.0
BLANKS = frozenset({"", "."})
NUMBER = re.compile(r"-?\d+(\.\d+)?")
BOUND = re.compile(r"(-?[\d,]+(?:\.\d+)?)([+-])")

Floats: TypeAlias = np.ndarray
Strings: TypeAlias = pa.StringArray | pa.ChunkedArray


class NotANumberError(ValueError):
    """A cell holds a text that is neither a number nor one of the publisher's signs."""


@dataclass(frozen=True)
class Cells:
    """Estimates with their margins at 90 percent, one entry a cell; `status` indexes STATUSES."""

    estimate: Floats
    moe: Floats
    low: Floats
    high: Floats
    status: np.ndarray
    problems: tuple[str, ...]


def cells(estimate: Strings, moe: Strings, note: Strings | None = None, moe_note: Strings | None = None) -> Cells:
    """Numbers and statuses from the publisher's texts; `note` and `moe_note` are its EA and MA columns where asked for."""
    value, margin = numbers(estimate), numbers(moe)
    value_code, margin_code = _codes(value, note), _codes(margin, moe_note)
    problems = _problems(value, value_code, (6, 8, 9), "estimate") + _problems(
        margin, margin_code, DOCUMENTED, "margin"
    )
    low, high = _bounds(estimate, note, value, value_code, margin_code)
    status = _status(value, value_code, margin_code, low, high)
    problems += _unknown_side(value_code, margin_code, status)
    reported, controlled = status == REPORTED, status == CONTROLLED
    usable = reported & (margin_code == 0) & (margin >= 0)
    return Cells(
        estimate=np.where(reported | controlled, value, np.nan),
        moe=np.where(usable, margin, np.where(controlled, 0.0, np.nan)),
        low=np.where(status == TOP_CODED, low, np.nan),
        high=np.where(status == BOTTOM_CODED, high, np.nan),
        status=status,
        problems=problems,
    )


def numbers(texts: Strings) -> Floats:
    """Each text as a number: NaN for blank, the nine-digit code for a sign. Raises NotANumberError for any other text."""
    try:
        return _finite(pc.cast(texts, pa.float64()), texts)
    except pa.ArrowInvalid:
        return _per_distinct(texts, _number, pa.float64())


def _finite(parsed: pa.DoubleArray | pa.ChunkedArray, texts: Strings) -> Floats:
    values = parsed.to_numpy(zero_copy_only=False) if isinstance(parsed, pa.Array) else parsed.to_numpy()
    strange = ~np.isfinite(values)
    if int(strange.sum()) > texts.null_count:
        word = int(np.argmax(strange & np.asarray(pc.is_valid(texts))))
        raise NotANumberError(f"expected a number, found {texts[word].as_py()!r}")
    return values


def _per_distinct(texts: Strings, read: Callable[[str | None], float], kind: pa.DataType) -> np.ndarray:
    """`read` applied once to each distinct text, then spread over the cells."""
    whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    codes = pc.dictionary_encode(whole, null_encoding="encode")
    distinct = np.array([read(t) for t in codes.dictionary.to_pylist()], dtype=kind.to_pandas_dtype())
    return distinct[codes.indices.to_numpy(zero_copy_only=False)]


def _number(text: str | None) -> float:
    stripped = (text or "").strip()
    if stripped in BLANKS or BOUND.fullmatch(stripped):
        return np.nan
    if stripped in SIGNS:
        return -SIGNS[stripped] * REPUNIT
    if NUMBER.fullmatch(stripped):
        return float(stripped)
    raise NotANumberError(f"expected a number or one of the signs {sorted(SIGNS)}, found {text!r}")


def _codes(values: Floats, notes: Strings | None) -> np.ndarray:
    """The digit that a nine-digit code repeats, 0 for a number, UNKNOWN for an undocumented code; a note outranks it."""
    codes = np.zeros(len(values), np.int8)
    low = np.flatnonzero(values <= -1e8)
    digit = np.round(-values[low] / REPUNIT)
    near = np.abs(values[low] + digit * REPUNIT) <= FLOAT32_SLACK
    codes[low] = np.where(near & np.isin(digit, DOCUMENTED), digit, UNKNOWN)
    if notes is None or notes.null_count == len(notes):
        return codes
    noted = _per_distinct(notes, lambda text: SIGNS.get((text or "").strip(), 0), pa.int8())
    return np.where(noted != 0, noted, codes)


def _problems(values: Floats, codes: np.ndarray, allowed: tuple[int, ...], what: str) -> tuple[str, ...]:
    coded = np.flatnonzero(codes)
    strange = coded[~np.isin(codes[coded], allowed)]
    found = [
        f"{counted(int(n), 'cell')} with {v:.0f}"
        for v, n in zip(*np.unique(values[strange], return_counts=True), strict=True)
    ]
    negative = int(((values < 0) & (codes == 0)).sum()) if what == "margin" else 0
    found += [f"{counted(negative, 'cell')} below zero"] if negative else []
    return tuple(f"{what}: {f}, which the Census Bureau does not document there; left empty" for f in found)


def _unknown_side(codes: np.ndarray, margin_codes: np.ndarray, status: np.ndarray) -> tuple[str, ...]:
    n = int(((margin_codes == 3) & (status == NOT_REPORTED) & (codes == 0)).sum())
    return (f"estimate: {n} open-ended medians that do not say on which side they are open; left empty",) if n else ()


def _bounds(
    estimates: Strings, notes: Strings | None, values: Floats, codes: np.ndarray, margin_codes: np.ndarray
) -> tuple[Floats, Floats]:
    """Lower bound of cells open above, upper bound of cells open below; NaN elsewhere.

    A note such as `250,000+` says it. Without one, margin code -333333333 marks the cell and the number is the bound
    moved one unit outward: 250001 for 250,000 and more, 2499 for less than 2,500.
    """
    low, high = np.full(len(values), np.nan), np.full(len(values), np.nan)
    for texts in (notes, estimates if int(np.isnan(values).sum()) > estimates.null_count else None):
        if texts is not None and texts.null_count < len(texts):
            low = np.fmax(low, _per_distinct(texts, lambda t: _bound(t, "+"), pa.float64()))
            high = np.fmin(high, _per_distinct(texts, lambda t: _bound(t, "-"), pa.float64()))
    marked = np.flatnonzero((margin_codes == 3) & (codes == 0) & np.isnan(low) & np.isnan(high) & ~np.isnan(values))
    for i in marked:
        low[i], high[i] = _unjam(float(values[i]))
    return low, high


def _bound(text: str | None, end: str) -> float:
    found = BOUND.fullmatch((text or "").strip())
    return float(found[1].replace(",", "")) if found and found[2] == end else np.nan


def _unjam(value: float) -> tuple[float, float]:
    unit = 1.0 if value == round(value) else 0.1
    last = round(value / unit) % 10
    return {1: (round(value - unit, 1), np.nan), 9: (np.nan, round(value + unit, 1))}.get(last, (np.nan, np.nan))


def _status(values: Floats, codes: np.ndarray, margin_codes: np.ndarray, low: Floats, high: Floats) -> np.ndarray:
    """The first that applies, from the bottom line up."""
    status = np.where(margin_codes == 5, np.int8(CONTROLLED), np.int8(REPORTED))
    status[np.isnan(values) | (margin_codes == 3)] = NOT_REPORTED  # an open median whose side is unknown says nothing
    status[~np.isnan(high)] = BOTTOM_CODED
    status[~np.isnan(low)] = TOP_CODED
    status[codes != 0] = NOT_REPORTED
    status[codes == 8] = NOT_APPLICABLE
    return status
