"""Population Estimates Program: how many people live in a place in years between two censuses.

Vintages to 2019 and 2023 come from the API (key), later ones from the Bureau's files (sources/population_files.py). Each
vintage revises all years since the last census: `latest` keeps, for each year, what the newest vintage says. Up to vintage
2019 the API counts dates (1 census, 2 base, 3 July 2010, ...); 2023 names the year. Only July 1 is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from sources import census_api
from sources.acs_request import LICENCE, Area, RequestError
from sources.cache import Cache, CacheKey, Fetched
from sources.census_api import Question
from sources.errors import BadAnswer
from sources.observation import OBSERVATION
from sources.observed import observed, together
from sources.session import Session

SOURCE, VARIABLE = "pep", "POP"
DATE_COLUMN = {**dict.fromkeys(range(2015, 2019), "DATE_"), 2019: "DATE_CODE"}  # the column's name by vintage
FIRST_JULY = 3  # the date code of July 1, 2010
CHARACTERISTICS = 2023
AGES = {"0": "all", "1899": "adults", "6599": "65_and_over"}  # codes of the 2023 dataset for age groups used here
SEXES = {"male": "1", "female": "2"}
CITATION = "U.S. Census Bureau, Population Estimates Program, Vintage {vintage}"


@dataclass(frozen=True)
class PopulationRequest:
    """One vintage, its years (vintage 2023 only: 2020 to 2023), and areas."""

    vintage: int
    areas: tuple[Area, ...]
    years: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.vintage not in DATE_COLUMN and self.vintage != CHARACTERISTICS:
            raise RequestError(
                f"pep {self.vintage}: the API has the vintages 2015 to 2019 and 2023. Later ones are files: "
                "use sources.population_files."
            )
        wanted = range(2020, CHARACTERISTICS + 1) if self.vintage == CHARACTERISTICS else ()
        if bool(self.years) != bool(wanted) or not set(self.years) <= set(wanted):
            raise RequestError(f"pep {self.vintage}: expected years {[*wanted] or 'none'}, found {list(self.years)}.")


@dataclass(frozen=True)
class Part:
    """One call, and the group its rows are about."""

    question: Question
    area: Area
    name: str
    scheme: str = "all"
    group: str = "all"


def observations(session: Session, cache: Cache, key: str | None, request: PopulationRequest) -> pd.DataFrame:
    """OBSERVATION rows of people on July 1 of each year; vintage 2023 also by age and sex. There is no sampling margin.

    Race and ethnicity of recent years are in the files: the 2023 dataset does not cross all groups with Hispanic origin.
    """
    found = []
    for part in _parts(request):
        rows = _rows(_columns(session, cache, key, (request, part)), part, request)
        found.append(
            observed(rows, rows.attrs["problems"], source=SOURCE, vintage=request.vintage, level=part.area.level)
        )
    return together(found)


def keys(request: PopulationRequest) -> list[CacheKey]:
    """What the request keeps in the cache, an entry a call."""
    return [_key(request, part) for part in _parts(request)]


def latest(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One table of several vintages: where two speak of the same year, the newest supersedes."""
    whole = together(parts)
    same = [name for name in OBSERVATION.key if name != "vintage"]
    kept = whole.sort_values("vintage").drop_duplicates(same, keep="last")
    return observed(kept, whole.attrs.get("problems", ()))


def _parts(request: PopulationRequest) -> list[Part]:
    areas = dict.fromkeys(request.areas)
    if request.vintage in DATE_COLUMN:
        path, fields = f"{request.vintage}/pep/population", (VARIABLE, DATE_COLUMN[request.vintage])
        return [Part(census_api.of_area(path, fields, area), area, str(area)) for area in areas]
    path, parts = f"{request.vintage}/pep/charv", []
    for area in areas:
        for year in dict.fromkeys(request.years):
            by = {"YEAR": str(year), "MONTH": "7", "UNIVERSE": "R"}
            parts.append(Part(census_api.of_area(path, (VARIABLE, "AGE"), area, **by), area, f"{area}-{year}"))
            for sex, code in SEXES.items():
                question = census_api.of_area(path, (VARIABLE, "AGE"), area, **by, SEX=code)
                parts.append(Part(question, area, f"{area}-{year}-{sex}", "sex", sex))
    return parts


def _key(request: PopulationRequest, part: Part) -> CacheKey:
    return CacheKey(SOURCE, f"{request.vintage}/{part.name}")


def _columns(session: Session, cache: Cache, key: str | None, asked: tuple[PopulationRequest, Part]) -> pa.Table:
    request, part = asked

    def fetch(_held: object) -> Fetched:
        answer = census_api.answer(session, key, part.question)
        table = census_api.read(answer.body, part.question, census_api.ids_of(part.area), part.area.inside)
        _rows(table, part, request)
        return Fetched(table, answer, LICENCE, CITATION.format(vintage=request.vintage))

    return cache.get(_key(request, part), fetch, immutable=True)


def _rows(table: pa.Table, part: Part, request: PopulationRequest) -> pd.DataFrame:
    """geoid, variable, estimate, status, scheme, group and period of the rows that are used."""
    where, by = str(part.question), part.question.fields[-1]
    rows = census_api.long(table, {VARIABLE: VARIABLE}, where)
    rows[by] = table[by].to_pandas().to_numpy()
    if rows.duplicated(["geoid", by]).any():
        raise BadAnswer(
            f"{where}: a place comes twice with one {by}; the dataset has a dimension that was not expected."
        )
    if request.vintage in DATE_COLUMN:
        return _by_date(rows, by, request.vintage, where)
    kept = _by_age(rows, where) if part.scheme == "all" else rows[rows["AGE"] == "0"]
    if part.scheme != "all":
        kept = kept.assign(scheme=part.scheme, group=part.group)
    year = int(dict(part.question.predicates)["YEAR"])
    return _with_problems(kept.assign(period_start=year, period_end=year), rows)


def _by_date(rows: pd.DataFrame, by: str, vintage: int, where: str) -> pd.DataFrame:
    strange = sorted(set(rows[by]) - {str(n) for n in range(1, vintage - 2010 + FIRST_JULY + 1)})
    if strange:
        raise BadAnswer(f"{where}: expected {by} 1 to {vintage - 2010 + FIRST_JULY}, found {strange[0]!r}.")
    code = rows[by].astype("int64")
    july = code >= FIRST_JULY
    year = code[july] - FIRST_JULY + 2010
    return _with_problems(rows[july].assign(period_start=year, period_end=year), rows)


def _by_age(rows: pd.DataFrame, where: str) -> pd.DataFrame:
    """Everyone, and the three age groups: people under 18 are all without the adults."""
    lost = set(AGES) - set(rows["AGE"])
    if lost and len(rows):
        raise BadAnswer(f"{where}: expected the AGE codes {', '.join(AGES)}, found no {', '.join(sorted(lost))}.")
    wide = rows[rows["AGE"].isin(AGES)].assign(AGE=lambda frame: frame["AGE"].map(AGES))
    wide = wide.pivot_table(index="geoid", columns="AGE", values="estimate", dropna=False)
    wide = wide.reindex(columns=list(AGES.values()))
    wide["under_18"], wide["18_to_64"] = wide["all"] - wide["adults"], wide["adults"] - wide["65_and_over"]
    long = wide.drop(columns="adults").reset_index().melt("geoid", var_name="group", value_name="estimate")
    scheme = long["group"].map(lambda group: "all" if group == "all" else "age")
    status = long["estimate"].notna().map({True: "reported", False: "not_reported"})
    return long.assign(variable=VARIABLE, scheme=scheme, status=status)


def _with_problems(kept: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    kept.attrs = dict(rows.attrs)
    return kept
