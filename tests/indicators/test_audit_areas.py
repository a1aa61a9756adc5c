"""What a wider area tells of the smaller ones in it, whoever printed it and whatever else tells how many they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from indicators.audit_book import Book
from indicators.audit_ranges import ranges
from indicators.audit_relations import everything
from indicators.audit_rows import ROW
from indicators.catalog import MEASURES
from indicators.suppression.relations import UNBOUNDED
from tests.indicators.audited import YEAR, counted, of_place, read
from tests.releases import DISTRICT

CITY = "0900999999"


def places(city: float, near: Mapping[str, float], cities: Sequence[str] = (CITY,)) -> list[dict[str, Any]]:
    """People served in a city and its neighborhoods; 0 stands for a hidden number."""

    def served(n: float) -> dict[str, float]:
        return {"value": 30.0, "numerator": n, "denominator": 3 * n} if n else {}

    return [
        *(of_place("program_reach", "county_subdivision", geoid, served(city)) for geoid in cities),
        *(of_place("program_reach", "neighborhood", name, served(n)) for name, n in near.items()),
    ]


def among(book: Book) -> list[int]:
    """How many cells stand in each equation of a wider area, itself and those elsewhere counted in."""
    return [len(e.terms) for e in book.equations if e.origin[:2] == ("sum", "places")]


@pytest.mark.parametrize(("city", "tells"), [(140, True), (141, False), (400, False), (0, False)])
def test_a_city_tells_of_its_neighborhoods_where_it_is_small_enough(city: float, tells: bool) -> None:
    """40 are printed; the hidden number is free up to a hundred more than the one it is at least."""
    assert among(read(places(city, {"ash-hill": 40, "bell-meadow": 0}))) == ([4] if tells else [])


@pytest.mark.parametrize(("city", "tells"), [(160, True), (161, False)])
def test_a_stricter_minimum_asks_for_more_room_in_the_neighborhoods(city: float, tells: bool) -> None:
    """40 and twice sixty above the one that the hidden number is at least."""
    assert among(read(places(city, {"ash-hill": 40, "bell-meadow": 0}), 60)) == ([4] if tells else [])


@pytest.mark.parametrize(("city", "tells"), [(139, True), (140, False)])
def test_a_number_that_may_be_nobody_is_free_from_zero_on(city: float, tells: bool) -> None:
    rows = places(city, {"ash-hill": 40, "bell-meadow": 0})
    rows[-1]["status"] = "too_uncertain"
    assert among(read(rows)) == ([4] if tells else [])


def test_nobody_need_be_elsewhere() -> None:
    book = read(places(66, {"ash-hill": 60, "bell-meadow": 0}))
    (elsewhere,) = [name for name in book.low if name.endswith("elsewhere")]
    assert (book.low[elsewhere], book.high[elsewhere]) == (0, UNBOUNDED)


def test_of_two_cities_nobody_knows_whose_a_neighborhood_is() -> None:
    assert among(read(places(66, {"ash-hill": 60, "bell-meadow": 0}, (CITY, "0900988888")))) == []


def test_a_city_without_neighborhoods_tells_of_none() -> None:
    assert among(read(places(66, {}))) == []
    assert not any("elsewhere" in name for name in read(places(66, {})).low)


def said_of(level: str, geoid: str, n: int, group: str = "all") -> dict[str, Any]:
    key = ("program_children", level, geoid, "all" if group == "all" else "race_ethnicity", group, YEAR)
    return dict(zip(ROW, key, strict=True)) | {"quantity": "part", "low": n, "high": n, "by": "the partner's own page"}


def children(city: float, near: Mapping[str, float]) -> list[dict[str, Any]]:
    """Children served, counted; 0 stands for a hidden number."""
    return [
        of_place("program_children", level, geoid, {"value": n} if n else {})
        for level, geoid, n in [("county_subdivision", CITY, city), *(("neighborhood", g, n) for g, n in near.items())]
    ]


def follows(rows: Sequence[Mapping[str, Any]], cell: str, assumed: Sequence[Mapping[str, Any]] = ()) -> tuple[int, int]:
    """The range that follows for everyone in a neighborhood."""
    book, _ = everything(pd.DataFrame(list(rows)), MEASURES, 10, (), assumed)
    name = next(name for name in book.low if f"all (all) in neighborhood {cell}" in name)
    return ranges(book, [name]).of(name)


def test_a_city_that_others_printed_tells_of_its_neighborhoods() -> None:
    rows = children(0, {"ash-hill": 0, "bell-meadow": 30, "canada-park": 66})
    assert follows(rows, "ash-hill", [said_of("county_subdivision", CITY, 100)]) == (1, 4)
    assert follows(rows, "ash-hill") == (1, UNBOUNDED)


def test_a_city_tells_of_a_neighborhood_where_others_printed_the_one_beside_it() -> None:
    rows = children(504, {"ash-hill": 0, "bell-meadow": 0, "canada-park": 260})
    assert follows(rows, "ash-hill", [said_of("neighborhood", "bell-meadow", 240)]) == (1, 4)


def test_a_city_tells_of_a_neighborhood_where_the_groups_of_the_one_beside_it_tell_its_sum() -> None:
    beside = [
        row | {"level": "neighborhood", "geoid": "bell-meadow"}
        for row in counted({"black": 120, "white": 120}, (), "program_children")[1:]
    ]
    rows = [*children(504, {"ash-hill": 0, "bell-meadow": 0, "canada-park": 260}), *beside]
    assert follows(rows, "ash-hill") == (1, 4)


def test_what_one_sum_over_areas_tells_may_make_another_tell() -> None:
    """The city of a group tells how many are in one place, so everyone there is known, and with it the city of everyone tells."""
    groups = {CITY: {"black": 151.0}, "bell-meadow": {"black": 0, "white": 300.0}, "canada-park": {"black": 150.0}}
    rows = children(560, {"ash-hill": 0, "bell-meadow": 0, "canada-park": 250})
    for place, each in groups.items():
        level = "county_subdivision" if place == CITY else "neighborhood"
        some = counted({g: int(n) for g, n in each.items()}, [g for g, n in each.items() if not n], "program_children")
        rows += [row | {"level": level, "geoid": place} for row in some[1:]]
    assert follows(rows, "bell-meadow") == (301, 301)
    assert follows(rows, "ash-hill") == (1, 9)


def state(geoid: str, number: float) -> list[dict[str, Any]]:
    """Students of a state and of one of its districts, whose number is hidden."""
    return [
        of_place("enrollment", "state", geoid, {"value": number}),
        of_place("enrollment", "school_district", DISTRICT, {}),
    ]


def test_a_state_tells_of_its_own_districts_alone() -> None:
    assert among(read(state(DISTRICT[:2], 30))) == [3]
    assert among(read(state("25", 30))) == []
    two = [*state(DISTRICT[:2], 30), of_place("enrollment", "state", "25", {"value": 30.0})]
    assert among(read(two)) == [3]


def test_what_a_band_s_sum_is_made_of_is_few_too() -> None:
    rows = [
        of_place("grade3_math", "state", DISTRICT[:2], {"low": 0.0, "high": 9.0}),
        of_place("grade3_math", "school_district", DISTRICT, {}),
    ]
    book = read(rows)
    assert sorted(book.banded) == sorted(name for name in book.low if "proficient" in name and "elsewhere" not in name)
    assert len(book.banded) == 2
