"""Files an ArcGIS Hub site makes on request: asked for until they are ready, up to a limit.

Source: Esri's own client of the Hub download service (github.com/Esri/hub.js), which asks with redirect=false and reads status and resultUrl.
"""

import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from sources.answer import JSON, TEXT, Answer
from sources.arcgis_answer import said
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, RefusedRedirect, Unavailable
from sources.session import Session

HOST = "hub.arcgis.com"
ASKS = 20
PAUSE_S = 5.0
# Where finished files lie. No key is ever sent there, but no other host is followed either.
STORES = re.compile(r"(^|\.)(arcgis\.com|blob\.core\.windows\.net|amazonaws\.com)$")
FAILED = frozenset({"Failed", "CompletedWithErrors"})


class Hub:
    """One Hub site. `sleep` waits between two questions whether a file is ready."""

    def __init__(
        self, session: Session, cache: Cache, host: str = HOST, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.session, self.cache, self.host, self._sleep = session, cache, host, sleep

    def csv(self, item: str, layer: int = 0) -> bytes:
        """The file of one layer of an item. Unavailable when it is not ready after about a minute and a half."""

        def fetch(held: Sidecar | None) -> Fetched | None:
            answer = self._ready(f"https://{self.host}/api/download/v1/items/{item}/csv", layer, held)
            return (
                None
                if answer.status == 304
                else Fetched(answer.body, answer, citation=f"https://{self.host}/datasets/{item}")
            )

        return self.cache.blob(CacheKey("arcgis", f"{self.host}/{item}.{layer}.csv"), fetch, immutable=False)

    def _ready(self, url: str, layer: int, held: Sidecar | None) -> Answer:
        for turn in range(ASKS):
            answer = self._ask(url, layer)
            if answer is not None:
                link = self._link(answer)
                if link == "":
                    return answer
                if link is not None:
                    return self.session.get(link, accept=TEXT, headers=held.conditional() if held else None)
            if turn + 1 < ASKS:
                self._sleep(PAUSE_S)
        raise Unavailable(f"{url}: the file is still being made after {ASKS} questions. Try again later.", url=url)

    def _ask(self, url: str, layer: int) -> Answer | None:
        """The answer, or None while the site says that it is still working (202)."""
        try:
            return self.session.get(url, params={"redirect": "false", "layers": layer}, accept=(*JSON, *TEXT))
        except Unavailable as error:
            if error.status != 202:
                raise
            return None

    def _link(self, answer: Answer) -> str | None:
        """Where the finished file is; empty when the answer is the file; None while it is being made."""
        if "json" not in answer.headers.get("Content-Type", "").lower():
            return ""
        told = said(answer.json(), answer.url)
        status, link = str(told.get("status")), str(told.get("resultUrl") or "")
        if status in FAILED:
            raise BadAnswer(
                f"{answer.url}: the site could not make the file ({status}). Read the layer itself.", url=answer.url
            )
        if not link:
            return None
        host = urlsplit(link).hostname or ""
        if urlsplit(link).scheme != "https" or not (host == self.host or STORES.search(host)):
            raise RefusedRedirect(
                f"{answer.url}: the file is said to be at {host}, which is not followed.", url=answer.url
            )
        return link
