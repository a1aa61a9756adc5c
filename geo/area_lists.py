"""Further areas a community shows beside its neighborhoods: ZIP code areas, places, school districts, the towns of a county."""

from collections.abc import Mapping
from itertools import pairwise

from geo.declared import AreaList
from geo.errors import CommunityError
from geo.geoid import ALWAYS, VintageRange, is_geoid
from geo.section import BREAKS, Section, shown

LISTED = ("zcta", "place", "school_district")
LEVELS = (*LISTED, "county_subdivision")
LONGEST_NAME = 200  # characters
KINDS = ("unified", "elementary", "secondary")


def read(top: Section, state: str) -> tuple[AreaList, ...]:
    """The [[areas]] of the file. Raises CommunityError at a level, GEOID, county or kind that cannot be."""
    found = tuple(_areas(section, state) for section in top.tables("areas", optional=True))
    seen: set[tuple[str, str]] = set()
    for area in found:
        for geoid in area.names:
            if (area.level, geoid) in seen:
                raise top.error(f"`areas` names {area.level} {geoid} twice. Keep one of them.")
            seen.add((area.level, geoid))
    return found


def _areas(section: Section, state: str) -> AreaList:
    level = section.text("level")
    if level not in LEVELS:
        raise section.error(f"`level` should be one of {', '.join(LEVELS)}; found {shown(level)}.")
    if level in LISTED:
        kind = _kind(section) if level == "school_district" else ""
        area = AreaList(level, _names(section, level, state), {}, kind)
    else:
        area = AreaList(level, {}, _counties(section, state))
    section.close()
    return area


def _kind(section: Section) -> str:
    kind = section.text("kind", "unified")
    if kind not in KINDS:
        raise section.error(f"`kind` of school districts should be one of {', '.join(KINDS)}; found {shown(kind)}.")
    return kind


def _names(section: Section, level: str, state: str) -> Mapping[str, str]:
    """GEOID → name. A ZIP code area is its own name; other areas are named in the file, since no boundary file is asked for them."""
    declared = section.raw("geoids")
    if level == "zcta" and isinstance(declared, list):
        declared = {geoid: geoid for geoid in declared if isinstance(geoid, str)} if _texts(declared) else None
    if not isinstance(declared, dict) or not declared:
        example = '["06510", "06511"]' if level == "zcta" else '{ "0952000" = "New Haven" }'
        raise section.error(f"`geoids` of {level} should be like {example}; found {shown(section.raw('geoids'))}.")
    for geoid, name in declared.items():
        inside = level == "zcta" or geoid.startswith(state)
        if not is_geoid(geoid, level) or not inside or not _is_name(name):
            raise section.error(
                f"`geoids`: expected a GEOID of a {level} in state {state} and its name, found {shown(geoid)}."
            )
    return {geoid: name.strip() for geoid, name in declared.items()}


def _is_name(name: object) -> bool:
    return isinstance(name, str) and bool(name.strip()) and len(name) <= LONGEST_NAME and not BREAKS.search(name)


def _texts(declared: list[object]) -> bool:
    return all(isinstance(geoid, str) for geoid in declared) and len(set(map(str, declared))) == len(declared)


def _counties(section: Section, state: str) -> Mapping[VintageRange, str]:
    declared = section.raw("county")
    pairs = declared.items() if isinstance(declared, dict) else [(None, declared)]
    found: dict[VintageRange, str] = {}
    for years, county in pairs:
        if not isinstance(county, str) or not is_geoid(county, "county") or not county.startswith(state):
            raise section.error(f"`county` should be the 5 digits of a county in state {state}; found {shown(county)}.")
        found[ALWAYS if years is None else _range(section, str(years))] = county
    ordered = sorted(found, key=lambda years: years.first)
    if any(early.overlaps(late) for early, late in pairwise(ordered)):
        raise section.error("`county` gives a vintage two counties. Each vintage belongs to one of them.")
    return found


def _range(section: Section, text: str) -> VintageRange:
    try:
        return VintageRange.parse(text)
    except CommunityError as error:
        raise section.error(str(error)) from None
