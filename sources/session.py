"""One session for all services: time limits, repeats, politeness, checks, mirror, and no key in anything it says."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.cookies import RequestsCookieJar

from sources.answer import JSON, MEGABYTE, Answer, Rules
from sources.errors import BadAnswer, Offline
from sources.mirror import checked_mirror
from sources.redact import redact, redact_library_logs
from sources.retry import Pace
from sources.transport import Transport

__all__ = ["USER_AGENT", "Answer", "Pace", "Session"]

USER_AGENT = "Flashlight/0.1 (+community indicators; contact in README)"
Params = Mapping[str, str | int | Sequence[str]] | Sequence[tuple[str, str]]


class Session:
    """Asks services. Safe to share between threads; connections are kept.

    `mirror` None reads FLASHLIGHT_MIRROR, "" means none. `adapter` replaces the network (the demo's in-process services).
    """

    def __init__(
        self,
        mirror: str | None = None,
        adapter: BaseAdapter | None = None,
        offline: bool = False,
        user_agent: str = USER_AGENT,
        pace: Pace | None = None,
    ) -> None:
        redact_library_logs()
        self.offline = offline
        self.mirror = checked_mirror(os.environ.get("FLASHLIGHT_MIRROR") if mirror is None else mirror)
        self._transport = Transport(self.mirror, adapter, pace or Pace())
        self.raw = _raw_session(self, self._transport, user_agent)

    def get(
        self,
        url: str,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        accept: tuple[str, ...] = JSON,
        deadline_s: float = 60.0,
        max_bytes: int = 200 * MEGABYTE,
        stream_to: Path | None = None,
    ) -> Answer:
        """The whole, checked answer (status 200, 204, or 304 to a conditional request); raises only typed SourceErrors."""
        self.refuse_offline(url)
        types = {"Accept": ", ".join((*accept, "*/*;q=0.1"))}
        request = requests.Request("GET", url, params=params, headers={**types, **(headers or {})})
        answer, _ = self._transport.exchange(self._prepared(request), Rules(accept, deadline_s, max_bytes, stream_to))
        return answer

    def post(
        self,
        url: str,
        asked: Mapping[str, Any],
        *,
        headers: Mapping[str, str] | None = None,
        accept: tuple[str, ...] = JSON,
        deadline_s: float = 60.0,
        max_bytes: int = 200 * MEGABYTE,
    ) -> Answer:
        """The whole, checked answer to a question put as JSON, for services that are read by POST only; as `get` otherwise.

        A key in the question is taken out of errors and logs wherever the service repeats it. Never redirected.
        """
        self.refuse_offline(url)
        types = {"Accept": ", ".join((*accept, "*/*;q=0.1"))}
        request = requests.Request("POST", url, json=dict(asked), headers={**types, **(headers or {})})
        answer, _ = self._transport.exchange(self._prepared(request), Rules(accept, deadline_s, max_bytes))
        return answer

    def _prepared(self, request: requests.Request) -> requests.PreparedRequest:
        """The request as it is sent. BadAnswer for an address or a mark that cannot be: both may come from a service's answer."""
        try:
            return self.raw.prepare_request(request)
        except (requests.RequestException, ValueError) as error:
            reason = type(error).__name__
        shown = redact(str(request.url))
        raise BadAnswer(f"{shown!r} cannot be asked for ({reason}). Look at where the address comes from.", url=shown)

    def close(self) -> None:
        """Gives the kept connections back."""
        self._transport.close()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def refuse_offline(self, url: str) -> None:
        """Raises Offline when working offline."""
        if self.offline:
            shown = redact(url)
            raise Offline(f"Working offline, and {shown} is not in the cache. Run once without --offline.", url=shown)


class GuardedAdapter(BaseAdapter):
    """Gives a plain requests.Session (as the `census` package wants one) all checks of our own session."""

    def __init__(self, session: Session, transport: Transport) -> None:
        super().__init__()
        self._session, self._transport = session, transport

    def send(self, request: requests.PreparedRequest, *_args: object, **_options: object) -> requests.Response:
        """A whole, checked response; raises only typed SourceErrors. Options that would loosen a check are not taken."""
        self._session.refuse_offline(str(request.url))
        answer, response = self._transport.exchange(request, Rules())
        response._content = answer.body
        response._content_consumed = True
        response.url = answer.url
        response.encoding = response.encoding or "utf-8"
        return response

    def close(self) -> None:
        """Nothing of its own to close."""


class NoCookies(RequestsCookieJar):
    """Keeps no cookies: requests stay independent of each other."""

    def extract_cookies(self, response: object, request: object) -> None:
        """Takes nothing."""


def _raw_session(session: Session, transport: Transport, user_agent: str) -> requests.Session:
    raw = requests.Session()
    raw.headers.update({"User-Agent": user_agent, "Accept-Encoding": "gzip"})
    raw.cookies = NoCookies()
    raw.trust_env = False
    adapter = GuardedAdapter(session, transport)
    raw.adapters.clear()
    raw.mount("https://", adapter)
    raw.mount("http://", adapter)
    return raw
