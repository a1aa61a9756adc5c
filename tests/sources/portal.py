"""A made-up open-data portal: recorded answers by address, each used once and the last for ever."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
import requests

from sources.cache import Cache
from sources.session import Session
from tests.sources.acs_recorded import HTML_TYPE, JSON_TYPE, Reply, session

CSV_TYPE = {"Content-Type": "text/csv"}
NOT_FOUND = Reply(404, b"<html><head><title>404</title></head></html>", HTML_TYPE)


class Portal:
    """Answers by the first pattern found in the address; keeps the requests."""

    def __init__(self, routes: Mapping[str, Reply | Sequence[Reply]]) -> None:
        self.routes = {pattern: [r] if isinstance(r, Reply) else list(r) for pattern, r in routes.items()}
        self.requests = list[requests.PreparedRequest]()

    def __call__(self, request: requests.PreparedRequest) -> Reply:
        self.requests.append(request)
        for pattern, replies in self.routes.items():
            if re.search(pattern, str(request.url)):
                return replies.pop(0) if len(replies) > 1 else replies[0]
        return NOT_FOUND

    @property
    def urls(self) -> list[str]:
        """Addresses asked for, in order."""
        return [str(request.url) for request in self.requests]

    def open(self, folder: Path) -> tuple[Session, Cache]:
        """A session of these answers that never waits, and a new view of the cache in the folder."""
        return session(self)[0], Cache(folder)


def as_json(content: Any, status: int = 200, headers: Mapping[str, str] = JSON_TYPE) -> Reply:
    """An answer with this JSON."""
    return Reply(status, orjson.dumps(content), headers)


def done(result: Any) -> Reply:
    """A CKAN answer that succeeded."""
    return as_json({"help": "", "success": True, "result": result})


def refused(status: int, **error: Any) -> Reply:
    """A CKAN answer that failed."""
    return as_json({"help": "", "success": False, "error": error}, status)


def csv(text: str, **headers: str) -> Reply:
    """A downloaded CSV file."""
    return Reply(body=text.encode(), headers=CSV_TYPE | headers)


def resource(name: str, **about: Any) -> dict[str, Any]:
    """A resource as a catalog lists it."""
    url = f"https://data.ctdata.org/dataset/p/resource/{name}/download/{name}"
    return {"id": f"id-{name}", "name": name, "url": url, "last_modified": "2021-03-23T12:00:00", "hash": "", **about}


def package(*resources: dict[str, Any]) -> Reply:
    """A catalog's answer for one package."""
    about = {"title": "Chronic Absenteeism", "author": "CTData", "license_title": "PDDL"}
    return done({"name": "p", **about, "resources": list(resources)})
