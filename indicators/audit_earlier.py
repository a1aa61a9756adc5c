"""Earlier releases that a reader may have kept, and what of them stands today.

Of what an earlier release hid nobody kept the number. Today's numbers are taken for it as far as they agree with everything that
was printed then: a reader who takes them for unchanged works with true equations. The fewest that cannot agree have changed, and
are cells of their own. Whatever hangs together with a number that changed, by way of hidden ones, may have changed too.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import FlashlightError
from indicators import area_ids, release
from indicators.area_ids import Areas, under_todays
from indicators.audit_areas import Told, write_areas
from indicators.audit_book import Book, Known
from indicators.audit_ranges import Ranges, ranges
from indicators.audit_relations import Print, cells_of, write_rows, write_sums, years_of
from indicators.audit_rows import AREA, CONTENT, ROW, TELLING, Earlier, Row, minimum_of, records, told
from indicators.audit_today import printed_anew, todays
from indicators.catalog import MEASURES
from indicators.group_pools import POOLED
from indicators.measure import Measure
from indicators.partner_counts import of_partner, people
from indicators.release_truth import truth
from indicators.store import Store
from indicators.suppression import whole_tables
from indicators.suppression.assault_view import Publication

_HIDDEN = frozenset({"suppressed", "range", POOLED})


def earlier(
    root: Path,
    before: tuple[str, str],
    now: pd.DataFrame,
    today: Areas | None = None,
    measures: Mapping[str, Measure] = MEASURES,
) -> tuple[list[Earlier], list[str]]:
    """Releases in the folder made before this (when made, id) that speak of the same areas, oldest first; and the unreadable ones' ids.

    `now` are rows with the numbers of today (`standing`), of `measures`. Of releases that print the same rows the oldest stands for all. Those of
    the community of `today` are read under the ids that its areas have now, and tell of its areas that are gone.
    """
    found, unread, seen = [], [], set()
    for release_id in sorted(release.known(root)):
        try:
            about = release.read_about(root, release_id)
            content = (about["community"]["slug"], *(about["digests"].get(name) for name in CONTENT))
            if (about["made_at"], release_id) >= before or content in seen:
                continue
            opened = Store.open(root, release_id)
            one = Earlier(release_id, opened.measures, minimum_of(opened), records(opened))
            then = area_ids.of_store(opened)
            ours = today if today is not None and today.slug == then.slug else None
            if ours is not None:
                one, _ = under_todays(one, then, ours, now)
        except FlashlightError:
            unread.append(release_id)
            continue
        seen.add(content)
        rows = one.rows[_asked(one, now, measures if ours is not None else {})].reset_index(drop=True)
        if len(rows):
            found.append(one._replace(rows=rows))
    return [standing(one, now, found[n + 1 :]) for n, one in enumerate(found)], unread


def _asked(one: Earlier, now: pd.DataFrame, measures: Mapping[str, Measure]) -> NDArray[np.bool_]:
    """Its rows about the same areas as today's; of our own community, which has `measures`, all about people whom partners tell of today.

    What was hidden in an area that is gone must not follow from what its neighbors and their city show now.
    """
    areas = pd.MultiIndex.from_frame(one.rows[AREA]).isin(pd.MultiIndex.from_frame(now[AREA].drop_duplicates()))
    then, here = ({m.id: people(m) for m in each.values() if of_partner(m)} for each in (one.measures, measures))
    tables = told(now)[["measure", "level"]].drop_duplicates().itertuples(index=False, name=None)
    today = {(here[name], level) for name, level in tables if name in here}
    rows = zip(one.rows["measure"], one.rows["level"], strict=True)
    return areas | np.array([(then.get(name, ""), level) in today for name, level in rows], bool)


def standing(one: Earlier, now: pd.DataFrame, newer: Sequence[Earlier] = ()) -> Earlier:
    """The release with its rows that are not what they were, and those hidden ones that may not be.

    `now` are rows with the numbers of today, NaN where they are not known. Of a row that is not among them the oldest release
    that is newer tells; where none does, it is taken to stand.
    """
    today = todays(one, now, [other.rows for other in newer])
    book, known = _alone(one)
    found = ranges(book, ())
    publication, place = found.publication, found.publication.place()
    true = truth(today.assign(status="estimated"), known, one.measures)
    numbers = np.array([true.get(name, np.nan) for name in publication.names], float)
    changed = ~publication.open & ~np.isnan(numbers) & (numbers != publication.low)
    _mark(changed, place, known, printed_anew(one, today))
    _mark_years(changed, found, one, now)
    hidden = whole_tables.of(publication)
    for part in hidden:
        changed[part.cells] |= _moved(part, numbers[part.cells])
    near = _near(publication, changed)
    touched = np.zeros(len(near), bool)
    for part in hidden:
        touched[part.cells] = near[part.cells].any()
    corrected, may_be = set[Row](), set[Row]()
    for row in told(one.rows).to_dict("records"):
        key = tuple(row[c] for c in ROW)
        cells = [place[cell] for cell in known[key].named().values()]
        # Nobody may be shown where a group stood in a pool (gate_hide.locked), so that is not taken for what it was.
        unknown = np.isnan(numbers[cells[0]]) or (row["status"] == POOLED and numbers[cells[0]] == 0)
        if changed[cells].any() or (unknown and row["status"] not in TELLING and touched[cells[0]]):
            corrected.add(key)
        if row["status"] in _HIDDEN and touched[cells].any():
            may_be.add(key)
    return one._replace(corrected=frozenset(corrected), may_be=frozenset(may_be))


def _alone(one: Earlier) -> tuple[Book, Known]:
    """All that the release told by itself, with every sum over areas: what came later may make any of them tell."""
    book, printed = Book(), Print(one.measures, one.minimum, one.id)
    known = write_rows(book, one.rows, printed)
    write_sums(book, one.rows, known, printed)
    write_areas(book, [Told(known, one.measures, one.minimum, one.id)], all_of_them=True)
    return book, known


def _mark(changed: NDArray[np.bool_], place: dict[str, int], known: Known, rows: Iterable[Row]) -> None:
    """Mark rows with another number than was printed, also where it tells of no single cell."""
    for row in rows:
        cells = [place[cell] for cell in known[row].named().values()]
        if not changed[cells].any():
            changed[cells[0]] = True


def _mark_years(changed: NDArray[np.bool_], found: Ranges, one: Earlier, now: pd.DataFrame) -> None:
    """Mark years that were told one by one and cannot be those that are put together today."""
    several = now[(now["period_end"] - now["period_start"] > 1) & now["measure"].isin(list(one.measures))]
    place = found.publication.place()
    for row in several.to_dict("records"):
        measure, key = one.measures[row["measure"]], tuple(row[c] for c in ROW)
        whole, years = cells_of(measure, row), years_of(measure, row)
        numbers = truth(pd.DataFrame([{**row, "status": "estimated"}]), {key: whole}, one.measures) if years else {}
        for quantity, cell in whole.named().items():
            at = [place[year.named()[quantity]] for year in years if year.named()[quantity] in place]
            if at and cell in numbers:
                least, most = int(found.low[at].sum()), int(found.high[at].sum())
                changed[at] |= numbers[cell] < least or (len(at) == len(years) and numbers[cell] > most)


def _moved(part: whole_tables.Part, numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The fewest people of the part's cells that today's numbers leave without a place in what was printed.

    Where no number is known today nothing can have moved; that holds for most of what publishers hide.
    """
    if np.isnan(numbers).all():
        return np.zeros(len(numbers), bool)
    table = whole_tables.nearest(part, numbers)
    return np.ones(len(numbers), bool) if table is None else ~np.isnan(numbers) & (table != numbers)


def _near(publication: Publication, changed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cells that changed, and those in an equation with one."""
    matrix = abs(publication.matrix)
    return changed | (matrix.T @ ((matrix @ changed.astype(np.int64)) > 0).astype(np.int64) > 0)
