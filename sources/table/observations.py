"""A file's bytes and its declaration in, observations out. Nothing the publisher hid is left to recompute."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from sources.connecticut_merge import hide_recomputable
from sources.errors import Drift
from sources.labels import Label, find
from sources.observation import OBSERVATION
from sources.table import container, header
from sources.table.declaration import Declaration, Value
from sources.table.periods import Years, fixed, of_column
from sources.table.places import District, meets, placed, skipped
from sources.table.values import cells, columns_of

KEY = list(OBSERVATION.key)
QUANTITIES = ("rate", "count", "cohort")


@dataclass(frozen=True)
class Scope:
    """Whose rows are wanted: these districts where the file is by the state's codes, geoids that begin with `within`."""

    districts: Sequence[District] = ()
    within: str = ""


class Observations(NamedTuple):
    """Rows as OBSERVATION declares, and a sentence for each thing a reader should know about them (none carries a number)."""

    rows: pd.DataFrame
    problems: list[str]


def observations(declaration: Declaration, content: bytes, filename: str, scope: Scope | None = None) -> pd.DataFrame:
    """The table's observations. Raises Drift when columns, sheets, labels, marks or periods are not as declared,
    BadAnswer when the bytes are no whole table."""
    return read(declaration, content, filename, scope).rows


def read(declaration: Declaration, content: bytes, filename: str, scope: Scope | None = None) -> Observations:
    """As `observations`, with the problems beside the rows."""
    layout = declaration.layout
    rows = container.rows(content, filename, layout.member, layout.sheet)
    return of_rows(declaration, rows, filename, scope or Scope())


def of_rows(declaration: Declaration, rows: Iterable[Sequence[str]], filename: str, scope: Scope) -> Observations:
    """Observations of a table given as rows of text, header and titles included."""
    found = open_table(declaration, rows, filename)
    frame = found.frame()
    frame = frame[~skipped(frame, declaration.skip)]
    frame = placed(frame, declaration.places, scope.districts, filename)
    frame = _grouped(
        _dated(frame[frame["geoid"].str.startswith(scope.within)], declaration, found.years, filename),
        declaration,
        filename,
    )
    parts = [_part(frame, declaration, value, found) for value in declaration.values]
    tidy = _tidy(pd.concat(parts, ignore_index=True), declaration, filename)
    return Observations(tidy, _absent(declaration, tidy, scope))


@dataclass(frozen=True)
class Table:
    """A table found in its file: header, rows below it, and its period where the whole table has one."""

    declaration: Declaration
    header: header.Header
    rows: Iterator[Sequence[str]]
    years: Years | None
    filename: str

    @property
    def names(self) -> dict[str, int]:
        """Position of every column the declaration uses, by the name it uses."""
        year = str(self.years[1]) if self.years else ""
        return {name: self._at(name.replace("{year}", year)) for name in _used(self.declaration, self.header, year)}

    def _at(self, name: str) -> int:
        there = self.header.places(self.declaration.alternatives(name))
        if len(there) == 1:
            return there[0]
        said = "is gone" if not there else f"stands there under {len(there)} names"
        raise Drift(
            f"{self.filename}: the column {name!r} {said}; found {list(self.header.names)}. Compare it with the declaration."
        )

    def frame(self) -> pd.DataFrame:
        """The used columns, all text, one row a row of the table."""
        names, layout = self.names, self.declaration.layout
        rows = header.body(self.rows, self.header, layout.footnotes, self.filename)
        frame = pd.DataFrame(list(header.picked(rows, list(names.values()))), columns=list(names), dtype="str")
        for column in layout.fill_down:
            frame[column] = frame[column].where(frame[column] != "").ffill().fillna("")
        return frame


def open_table(declaration: Declaration, rows: Iterable[Sequence[str]], filename: str) -> Table:
    """The table in a file's rows, its header found and its titles checked. Raises Drift."""
    layout = declaration.layout
    needed = [declaration.alternatives(column) for column in _used(declaration, None, "")]
    head, rest = header.find(rows, needed, layout.header_rows, filename)
    titles = " ".join((*head.titles, *head.names))
    lost = [text for text in layout.must_say if text.casefold() not in titles.casefold()]
    if lost:
        raise Drift(
            f"{filename}: its titles should say {lost}, found {list(head.titles)[:3]}. It may be another table."
        )
    return Table(declaration, head, rest, fixed(declaration.period, head.titles, filename), filename)


def _used(declaration: Declaration, found: header.Header | None, year: str) -> list[str]:
    """Columns the declaration reads. Once the header is known, a column by a label that is not declared raises Drift."""
    conditions = [declaration.skip, *(p.when for p in declaration.places), *(v.when for v in declaration.values)]
    names = [c for condition in conditions for c in condition]
    names += [c for place in declaration.places for c, _ in place.id]
    names += [declaration.group_column, declaration.period.column, declaration.reason, *declaration.layout.fill_down]
    for value in declaration.values:
        names += columns_of(value, found, year)
    return [name for name in dict.fromkeys(names) if name]


def _dated(frame: pd.DataFrame, declaration: Declaration, known: Years | None, where: str) -> pd.DataFrame:
    column = declaration.period.column
    if known is not None:
        return frame.assign(period_start=known[0], period_end=known[1])
    years = of_column(frame[column].unique(), declaration.period.form, where)
    pairs = [years[cell] for cell in frame[column]]
    return frame.assign(
        period_start=pd.Series([p[0] for p in pairs], index=frame.index, dtype="int64"),
        period_end=pd.Series([p[1] for p in pairs], index=frame.index, dtype="int64"),
    )


def _grouped(frame: pd.DataFrame, declaration: Declaration, where: str) -> pd.DataFrame:
    everyone = Label("all", "all", "")
    if not declaration.group_column:
        return frame.assign(scheme=everyone.scheme, group=everyone.group)
    column = frame[declaration.group_column]
    known = find(declaration.labels, column.unique(), where, declaration.labels_in)
    return frame.assign(
        scheme=column.map({word: label.scheme for word, label in known.items()}).astype("str"),
        group=column.map({word: label.group for word, label in known.items()}).astype("str"),
    )


def _part(frame: pd.DataFrame, declaration: Declaration, value: Value, table: Table) -> pd.DataFrame:
    rows = frame[meets(frame, value.when)]
    if value.when and rows.empty and len(frame):
        raise Drift(
            f"{table.filename}: no row has {dict(value.when)}, as {value.variable} needs. The publisher may have new words."
        )
    return cells(rows, declaration, value, table.header, table.filename)


def _tidy(found: pd.DataFrame, declaration: Declaration, where: str) -> pd.DataFrame:
    vintage = declaration.period.vintage
    found = found.assign(source=declaration.id, vintage=vintage or found["period_end"]).drop_duplicates()
    twice = found[found.duplicated(KEY, keep=False)]
    if len(twice):
        row = twice.iloc[0][["variable", "level", "geoid", "group", "period_end"]].to_dict()
        raise Drift(
            f"{where}: {len(twice)} rows speak of the same thing and differ, for example {row}. "
            'The file splits it further: choose with "when" of [[value]] or with [rows.skip].'
        )
    found = _hidden(found)
    found["vintage"] = found["vintage"].astype("int64")
    return OBSERVATION.check(found[list(OBSERVATION.columns)].sort_values(KEY, ignore_index=True))


def _hidden(found: pd.DataFrame) -> pd.DataFrame:
    """The same rows; of rate, count and cohort none is left that would give back another that is starred."""
    named = {variable: variable.rpartition(".") for variable in found["variable"].unique()}
    split = found.assign(
        stem=found["variable"].map({v: parts[0] for v, parts in named.items()}),
        quantity=found["variable"].map({v: parts[2] for v, parts in named.items()}),
        label=found["group"],
        group=found["scheme"] + "." + found["group"],
    )
    split = _without_counts_of_bands(split)
    several = split.groupby("stem")["quantity"].transform("nunique") > 1
    known = split["quantity"].isin(QUANTITIES) & several
    parts = [hide_recomputable(part) for _, part in split[known].groupby("stem", sort=False)]
    rows = pd.concat([*parts, split[~known]], ignore_index=True)
    starred = rows["status"] == "suppressed_at_source"
    rows[["estimate", "moe", "low", "high", "n"]] = rows[["estimate", "moe", "low", "high", "n"]].mask(starred, axis=0)
    return rows.assign(group=rows["label"])


def _without_counts_of_bands(split: pd.DataFrame) -> pd.DataFrame:
    """The same rows; a count is starred where its rate is given as a band only, since it would give the rate itself."""
    where = ["stem", "level", "geoid", "group", "period_end"]
    bands = split[(split["quantity"] == "rate") & split["status"].isin(["range", "top_coded", "bottom_coded"])]
    banded = pd.MultiIndex.from_frame(split[where]).isin(pd.MultiIndex.from_frame(bands[where]))
    starred = (split["quantity"] == "count") & (split["status"] == "reported") & banded
    return split.assign(status=split["status"].mask(starred, "suppressed_at_source"))


def _absent(declaration: Declaration, rows: pd.DataFrame, scope: Scope) -> list[str]:
    if not any(place.codes != "geoid" for place in declaration.places):
        return []
    return [
        f"{declaration.id}: no row for {d.name} (code {d.state_code}). Compare the code with the publisher's list of districts."
        for d in scope.districts
        if d.leaid not in set(rows["geoid"])
    ]
