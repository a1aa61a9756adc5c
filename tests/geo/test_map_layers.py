"""Layers of the map that a community declares: their terms are stated, their files lie in its folder."""

import shutil
from pathlib import Path

import pytest

from geo import community as communities
from geo.errors import CommunityError

DEMO = Path(__file__).resolve().parents[2] / "communities" / "demo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in DEMO.iterdir():
        if file.suffix in (".toml", ".csv", ".geojson"):
            shutil.copy(file, tmp_path / file.name)
    return tmp_path


def test_the_made_up_place_has_a_feed_and_a_table() -> None:
    found = communities.read(DEMO)
    stops, stores = found.layers
    assert (stops.id, stops.kind, stops.name) == ("bus_stops", "gtfs", ("bus stops", "paradas de autobús"))
    assert stores.declaration is not None
    assert stores.file is not None
    assert {"food_stores.toml", "food_stores.csv"} <= {file.name for file in found.files()}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "gtfs"', 'kind = "guess"', "`kind` should be one of gtfs, table"),
        ('id = "bus_stops"', 'id = "schools"', "and not none or schools"),
        ('id = "food_stores"', 'id = "bus_stops"', 'names the id "bus_stops" twice'),
        ('url = "https://', 'url = "http://', "should begin with https://"),
        ('declaration = "food_stores.toml"', 'declaration = "../elsewhere.toml"', "is not in the community's folder"),
        ('licence = "made up, free for any use"\nurl', "url", "`licence` is missing"),
    ],
)
def test_a_layer_that_is_not_whole_is_refused(folder: Path, old: str, new: str, said: str) -> None:
    file = folder / "community.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CommunityError, match=said.replace("(", r"\(")):
        communities.read(folder)


def test_a_table_that_left_the_folder_is_refused(folder: Path) -> None:
    (folder / "food_stores.csv").unlink()
    with pytest.raises(CommunityError, match=r"food_stores\.csv is not in the community's folder"):
        communities.read(folder)
