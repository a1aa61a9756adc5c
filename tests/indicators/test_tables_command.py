"""`flashlight table` tells a place's number of a period once, whichever of its GEOIDs carries it."""

from pathlib import Path

from indicators.commands import tables
from tests.charts.rows import NAN, row, store_of

OLD, NEW = "0900999999", "0917099999"  # of one town of Connecticut, before and since 2022
ABSENT = {"value": NAN, "status": "not_available"}


def test_a_place_with_two_geoids_has_one_row_a_period(tmp_path: Path) -> None:
    numbers = {(OLD, 2021): {"value": 20.0}, (NEW, 2021): ABSENT, (OLD, 2022): ABSENT, (NEW, 2022): {"value": 21.0}}
    numbers |= {(OLD, 2023): ABSENT, (NEW, 2023): ABSENT}
    told = [row("poverty", "county_subdivision", geoid, end, **of) for (geoid, end), of in numbers.items()]
    elsewhere = [row("poverty", "tract", tract, 2023, **ABSENT) for tract in ("09170990101", "09170990102")]
    store = store_of(tmp_path, told + elsewhere)
    for wanted, tracts in ((tables.Wanted("poverty", place="city"), 0), (tables.Wanted("poverty"), 2)):
        found = tables.rows(store, wanted)
        city = found[found["level"] == "county_subdivision"]
        assert sorted(zip(city["period_end"], city["geoid"], city["status"], strict=True)) == [
            (2021, OLD, "published"),
            (2022, NEW, "published"),
            (2023, NEW, "not_available"),
        ]
        assert len(found) - len(city) == tracts
