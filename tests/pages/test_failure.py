"""When a page cannot be drawn, a reader gets a calm sentence and a short code, never the error."""

from collections.abc import Callable

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


def _fail_with_a_sentence() -> None:
    from indicators.release import ReleaseError
    from pages.parts import frame

    def break_it() -> None:
        raise ReleaseError("The file /home/someone/secret is damaged.")

    try:
        break_it()
    except ReleaseError as error:
        frame.failed(error)


@pytest.mark.parametrize("fail", [_fail, _fail_with_a_sentence])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_failure_is_told_without_a_trace(lang: str, fail: Callable[[], None], caplog: pytest.LogCaptureFixture) -> None:
    app = AppTest.from_function(fail)
    app.query_params["lang"] = lang
    said = text_of(app.run())
    assert not app.exception
    assert t("notice.failed", lang) in said
    assert "secret" not in said
    assert "secret" in caplog.text  # for whoever runs the site
    assert "ZeroDivision" not in said
    assert said == text_of(app.run())  # the same failure has the same code
