"""Takes keys and tokens out of anything that could be logged, stored or shown."""

import logging
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus, unquote_plus

HIDDEN = "REDACTED"

_NAMES = r"(?:registration|api|access|subscription)?[_-]?key|(?:\$\$|%24%24)?(?:app|access|auth)?[_-]?token|x-amz-\w+|signature"
_PAIR = re.compile(
    rf"(?i)(?<![a-z0-9])({_NAMES})(=|%3d|%253d|[\"']\s*:\s*[\"']?|:\s+)(?!{HIDDEN})[^\s&%\"'<>,;)}}\]]+(?:%(?!26|2526)[^\s&%\"'<>,;)}}\]]*)*"
)
_VALUE = re.compile(rf"(?i)(?:^|[?&])({_NAMES})=([^&#]+)")


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with every key, token and signature replaced by REDACTED; `secrets` are replaced wherever they stand."""
    for secret in secrets:
        for form in {secret, quote(secret, safe=""), quote_plus(secret)}:
            text = text.replace(form, HIDDEN)
    return _PAIR.sub(rf"\1\2{HIDDEN}", text)


def secrets_in(url: str) -> tuple[str, ...]:
    """Values of the keys and tokens in a URL's query, longest first; very short ones are left out."""
    _, _, query = url.partition("?")
    found = {unquote_plus(value) for _, value in _VALUE.findall(query)}
    return tuple(sorted((value for value in found if len(value) >= 4), key=len, reverse=True))


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
