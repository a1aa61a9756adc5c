"""One question to the Census Data API: the `census` package spells it, our session sends it and checks the answer.

The package's own reading asks for metadata once a column, turns the signs for missing numbers into numbers, and pairs the
parts of a long question by position; so neither its `get` nor its `query` is called.
"""

from collections.abc import Sequence
from typing import cast

from census.core import ACS5Client

from sources.acs_request import DETAILED
from sources.answer import Answer
from sources.census_api import keyed, limited, refused
from sources.errors import BadRequest, NotPublished
from sources.session import Session

LOOK_BACK = 4  # vintages to try when one is not there
WITHOUT_KEY = "Or build without one: vintages from 2021 on then come from the keyless summary file."


class Acs5(ACS5Client):
    """The package's addresses and parameters. One client a question: the package keeps a vintage's address in its client."""

    def answer(self, fields: Sequence[str], geo: dict[str, str], year: int) -> Answer:
        """The answer as sent (200, or 204 where there are no rows).

        Raises RequestError, without asking, for more fields than the service takes; BadRequest that repeats the service's
        words; NotPublished that names the newest vintage; and what the session raises.
        """
        asked = {"get": ",".join(limited(fields, f"{self.dataset} {year}")), **geo}
        try:
            return self._sent(year, self._address(year, "endpoint_url"), asked)
        except BadRequest as error:
            raise refused(f"{self.dataset} {year}", asked, error) from error

    def described(self, table: str, year: int) -> Answer:
        """The service's description of one table. Raises NotPublished where the vintage has no such table."""
        address = self._address(year, "groups_url").removesuffix(".json")
        return self._sent(year, f"{address}/{table}.json", {})

    def newest(self, year: int) -> int | None:
        """The newest vintage up to this one that the service has; None when none of the last five is there."""
        for vintage in range(year, year - LOOK_BACK - 1, -1):
            parameters = {"get": "GEO_ID", "for": "us:1", "key": self._key}
            try:
                cast(Session, self.session).get(self._address(vintage, "endpoint_url"), params=parameters)
            except NotPublished:
                continue
            return vintage
        return None

    def _address(self, year: int, kind: str) -> str:
        self._switch_endpoints(year)
        return getattr(self, kind) % (year, self.dataset)

    def _sent(self, year: int, address: str, parameters: dict[str, str]) -> Answer:
        try:
            return cast(Session, self.session).get(address, params={**parameters, "key": self._key})
        except NotPublished as error:
            raise _absent((self.dataset, year), address, self.newest(year), error) from error


def client(session: Session, key: str | None, dataset: str = DETAILED.dataset) -> Acs5:
    """A client for one question. Raises KeyMissing when there is no key."""
    found = Acs5(keyed(key, WITHOUT_KEY), session=session)
    found.dataset = dataset
    return found


def _absent(asked: tuple[str, int], address: str, newest: int | None, error: NotPublished) -> NotPublished:
    dataset, year = asked
    path = address.partition("/data/")[2]
    if newest == year:
        next_step = f"Vintage {year} itself is there: look for the table in another vintage, or try again later."
    elif newest is None:
        next_step = "No vintage before it answers either; acs5 begins with 2009. Set `vintages` in community.toml."
    else:
        next_step = f"The newest vintage is {newest}. Set `vintages` in community.toml."
    found = f"{dataset} {year} is not released: api.census.gov answers {error.status} for {path}."
    return NotPublished(f"{found} {next_step}", url=error.url, status=error.status, excerpt=error.excerpt)
