"""Identifiers and vintage ranges."""

import pytest

from geo.errors import CommunityError
from geo.geoid import DIGITS, LEVELS, SUMMARY_LEVELS, VintageRange, geoid_of, is_geoid, level_of


@pytest.mark.parametrize(
    ("geo_id", "level", "geoid"),
    [
        ("0100000US", "us", "1"),
        ("0400000US09", "state", "09"),
        ("0500000US09170", "county", "09170"),
        ("0600000US0917052070", "county_subdivision", "0917052070"),
        ("1400000US09170141200", "tract", "09170141200"),
        ("9700000US0902790", "school_district", "0902790"),
        ("1600000US0952000", "place", "0952000"),
        ("860Z200US06510", "zcta", "06510"),  # as files write it from 2020 on
        ("8600000US06510", "zcta", "06510"),
        ("9500000US0901234", "school_district", "0901234"),
        ("9600000US0901234", "school_district", "0901234"),
        ("0400001US09", None, "09"),  # the urban part of a state is not the state
        ("1500000US091701412001", None, "091701412001"),
    ],
)
def test_full_identifiers(geo_id: str, level: str | None, geoid: str) -> None:
    assert level_of(geo_id) == level
    assert geoid_of(geo_id) == geoid


def test_other_text_is_no_identifier() -> None:
    assert level_of("Connecticut") is None
    with pytest.raises(ValueError, match="GEO_ID"):
        geoid_of("09170")


def test_every_summary_level_is_a_level_with_declared_digits() -> None:
    assert set(SUMMARY_LEVELS.values()) <= set(LEVELS)
    assert set(SUMMARY_LEVELS.values()) <= set(DIGITS) <= set(LEVELS)
    assert len(set(LEVELS)) == len(LEVELS)


def test_levels_stand_from_the_smallest_outwards() -> None:
    assert LEVELS[0] == "neighborhood"
    assert LEVELS[-3:] == ("county", "state", "us")
    assert LEVELS.index("school") + 1 == LEVELS.index("college")


@pytest.mark.parametrize(("level", "geoid"), [("place", "0952000"), ("zcta", "06510"), ("college", "130794")])
def test_places_zip_areas_and_colleges_have_digits_of_their_own(level: str, geoid: str) -> None:
    assert is_geoid(geoid, level)
    assert not is_geoid(geoid[1:], level)
    assert not is_geoid(geoid + "0", level)


def test_digits_are_counted() -> None:
    assert is_geoid("09", "state")
    assert not is_geoid("9", "state")
    assert not is_geoid("0917052070", "tract")
    assert not is_geoid("९९", "state")  # digits of another script


@pytest.mark.parametrize(
    ("text", "inside", "outside"), [("2018-2021", 2021, 2022), ("2022-", 2040, 2021), ("2020", 2020, 2021)]
)
def test_ranges(text: str, inside: int, outside: int) -> None:
    vintages = VintageRange.parse(text)
    assert inside in vintages
    assert outside not in vintages
    assert str(vintages) == text


@pytest.mark.parametrize("text", ["", "2018-21", "2021-2018", "-2021", "2018–2021", "x"])
def test_strange_ranges_are_refused(text: str) -> None:
    with pytest.raises(CommunityError):
        VintageRange.parse(text)


def test_overlap() -> None:
    early, late, end = VintageRange.parse("2010-2019"), VintageRange.parse("2020-2021"), VintageRange.parse("2021-")
    assert not early.overlaps(late)
    assert late.overlaps(end)
    assert end.overlaps(late)
    assert not end.overlaps(early)
