"""What `flashlight init` writes can be read, and asks for what is missing."""

import tomllib
from pathlib import Path

import pytest

from geo import community
from geo.community_template import slug_of, template
from geo.errors import CommunityError
from tests.geo import places


def test_the_template_asks_for_the_boundaries_first(tmp_path: Path) -> None:
    (tmp_path / "community.toml").write_text(template("Small Town", "98"), encoding="utf-8")
    with pytest.raises(CommunityError, match=r"neighborhoods\.geojson does not exist"):
        community.read(tmp_path)


@pytest.mark.parametrize("name", ["Small Town", "Peña's Corner", 'The "Flats"', "Back\\slash  and \n line"])
def test_with_its_files_the_template_is_a_community(tmp_path: Path, name: str) -> None:
    places.write(tmp_path, toml=template(name, "98"))
    crosswalk = "neighborhood_id,tract_geoid,weight\neast,98001000100,1\n"
    (tmp_path / "tracts_2020_to_neighborhoods.csv").write_text(crosswalk, encoding="utf-8")
    found = community.read(tmp_path)
    assert (found.name, found.state, found.slug) == (" ".join(name.split()), "98", slug_of(name))
    assert found.minimum_count == community.MINIMUM_COUNT


def test_its_examples_are_sound_too() -> None:
    lines = [line for line in template("Small Town", "98").splitlines() if "districts = []" not in line]
    keys = ("[", "name =", "level =", "geoid =", "measure", "group", "target", "by ", "set_by", "districts", "contact")
    shown = [
        line[2:] if line.startswith("# ") and line[2:].startswith(keys) and "geoid = {" not in line else line
        for line in lines
    ]
    found = tomllib.loads("\n".join(shown))
    assert set(found["places"]) == {"city", "region", "state"}
    assert found["contact"] == "data@example.org"
    assert found["goals"][0]["by"] == 2030


def test_slugs() -> None:
    assert [slug_of(n) for n in ("Peña's Corner", "Saint-Denis / Sea O'Light", "東")] == [
        "penas-corner",
        "saint-denis-sea-olight",
        "community",
    ]
