"""The areas that Census questions are about, as the Bureau writes their levels and codes."""

import re
from dataclasses import dataclass

from geo.errors import FlashlightError


@dataclass(frozen=True)
class Level:
    """How the Census Bureau writes one geography level, and which of ours (geo/geoid.py) it is."""

    prefix: str  # of a GEO_ID, before the GEOID
    width: int  # digits of the GEOID
    name: str  # in the service's `for=` clause
    columns: tuple[str, ...]  # id columns that the service adds, which together spell the GEOID
    geography: str
    renamed: str = ""  # a later prefix, as long as the first

    @property
    def pattern(self) -> str:
        """Regular expression of the prefixes in use."""
        return f"({self.prefix}|{self.renamed})" if self.renamed else self.prefix


def _districts(prefix: str, kind: str) -> Level:
    name = f"school district ({kind})"
    return Level(prefix, 7, name, ("state", name), "school_district")


# A state has school districts of one kind, or of all three, each asked for by itself. ZIP code tabulation areas lie in no state:
# since vintage 2020 they cannot be asked for by state, and files write them 860Z200US.
LEVELS = {
    "us": Level("0100000US", 0, "us", ("us",), "us"),
    "state": Level("0400000US", 2, "state", ("state",), "state"),
    "county": Level("0500000US", 5, "county", ("state", "county"), "county"),
    "county_subdivision": Level(
        "0600000US", 10, "county subdivision", ("state", "county", "county subdivision"), "county_subdivision"
    ),
    "tract": Level("1400000US", 11, "tract", ("state", "county", "tract"), "tract"),
    "place": Level("1600000US", 7, "place", ("state", "place"), "place"),
    "zcta": Level(
        "8600000US", 5, "zip code tabulation area", ("zip code tabulation area",), "zcta", renamed="860Z200US"
    ),
    "school_district_unified": _districts("9700000US", "unified"),
    "school_district_elementary": _districts("9500000US", "elementary"),
    "school_district_secondary": _districts("9600000US", "secondary"),
}
FIRST_ZCTA_ALONE = 2020  # before, one ZIP code tabulation area is ambiguous to the service; all of them are not


class RequestError(FlashlightError):
    """A request names an area or a variable that the service cannot have."""


@dataclass(frozen=True)
class Area:
    """One area, or all areas of a level inside a county or a state (`code` None): ("tract", "09", "170"), ("county", "09", code="170").

    ZIP code tabulation areas are in no state: ("zcta",) is all of the nation's, ("zcta", code="06510") one.
    """

    level: str
    state: str = ""
    county: str = ""
    code: str | None = None

    def __post_init__(self) -> None:
        level = LEVELS.get(self.level)
        if level is None:
            raise RequestError(f"Area level: expected one of {sorted(LEVELS)}, found {self.level!r}.")
        state = re.fullmatch(r"\d{2}" if "state" in level.columns else "", self.state)
        county = re.fullmatch(r"(\d{3})?" if self._in_county else "", self.county)
        whole = self.code is None or (self.code.isdigit() and len(self.inside) == level.width)
        if self.level != "us" and not (state and county and whole):
            raise RequestError(f"Area {self}: expected the {level.width} digits of a {self.level} in their parts.")

    @property
    def inside(self) -> str:
        """Digits that every GEOID of this area begins with; the whole GEOID where one area is meant."""
        return "" if self.level == "us" else self.state + self.county + (self.code or "")

    @property
    def geography(self) -> str:
        """Our name of the level (geo/geoid.py), which the rows of this area carry."""
        return LEVELS[self.level].geography

    @property
    def _in_county(self) -> bool:
        return LEVELS[self.level].columns[1:-1] == ("county",)

    def clauses(self) -> dict[str, str]:
        """The service's `for` and `in` clauses; a clause that is not needed is absent."""
        name = LEVELS[self.level].name
        if self.level == "us":
            return {"for": "us:1"}
        if self.level == "state":
            return {"for": f"state:{self.state}"}
        asked = {"for": f"{name}:{self.code or '*'}"}
        if not self.state:
            return asked
        within = f"state:{self.state}" + (f" county:{self.county or '*'}" if self._in_county else "")
        return asked | {"in": within}

    def __str__(self) -> str:
        return "us" if self.level == "us" else f"{self.level}-{self.inside}"
