"""Decides, from status, headers and the body's beginning, whether an answer may be used. Pure: talks to nobody."""

from collections.abc import Mapping

from sources.errors import (
    BadAnswer,
    BadRequest,
    Forbidden,
    KeyInvalid,
    KeyMissing,
    NotPublished,
    SourceError,
    Throttled,
    Unavailable,
)
from sources.mirror import CENSUS_API
from sources.redact import redact
from sources.retry import AS_PACED, Failure, retry_after_s

HEAD = 2048
TRANSIENT = (b"There was an error while running your query", b"system is currently undergoing maintenance or is busy")
SIGN_UP = "Get a key at https://api.census.gov/data/key_signup.html and set CENSUS_API_KEY"
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<title", b'<?xml version="1.0" encoding="utf-8"?><!doctype html')
_RETRIED = frozenset({202, 408, 425, 500, 502, 503, 504})


def is_page(head: bytes, content_type: str) -> bool:
    """Whether the answer is a web page, by its type or its beginning."""
    return "html" in content_type.lower() or head.removeprefix(b"\xef\xbb\xbf").lstrip()[:60].lower().startswith(_PAGE)


def key_failure(url: str, status: int, headers: Mapping[str, str], head: bytes) -> Failure | None:
    """A missing or unknown key, as the Census API says it: by a redirect, a header, or a web page that answers 200."""
    said = headers.get("Location", "") + head.decode("latin-1")
    flagged = bool(headers.get("X-DataWebAPI-KeyError")) or "_key.html" in headers.get("Location", "")
    if not flagged and not any(title in said for title in ("<title>Missing Key</title>", "<title>Invalid Key</title>")):
        return None
    invalid = (
        "invalid_key" in said
        or "Invalid Key" in said
        or ("missing_key" not in said and "Missing Key" not in said and "key=" in url)
    )
    shown = redact(url)
    if invalid:
        text = f"{CENSUS_API} does not know the key in CENSUS_API_KEY (a new key works only after the link in its e-mail was opened). {SIGN_UP}."
        return Failure(KeyInvalid(text, url=shown, status=status), tries=1)
    text = f"{CENSUS_API} wants a key with every request and none was sent. {SIGN_UP}, or use the vintages that need none (2021 on)."
    return Failure(KeyMissing(text, url=shown, status=status))


def excerpt_of(head: bytes, secrets: tuple[str, ...] = ()) -> str:
    """The first words of an answer on one line, without keys, for an error message."""
    return redact(" ".join(head.decode("utf-8", "replace").split()), secrets)[:200]


def status_failure(
    url: str, status: int, headers: Mapping[str, str], head: bytes, secrets: tuple[str, ...] = ()
) -> Failure | None:
    """Why an answer with this status cannot be used; None for 200, 204 and 304."""
    said, wait = excerpt_of(head, secrets), retry_after_s(headers.get("Retry-After"))
    shown = redact(url, secrets)

    def failure(kind: type[SourceError], text: str, tries: int = 0) -> Failure:
        message = f"{shown} {text}" + (f" It said: {said}" if said else "")
        return Failure(kind(message, url=shown, status=status, excerpt=said), tries, wait)

    if any(text in head for text in TRANSIENT):
        return failure(Unavailable, f"is not answering for now ({status}). Try again later.", AS_PACED)
    if status in (200, 204, 304):
        return None
    if status == 429:
        return failure(
            Throttled, "answers: too many requests (429). Try again later, or ask for less at once.", AS_PACED
        )
    if status in _RETRIED or status >= 500:
        return failure(Unavailable, f"answers {status}, which is the service's own trouble. Try again later.", AS_PACED)
    if status in (404, 410):
        return failure(
            NotPublished, f"does not exist ({status}): not released, renamed or withdrawn.", _doubtful(url, head)
        )
    if status in (401, 403):
        blocked = AS_PACED if "census.gov/" in url else 0
        return failure(
            Forbidden, f"refuses to serve this ({status}). Try again later or from another network.", blocked
        )
    if 400 <= status < 500:
        return failure(BadRequest, f"refuses the question ({status}).")
    return failure(BadAnswer, f"answers with status {status}, where 200 was expected.")


def _doubtful(url: str, head: bytes) -> int:
    """One further try for a 404 of the Census API that is not its usual page: it was seen to be temporary."""
    return int(f"//{CENSUS_API}/" in url and b"Error report" not in head)


def kind_failure(url: str, content_type: str, head: bytes, accept: tuple[str, ...]) -> Failure | None:
    """Why a 200 is not of the wanted kind: a web page in place of a table, no zip signature, not JSON."""
    found = ""
    if is_page(head, content_type) and "text/html" not in accept:
        found = "a web page"
    elif accept == ("application/zip",) and not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        found = f"no zip file ({content_type or 'no content type'})"
    elif accept == ("application/json",) and not any(word in content_type.lower() for word in ("json", "javascript")):
        found = f"content type {content_type or 'none'}"
    if not found:
        return None
    shown = redact(url)
    text = f"{shown} answered 200 with {found} where {' or '.join(accept)} was expected; it is not kept. Open the address in a browser to see why."
    return Failure(BadAnswer(text, url=shown, status=200, excerpt=excerpt_of(head)))
