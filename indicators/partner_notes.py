"""What of a partner's numbers no measure reads, which are of areas that are not the community's, and which partners and releases are gone."""

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from geo.declared import Community
from indicators.agreements import ENDED
from indicators.catalog import MEASURES, records
from indicators.partner_counts import of_partner

if TYPE_CHECKING:
    import pandas as pd


def known() -> list[str]:
    """The names that measures of partners' numbers read."""
    return sorted({variable for m in MEASURES.values() if of_partner(m) for variable in records(m)})


def unread(variables: Iterable[str]) -> list[str]:
    """A sentence for each name that no measure reads, with the nearest of those that one does."""
    there = known()
    return [
        f"No measure reads {name}, and nothing of it is shown. {_nearest(name, there)}"
        for name in sorted(set(variables) - set(there))
    ]


def _nearest(name: str, there: list[str]) -> str:
    near = get_close_matches(name, there, n=1, cutoff=0.5)
    meant = f"Did you mean {near[0]}? " if near else ""
    return f"{meant}Measures read {', '.join(there) or 'no partner'}."


def elsewhere(community: Community) -> Callable[[str, str], bool]:
    """Whether an area (level, geoid) is none of the community's; of levels that it lists no areas of, that is not asked."""
    own = {(place.level, geoid) for place in community.places for geoid in place.geoids.values()}
    own |= {("school_district", district.leaid) for district in community.districts}
    own |= {(area.level, geoid) for area in community.areas for geoid in area.names}
    towns = tuple(county for area in community.areas for county in area.counties.values())
    tracts = _tracts(community)
    levels = {level for level, _ in own} | {"county_subdivision", "tract"}

    def is_elsewhere(level: str, geoid: str) -> bool:
        if level == "neighborhood":
            return False  # a file with a neighborhood of another community is refused
        if level == "tract":
            return geoid not in tracts
        mine = (level, geoid) in own or (level == "county_subdivision" and geoid.startswith(towns))
        return level in levels and not mine

    return is_elsewhere


def _tracts(community: Community) -> set[str]:
    """Tracts of every crosswalk: what a community counts of its neighborhoods."""
    from geo import crosswalk  # with scipy, which no build with nothing new waits for

    vintages = {declared.vintages.first for declared in community.neighborhoods.crosswalks}
    return {geoid for vintage in vintages for geoid in crosswalk.for_vintage(community, vintage)["from_geoid"]}


def lost(served: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[str]:
    """A sentence for each measure that a partner told in the release served, and none tells in this one (both as release.json says).

    Where its agreement has ended, that is said already.
    """
    before: Mapping[str, Collection[Mapping[str, Any]]] = (served or {}).get("agreements", {})
    gone = [measure for measure in before if measure not in now["agreements"] and measure not in now[ENDED]]
    return [
        f"{measure} had numbers from {' and '.join(sorted({term['partner'] for term in before[measure]}))} in the release "
        "served before, and has none now: no partner's file that is read tells what it counts."
        for measure in gone
    ]


def taken_away(releases: Collection[str]) -> list[str]:
    """What follows where these releases were taken out of the data folder, which a reader may have kept."""
    if not releases:
        return []
    return [
        f"No longer in the data folder: {', '.join(releases)}. What they showed does not count as known, and what they hid is not "
        "kept hidden where a number was corrected since. Put their public files back, or list what they showed in assume_public; "
        "then remove what is left of them in private."
    ]


def untold(counts: "pd.DataFrame", minimum: int) -> list[str]:
    """What a build makes of people whom no group of these counts (OBSERVATION rows) tells, and of rows left blank. No row is named."""
    from indicators.untold import of_counts

    people = counts.assign(value=counts["estimate"], status=counts["status"].replace("reported", "estimated"))
    each = [of_counts(rows.reset_index(drop=True), minimum) for _, rows in people.groupby("variable", sort=True)]
    left = [one.left.index[one.left > 0].get_level_values("scheme") for one in each]
    schemes = sorted({str(scheme) for found in left for scheme in found})
    said = [
        f"By {' and by '.join(scheme.replace('_', ' ') for scheme in schemes)}, the groups do not count everyone. A build counts those "
        "left as a group of their own, not reported, and protects them as any other group."
    ]
    blank = (
        "Some cells are left empty, though other numbers of the file tell that they are about few people. A build treats them as "
        "withheld, as if * stood there."
    )
    return [*(said if schemes else []), *([blank] if any(len(one.withheld) for one in each) else [])]
