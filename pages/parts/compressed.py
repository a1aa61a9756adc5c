"""Streamlit's scripts and styles, compressed. It sends them plain, 3 to 8 MB a first visit; a phone waits for every one of them."""

import gzip
from functools import lru_cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from indicators import brotli

# Where Streamlit keeps the files it serves under /static/; their names carry a digest, so they never change.
STATIC = Path(streamlit.__file__).parent / "static" / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


class Compressed:
    """Answers requests for scripts and styles with their compressed form, and leaves every other request alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, in the form of the ASGI specification."""
        file, encoding = _asked(scope), _encoding(scope)
        if file is None or not encoding:
            await self.app(scope, receive, send)
            return
        headers = HEADERS | {"Content-Encoding": encoding}
        response = Response(_packed(file, encoding), media_type=TYPES[file.suffix], headers=headers)
        await response(scope, receive, send)


def _asked(scope: Scope) -> Path | None:
    """The script or style a request asks for, where it lies in Streamlit's folder."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
        return None
    file = (STATIC / scope["path"].removeprefix("/static/")).resolve()
    return file if file.suffix in TYPES and file.is_relative_to(STATIC.resolve()) and file.is_file() else None


def _encoding(scope: Scope) -> str:
    """The form that is smallest of those the browser takes (Brotli over HTTPS only); empty where it takes none."""
    said = Headers(scope=scope).get("accept-encoding", "") if scope["type"] == "http" else ""
    taken = {part.partition(";")[0].strip() for part in said.split(",") if not part.replace(" ", "").endswith(";q=0")}
    if "br" in taken and brotli.available():
        return "br"
    return "gzip" if "gzip" in taken else ""


@lru_cache(maxsize=256)
def _packed(file: Path, encoding: str) -> bytes:
    content = file.read_bytes()
    return brotli.compressed(content) if encoding == "br" else gzip.compress(content, 6, mtime=0)
