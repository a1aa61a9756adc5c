"""Points on the map: schools of the state's directory or of the nation's, and what a community declares."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from communities.demo.transport import DemoAdapter
from geo import community as communities
from indicators import build_points
from indicators.feeds import Ask
from sources.cache import Cache
from sources.session import Session

ROOT = Path(__file__).resolve().parents[2]
DEMO = communities.read(ROOT / "communities" / "demo")


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(Session(adapter=DemoAdapter(), mirror=""), Cache(tmp_path), None, DEMO)


def test_each_layer_of_the_made_up_place_has_points_by_name(ask: Ask) -> None:
    for name, (_, call) in build_points.questions(DEMO).items():
        rows = call(ask).rows
        assert list(rows.columns) == list(build_points.COLUMNS), name
        assert len(rows) >= 5
        assert rows["latitude"].between(-90, 90).all()
        assert rows["longitude"].between(-180, 180).all()


def test_schools_come_from_the_nation_where_the_state_is_not_read() -> None:
    away = replace(DEMO, state="53", made_up=False, layers=())
    assert {name: title for name, (title, _) in build_points.questions(away).items()} == {
        "schools": "school points of the nation"
    }
    assert build_points.questions(replace(away, districts=())) == {}


def test_a_release_keeps_points_and_says_whose_they_are(ask: Ask) -> None:
    found = {name: call(ask) for name, (_, call) in build_points.questions(DEMO).items()}
    files = build_points.files(found)
    assert set(files) == {"bus_stops.json", "food_stores.json", "schools.json"}
    assert set(orjson.loads(files["food_stores.json"])[0]) == set(build_points.COLUMNS)
    stops, stores, schools = build_points.about(DEMO, found)
    assert schools == {"id": "schools"}
    assert stops["name"] == {"en": "bus stops", "es": "paradas de autobús"}
    assert stores["publisher"] == "Lanternford Food Council (made up)"


def test_a_layer_that_failed_is_not_spoken_of(ask: Ask) -> None:
    _, call = build_points.questions(DEMO)["bus_stops"]
    assert [layer["id"] for layer in build_points.about(DEMO, {"bus_stops": call(ask)})] == ["bus_stops"]
