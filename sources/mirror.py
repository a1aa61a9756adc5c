"""Where a request really goes: the service itself or a mirror of it, and which redirects may be followed."""

from urllib.parse import SplitResult, urljoin, urlsplit

from sources.errors import BadRequest, RefusedRedirect
from sources.redact import redact

CENSUS_API = "api.census.gov"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HOPS = 3


def host_of(url: str) -> str:
    """Lower-case host (with a port that is not 443) of an https URL; BadRequest for any other URL."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise BadRequest(
            f"Only https addresses are asked; found {redact(url)!r}. Correct the address.", url=redact(url)
        )
    return parts.hostname if parts.port in (None, 443) else f"{parts.hostname}:{parts.port}"


def mapped(url: str, mirror: str | None) -> str:
    """MIRROR/HOST/PATH?QUERY for https://HOST/PATH?QUERY; the URL itself without a mirror."""
    if not mirror:
        return url
    parts = urlsplit(url)
    return f"{mirror.rstrip('/')}/{host_of(url)}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def _port_is_number(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def checked_mirror(mirror: str | None) -> str | None:
    """The mirror's base URL without a final slash; None for none; BadRequest when it is not a web address."""
    if not mirror:
        return None
    parts = urlsplit(mirror)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or not _port_is_number(parts)
        or parts.query
        or parts.fragment
    ):
        raise BadRequest(
            f"FLASHLIGHT_MIRROR must be like http://127.0.0.1:8765; found {redact(mirror)!r}. Correct or unset it."
        )
    return mirror.rstrip("/")


def next_hop(url: str, location: str | None) -> str:
    """The https URL on the same host that a redirect points to; RefusedRedirect for every other."""
    target = urljoin(url, location or "")
    parts = urlsplit(target)
    if location and parts.scheme == "https" and "@" not in parts.netloc and host_of(target) == host_of(url):
        return target
    where = f"{parts.scheme}://{parts.hostname}" if location else "nowhere"
    raise RefusedRedirect(
        f"{host_of(url)} redirects to {where}, which is not its own https address; not followed. Check whether the service has moved.",
        url=redact(url),
    )


def is_loopback(url: str) -> bool:
    """Whether a mirror runs on this machine, where no proxy stands between."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")
