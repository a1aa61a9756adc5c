"""Geography levels, Census identifiers, and the vintages an identifier is good for."""

import re
from dataclasses import dataclass

from geo.errors import CommunityError

# From the smallest outwards, which is the order of display. A ZIP code tabulation area ("zcta") and a Census place, an incorporated
# city or a named community, may cross the areas after them. A school is named by its ncessch, a college by its unitid.
LEVELS = (
    "neighborhood",
    "tract",
    "zcta",
    "place",
    "county_subdivision",
    "school_district",
    "school",
    "college",
    "county",
    "state",
    "us",
)

# Summary levels of the Census Bureau, https://www.census.gov/programs-surveys/geography/technical-documentation/naming-convention.html
SUMMARY_LEVELS = {
    "010": "us",
    "040": "state",
    "050": "county",
    "060": "county_subdivision",
    "140": "tract",
    "160": "place",
    "860": "zcta",
    "950": "school_district",
    "960": "school_district",
    "970": "school_district",
}
DIGITS = {
    "us": 1,
    "state": 2,
    "county": 5,
    "county_subdivision": 10,
    "tract": 11,
    "place": 7,
    "zcta": 5,
    "school_district": 7,
    "college": 6,
}
# Summary level, geographic variant (2), geographic component (2: "00" is the whole area, "01" its urban part ...), "US", id.
GEO_ID = re.compile(r"(?P<summary>\d{3})\w{2}(?P<component>\w{2})US(?P<geoid>\w*)")


def level_of(geo_id: str) -> str | None:
    """Level of a full identifier such as "1400000US09009141200"; None for a level or a part of an area not used here."""
    found = GEO_ID.fullmatch(geo_id)
    if found is None or found["component"] != "00":
        return None
    return SUMMARY_LEVELS.get(found["summary"])


def geoid_of(geo_id: str) -> str:
    """Short identifier behind the "US" of a full one; "1" for the nation. Raises ValueError for any other text."""
    found = GEO_ID.fullmatch(geo_id)
    if found is None:
        raise ValueError(f"Expected a Census GEO_ID such as 1400000US09009141200, found {geo_id!r}.")
    return found["geoid"] or "1"


def is_geoid(geoid: str, level: str) -> bool:
    """True when the text has the digits a Census identifier of this level has."""
    return geoid.isascii() and geoid.isdigit() and len(geoid) == DIGITS.get(level, len(geoid))


@dataclass(frozen=True, order=True)
class VintageRange:
    """Vintages from `first` to `last`, both included; open at the end when `last` is None."""

    first: int
    last: int | None = None

    @classmethod
    def parse(cls, text: str) -> "VintageRange":
        """Range from "2018-2021", "2022-" or "2022". Raises CommunityError for any other text."""
        found = re.fullmatch(r"\s*(\d{4})\s*(?:(-)\s*(\d{4})?)?\s*", text)
        if found is None:
            raise CommunityError(f'Expected vintages such as "2018-2021", "2022-" or "2022", found "{text}".')
        first, last = int(found[1]), int(found[3]) if found[3] else None
        if found[2] is None:
            last = first
        if last is not None and last < first:
            raise CommunityError(f'Vintages "{text}" end before they begin.')
        return cls(first, last)

    def __contains__(self, vintage: int) -> bool:
        return self.first <= vintage and (self.last is None or vintage <= self.last)

    def __str__(self) -> str:
        return str(self.first) if self.last == self.first else f"{self.first}-{self.last or ''}"

    def overlaps(self, other: "VintageRange") -> bool:
        """True when at least one vintage is in both."""
        starts_in_time = self.last is None or other.first <= self.last
        return starts_in_time and (other.last is None or self.first <= other.last)


ALWAYS = VintageRange(0)
