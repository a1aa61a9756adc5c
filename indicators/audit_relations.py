"""The relations of a release as a reader knows them: parts and others, groups and Everyone, pools, years put together, rates.

A cell is named by the publisher's own variable where there is one, so the same count in several measures is one cell, and two
counts of different people never are.
"""

import math
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from indicators.audit_areas import Told, write_areas
from indicators.audit_book import Book, Cells, Known
from indicators.audit_changes import write_changes
from indicators.audit_redrawn import hidden_anew
from indicators.audit_rows import ROW, Earlier, told
from indicators.catalog import is_pool, members
from indicators.catalog.related import TELL_APART
from indicators.measure import Measure, Reach, Reported
from indicators.partner_counts import column, of_partner
from indicators.suppression.assault_view import Rate
from indicators.suppression.relations import UNBOUNDED
from sources.labels import NOT_REPORTED

# Two files' counts of the same people, but for Everyone, whom one of them counts with people of no known group.
SAME_PEOPLE = {"ccd.enrollment": "enrollment.count"}


@dataclass(frozen=True)
class Print:
    """One release being written down: `by` names it where it is an earlier one, `anew` its cells that are not what they were."""

    measures: Mapping[str, Measure]
    minimum: int
    by: str = ""
    anew: frozenset[str] = frozenset()

    def few(self, measure: Measure) -> int:
        """The largest small part that this release showed as a band, as its policy had it for the measure."""
        return max(self.minimum, measure.minimum_count or self.minimum) - 1

    @property
    def teller(self) -> str:
        """Who printed it, "" for the release that is judged."""
        return f"release {self.by}" if self.by else ""

    def mine(self, names: Cells) -> Cells:
        """The cells as this release had them: those that changed since are cells of their own."""
        return names._replace(
            **{quantity: self._own(cell) for quantity, cell in names.named().items() if cell in self.anew}
        )

    def renamed(self) -> dict[str, str]:
        """The names that this release's changed cells have here, by the names they have today."""
        return {cell: self._own(cell) for cell in sorted(self.anew)}

    def _own(self, cell: str) -> str:
        return f"{cell}, as {self.teller} had it"


def everything(
    rows: pd.DataFrame,
    measures: Mapping[str, Measure],
    minimum: int,
    before: Sequence[Earlier],
    assumed: Sequence[Mapping[str, Any]],
) -> tuple[Book, Known]:
    """All that a patient reader holds: the release judged, every release before it, and what others have printed."""
    book, prints = Book(), [(rows, Print(measures, minimum)), *((one.rows, _print(one)) for one in before)]
    written = [write_rows(book, *each) for each in prints]
    known = written[0]
    book.before.extend(written[1:])
    book.redrawn.update(c for row in hidden_anew(rows, before, measures) for c in known[row].named().values())
    for said in assumed:
        if is_told(known, said):
            cell = known[tuple(said[c] for c in ROW)].named()[said["quantity"]]
            book.know(cell, said["low"], said["high"], said["by"])
    twice = _in_two_windows(prints)
    for (each, printed), cells in zip(prints, written, strict=True):
        write_sums(book, each, cells, printed, twice)
    write_areas(book, [Told(cells, p.measures, p.minimum, p.by) for (_, p), cells in zip(prints, written, strict=True)])
    write_changes(book, known, measures, minimum, [(p.teller, p.renamed()) for _, p in prints[1:]])
    return book, known


def _print(one: Earlier) -> Print:
    """An earlier release as it is written down. A cell that a row which stands has too, as a size may be, stands with it."""
    changed, stands = set[str](), set[str]()
    for row in _counted(one.rows, one.measures):
        cells = changed if tuple(row[c] for c in ROW) in one.corrected else stands
        cells.update(cells_of(one.measures[row["measure"]], row).named().values())
    return Print(one.measures, one.minimum, one.id, frozenset(changed - stands))


def is_told(known: Known, said: Mapping[str, Any]) -> bool:
    """Whether what somebody else printed speaks of a row and a quantity that the release has."""
    cells = known.get(tuple(said[c] for c in ROW))
    return cells is not None and said["quantity"] in cells.named()


def write_rows(book: Book, rows: pd.DataFrame, printed: Print) -> Known:
    """Put every row of one release in the book; the cells of each row by its key.

    The single groups behind a pool are rows of their own (group_pools.with_singles).
    """
    return {tuple(row[c] for c in ROW): _row(book, row, printed) for row in _counted(rows, printed.measures)}


def write_sums(
    book: Book, rows: pd.DataFrame, known: Known, printed: Print, twice: Collection[str] = frozenset()
) -> None:
    """Put what the rows of one release are sums of in the book, but for areas; `twice` are years that lie in two windows."""
    _pools(book, known, printed)
    _groups(book, known, printed)
    _windows(book, rows, known, printed, twice)


def _counted(rows: pd.DataFrame, measures: Mapping[str, Measure]) -> list[dict[Hashable, Any]]:
    return told(rows[rows["measure"].isin(set(measures))]).to_dict("records")


def cells_of(measure: Measure, row: Mapping[Hashable, Any]) -> Cells:
    """The cells of a row, as long as its numbers are what they were."""
    return _names(measure, row, _where(row, _span(measure, row)))


def years_of(measure: Measure, row: Mapping[Hashable, Any]) -> list[Cells]:
    """The cells of each year of a row over several years; none for a row over one."""
    start, end = row["period_start"], row["period_end"]
    if _span(measure, row) == str(end):
        return []
    return [_names(measure, row, _where(row, str(year))) for year in range(start + 1, end + 1)]


def _in_two_windows(prints: Sequence[tuple[pd.DataFrame, Print]]) -> frozenset[str]:
    """The part of each year that lies in two windows: the one less the other is of years that nobody told."""
    windows: dict[str, list[str]] = {}
    for rows, printed in prints:
        for row in _counted(rows, printed.measures):
            measure = printed.measures[row["measure"]]
            if years := years_of(measure, row):
                windows[cells_of(measure, row).part] = [year.part for year in years]
    often = Counter(part for parts in windows.values() for part in parts)
    return frozenset(part for part, n in often.items() if n > 1)


def _windows(book: Book, rows: pd.DataFrame, known: Known, printed: Print, twice: Collection[str]) -> None:
    """Years put together are the sum of the years, which another release may have told one by one, or as other windows.

    Where an earlier release's number has changed since, no other release tells the years behind it.
    """
    here = {cell for cells in known.values() for cell in cells.named().values()}
    for row in _counted(rows, printed.measures):
        measure, key = printed.measures[row["measure"]], tuple(row[c] for c in ROW)
        years = years_of(measure, row)
        for quantity, cell in known[key].named().items() if years else ():
            plain = [names.named()[quantity] for names in (cells_of(measure, row), *years)]
            parts = [printed.mine(year).named()[quantity] for year in years]
            changed = not printed.anew.isdisjoint(plain)
            linked = any(part in book.low for part in parts) or any(year.part in twice for year in years)
            if here.issuperset(parts) if changed else linked:
                book.behind.update((printed.mine(year), printed.few(measure) + 1) for year in years)
                name = f"{row['period_start']} to {row['period_end']} = its years, {cell}"
                book.adds(cell, [book.know(part, 0) for part in parts], name, ("sum", "years", *key, printed.by))


def _row(book: Book, row: Mapping[Hashable, Any], printed: Print) -> Cells:
    measure = printed.measures[row["measure"]]
    names = printed.mine(cells_of(measure, row))
    one = names.size is None
    return Cells(_count(book, names.part, row, column(measure), printed)) if one else _rate(book, row, printed, names)


def _where(row: Mapping[Hashable, Any], span: str) -> str:
    return f"{row['group']} ({row['scheme']}) in {row['level']} {row['geoid']}, {span}"


def _span(measure: Measure, row: Mapping[Hashable, Any]) -> str:
    """The period: a school year by its end, years put together by both ends."""
    start, end = row["period_start"], row["period_end"]
    return str(end) if end - start <= 1 or not isinstance(measure.formula, Reported | Reach) else f"{start} to {end}"


def _count(book: Book, name: str, row: Mapping[Hashable, Any], column: str, printed: Print) -> str:
    if row["status"] == "published" and not math.isnan(row[column]):
        return book.know(name, round(row[column]), round(row[column]), printed.teller)
    # Groups without anyone are shown as such; one in a pool, or hidden for its survey's uncertainty, may be empty.
    return book.know(name, 1 if row["status"] == "suppressed" else 0, UNBOUNDED, printed.teller)


def _rate(book: Book, row: Mapping[Hashable, Any], printed: Print, names: Cells) -> Cells:
    bounds = _bounds(row, printed.few(printed.measures[row["measure"]]))
    known = Cells(*(book.know(str(n), *b, printed.teller) for n, b in zip(names, bounds, strict=True)))
    if row["status"] == "range" and (row["low"] == 0 or row["high"] == 100):
        book.banded.add(str(known.part if row["low"] == 0 else known.others))
    origin = ("row", *(row[c] for c in ROW), printed.teller)
    book.adds(str(known.size), [known.part, str(known.others)], f"part + others = size, {known.size}", origin)
    if (rate := _printed(row, known)) is not None:
        book.rates.append((rate, origin))
    return known


def _names(measure: Measure, row: Mapping[Hashable, Any], where: str) -> Cells:
    """The cells of a count, a reach or a rate: by the publisher's own variables where there are any."""
    formula = measure.formula
    if isinstance(formula, Reach):
        return Cells(f"{formula.served} of {where}")
    if measure.unit != "percent":
        variable = _value(measure) or measure.id
        return Cells(f"{variable if row['group'] == 'all' else SAME_PEOPLE.get(variable, variable)} of {where}")
    part, size = (formula.numerator, formula.denominator) if isinstance(formula, Reported) else (None, None)
    return Cells(
        f"{part or f'{measure.id}, the part'} of {where}",
        f"{measure.id}, the others of {where}",
        f"{size or f'{measure.id}, the size'} of {where}",
    )


def _bounds(row: Mapping[Hashable, Any], few: int) -> tuple[tuple[int, int], ...]:
    """Lowest and highest part, others and size that the row itself tells."""
    endless = (0, UNBOUNDED)
    if row["status"] == "published":
        part, size = row["numerator"], row["denominator"]
        parts = endless if math.isnan(part) else (round(part), round(part))
        return parts, endless, (1, UNBOUNDED) if math.isnan(size) else (round(size), round(size))
    if row["status"] == "range" and row["low"] == 0:
        return (0, few), endless, _sizes(round(row["high"]), few)
    if row["status"] == "range" and row["high"] == 100:
        return endless, (0, few), _sizes(round(100 - row["low"]), few)
    return endless, endless, (1, UNBOUNDED)


def _sizes(edge: int, few: int) -> tuple[int, int]:
    """Every size n with ceil(100 few / n) = edge: a printed band tells its group's size nearly exactly."""
    return -(-100 * few // edge), UNBOUNDED if edge <= 1 else -(-100 * few // (edge - 1)) - 1


def _printed(row: Mapping[Hashable, Any], cells: Cells) -> Rate | None:
    """The rate as a bound on part and size, where they are not both printed; one that stands alone may be a whole percent."""
    part, size = cells.part, str(cells.size)
    if row["status"] == "range" and row["low"] > 0 and row["high"] < 100:
        return Rate(part, size, row["low"], row["high"])
    if row["status"] != "published" or not (math.isnan(row["numerator"]) or math.isnan(row["denominator"])):
        return None
    whole = math.isnan(row["numerator"]) and row["value"] == round(row["value"])
    return Rate(part, size, row["value"], row["value"], 0 if whole else 1)


def _pools(book: Book, known: Known, printed: Print) -> None:
    """A pool is the sum of its groups, whichever other tables tell of one of them."""
    for row, cells in known.items():
        *place, group, period = row
        if is_pool(str(group)):
            parts = [known[*place, member, period] for member in members(str(group))]
            for quantity, whole in cells.named().items():
                origin = ("sum", "pool", *row, quantity, printed.by)
                book.adds(whole, [part.named()[quantity] for part in parts], f"the pool = its groups, {whole}", origin)


def _groups(book: Book, known: Known, printed: Print) -> None:
    """Everyone is the sum of the groups of each scheme that tells people apart; a group without a figure adds nobody.

    Groups that stand in a pool are counted with it.
    """
    pooled = {(*row[:4], member, row[5]) for row in known for member in members(str(row[4])) if is_pool(str(row[4]))}
    schemes: dict[tuple[Hashable, ...], list[Cells]] = {}
    for row, cells in known.items():
        measure, level, geoid, scheme, _, period = row
        if row not in pooled and scheme in TELL_APART and (measure, level, geoid, "all", "all", period) in known:
            schemes.setdefault((measure, level, geoid, scheme, period), []).append(cells)
    unknown = _unknown(known, printed)
    for (measure, level, geoid, scheme, period), groups in schemes.items():
        everyone = known[measure, level, geoid, "all", "all", period].named()
        for quantity, whole in everyone.items():
            name = f"Everyone = the groups of {scheme}, {quantity} of {measure} in {level} {geoid}, {period}"
            origin = ("sum", measure, level, geoid, scheme, period, printed.by)
            parts = [group.named()[quantity] for group in groups]
            parts += [cell for cell in unknown.get((whole, scheme), ()) if cell not in parts]
            if _value(printed.measures[str(measure)]) in SAME_PEOPLE:
                parts.append(book.rest(whole, parts, "of no known group"))
            book.adds(whole, parts, name, origin)


def _unknown(known: Known, printed: Print) -> dict[tuple[str, Hashable], list[str]]:
    """Those whose group a partner did not tell, by everyone of the same people and scheme: not every measure of them has the row."""
    found: dict[tuple[str, Hashable], list[str]] = {}
    for row, cells in known.items():
        measure, level, geoid, scheme, group, period = row
        everyone = known.get((measure, level, geoid, "all", "all", period))
        if everyone and group == NOT_REPORTED.get(str(scheme)) and of_partner(printed.measures[str(measure)]):
            found.setdefault((everyone.part, scheme), []).append(cells.part)
    return found


def _value(measure: Measure) -> str:
    return measure.formula.value if isinstance(measure.formula, Reported) else ""
