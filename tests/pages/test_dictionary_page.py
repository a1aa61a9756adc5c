"""The dictionary's page: every measure in its area, found by words of its entry, and taken away as files."""

from collections.abc import Callable
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import t
from indicators.catalog import MEASURES
from tests.pages.conftest import text_of

Visit = Callable[..., AppTest]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_it_lists_every_measure_with_question_and_limits(visit: Visit, lang: str) -> None:
    said = text_of(visit("dictionary", lang=lang))
    assert said.count('<details class="fold"') == len(MEASURES)
    for measure in MEASURES.values():
        assert f'id="{measure.id}"' in said
        assert escape(measure.question[lang], quote=True) in said
        assert escape(measure.cannot_tell[lang], quote=True) in said


def test_a_search_stands_in_the_address_and_opens_what_it_finds(visit: Visit) -> None:
    app = visit("dictionary", q="B08201_002")
    found = text_of(app)
    assert 1 <= found.count('<details class="fold"') < 5
    app.text_input(key="pick-dictionary-q").set_value("no_vehicle").run()
    assert app.query_params["q"] == "no_vehicle"
    said = text_of(app)
    assert 'id="no_vehicle"' in said
    assert 'id="poverty"' not in said


def test_nothing_found_is_said_and_never_markup(visit: Visit) -> None:
    said = text_of(visit("dictionary", q="<img src=x>"))
    assert "&lt;img src=x&gt;" in said
    assert "<img src=x>" not in said
    assert t("page_dictionary.found", "en", count=0, total=len(MEASURES)) in said


def test_it_can_be_taken_away(visit: Visit) -> None:
    app = visit("dictionary")
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == [t("page_dictionary.csv", "en"), t("page_dictionary.json", "en")]
