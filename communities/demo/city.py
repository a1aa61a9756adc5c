"""A made-up city in the open ocean: its tracts on a grid, its neighborhoods, its towns, and what each is called in which vintage.

Every code begins with 98, which no state has. In vintage 2022 counties are replaced by planning regions of other extent and one
tract is divided, as happens to real places.
"""

from dataclasses import dataclass

STATE, STATE_NAME = "98", "State of Example"
CITY = "Lanternford"
CHANGE = 2022
WATER = "990000"  # a tract of water: rows in every table, no shape, nobody in it
Cell = tuple[int, int]  # column, row; row 0 is the south


@dataclass(frozen=True)
class Tract:
    """A tract as drawn in 2022: its code, its town, the cells of the grid it covers."""

    code: str
    town: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Town:
    """A county subdivision: its code and, before and since the change, the county it lies in."""

    name: str
    code: str
    counties: tuple[str, str]

    def county(self, vintage: int) -> str:
        """Three digits of its county in this vintage."""
        return self.counties[vintage >= CHANGE]


TOWNS = {
    CITY: Town(CITY, "10000", ("001", "110")),
    "Ashby-in-Example": Town("Ashby-in-Example", "20000", ("001", "110")),
    "Brindle-in-Example": Town("Brindle-in-Example", "30000", ("003", "110")),
    "Coverly-in-Example": Town("Coverly-in-Example", "40000", ("003", "120")),
}
COUNTIES = {
    "001": "Lantern County",
    "003": "Thistle County",
    "110": "Lantern Bay Planning Region",
    "120": "Thistle Planning Region",
}

NEIGHBORHOODS = {
    "north-beacon": "North Beacon",
    "mirror-pond": "Mirror Pond",
    "tallow-hill": "Tallow Hill",
    "wickford-green": "Wickford Green",
    "penas-corner": "Peña's Corner",
    "saint-aurele": "Saint-Aurèle",
    "lampmakers-row": "Lampmakers' Row",
    "ember-flats": "Ember Flats",
    "sea-o-light": "Sea O'Light",
    "lighthouse-rock": "Lighthouse Rock",
}
# Cells of each neighborhood; SHARED_CELL is divided between two, and nobody lives on Lighthouse Rock.
CELLS: dict[str, tuple[Cell, ...]] = {
    "north-beacon": ((2, 3), (3, 3)),
    "mirror-pond": ((4, 3), (5, 3)),
    "tallow-hill": ((6, 3), (7, 3)),
    "wickford-green": ((2, 2), (3, 2)),
    "penas-corner": ((4, 2), (5, 2)),
    "saint-aurele": ((6, 2), (7, 2)),
    "lampmakers-row": ((2, 1), (3, 1), (2, 0)),
    "ember-flats": ((4, 1), (5, 1), (4, 0)),
    "sea-o-light": ((6, 1), (7, 1), (6, 0)),
    "lighthouse-rock": ((7, 0),),
}
SHARED_CELL: Cell = (3, 0)
SHARED = {"lampmakers-row": 0.38, "ember-flats": 0.62}  # shares of its households, west and east
# Until 2021 these two tracts of 2022 were one, across a neighborhood line; households by part.
MERGED = "001600"
MERGED_PARTS = {"001601": 0.54, "001602": 0.46}


def _city_tracts() -> list[Tract]:
    owned = [cell for cells in CELLS.values() for cell in cells if cell != (7, 0)] + [SHARED_CELL]
    ordered = sorted(owned, key=lambda cell: (-cell[1], cell[0]))
    divided = {(5, 1): "001601", (6, 1): "001602"}
    codes = {cell: divided.get(cell, f"{n:04d}00") for n, cell in enumerate(ordered, 1)}
    return [Tract(codes[cell], CITY, (cell,)) for cell in ordered]


def _town_tracts() -> list[Tract]:
    ashby = [Tract(f"01{row:02d}00", "Ashby-in-Example", ((0, row), (1, row))) for row in range(4)]
    brindle = [Tract(f"02{row:02d}00", "Brindle-in-Example", ((8, 2 * row), (8, 2 * row + 1))) for row in range(2)]
    coverly = [Tract(f"03{row:02d}00", "Coverly-in-Example", ((9, 2 * row), (9, 2 * row + 1))) for row in range(2)]
    return ashby + brindle + coverly


TRACTS: tuple[Tract, ...] = tuple(_city_tracts() + _town_tracts())


def tract_geoid(code: str, town: str, vintage: int) -> str:
    """Eleven digits of a tract in this vintage."""
    return STATE + TOWNS[town].county(vintage) + code


def code_in(tract: Tract, vintage: int) -> str:
    """The tract's code in this vintage: before the change two of them are one."""
    return MERGED if vintage < CHANGE and tract.code in MERGED_PARTS else tract.code


def neighborhood_of(cell: Cell) -> dict[str, float]:
    """Neighborhoods of one cell with the share of its households."""
    if cell == SHARED_CELL:
        return SHARED
    return {next(identifier for identifier, cells in CELLS.items() if cell in cells): 1.0}


def crosswalk(vintage: int) -> list[tuple[str, str, float]]:
    """Neighborhood, tract, weight of every city tract in this vintage, as the community's own file has them."""
    rows = []
    for tract in TRACTS:
        if tract.town == CITY:
            part = MERGED_PARTS.get(tract.code, 1.0) if vintage < CHANGE else 1.0
            geoid = tract_geoid(code_in(tract, vintage), CITY, vintage)
            rows += [(to, geoid, round(part * weight, 3)) for to, weight in neighborhood_of(tract.cells[0]).items()]
    return sorted(rows)
