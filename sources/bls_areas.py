"""The areas that have Local Area Unemployment Statistics, from the Bureau's list of area codes.

The file server answers 403 to programs that do not say whom to write to, so a contact's e-mail address goes with the question.
"""

import re

import pandas as pd
import pyarrow as pa

from sources.acs_request import LICENCE, RequestError
from sources.answer import TEXT
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, Forbidden
from sources.session import USER_AGENT, Session
from sources.text_table import text_table

URL = "https://download.bls.gov/pub/time.series/la/la.area"
WANTED = ("area_type_code", "area_code", "area_text")
KEY = CacheKey("bls", "la.area")
CITATION = "U.S. Bureau of Labor Statistics, Local Area Unemployment Statistics, list of areas"


def areas(session: Session, cache: Cache, contact: str) -> pd.DataFrame:
    """Columns area_type_code ("F" counties), area_code ("CN0911000000000"), area_text; `contact` is an e-mail address.

    Raises RequestError without an address, Forbidden when the server refuses all the same.
    """
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", contact):
        raise RequestError("download.bls.gov answers only to programs with an e-mail address. Set a contact's address.")

    def fetch(held: Sidecar | None) -> Fetched | None:
        headers = (held.conditional() if held else {}) | {"User-Agent": f"{USER_AGENT} {contact}"}
        try:
            answer = session.get(URL, headers=headers, accept=TEXT)
        except Forbidden as error:
            text = (
                f"{URL} refuses to serve us (403), though a contact was named. Check the address, or try again later."
            )
            raise Forbidden(text, url=error.url, status=error.status, excerpt=error.excerpt) from error
        if answer.status == 304:
            return None
        return Fetched(_read(answer.text()), answer, LICENCE, CITATION)

    return cache.get(KEY, fetch, immutable=False).to_pandas()


def _read(text: str) -> pa.Table:
    header, *rows = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if line.strip()] or [[]]
    lost = [name for name in WANTED if name not in header]
    if lost:
        raise BadAnswer(f"{URL}: expected the columns {', '.join(WANTED)} between tabs, found {header[:4]}.")
    places = [header.index(name) for name in WANTED]
    short = next((row for row in rows if len(row) <= max(places)), None)
    if short is not None:
        raise BadAnswer(f"{URL}: a row has {len(short)} cells: {short[:3]}. The file may be cut off.")
    return text_table(WANTED, [[row[place] for place in places] for row in rows])
