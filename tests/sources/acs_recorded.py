"""Recorded answers in place of the network: what the Census Data API and its file server were seen to send."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import orjson
import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

from sources.session import Pace, Session

KEY = "0123456789abcdef0123456789abcdef01234567"
JSON_TYPE = {"Content-Type": "application/json;charset=utf-8"}
HTML_TYPE = {"Content-Type": "text/html;charset=utf-8"}
TEXT_TYPE = {"Content-Type": "text/plain;charset=utf-8"}


@dataclass(frozen=True)
class Reply:
    """One answer, or an exception in its place."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: JSON_TYPE)
    error: Exception | None = None


def rows(*table: object) -> Reply:
    """A good answer with these rows."""
    return Reply(body=orjson.dumps(table))


class Recorded(BaseAdapter):
    """Answers by a function of the request, or always alike, and keeps the URLs it was asked for."""

    def __init__(self, reply: Reply | Callable[[requests.PreparedRequest], Reply]) -> None:
        super().__init__()
        self.reply, self.urls = reply, list[str]()

    def send(self, request: requests.PreparedRequest, *_args: object, **_options: object) -> requests.Response:
        """The recorded answer as requests itself would give it."""
        self.urls.append(str(request.url))
        reply = self.reply if isinstance(self.reply, Reply) else self.reply(request)
        if reply.error is not None:
            raise reply.error
        response = requests.Response()
        response.status_code, response.url, response.request = reply.status, str(request.url), request
        response.headers = CaseInsensitiveDict(reply.headers)
        response.raw = HTTPResponse(
            io.BytesIO(reply.body), headers=reply.headers, status=reply.status, preload_content=False
        )
        return response

    def close(self) -> None:
        """Nothing to close."""


class Naps:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.slept = list[float]()

    def pace(self) -> Pace:
        """A pace that does not wait."""
        return Pace(sleep=self.slept.append, clock=lambda: sum(self.slept), jitter=lambda: 1.0)


def session(reply: Reply | Callable[[requests.PreparedRequest], Reply]) -> tuple[Session, Recorded, Naps]:
    """A session of recorded answers."""
    adapter, naps = Recorded(reply), Naps()
    return Session(mirror="", adapter=adapter, pace=naps.pace()), adapter, naps
