"""community.toml: what is read, and one plain sentence for each mistake."""

import subprocess
import sys
from pathlib import Path

import pytest

from geo import community
from geo.errors import CommunityError
from indicators.catalog import GROUPS
from tests.geo import places


def test_everything_declared_is_read(tmp_path: Path) -> None:
    found = community.read(places.write(tmp_path))
    assert (found.name, found.slug, found.state, found.languages) == ("Small Town", "small-town", "98", ("en", "es"))
    assert found.neighborhoods.names == {"west": "Peña's Corner", "east": "East"}
    assert found.districts == (community.District("Small Town School District", "9800001", "0010011"),)
    assert found.vintages == {"acs5": (2021, 2022)}
    assert found.goals[0].measure == "not_in_this_release"
    assert found.minimum_count == 12
    assert not found.made_up
    assert [f.name for f in found.files()] == ["community.toml", "neighborhoods.geojson", "old.csv", "new.csv"]


def test_a_place_keeps_its_name_where_its_geoid_changes(tmp_path: Path) -> None:
    found = community.read(places.write(tmp_path) / "community.toml")
    city, state = found.place("city"), found.place("state")
    assert city is not None
    assert state is not None
    assert [city.geoid(v) for v in (2017, 2021, 2022)] == [None, "9800112345", "9810112345"]
    assert state.geoid(2009) == "98"
    assert found.place("region") is None


def test_optional_parts_have_defaults(tmp_path: Path) -> None:
    toml = places.TOML.replace('languages = ["en", "es"]\n', "")
    for part in ("[schools]", "[[goals]]", "[privacy]"):
        start = toml.index(part)
        after = toml.find("\n[", start + 1)
        toml = toml[:start] + (toml[after:] if after > 0 else "")
    found = community.read(places.write(tmp_path, toml=toml))
    assert (found.languages, found.districts, found.goals) == (("en",), (), ())
    assert found.minimum_count == community.MINIMUM_COUNT


MISTAKES = [
    ('state = "98"', "state = 98", "`state` should be text, found 98"),
    ('state = "98"', 'state = "9"', "two digits"),
    ('name = "Small Town"\nslug', "slug", "`name` is missing"),
    ('name = "Small Town"\nslug', 'name = " "\nslug', "`name` is empty"),
    ('"small-town"', '"Small Town"', "`slug` should be small letters"),
    ("languages =", "langages =", "`langages` is not known here. Did you mean `languages`?"),
    ('["en", "es"]', '["en", "fr"]', "`languages` should name some of en, es"),
    ('["en", "es"]', "[]", "`languages` should name some of en, es"),
    ('level = "state"', 'level = "planet"', "`level` should be one of county_subdivision, county, state"),
    ('geoid = "98"', 'geoid = "97"', "a GEOID of a state in state 98; found '97'"),
    ('geoid = "98"', "geoid = 98", "a GEOID of a state in state 98; found 98"),
    ("9800112345", "98001", "a GEOID of a county_subdivision"),
    ('"2022-" = "98', '"2021-" = "98', "vintages 2018-2021 and 2021- overlap"),
    ('"2018-2021" = "98', '"2018–2021" = "98', "Expected vintages such as"),
    ("[places.city]", "[places.us]", "a place's id"),
    ('"neighborhoods.geojson"', '"shapes.geojson"', "shapes.geojson does not exist"),
    ('"old.csv"', '"older.csv"', "older.csv does not exist"),
    ('vintages = "2018-2021"', 'vintages = "2021-2018"', "end before they begin"),
    ('vintages = "2022-"', 'vintages = "2021-"', "vintages 2018-2021 and 2021- overlap"),
    ('vintages = "2022-"', 'vintages = "2023-"', "vintage 2022 has no crosswalk"),
    ('weight_basis = "households"', 'weight_basis = "dwellings"', "`weight_basis` should be one of households"),
    ('tract_column = "tract"', 'tract_column = "tract20"', "expected the columns neighborhood_id, tract20, weight"),
    ('leaid = "9800001"', "leaid = 9800001", "`leaid` should be text"),
    ('leaid = "9800001"', 'leaid = "1"', "7 digits"),
    ("state_code", "statecode", "`state_code` is missing"),
    ("acs5 = [2021, 2022]", "acs5 = [2022, 2021]", "each once, in order"),
    ("acs5 = [2021, 2022]", "acs5 = []", "should list years"),
    ("acs5 = [2021, 2022]", "acs1 = [2021, 2022]", "`acs5` is missing"),
    ('group = "latino"', 'group = "everybody"', "`group` should be one of "),
    ("target = 60.0", 'target = "60 %"', "`target` should be a number"),
    ("by = 2030", "by = true", "`by` should be a whole number, found True"),
    ("minimum_count = 12", "minimum_count = 9", "never looser: at least 10; found 9"),
    ("minimum_count = 12", "minimum = 12", "`minimum` is not known here"),
    ("[privacy]", "[privacy", "is not readable TOML"),
    (
        "[privacy]",
        "made_up = 1\n[privacy]",
        "[goals 1]: `made_up` is not known here. It belongs at the top of the file",
    ),
    (
        "languages =",
        'assume_public = "x.csv"\nlanguages =',
        "`assume_public` is not known here. It belongs in [privacy].",
    ),
]


HOSTILE = [
    ("target = 60.0", "target = inf", "`target` should be a number, found inf"),
    ("target = 60.0", "target = -inf", "`target` should be a number, found -inf"),
    ("target = 60.0", "target = nan", "`target` should be a number, found nan"),
    ("target = 60.0", f"target = {'9' * 400}", "`target` should be a number, found 9999"),
    ("target = 60.0", f"target = {'9' * 5000}", "is not readable TOML"),
    ("by = 2030", "by = 20300", "`by` should be a year from 2000 to 2100, found 20300"),
    ("by = 2030", "by = -1", "`by` should be a year"),
    ("minimum_count = 12", "minimum_count = 1001", "above 1000 nothing would be left to show; found 1001"),
    ("minimum_count = 12", "minimum_count = 999999999999999999999", "above 1000"),
    ('name = "Small Town"\nslug', f'name = "{"A" * 1_000_000}"\nslug', "at most 2000 characters, found 'AAAA"),
    ('name = "Small Town"\nslug', 'name = """Small\nTown"""\nslug', "on one line"),
    ('name = "Small Town"\nslug', 'name = "Small\\u001b[31m"\nslug', "on one line"),
    ('name = "Small Town"\nslug', 'name = "Small \\u202e Town"\nslug', "on one line"),
    ('"small-town"', f'"{"a" * 61}"', "`slug` should be small letters"),
    ('set_by = "the partnership"', f'set_by = "{"x" * 2001}"', "[goals 1]: `set_by` should be text"),
    ('languages = ["en", "es"]', f"{'x' * 1_000_000} = 1", "is not known here"),
    ('state = "98"', f"state = {'[' * 5000}{']' * 5000}", "is not readable TOML"),
    ('"neighborhoods.geojson"', '"../neighborhoods.geojson"', "is not in the community's folder"),
    ('"neighborhoods.geojson"', '"/etc/passwd"', "is not in the community's folder"),
    ('"neighborhoods.geojson"', '"link.geojson"', "is not in the community's folder"),
    ('"old.csv"', '"../../old.csv"', "is not in the community's folder"),
]


@pytest.mark.parametrize(("right", "wrong", "words"), HOSTILE, ids=[f"{m[0][:12]} {m[1][:28]}" for m in HOSTILE])
def test_hostile_values_are_refused_in_one_short_sentence(tmp_path: Path, right: str, wrong: str, words: str) -> None:
    assert right in places.TOML
    (tmp_path / "neighborhoods.geojson").write_text(places.features(("west", "W"), ("east", "E")), encoding="utf-8")
    folder = places.write(tmp_path / "town", toml=places.TOML.replace(right, wrong))
    (folder / "link.geojson").symlink_to(tmp_path / "neighborhoods.geojson")
    with pytest.raises(CommunityError) as caught:
        community.read(folder)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 600
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["A" * 201, "West\nEnd", "West\u2028End", "  ", 7])
def test_hostile_names_of_neighborhoods_are_refused(tmp_path: Path, name: str) -> None:
    boundaries = places.features(("west", name), ("east", "East"))
    with pytest.raises(CommunityError, match="the name of west should be text on one line") as caught:
        community.read(places.write(tmp_path, boundaries=boundaries))
    assert len(str(caught.value)) < 600


def test_names_in_any_script_and_with_any_blank_are_names(tmp_path: Path) -> None:
    boundaries = places.features(("west", "Ka\u2bbbū\u00a0— 西"), ("east", "=East [old] :tada:"))
    found = community.read(places.write(tmp_path, boundaries=boundaries))
    assert list(found.neighborhoods.names.values()) == ["Ka\u2bbbū\u00a0— 西", "=East [old] :tada:"]


@pytest.mark.parametrize(("right", "wrong", "words"), MISTAKES, ids=[m[2][:40] for m in MISTAKES])
def test_each_mistake_is_one_sentence_with_its_file(tmp_path: Path, right: str, wrong: str, words: str) -> None:
    assert right in places.TOML
    with pytest.raises(CommunityError) as caught:
        community.read(places.write(tmp_path, toml=places.TOML.replace(right, wrong)))
    assert words in str(caught.value)
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value).removesuffix(".")


@pytest.mark.parametrize(
    ("boundaries", "words"),
    [
        ("not json", "should be GeoJSON"),
        ('{"features": [{"properties": {"ID": "a"}}]}', "should be GeoJSON"),
        ('{"features": []}', "there are no features"),
        (places.features(("west", "West"), ("east", "East"), ("west", "Again")), 'the id "west" stands twice'),
        (places.features(("West End", "West End")), "found 'West End'"),
        (places.features(("city", "City")), "is not in the boundaries file"),
        (places.features(("west", "W"), ("east", "E"), ("state", "State Street")), "also the id of a place"),
    ],
)
def test_boundaries_are_checked(tmp_path: Path, boundaries: str, words: str) -> None:
    with pytest.raises(CommunityError) as caught:
        community.read(places.write(tmp_path, boundaries=boundaries))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("east,98001000100,1\nwest,98001000100,0.011\n", "1 go over: 98001000100: 1.011"),
        ("east,98001000100,1\neast,98001000100,0.001\n", "to east twice"),
        ("north,98001000100,1\n", '"north" (tract 98001000100) is not in the boundaries file'),
        ("east,98001000100,0\n", 'line 2: expected a weight above 0 and at most 1, found "0"'),
        ("east,98001000100,1.2\n", 'found "1.2"'),
        ("east,98001000100,\n", 'found ""'),
        ("east,98001000100,nan\n", 'found "nan"'),
        ("east,1400,1\n", 'a tract GEOID of 11 digits, found "1400"'),
        ("east,98001000100\n", "expected a weight"),
    ],
)
def test_crosswalks_are_checked(tmp_path: Path, rows: str, words: str) -> None:
    with pytest.raises(CommunityError) as caught:
        community.read(places.write(tmp_path, old="neighborhood_id,tract,weight\n" + rows))
    assert words in str(caught.value)
    assert "old.csv" in str(caught.value)


def test_weights_may_be_rounded_by_their_publisher(tmp_path: Path) -> None:
    rows = "neighborhood_id,tract,weight\neast,98001000100,1\nwest,98001000100,0.009\n"
    assert community.read(places.write(tmp_path, old=rows)).slug == "small-town"


def test_a_folder_without_the_file_says_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(CommunityError, match="flashlight init"):
        community.read(tmp_path)


def test_made_up_places_say_so(tmp_path: Path) -> None:
    toml = "made_up = true\n" + places.TOML
    assert community.read(places.write(tmp_path, toml=toml)).made_up


@pytest.mark.parametrize("contact", ["data@example.org", "https://example.org/ask?about=data", ""])
def test_a_contact_is_an_address_or_a_page(tmp_path: Path, contact: str) -> None:
    toml = (f'contact = "{contact}"\n' if contact else "") + places.TOML
    assert community.read(places.write(tmp_path, toml=toml)).contact == contact


@pytest.mark.parametrize(
    "contact", ["the office", "http://example.org", "javascript:alert(1)", "a@b", "a@b.org?cc=c@d.org", "https://x y"]
)
def test_another_contact_is_refused_with_the_two_that_serve(tmp_path: Path, contact: str) -> None:
    with pytest.raises(CommunityError, match="`contact` should be an e-mail address"):
        community.read(places.write(tmp_path, toml=f'contact = "{contact}"\n' + places.TOML))


def test_reading_imports_nothing_slow() -> None:
    words = (
        "import geo.community, sys; print([m for m in ('pandas', 'geopandas', 'numpy', 'shapely') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


@pytest.mark.real
@pytest.mark.parametrize("slug", ["new-haven", "hartford", "bridgeport", "stamford"])
def test_real_communities_are_read(shared: Path, slug: str) -> None:
    found = community.read(shared / "communities" / slug)
    assert found.slug == slug
    assert [p.id for p in found.places] == ["city", "region", "state"]
    assert found.vintages["acs5"] == (2018, 2019, 2020, 2021, 2022, 2023)


def test_goals_may_name_every_group_of_the_catalog() -> None:
    assert {group.id for scheme in GROUPS.values() for group in scheme.groups} == community.GROUPS
