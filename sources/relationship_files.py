"""Tracts of 2010 and of 2020 and how they overlap, from the Bureau's relationship files, as a crosswalk weighted by land area.

The files have areas and nothing else: a weight says which part of a tract's land lies where, not which part of its people.
The 2020 side has Connecticut's counties, as the census of 2020 has, so its tract numbers do not meet survey vintages from
2022 on without a further step. No key.
"""

import io
import re
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute
from pyarrow import csv

from geo.counted import counted
from geo.tables import CROSSWALK
from sources.acs_request import LICENCE, RequestError
from sources.acs_values import NotANumberError, numbers
from sources.answer import TEXT
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, Drift
from sources.session import Session

pc: Any = pyarrow.compute  # its functions are made at import, where type checkers do not see them

SOURCE = "census_relationship"
URL = "https://www2.census.gov/geo/docs/maps-data/data/rel2020/tract/tab20_tract20_tract10_st{state}.txt"
COLUMNS = ["GEOID_TRACT_20", "AREALAND_TRACT_20", "GEOID_TRACT_10", "AREALAND_TRACT_10", "AREALAND_PART"]
CITATION = "U.S. Census Bureau, 2020 Census Tract Relationship Files, 2020 to 2010 census tracts"
AREA_ONLY = "The crosswalk between tracts of 2010 and 2020 is weighted by land area; the Census Bureau publishes no weights by people."
CONNECTICUT = "09"
OLD_COUNTIES = (
    "Its tracts of 2020 carry Connecticut's counties (09001 to 09015); survey vintages from 2022 on carry planning regions, "
    "so that they do not join without a crosswalk from counties to regions."
)
MOST = 1.01  # what the weights of a tract may add up to, rounding included
Decade = Literal[2010, 2020]
DECADES: tuple[Decade, ...] = (2010, 2020)


def crosswalk(session: Session, cache: Cache, state: str, origin: Decade) -> pd.DataFrame:
    """CROSSWALK rows from the tracts of one census to those of the other: shares of the origin's land, basis "area".

    `attrs["problems"]` says that weights are by area only, and which tracts have no land. Parts without land are left out.
    """
    if not re.fullmatch(r"\d{2}", state) or origin not in DECADES:
        raise RequestError(
            f"Tract relationships: expected two digits of a state and 2010 or 2020, found {state!r}, {origin}."
        )
    return _weighted(_table(session, cache, state), state, origin)


def key(state: str) -> CacheKey:
    """Where a state's file is kept."""
    return CacheKey(SOURCE, f"tract20-tract10-{state}")


def _table(session: Session, cache: Cache, state: str) -> pa.Table:
    url = URL.format(state=state)

    def fetch(held: Sidecar | None) -> Fetched | None:
        answer = session.get(url, headers=held.conditional() if held else None, accept=TEXT, deadline_s=120)
        if answer.status == 304:
            return None
        table = read(answer.body, url)
        for origin in DECADES:
            _weighted(table, state, origin)
        return Fetched(table, answer, LICENCE, CITATION)

    return cache.get(key(state), fetch, immutable=False)


def read(body: bytes, where: str) -> pa.Table:
    """Ids and land areas, as text. Raises Drift for a lost column, BadAnswer for ids without 11 digits or areas that are none."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    header = body.partition(b"\n")[0].decode("utf-8", "replace").strip().split("|")
    lost = [name for name in COLUMNS if name not in header]
    if lost:
        raise Drift(
            f"{where}: has no column {', '.join(lost[:3])}; it begins {'|'.join(header)[:60]}. Look at its layout."
        )
    options = csv.ConvertOptions(
        column_types=dict.fromkeys(COLUMNS, pa.string()), include_columns=COLUMNS, strings_can_be_null=False
    )
    parsing = csv.ParseOptions(delimiter="|", quote_char=False)
    try:
        table = csv.read_csv(io.BytesIO(body), parse_options=parsing, convert_options=options)
    except pa.ArrowInvalid as error:
        raise BadAnswer(f"{where}: not a whole table with | between cells: {error}. Fetch it again.") from None
    for name in COLUMNS:
        pattern = "^[0-9]{11}$" if name.startswith("GEOID") else "^[0-9]+$"
        strange = table[name].filter(pc.invert(pc.match_substring_regex(table[name], pattern)))
        if len(strange):
            raise BadAnswer(
                f"{where}: expected {'11 digits' if 'GEOID' in name else 'square meters'} in {name}, found {strange[0].as_py()!r}."
            )
    return table


def _weighted(table: pa.Table, state: str, origin: Decade) -> pd.DataFrame:
    start, end = ("10", "20") if origin == 2010 else ("20", "10")
    rows = pd.DataFrame(
        {
            "from_geoid": table[f"GEOID_TRACT_{start}"].to_pandas().astype("str"),
            "to_geoid": table[f"GEOID_TRACT_{end}"].to_pandas().astype("str"),
            "land": _meters(table, f"AREALAND_TRACT_{start}"),
            "part": _meters(table, "AREALAND_PART"),
        }
    )
    rows = rows[rows["from_geoid"].str.startswith(state)]
    dry = rows[(rows["part"] > 0) & (rows["land"] > 0)]
    water = sorted(set(rows["from_geoid"]) - set(dry["from_geoid"]))
    dry = dry.assign(weight=(dry["part"] / dry["land"]).clip(upper=1.0))
    _refuse_more_than_whole(dry.groupby("from_geoid")["weight"].sum())
    vintages = {"from_vintage": origin, "to_vintage": 2020 if origin == 2010 else 2010}
    found = dry.assign(**vintages, weight_basis="area")[list(CROSSWALK.columns)]
    checked = CROSSWALK.check(found.sort_values(list(CROSSWALK.key), ignore_index=True).astype({"weight_basis": "str"}))
    checked.attrs["problems"] = _problems(state, water)
    return checked


def _meters(table: pa.Table, name: str) -> Any:
    try:
        return numbers(table[name])
    except NotANumberError as error:
        raise BadAnswer(f"tract relationships, {name}: {error}.") from None


def _refuse_more_than_whole(totals: pd.Series) -> None:
    if (totals > MOST).any():
        worst, most = str(totals.idxmax()), float(totals.max())
        raise BadAnswer(
            f"tract relationships: the parts of tract {worst} add up to {most:.3f} of its land; expected 1."
        )


def _problems(state: str, water: list[str]) -> list[str]:
    found = [AREA_ONLY]
    if state == CONNECTICUT:
        found.append(OLD_COUNTIES)
    if water:
        found.append(
            f"{counted(len(water), 'tract without land has', 'tracts without land have')} no part in the crosswalk, for example {water[0]}."
        )
    return found
