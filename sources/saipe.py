"""Small Area Income and Poverty Estimates: the nation, states and counties, and children of school districts, a year at a time.

These are estimates of a model. For states and counties the Bureau publishes bounds at 90 percent, from which the margin is
taken (the wider side); for school districts it publishes none, so `moe` is empty there.
"""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from sources import census_api
from sources.acs_answer import refuse_empty_columns, refuse_repeats
from sources.acs_request import LICENCE, Area, RequestError
from sources.acs_values import numbers
from sources.cache import Cache, CacheKey, Fetch, Fetched
from sources.census_api import DISTRICTS, Question
from sources.observed import observed, together
from sources.session import Session

SOURCE = "saipe"
PATH, DISTRICT_PATH = "timeseries/poverty/saipe", "timeseries/poverty/saipe/schdist"
LEVELS = ("us", "state", "county")
STEM = re.compile(r"SAE(MHI|POV(RT)?(ALL|0_4|0_17|5_17R))")  # the Bureau's name without _PT
DISTRICT_STEM = re.compile(r"SAEPOV(RAT)?5_17RV|SAEPOV5_17V")
CITATION = "U.S. Census Bureau, Small Area Income and Poverty Estimates (SAIPE) Program, {year}"


@dataclass(frozen=True)
class SaipeRequest:
    """Estimates of one year by the Bureau's names (SAEMHI, SAEPOVRTALL, ...; of districts: SAEPOVRAT5_17RV, ...)."""

    year: int
    variables: tuple[str, ...]
    areas: tuple[Area, ...] = ()
    district_states: tuple[str, ...] = ()  # two digits each; then all school districts of the state, and no areas

    def __post_init__(self) -> None:
        stem = DISTRICT_STEM if self.district_states else STEM
        strange = [name for name in self.variables if stem.fullmatch(name) is None]
        if strange or not self.variables or bool(self.areas) == bool(self.district_states):
            raise RequestError(
                f"saipe {self.year}: expected variables like SAEMHI for areas or SAEPOVRAT5_17RV for districts, found {strange[:3]}."
            )
        odd = [str(area) for area in self.areas if area.level not in LEVELS]
        odd += [state for state in self.district_states if not re.fullmatch(r"\d{2}", state)]
        if odd:
            raise RequestError(
                f"saipe {self.year}: expected the nation, states, counties or states' districts, found {odd[0]}."
            )


@dataclass(frozen=True)
class Part:
    """One call: its question, how its rows spell their GEOID, their level, and its name in the cache."""

    question: Question
    ids: tuple[str, ...]
    inside: str
    level: str
    name: str


def observations(session: Session, cache: Cache, key: str | None, request: SaipeRequest) -> pd.DataFrame:
    """OBSERVATION rows; a year that is not out, and a kind of district that a state does not have, give no rows.

    A school district's GEOID is its leaid. Percents are 0 to 100. Years are revised rarely, so a year held is kept.
    """
    parts = []
    for part in _parts(request):
        table = _columns(session, cache, key, (request, part))
        rows = census_api.long(table, {f"{name}_PT": name for name in request.variables}, str(part.question))
        rows = rows.assign(moe=_margins(table, request), vintage=request.year)
        rows = rows.assign(period_start=request.year, period_end=request.year)
        parts.append(observed(rows, rows.attrs["problems"], source=SOURCE, level=part.level))
    return together(parts)


def hold(session: Session, cache: Cache, key: str | None, request: SaipeRequest) -> None:
    """Puts what observations would read into the cache, by the same rules, and reads none of it."""
    for part in _parts(request):
        cache.hold(_key(request, part), _asking(session, key, (request, part)), immutable=True)


def keys(request: SaipeRequest) -> list[CacheKey]:
    """What the request keeps in the cache, an entry a call."""
    return [_key(request, part) for part in _parts(request)]


def _parts(request: SaipeRequest) -> list[Part]:
    time = {"time": str(request.year)}
    bounds = ("_PT", "_LB90", "_UB90")
    fields = [f"{name}{end}" for name in request.variables for end in bounds]
    parts = [
        Part(
            census_api.of_area(PATH, fields, area, **time), census_api.ids_of(area), area.inside, area.level, str(area)
        )
        for area in dict.fromkeys(request.areas)
    ]
    points = tuple(f"{name}_PT" for name in request.variables)
    for state in dict.fromkeys(request.district_states):
        for kind, column in DISTRICTS.items():
            clauses = (("for", f"{column}:*"), ("in", f"state:{state}"))
            question = Question(DISTRICT_PATH, points, clauses, tuple(time.items()))
            parts.append(Part(question, ("state", column), state, "school_district", f"districts-{state}-{kind}"))
    return parts


def _key(request: SaipeRequest, part: Part) -> CacheKey:
    return CacheKey(SOURCE, f"{request.year}/{part.name}-{'.'.join(sorted(request.variables))}")


def _columns(session: Session, cache: Cache, key: str | None, asked: tuple[SaipeRequest, Part]) -> pa.Table:
    return cache.get(_key(*asked), _asking(session, key, asked), immutable=True)


def _asking(session: Session, key: str | None, asked: tuple[SaipeRequest, Part]) -> Fetch:
    request, part = asked
    where = str(part.question)

    def fetch(_held: object) -> Fetched:
        answer = census_api.answer(session, key, part.question)
        table = refuse_repeats(census_api.read(answer.body, part.question, part.ids, part.inside), where, "geoid")
        refuse_empty_columns(table, [f"{name}_PT" for name in request.variables], where)
        census_api.long(table, dict.fromkeys(part.question.fields, ""), where)
        return Fetched(table, answer, LICENCE, CITATION.format(year=request.year))

    return fetch


def _margins(table: pa.Table, request: SaipeRequest) -> np.ndarray:
    """The wider half of each interval at 90 percent; NaN without bounds."""
    if f"{request.variables[0]}_LB90" not in table.column_names:
        return np.full(table.num_rows * len(request.variables), np.nan)
    margins = []
    for name in request.variables:
        point, low, high = (numbers(table[f"{name}{end}"]) for end in ("_PT", "_LB90", "_UB90"))
        signs = np.minimum(np.minimum(point, low), high) < 0
        margins.append(np.where(signs, np.nan, np.fmax(point - low, high - point)))
    return np.concatenate(margins)
