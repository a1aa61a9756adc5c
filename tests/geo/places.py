"""A small sound community for tests to spoil: two neighborhoods, three tracts."""

import json
from pathlib import Path

TOML = """
name = "Small Town"
slug = "small-town"
state = "98"
languages = ["en", "es"]

[places.city]
name = "Small Town"
level = "county_subdivision"
geoid = { "2018-2021" = "9800112345", "2022-" = "9810112345" }

[places.state]
level = "state"
geoid = "98"

[neighborhoods]
boundaries = "neighborhoods.geojson"
source = "made up"

[[neighborhoods.crosswalk]]
file = "old.csv"
vintages = "2018-2021"
tract_column = "tract"
weight_basis = "households"

[[neighborhoods.crosswalk]]
file = "new.csv"
vintages = "2022-"
tract_column = "tract"
weight_basis = "population"

[schools]
districts = [{ name = "Small Town School District", leaid = "9800001", state_code = "0010011" }]

[vintages]
acs5 = [2021, 2022]

[[goals]]
measure = "not_in_this_release"
group = "latino"
target = 60.0
by = 2030
set_by = "the partnership"

[privacy]
minimum_count = 12
"""
OLD = "neighborhood_id,tract,weight\neast,98001000100,1\nwest,98001000200,0.6\neast,98001000200,0.405\n"
NEW = "neighborhood_id,tract,weight\neast,98101000100,1\nwest,98101000200,0.6\n"


def square(x: float, y: float, size: float = 0.1) -> dict[str, object]:
    """A GeoJSON square with its lower left corner at x, y."""
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def features(*areas: tuple[str, str]) -> str:
    """Squares side by side, one for each id and name."""
    shapes = [
        {"type": "Feature", "properties": {"id": i, "name": name}, "geometry": square(n / 10, 40)}
        for n, (i, name) in enumerate(areas)
    ]
    return json.dumps({"type": "FeatureCollection", "features": shapes})


def write(folder: Path, **replaced: str) -> Path:
    """The community's folder; `replaced` gives other text for toml, old, new or boundaries."""
    folder.mkdir(parents=True, exist_ok=True)
    boundaries = features(("west", "Peña's Corner"), ("east", "East"))
    (folder / "community.toml").write_text(replaced.get("toml", TOML), encoding="utf-8")
    (folder / "old.csv").write_text(replaced.get("old", OLD), encoding="utf-8")
    (folder / "new.csv").write_text(replaced.get("new", NEW), encoding="utf-8")
    (folder / "neighborhoods.geojson").write_text(replaced.get("boundaries", boundaries), encoding="utf-8")
    return folder
