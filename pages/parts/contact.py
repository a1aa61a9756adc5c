"""Whom to write to: the community's contact as a link, and as security.txt (RFC 9116) where those who find a fault look for it."""

import re
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from geo.errors import FlashlightError
from indicators.store import Store
from pages.parts import library

SECURITY_TXT = "/.well-known/security.txt"
_MAIL = re.compile(r"[^\s@:/?&#]+@[^\s@:/?&#]+")
_PAGE = re.compile(r"https://[!-~]+")
# The file must end some day. A site that nobody has built for a year may have nobody who answers.
_GOOD_FOR = timedelta(days=365)


def address(contact: str) -> str:
    """Where a link to the contact leads: mailto: for an e-mail address, a page over https as it stands, "" for anything else."""
    if _MAIL.fullmatch(contact):
        return f"mailto:{contact}"
    return contact if _PAGE.fullmatch(contact) else ""


async def security_txt(request: Request) -> Response:
    """The file, from the release that is shown now; not found where its community names no contact."""
    written = await run_in_threadpool(_written)
    return PlainTextResponse(written) if written else PlainTextResponse("Not found.", 404)


def _written() -> str:
    try:
        return as_text(library.newest())
    except FlashlightError:
        return ""


def as_text(store: Store) -> str:
    """Contact, the day the file ends (a year after the release was made), and languages; "" without a contact."""
    about = store.release.community
    to = address(about.contact)
    ends = datetime.fromisoformat(store.release.made_at) + _GOOD_FOR
    lines = (
        f"Contact: {to}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(about.languages)}",
    )
    return "".join(f"{line}\n" for line in lines) if to else ""
