"""What is asked for by address: a release's shapes and our own scripts, which never change under their name, and security.txt."""

import gzip
import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.parts import contact, library

ASSETS = Path(__file__).with_name("assets")
# What a release id and a topology name look like; anything else never reaches the file system.
RELEASE = re.compile(r"\d{8}T\d{6}Z-[a-z0-9]+(?:-[a-z0-9]+)*")
NAME = re.compile(r"[a-z]+(?:_[a-z]+)*(?:-\d{4})?")
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
NEVER_SNIFF = {"X-Content-Type-Options": "nosniff"}


async def shapes(request: Request) -> Response:
    """The topology of one level of one release, compressed where the browser takes it."""
    release_id, name = request.path_params["release_id"], request.path_params["name"]
    if not (RELEASE.fullmatch(release_id) and NAME.fullmatch(name)):
        return PlainTextResponse("Not found.", 404)
    found = await run_in_threadpool(
        _topology, library.root().resolve() / "releases" / release_id / "shapes" / f"{name}.json"
    )
    return _answer(request, found, "application/json") if found else PlainTextResponse("Not found.", 404)


async def asset(request: Request) -> Response:
    """One of our scripts, by its name and the digest of its content."""
    name = request.path_params["name"]
    if name not in {p.name for p in ASSETS.glob("*.js")} or request.path_params["digest"] != digest(name):
        return PlainTextResponse("Not found.", 404)
    return _answer(request, _packed(name), "text/javascript; charset=utf-8")


def shapes_address(release_id: str, path: Path) -> str:
    """Where the browser finds a topology of the release."""
    return f"/shapes/{release_id}/{path.stem}.json"


def asset_address(name: str) -> str:
    """Where the browser finds one of our scripts."""
    return f"/assets/{digest(name)}/{name}"


@cache
def digest(name: str) -> str:
    """Twelve hex digits that change with the script."""
    return hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=64)
def _topology(path: Path) -> tuple[bytes, bytes] | None:
    return _both(path.read_bytes()) if path.is_file() else None


@cache
def _packed(name: str) -> tuple[bytes, bytes]:
    return _both((ASSETS / name).read_bytes())


def _both(plain: bytes) -> tuple[bytes, bytes]:
    return plain, gzip.compress(plain, 9, mtime=0)


def _answer(request: Request, content: tuple[bytes, bytes], media_type: str) -> Response:
    plain, packed = content
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers = FOREVER | NEVER_SNIFF | {"Content-Encoding": "gzip"}
        return Response(packed, media_type=media_type, headers=headers)
    return Response(plain, media_type=media_type, headers=FOREVER | NEVER_SNIFF)


ROUTES = [
    Route("/shapes/{release_id}/{name}.json", shapes),
    Route("/assets/{digest}/{name}", asset),
    Route(contact.SECURITY_TXT, contact.security_txt),
]
