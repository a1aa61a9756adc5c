"""Where schools stand, from NCES EDGE: row A11 of the list of hostile answers."""

from pathlib import Path
from typing import Any

import pytest

from sources import edge
from sources.edge import Points, newest, points
from sources.errors import Drift
from tests.sources.arcgis_server import client, page
from tests.sources.portal import Portal, as_json

FOLDER = "K12_School_Locations/"
SERVICES = [f"{FOLDER}EDGE_GEOCODE_PUBLICSCH_{y}" for y in ("2223", "2425", "2324")]
OTHERS = [f"{FOLDER}EDGE_ADMINDATA_PUBLICSCH_2526", f"{FOLDER}EDGE_GEOCODE_PUBLICLEA_2526"]
FIELDS = [{"name": name, "type": "esriFieldTypeString"} for name in edge.FIELDS]


def school(oid: int, geometry: Any, **more: Any) -> dict[str, Any]:
    """One school as the server sends it."""
    about = {
        "NCESSCH": f"0902790{oid:05}",
        "LEAID": "0902790",
        "NAME": f" School {oid} ",
        "CITY": "New Haven",
        "STFIP": "09",
    }
    return {"attributes": {"OBJECTID": oid, **about, **more}, "geometry": geometry}


def server(*schools: dict[str, Any], services: list[str] | None = None, **about: Any) -> Portal:
    """EDGE's server; the layer is number 1 here."""
    listed = [{"name": name, "type": "MapServer"} for name in (services or SERVICES + OTHERS)]
    layer = {
        "name": "EDGE_GEOCODE_PUBLICSCH_2425",
        "maxRecordCount": 1000,
        "advancedQueryCapabilities": {"supportsPagination": True},
    }
    fields = {"fields": [{"name": "OBJECTID", "type": "esriFieldTypeOID"}, *FIELDS]}
    return Portal(
        {
            "returnCountOnly": as_json({"count": len(schools)}),
            "resultOffset": page(*schools, spatialReference={"wkid": 4269}),
            r"MapServer/\d+\?": as_json(layer | fields | about),
            r"PUBLICSCH_2425/MapServer\?": as_json({"layers": [{"id": 1, "name": layer["name"]}]}),
            r"K12_School_Locations\?": as_json({"services": listed}),
        }
    )


def read(made_up: Portal, folder: Path) -> Points:
    """Connecticut's schools."""
    return points(client(made_up, folder), "09")


def test_schools_stand_where_the_newest_year_says(tmp_path: Path) -> None:
    made_up = server(school(2, {"x": -72.9, "y": 41.3}), school(1, {"x": -72.95, "y": 41.31}, LEAID="902790"))
    found = read(made_up, tmp_path)
    assert found.period_end == 2025
    assert found.rows.to_dict("records") == [
        {
            "geoid": f"0902790{n:05}",
            "leaid": "0902790",
            "name": f"School {n}",
            "city": "New Haven",
            "latitude": latitude,
            "longitude": longitude,
        }
        for n, latitude, longitude in ((1, 41.31, -72.95), (2, 41.3, -72.9))
    ]
    assert "PUBLICSCH_2425/MapServer/1/query" in made_up.urls[-1]
    assert "STFIP+%3D+%2709%27" in made_up.urls[-1]


@pytest.mark.parametrize("nowhere", [None, {"x": 0, "y": 0}, {"x": "NaN", "y": "NaN"}])
def test_a09_schools_without_position_are_left_out_and_told(tmp_path: Path, nowhere: Any) -> None:
    found = read(server(school(1, {"x": -72.9, "y": 41.3}), school(2, nowhere)), tmp_path)
    assert len(found.rows) == 1
    assert found.problems == ["EDGE EDGE_GEOCODE_PUBLICSCH_2425: no position for 1 of 2 schools."]


def test_a_year_held_is_not_asked_for_again(tmp_path: Path) -> None:
    made_up = server(school(1, {"x": -72.9, "y": 41.3}))
    read(made_up, tmp_path)
    asked = len(made_up.urls)
    assert len(read(made_up, tmp_path).rows) == 1
    assert [url for url in made_up.urls[asked:] if "PUBLICSCH" in url] == []


def test_a11_the_newest_year_is_the_newest_that_is_there() -> None:
    assert newest([name.removeprefix(FOLDER) for name in SERVICES]) == ("EDGE_GEOCODE_PUBLICSCH_2425", 2025)


@pytest.mark.parametrize(
    "services", [[], ["EDGE_GEOCODE_PUBLICSCH"], ["EDGE_GEOCODE_PUBLICSCH_2024"], ["EDGE_GEOCODE_PRIVATESCH_2425"]]
)
def test_a11_no_year_at_all_is_told_with_what_is_there(services: list[str]) -> None:
    with pytest.raises(Drift, match="lists no service named like"):
        newest(services)


def test_a11_a_renamed_column_is_told(tmp_path: Path) -> None:
    renamed = [
        {"name": "OBJECTID", "type": "esriFieldTypeOID"},
        *FIELDS[:-1],
        {"name": "STATEFP", "type": "esriFieldTypeString"},
    ]
    with pytest.raises(Drift, match=r"\['STFIP'\] are gone"):
        read(server(school(1, None), fields=renamed), tmp_path)


def test_a11_a_layer_of_another_name_is_told(tmp_path: Path) -> None:
    made_up = server(school(1, None))
    made_up.routes[r"PUBLICSCH_2425/MapServer\?"] = [as_json({"layers": [{"id": 0, "name": "Postsecondary"}]})]
    with pytest.raises(Drift, match="Postsecondary"):
        read(made_up, tmp_path)
