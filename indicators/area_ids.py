"""Which area of an earlier release is which of today: by its shape, or by the place that lists both GEOIDs.

Relations join releases by level and id. Where a neighborhood comes back under another id, or a city under another GEOID, the rows
of the earlier release are read under today's; of one that was drawn anew only the old area and the new ones are known. A neighborhood
that keeps its id and not its shape is drawn anew too: the old one gets a name of its own.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
import pandas as pd

from geo.errors import FlashlightError
from indicators.audit_rows import ROW, Area, Earlier, told
from indicators.group_pools import CITY
from indicators.partner_counts import of_partner
from indicators.release_files import NEIGHBORHOODS
from indicators.store import Store

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_NEAR = "neighborhood"  # whose shapes a release keeps
# How much of its area may lie outside the other: releases round their shapes to grids of their own. What two areas that are taken
# for one differ by is a correction like any other.
_SAME = 0.01
_DIGITS = 8  # enough to tell a few shapes of one area apart


class Areas(NamedTuple):
    """The areas of one release: whose they are, its places (level, and every GEOID each has had), and its neighborhoods' topology."""

    slug: str
    places: Sequence[tuple[str, Sequence[str]]]
    topology: Callable[[], bytes]

    def ids(self, rows: pd.DataFrame) -> set[Area]:
        """Every area that the places list or the rows speak of."""
        return {(level, geoid) for level, geoids in self.places for geoid in geoids} | _areas(rows)


def of_store(store: Store) -> Areas:
    """The areas of an opened release."""
    places = [(place.level, place.geoids) for place in store.places]
    return Areas(store.release.community.slug, places, lambda: store.shapes_path(_NEAR).read_bytes())


def declared(slug: str, places: Sequence[Mapping[str, Any]], shapes: Mapping[str, bytes]) -> Areas:
    """The areas of a release that is being made: its community, places and shapes as they will be written."""
    return Areas(slug, [(p["level"], p["geoids"]) for p in places], lambda: shapes[NEIGHBORHOODS])


def under_todays(one: Earlier, then: Areas, today: Areas, now: pd.DataFrame) -> tuple[Earlier, dict[Area, Area]]:
    """The earlier release of the same community under today's ids, with what is gone and new; and today's area of each that has another.

    `now` are rows of today. Areas count as new at levels where others are gone; only what partners count is asked for.
    """
    rows, same = _cities(one.rows, now, (*today.places, *then.places))
    theirs = rows["measure"].isin([m.id for m in one.measures.values() if of_partner(m)])
    before, after, asked = then.ids(rows), today.ids(now), _areas(told(rows[theirs]))
    gone, new = asked - after, after - before
    near, other = _compared(then, today, *(_at(areas, _NEAR) for areas in (gone, new, asked & after)))
    ids = rows["geoid"].where(rows["level"] != _NEAR, rows["geoid"].replace(near))
    ids = ids.where((rows["level"] != _NEAR) | ~theirs, ids.replace(other))
    same |= {(_NEAR, old): (_NEAR, its) for old, its in near.items()}
    gone = (gone - set(same)) | {(_NEAR, name) for name in other.values()}
    new |= {(_NEAR, geoid) for geoid in other}
    levels = {level for level, _ in gone}
    anew = frozenset(area for area in new - set(same.values()) if area[0] in levels)
    return one._replace(rows=rows.assign(geoid=ids).reset_index(drop=True), gone=frozenset(gone), new=anew), same


def _areas(rows: pd.DataFrame) -> set[Area]:
    return set(rows[["level", "geoid"]].drop_duplicates().itertuples(index=False, name=None))


def _at(areas: Collection[Area], level: str) -> list[str]:
    return sorted(geoid for one, geoid in areas if one == level)


def _cities(
    rows: pd.DataFrame, now: pd.DataFrame, places: Sequence[tuple[str, Sequence[str]]]
) -> tuple[pd.DataFrame, dict[Area, Area]]:
    """The rows of each city under the GEOID that today's rows of the same measure and year have, if theirs is not among them.

    A town keeps its area under another GEOID, and two measures may tell the same year under two. Where the release itself told a row
    under both, each stays under its own.
    """
    known = sorted((geoids for level, geoids in places if level == CITY), key=len)  # of two lists the longer one tells
    place = {geoid: n for n, geoids in enumerate(known) for geoid in geoids}
    ends = _ends(now)
    today = {(measure, place.get(geoid), end): geoid for measure, geoid, end in ends if geoid in place}
    there, cities = set(ends), rows["level"] == CITY
    taken = set(rows.loc[cities, ROW].itertuples(index=False, name=None))
    ids = []
    for row in rows.loc[cities, ROW].itertuples(index=False, name=None):
        measure, level, geoid, scheme, group, end = row
        its = geoid if (measure, geoid, end) in there else today.get((measure, place.get(geoid), end), geoid)
        moved = (measure, level, its, scheme, group, end)
        ids.append((geoid, geoid if moved in taken else its))
        taken.add(moved)
    other = {(CITY, old): (CITY, its) for old, its in ids if old != its}
    if not other:
        return rows, {}
    renamed = rows.copy()
    renamed.loc[cities, "geoid"] = [its for _, its in ids]
    return renamed, other


def _ends(rows: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Measure, GEOID and year of each row about a city."""
    return list(rows.loc[rows["level"] == CITY, ["measure", "geoid", "period_end"]].itertuples(index=False, name=None))


def _compared(
    then: Areas, today: Areas, gone: Sequence[str], new: Sequence[str], kept: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Today's id of each gone area that has the same shape, and a name of its own for each kept one that had another.

    Where a topology cannot be read, no gone area is the same and each kept one is.
    """
    if not kept and not (gone and new):
        return {}, {}
    from shapely.errors import ShapelyError

    try:
        before, after = then.topology(), today.topology()
        if before == after:
            return {}, {}
        old, its = _shapes(before, (*gone, *kept)), _shapes(after, (*new, *kept))
        pairs = _pairs(*({i: shapes[i] for i in ids if i in shapes} for shapes, ids in ((old, gone), (its, new))))
        return dict(pairs), dict(_drawn_otherwise(old, its))
    except (FlashlightError, ShapelyError, OSError, ValueError, LookupError, TypeError):
        return {}, {}


def _shapes(topology: bytes, ids: Collection[str]) -> dict[str, "BaseGeometry"]:
    from geo.topology_read import shapes

    return {geoid: shape for geoid, shape in shapes(orjson.loads(topology)).items() if geoid in ids}


def _pairs(gone: Mapping[str, "BaseGeometry"], new: Mapping[str, "BaseGeometry"]) -> Iterator[tuple[str, str]]:
    """Each gone area with the nearest new one that is the same; of nothing at all none is."""
    free = dict(new)
    for geoid, shape in gone.items():
        apart = {other: shape.symmetric_difference(its).area for other, its in free.items()}
        nearest = min(apart, key=apart.__getitem__, default="")
        if nearest and apart[nearest] < _SAME * shape.area:
            del free[nearest]
            yield geoid, nearest


def _drawn_otherwise(old: Mapping[str, "BaseGeometry"], now: Mapping[str, "BaseGeometry"]) -> Iterator[tuple[str, str]]:
    """Each area that has another shape now under the same id, with a name for the old one: the same shape has the same name."""
    for geoid in sorted(old.keys() & now.keys()):
        shape = old[geoid]
        if shape.symmetric_difference(now[geoid]).area > _SAME * shape.area:
            drawn = hashlib.sha256(shape.normalize().wkb).hexdigest()[:_DIGITS]
            yield geoid, f"{geoid} as drawn before ({drawn})"
