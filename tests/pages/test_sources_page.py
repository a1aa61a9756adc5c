"""The page of sources: everything the release's list says, in both languages, a word where an older release has none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from streamlit.testing.v1 import AppTest

from charts.words import t
from indicators import release
from indicators.store import Store
from pages.parts.html import esc
from sources import registry
from tests.pages.conftest import ROOT, text_of
from tests.releases import small_contents, ungated

Visit = Callable[..., AppTest]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_source_is_told_with_its_use_and_rules(visit: Visit, lang: str) -> None:
    said = text_of(visit("sources", lang=lang))
    for listing in registry.listings():
        for words in (listing.name, listing.publisher, listing.offers, listing.cadence, listing.licence):
            assert esc(getattr(words, lang)) in said, listing.id
        assert esc(getattr(listing.minimum_cell, lang)) in said
        assert f'href="{esc(listing.url)}"' in said
    for use in registry.ACCESS:
        assert t(f"page_sources.use_{use}", lang) in said


def test_it_is_reached_from_methods_and_leads_back(visit: Visit) -> None:
    assert 'href="sources?lang=es"' in text_of(visit("methods", lang="es"))
    said = text_of(visit("sources", lang="es"))
    assert 'href="methods?lang=es"' in said
    assert 'href="sources?lang=es"' not in said.split('class="crumb"')[0], "it is no entry of the navigation"


def written(root: Path, listed: bytes | None) -> Store:
    contents = replace(small_contents(), sources=listed)
    return Store.open(root, release.write(root, contents, datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated))


def page_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(root))
    monkeypatch.delenv("FLASHLIGHT_COMMUNITY", raising=False)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page("pages/sources.py").run()
    assert [e.message for e in app.exception] == []
    return text_of(app)


def test_a_release_without_a_list_stays_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = written(tmp_path, None)
    assert store.sources() == ()
    assert len(store.rows("poverty"))
    said = page_of(tmp_path, monkeypatch)
    assert t("page_sources.none", "en") in said
    assert "<table>" not in said


def test_what_a_list_says_is_never_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = '"><img src=x onerror=alert(1)>'
    parts = ("name", "publisher", "offers", "cadence", "licence", "minimum_cell")
    texts = {part: {"en": evil, "es": evil} for part in parts}
    entry = texts | {"id": evil, "kind": "local", "access": "link", "url": f"javascript:{evil}"}
    assert written(tmp_path, orjson.dumps([entry])).sources() == (entry,)
    said = page_of(tmp_path, monkeypatch)
    assert "<img" not in said
    assert 'href="javascript' not in said


def test_the_build_keeps_the_list_in_the_release(demo: Path) -> None:
    assert list(Store.open(demo).sources()) == orjson.loads(registry.as_json())
