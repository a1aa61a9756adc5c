"""What a community declares about itself in community.toml, read and checked. Imports nothing slow: every warm build begins here."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from geo import area_lists, crosswalk_file, map_layers, partners, public_numbers, story
from geo.declared import Community, CrosswalkFile, District, Goal, Neighborhoods, Place
from geo.errors import CommunityError
from geo.geoid import ALWAYS, LEVELS, VintageRange, is_geoid
from geo.section import BREAKS, Section, shown

__all__ = [
    "GROUPS",
    "LANGUAGES",
    "MINIMUM_COUNT",
    "Community",
    "CrosswalkFile",
    "District",
    "Goal",
    "Neighborhoods",
    "Place",
    "read",
]

LANGUAGES = ("en", "es")
WEIGHT_BASES = ("households", "population", "area")
PLACE_LEVELS = ("county_subdivision", "county", "state")
MOST_MINIMUM_COUNT = 1_000
LONGEST_NAME = 200  # characters of a neighborhood's name
LONGEST_ID = 60  # characters; ids become names of folders and parts of addresses
GOAL_YEARS = range(2000, 2101)
MINIMUM_COUNT = 10  # the product's floor: a community may be stricter, never looser
RACES = {"aian", "asian", "black", "latino", "mena", "nhpi", "other", "two", "white", "not_reported"}
PAIRS = {f"{race}.{sex}" for race in RACES for sex in ("female", "male")}
BY_AGE = {"under_18", "18_to_64", "65_and_over", "age_not_reported"}
BY_SEX_HOME = {"female", "male", "sex_not_reported", "owner", "renter"}
AT_SCHOOL = {"english_learner", "not_english_learner", "free_or_reduced", "full_price"}
BY_LIFE = {"with_disability", "without_disability", "born_abroad", "born_here", "below_poverty", "above_poverty"}
BY_SCHOOLING = {"less_than_high_school", "high_school", "some_college", "bachelors"}
GROUPS = frozenset({"all", *RACES, *PAIRS, *BY_AGE, *BY_SEX_HOME, *AT_SCHOOL, *BY_LIFE, *BY_SCHOOLING})
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# An address people can write to, or a page with a form. RFC 9116 allows pages over https only.
CONTACT = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|https://[A-Za-z0-9.-]+(:\d+)?(/[!-~]*)?", re.ASCII)


def read(path: Path) -> Community:
    """The community in this folder or community.toml. Raises CommunityError, one sentence and the next step, at the first mistake."""
    file = path / "community.toml" if path.is_dir() else path
    top = Section(file, "", _toml(file))
    state = top.text("state")
    if not is_geoid(state, "state"):
        raise top.error(f'`state` should be the two digits of a state ("09"), found "{state}".')
    community = Community(
        folder=file.parent,
        name=top.text("name"),
        slug=_matching(top, "slug", SLUG, 'small letters, digits and single hyphens, such as "new-haven"'),
        state=state,
        languages=_languages(top),
        places=tuple(_place(top.table("places").table(key), key, state) for key in top.get("places", dict)),
        neighborhoods=_neighborhoods(top.table("neighborhoods")),
        districts=_districts(top.table("schools", optional=True)),
        vintages={"acs5": _vintages(top.table("vintages"), "acs5")},
        notes=story.notes(top),
        pooled=story.pooled(top.table("pooled", optional=True)),
        goals=tuple(_goal(row) for row in top.tables("goals", optional=True)),
        **_privacy(top.table("privacy", optional=True)),
        made_up=top.get("made_up", bool, default=False),
        partners=partners.read(top),
        layers=map_layers.read(top),
        areas=area_lists.read(top, state),
        contact=_contact(top),
    )
    top.close()
    _check_whole(top, community)
    return community


def _toml(file: Path) -> dict[str, Any]:
    if not file.is_file():
        raise CommunityError(f"{file} does not exist. Give a community's folder, or make one with `flashlight init`.")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (
        ValueError,
        RecursionError,
    ) as error:  # also a number of thousands of digits, and tables within tables without end
        raise CommunityError(f"{file} is not readable TOML: {shown(str(error))[1:-1]}.") from None


def _matching(section: Section, key: str, pattern: re.Pattern[str], words: str) -> str:
    found = section.text(key)
    if not pattern.fullmatch(found) or len(found) > LONGEST_ID:
        raise section.error(f"`{key}` should be {words}; found {shown(found)}.")
    return found


def _one_of(section: Section, key: str, allowed: tuple[str, ...]) -> str:
    found = section.text(key)
    if found not in allowed:
        raise section.error(f"`{key}` should be one of {', '.join(allowed)}; found {shown(found)}.")
    return found


def _languages(top: Section) -> tuple[str, ...]:
    found = top.get("languages", list, ["en"])
    if not found or any(lang not in LANGUAGES for lang in found) or len(set(found)) < len(found):
        raise top.error(f"`languages` should name some of {', '.join(LANGUAGES)}, each once; found {found}.")
    return tuple(found)


def _place(section: Section, key: str, state: str) -> Place:
    if not SLUG.fullmatch(key) or key == "us":
        raise section.error('a place\'s id should be small letters, digits and hyphens, and not "us".')
    level = _one_of(section, "level", PLACE_LEVELS)
    declared = section.raw("geoid")
    pairs = declared.items() if isinstance(declared, dict) else [(None, declared)]
    geoids = {ALWAYS if years is None else _range(section, years): geoid for years, geoid in pairs}
    for geoid in geoids.values():
        if not isinstance(geoid, str) or not is_geoid(geoid, level) or not geoid.startswith(state):
            raise section.error(f"`geoid` should be text, a GEOID of a {level} in state {state}; found {geoid!r}.")
    _refuse_overlap(section, list(geoids))
    place = Place(key, level, section.text("name", ""), geoids)
    section.close()
    return place


def _range(section: Section, text: str) -> VintageRange:
    try:
        return VintageRange.parse(text)
    except CommunityError as error:
        raise section.error(str(error)) from None


def _refuse_overlap(section: Section, ranges: list[VintageRange]) -> None:
    ordered = sorted(ranges, key=lambda r: r.first)
    for early, late in pairwise(ordered):
        if early.overlaps(late):
            raise section.error(f"vintages {early} and {late} overlap. Each vintage belongs to one of them.")


def _neighborhoods(section: Section) -> Neighborhoods:
    boundaries = _file(section, "boundaries")
    names = _names(section, boundaries)
    crosswalks = tuple(_crosswalk(row, names) for row in section.tables("crosswalk"))
    _refuse_overlap(section, [c.vintages for c in crosswalks])
    area = Neighborhoods(boundaries, section.text("source"), names, crosswalks)
    section.close()
    return area


def _file(section: Section, key: str) -> Path:
    return section.file(key)


def _names(section: Section, boundaries: Path) -> dict[str, str]:
    try:
        features = json.loads(boundaries.read_text(encoding="utf-8-sig"))["features"]
        pairs = [(feature["properties"]["id"], feature["properties"]["name"]) for feature in features]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise section.error(
            f"{boundaries} should be GeoJSON, a FeatureCollection whose features carry the properties id and name."
        ) from None
    for identifier, name in pairs:
        if not isinstance(identifier, str) or not SLUG.fullmatch(identifier) or len(identifier) > LONGEST_ID:
            raise section.error(
                f'{boundaries}: expected an id such as "fair-haven" and a name, found {shown(identifier)}.'
            )
        if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME or BREAKS.search(name):
            raise section.error(
                f"{boundaries}: the name of {identifier} should be text on one line of at most {LONGEST_NAME} characters, "
                f"found {shown(name)}."
            )
    names = dict(pairs)
    twice = [i for i, times in Counter(i for i, _ in pairs).items() if times > 1]
    if twice or not names:
        what = f'the id "{twice[0]}" stands twice' if twice else "there are no features"
        raise section.error(f"{boundaries}: {what}. Every neighborhood is one feature with its own id.")
    return names


def _crosswalk(section: Section, names: Mapping[str, str]) -> CrosswalkFile:
    found = CrosswalkFile(
        file=_file(section, "file"),
        vintages=_range(section, section.text("vintages")),
        tract_column=section.text("tract_column"),
        weight_basis=_one_of(section, "weight_basis", WEIGHT_BASES),
    )
    section.close()
    crosswalk_file.parts(found.file, found.tract_column, names)
    return found


def _districts(section: Section) -> tuple[District, ...]:
    leaid = re.compile(r"\d{7}")
    rows = section.tables("districts", optional=True)
    found = []
    for row in rows:
        code = _matching(row, "leaid", leaid, 'the 7 digits of the district\'s national id, as text ("0902790")')
        found.append(District(row.text("name"), code, row.text("state_code")))
        row.close()
    if len({d.leaid for d in found}) < len(found):
        raise section.error("`districts` names a `leaid` twice. Keep one of them.")
    section.close()
    return tuple(found)


def _vintages(section: Section, key: str) -> tuple[int, ...]:
    found = section.get(key, list)
    if not found or not all(type(v) is int and 2009 <= v <= 2100 for v in found) or sorted(set(found)) != found:
        raise section.error(f"`{key}` should list years from 2009 on, each once, in order; found {found}.")
    section.close()
    return tuple(found)


def _goal(section: Section) -> Goal:
    goal = Goal(
        measure=_matching(section, "measure", re.compile(r"[a-z][a-z0-9_]*"), "the id of a measure"),
        group=_one_of(section, "group", tuple(sorted(GROUPS))),
        target=section.number("target"),
        by=_year(section, "by"),
        set_by=section.text("set_by"),
    )
    section.close()
    return goal


def _year(section: Section, key: str) -> int:
    found = section.get(key, int)
    if found not in GOAL_YEARS:
        raise section.error(f"`{key}` should be a year from {GOAL_YEARS[0]} to {GOAL_YEARS[-1]}, found {shown(found)}.")
    return int(found)


def _privacy(section: Section) -> dict[str, Any]:
    found = {"minimum_count": _minimum_count(section)}
    path = section.file("assume_public") if "assume_public" in section.content else None
    section.close()
    if path is not None:
        public_numbers.read(path)  # told now, and not after an hour of fetching
    return found | {"assume_public": path}


def _minimum_count(section: Section) -> int:
    found = section.get("minimum_count", int, MINIMUM_COUNT)
    if found < MINIMUM_COUNT:
        raise section.error(
            f"`minimum_count` may be stricter than the product's policy, never looser: at least {MINIMUM_COUNT}; found {found}."
        )
    if found > MOST_MINIMUM_COUNT:
        raise section.error(
            f"`minimum_count` is the fewest people a number may speak of; above {MOST_MINIMUM_COUNT} nothing would be left "
            f"to show; found {shown(found)}."
        )
    return int(found)


def _contact(top: Section) -> str:
    found = top.text("contact", "")
    if found and not CONTACT.fullmatch(found):
        raise top.error(
            '`contact` should be an e-mail address ("data@example.org") or a page whose address begins with https://; '
            f"found {shown(found)}."
        )
    return found


def _check_whole(top: Section, community: Community) -> None:
    """What can only be seen with all parts at hand: ids that meet in one address, vintages without a crosswalk."""
    taken = [p.id for p in community.places] + ["us", *LEVELS] + [g for areas in community.areas for g in areas.names]
    for identifier in community.neighborhoods.names:
        if identifier in taken:
            raise top.error(
                f'the neighborhood id "{identifier}" is also the id of a place. Rename the neighborhood\'s id.'
            )
    for vintage in community.vintages["acs5"]:
        if not any(vintage in c.vintages for c in community.neighborhoods.crosswalks):
            raise top.error(
                f"vintage {vintage} has no crosswalk. Add a [[neighborhoods.crosswalk]] whose vintages cover it, "
                f"or take {vintage} out of [vintages]."
            )
