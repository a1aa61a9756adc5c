"""What a service answers, before it becomes an HTTP response."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

JSON = "application/json;charset=utf-8"
HTML = "text/html;charset=utf-8"
TEXT = "text/plain;charset=utf-8"


@dataclass(frozen=True)
class Reply:
    """Status, body and headers."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A request as the services see it: path, parameters in order, headers, and what is sent with it."""

    path: str
    params: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes = b""

    def get(self, name: str) -> str:
        """The parameter's values, joined as the Census API reads them; empty when it is not there."""
        return " ".join(value for key, value in self.params if key == name)


def as_json(content: Any, status: int = 200) -> Reply:
    """A JSON answer."""
    return Reply(
        status, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), {"Content-Type": JSON}
    )


def page(status: int, title: str, text: str) -> Reply:
    """A web page, as services show when they have nothing better to say."""
    body = f"<!doctype html><html><head><title>{title}</title></head><body><p>{text}</p></body></html>"
    return Reply(status, body.encode(), {"Content-Type": HTML})


def file(body: bytes, kind: str, question: Question) -> Reply:
    """A file with an ETag; 304 without a body for who has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Last-Modified": "Thu, 12 Dec 2024 12:00:00 GMT"}
    if question.headers.get("If-None-Match") == etag:
        return Reply(304, b"", headers)
    return Reply(200, body, headers | {"Content-Type": kind})
