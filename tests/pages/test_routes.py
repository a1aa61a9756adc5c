"""Shapes and scripts by address: kept for ever, compressed, and no way out of their folder."""

import gzip
import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pages.parts import routes

RELEASE = "20261120T120000Z-lantern-falls-0123456789ab"


def ask(site: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """A request whose path is sent as it stands, dots and all."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    try:
        connection.putrequest("GET", path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.fixture
def release_id(folder: Path) -> str:
    return next((folder / "releases").glob("2*")).name


def test_shapes_are_kept_for_ever_and_compressed_where_asked(site: str, release_id: str) -> None:
    path = f"/shapes/{release_id}/neighborhood.json"
    status, headers, plain = ask(site, path)
    assert status == 200
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert json.loads(plain)["type"] == "Topology"
    status, headers, packed = ask(site, path, Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain


@pytest.mark.parametrize(
    "path",
    [
        "/shapes/{id}/..%2frelease.json",
        "/shapes/{id}/../release.json",
        "/shapes/{id}/%2e%2e/release.json",
        "/shapes/..%2f..%2fprivate/suppression_log.json",
        "/shapes/{id}/catalog.json",
        "/shapes/{id}/neighborhood.json%00.json",
        "/shapes/{id}/NEIGHBORHOOD.json",
        "/shapes/{id}x/neighborhood.json",
        "/shapes/.staging-20261120T120000Z/neighborhood.json",
        "/assets/{digest}/..%2frelease.json",
        "/assets/{digest}/frame.py",
        "/assets/000000000000/map.js",
    ],
)
def test_no_way_out_of_the_folder(site: str, release_id: str, path: str) -> None:
    status, _, body = ask(site, path.format(id=release_id, digest=routes.digest("map.js")))
    assert b"inputs_digest" not in body
    assert b"Topology" not in body
    assert b"import" not in body
    assert status in (400, 403, 404) or b"<!DOCTYPE html>" in body or b"<!doctype html>" in body  # the app's own shell


def test_names_are_strict() -> None:
    assert routes.RELEASE.fullmatch(RELEASE)
    for wrong in ("..", "20261120T120000Z", f"../{RELEASE}", f"{RELEASE}/x", RELEASE.upper(), f"{RELEASE}\n"):
        assert not routes.RELEASE.fullmatch(wrong)
    for name in ("neighborhood", "county_subdivision-2023", "tract-2020"):
        assert routes.NAME.fullmatch(name)
    for wrong in ("", ".", "..", "a/b", "a.b", "a%2f", "Tract-2020", "tract-20", "tract-2020-x"):
        assert not routes.NAME.fullmatch(wrong)


def test_our_scripts_have_an_address_that_changes_with_them(site: str) -> None:
    status, headers, body = ask(site, routes.asset_address("map.js"), Accept_Encoding="gzip")
    assert status == 200
    assert headers["content-type"].startswith("text/javascript")
    assert gzip.decompress(body) == (routes.ASSETS / "map.js").read_bytes()
