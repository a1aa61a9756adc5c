"""A figure alone for a projector: the image, the views beside it and a way back; never of numbers that no file may hold."""

import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import t
from tests.pages.conftest import text_of

Visit = Callable[..., AppTest]


@pytest.mark.parametrize(("name", "lang"), [("trends", "en"), ("map", "es"), ("groups", "es")])
def test_the_page_leads_to_its_figure_alone_and_back(visit: Visit, name: str, lang: str) -> None:
    page = text_of(visit(name, measure="poverty", lang=lang))
    assert 'class="present"' not in page
    (address,) = set(re.findall(rf'href="({name}[^"]*present=1)">{t("card.present", lang)}<', page))
    assert "measure=poverty" in address
    alone = text_of(visit(name, measure="poverty", lang=lang, present="1"))
    drawings = [b64decode(found).decode() for found in re.findall(r"data:image/svg\+xml;base64,([^\"]+)", alone)]
    assert [drawing[:4] for drawing in drawings] == ["<svg", "<svg"]  # for wide windows and for those of old projectors
    assert all("Lantern Falls" in drawing for drawing in drawings)
    assert 'class="lead"' not in alone
    back = re.findall(rf'href="([^"]*)">{t("card.leave", lang)}<', alone)
    assert len(back) == 1
    assert "present" not in back[0]


def test_arrows_lead_through_the_views_of_a_measure(visit: Visit) -> None:
    """Each keeps place and language; the first has none before it, the last none after."""
    found = {}
    for name in ("map", "trends", "groups"):
        alone = text_of(visit(name, measure="poverty", place="city", lang="es", present="1"))
        sides = re.findall(r'class="in act (before|after)" href="(\w+)\?([^"]*)"', alone)
        assert all(
            {"measure=poverty", "place=city", "lang=es", "present=1"} <= {*kept.split("&amp;")} for *_, kept in sides
        )
        found[name] = [(side, page) for side, page, _ in sides]
    assert found == {
        "map": [("after", "trends")],
        "trends": [("before", "map"), ("after", "groups")],
        "groups": [("before", "trends")],
    }


def test_the_chart_stands_in_sight_on_a_low_screen() -> None:
    """What stands above it is made smaller there, by the page's own name."""
    css = (Path(__file__).resolve().parents[2] / "pages/parts/assets/site.css").read_text("utf-8")
    low = css.split("max-height: 820px")[1]
    assert ".of-trends .lead" in low
