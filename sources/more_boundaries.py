"""Cartographic boundaries of places, ZIP code tabulation areas and school districts: fetched, checked and kept as those of tracts are."""

import re
from typing import TYPE_CHECKING

from geo.errors import BoundaryError
from sources.answer import MEGABYTE, ZIP
from sources.boundary_files import LICENCE, SOURCE
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, BadRequest, NotPublished
from sources.session import Session

if TYPE_CHECKING:
    import geopandas as gpd

OLDEST = 2014
NATION = "us"
KINDS = {"place": ("place",), "zcta": ("zcta",), "school_district": ("unsd", "elsd", "scsd")}


def addresses(vintage: int, level: str, state: str) -> list[str]:
    """URLs of the zip files: three for school districts (unified, elementary, secondary), else one.

    ZIP code tabulation areas are drawn once a decade and come for the whole nation: the files of 2019 and of 2020 serve.
    """
    if level not in KINDS:
        raise BadRequest(f"These files are read for {', '.join(sorted(KINDS))}; found {level!r}.")
    if not re.fullmatch(r"\d{2}", state) and not (level == "zcta" and state == NATION):
        raise BadRequest(f"Boundaries of {level}: expected the two digits of a state, found {state!r}.")
    if vintage < OLDEST:
        raise NotPublished(f"No cartographic file of {level} is read for {vintage}; the oldest is {OLDEST}.")
    if level == "zcta":
        year, member = (2020, "us_zcta520") if vintage >= 2020 else (2019, "us_zcta510")
        return [_address(year, member)]
    return [_address(vintage, f"{state}_{kind}") for kind in KINDS[level]]


def keys(vintage: int, level: str, state: str) -> list[CacheKey]:
    """Where the files are kept."""
    return [_key(url) for url in addresses(vintage, level, state)]


def cartographic(session: Session, cache: Cache, vintage: int, level: str, state: str) -> "gpd.GeoDataFrame":
    """The state's areas (ZIP code areas: the nation's): BOUNDARY columns and name, EPSG:4326, ordered by geoid.

    A state without elementary or secondary districts has no file of them, which is not an error as long as one kind is there.
    Raises NotPublished where no file is there, BadAnswer for a damaged one, BoundaryError for other areas than asked.
    """
    from sources.boundary_shapes import read, together  # reading shapes needs GDAL, which takes a second to load

    parts, missing = [], []
    for url in addresses(vintage, level, state):
        try:
            parts.append(read(_blob(session, cache, url, vintage, level), level, vintage))
        except NotPublished as error:
            missing.append(error)
    if not parts:
        raise missing[0]
    return together(parts, "" if level == "zcta" else state)


def citation(url: str) -> str:
    """How to cite a file."""
    return f"U.S. Census Bureau, Cartographic Boundary Files, {url.split('GENZ')[1][:4]}, 1:500,000"


def _address(year: int, member: str) -> str:
    return f"https://www2.census.gov/geo/tiger/GENZ{year}/shp/cb_{year}_{member}_500k.zip"


def _key(url: str) -> CacheKey:
    return CacheKey(SOURCE, url.rsplit("/", 1)[1])


def _blob(session: Session, cache: Cache, url: str, vintage: int, level: str) -> bytes:
    def fetch(held: Sidecar | None) -> Fetched | None:
        headers = held.conditional() if held else None
        answer = session.get(url, headers=headers, accept=ZIP, deadline_s=300, max_bytes=200 * MEGABYTE)
        if answer.status == 304:
            return None
        _refuse_damaged(answer.body, url, vintage, level)
        return Fetched(answer.body, answer, LICENCE, citation(url))

    return cache.blob(_key(url), fetch, immutable=False)


def _refuse_damaged(content: bytes, url: str, vintage: int, level: str) -> None:
    from sources.boundary_shapes import read

    try:
        read(content, level, vintage)
    except BoundaryError as error:
        reason = str(error)
    else:
        return
    raise BadAnswer(f"{url} is not a whole boundary file: {reason}", url=url)
