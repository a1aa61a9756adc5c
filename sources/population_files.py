"""Population Estimates of recent vintages, from the Bureau's files: totals of the state and its counties, and counties by sex,
age, and race and ethnicity. No key. A vintage's file is asked for again by its mark, since it may be corrected.

The files are latin-1, and the case of their names has changed, so that several spellings are tried. The published age groups
do not end at 18, so only "65 and over" is made from them. Connecticut has planning regions from vintage 2022 on.
"""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute
from pyarrow import csv

from sources.acs_request import LICENCE, RequestError
from sources.acs_values import NotANumberError, numbers
from sources.answer import TEXT, Answer
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, Drift, NotPublished
from sources.observed import observed, together
from sources.population_estimates import CITATION, VARIABLE
from sources.session import Session

pc: Any = pyarrow.compute  # its functions are made at import, where type checkers do not see them

SOURCE = "pep"
FIRST_VINTAGE = 2021
BASE = "https://www2.census.gov/programs-surveys/popest/datasets/2020-{vintage}/counties/"
# Not Hispanic, one race alone or two or more; then Hispanic of any race. Together they are everyone.
RACES = {
    "NHWA": "white",
    "NHBA": "black",
    "NHIA": "aian",
    "NHAA": "asian",
    "NHNA": "nhpi",
    "NHTOM": "two",
    "H": "latino",
}
SEXES = {"MALE": "male", "FEMALE": "female"}
ALL_AGES, OLDER = ("0",), tuple(str(n) for n in range(14, 19))  # age groups of five years; 14 is 65 to 69
FIRST_JULY = 2  # YEAR 1 is the base of April 1, 2020; 2 is July 1, 2020
LEVELS = {"040": "state", "050": "county"}


def observations(session: Session, cache: Cache, vintage: int, state: str) -> pd.DataFrame:
    """OBSERVATION rows of people on July 1 of each year since 2020: the state and its counties, and groups of the counties.

    Raises NotPublished for a vintage that is not out (or before 2021), Drift for a lost column.
    """
    if vintage < FIRST_VINTAGE:
        raise RequestError(
            f"pep {vintage}: files are read from vintage {FIRST_VINTAGE} on; earlier ones come from the API."
        )
    whole, crossed = (_table(session, cache, (vintage, state, kind)) for kind in ("totals", "groups"))
    totals, groups = _totals(whole, vintage), _groups(crossed, vintage, f"cc-est{vintage}-{state}")
    return together([observed(rows, source=SOURCE, vintage=vintage, variable=VARIABLE) for rows in (totals, groups)])


def keys(vintage: int, state: str) -> list[CacheKey]:
    """What is kept in the cache: two entries."""
    return [_key(vintage, state, kind) for kind in ("totals", "groups")]


def spellings(vintage: int, state: str, kind: str) -> list[str]:
    """Addresses at which the file may be, the likeliest first."""
    folder, name = ("totals/", f"co-est{vintage}-alldata.csv")
    if kind == "groups":
        folder, name = "asrh/", f"cc-est{vintage}-alldata-{state}.csv"
    stem, _, end = name.rpartition(".")
    names = (
        name,
        f"{stem.upper()}.{end}",
        name.replace("alldata", "ALLDATA"),
        stem.upper().replace("ALLDATA", "alldata") + f".{end}",
    )
    return [BASE.format(vintage=vintage) + folder + spelled for spelled in dict.fromkeys(names)]


def _key(vintage: int, state: str, kind: str) -> CacheKey:
    return CacheKey(SOURCE, f"files/{vintage}-{state}-{kind}")


def _table(session: Session, cache: Cache, asked: tuple[int, str, str]) -> pd.DataFrame:
    vintage, state, kind = asked

    def fetch(held: Sidecar | None) -> Fetched | None:
        answer = _sent(session, spellings(vintage, state, kind), held)
        if answer.status == 304:
            return None
        wanted = _total_columns(vintage) if kind == "totals" else _group_columns()
        rows = read(answer.body, wanted, state, f"{kind} of population estimates {vintage}")
        _totals(rows.to_pandas(), vintage) if kind == "totals" else _groups(rows.to_pandas(), vintage, answer.url)
        return Fetched(rows, answer, LICENCE, CITATION.format(vintage=vintage))

    return cache.get(_key(vintage, state, kind), fetch, immutable=False).to_pandas()


def _sent(session: Session, addresses: list[str], held: Sidecar | None) -> Answer:
    """The file under the first spelling that is there; the one it was found under before comes first."""
    before = [url for url in addresses if held is not None and held.url == url]
    missing: NotPublished | None = None
    for url in dict.fromkeys([*before, *addresses]):
        headers = held.conditional() if held is not None and url in before else None
        try:
            return session.get(url, headers=headers, accept=TEXT, deadline_s=300)
        except NotPublished as error:
            missing = missing or error
    raise missing or NotPublished(f"{addresses[0]} is not there.")


def read(body: bytes, wanted: list[str], state: str, where: str) -> pa.Table:
    """The wanted columns of the state's rows, all text. Raises Drift for a lost column, BadAnswer for what is no table."""
    header = body.partition(b"\n")[0].decode("latin-1").strip().removeprefix("ï»¿").replace('"', "").split(",")
    lost = [name for name in wanted if name not in header]
    if lost:
        raise Drift(
            f"{where}: has no column {', '.join(lost[:3])}; it begins {','.join(header)[:60]}. Look at the file's layout."
        )
    options = csv.ConvertOptions(
        column_types={name: pa.string() for name in wanted}, include_columns=wanted, strings_can_be_null=False
    )
    reading = csv.ReadOptions(encoding="latin1", column_names=header, skip_rows=1)
    try:
        table = csv.read_csv(io.BytesIO(body), reading, convert_options=options)
    except pa.ArrowInvalid as error:
        raise BadAnswer(f"{where}: not a whole CSV: {error}. Fetch it again.") from None
    padded = pc.utf8_lpad(table["STATE"], 2, "0")
    return table.filter(pc.equal(padded, state))


def _total_columns(vintage: int) -> list[str]:
    return ["SUMLEV", "STATE", "COUNTY", *(f"POPESTIMATE{year}" for year in range(2020, vintage + 1))]


def _group_columns() -> list[str]:
    cells = [f"{race}_{sex}" for race in RACES for sex in SEXES]
    return ["STATE", "COUNTY", "YEAR", "AGEGRP", "TOT_POP", *(f"TOT_{sex}" for sex in SEXES), *cells]


def _totals(rows: pd.DataFrame, vintage: int) -> pd.DataFrame:
    """The state and its counties, a row a year."""
    rows = rows[rows["SUMLEV"].str.zfill(3).isin(LEVELS)]
    level = rows["SUMLEV"].str.zfill(3).map(LEVELS)
    geoid = rows["STATE"].str.zfill(2) + rows["COUNTY"].str.zfill(3).where(level == "county", "")
    parts = [
        _people(rows, geoid, level, year).assign(estimate=_number(rows, [f"POPESTIMATE{year}"]))
        for year in range(2020, vintage + 1)
    ]
    return pd.concat(parts, ignore_index=True)


def _groups(rows: pd.DataFrame, vintage: int, where: str) -> pd.DataFrame:
    """Counties by sex and by race and ethnicity (all ages), and people of 65 and over."""
    years = {str(code): 2020 + code - FIRST_JULY for code in range(FIRST_JULY, vintage - 2020 + FIRST_JULY + 1)}
    strange = sorted(set(rows["YEAR"]) - set(years) - {"1"})
    if strange:
        raise BadAnswer(f"{where}: expected YEAR 1 to {max(years)} in vintage {vintage}, found {strange[0]!r}.")
    july = rows[rows["YEAR"].isin(years)]
    whole, older = july[july["AGEGRP"].isin(ALL_AGES)], july[july["AGEGRP"].isin(OLDER)]
    parts = [_cells(whole, years, "sex", {group: [f"TOT_{sex}"] for sex, group in SEXES.items()})]
    races = {group: [f"{race}_{sex}" for sex in SEXES] for race, group in RACES.items()}
    parts.append(_cells(whole, years, "race_ethnicity", races))
    aged = _cells(older, years, "age", {"65_and_over": ["TOT_POP"]})
    same = [name for name in aged.columns if name != "estimate"]
    parts.append(aged.groupby(same, sort=False).agg(estimate=("estimate", "sum")).reset_index())
    return pd.concat(parts, ignore_index=True)


def _cells(rows: pd.DataFrame, years: Mapping[str, int], scheme: str, groups: Mapping[str, list[str]]) -> pd.DataFrame:
    geoid = rows["STATE"].str.zfill(2) + rows["COUNTY"].str.zfill(3)
    people = _people(rows, geoid, "county", rows["YEAR"].map(years)).assign(scheme=scheme)
    parts = [people.assign(group=group, estimate=_number(rows, names)) for group, names in groups.items()]
    return pd.concat(parts, ignore_index=True)


def _people(rows: pd.DataFrame, geoid: pd.Series, level: "pd.Series | str", year: "pd.Series | int") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "geoid": geoid,
            "level": level,
            "period_start": year,
            "period_end": year,
            "scheme": "all",
            "group": "all",
            "status": "reported",
        },
        index=rows.index,
    )


def _number(rows: pd.DataFrame, names: list[str]) -> np.ndarray:
    """The sum of the columns. Raises BadAnswer for a cell that is not a count."""
    try:
        found = sum(
            (numbers(pa.chunked_array([pa.array(rows[name].tolist(), pa.string())])) for name in names),
            np.zeros(len(rows)),
        )
    except NotANumberError as error:
        raise BadAnswer(f"population estimates, {names[0]}: {error}.") from None
    if np.isnan(found).any() or (found < 0).any():
        raise BadAnswer(
            f"population estimates, {names[0]}: expected a count in every row, found an empty or negative one."
        )
    return found
