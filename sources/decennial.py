"""Counts of the decennial census: Public Law 94-171 and the Demographic and Housing Characteristics of 2020, and 2010.

The same line number can mean different things in two datasets (P1_001N in pl and dhc), so an observation's variable carries
its dataset: "dhc.P12_001N". In 2020 the Bureau changed counts a little at random to protect privacy; it publishes no margin
for that, so `moe` is empty and small places should not be read exactly. Connecticut's 2020 counts lie on its eight counties.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from sources import census_api
from sources.acs_answer import joined, refuse_empty_columns, refuse_repeats
from sources.acs_request import LICENCE, Area, RequestError
from sources.cache import Cache, CacheKey, Fetched
from sources.census_api import MOST_FIELDS
from sources.observed import observed, together
from sources.session import Session

SOURCE = "decennial"
LINES_2020 = re.compile(r"(P|H|PCT|HCT|PCO)\d{1,2}[A-Z]?_\d{3}N")  # P1_001N
LINES_2010 = re.compile(r"(P|H|PCT|HCT|PCO)\d{3}[A-Z]?\d{3}")  # P001001
DATASETS = {
    (2020, "pl"): (LINES_2020, "Redistricting Data (Public Law 94-171)", "P1_001N"),
    (2020, "dhc"): (LINES_2020, "Demographic and Housing Characteristics", "P12_001N"),
    (2010, "pl"): (LINES_2010, "Redistricting Data (Public Law 94-171)", "P001001"),
    (2010, "sf1"): (LINES_2010, "Summary File 1", "P001001"),
}
PRIVACY = " Counts were changed a little at random to protect privacy (differential privacy)."
CONNECTICUT, COUNTIES = "09", frozenset(f"{n:03d}" for n in range(1, 16, 2))


@dataclass(frozen=True)
class DecennialRequest:
    """Lines of one dataset of one census, in the names of that census, for some areas."""

    year: int
    dataset: str
    variables: tuple[str, ...]
    areas: tuple[Area, ...]

    def __post_init__(self) -> None:
        if (self.year, self.dataset) not in DATASETS:
            known = ", ".join(f"{dataset} {year}" for year, dataset in DATASETS)
            raise RequestError(f"{self}: expected one of the datasets {known}.")
        lines, _, like = DATASETS[self.year, self.dataset]
        strange = [name for name in self.variables if lines.fullmatch(name) is None]
        if strange or not self.variables or len(set(self.variables)) < len(self.variables):
            raise RequestError(f"{self}: expected different variables like {like}, found {strange[:3]}.")
        lost = [area for area in self.areas if _is_region(area)]
        if lost:
            raise RequestError(
                f"{self}: found {lost[0]}. The census of {self.year} has Connecticut's counties 001 to 015, not its planning "
                "regions; ask for the counties, or for all tracts of the state, and use a crosswalk."
            )

    def __str__(self) -> str:
        return f"census {self.year} {self.dataset}"

    @property
    def path(self) -> str:
        """The dataset's path in the API."""
        return f"{self.year}/dec/{self.dataset}"

    def citation(self) -> str:
        """How to name the source of a number."""
        name = f"U.S. Census Bureau, {self.year} Census, {DATASETS[self.year, self.dataset][1]}."
        return name + (PRIVACY if self.year >= 2020 else "")


def observations(session: Session, cache: Cache, key: str | None, request: DecennialRequest) -> pd.DataFrame:
    """OBSERVATION rows of every area the census has; period and vintage are the year of the census.

    A census does not change once it is out, so what is in the cache is not asked for again.
    """
    variables = {name: f"{request.dataset}.{name}" for name in request.variables}
    parts = []
    for area in dict.fromkeys(request.areas):
        rows = census_api.long(_columns(session, cache, key, (request, area)), variables, f"{request} {area}")
        rows = rows.assign(vintage=request.year, period_start=request.year, period_end=request.year)
        parts.append(observed(rows, rows.attrs["problems"], source=SOURCE, level=area.geography))
    return together(parts)


def keys(request: DecennialRequest) -> list[CacheKey]:
    """What the request keeps in the cache, an entry an area."""
    return [_key(request, area) for area in dict.fromkeys(request.areas)]


def _key(request: DecennialRequest, area: Area) -> CacheKey:
    digest = hashlib.sha256("\n".join(request.variables).encode()).hexdigest()[:8]
    return CacheKey(SOURCE, f"{request.year}/{request.dataset}/{area}-{digest}")


def _columns(session: Session, cache: Cache, key: str | None, asked: tuple[DecennialRequest, Area]) -> pa.Table:
    request, area = asked

    def fetch(_held: object) -> Fetched:
        questions = [census_api.of_area(request.path, fields, area) for fields in _calls(request.variables)]
        answers = [census_api.answer(session, key, question) for question in questions]
        ids = census_api.ids_of(area)
        parts = [
            census_api.read(answer.body, question, ids, area.inside)
            for question, answer in zip(questions, answers, strict=True)
        ]
        where = f"{request} {area}"
        whole = refuse_repeats(joined(parts, where, "geoid"), where, "geoid")
        checked = refuse_empty_columns(whole, request.variables, where)
        census_api.long(checked, dict.fromkeys(request.variables, ""), where)
        return Fetched(checked, answers, LICENCE, request.citation())

    return cache.get(_key(request, area), fetch, immutable=True)


def _calls(variables: Sequence[str]) -> list[Sequence[str]]:
    return [variables[i : i + MOST_FIELDS] for i in range(0, len(variables), MOST_FIELDS)]


def _is_region(area: Area) -> bool:
    county = area.code if area.level == "county" else area.county
    return area.state == CONNECTICUT and bool(county) and county not in COUNTIES
