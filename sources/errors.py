# ruff: noqa: N818 - a name says what is the case (NotPublished, TooLarge); "Error" at the end of each would add nothing.
"""What can go wrong between a service and the cache, one type a cause, so that callers can tell them apart."""

from geo.errors import FlashlightError
from sources.redact import redact


class SourceError(FlashlightError):
    """A service's answer cannot be used. `url` and `excerpt` carry no key."""

    copy_may_stand_in = True
    """Whether an earlier good copy may be used in place of the answer that failed."""

    def __init__(self, message: str, *, url: str = "", status: int | None = None, excerpt: str = "") -> None:
        super().__init__(redact(message))
        self.url = url
        self.status = status
        self.excerpt = redact(excerpt)


class KeyMissing(SourceError):
    """The service wants a key and the request had none."""

    copy_may_stand_in = False


class KeyInvalid(SourceError):
    """The service does not know the key that was sent."""

    copy_may_stand_in = False


class BadRequest(SourceError):
    """The service understood the address but refuses the question (400, 405-422)."""

    copy_may_stand_in = False


class NotPublished(SourceError):
    """The service has nothing at this address (404, 410): not released yet, renamed, or withdrawn."""


class Forbidden(SourceError):
    """The service, or something before it, refuses to serve us (401, 403)."""


class Throttled(SourceError):
    """Too many requests (429), still so after the permitted repeats."""


class Unavailable(SourceError):
    """No usable answer after the permitted repeats: no connection, time-out, cut off, 5xx, maintenance."""


class Untrusted(Unavailable):
    """The service's certificate could not be verified, or the network's proxy stands between."""


class BadAnswer(SourceError):
    """An answer arrived and is not what was asked for: a web page, cut off, unreadable, another shape."""


class RefusedRedirect(BadAnswer):
    """The service points elsewhere than its own https address; it is not followed."""


class TooLarge(SourceError):
    """The answer is larger than the request allows."""


class Offline(SourceError):
    """Working offline, and the cache does not hold what is needed."""


class Drift(SourceError):
    """The publisher's table has changed in a way that would change numbers: a lost column, another label."""

    copy_may_stand_in = False


class Shrunken(Drift):
    """The new answer has less than half the rows of the copy already held; it is set aside, not used."""

    copy_may_stand_in = True


class Emptied(Drift):
    """The new answer has no rows and the copy already held has some; it is not used."""

    copy_may_stand_in = True
