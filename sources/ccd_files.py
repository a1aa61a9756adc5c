"""Students enrolled in a school district by race and ethnicity, from NCES's own files: the newest years, before the portal has them.

Source: National Center for Education Statistics, Common Core of Data, LEA Universe Survey, Membership (file 052, long form since
2016-17). A file's name ends in the day of its release, so the addresses come from the agency's list of files. Everyone is "Education
Unit Total minus Adult Education Count", which is what NCES calls membership; a group is the sum over the sexes it is reported by.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pandas as pd
import pyarrow as pa

from sources import downloads
from sources.answer import MEGABYTE, ZIP
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.ccd import VARIABLE
from sources.ccd_membership import COLUMNS, INDICATORS, counts
from sources.errors import BadAnswer, Drift, NotPublished
from sources.observed import observed, together
from sources.session import Session
from sources.table import container, header
from sources.text_table import text_table
from sources.urban_codes import IDS
from sources.urban_observations import Observations, Wanted, school_year

SOURCE = "nces_ccd"
HOST = "nces.ed.gov"
LIST = f"https://{HOST}/ccd/datatables/api/File/2/0/0/0/0/0"  # 2: nonfiscal; then any level, year, element, version and component
LIST_TYPES = ("application/json", "text/html")  # its JSON is sent as text/html
MEMBERSHIP = re.compile(r"ccd_lea_052_(\d\d)(\d\d)_l_\w+?_(\d{2})(\d{2})(?:20)?(\d{2})(?:_csv)?\.zip", re.IGNORECASE)
MEMBER = "*ccd_lea_052_*.csv"
LARGEST_BYTES = 400 * MEGABYTE
DEADLINE_S = 1800.0
LICENCE = "Public domain (U.S. government)"
CITATION = "U.S. Department of Education, National Center for Education Statistics, Common Core of Data, {file}"


def enrollment(session: Session, cache: Cache, years: Iterable[int], wanted: Wanted) -> Observations:
    """Students of all grades, variable ccd.enrollment, a row a district, group and school year (by its fall), as sources.ccd gives.

    Raises NotPublished, before a file is asked for, for a year that NCES does not list.
    """
    listed, parts, problems = addresses(session, cache), list[pd.DataFrame](), list[str]()
    for year in years:
        if year not in listed:
            raise NotPublished(
                f"Common Core of Data: NCES lists no membership file of districts for {year}-{year + 1}; it lists "
                f"{min(listed)} to {max(listed)}. Choose a listed year.",
                url=LIST,
            )
        where = listed[year].rsplit("/", 1)[-1]
        rows = _rows(session, cache, (year, listed[year]), wanted.state)
        found, apart = counts(wanted.pick(rows.rename(columns={"LEAID": "leaid"}), where), year, where)
        problems += apart
        parts.append(
            observed(found, (), variable=VARIABLE, **school_year("school_district", year) | {"source": SOURCE})
        )
    return Observations(together(parts), problems)


def addresses(session: Session, cache: Cache) -> dict[int, str]:
    """The newest membership file of each school year (by its fall) that NCES lists. Drift when it lists none by such a name."""

    def fetch(_held: Sidecar | None) -> Fetched:
        answer = session.get(LIST, accept=LIST_TYPES)
        found = sorted({urljoin(LIST, path) for path in _file_urls(answer.json())})
        if not _newest(found):
            raise Drift(
                f"{LIST}: lists no file named like ccd_lea_052_2425_l_1a_073025.zip; found {found[:3]}. "
                "Compare https://nces.ed.gov/ccd/files.asp with sources/ccd_files.py.",
                url=LIST,
            )
        return Fetched(
            text_table(["url"], [[url] for url in found]), answer, LICENCE, CITATION.format(file="list of files")
        )

    held = cache.get(CacheKey(SOURCE, "files"), fetch, immutable=False)
    return _newest(held.column("url").to_pylist())


def _file_urls(listed: Any) -> list[str]:
    """Every file address in the list, however deep it stands."""
    if isinstance(listed, list):
        return [url for entry in listed for url in _file_urls(entry)]
    if not isinstance(listed, dict):
        return []
    own = [listed["fileURL"]] if isinstance(listed.get("fileURL"), str) else []
    return own + [url for entry in listed.values() for url in _file_urls(entry)]


def _newest(urls: Iterable[str]) -> dict[int, str]:
    """School year (fall) → its file released last; only files of NCES itself, over https."""
    found: dict[int, tuple[tuple[str, ...], str]] = {}
    for url in urls:
        parts, match = urlsplit(url), MEMBERSHIP.fullmatch(url.rsplit("/", 1)[-1])
        if (
            match is None
            or (parts.scheme, parts.hostname) != ("https", HOST)
            or (int(match[1]) + 1) % 100 != int(match[2])
        ):
            continue
        fall, released = 2000 + int(match[1]), (match[5], match[3], match[4])
        found[fall] = max(found.get(fall, ((), "")), (released, url))
    return {fall: url for fall, (_, url) in sorted(found.items())}


def _rows(session: Session, cache: Cache, asked: tuple[int, str], state: str) -> pd.DataFrame:
    """The file's rows of one state that are totals by race and sex; read from disk piece by piece, the rest is not kept."""
    year, url = asked
    file = url.rsplit("/", 1)[-1]
    with downloads.room(cache.root) as folder:

        def fetch(held: Sidecar | None) -> Fetched | None:
            target, headers = folder / file, held.conditional() if held else None
            answer = session.get(
                url,
                headers=headers,
                accept=ZIP,
                deadline_s=DEADLINE_S,
                max_bytes=LARGEST_BYTES,
                stream_to=target,
            )
            if answer.status == 304:
                return None
            return Fetched(extract(target, state, year), answer, LICENCE, CITATION.format(file=file))

        return cache.get(
            CacheKey(SOURCE, f"{file.lower().removesuffix('.zip')}-{state}"), fetch, immutable=False
        ).to_pandas()


def extract(path: Path, state: str, fall: int) -> pa.Table:
    """The needed columns of a state's rows, as text. Drift for a lost column; BadAnswer for what is no whole table, or has no such rows."""
    found, rest = header.find(container.streamed(path, MEMBER), [(name,) for name in COLUMNS], 1, path.name)
    at = [found.position[header.normal(name)] for name in COLUMNS]
    leaid, indicator = COLUMNS.index("LEAID"), COLUMNS.index("TOTAL_INDICATOR")

    def keep(cells: list[str]) -> bool:
        return cells[indicator] in INDICATORS and cells[leaid].zfill(IDS["leaid"]).startswith(state)

    kept = list(header.picked(header.body(rest, found, False, path.name), at, keep))
    if not kept:
        raise BadAnswer(
            f"{path.name}: no row of state {state} is one of {sorted(INDICATORS)}. Look at the file's documentation."
        )
    table = text_table(COLUMNS, kept)
    rows = table.to_pandas()
    counts(rows.assign(geoid=rows["LEAID"]), fall, path.name)
    return table
