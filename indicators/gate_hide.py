"""What the gate hides further: the rows that cover what is open, and what was hidden before a correction.

The gate sees all tables at once and every release before; the rows it hides carry the same mark as any other.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from indicators.audit_book import Book
from indicators.audit_ranges import Ranges
from indicators.audit_relations import Cells
from indicators.audit_rows import ROW, Earlier, Row
from indicators.group_pools import POOLED
from indicators.measure import Measure
from indicators.partner_counts import of_partner, people
from indicators.suppression import policy as rules
from indicators.tables import NUMBERS

TELLING = ("published", "range")
# A range may take the place of a range, and of nothing that told less; nobody may take the place of a group in a pool.
_LESS = {"published": frozenset({"suppressed", "range", POOLED}), "range": frozenset({"suppressed", POOLED})}


def locked(
    published: pd.DataFrame, log: pd.DataFrame, earlier: Sequence[Earlier], measures: Mapping[str, Measure]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with those hidden that an earlier release hid and that may have been corrected since, in any measure of these people.

    With the older total at hand, the corrected number would tell what the older one hid. Where nothing was corrected the older
    release is simply known, and needs no lock.
    """
    was: dict[Row, set[str]] = {}
    for one in earlier:
        for row in one.rows[[*ROW, "status"]].itertuples(index=False, name=None):
            if row[:-1] in one.corrected or row[:-1] in one.may_be:
                was.setdefault(_people(row[:-1], one.measures), set()).add(row[-1])
    mine = published[published["measure"].isin(list(measures))]
    told = mine[mine["status"].isin(TELLING)][[*ROW, "status", "value"]].itertuples(index=False, name=None)
    again = [
        (row, status)
        for *row, status, value in told
        if was.get(_people(row, measures), set()) & (_LESS[status] - ({POOLED} if value == 0 else set()))
    ]
    return withheld(published, log, {tuple(row): _reason(status, rules.LOCKED) for row, status in again})


def telling(rows: pd.DataFrame) -> set[Row]:
    """The rows that tell a number, or a range."""
    return set(rows.loc[rows["status"].isin(TELLING), ROW].itertuples(index=False, name=None))


def _people(row: Sequence[Hashable], measures: Mapping[str, Measure]) -> Row:
    """The row by whom it counts: a partner's measures of the same people are one."""
    return people(measures[str(row[0])]), *row[1:]


def _reason(status: str, cover: str) -> str:
    """A range protects few people, and stays protected for their sake when it is hidden as a cover."""
    return rules.PRIMARY_PART if status == "range" else cover


def hidden(published: pd.DataFrame, log: pd.DataFrame, chosen: Collection[Row]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows and the log with these rows hidden too; a row shown as a range stays hidden for its own sake."""
    status = published.set_index(ROW)["status"].to_dict()
    return withheld(published, log, {row: _reason(status[row], rules.COMPLEMENTARY) for row in chosen})


def alike(
    published: pd.DataFrame, log: pd.DataFrame, measures: Mapping[str, Measure]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with those said to be too uncertain hidden where another measure of the same people is: one word for both.

    Served measures have it so; what the gate hides later would be told apart from a small number by the other word.
    """
    mine = published[published["measure"].isin([name for name, one in measures.items() if of_partner(one)])]
    each = list(zip(mine[ROW].itertuples(index=False, name=None), mine["status"], strict=True))
    kept = {_people(row, measures) for row, status in each if status == "suppressed"}
    more = {row for row, status in each if status == "too_uncertain" and _people(row, measures) in kept}
    return withheld(published, log, dict.fromkeys(more, rules.COMPLEMENTARY))


def withheld(
    published: pd.DataFrame, log: pd.DataFrame, reasons: Mapping[Row, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows and the log with these rows hidden, each for its reason."""
    if not reasons:
        return published, log
    keys = pd.MultiIndex.from_frame(published[ROW])
    at = np.flatnonzero(keys.isin(list(reasons)))
    shown = published.reset_index(drop=True)
    shown.loc[at, list(NUMBERS)] = np.nan
    shown.loc[at, ["status", "reliability"]] = ["suppressed", "not_applicable"]
    said = [reasons[tuple(row)].partition(": ") for row in shown.iloc[at][ROW].itertuples(index=False, name=None)]
    more = shown.iloc[at].assign(rule=[s[0] for s in said], reason=[s[2] for s in said])[list(log.columns)]
    rest = log[~pd.MultiIndex.from_frame(log[ROW]).isin(list(reasons))]
    return shown, pd.concat([rest, more], ignore_index=True)


def contradicted(found: Ranges, watched: set[str], known: Mapping[Row, Cells], rows: pd.DataFrame) -> set[Row]:
    """Everyone's rows of tables that do not add up and hide somebody: a reader would still subtract."""
    tables = {origin[1:-1] for origin in found.contrary if origin[0] == "sum" and not origin[-1]}
    hiding = {(*row[:4], row[5]) for row, cells in known.items() if watched & set(cells.named().values())}
    telling = rows[rows["status"].isin(TELLING) & (rows["group"] == "all")][ROW].itertuples(index=False, name=None)
    wrong = {(measure, level, geoid, period) for measure, level, geoid, _, period in tables & hiding}
    return {row for row in telling if (*row[:3], row[5]) in wrong}


def chosen(
    blamed: Sequence[str], book: Book, known: Mapping[Row, Cells], rows: pd.DataFrame, estimates: pd.DataFrame
) -> set[Row]:
    """For each open cell the row to hide: one that stands with it in an equation, of the fewest people; groups before Everyone.

    Rows that were out before cover nothing. Where no row beside it is left, one that is a step farther is taken.
    """
    found: set[Row] = set()
    candidates = _candidates(book, known, rows, estimates)
    beside = _beside(book)
    for cell in blamed:
        near, seen = {cell}, {cell}
        while near:
            near = {other for one in near for other in beside.get(one, ())} - seen
            seen |= near
            if any(row in found for one in near for row in candidates.get(one, {})):
                break
            here = {row: price for one in near | {cell} for row, price in candidates.get(one, {}).items()}
            if here:
                found |= _same(min(here, key=lambda row: (here[row], str(row))), known, candidates)
                break
    return found


def _same(row: Row, known: Mapping[Row, Cells], candidates: Mapping[str, Mapping[Row, Any]]) -> set[Row]:
    """The row, and those of other measures that tell the same count of people."""
    return {row} | {other for other in candidates.get(known[row].part, {}) if known[other] == known[row]}


def _beside(book: Book) -> dict[str, set[str]]:
    """The cells that stand in an equation with each cell."""
    beside: dict[str, set[str]] = {}
    for equation in book.equations:
        cells = {cell for cell, _ in equation.terms}
        for cell in cells:
            beside.setdefault(cell, set()).update(cells - {cell})
    return beside


def _candidates(
    book: Book, known: Mapping[Row, Cells], rows: pd.DataFrame, estimates: pd.DataFrame
) -> dict[str, dict[Row, tuple[bool, float]]]:
    """By cell, the telling rows with somebody in them that were never out before, and what hiding each costs."""
    people = estimates.set_index(ROW)[["denominator", "value"]].bfill(axis=1)["denominator"].to_dict()
    found: dict[str, dict[Row, tuple[bool, float]]] = {}
    for row in rows[rows["status"].isin(TELLING)].to_dict("records"):
        key = tuple(row[c] for c in ROW)
        cells = known[key].named().values()
        printed = {cell for cell in cells if book.low[cell] == book.high[cell]}
        again = known[key].part in printed and printed <= book.out
        if all(cell in book.told_by for cell in cells) or again or people.get(key) == 0:
            continue
        for cell in cells:
            found.setdefault(cell, {})[key] = (row["group"] == "all", float(people.get(key, np.inf)))
    return found
