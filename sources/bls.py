"""Local Area Unemployment Statistics of the Bureau of Labor Statistics: yearly averages of states and counties.

The service is read by POST; a key (BLS_API_KEY) is optional and stands in the question, never in an address, the cache or an
error. Only the yearly average (period M13) is kept, which series without seasonal adjustment have. Connecticut's counties ended
with 2021's geography: ask for its planning regions, and do not map one to the other.
"""

import hashlib
import os
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from geo.geoid import is_geoid
from sources.acs_request import LICENCE, RequestError
from sources.bls_answer import Asked, number, read
from sources.cache import Cache, CacheKey, Fetched
from sources.errors import Throttled
from sources.observed import observed
from sources.session import Session

SOURCE, KEY = "bls", "BLS_API_KEY"
URL = "https://api.bls.gov/publicAPI/v2/timeseries/data/"
WITH_KEY, WITHOUT_KEY = (50, 20), (25, 10)  # series and years of one call
MEASURES = {"unemployment_rate": "03", "unemployed": "04", "employed": "05", "labor_force": "06"}
AREAS = {"state": "ST", "county": "CN"}
YEARLY = "M13"
OLD_COUNTY = re.compile(r"0900[1-9]|0901[135]")
CITATION = "U.S. Bureau of Labor Statistics, Local Area Unemployment Statistics, {first}-{last}. BLS cannot vouch for the data or analyses derived from these data after they have been retrieved from BLS.gov."


@dataclass(frozen=True)
class LausRequest:
    """Measures of places, by level and GEOID, for years from first to last."""

    measures: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    first: int
    last: int

    def __post_init__(self) -> None:
        strange = [name for name in self.measures if name not in MEASURES]
        odd = [geoid for level, geoid in self.places if level not in AREAS or not is_geoid(geoid, level)]
        if strange or odd or not self.measures or not self.places or not 1976 <= self.first <= self.last:
            raise RequestError(
                f"bls: expected {', '.join(MEASURES)} of states and counties, years from 1976 on; found "
                f"{[*strange, *odd][:3]} {self.first}-{self.last}."
            )

    @property
    def series(self) -> dict[str, tuple[str, str, str]]:
        """Series id → measure, level and GEOID."""
        return {series_id(level, geoid, m): (m, level, geoid) for level, geoid in self.places for m in self.measures}


def series_id(level: str, geoid: str, measure: str) -> str:
    """The twenty characters of a series without seasonal adjustment."""
    return f"LAU{AREAS[level]}{geoid:0<13}{MEASURES[measure]}"


class Laus:
    """The service. After it said that the day's requests are used up, it is not asked again through this object."""

    def __init__(self, session: Session, cache: Cache, key: str | None = None) -> None:
        self.session, self.cache = session, cache
        self._key = (os.environ.get(KEY, "") if key is None else key).strip()
        self._guard = threading.Lock()
        self._used_up: Throttled | None = None

    def observations(self, request: LausRequest) -> pd.DataFrame:
        """OBSERVATION rows, variables like "laus.unemployment_rate"; a series that the service does not have gives none.

        `attrs["problems"]` names such series. Figures of earlier years are revised, so each build asks again.
        """
        tables = [self._table(asked) for asked in self.calls(request)]
        return _observed(pa.concat_tables(tables).to_pandas(), request)

    def calls(self, request: LausRequest) -> list[Asked]:
        """The calls that bring a request, within the service's limits."""
        most, years = WITH_KEY if self._key else WITHOUT_KEY
        series = list(request.series)
        chunks = [tuple(series[i : i + most]) for i in range(0, len(series), most)]
        spans = [
            (first, min(first + years - 1, request.last)) for first in range(request.first, request.last + 1, years)
        ]
        return [Asked(chunk, first, last) for chunk in chunks for first, last in spans]

    def keys(self, request: LausRequest) -> list[CacheKey]:
        """What the request keeps in the cache, an entry a call."""
        return [_cache_key(asked) for asked in self.calls(request)]

    def _table(self, asked: Asked) -> pa.Table:
        def fetch(_held: object) -> Fetched:
            if self._used_up is not None:
                raise Throttled(str(self._used_up), url=URL)
            question: dict[str, object] = {
                "seriesid": list(asked.series),
                "startyear": str(asked.first),
                "endyear": str(asked.last),
                "annualaverage": True,
            }
            answer = self.session.post(URL, question | ({"registrationkey": self._key} if self._key else {}))
            try:
                table = read(answer.json(), asked, [self._key] if self._key else [])
            except Throttled as error:
                with self._guard:
                    self._used_up = error
                raise
            return Fetched(table, answer, LICENCE, CITATION.format(first=asked.first, last=asked.last))

        return self.cache.get(_cache_key(asked), fetch, immutable=False)


def _cache_key(asked: Asked) -> CacheKey:
    digest = hashlib.sha256("\n".join(asked.series).encode()).hexdigest()[:12]
    return CacheKey(SOURCE, f"laus/{asked.first}-{asked.last}-{digest}")


def _observed(rows: pd.DataFrame, request: LausRequest) -> pd.DataFrame:
    series = request.series
    yearly = rows[rows["period"] == YEARLY].drop_duplicates()
    named = pd.DataFrame(
        [series[name] for name in yearly["series"]], columns=["measure", "level", "geoid"], index=yearly.index
    )
    year = yearly["year"].astype("int64")
    estimate = pd.Series([number(text) for text in yearly["value"]], index=yearly.index, dtype="float64")
    frame = named.assign(
        variable="laus." + named["measure"].astype("str"),
        vintage=year,
        period_start=year,
        period_end=year,
        estimate=estimate,
        status=estimate.notna().map({True: "reported", False: "not_reported"}),
    )
    return observed(frame, _problems(rows, series), source=SOURCE)


def _problems(rows: pd.DataFrame, series: dict[str, tuple[str, str, str]]) -> list[str]:
    """A sentence for each series without any number."""
    with_numbers = set(rows.loc[rows["period"] != "", "series"])
    said = rows[rows["message"] != ""].groupby("series")["message"].first().to_dict()
    return [
        _empty(name, series[name][2], said.get(name, ""))
        for name in _in_order(rows["series"])
        if name not in with_numbers
    ]


def _in_order(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _empty(name: str, geoid: str, said: str) -> str:
    text = f"bls: series {name} ({geoid}) has no numbers." + (f" The service says: {said}" if said else "")
    if OLD_COUNTY.fullmatch(geoid):
        text += (
            " Connecticut's counties were replaced by planning regions (09110 to 09190), which are other areas: ask for the "
            "region, and do not put one for the other."
        )
    return text
