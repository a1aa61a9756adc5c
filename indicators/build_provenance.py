"""Where each measure's numbers come from, out of the sidecars of what a build has used."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

import pandas as pd

from indicators.catalog import SOURCES, variables
from indicators.feeds import Feed, feeds_of
from indicators.measure import Measure
from indicators.plan import Plan, by_api
from indicators.release import PROVENANCE
from sources import acs, acs_bulk
from sources.acs_request import AcsRequest
from sources.cache import CacheKey, Sidecar
from sources.variance_replicates import SOURCE as REPLICATES

_YEARS = re.compile(r"__(\d{4})-(\d{2})_")


def provenance(plan: Plan, measures: Mapping[str, Measure], used: Iterable[Sidecar]) -> pd.DataFrame:
    """One row for each measure and file behind it: source, title, url (no key), retrieved_at, licence, citation, vintage."""
    entries = {CacheKey(side.source, side.name): side for side in used}
    rows = [row for measure in measures.values() for row in _rows(plan, measure, entries)]
    frame = pd.DataFrame(rows, columns=list(PROVENANCE))
    return frame.astype({c: "str" for c in PROVENANCE if c != "vintage"} | {"vintage": "int64"})


def _rows(plan: Plan, measure: Measure, entries: Mapping[CacheKey, Sidecar]) -> Iterator[dict[str, object]]:
    for feed in feeds_of(measure):
        if feed.id in {planned.id for planned in plan.feeds}:
            yield from _records(measure, feed, entries)
    tables = {variable.rsplit("_", 1)[0] for variable in variables(measure)}
    for request in (request for request in plan.acs if request.table in tables):
        keys = acs.keys(request) if by_api(request, plan.has_key) else acs_bulk.keys(request)
        sides = [entries[key] for key in keys if key in entries]
        if sides:
            yield _row(measure, max(sides, key=lambda s: s.retrieved_at), _survey_title(request), request.vintage)
    for vintage, table in plan.replicates if measure.exact_margins else ():
        for key, side in entries.items():
            if table in tables and f"{key.source}/{key.name}".startswith(f"{REPLICATES}/{vintage}/{table}-"):
                yield _row(measure, side, side.url.rsplit("/", 1)[-1], vintage)


def _survey_title(request: AcsRequest) -> str:
    return f"{SOURCES['acs5'].title.en}, {request.vintage - 4}–{request.vintage}, table {request.table}"


def _records(measure: Measure, feed: Feed, entries: Mapping[CacheKey, Sidecar]) -> Iterator[dict[str, object]]:
    for key, side in sorted(entries.items()):
        if f"{key.source}/{key.name}".startswith(feed.cached) and not key.name.endswith("/package"):
            years = _YEARS.search(side.url)
            yield _row(measure, side, _title(feed, side), int(years[1]) + 1 if years else 0)


def _title(feed: Feed, side: Sidecar) -> str:
    """The file's name; the feed's where a service was asked, whose address names none."""
    name = urlsplit(side.url).path.rpartition("/")[2]
    return unquote(name) if "." in name else feed.title


def _row(measure: Measure, side: Sidecar, title: str, vintage: int) -> dict[str, object]:
    # A reader who follows the link puts in a key of their own.
    url = re.sub(r"(?<=[?&])key=[^&]*&?", "", side.url).rstrip("?&")
    told = {"url": url, "retrieved_at": side.retrieved_at, "licence": side.licence, "citation": side.citation}
    return {"measure": measure.id, "source": measure.source, "title": title, **told, "vintage": vintage}
