"""Cartographic boundary files of the Census Bureau (GENZ, 1:500,000): which file serves which vintage, fetched, checked, kept."""

from geo.boundary_zip import check_zip
from geo.errors import BoundaryError
from sources.answer import MEGABYTE, ZIP
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, BadRequest, NotPublished
from sources.session import Session

SOURCE = "census_boundaries"
LICENCE = "Public domain (US Government)"
OLDEST_TRACTS = 2010
# One file for vintages that share their areas; a vintage not named here has its own file.
SERVED_BY: dict[str, dict[int, int]] = {
    "tract": {**dict.fromkeys(range(OLDEST_TRACTS, 2020), 2019), 2020: 2021},
    "county": {**dict.fromkeys(range(OLDEST_TRACTS, 2020), 2019), 2020: 2021},
    "county_subdivision": {**dict.fromkeys(range(OLDEST_TRACTS, 2022), 2021), 2022: 2023},
}
# County files are national only.
MEMBERS = {"tract": "{state}_tract", "county": "us_county", "county_subdivision": "{state}_cousub"}


def file_year(vintage: int, level: str) -> int:
    """Year of the cartographic file that has a vintage's areas; BadRequest for another level, NotPublished before 2010."""
    if level not in SERVED_BY:
        raise BadRequest(f"Cartographic files are read for {', '.join(sorted(SERVED_BY))}; found {level!r}.")
    if vintage < OLDEST_TRACTS:
        raise NotPublished(f"No cartographic file has the areas of {vintage}; the oldest vintage is {OLDEST_TRACTS}.")
    return SERVED_BY[level].get(vintage, vintage)


def address(vintage: int, level: str, state: str) -> str:
    """URL of the zip file."""
    year = file_year(vintage, level)
    member = MEMBERS[level].format(state=state)
    return f"https://www2.census.gov/geo/tiger/GENZ{year}/shp/cb_{year}_{member}_500k.zip"


def key(vintage: int, level: str, state: str) -> CacheKey:
    """Where the file is kept."""
    return CacheKey(SOURCE, address(vintage, level, state).rsplit("/", 1)[1])


def blob(session: Session, cache: Cache, vintage: int, level: str, state: str) -> bytes:
    """The zip file as published, checked to be whole; a national one for counties.

    Raises NotPublished where the Bureau has no such file, BadAnswer for a damaged one. The file is asked for again each run, by its
    ETag; a copy once held stays when the service answers badly.
    """
    url = address(vintage, level, state)

    def fetch(held: Sidecar | None) -> Fetched | None:
        answer = session.get(
            url, headers=held.conditional() if held else None, accept=ZIP, deadline_s=120, max_bytes=100 * MEGABYTE
        )
        if answer.status == 304:
            return None
        _check(answer.body, url)
        return Fetched(answer.body, answer, LICENCE, citation(vintage, level))

    return cache.blob(key(vintage, level, state), fetch, immutable=False)


def citation(vintage: int, level: str) -> str:
    """How to cite the file."""
    return f"U.S. Census Bureau, Cartographic Boundary Files, {file_year(vintage, level)}, 1:500,000"


def _check(content: bytes, url: str) -> None:
    """Nothing; BadAnswer when the zip is not whole and safe."""
    try:
        check_zip(content)
    except BoundaryError as error:
        reason = str(error)
    else:
        return
    raise BadAnswer(f"{url} is not a whole boundary file: {reason}", url=url)
