"""What school districts cover, from NCES EDGE: rows A03 to A11 of the list of hostile answers that touch shapes."""

from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.tables import BOUNDARY
from sources import edge
from sources.edge import Districts, districts
from sources.errors import BadAnswer, BadRequest, Drift, NotPublished, SourceError
from tests.sources.arcgis_server import client, error, page
from tests.sources.portal import Portal, as_json

FOLDER = "School_District_Boundaries/"
SERVICES = [f"{FOLDER}EDGE_SCHOOLDISTRICT_{y}" for y in ("TL24_SY2324", "TL25_SY2425", "TL17_SY1516", "TL23_SY2223")]
OTHERS = [f"{FOLDER}EDGE_ADMINDATA_SCHOOLDISTRICTS_SY2526", f"{FOLDER}SchoolDistrict_Current"]
FIELDS = [{"name": name, "type": "esriFieldTypeString"} for name in edge.DISTRICT_FIELDS]
SQUARE = {"rings": [[[-73.0, 41.2], [-73.0, 41.4], [-72.8, 41.4], [-72.8, 41.2], [-73.0, 41.2]]]}
HOLE = {"rings": [*SQUARE["rings"], [[-72.9, 41.3], [-72.85, 41.3], [-72.85, 41.35], [-72.9, 41.3]]]}
BOW_TIE = {"rings": [[[-73.0, 41.2], [-72.8, 41.4], [-72.8, 41.2], [-73.0, 41.4], [-73.0, 41.2]]]}


def district(oid: int, geometry: Any = SQUARE, **more: Any) -> dict[str, Any]:
    """One district as the server sends it."""
    about = {"GEOID": f"09{oid:05}", "NAME": f" District {oid} ", "STATEFP": "09"}
    return {"attributes": {"OBJECTID": oid, **about, **more}, "geometry": geometry}


def server(*found: dict[str, Any], services: list[str] | None = None, at_most: int = 1000, **about: Any) -> Portal:
    """EDGE's server; the one layer is number 1 and has a name of its own."""
    listed = [{"name": name, "type": "MapServer"} for name in (SERVICES + OTHERS if services is None else services)]
    layer = {"name": "District Boundaries", "maxRecordCount": at_most}
    layer["advancedQueryCapabilities"] = {"supportsPagination": True}
    fields = {"fields": [{"name": "OBJECTID", "type": "esriFieldTypeOID"}, *FIELDS]}
    pages = {
        rf"resultOffset={start}&": page(*found[start : start + at_most], spatialReference={"wkid": 4269})
        for start in range(0, len(found), at_most)
    }
    return Portal(
        {
            "returnCountOnly": as_json({"count": len(found)}),
            **pages,
            r"MapServer/\d+\?": as_json(layer | fields | about),
            r"EDGE_SCHOOLDISTRICT_\w+/MapServer\?": as_json({"layers": [{"id": 1, "name": layer["name"]}]}),
            r"School_District_Boundaries\?": as_json({"services": listed}),
        }
    )


def read(made_up: Portal, folder: Path, year: int | None = None) -> Districts:
    """Connecticut's districts."""
    return districts(client(made_up, folder), "9", year)


def test_districts_of_the_newest_year(tmp_path: Path) -> None:
    made_up = server(district(2, HOLE), district(1, GEOID="900001"))
    found = read(made_up, tmp_path)
    BOUNDARY.check(found.rows[list(BOUNDARY.columns)])
    assert found.rows[["geoid", "level", "vintage", "name"]].to_numpy().tolist() == [
        ["0900001", "school_district", 2025, "District 1"],
        ["0900002", "school_district", 2025, "District 2"],
    ]
    assert str(found.rows.crs) == "EPSG:4326"
    assert shapely.area(found.rows.geometry.to_numpy()).round(5).tolist() == [0.04, 0.03875]
    assert found.problems == []
    assert "EDGE_SCHOOLDISTRICT_TL25_SY2425/MapServer/1/query" in made_up.urls[-1]
    assert "STATEFP+%3D+%2709%27" in made_up.urls[-1]


def test_a_year_can_be_asked_for(tmp_path: Path) -> None:
    made_up = server(district(1))
    assert set(read(made_up, tmp_path, 2024).rows["vintage"]) == {2024}
    assert "TL24_SY2324" in made_up.urls[-1]
    with pytest.raises(NotPublished, match=r"2025-2026; it lists \[2016, 2023, 2024, 2025\]"):
        read(made_up, tmp_path, 2026)


def test_a03_a04_every_page_is_read(tmp_path: Path) -> None:
    made_up = server(*(district(n) for n in range(1, 6)), at_most=2)
    assert read(made_up, tmp_path).rows["geoid"].tolist() == [f"090000{n}" for n in range(1, 6)]
    assert len([url for url in made_up.urls if "resultOffset" in url]) == 3


def test_a09_a_crossed_outline_is_made_valid(tmp_path: Path) -> None:
    found = read(server(district(1, BOW_TIE)), tmp_path)
    assert found.rows.is_valid.all()
    assert shapely.area(found.rows.geometry.to_numpy()).round(5).tolist() == [0.02]


@pytest.mark.parametrize("nothing", [None, {"rings": []}, {"rings": [[[-73, 41], [-72, 41]]]}], ids=repr)
def test_a09_districts_without_a_shape_are_left_out_and_told(tmp_path: Path, nothing: Any) -> None:
    found = read(server(district(1), district(2, nothing)), tmp_path)
    assert found.rows["geoid"].tolist() == ["0900001"]
    assert found.problems == ["EDGE EDGE_SCHOOLDISTRICT_TL25_SY2425: no shape for 1 of 2 districts: 0900002."]


def test_land_that_no_district_covers_is_no_district(tmp_path: Path) -> None:
    assert len(read(server(district(1), district(99997)), tmp_path).rows) == 1


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        (district(2, GEOID="3600002", STATEFP="36"), "state 09 were asked for, found '3600002'"),
        (district(2, GEOID=None), "state 09 were asked for, found ''"),
        (district(2, GEOID="0900001"), "0900001 comes twice"),
        (district(2, {"x": -72.9, "y": 41.3}), "should be a polygon"),
        (district(2, {"paths": [[[-73, 41], [-72, 41]]]}), "should be a polygon"),
    ],
    ids=["another state", "no id", "twice", "point", "line"],
)
def test_other_areas_are_refused_and_not_kept(tmp_path: Path, odd: dict[str, Any], says: str) -> None:
    with pytest.raises(BadAnswer, match=says):
        read(server(district(1), odd), tmp_path)
    assert read(server(district(1)), tmp_path).rows["geoid"].tolist() == ["0900001"]


@pytest.mark.parametrize("case", ["A01", "A05", "A06"])
def test_failures_are_typed_and_nothing_is_kept(tmp_path: Path, case: str) -> None:
    replies = {
        "A01": (error(400), BadRequest),
        "A05": (page(exceededTransferLimit=True), BadAnswer),
        "A06": (page(district(1)), BadAnswer),
    }
    reply, kind = replies[case]
    made_up = server(district(1), district(2), at_most=1)
    made_up.routes |= {"resultOffset=0&": [reply], "resultOffset=1&": [reply]}
    with pytest.raises(kind):
        read(made_up, tmp_path)
    assert not [path for path in tmp_path.rglob("*.parquet") if "services" not in path.name]


@pytest.mark.parametrize("services", [[], ["EDGE_SCHOOLDISTRICT_TL25"], ["EDGE_SCHOOLDISTRICT_TL25_SY2426"], OTHERS])
def test_a11_no_year_at_all_is_told_with_what_is_there(tmp_path: Path, services: list[str]) -> None:
    with pytest.raises(Drift, match="lists no service named like EDGE_SCHOOLDISTRICT"):
        read(server(district(1), services=services), tmp_path)


def test_a11_a_renamed_column_is_told(tmp_path: Path) -> None:
    fields = [{"name": "OBJECTID", "type": "esriFieldTypeOID"}, *FIELDS[1:]]
    with pytest.raises(Drift, match=r"\['GEOID'\] are gone"):
        read(server(district(1), fields=fields), tmp_path)


def test_a_year_held_is_not_asked_for_again(tmp_path: Path) -> None:
    made_up = server(district(1))
    read(made_up, tmp_path)
    asked = len(made_up.urls)
    assert len(read(made_up, tmp_path).rows) == 1
    assert [url for url in made_up.urls[asked:] if "MapServer" in url] == []
    made_up.routes = {r"School_District_Boundaries\?": made_up.routes[r"School_District_Boundaries\?"]}
    with pytest.raises(SourceError):
        read(made_up, tmp_path, 2024)
