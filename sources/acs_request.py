"""What is asked of the American Community Survey: one table, some of its lines, one vintage, some areas."""

import hashlib
import re
from dataclasses import dataclass

from geo.errors import FlashlightError

LINE = re.compile(r"([BC]\d{5}[A-Z]{0,3})_\d{3}")
MEDIAN_TABLES = re.compile(
    r"B(01002|060(02|11)|070(02|11)|19(013|113|202)|2000[24]|20017|250(18|21|31|35|37|39|58|64|71|76|77|78|88|92|97|99)|2510[3-57]|25109)[A-Z]*"
)  # tables of medians, which may be open-ended


@dataclass(frozen=True)
class Kind:
    """One of the survey's datasets: the name its rows carry, its path in the API, and how its lines are written (group 1: the table)."""

    source: str
    dataset: str
    line: re.Pattern[str]


DETAILED = Kind("acs5", "acs5", LINE)

LICENCE = "Public domain (work of the United States Government)"


def citation(vintage: int, table: str) -> str:
    """How to name the source of a number."""
    years = f"{vintage - 4}-{vintage}"
    return f"U.S. Census Bureau, American Community Survey 5-year estimates {years}, table {table}"


@dataclass(frozen=True)
class Level:
    """How the Census Bureau writes one geography level."""

    prefix: str  # of a GEO_ID, before the GEOID
    width: int  # digits of the GEOID
    name: str  # in the service's `for=` clause
    columns: tuple[str, ...]  # id columns that the service adds, which together spell the GEOID


LEVELS = {
    "us": Level("0100000US", 0, "us", ("us",)),
    "state": Level("0400000US", 2, "state", ("state",)),
    "county": Level("0500000US", 5, "county", ("state", "county")),
    "county_subdivision": Level("0600000US", 10, "county subdivision", ("state", "county", "county subdivision")),
    "tract": Level("1400000US", 11, "tract", ("state", "county", "tract")),
}


class RequestError(FlashlightError):
    """A request names an area or a variable that the service cannot have."""


@dataclass(frozen=True)
class Area:
    """One area, or all areas of a level inside a county or a state (`code` None): ("tract", "09", "170"), ("county", "09", code="170")."""

    level: str
    state: str = ""
    county: str = ""
    code: str | None = None

    def __post_init__(self) -> None:
        level = LEVELS.get(self.level)
        if level is None:
            raise RequestError(f"Area level: expected one of {sorted(LEVELS)}, found {self.level!r}.")
        in_county = level.columns[1:-1] == ("county",)
        state = re.fullmatch(r"\d{2}", self.state)
        county = re.fullmatch(r"(\d{3})?" if in_county else "", self.county)
        whole = self.code is None or (self.code.isdigit() and len(self.inside) == level.width)
        if self.level != "us" and not (state and county and whole):
            raise RequestError(f"Area {self}: expected the {level.width} digits of a {self.level} in their parts.")

    @property
    def inside(self) -> str:
        """Digits that every GEOID of this area begins with; the whole GEOID where one area is meant."""
        return "" if self.level == "us" else self.state + self.county + (self.code or "")

    def clauses(self) -> dict[str, str]:
        """The service's `for` and `in` clauses; a clause that is not needed is absent."""
        name = LEVELS[self.level].name
        if self.level == "us":
            return {"for": "us:1"}
        if self.level == "state":
            return {"for": f"state:{self.state}"}
        within = f"state:{self.state}" + (f" county:{self.county or '*'}" if self.level != "county" else "")
        return {"for": f"{name}:{self.code or '*'}", "in": within}

    def __str__(self) -> str:
        return "us" if self.level == "us" else f"{self.level}-{self.inside}"


@dataclass(frozen=True)
class AcsRequest:
    """Lines of one table of one five-year vintage (2023 is 2019-2023), in the order in which they come back."""

    vintage: int
    table: str
    variables: tuple[str, ...]
    areas: tuple[Area, ...]

    def __post_init__(self) -> None:
        strange = [v for v in self.variables if (m := self.kind.line.fullmatch(v)) is None or m[1] != self.table]
        if strange or not self.variables:
            raise RequestError(f"{self}: expected variables like {self.table}_001, found {strange[:3]}.")
        if len(set(self.variables)) < len(self.variables):
            raise RequestError(f"{self}: a variable is asked for twice.")

    def __str__(self) -> str:
        return f"{self.kind.source} {self.vintage} {self.table}"

    @property
    def kind(self) -> Kind:
        """The dataset that has the table."""
        return DETAILED

    @property
    def has_medians(self) -> bool:
        """Whether open-ended medians can occur, so that annotations are worth asking for."""
        return MEDIAN_TABLES.fullmatch(self.table) is not None

    def digest(self, *more: str) -> str:
        """Eight characters that differ when other variables are asked for."""
        return hashlib.sha256("\n".join([*self.variables, *more]).encode()).hexdigest()[:8]
