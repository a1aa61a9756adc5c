"""What a build asks for: derived from the catalog and the community, so that nothing is fetched that no measure uses."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from geo import crosswalk_file
from geo.declared import AreaList, Community
from geo.errors import CommunityError
from indicators import build_points, feeds
from indicators.catalog import MEASURES, NOT_YET, records, variables
from indicators.feeds import Feed
from indicators.measure import Measure, Reported
from sources import acs_bulk
from sources.acs_request import AcsRequest, Area
from sources.boundary_files import file_year
from sources.census_areas import FIRST_ZCTA_ALONE


@dataclass(frozen=True)
class Plan:
    """The requests of one build. `with_key` are vintages, and `feeds_with_key` titles of feeds, that only a key would bring."""

    acs: tuple[AcsRequest, ...]
    has_key: bool
    feeds: tuple[Feed, ...]
    feeds_with_key: tuple[str, ...]
    replicates: tuple[tuple[int, str], ...]  # (vintage, table) that a measure asks exact margins of
    boundaries: tuple[tuple[int, str], ...]  # (year of the file, level)
    points: tuple[str, ...]  # layers of the map
    vintages: tuple[int, ...]
    with_key: tuple[int, ...]

    def lines(self) -> list[str]:
        """The plan as sentences, one a request."""
        return [
            *(
                f"acs5 {r.vintage} {r.table}: {len(r.variables)} lines, {len(r.areas)} areas ({self._route(r)})"
                for r in self.acs
            ),
            *(f"acs5 {vintage}: needs CENSUS_API_KEY, left out" for vintage in self.with_key),
            *(feed.title for feed in self.feeds),
            *(f"{title}: needs CENSUS_API_KEY, left out" for title in self.feeds_with_key),
            *(f"variance replicates {vintage} {table}: all tracts of the state" for vintage, table in self.replicates),
            *(f"boundaries {year}: {level}" for year, level in self.boundaries),
            *(f"{title}: points on the map" for title in self.points),
        ]

    def _route(self, request: AcsRequest) -> str:
        if self.has_key:
            return "Census API"
        return "held in the cache, no key" if by_api(request, has_key=False) else "summary file, no key"


def by_api(request: AcsRequest, has_key: bool) -> bool:
    """Whether a table comes from the Census API: with a key all do, without one those older than the summary files, once held."""
    return has_key or request.vintage < acs_bulk.FIRST_VINTAGE


def make(
    community: Community,
    has_key: bool,
    measures: Mapping[str, Measure] = MEASURES,
    holds: Callable[[AcsRequest], bool] = lambda _: False,
) -> Plan:
    """The plan for a community; without a key, tables before 2021 that the cache does not hold are left out, their vintages named.

    Raises CommunityError for a goal whose measure does not exist and is not awaited either.
    """
    _refuse_unknown(community, measures)
    asked = community.vintages.get("acs5", ())
    tables = tables_of(measures.values())
    areas = {vintage: areas_of(community, vintage) for vintage in asked}
    requests = [AcsRequest(v, t, lines, areas[v]) for v in asked for t, lines in tables.items()]
    left_out = {r for r in requests if by_api(r, has_key) and not has_key and not holds(r)}
    vintages = tuple(dict.fromkeys(r.vintage for r in requests if r not in left_out))
    wanted = feeds.used(community, measures.values())
    return Plan(
        acs=tuple(r for r in requests if r not in left_out),
        has_key=has_key,
        feeds=tuple(feed for feed in wanted if has_key or not feed.needs_key),
        feeds_with_key=tuple(feed.title for feed in wanted if feed.needs_key and not has_key),
        replicates=tuple((v, t) for v in vintages for t in _replicated(measures.values())),
        boundaries=_boundaries(community, vintages),
        points=tuple(title for title, _ in build_points.questions(community).values()),
        vintages=vintages,
        with_key=tuple(sorted({r.vintage for r in left_out})),
    )


def _refuse_unknown(community: Community, measures: Mapping[str, Measure]) -> None:
    known = [*measures, *(entry.measure for entry in NOT_YET)]
    named = [("[[goals]]", goal.measure) for goal in community.goals]
    named += [("[[notes]]", note.measure) for note in community.notes]
    for where, measure in [*named, *(("[pooled]", measure) for measure in community.pooled)]:
        if measure not in known:
            close = get_close_matches(measure, known, n=3, cutoff=0.4) or known
            raise CommunityError(
                f'{community.folder / "community.toml"} {where}: there is no measure "{measure}". '
                f"Did you mean {', '.join(close)}? Correct it, or leave it out."
            )
    for measure in community.pooled:
        formula = measures[measure].formula if measure in measures else None
        if not (isinstance(formula, Reported) and formula.numerator and formula.denominator):
            raise CommunityError(
                f'{community.folder / "community.toml"} [pooled]: "{measure}" has no counts to add up over years. '
                "Pool a measure that its publisher gives with numerator and denominator, such as graduation_4yr."
            )


def tables_of(measures: Iterable[Measure]) -> dict[str, tuple[str, ...]]:
    """Survey tables in use, each with the lines in use, both sorted."""
    lines = {v for m in measures for v in set(variables(m)) - set(records(m))}
    tables = sorted({line.rsplit("_", 1)[0] for line in lines})
    return {table: tuple(sorted(v for v in lines if v.rsplit("_", 1)[0] == table)) for table in tables}


def tracts_of(community: Community, vintage: int) -> list[str]:
    """Tracts of a vintage that a neighborhood has a part in, sorted."""
    area = community.neighborhoods
    declared = next(c for c in area.crosswalks if vintage in c.vintages)
    return sorted({p.tract for p in crosswalk_file.parts(declared.file, declared.tract_column, area.names)})


def areas_of(community: Community, vintage: int) -> tuple[Area, ...]:
    """Areas a survey table is asked for: the nation, the declared places, and all tracts of the counties concerned."""
    places = [(p.level, geoid) for p in community.places if (geoid := p.geoid(vintage))]
    counties = sorted({tract[:5] for tract in tracts_of(community, vintage)})
    tracts = [Area("tract", county[:2], county[2:]) for county in counties]
    further = [area for areas in community.areas for area in _further(areas, vintage)]
    return tuple(dict.fromkeys((Area("us"), *(_area(level, geoid) for level, geoid in places), *tracts, *further)))


def _further(areas: AreaList, vintage: int) -> Iterator[Area]:
    """What an [[areas]] entry adds. ZIP code areas of before 2020 were drawn otherwise and are left out."""
    if areas.level == "zcta":
        yield from (Area("zcta", code=geoid) for geoid in areas.names if vintage >= FIRST_ZCTA_ALONE)
    elif areas.level == "county_subdivision":
        county = areas.county(vintage)
        if county is not None:
            yield Area("county_subdivision", county[:2], county[2:])
    else:
        level = f"{areas.level}_{areas.kind}" if areas.kind else areas.level
        yield from (Area(level, geoid[:2], "", geoid[2:]) for geoid in areas.names)


def _area(level: str, geoid: str) -> Area:
    if level == "state":
        return Area("state", geoid)
    if level == "county":
        return Area("county", geoid[:2], "", geoid[2:])
    return Area(level, geoid[:2], geoid[2:5], geoid[5:])


def _replicated(measures: Iterable[Measure]) -> list[str]:
    """Tables that some measure wants replicates of; those repeated for one race have none."""
    wanted = {
        line.rsplit("_", 1)[0] for m in measures if m.exact_margins for line in set(variables(m)) - set(records(m))
    }
    return sorted(table for table in wanted if table[-1].isdigit())


def _boundaries(community: Community, vintages: Iterable[int]) -> tuple[tuple[int, str], ...]:
    """Tracts to draw, and the levels of places whose name the community leaves to the publisher."""
    named_by_publisher = {p.level for p in community.places if not p.name} - {"state"}
    named_by_publisher |= {areas.level for areas in community.areas if areas.counties}
    levels = ("tract", *sorted(named_by_publisher))
    return tuple(sorted({(file_year(v, level), level) for v in vintages for level in levels}))
