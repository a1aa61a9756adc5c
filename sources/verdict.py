"""Decides, from status, headers and the body's beginning, whether an answer may be used. Pure: talks to nobody."""

import re
from collections.abc import Mapping

import requests

from sources.answer import HEAD, JSON, ZIP
from sources.errors import BadAnswer, BadRequest, Forbidden, NotPublished, SourceError, Throttled, Unavailable
from sources.keys import key_failure
from sources.mirror import CENSUS_API, HOPS, host_of
from sources.redact import redact, secrets_in
from sources.retry import AS_PACED, Failure, retry_after_s

TRANSIENT = (
    b"There was an error while running your query",
    b"system is currently undergoing maintenance or is busy",
)
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<title", b"<body")
_RETRIED = frozenset({202, 408, 425, 500, 502, 503, 504})
_SAID_AT_MOST = 200


def judge(
    request: requests.PreparedRequest, response: requests.Response, head: bytes, accept: tuple[str, ...]
) -> Failure | None:
    """Why this answer may not be used, or None."""
    url, status, headers = str(request.url), response.status_code, response.headers
    failure = key_failure(url, status, headers, head) if host_of(url) == CENSUS_API else None
    failure = failure or status_failure(url, status, headers, head)
    if failure is not None:
        return failure
    if status == 304 and not {"If-None-Match", "If-Modified-Since"} & set(request.headers):
        return broken(url, BadAnswer("answers 'not modified' (304) to a question that set no condition."))
    return kind_failure(url, headers.get("Content-Type", ""), head, accept) if status == 200 else None


def status_failure(url: str, status: int, headers: Mapping[str, str], head: bytes) -> Failure | None:
    """Why an answer with this status cannot be used; None for 200, 204 and 304."""
    if any(text in head for text in TRANSIENT) and (status != 200 or len(head) < HEAD):
        return _failed(url, status, head, Unavailable, "is not answering for now", AS_PACED)
    if status in (200, 204, 304):
        return None
    kind, text, tries = _meaning(url, status, head)
    failure = _failed(url, status, head, kind, text, tries)
    return Failure(failure.error, tries, retry_after_s(headers.get("Retry-After")))


def _meaning(url: str, status: int, head: bytes) -> tuple[type[SourceError], str, int]:
    """Type, words and further tries for a status that is not a good one."""
    if status == 429:
        return Throttled, "is asked too often; try again later", AS_PACED
    if status in _RETRIED or status >= 500:
        return Unavailable, "has trouble of its own; try again later", AS_PACED
    if status in (404, 410):
        # A 404 of the Census API that is not its usual page was seen to be temporary.
        doubtful = host_of(url) == CENSUS_API and b"Error report" not in head
        return NotPublished, "does not exist: not released yet, renamed or withdrawn; check the year", int(doubtful)
    if status in (401, 403):
        tries = AS_PACED if host_of(url).endswith("census.gov") else 0
        return Forbidden, "is not served to us; try again later or from another network", tries
    if 400 <= status < 500:
        return BadRequest, "refuses the question", 0
    return BadAnswer, "answers with a status that was not expected", 0


def kind_failure(url: str, content_type: str, head: bytes, accept: tuple[str, ...]) -> Failure | None:
    """Why a 200 is not of the wanted kind: a web page in place of a table, no zip signature, not JSON."""
    kind, found = content_type.lower(), ""
    if is_page(head, kind) and "text/html" not in accept:
        found = "a web page"
    elif accept == ZIP and not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        found = f"no zip file ({kind or 'no content type'})"
    elif accept == JSON and "json" not in kind and "javascript" not in kind:
        found = f"content type {kind or 'none'}"
    if not found:
        return None
    wanted = " or ".join(accept)
    return _failed(url, 200, head, BadAnswer, f"sent {found} where {wanted} was expected; it is not kept", 0)


def is_page(head: bytes, content_type: str) -> bool:
    """Whether the answer is a web page, by its type or its beginning."""
    beginning = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:60].lower()
    return "html" in content_type.lower() or beginning.startswith(_PAGE)


def unwelcome_redirect(url: str, method: str | None, response: requests.Response) -> Failure | None:
    """Why a redirect may not be followed at all: the Census API means a bad key by it, and a POST would change its meaning."""
    if host_of(url) == CENSUS_API:
        failure = key_failure(url, response.status_code, response.headers, b"")
        return failure or broken(url, BadAnswer("redirects, which this service never should; not followed."), tries=0)
    if method not in ("GET", "HEAD"):
        return broken(url, BadAnswer("redirects a question that was posted; not followed."), tries=0)
    return None


def too_many_hops(url: str) -> Failure:
    """A service that redirects in a circle or too often."""
    return broken(url, BadAnswer(f"redirects more than {HOPS} times; not followed."), tries=0)


def broken(url: str, error: SourceError, tries: int = AS_PACED) -> Failure:
    """The failure for an error met while reading: its text gets the address; only damaged answers are asked for again."""
    if not error.url:
        shown = redact(url, secrets_in(url))
        error = type(error)(f"{shown} {error}", url=shown, status=error.status)
    return Failure(error, tries if type(error) is BadAnswer else 0)


def excerpt_of(head: bytes, secrets: tuple[str, ...] = ()) -> str:
    """The first words of an answer on one line, without tags and keys, for an error message."""
    words = re.sub(r"<[^>]*>", " ", head.decode("utf-8", "replace"))
    return redact(" ".join(words.split()), secrets)[:_SAID_AT_MOST]


def _failed(url: str, status: int, head: bytes, kind: type[SourceError], text: str, tries: int) -> Failure:
    secrets = secrets_in(url)
    shown, said = redact(url, secrets), excerpt_of(head, secrets)
    message = f"{shown} {text} (status {status})." + (f" It said: {said}" if said else "")
    return Failure(kind(message, url=shown, status=status, excerpt=said), tries)
