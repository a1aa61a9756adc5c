"""Boundaries read, simplified with shared edges, and written as quantised topology."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import Polygon, box, shape

from geo import boundaries, community, topology
from geo.errors import BoundaryError
from tests.geo import places

SMALL = 20_000


def cartographic(folder: Path, geoids: list[str], **columns: list[str]) -> bytes:
    """A zip with squares side by side in EPSG:4269, as the Census Bureau packs it."""
    shapes = [box(n, 40, n + 1, 41) for n in range(len(geoids))]
    frame = gpd.GeoDataFrame({"GEOID": geoids, **columns}, geometry=shapes, crs="EPSG:4269")
    frame.to_file(folder / "areas.shp")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(folder.glob("areas.*")):
            archive.write(file, file.name)
    return buffer.getvalue()


def arc(made: dict[str, Any], index: int) -> list[tuple[float, float]]:
    """Longitudes and latitudes of an arc; a negative index is the arc the other way round."""
    steps = np.cumsum(made["arcs"][~index if index < 0 else index], axis=0)
    points = steps * made["transform"]["scale"] + made["transform"]["translate"]
    return [(float(x), float(y)) for x, y in (points[::-1] if index < 0 else points)]


def polygons(made: dict[str, Any]) -> dict[str, Any]:
    """The areas back as shapes, read as the specification says."""
    found = {}
    for area in made["objects"]["areas"]["geometries"]:
        groups = [area["arcs"]] if area["type"] == "Polygon" else area["arcs"]
        rings = [[[p for i in ring for p in arc(made, i)] for ring in group] for group in groups]
        found[area["id"]] = shape({"type": "MultiPolygon", "coordinates": rings})
    return found


def test_neighborhoods_in_the_files_order(tmp_path: Path) -> None:
    areas = boundaries.neighborhoods(community.read(places.write(tmp_path)))
    assert list(areas["geoid"]) == ["west", "east"]
    assert list(areas["name"]) == ["Peña's Corner", "East"]
    assert set(areas["level"]) == {"neighborhood"}
    assert areas.crs == "EPSG:4326"


@pytest.mark.parametrize("column", ["GEO_ID", "AFFGEOID", "GEOIDFQ"])
def test_identifiers_under_each_of_their_names(tmp_path: Path, column: str) -> None:
    ids = ["98001000200", "98001000100"]
    content = cartographic(tmp_path, ids, NAMELSAD=["Two", "One"], **{column: [f"1400000US{i}" for i in ids]})
    areas = boundaries.from_cartographic(content, "tract", 2023)
    assert list(areas["geoid"]) == sorted(ids)
    assert list(areas["name"]) == ["One", "Two"]
    assert set(areas["vintage"]) == {2023}
    assert areas.crs == "EPSG:4326"


def test_bare_names_get_their_words_back(tmp_path: Path) -> None:
    content = cartographic(tmp_path, ["98001"], AFFGEOID=["0500000US98001"], NAME=["Fair"], LSAD=["06"])
    assert list(boundaries.from_cartographic(content, "county", 2019)["name"]) == ["Fair County"]


def test_another_level_is_refused(tmp_path: Path) -> None:
    content = cartographic(tmp_path, ["98001"], AFFGEOID=["0500000US98001"], NAME=["Fair"])
    with pytest.raises(BoundaryError, match="not of this level: 1 of 1 area"):
        boundaries.from_cartographic(content, "tract", 2019)


def test_a_file_without_identifiers_is_refused(tmp_path: Path) -> None:
    content = cartographic(tmp_path, ["98001"], NAME=["Fair"])
    with pytest.raises(BoundaryError, match="expected one of the columns GEO_ID, AFFGEOID, GEOIDFQ"):
        boundaries.from_cartographic(content, "county", 2019)


def shapes_of(areas: gpd.GeoDataFrame) -> list[Any]:
    return list(areas.geometry)


def wavy() -> gpd.GeoDataFrame:
    """Two areas with a common wavy edge of many points, and one apart."""
    edge = [(0.5 + 0.02 * np.sin(20 * y), 40 + y) for y in np.linspace(0, 1, 400)]
    left, right = Polygon([(0, 40), *edge, (0, 41)]), Polygon([(1, 40), *edge, (1, 41)])
    return gpd.GeoDataFrame(
        {"geoid": ["a", "b", "c"]}, geometry=[left, right, box(1.2, 40, 1.3, 40.1)], crs="EPSG:4326"
    )


def test_neighbors_keep_sharing_their_edge() -> None:
    simple = boundaries.simplify(wavy(), points_across=200)
    assert shapely.get_num_coordinates(simple.geometry.to_numpy()).sum() < 150
    assert simple.geometry.is_valid_coverage()
    left, right, _ = shapes_of(simple)
    assert left.intersection(right).area == 0
    whole = shapely.get_parts(shapely.union_all(simple.geometry.to_numpy()))
    assert len(whole) == 2
    assert not shapely.get_num_interior_rings(whole).any()


def test_slivers_in_the_source_are_closed() -> None:
    shapes = [
        box(0, 40, 0.5, 41),
        box(0.4999, 40, 1, 41),
        Polygon([(1, 40), (1.5, 40), (1.5, 41), (1, 41), (1.0001, 40.5)]),
    ]
    areas = gpd.GeoDataFrame({"geoid": ["a", "b", "c"]}, geometry=shapes, crs="EPSG:4326")
    assert not areas.geometry.is_valid_coverage()
    simple = boundaries.simplify(areas)
    assert simple.geometry.is_valid_coverage()
    assert simple.union_all().geom_type == "Polygon"


def test_an_area_under_another_is_refused() -> None:
    shapes = [box(0, 40, 1, 41), box(0.2, 40.2, 0.4, 40.4)]
    areas = gpd.GeoDataFrame({"geoid": ["a", "b"]}, geometry=shapes, crs="EPSG:4326")
    with pytest.raises(BoundaryError, match="1 area lies wholly under others"):
        boundaries.simplify(areas)


def test_the_topology_gives_the_areas_back() -> None:
    areas = wavy()
    made = topology.quantised(areas, {"a": "Ana's", "b": "B", "c": "C"})
    back = polygons(made)
    for geoid, area in zip(areas["geoid"], areas.geometry, strict=True):
        assert back[geoid].symmetric_difference(area).area < 1e-3 * area.area
    assert json.loads(json.dumps(made)) == made
    first = made["objects"]["areas"]["geometries"][0]
    assert first["properties"]["name"] == "Ana's"
    assert shapes_of(areas)[0].contains(shapely.Point(first["properties"]["label"]))


def test_a_shared_edge_is_written_once() -> None:
    made = topology.quantised(wavy(), {"a": "A", "b": "B", "c": "C"})
    left, right = (made["objects"]["areas"]["geometries"][n]["arcs"][0] for n in (0, 1))
    assert {~i for i in left} & set(right) or set(left) & set(right)
    assert sum(len(a) for a in made["arcs"]) < 450
    assert all(isinstance(step, int) for a in made["arcs"] for point in a for step in point)


@pytest.mark.real
@pytest.mark.parametrize("slug", ["new-haven", "hartford", "bridgeport", "stamford"])
def test_real_neighborhoods_travel_light(shared: Path, slug: str) -> None:
    areas = boundaries.neighborhoods(community.read(shared / "communities" / slug))
    simple = boundaries.simplify(areas)
    made = topology.quantised(simple, dict(zip(areas["geoid"], areas["name"], strict=True)))
    assert simple.geometry.is_valid_coverage()
    assert len(gzip.compress(json.dumps(made, separators=(",", ":")).encode())) <= SMALL
    assert set(polygons(made)) == set(areas["geoid"])
    again = topology.quantised(boundaries.simplify(areas), dict(zip(areas["geoid"], areas["name"], strict=True)))
    assert again == made


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "level", "vintage", "areas", "name"),
    [
        ("cb_2019_09_tract_500k", "tract", 2019, 829, "Census Tract 101.01"),
        ("cb_2023_09_tract_500k", "tract", 2023, 879, "Census Tract 4001.01"),
        ("cb_2023_09_cousub_500k", "county_subdivision", 2023, 169, "Andover town"),
        ("cb_2019_us_county_500k", "county", 2019, 8, "Fairfield County"),
        ("cb_2023_us_county_500k", "county", 2023, 9, "Capitol Planning Region"),
    ],
)
def test_real_cartographic_files(shared: Path, file: str, level: str, vintage: int, areas: int, name: str) -> None:
    path = shared / "upstream" / "data" / "geo" / f"{file}.zip"
    found = boundaries.from_cartographic(path, level, vintage)
    assert (len(found), found["name"].iloc[0]) == (areas, name)
    assert boundaries.simplify(found).geometry.is_valid_coverage()


@pytest.mark.parametrize(
    ("x", "y"), [(-72.9, 41.3), (-122.3, 47.6), (-157.8, 21.3), (-149.9, 61.2), (144.8, -13.4), (-84.4, 33.7)]
)
def test_the_zone_in_meters_is_the_one_that_geopandas_estimates(x: float, y: float) -> None:
    areas = gpd.GeoDataFrame(geometry=[box(x - 0.1, y - 0.1, x + 0.1, y + 0.1)], crs="EPSG:4326")
    assert boundaries._utm(areas) == areas.estimate_utm_crs().to_string()
