"""Variance replicate tables of the American Community Survey: exact margins for sums over tracts.

Each number comes with 80 replicates; the variance of any sum is 4/80 of the squared distances of the replicate sums from the
sum itself, where the usual formula takes the parts as independent. No key; some 130 tables.
Source: Census Bureau, Variance Replicate Tables documentation, 5-year.
"""

import re

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.counted import counted
from sources.acs_request import LICENCE, LINE, RequestError
from sources.answer import ZIP, Answer
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, NotPublished
from sources.observed import observed
from sources.replicate_file import COUNT, LARGEST_BYTES, Replicates, read, shaped, unpacked
from sources.session import Session

SOURCE = "acs5_replicates"
URL = "https://www2.census.gov/programs-surveys/acs/replicate_estimates/{vintage}/data/5-year/140/{table}_{state}.csv"
NINETY_PERCENT = 1.645
CITATION = "U.S. Census Bureau, American Community Survey {first}-{last} Variance Replicate Tables, table {table}"


def replicates(session: Session, cache: Cache, vintage: int, table: str, state: str) -> Replicates:
    """All tracts of a state. Raises NotPublished for a table that has no replicates, BadAnswer for a damaged file."""
    return shaped(hold(session, cache, vintage, table, state), vintage, f"{table} {vintage} {state}")


def hold(session: Session, cache: Cache, vintage: int, table: str, state: str) -> pa.Table:
    """The table's rows as text, in the cache from now on; raises as `replicates` does."""
    if LINE.fullmatch(f"{table}_001") is None or not re.fullmatch(r"\d{2}", state):
        raise RequestError(f"replicates {vintage}: expected a table like B17001 and two digits, found {table} {state}.")

    def fetch(held: Sidecar | None) -> Fetched | None:
        answer = _sent(session, URL.format(vintage=vintage, table=table, state=state), held)
        if answer.status == 304:
            return None
        content = read(unpacked(answer.body, answer.url), table, answer.url)
        cited = CITATION.format(first=vintage - 4, last=vintage, table=table)
        return Fetched(content, answer, LICENCE, cited)

    return cache.get(key(vintage, table, state), fetch, immutable=False)


def key(vintage: int, table: str, state: str) -> CacheKey:
    """Where a table is kept."""
    return CacheKey(SOURCE, f"{vintage}/{table}-{state}")


def sums(found: Replicates, crosswalk: pd.DataFrame, level: str) -> pd.DataFrame:
    """OBSERVATION rows of a crosswalk's areas (CROSSWALK rows from tracts): weighted sums with their exact margins at 90 percent.

    Where all parts are zero the replicates say nothing, so the largest published margin of a part is used, as the Bureau
    advises. A part whose published margin is missing makes the margin missing. Raises BadAnswer for a tract not in the table.
    """
    from geo.crosswalk import matrix  # scipy takes half a second, which a build with nothing new does not pay for

    lost = sorted(set(crosswalk["from_geoid"]) - set(found.tracts))
    if lost:
        raise BadAnswer(
            f"replicates {found.vintage}: {counted(len(lost), 'tract of the crosswalk is', 'tracts of the crosswalk are')} not in the table, e.g. {lost[0]}."
        )
    areas = sorted(set(crosswalk["to_geoid"]))
    weights = matrix(crosswalk, found.tracts, areas).toarray()
    silent = (weights != 0).astype("float64") @ np.isnan(found.estimate) > 0
    estimate = np.where(silent, np.nan, weights @ np.nan_to_num(found.estimate))
    moe = np.stack([margins(weights, found, line) for line in range(len(found.variables))], axis=1)
    rows = pd.DataFrame(
        {
            "geoid": np.repeat(areas, len(found.variables)),
            "variable": np.tile(found.variables, len(areas)),
            "estimate": estimate.ravel(),
            "moe": moe.ravel(),
        }
    ).assign(status=lambda frame: frame["estimate"].notna().map({True: "reported", False: "not_reported"}))
    rows = rows.assign(vintage=found.vintage, period_start=found.vintage - 4, period_end=found.vintage)
    return observed(rows, source=SOURCE, level=level)


def margins(weights: np.ndarray, found: Replicates, line: int) -> np.ndarray:
    """Margin at 90 percent of each row of weights (area × tract) for one line."""
    parts = weights != 0
    distance = found.replicates[:, line] - found.estimate[:, line, None]
    distance = weights @ np.where(np.isnan(distance), 0.0, distance)
    moe = NINETY_PERCENT * np.sqrt(4 / COUNT * (distance**2).sum(axis=1))
    published = np.where(parts, weights * np.nan_to_num(found.moe[:, line]), 0.0)
    empty = (parts & (found.estimate[:, line] != 0)).sum(axis=1) == 0
    moe = np.where(empty, published.max(axis=1, initial=0.0), moe)
    unsaid = np.isnan(found.moe[:, line]) | np.isnan(found.estimate[:, line])
    unknown = (parts & unsaid).any(axis=1)
    return np.where(unknown, np.nan, moe)


def _sent(session: Session, url: str, held: Sidecar | None) -> Answer:
    """The zip file, or the gzip file of older vintages."""
    ways = {f"{url}.zip": ZIP, f"{url}.gz": ("application/gzip", "application/x-gzip")}
    missing: NotPublished | None = None
    for address, accept in ways.items():
        headers = held.conditional() if held is not None and held.url == address else None
        try:
            return session.get(address, headers=headers, accept=accept, deadline_s=600, max_bytes=LARGEST_BYTES)
        except NotPublished as error:
            missing = missing or error
    text = f"{url} is not there: the vintage is not out yet, or this table has no replicates (some 130 have)."
    raise NotPublished(text, url=url, status=404) from missing
