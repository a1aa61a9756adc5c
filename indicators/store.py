"""The only door from pages to numbers: published rows of one release, read by code and refused if a withheld row carries one."""

from collections.abc import Callable, Collection
from copy import copy
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

import orjson
import pandas as pd
import pyarrow.parquet as pq

from geo.clock import today
from geo.errors import FlashlightError
from indicators import agreements, audit_account, custom_area, release, release_files
from indicators.agreements import NoFileError, Term
from indicators.catalog import from_json
from indicators.measure import Measure
from indicators.published_rows import Reader
from indicators.release_info import PlaceInfo, ReleaseInfo, Shared, info, shown_order


class NoReleaseError(FlashlightError):
    """There is nothing to show yet."""


class UnknownError(FlashlightError):
    """A measure, place or level that the release does not have."""


class Store:
    """One release, held open for reading; safe to share between sessions, since every read opens its own file."""

    def __init__(self, root: Path, release_id: str, day: Callable[[], date] = today) -> None:
        self.root, self._day = root, day
        self.folder = root / "releases" / release_id
        about = release.read_about(root, release_id)
        if about["schema"] != release.SCHEMA:
            raise release.ReleaseError(
                f"Release {release_id} is of schema {about['schema']}; this program reads releases of schema {release.SCHEMA}. "
                "Build the community again, or read this release with the version of the program that made it."
            )
        with release.readable(release_id):
            self.release: ReleaseInfo = info(about)
            self.measures: dict[str, Measure] = from_json((self.folder / "catalog.json").read_text("utf-8"))
            self.places = tuple(
                PlaceInfo(p["id"], p["level"], p["name"], tuple(p["geoids"])) for p in shown_order(about["places"])
            )
            self._terms = agreements.read(about, self.measures)
            self._places = {p.id: p for p in self.places}
            self._reader = Reader(self.folder, self._json("lookups.json"))
            self._geography = pq.read_table(self.folder / "geography.parquet", use_threads=False).to_pandas()
            self._provenance = pq.read_table(self.folder / "provenance.parquet", use_threads=False).to_pandas()
        # A page about a place asks for a hundred measures of it; what is kept are published rows, before any agreement ended.
        self._of_place = lru_cache(maxsize=8)(self._read_place)

    @classmethod
    def open(cls, root: Path, release_id: str | None = None, slug: str | None = None) -> "Store":
        """The release asked for, or the current one. Raises NoReleaseError that says what to do next."""
        return _open(Path(root).resolve(), release_id or _current(Path(root), slug))

    def rows(
        self,
        measure: str,
        *,
        level: str | None = None,
        scheme: str | None = None,
        group: str | None = None,
        period_end: int | None = None,
        place: str | None = None,
    ) -> pd.DataFrame:
        """Published rows with the area's `name` and `place` ("" where it is none), in display order."""
        self._known_measure(measure)
        wanted = {"level": level, "scheme": scheme, "group": group, "period_end": period_end}
        if place is not None:
            held = self._of_place(place)
            return self._allowed(_matching(held.get(measure, held[None]), wanted))
        with release.readable(self.release.id):
            return self._allowed(self._reader.read({"measure": measure} | wanted))

    def place_rows(self, place: str) -> pd.DataFrame:
        """Everything about a place: every measure, group and period."""
        return self._allowed(self._reader.read({"areas": self._areas_of(place)}))

    def _read_place(self, place: str) -> dict[str | None, pd.DataFrame]:
        """Everything about a place by measure; under None the columns without a row."""
        areas = self._areas_of(place)
        with release.readable(self.release.id):
            rows = self._reader.read({"areas": areas})
        each = {str(name): part.reset_index(drop=True) for name, part in rows.groupby("measure", sort=False)}
        return {None: rows.iloc[:0], **each}

    def ended(self, measure: str) -> Term | None:
        """The agreement that has ended and took the measure's numbers with it; None while all of them hold."""
        self._known_measure(measure)
        return agreements.ended(self._terms.get(measure, ()), self._day())

    def partners(self, measure: str) -> tuple[str, ...]:
        """Names of the partners who share the measure's numbers; none for a measure of other sources."""
        self._known_measure(measure)
        return tuple(dict.fromkeys(term.partner for term in self._terms.get(measure, ()) if term.partner))

    def downloadable(self, measure: str) -> bool:
        """Whether readers may take the measure's numbers away as a file: not where a partner's agreement forbids it."""
        self._known_measure(measure)
        return all(term.redistribution for term in self._terms.get(measure, ()))

    def refuse_file(self, measure: str) -> None:
        """Raise NoFileError for a measure that readers may not take away as a file."""
        if not self.downloadable(measure):
            raise NoFileError(
                f"The agreement under which {measure} is shared does not allow files of its numbers. Read them on the site."
            )

    def public_files(self) -> tuple[Path, ...]:
        """The release's files that anybody may have: all of them, or where an agreement forbids files or has ended its own account alone."""
        mine = [m for m in self._terms if self.periods(m)]
        free = all(self.downloadable(m) and self.ended(m) is None for m in mine)
        there = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return tuple(path for path in there if free or path.name in (release.AUDIT, "release.json"))

    def as_made(self) -> "Store":
        """The release as it was once, whatever has ended since: for audits, which count in what readers may have kept."""
        same = copy(self)
        same._terms = {}
        return same

    def periods(self, measure: str, level: str | None = None) -> list[int]:
        """The measure's period ends, oldest first."""
        self._known_measure(measure)
        return sorted({period for m, lv, _, period in self._contents() if m == measure and level in (None, lv)})

    def levels(self, measure: str) -> list[str]:
        """The measure's levels, from the neighborhood outwards."""
        self._known_measure(measure)
        return list(dict.fromkeys(lv for m, lv, _, _ in self._contents() if m == measure))

    def schemes(self, measure: str, level: str | None = None) -> list[str]:
        """The measure's group schemes, `all` first."""
        self._known_measure(measure)
        there = {s for m, lv, s, _ in self._contents() if m == measure and level in (None, lv)}
        return [s for s in self._reader.lookups["scheme"] if s in there]

    def geographies(self, level: str) -> pd.DataFrame:
        """Areas of a level: geoid, name, vintage, place, in alphabetical order."""
        found = self._geography[self._geography["level"] == level]
        owner = {geoid: p.id for p in self.places if p.level == level for geoid in p.geoids}
        found = found.assign(place=[owner.get(geoid, "") for geoid in found["geoid"]])
        order = found.assign(key=found["name"].map(release_files.alphabetical)).sort_values(["key", "geoid", "vintage"])
        return order[["geoid", "name", "vintage", "place"]].reset_index(drop=True)

    def shapes_path(self, level: str, period_end: int | None = None) -> Path:
        """The topology that fits a period: the first drawn in or after its last year, else the newest."""
        folder = self.folder / "shapes"
        if level == "neighborhood":
            return self._there(folder / release_files.NEIGHBORHOODS, level)
        drawn = {int(p.stem.rsplit("-", 1)[1]): p for p in folder.glob(f"{level}-*.json")}
        later = [v for v in drawn if period_end is not None and v >= period_end]
        vintage = min(later) if later else max(drawn, default=0)
        return self._there(drawn.get(vintage, folder / f"{level}.json"), level)

    def layers(self) -> list[dict[str, Any]]:
        """Layers of points: id, and for those the community declares the name by language, publisher and licence."""
        return list(self.release.layers)

    def points_path(self, layer: str) -> Path:
        """The file of a layer's points: id, name, kind, latitude, longitude, by name."""
        return self.folder / "points" / f"{layer}.json"

    def provenance(self, measure: str) -> pd.DataFrame:
        """Where a measure's numbers come from: source, title, url, retrieved_at, licence, citation, vintage."""
        self._known_measure(measure)
        found = self._provenance[self._provenance["measure"] == measure]
        return found[["source", "title", "url", "retrieved_at", "licence", "citation", "vintage"]].reset_index(
            drop=True
        )

    def suppression(self) -> dict[str, Any]:
        """The public statement: how many rows have which status, and by which rules."""
        return self._json("suppression.json")

    def audit(self) -> dict[str, Any]:
        """What the audit of this release found, in counts of rows (audit_report.public); {} where nothing can be told of it."""
        return self._audit or {}

    def audit_unread(self) -> bool:
        """Whether the release has an account of its audit that this program cannot read, since another version wrote it."""
        return self._audit is None

    @cached_property
    def _audit(self) -> dict[str, Any] | None:
        path = self.folder / release.AUDIT
        return audit_account.read(path.read_bytes()) if path.is_file() else {}

    def combined(
        self, measure: str, blocks: tuple[str, Collection[str]], period_end: int, scheme: str | None = None
    ) -> pd.DataFrame:
        """Blocks (a level and GEOIDs) put together (custom_area.COLUMNS), everyone first; a row without a number says why."""
        rows = self.rows(measure, level=blocks[0], period_end=period_end, scheme=scheme)
        return custom_area.combined(self.measures[measure], rows, blocks[1])

    def shared(self, neighborhood: str, period_end: int | None = None) -> Shared | None:
        """How far a neighborhood leans on tracts divided by weight, in this vintage or the newest; None where nothing is known."""
        found = self._crosswalks.get(str(period_end) if period_end else max(self._crosswalks, default=""), {})
        one = found.get("neighborhoods", {}).get(neighborhood)
        return None if one is None else Shared(found["universe"], one["percent"], tuple(one["with"]))

    @cached_property
    def _crosswalks(self) -> dict[str, Any]:
        # None in a release made before crosswalks told what they take for granted.
        return self._json("crosswalks.json") if (self.folder / "crosswalks.json").is_file() else {}

    def sources(self) -> tuple[dict[str, Any], ...]:
        """Every source the field's guides name, texts as {"en": …, "es": …}; none in a release made before they were kept."""
        return tuple(self._json("sources.json")) if (self.folder / "sources.json").is_file() else ()

    def _allowed(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows without what agreements do not allow any more; asked at each read, since a store outlives a day."""
        return agreements.hidden(rows, [m for m in self._terms if self.ended(m) is not None])

    def _contents(self) -> list[tuple[str, str, str, int]]:
        with release.readable(self.release.id):
            return self._reader.contents

    def _known_measure(self, measure: str) -> None:
        if measure not in self.measures:
            raise UnknownError(f"There is no measure {measure} in release {self.release.id}.")

    def _areas_of(self, place: str) -> tuple[str, tuple[str, ...]]:
        if place not in self._places:
            raise UnknownError(f"There is no place {place} in release {self.release.id}.")
        found = self._places[place]
        return found.level, found.geoids

    def _json(self, name: str) -> Any:
        with release.readable(self.folder.name):
            return orjson.loads((self.folder / name).read_bytes())

    def _there(self, path: Path, level: str) -> Path:
        if not path.is_file():
            raise UnknownError(f"Release {self.release.id} has no shapes for the level {level}.")
        return path


def _matching(rows: pd.DataFrame, wanted: dict[str, Any]) -> pd.DataFrame:
    """A frame of its own with the rows that have these values; None matches all."""
    mask = pd.Series(True, index=rows.index)
    for column, value in wanted.items():
        if value is not None:
            mask &= rows[column] == value
    return rows[mask].reset_index(drop=True)


def _current(root: Path, slug: str | None) -> str:
    """The id behind the pointer; without a slug, of the real community that was last switched to, else of a made-up one."""
    pointers = release.pointers(root)
    chosen = {slug: pointers[slug]} if slug in pointers else ({} if slug else pointers)
    if not chosen:
        whose = f" for {slug}" if slug else ""
        raise NoReleaseError(
            f"There is no release{whose} in {root.resolve()} yet. "
            "Make one with `flashlight build PATH`, or see the made-up demo with `flashlight demo`."
        )
    return chosen[max(chosen, key=partial(_preferred, root, chosen))]


def _preferred(root: Path, chosen: dict[str, str], slug: str) -> tuple[bool, int, str]:
    """Sorts communities by which is shown when none is named; one whose release is damaged counts as real, so that it is mended."""
    try:
        real = len(chosen) == 1 or not release.read_about(root, chosen[slug])["community"]["made_up"]
    except release.ReleaseError:
        real = True
    return real, release.switched_at(root, slug), slug


@lru_cache(maxsize=8)
def _open(root: Path, release_id: str) -> Store:
    # A release never changes once it is named, so one opened store serves every session.
    return Store(root, release_id)
