"""Identifiers and vintage ranges."""

import pytest

from geo.errors import CommunityError
from geo.geoid import VintageRange, geoid_of, is_geoid, level_of


@pytest.mark.parametrize(
    ("geo_id", "level", "geoid"),
    [
        ("0100000US", "us", "1"),
        ("0400000US09", "state", "09"),
        ("0500000US09170", "county", "09170"),
        ("0600000US0917052070", "county_subdivision", "0917052070"),
        ("1400000US09170141200", "tract", "09170141200"),
        ("9700000US0902790", "school_district", "0902790"),
        ("860Z200US06510", None, "06510"),
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
