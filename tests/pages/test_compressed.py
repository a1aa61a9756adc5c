"""What a phone downloads: Streamlit's own files come compressed, and nothing outside its folder comes at all."""

import gzip
from pathlib import Path

import pyarrow as pa
import pytest
from starlette.types import Message, Receive, Scope, Send

from indicators import brotli
from pages.parts.compressed import STATIC, Compressed


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"behind"})


def asked(path: str, accept: bytes = b"deflate, gzip") -> tuple[dict[bytes, bytes], bytes]:
    """Headers and body of the answer to one request."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept-encoding", accept)]}
    # Nothing here waits, so the answer is whole after one step. No event loop: a browser test of the same run may hold one.
    with pytest.raises(StopIteration):
        Compressed(behind)(scope, receive, send).send(None)
    return dict(sent[0]["headers"]), b"".join(m.get("body", b"") for m in sent[1:])


def script() -> Path:
    return max(STATIC.rglob("*.js"), key=lambda p: p.stat().st_size)


def address(file: Path) -> str:
    return f"/static/{file.relative_to(STATIC).as_posix()}"


def test_a_script_comes_compressed_and_whole() -> None:
    headers, body = asked(address(script()))
    assert headers[b"content-encoding"] == b"gzip"
    assert b"immutable" in headers[b"cache-control"]
    assert gzip.decompress(body) == script().read_bytes()
    assert len(body) < script().stat().st_size / 2


@pytest.mark.parametrize("accept", [b"gzip, deflate, br, zstd", b"br;q=0.9,gzip"])
def test_a_browser_that_takes_brotli_has_less_to_download(accept: bytes) -> None:
    headers, body = asked(address(script()), accept)
    assert headers[b"content-encoding"] == b"br"
    assert headers[b"vary"] == b"Accept-Encoding"
    whole = script().read_bytes()
    assert pa.decompress(body, len(whole), "brotli", asbytes=True) == whole
    assert len(body) < len(asked(address(script()))[1]) * 0.9


def test_a_form_that_a_browser_refuses_is_not_sent() -> None:
    assert asked(address(script()), b"br; q=0, gzip")[0][b"content-encoding"] == b"gzip"


def test_without_brotli_gzip_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brotli, "available", lambda: False)
    assert asked(address(script()), b"br, gzip")[0][b"content-encoding"] == b"gzip"


def test_a_browser_without_gzip_is_left_to_streamlit() -> None:
    assert asked(address(script()), b"identity")[1] == b"behind"


@pytest.mark.parametrize("path", ["/static/none.js", "/static/../../__init__.js", "/static/../index.html", "/app.js"])
def test_nothing_else_is_answered_here(path: str) -> None:
    assert asked(path)[1] == b"behind"
