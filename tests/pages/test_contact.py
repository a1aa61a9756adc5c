"""Whom to write to about a problem: on the page on privacy, and in security.txt."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.requests import Request

from charts.words import t
from pages.parts import contact
from tests.pages.audits import AUDIT, written
from tests.pages.test_routes import ask

Write = Callable[..., str]


@pytest.mark.parametrize(
    ("found", "link"),
    [
        ("data@example.org", '<a href="mailto:data@example.org">data@example.org</a>'),
        ("https://example.org/ask", '<a href="https://example.org/ask">https://example.org/ask</a>'),
        ("javascript:alert(1)", "<b>Write to:</b> javascript:alert(1)"),
        ("", t("page_privacy.no_contact", "en")),
    ],
)
def test_a_problem_is_reported_to_the_communitys_contact(page_of: Write, found: str, link: str) -> None:
    assert link in page_of(AUDIT, found)


def test_security_txt_names_contact_end_and_languages(tmp_path: Path) -> None:
    store = written(tmp_path, None, "data@example.org")
    assert contact.as_text(store) == (
        "Contact: mailto:data@example.org\nExpires: 2027-11-20T12:00:00Z\nPreferred-Languages: en, es\n"
    )


@pytest.mark.parametrize("found", ["", "the office", "http://example.org", "a@b.org\nExpires: 2099-01-01T00:00:00Z"])
def test_without_a_sound_contact_there_is_no_security_txt(tmp_path: Path, found: str) -> None:
    assert contact.as_text(written(tmp_path, None, found)) == ""


def test_without_a_release_security_txt_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(tmp_path))
    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have a loop running in this one
        answer = thread.submit(asyncio.run, contact.security_txt(Request({"type": "http"}))).result()
    assert (answer.status_code, answer.body) == (404, b"Not found.")


@pytest.mark.slow
@pytest.mark.browser
def test_the_site_serves_security_txt_where_it_is_looked_for(site: str) -> None:
    status, headers, body = ask(site, "/.well-known/security.txt")
    assert status == 200
    assert headers["content-type"] == "text/plain; charset=utf-8"  # RFC 9116
    assert b"Contact: mailto:data@lantern-falls.example\n" in body
