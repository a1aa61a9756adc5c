"""A declared partner's file on its way into a build: checked, then read as observations. The cache keeps its digest and terms only."""

import hashlib
from collections.abc import Collection

import pandas as pd

from geo.declared import Partner
from sources import participants, partner
from sources.answer import Answer
from sources.cache import Cache, CacheKey, Fetched, Sidecar

SOURCE = "partner"
CITED = {
    "aggregate": "{name}: numbers shared under {title}",
    "participants": "{name}: each person counted once a program and year, from a list shared under {title}",
}


def observations(cache: Cache, community: str, declared: Partner, neighborhoods: Collection[str]) -> pd.DataFrame:
    """OBSERVATION rows of the partner's file, source "partner"; provenance of it stands in the cache, its numbers do not.

    Raises PartnerError for a file with people's records where none may be, or with wrong cells.
    """
    content = declared.file.read_bytes()
    read = participants.observations if declared.kind == "participants" else partner.observations
    found = read(content, declared.file.name, SOURCE, neighborhoods)
    # An agreement says where a copy may lie. The digest is enough to tell whether a build has anything new.
    mark = f"sha256 {hashlib.sha256(content).hexdigest()}\n".encode()
    cited = CITED[declared.kind].format(name=declared.name, title=declared.agreement.title)

    def fetch(held: Sidecar | None) -> Fetched | None:
        answer = Answer(200, {}, mark, f"file:/{declared.file.name}", size=len(mark))
        known = held is not None and (held.answer_sha256, held.citation) == (answer.sha256, cited)
        return None if known else Fetched(mark, answer, licence=declared.licence, citation=cited)

    cache.of_files().blob(CacheKey(SOURCE, f"{community}/{declared.id}"), fetch, immutable=False)
    return found
