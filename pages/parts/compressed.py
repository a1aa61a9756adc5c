"""Streamlit's scripts and styles, compressed. It sends them plain, 3 to 8 MB a first visit; a phone waits for every one of them."""

import gzip
from functools import lru_cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

# Where Streamlit keeps the files it serves under /static/; their names carry a digest, so they never change.
STATIC = Path(streamlit.__file__).parent / "static" / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
}


class Compressed:
    """Answers requests for scripts and styles with their compressed form, and leaves every other request alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, in the form of the ASGI specification."""
        file = _asked(scope)
        if file is None:
            await self.app(scope, receive, send)
            return
        response = Response(_packed(file), media_type=TYPES[file.suffix], headers=HEADERS)
        await response(scope, receive, send)


def _asked(scope: Scope) -> Path | None:
    """The file a request asks for, where it lies in Streamlit's folder and the browser takes it compressed."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
        return None
    if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
        return None
    file = (STATIC / scope["path"].removeprefix("/static/")).resolve()
    return file if file.suffix in TYPES and file.is_relative_to(STATIC.resolve()) and file.is_file() else None


@lru_cache(maxsize=256)
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)
