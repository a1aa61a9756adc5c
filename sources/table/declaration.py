"""What a declaration of a table says. `sources/declarations/` holds the product's own; a community may add others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sources.labels import Label
from sources.table.marks import Marks

Conditions = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Layout:
    """How the file is laid out: the zip's member, the sheet, one or two header rows, what stands around the table."""

    member: str = ""
    sheet: str = ""
    header_rows: int = 1
    footnotes: bool = False
    fill_down: tuple[str, ...] = ()
    must_say: tuple[str, ...] = ()
    aliases: Conditions = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Rows of one level: when a row is one, and its geoid, fixed or put together from columns (name, digits to fill to)."""

    level: str
    when: Conditions
    geoid: str
    id: tuple[tuple[str, int], ...]
    codes: str
    geoids: Mapping[str, str]


@dataclass(frozen=True)
class Period:
    """Where the period stands: a column, the title, the file's name (found by `pattern`), or fixed years."""

    column: str
    title: str
    file: str
    form: str
    start: int
    end: int
    vintage: int


@dataclass(frozen=True)
class Value:
    """One quantity: its column (or columns, one a label put in place of {label}), unit, uncertainty, and the rows it is on."""

    variable: str
    column: str
    unit: str
    labels: Mapping[str, Label]
    not_read: tuple[str, ...]
    when: Conditions
    n: str
    se: str
    interval: tuple[str, ...]
    confidence: int
    often_under_one: bool


@dataclass(frozen=True)
class Points:
    """Columns of a list of places on the map."""

    id: tuple[str, ...]
    name: str
    latitude: str
    longitude: str
    kind: str
    when: Conditions


@dataclass(frozen=True)
class Pinned:
    """Where a publisher who exchanges a file in its place tells its release: the `name` in that JSON contains `says`."""

    url: str
    says: str


@dataclass(frozen=True)
class Declaration:
    """A publisher's table, declared: where it is, how it is laid out, and what its cells mean."""

    id: str
    title: str
    publisher: str
    licence: str
    landing: str
    states: tuple[str, ...]  # two digits each: the communities the table speaks of; empty means all
    url: str
    path: Path | None
    filename: str
    large: bool
    immutable: bool
    layout: Layout
    skip: Conditions
    places: tuple[Place, ...]
    period: Period
    group_column: str
    labels: Mapping[str, Label]
    labels_in: str
    reason: str
    reasons: Mapping[str, str]
    marks: Marks
    values: tuple[Value, ...]
    points: Points | None
    pinned: Pinned | None

    @property
    def citation(self) -> str:
        """How to cite the table."""
        return f"{self.publisher}, {self.title}" + (f", {self.landing}" if self.landing else "")

    def alternatives(self, column: str) -> tuple[str, ...]:
        """The names a column may have, the declared one first."""
        return (column, *self.layout.aliases.get(column, ()))
