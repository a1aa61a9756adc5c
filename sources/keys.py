"""How the Census API says that a key is missing or unknown: by a redirect, a header, or a web page that answers 200."""

from collections.abc import Mapping

from sources.errors import KeyInvalid, KeyMissing
from sources.mirror import CENSUS_API
from sources.redact import redact, secrets_in
from sources.retry import Failure

SIGN_UP = "Get one at https://api.census.gov/data/key_signup.html and set CENSUS_API_KEY"
MISSING, INVALID = "<title>Missing Key</title>", "<title>Invalid Key</title>"


def key_failure(url: str, status: int, headers: Mapping[str, str], head: bytes) -> Failure | None:
    """KeyMissing or KeyInvalid when the answer means that, else None.

    Valid keys were seen to be called invalid now and then, so that an invalid one is tried once more.
    """
    location, page = headers.get("Location", ""), head.decode("latin-1")
    if not (headers.get("X-DataWebAPI-KeyError") or "_key.html" in location or MISSING in page or INVALID in page):
        return None
    shown = redact(url, secrets_in(url))
    missing = "missing_key" in location or MISSING in page
    invalid = "invalid_key" in location or INVALID in page or (not missing and "key=" in url)
    if invalid:
        text = f"{CENSUS_API} does not know the key it was sent (a new one works only after the link in its e-mail was opened)."
        return Failure(KeyInvalid(f"{text} {SIGN_UP}.", url=shown, status=status), tries=1)
    text = f"{CENSUS_API} wants a key with every request and got none. {SIGN_UP}; vintages from 2021 on need none."
    return Failure(KeyMissing(text, url=shown, status=status))
