"""Cartographic boundary files of www2.census.gov for the made-up city: real shapefiles in a zip, the same bytes every time."""

import hashlib
import io
import re
import tempfile
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from communities.demo import city, lattice
from communities.demo.answers import Question, Reply, file
from communities.demo.city import CHANGE, COUNTIES, STATE, STATE_NAME, TOWNS, TRACTS, Cell, code_in, tract_geoid

PATH = re.compile(r"/geo/tiger/GENZ(\d{4})/shp/cb_(\d{4})_(98_tract|98_cousub|us_county)_500k\.zip")
YEARS = range(2018, 2024)
RENAMED = 2023  # AFFGEOID is called GEOIDFQ since
Row = dict[str, str]


def boundary_file(question: Question) -> Reply | None:
    """The zip file at this path; None when there is none."""
    found = PATH.fullmatch(question.path)
    if found is None or found[1] != found[2] or int(found[1]) not in YEARS:
        return None
    # Drawing takes a second, so who has the file already is told so by what it is drawn from.
    etag = f'"{_drawn_from()}-{found[1]}-{found[3]}"'
    if question.headers.get("If-None-Match") == etag:
        return Reply(304, b"", {"ETag": etag})
    reply = file(_zip(int(found[1]), found[3]), "application/zip", question)
    return replace(reply, headers={**reply.headers, "ETag": etag})


@cache
def _drawn_from() -> str:
    """Digest of the code that draws the files."""
    code = [Path(module).read_bytes() for module in (__file__, lattice.__file__, city.__file__)]
    return hashlib.sha256(b"".join(code)).hexdigest()[:16]


@cache
def _zip(year: int, member: str) -> bytes:
    import geopandas as gpd  # takes a second, and the warm demo never asks for shapes

    groups = _groups(year, member)
    rows = [dict(key) for key in groups]
    shapes = [lattice.area(tuple(cells)) for cells in groups.values()]
    frame = gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4269")
    stem = f"cb_{year}_{member}_500k"
    with tempfile.TemporaryDirectory() as folder:
        frame.to_file(Path(folder) / f"{stem}.shp", DBF_DATE_LAST_UPDATE="2024-01-01")
        return _packed(sorted(Path(folder).iterdir()))


def _packed(paths: list[Path]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.writestr(zipfile.ZipInfo(path.name, (2024, 1, 1, 0, 0, 0)), path.read_bytes())
    return buffer.getvalue()


def _groups(year: int, member: str) -> dict[tuple[tuple[str, str], ...], list[Cell]]:
    """Cells of each area, under its columns."""
    found: dict[tuple[tuple[str, str], ...], list[Cell]] = {}
    for tract in TRACTS:
        county = TOWNS[tract.town].county(year)
        if member == "us_county":
            row = _row(year, "0500000US", STATE + county, COUNTIES[county])
        elif member.endswith("cousub"):
            row = _row(year, "0600000US", STATE + county + TOWNS[tract.town].code, f"{tract.town} town")
        else:
            code = code_in(tract, year)
            number = f"{int(code[:4])}" + ("" if code.endswith("00") else f".{code[4:]}")
            row = _row(year, "1400000US", tract_geoid(code, tract.town, year), f"Census Tract {number}")
        found.setdefault(tuple(row.items()), []).extend(tract.cells)
    return dict(sorted(found.items(), key=lambda item: dict(item[0])["GEOID"]))


def _row(year: int, prefix: str, geoid: str, name: str) -> Row:
    identifier = "GEOIDFQ" if year >= RENAMED else "AFFGEOID"
    row = {"STATEFP": STATE, identifier: prefix + geoid, "GEOID": geoid}
    bare = name.removeprefix("Census Tract ").removesuffix(" County").removesuffix(" town")
    if year < CHANGE - 1:  # until 2019 without the words around the name, only with the code for them
        return row | {"NAME": bare, "LSAD": {"05": "06", "14": "CT"}.get(prefix[:2], "43")}
    return row | {"NAME": bare, "NAMELSAD": name, "STATE_NAME": STATE_NAME}
