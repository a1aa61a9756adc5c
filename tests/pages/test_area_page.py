"""The page of one's own area: sums and reasons as a reader sees them, an address that can be sent, and a file that explains itself."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from charts.own_area import OwnArea, leaning
from charts.words import t
from indicators import release
from indicators.catalog import MEASURES
from indicators.custom_area import REASONS
from indicators.measure import Median
from indicators.store import Shared, Store
from pages.parts.html import esc
from tests.pages.conftest import ROOT, text_of
from tests.releases import small_contents, small_release, ungated

Visit = Callable[..., AppTest]
TWO = "ash-hill,bell-meadow"
WALKS = {
    "2023": {
        "universe": "households",
        "neighborhoods": {
            "ash-hill": {"percent": 12.3, "with": ["bell-meadow"]},
            "bell-meadow": {"percent": 0.0, "with": ["ash-hill"]},
            "dock-square": {"percent": None, "with": []},
        },
    }
}


@pytest.fixture
def walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A release that says which neighborhoods share tracts."""
    monkeypatch.setenv("FLASHLIGHT_DATA", str(tmp_path))
    monkeypatch.delenv("FLASHLIGHT_COMMUNITY", raising=False)
    contents = replace(small_contents(), crosswalks=WALKS)
    return Store.open(tmp_path, release.write(tmp_path, contents, datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated))


def page(name: str, **choices: str) -> str:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page(f"pages/{name}.py")
    for key, value in choices.items():
        app.query_params[key] = value
    app.run()
    assert [e.message for e in app.exception] == []
    return text_of(app)


def test_two_neighborhoods_together(visit: Visit, folder: Path) -> None:
    app = visit("area", blocks=TWO)
    said, store = text_of(app), Store.open(folder)
    parts = store.rows("population", level="neighborhood", scheme="all", period_end=2023)
    total = parts[parts["place"].isin(TWO.split(","))]["value"].sum()
    sentence = OwnArea(store, "neighborhood", tuple(TWO.split(",")), "en").sentence()
    assert esc(sentence) in said
    assert f"{total:,.0f}"[:3] in sentence
    assert "Ash Hill, Bell Meadow" in said
    assert app.multiselect[0].value == TWO.split(",")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_median_is_named_and_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(tmp_path))
    monkeypatch.delenv("FLASHLIGHT_COMMUNITY", raising=False)
    contents = small_contents()
    median = replace(MEASURES["poverty"], formula=Median("B19013_001"), unit="dollars")
    measures = {**contents.measures, "poverty": median}
    release.write(tmp_path, replace(contents, measures=measures), datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated)
    said = page("area", level="tract", blocks="09170990101,09170990102", lang=lang)
    line = said.split(f">{esc(median.name[lang])}</th>")[1].split("</tr>")[0]
    assert esc(t("area.why_not_additive", lang)) in line
    assert "$" not in line


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_cannot_be_added_up_says_why(visit: Visit, lang: str) -> None:
    said = text_of(visit("area", blocks="ash-hill,long-field", lang=lang))
    assert esc(t("area.no_people", lang)) in said
    assert esc(t("area.why_not_available", lang)) in said


def test_every_reason_has_its_words() -> None:
    for lang in ("en", "es"):
        assert all(t(f"area.why_{reason}", lang) for reason in REASONS)


def test_choosing_writes_the_address(visit: Visit) -> None:
    app = visit("area")
    assert t("page_area.empty", "en") in text_of(app)
    app.multiselect[0].set_value(["ash-hill", "dock-square"]).run()
    assert app.query_params["blocks"] == "ash-hill,dock-square"
    assert "2 chosen: Ash Hill, Dock Square" in text_of(app)
    app.multiselect[0].set_value([]).run()
    assert "blocks" not in app.query_params


def test_parts_the_release_does_not_have_are_told(visit: Visit) -> None:
    said = text_of(visit("area", blocks=f"{TWO},nowhere,<b>x"))
    assert esc(t("page_area.unknown", "en", count=2, names="nowhere, <b>x")) in said
    assert "<b>x" not in said


def test_shared_tracts_are_a_warning(walked: Store) -> None:
    said = page("area", blocks=TWO)
    assert esc(t("area.overlap", "en", pairs="Ash Hill and Bell Meadow")) in said
    assert esc(t("area.leaning_households", "en", place="Ash Hill", percent="12%")) in said
    assert "share a census tract" not in page("area", blocks="ash-hill,dock-square")


def test_a_place_says_how_far_it_leans_on_divided_tracts(walked: Store) -> None:
    said = page("place", place="ash-hill", lang="es")
    assert esc(t("area.leaning_households", "es", place="Ash Hill", percent="12%")) in said
    assert esc(t("area.leaning_none", "en", place="Bell Meadow")) in page("place", place="bell-meadow")
    assert esc(t("area.leaning_unknown", "en", place="Dock Square")) in page("place", place="dock-square")


def test_an_older_release_says_nothing_about_divided_tracts(tmp_path: Path) -> None:
    assert small_release(tmp_path).shared("ash-hill") is None
    assert "people in Elm live" in leaning("Elm", Shared("residents", 40.0, ()), "en")


def test_it_is_reached_from_map_and_places(visit: Visit) -> None:
    assert 'href="area?level=neighborhood&amp;lang=es"' in text_of(visit("map", lang="es")).replace(
        "lang=es&amp;level=neighborhood", "level=neighborhood&amp;lang=es"
    )
    assert 'href="area?place=ash-hill"' in text_of(visit("place", place="ash-hill"))


def test_the_file_explains_itself_and_has_every_group(walked: Store) -> None:
    content = OwnArea(walked, "neighborhood", tuple(TWO.split(",")), "en").csv().decode("utf-8-sig")
    notes = [line for line in content.splitlines() if line.startswith('"#')]
    assert "Made-up place" in notes[0]
    assert "Ash Hill (ash-hill); Bell Meadow (bell-meadow)" in "\n".join(notes)
    assert "share a census tract" in "\n".join(notes)
    rows = list(csv.DictReader(io.StringIO(content.split("\r\n", len(notes))[-1])))
    everyone = next(r for r in rows if r["measure"] == "poverty" and r["group"] == "all")
    parts = walked.rows("poverty", level="neighborhood", scheme="all", period_end=2023)
    parts = parts[parts["place"].isin(TWO.split(","))]
    assert float(everyone["How many"]) == parts["numerator"].sum()
    assert float(everyone["Number"]) == pytest.approx(
        100 * parts["numerator"].sum() / parts["denominator"].sum(), abs=1e-4
    )
    hidden = next(r for r in rows if r["measure"] == "poverty" and r["group"] == "nhpi")
    assert (hidden["Number"], hidden["Why there is no number"]) == ("", t("area.why_too_uncertain", "en"))
