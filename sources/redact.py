"""Takes keys and tokens out of anything that could be logged, stored or shown."""

import logging
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus, unquote_plus

HIDDEN = "REDACTED"

# key, api_key, registrationkey, $$app_token, access_token, X-Amz-Signature, sig ... in a query, also in an encoded address within one.
_START = r"(?:(?<![a-z0-9])|(?<=%[0-9a-f]{2})|(?<=%25[0-9a-f]{2})|(?<=%2525[0-9a-f]{2}))"
_WORD = r"(?:registration|api|app|access|auth|subscription|secret)?[_-]?(?:key|token)|x-amz-[a-z-]+|sig|signature"
_NAME = rf"{_START}(?:[a-z]+[_-])*(?:{_WORD})"
_VALUE = r"(?:(?!%(?:25){0,2}26)[^\s&\"'<>#])+"
_PAIR = re.compile(rf"(?i)({_NAME}(?:=|%(?:25){{0,2}}3d)){_VALUE}")
_JSON = re.compile(rf"(?i)([\"']{_NAME}[\"']\s*:\s*)([\"'])[^\"']*\2")
_JSON_VALUE = re.compile(rf"(?i)([\"']{_NAME}[\"']\s*:\s*)([\"'])([^\"']*)\2")
_HEADER = re.compile(r"(?i)((?:x-app-token|x-api-key|authorization)[\"']?\s*[:=]\s*)[^\r\n]+")
_LOGIN = re.compile(r"//[^/\s@\"'<>]+@")
_QUERY = re.compile(rf"(?i)(?:^|[?&])(?:\$\$|%24%24)?{_NAME}=([^&#\s]+)")
SHORTEST = 4
LONG = 16
# Secrets this process has sent. A service may echo one anywhere in its answer, far from the address it came with.
_SENT: set[str] = set()


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with every key, token and signature replaced by REDACTED; `secrets` (values) and all sent wherever they stand."""
    for secret in {*secrets, *_SENT}:
        for form in {secret, quote(secret, safe=""), quote_plus(secret)}:
            text = re.sub(re.escape(form), HIDDEN, text, flags=re.IGNORECASE)
    text = _PAIR.sub(rf"\1{HIDDEN}", text)
    text = _JSON.sub(rf"\1\2{HIDDEN}\2", text)
    return _LOGIN.sub(f"//{HIDDEN}@", _HEADER.sub(rf"\1{HIDDEN}", text))


def secrets_in(url: str) -> tuple[str, ...]:
    """Values of the keys and tokens in a URL's query, longest first; very short ones are left out."""
    _, _, query = url.partition("?")
    found = {unquote_plus(value) for value in _QUERY.findall(query)}
    return _remembered(found)


def secrets_in_body(body: object) -> tuple[str, ...]:
    """Values of the keys and tokens in a posted question (JSON or form), longest first; very short ones are left out."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body if isinstance(body, str) else ""
    found = {value for _, _, value in _JSON_VALUE.findall(text)}
    found |= {unquote_plus(value) for value in _QUERY.findall(text)}
    return _remembered(found)


def _remembered(found: set[str]) -> tuple[str, ...]:
    secrets = tuple(sorted((value for value in found if len(value) >= SHORTEST), key=len, reverse=True))
    # Short ones are words of the language as often as they are tokens; they are hidden beside their name only.
    _SENT.update(value for value in secrets if len(value) >= LONG)
    return secrets


def redact_end(text: str, secrets: Iterable[str]) -> str:
    """The text without the beginning of a secret at its end, where a text was shortened in the midst of one."""
    for secret in secrets:
        cut = next((n for n in range(len(secret) - 1, SHORTEST - 1, -1) if text.endswith(secret[:n])), 0)
        text = text[: len(text) - cut] + HIDDEN if cut else text
    return text


class RedactingFilter(logging.Filter):
    """Keeps keys out of the log lines of libraries that write whole URLs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record's text is rewritten in place."""
        record.msg, record.args = redact(record.getMessage()), ()
        return True


_FILTER = RedactingFilter()


def redact_library_logs() -> None:
    """From now on what requests and urllib3 log carries no key."""
    for name in (
        "urllib3.connectionpool",
        "urllib3.util.retry",
        "urllib3.connection",
        "urllib3.poolmanager",
        "requests",
    ):
        logging.getLogger(name).addFilter(_FILTER)
