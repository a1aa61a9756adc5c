"""Further areas as a community lists them: ZIP code areas, places, districts, the towns of a county."""

from pathlib import Path
from typing import Any

import pytest

from geo import area_lists
from geo.declared import AreaList
from geo.errors import CommunityError
from geo.geoid import VintageRange
from geo.section import Section


def read(*entries: dict[str, Any]) -> tuple[AreaList, ...]:
    return area_lists.read(Section(Path("community.toml"), "", {"areas": list(entries)}), "09")


def test_each_kind_of_list() -> None:
    towns = {"level": "county_subdivision", "county": {"2018-2021": "09009", "2022-": "09170"}}
    found = read(
        {"level": "zcta", "geoids": ["06510", "06511"]},
        {"level": "place", "geoids": {"0952000": " New Haven "}},
        {"level": "school_district", "geoids": {"0902790": "New Haven"}, "kind": "unified"},
        towns,
    )
    assert [a.names for a in found[:3]] == [
        {"06510": "06510", "06511": "06511"},
        {"0952000": "New Haven"},
        {"0902790": "New Haven"},
    ]
    assert (found[2].kind, found[0].kind) == ("unified", "")
    assert found[3].counties == {VintageRange(2018, 2021): "09009", VintageRange(2022): "09170"}
    assert (found[3].county(2021), found[3].county(2023), found[3].county(2017)) == ("09009", "09170", None)
    assert read() == ()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"level": "block", "geoids": ["1"]}, "`level` should be one of zcta, place"),
        ({"level": "zcta", "geoids": ["6510"]}, "expected a GEOID of a zcta"),
        ({"level": "zcta", "geoids": ["06510", "06510"]}, "`geoids` of zcta should be like"),
        ({"level": "zcta", "geoids": []}, "`geoids` of zcta should be like"),
        ({"level": "place", "geoids": ["0952000"]}, '`geoids` of place should be like { "0952000" = "New Haven" }'),
        ({"level": "place", "geoids": {"3651000": "New York"}}, "expected a GEOID of a place in state 09"),
        ({"level": "place", "geoids": {"0952000": "New\u202eHaven"}}, "and its name"),
        ({"level": "school_district", "geoids": {"0902790": "x"}, "kind": "charter"}, "`kind` of school districts"),
        ({"level": "county_subdivision", "county": "36061"}, "`county` should be the 5 digits"),
        ({"level": "county_subdivision", "county": {"2018-2022": "09009", "2022-": "09170"}}, "two counties"),
        ({"level": "county_subdivision", "geoids": ["0917052070"]}, "`county` is missing"),
        ({"level": "zcta", "geoids": ["06510"], "county": "09170"}, "`county` is not known here"),
    ],
)
def test_a_mistake_is_named(entry: dict[str, Any], said: str) -> None:
    with pytest.raises(CommunityError) as caught:
        read(entry)
    assert said in str(caught.value)


def test_an_area_is_listed_once() -> None:
    with pytest.raises(CommunityError, match="zcta 06510 twice"):
        read({"level": "zcta", "geoids": ["06510"]}, {"level": "zcta", "geoids": ["06510"]})
