"""Federal statistics that are no tables of the American Community Survey: people between censuses, poverty, work, students."""

from collections.abc import Iterator

import pandas as pd

from geo.declared import Community
from indicators.feeds.feed import Ask, Feed, Told
from sources import bls, ccd, ccd_files, population_files, saipe
from sources.acs_request import Area
from sources.bls import Laus, LausRequest
from sources.errors import BadRequest, KeyInvalid, NotPublished, Offline, SourceError
from sources.observed import together
from sources.saipe import SaipeRequest
from sources.urban import SOURCE as URBAN
from sources.urban import Question, Urban
from sources.urban_observations import Wanted

PEOPLE = "pep.population"
# The Bureau's names of its estimates, and ours.
POVERTY = {
    "SAEPOVRTALL": "saipe.poverty_rate",
    "SAEPOVRT0_17": "saipe.child_poverty_rate",
    "SAEMHI": "saipe.median_household_income",
}


def years(community: Community) -> range:
    """Calendar years to ask for: those the community's survey vintages end in, and the one after, which yearly sources reach first."""
    vintages = community.vintages.get("acs5") or (0,)
    return range(min(vintages), max(vintages) + 2)


def counties(community: Community) -> Iterator[tuple[int, str]]:
    """(year, GEOID) of each county-level place in each year: Connecticut's counties became planning regions in 2022."""
    for year in years(community):
        for place in community.places:
            if place.level == "county" and (geoid := place.geoid(year)):
                yield year, geoid


def _has_years(community: Community) -> bool:
    return bool(community.vintages.get("acs5"))


def _has_districts(community: Community) -> bool:
    return _has_years(community) and bool(community.districts)


def _enrollment(ask: Ask) -> Told:
    """Students of the community's districts; a school year is named by its fall."""
    wanted = Wanted(ask.community.state, leaids=[d.leaid for d in ask.community.districts])
    falls = [year - 1 for year in years(ask.community)]
    offered = Urban(ask.session, ask.cache).years(Question(ccd.PATH, falls[-1], wanted.filters))
    found = ccd.enrollment(ask.session, ask.cache, [fall for fall in falls if fall in offered], wanted)
    return _and_later(ask, Told(*found), [fall for fall in falls if offered and fall > max(offered)], wanted)


def _and_later(ask: Ask, told: Told, falls: list[int], wanted: Wanted) -> Told:
    """The same with the years that the portal does not have yet, from the publisher's own files.

    A year that is not out yet is no problem; one that is out and cannot be read is told, and takes no other with it.
    """
    parts, problems = [told.rows], list(told.problems)
    try:
        newest = max(ccd_files.addresses(ask.session, ask.cache)) if falls else 0
    except SourceError as error:
        return Told(told.rows, [*problems, f"Common Core of Data, list of files: {error}"])
    for fall in (fall for fall in falls if fall <= newest):
        try:
            rows, said = ccd_files.enrollment(ask.session, ask.cache, [fall], wanted)
        except SourceError as error:
            problems.append(f"Common Core of Data, {fall}-{(fall + 1) % 100:02d}: {error}")
        else:
            parts.append(rows.assign(source=URBAN))
            problems += said
    return Told(together(parts), problems)


def _poverty(ask: Ask) -> Told:
    """All years are asked for before the first is read, so that where nothing is new none is."""
    requests = [_modeled(ask.community, year) for year in years(ask.community)]
    for request in requests:
        saipe.hold(ask.session, ask.cache, ask.key, request)
    whole = together([saipe.observations(ask.session, ask.cache, ask.key, request) for request in requests])
    return Told(
        whole.assign(variable=whole["variable"].map(POVERTY).astype("str")), list(whole.attrs.get("problems", ()))
    )


def _modeled(community: Community, year: int) -> SaipeRequest:
    near = [Area("county", geoid[:2], "", geoid[2:]) for at, geoid in counties(community) if at == year]
    return SaipeRequest(year, tuple(POVERTY), (Area("us"), Area("state", community.state), *near))


def _work(ask: Ask) -> Told:
    """One request a set of areas: a county that has ended is asked for only while it was there."""
    state, span = ask.community.state, years(ask.community)
    of_year = {year: sorted(g for at, g in counties(ask.community) if at == year) for year in span}
    sets = dict.fromkeys(tuple(geoids) for geoids in of_year.values())
    found = []
    for geoids in sets:
        mine = [year for year in span if tuple(of_year[year]) == geoids]
        places = (("state", state), *(("county", geoid) for geoid in geoids))
        request = LausRequest(("unemployment_rate",), places, min(mine), max(mine))
        found.append(_unemployment(ask, request))
    whole = together(found)
    return Told(whole, list(whole.attrs.get("problems", ())))


def _unemployment(ask: Ask, request: LausRequest) -> pd.DataFrame:
    """Raises BadRequest for a refused key: it is this service's own, and a wrong one must not stop the others."""
    try:
        return Laus(ask.session, ask.cache).observations(request)
    except KeyInvalid as error:
        said = str(error)
    raise BadRequest(said)


def _people(ask: Ask) -> Told:
    """The newest vintage that is out; it speaks of all years since the census anew."""
    newest = max(years(ask.community))
    offline: Offline | None = None
    for vintage in range(newest, population_files.FIRST_VINTAGE, -1):
        try:
            rows = population_files.observations(ask.session, ask.cache, vintage, ask.community.state)
        except NotPublished:
            continue
        except Offline as error:  # of a vintage that was not out, nothing is held
            offline = offline or error
            continue
        return Told(rows.assign(variable=PEOPLE), list(rows.attrs.get("problems", ())))
    raise offline or NotPublished(
        f"Population estimates: no file of the vintages {population_files.FIRST_VINTAGE + 1} to {newest} is there. "
        f"Look at {population_files.BASE}."
    )


FEEDS: tuple[Feed, ...] = (
    Feed(
        "ccd_enrollment",
        URBAN,
        "Common Core of Data: students by district",
        (ccd.VARIABLE,),
        _has_districts,
        _enrollment,
        ("urban/school-districts/ccd/enrollment", "nces_ccd/ccd_lea_"),
    ),
    Feed(
        "saipe",
        saipe.SOURCE,
        "Small Area Income and Poverty Estimates",
        ("saipe.",),
        _has_years,
        _poverty,
        ("saipe/",),
        needs_key=True,
    ),
    Feed("laus", bls.SOURCE, "Local Area Unemployment Statistics", ("laus.",), _has_years, _work, ("bls/laus/",)),
    Feed(
        "population_estimates",
        population_files.SOURCE,
        "Population Estimates",
        (PEOPLE,),
        _has_years,
        _people,
        ("pep/files/",),
    ),
)
