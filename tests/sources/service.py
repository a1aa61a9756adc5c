"""A service of our own making for tests: it says what it is told to say, and remembers what it was asked."""

import io
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse

from sources.retry import Pace
from sources.session import Session

KEY = "5ec3e7" * 6 + "abcd"
CENSUS = f"https://api.census.gov/data/2022/acs/acs5?get=NAME,B01003_001E&for=us:1&key={KEY}"
ZIPPED = "https://www2.census.gov/geo/tiger/GENZ2022/shp/cb_2022_09_tract_500k.zip"
ROWS = b'[["NAME","B01003_001E","us"],["United States","331097593","1"]]'
JSON_TYPE = {"Content-Type": "application/json;charset=utf-8"}
HTML_TYPE = {"Content-Type": "text/html"}


@dataclass
class Said:
    """One answer, or one exception in its place."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Exception | None = None


class Service(BaseAdapter):
    """Gives the answers in turn; the last one again and again."""

    def __init__(self, *said: Said) -> None:
        super().__init__()
        self.said, self.asked = list(said), list[str]()

    def send(self, request: requests.PreparedRequest, *_args: object, **_options: object) -> requests.Response:
        """The next answer."""
        self.asked.append(str(request.url))
        said = self.said[min(len(self.asked), len(self.said)) - 1]
        if said.error is not None:
            raise said.error
        raw = HTTPResponse(io.BytesIO(said.body), headers=dict(said.headers), status=said.status, preload_content=False)
        return HTTPAdapter().build_response(request, raw)

    def close(self) -> None:
        """Nothing to close."""


class Clock:
    """A clock that only moves when somebody sleeps, and remembers the sleeps."""

    def __init__(self) -> None:
        self.now, self.naps = 1000.0, list[float]()

    def sleep(self, seconds: float) -> None:
        """Moves the clock."""
        self.naps.append(seconds)
        self.now += seconds

    def pace(self) -> Pace:
        """A pace by this clock, without chance."""
        return Pace(sleep=self.sleep, clock=lambda: self.now, jitter=lambda: 1.0)


def session(*said: Said, clock: Clock | None = None) -> tuple[Session, Service]:
    """A session that asks only the service made here."""
    service = Service(*said)
    return Session(mirror="", adapter=service, pace=(clock or Clock()).pace()), service


def hold_no_key(texts: list[str], folder: Path | None = None) -> None:
    """Fails when the key stands in a text, in any spelling, or in a file or file name under the folder."""
    for text in texts:
        assert KEY not in text
        assert quote(KEY) not in text
        assert KEY[:12] not in text
    for path in folder.rglob("*") if folder else ():
        assert KEY not in str(path)
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path


def said_by(error: BaseException) -> list[str]:
    """Everything an exception can show: its text, its representation, the printed traceback, and the exceptions behind it."""
    texts, behind = ["".join(traceback.format_exception(error))], error
    while behind is not None:
        texts += [str(behind), repr(behind), repr(getattr(behind, "__dict__", ""))]
        behind = behind.__cause__ or behind.__context__
    return texts
