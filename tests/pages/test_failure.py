"""When a page cannot be drawn, a reader gets a calm sentence and a short code, never the error."""

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import t
from tests.pages.conftest import text_of


def _fail() -> None:
    from pages.parts import frame

    def break_it() -> None:
        raise ZeroDivisionError("/home/someone/secret")

    try:
        break_it()
    except ZeroDivisionError as error:
        frame.failed(error)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_failure_is_told_without_a_trace(lang: str) -> None:
    app = AppTest.from_function(_fail)
    app.query_params["lang"] = lang
    said = text_of(app.run())
    assert not app.exception
    assert t("notice.failed", lang) in said
    assert "secret" not in said
    assert "ZeroDivision" not in said
    assert said == text_of(app.run())  # the same failure has the same code
