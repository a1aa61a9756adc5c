"""The numbers of a table: each declared quantity's cells, with their sample sizes, margins and intervals."""

import re
from collections.abc import Sequence

import pandas as pd

from sources.errors import Drift
from sources.labels import Label
from sources.table.declaration import Declaration, Value
from sources.table.header import Header
from sources.table.marks import UNITS, Marks, Reading, number, pair

PLACED = ["level", "geoid", "scheme", "group", "period_start", "period_end"]
NINETY = 1.645
NORMAL = {90: 1.645, 95: 1.96, 99: 2.576}
SHOWN = ("reported", "range", "top_coded", "bottom_coded")
ENOUGH = 10
_COUNT = UNITS["count"]


def columns_of(value: Value, header: Header | None, year: str) -> list[str]:
    """Every column a quantity reads; of columns by label, each declared one.

    Raises Drift when the header has a column of this form with a label that is not declared.
    """
    templates = [value.column, value.n, value.se, *value.interval]
    if not value.labels:
        return [t for t in templates if t]
    if header is not None:
        _refuse_new_labels(value, header, year)
    return [_column(t, label) for label in value.labels.values() for t in templates if t]


def _column(template: str, label: Label | None) -> str:
    return template.replace("{label}", label.text) if label else template


def _refuse_new_labels(value: Value, header: Header, year: str) -> None:
    template = " ".join(value.column.replace("{year}", year).split())
    before, _, after = template.partition("{label}")
    form = re.compile(f"{re.escape(before)}([^_|]+){re.escape(after)}", re.IGNORECASE)
    known = {text.casefold() for text in (*(label.text for label in value.labels.values()), *value.not_read)}
    found = [m[1] for name in header.names if (m := form.fullmatch(name)) and m[1].casefold() not in known]
    if found:
        raise Drift(
            f'{value.variable}: columns like "{value.column}" with labels not known: {sorted(found)}. '
            'Add them to "labels" of [[value]], or to "not_read".'
        )


def cells(frame: pd.DataFrame, declaration: Declaration, value: Value, header: Header, where: str) -> pd.DataFrame:
    """One row for each cell of a quantity: PLACED, variable, estimate, moe, low, high, n, status."""
    labels: Sequence[Label | None] = list(value.labels.values()) or [None]
    parts = [_of_column(frame, declaration, value, label, where) for label in labels]
    found = pd.concat(parts, ignore_index=True)
    _check_scale(found, value, where)
    return found.assign(variable=value.variable)


def _of_column(
    frame: pd.DataFrame, declaration: Declaration, value: Value, label: Label | None, where: str
) -> pd.DataFrame:
    reading = _readings(frame, _column(value.column, label), declaration, value, where)
    found = frame[PLACED].assign(
        estimate=_floats([r.estimate for r in reading], frame.index),
        low=_floats([r.low for r in reading], frame.index),
        high=_floats([r.high for r in reading], frame.index),
        status=pd.Series([r.status for r in reading], index=frame.index, dtype="str"),
    )
    if label is not None:
        found = found.assign(scheme=label.scheme, group=label.group)
    reported = found["status"] == "reported"
    found["moe"] = _moe(frame, found, value, label, where).where(reported)
    found["n"] = _sizes(frame, declaration, value, label, where).where(found["status"].isin(SHOWN))
    return found


def _readings(frame: pd.DataFrame, column: str, declaration: Declaration, value: Value, where: str) -> list[Reading]:
    """A reading for each cell. Where the column of reasons gives a status, that stands, whatever the cell holds."""
    reasons, texts = _reasons(frame, declaration, where), frame[column].tolist()
    cells = {cell for cell, reason in zip(texts, reasons, strict=True) if reason is None}
    known = declaration.marks.read(cells, UNITS[value.unit], f'{where}, "{column}"')
    return [reason or known[cell] for cell, reason in zip(texts, reasons, strict=True)]


def _reasons(frame: pd.DataFrame, declaration: Declaration, where: str) -> list[Reading | None]:
    """What the publisher's column of reasons says about each row: a status that stands above any number, or nothing."""
    if not declaration.reason:
        return [None] * len(frame)
    column = frame[declaration.reason]
    unknown = sorted(set(column.unique()) - set(declaration.reasons))
    if unknown:
        raise Drift(f'{where}: "{declaration.reason}" gives reasons not known: {unknown}. Add them to [marks.reasons].')
    found = {word: None if status == "cell" else Reading(status) for word, status in declaration.reasons.items()}
    return [found[cell] for cell in column]


def _sizes(frame: pd.DataFrame, declaration: Declaration, value: Value, label: Label | None, where: str) -> pd.Series:
    if not value.n:
        return _floats([float("nan")] * len(frame), frame.index)
    column = _column(value.n, label)
    marks = Marks(declaration.marks.words, intervals=True)  # a size given as "<10" is not used, and stops nothing
    known = marks.read(frame[column].unique(), _COUNT, f'{where}, "{column}"')
    return _floats([known[cell].estimate for cell in frame[column]], frame.index)


def _moe(frame: pd.DataFrame, found: pd.DataFrame, value: Value, label: Label | None, where: str) -> pd.Series:
    """Margins at 90 percent: from standard errors, or from the longer arm of a published interval."""
    if value.se:
        se = frame[_column(value.se, label)].map(lambda cell: number(cell.strip())).astype("float64")
        return se * NINETY * UNITS[value.unit].times
    if not value.interval:
        return _floats([float("nan")] * len(frame), frame.index)
    low, high = _bounds(frame, [_column(c, label) for c in value.interval], where)
    times, shown = UNITS[value.unit].times, found["status"] == "reported"
    arms = pd.concat([high * times - found["estimate"], found["estimate"] - low * times], axis=1)
    if (arms.min(axis=1) < -1e-9)[shown].any():
        raise Drift(f"{where}: {value.variable} lies outside its own interval {list(value.interval)} on some rows.")
    return arms.max(axis=1) * NINETY / NORMAL[value.confidence]


def _bounds(frame: pd.DataFrame, columns: Sequence[str], where: str) -> tuple[pd.Series, pd.Series]:
    if len(columns) == 2:
        low, high = (frame[c].map(lambda cell: number(cell.strip())).astype("float64") for c in columns)
        return low, high
    text = frame[columns[0]]
    pairs = {cell: pair(cell) for cell in text.unique()}
    strange = sorted(cell for cell, found in pairs.items() if found is None and cell.strip())
    if strange:
        raise Drift(f'{where}, "{columns[0]}": expected intervals such as ( 7.4, 11.1), found {strange[:3]}.')
    none = (float("nan"), float("nan"))
    found = [pairs[cell] or none for cell in text]
    return _floats([p[0] for p in found], frame.index), _floats([p[1] for p in found], frame.index)


def _check_scale(found: pd.DataFrame, value: Value, where: str) -> None:
    """Raises Drift when a column of percents holds what looks like fractions: the publisher may have changed the scale."""
    numbers = found["estimate"].dropna()
    fractions = ((numbers > 0) & (numbers < 1)).any()
    if (
        value.unit == "percent"
        and not value.often_under_one
        and len(numbers) >= ENOUGH
        and fractions
        and numbers.max() <= 1
    ):
        raise Drift(
            f"{where}: {value.variable} is declared in percent, but all {len(numbers)} numbers are 1 or less. If the file has "
            'fractions now, declare unit = "fraction"; if it is so rare, set often_under_one.'
        )


def _floats(numbers: Sequence[float], index: pd.Index) -> pd.Series:
    return pd.Series(numbers, index=index, dtype="float64")
