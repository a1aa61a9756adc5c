"""Writes the made-up city's own files, those a real community would bring: `python -m communities.demo.generate`."""

import json
from pathlib import Path

import shapely

from communities.demo import city, lattice, partner

FOLDER = Path(__file__).parent


def files() -> dict[str, str]:
    """Name and text of each file; the same text every time."""
    return {
        "neighborhoods.geojson": _neighborhoods(),
        "tracts_2020_to_neighborhoods.csv": _crosswalk(city.CHANGE - 1, "tract_geoid_2020"),
        "tracts_2022_to_neighborhoods.csv": _crosswalk(city.CHANGE, "tract_geoid_2022"),
        partner.FILE: partner.text(),
    }


def _neighborhoods() -> str:
    west, east = lattice.halves()
    parts = {"lampmakers-row": west, "ember-flats": east}
    features = []
    for identifier, name in city.NEIGHBORHOODS.items():
        shape = lattice.area(city.CELLS[identifier])
        if identifier in parts:
            shape = shapely.union_all([shape, parts[identifier]])
        properties = {"id": identifier, "name": name}
        geometry = shapely.geometry.mapping(shapely.normalize(shape))
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _crosswalk(vintage: int, column: str) -> str:
    rows = [f"{to},{tract},{weight:g}" for to, tract, weight in city.crosswalk(vintage)]
    return "\n".join([f"neighborhood_id,{column},weight", *rows]) + "\n"


def main() -> None:
    """Write the files beside this module."""
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
