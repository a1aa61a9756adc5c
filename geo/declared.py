"""What a community declares, as plain values; geo/community.py reads them from community.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from geo.geoid import VintageRange


@dataclass(frozen=True)
class Place:
    """A place every neighborhood is shown beside; an empty name means the publisher's own."""

    id: str
    level: str
    name: str
    geoids: Mapping[VintageRange, str]

    def geoid(self, vintage: int) -> str | None:
        """GEOID in this vintage; None where the community gives none."""
        return next((g for vintages, g in self.geoids.items() if vintage in vintages), None)


@dataclass(frozen=True)
class CrosswalkFile:
    """A file of weights from tracts to neighborhoods, and the vintages whose tracts it speaks of."""

    file: Path
    vintages: VintageRange
    tract_column: str
    weight_basis: str


@dataclass(frozen=True)
class Neighborhoods:
    """Where the boundaries are, who made them, the names by id (in the file's order) and the crosswalks."""

    boundaries: Path
    source: str
    names: Mapping[str, str]
    crosswalks: tuple[CrosswalkFile, ...]


@dataclass(frozen=True)
class District:
    """A school district: `leaid` is its national id (NCES), `state_code` its state's own."""

    name: str
    leaid: str
    state_code: str


@dataclass(frozen=True)
class Goal:
    """A target a partnership has set: a number in the measure's unit, the year, and who set it."""

    measure: str
    group: str
    target: float
    by: int
    set_by: str


@dataclass(frozen=True)
class Agreement:
    """The written terms under which a partner shares: what for, by whose leave, from when until when, for whose eyes.

    `until` is the last day on which anything may be shown, `destroy_by` the day by which no copy of the file may be left.
    """

    title: str
    purpose: str
    authorization: str  # who has approved the project
    ferpa: str  # the FERPA exception used, one of geo.agreements.FERPA
    first: date
    until: date
    destroy_by: date
    audience: str  # one of geo.agreements.AUDIENCES
    redistribution: bool  # whether readers may take the numbers away as files
    update_frequency: str
    dissemination: str
    contacts: tuple[str, ...]
    amendments: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether anything may be shown on this day."""
        return self.first <= day <= self.until

    def readable(self, day: date) -> bool:
        """Whether a build may read the file on this day."""
        return self.holds(day) and day <= self.destroy_by


@dataclass(frozen=True)
class Partner:
    """An organization's own file: numbers about groups ("aggregate") or a list of people ("participants"), and its terms."""

    id: str
    name: str
    kind: str
    file: Path
    licence: str
    agreement: Agreement


@dataclass(frozen=True)
class MapLayer:
    """A list of points for the map: a transit agency's feed at `url`, or a table that `declaration` describes. `name` is English, Spanish."""

    id: str
    kind: str
    name: tuple[str, str]
    publisher: str
    licence: str
    url: str = ""
    declaration: Path | None = None
    file: Path | None = None  # the table itself, where it lies in the community's folder


@dataclass(frozen=True)
class AreaList:
    """Further areas of one level: those in `names` (GEOID to name), or every town of a county, whose GEOID may change by vintage."""

    level: str
    names: Mapping[str, str]
    counties: Mapping[VintageRange, str]
    kind: str = ""  # of school districts: unified, elementary or secondary

    def county(self, vintage: int) -> str | None:
        """GEOID of the county in this vintage; None where the community gives none."""
        return next((g for vintages, g in self.counties.items() if vintage in vintages), None)


@dataclass(frozen=True)
class Note:
    """What a community says stands behind a measure's curve: the day, the words in English and Spanish, and who signs them."""

    measure: str
    day: date
    text: tuple[str, str]
    signed: str


@dataclass(frozen=True)
class Community:
    """One community as its folder declares it."""

    folder: Path
    name: str
    slug: str
    state: str
    languages: tuple[str, ...]
    places: tuple[Place, ...]
    neighborhoods: Neighborhoods
    districts: tuple[District, ...]
    vintages: Mapping[str, tuple[int, ...]]
    goals: tuple[Goal, ...]
    minimum_count: int
    made_up: bool
    partners: tuple[Partner, ...] = ()
    layers: tuple[MapLayer, ...] = ()
    areas: tuple[AreaList, ...] = ()
    notes: tuple[Note, ...] = ()
    pooled: Mapping[str, int] = field(default_factory=dict)  # measure -> school years put together
    assume_public: Path | None = None  # numbers that others have printed about the same people
    contact: str = ""  # an e-mail address or an https:// page for readers; "" where none is named

    def files(self) -> tuple[Path, ...]:
        """Every file this community is read from, once, in a fixed order."""
        area = self.neighborhoods
        files = [self.folder / "community.toml", area.boundaries, *(c.file for c in area.crosswalks)]
        # Once its agreement has ended a partner's file may be gone, as it should be.
        files += [partner.file for partner in self.partners if partner.file.is_file()]
        files += [file for layer in self.layers for file in (layer.declaration, layer.file) if file is not None]
        files += [self.assume_public] if self.assume_public else []
        return tuple(dict.fromkeys(files))

    def place(self, place_id: str) -> Place | None:
        """The declared place of this id ("city"), or None."""
        return next((p for p in self.places if p.id == place_id), None)
