"""One question to the Census Data API: the `census` package spells it, our session sends it and checks the answer.

The package's own reading asks for metadata once a column, turns the signs for missing numbers into numbers, and pairs the
parts of a long question by position; so neither its `get` nor its `query` is called.
"""

from collections.abc import Sequence
from typing import cast

from census.core import ACS5Client

from sources.acs_request import RequestError
from sources.answer import Answer
from sources.errors import BadRequest, KeyMissing, NotPublished
from sources.session import Session

MOST_FIELDS = 50  # of one call, https://www.census.gov/data/developers/guidance/api-user-guide.html
LOOK_BACK = 4  # vintages to try when one is not there
NO_KEY = (
    "The Census Data API needs a key and CENSUS_API_KEY is empty. Get one at https://api.census.gov/data/key_signup.html, "
    "or build without one: vintages from 2021 on then come from the keyless summary file."
)


class Acs5(ACS5Client):
    """The package's addresses and parameters. One client a question: the package keeps a vintage's address in its client."""

    def answer(self, fields: Sequence[str], geo: dict[str, str], year: int) -> Answer:
        """The answer as sent (200, or 204 where there are no rows).

        Raises RequestError, without asking, for more fields than the service takes; BadRequest that repeats the service's
        words; NotPublished that names the newest vintage; and what the session raises.
        """
        if len(fields) > MOST_FIELDS:
            raise RequestError(
                f"acs5 {year}: the Census Data API takes {MOST_FIELDS} fields a call, found {len(fields)}."
            )
        asked = {"get": ",".join(fields), **geo}
        try:
            return self._sent(year, self._address(year, "endpoint_url"), asked)
        except BadRequest as error:
            raise _refused(year, asked, error) from error

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
            raise _absent(year, address, self.newest(year), error) from error


def client(session: Session, key: str | None) -> Acs5:
    """A client for one question. Raises KeyMissing when there is no key."""
    if not key or not key.strip():
        raise KeyMissing(NO_KEY)
    return Acs5(key.strip(), session=session)


def _absent(year: int, address: str, newest: int | None, error: NotPublished) -> NotPublished:
    path = address.partition("/data/")[2]
    if newest == year:
        next_step = f"Vintage {year} itself is there: look for the table in another vintage, or try again later."
    elif newest is None:
        next_step = "No vintage before it answers either; acs5 begins with 2009. Set `vintages` in community.toml."
    else:
        next_step = f"The newest vintage is {newest}. Set `vintages` in community.toml."
    found = f"acs5 {year} is not released: api.census.gov answers {error.status} for {path}."
    return NotPublished(f"{found} {next_step}", url=error.url, status=error.status, excerpt=error.excerpt)


def _refused(year: int, asked: dict[str, str], error: BadRequest) -> BadRequest:
    place = " in ".join(asked[name] for name in ("for", "in") if name in asked)
    message = (
        f"acs5 {year}: api.census.gov refuses the question for {place} ({error.status}) and says: {error.excerpt or 'nothing'} "
        "Check the variable in the catalog, and the area in community.toml, against this vintage."
    )
    return BadRequest(message, url=error.url, status=error.status, excerpt=error.excerpt)
