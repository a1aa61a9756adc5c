"""What pages say where it is easy to say too much: dollars, groups without a total, places with nobody beside them, parts of a whole."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import t
from indicators.catalog import MEASURES, phrase
from indicators.store import Store
from pages.parts import html, takeaway
from pages.parts.here import Here
from tests.pages.conftest import text_of
from tests.releases import DISTRICT

Visit = Callable[..., AppTest]
ABSENCE = MEASURES["chronic_absence"]


@pytest.fixture
def visit_no_total(visit: Visit, no_total: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Visits to a release in which no school number speaks of everyone."""
    monkeypatch.setenv("FLASHLIGHT_DATA", str(no_total))
    return visit


def test_no_change_is_claimed_of_dollars(visit: Visit) -> None:
    assert t("facts.prices_rose", "en") in text_of(visit("trends", measure="median_household_income"))
    said = text_of(visit("place", place="city"))
    assert MEASURES["median_household_income"].name["en"] not in said.split(t("page_place.changed", "en"))[1]


def test_a_measure_without_a_better_direction_has_no_false_reason(
    visit: Visit, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(demo))
    said = text_of(visit("trends", measure="children_share"))
    assert t("change.cant_no_count", "en") not in said
    assert any(words in said for words in (t("facts.rose", "en"), t("facts.fell", "en"), t("change.flat", "en")))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("key", ["facts.no_total_hidden", "chart.no_total"])
def test_who_hid_a_number_is_not_told(key: str, lang: str) -> None:
    """The number for everyone may be hidden by its publisher, or here for another's sake: the words hold for both."""
    words = t(key, lang)
    assert not re.search(r"\b(state|publisher|estado|publica|fuente)\b", words)
    assert re.search(r"\b(hidden|oculto)\b", words)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("measure", ["chronic_absence", "suspension"])
def test_groups_say_what_the_number_is(visit: Visit, lang: str, measure: str) -> None:
    said = text_of(visit("groups", measure=measure, lang=lang))
    assert f"{MEASURES[measure].subtitle[lang]}, Lantern Falls School District, " in said
    group = phrase("race_ethnicity", "black", MEASURES[measure].people, lang)  # type: ignore[arg-type]  # a language
    assert f"{group}" in said


def test_without_a_total_pages_tell_the_groups_and_why(visit_no_total: Visit) -> None:
    why = t("facts.no_total_hidden", "en")
    for page in ("home", "map", "trends", "groups"):
        said = text_of(visit_no_total(page, **({} if page == "home" else {"measure": ABSENCE.id})))
        assert why in said, page
    said = text_of(visit_no_total("place", place=DISTRICT))
    for measure_id in ("graduation_4yr", "chronic_absence", "suspension"):
        assert f"{MEASURES[measure_id].subtitle['en']}, Lantern Falls School District, " in said


def test_a_place_without_areas_has_its_groups_instead_of_a_map(visit: Visit) -> None:
    app = visit("map", measure=ABSENCE.id)
    assert t("page_map.no_areas", "en", place="Lantern Falls School District") in text_of(app)
    assert len(app.get("plotly_chart")) == 1


def test_places_are_compared_by_a_group_where_everyone_has_no_number(visit_no_total: Visit) -> None:
    app = visit_no_total("trends", measure=ABSENCE.id)
    assert app.selectbox(key="pick-trends-group").value != "all"
    assert len(app.get("plotly_chart")) == 2


def test_a_place_with_nobody_beside_it_is_not_compared(visit: Visit) -> None:
    said = text_of(visit("place", place="us"))
    assert t("page_place.compared", "en", other="") not in said
    assert t("page_place.key_alone", "en", place="United States") in said
    assert "Estados Unidos" in text_of(visit("place", place="us", lang="es"))


def test_measure_pages_keep_the_measure(visit: Visit) -> None:
    said = text_of(visit("map", measure="child_poverty"))
    assert 'href="trends?measure=child_poverty"' in said
    assert 'href="trends?measure=poverty"' in text_of(visit("map"))  # the page's own, before anyone chooses


def test_places_another_measure_has_leave_a_comparison_quietly(visit: Visit) -> None:
    said = text_of(visit("trends", measure=ABSENCE.id, **{"with": "ash-hill,atlantis"}))
    assert t("notice.unknown_place", "en", asked="atlantis") in said
    assert "“Ash Hill”" not in said


def test_notices_are_said_once() -> None:
    assert html.banner(["One.", "One.", "Two."]).count("<p>") == 2
    assert html.banner([]) == ""


def test_parts_of_a_whole_are_shown_without_the_whole(visit: Visit) -> None:
    for page in ("groups", "trends"):
        table = text_of(visit(page, measure="population_share", show="table"))
        assert "<td>Everyone</td>" not in table
        assert 'data-label="Group">Everyone<' not in table
    app = visit("map", measure="population_share")
    assert "all" not in app.selectbox(key="pick-map-group").options
    assert "Everyone" not in app.selectbox(key="pick-map-group").options


def test_cells_carry_their_columns_name(visit: Visit) -> None:
    assert 'data-label="Margin (90%)"' in text_of(visit("trends", measure="poverty", show="table"))


def test_methods_tell_what_the_build_met(visit_no_total: Visit) -> None:
    assert '<span lang="en">One of two files was kept.</span>' in text_of(visit_no_total("methods", lang="es"))


def test_text_reviewed_is_a_day_in_words_and_order_is_told_of_race_alone(visit: Visit) -> None:
    said = text_of(visit("groups", measure="poverty", lang="es"))
    assert MEASURES["poverty"].reviewed not in said
    assert t("page_groups.order", "es") not in said


def test_files_say_what_they_are(folder: Path) -> None:
    here = Here(Store.open(folder), "en", "methods")
    lines = takeaway.csv(here, "poverty").decode("utf-8-sig").splitlines()
    explained = [line for line in lines if line.startswith('"# ')]
    for label in ("notice", "title", "source", "notes", "citation"):
        assert any(line.startswith(f'"# {t(f"export.{label}", "en")}: ') for line in explained), label
    rows = list(csv.DictReader(lines[len(explained) :]))
    assert list(rows[0]) == takeaway.COLUMNS
    assert len(rows) == len(here.store.rows("poverty"))
    bundle = zipfile.ZipFile(io.BytesIO(takeaway.everything(here)))
    assert f"{takeaway.stem(here, 'poverty')}.csv" in bundle.namelist()
    assert set(json.loads(bundle.read("metadata.json"))["measures"]) == set(here.measures)
    assert "Lantern Falls does not exist" in bundle.read("README.txt").decode("utf-8-sig")
