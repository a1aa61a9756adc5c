"""A trend alone for a projector: the image and a way back, nothing else; never of numbers that no file may hold."""

import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import t
from tests.pages.conftest import text_of

Visit = Callable[..., AppTest]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_page_leads_to_its_figure_alone_and_back(visit: Visit, lang: str) -> None:
    page = text_of(visit("trends", measure="poverty", lang=lang))
    assert 'class="present"' not in page
    (address,) = set(re.findall(rf'href="(trends[^"]*present=1)">{t("card.present", lang)}<', page))
    assert "measure=poverty" in address
    alone = text_of(visit("trends", measure="poverty", lang=lang, present="1"))
    drawing = b64decode(re.findall(r"data:image/svg\+xml;base64,([^\"]+)", alone)[0]).decode()
    assert drawing.startswith("<svg")
    assert "Lantern Falls" in drawing
    assert 'class="lead"' not in alone
    back = re.findall(rf'href="([^"]*)">{t("card.leave", lang)}<', alone)
    assert len(back) == 1
    assert "present" not in back[0]


def test_the_chart_stands_in_sight_on_a_low_screen() -> None:
    """What stands above it is made smaller there, by the page's own name."""
    css = (Path(__file__).resolve().parents[2] / "pages/parts/assets/site.css").read_text("utf-8")
    low = css.split("max-height: 820px")[1]
    assert ".of-trends .lead" in low
