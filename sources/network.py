"""What a network library's exception means to us, in words without the URL's key."""

from typing import Any

import requests

from sources.errors import BadAnswer, Unavailable, Untrusted
from sources.redact import redact, secrets_in
from sources.retry import AS_PACED, Failure

LONGEST = 200


def network_failure(url: str, error: Exception) -> Failure:
    """The typed failure for an exception of requests, urllib3 or the system; their own text is redacted and shortened."""
    secrets = secrets_in(url)
    shown, said = redact(url, secrets), redact(_innermost(error), secrets)[:LONGEST]
    if isinstance(error, requests.exceptions.SSLError) or "CERTIFICATE_VERIFY_FAILED" in said:
        text = (
            f"{shown}: the server's certificate could not be verified ({said}). Check this machine's clock and network."
        )
        return Failure(Untrusted(text, url=shown))
    if isinstance(error, requests.exceptions.ProxyError):
        text = (
            f"{shown}: the network's proxy refused the connection ({said}). Check HTTPS_PROXY, or ask whoever runs it."
        )
        return Failure(Untrusted(text, url=shown))
    if "IncompleteRead" in said or "InvalidChunkLength" in said:
        return Failure(BadAnswer(f"{shown} was cut off ({said}). Try again later.", url=shown), AS_PACED)
    unreachable = isinstance(error, requests.ConnectionError | requests.Timeout)
    text = f"{shown}: no answer ({said}). Check the network, try again later, or work from the cache with --offline."
    return Failure(Unavailable(text, url=shown), AS_PACED, None, unreachable)


def _innermost(error: BaseException) -> str:
    """Class and text of the reason inside a library's nested exceptions."""
    reason: Any = error
    while True:
        inner = getattr(reason, "reason", None)
        if not isinstance(inner, BaseException):
            inner = next((arg for arg in reason.args if isinstance(arg, BaseException)), None)
        if inner is None:
            return f"{type(reason).__name__}: {reason}"
        reason = inner
