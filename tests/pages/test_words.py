"""Words of the pages against what they speak of, and pieces of HTML against attacks."""

import pandas as pd
import pytest

from charts.words import t
from indicators import reliability
from pages.parts import html


@pytest.mark.parametrize("lang", ["en", "es"])
def test_reliability_in_words_is_the_policy(lang: str) -> None:
    said = " ".join(t(f"page_methods.certainty_{i}", lang) for i in (1, 2, 3, 4))
    for number in (reliability.HIGH_CV, reliability.MEDIUM_CV):
        assert f"{number:g}%" in said
    assert f"{reliability.NARROW_POINTS:g}" in said


ATTACK = '"><img src=x onerror=alert(1)><b>'


@pytest.mark.parametrize(
    "piece",
    [
        html.link(ATTACK, ATTACK),
        html.outside(ATTACK, "https://x/" + ATTACK),
        html.outside(ATTACK, "javascript:alert(1)"),
        html.mark(ATTACK, ATTACK),
        html.amber(ATTACK, ATTACK),
        html.bold(ATTACK, "<b>"),
        html.banner([ATTACK]),
        html.table(pd.DataFrame({ATTACK: [ATTACK], "n": [ATTACK]}), ATTACK, ["n"]),
        html.spark([(2019, 1.0), (2021, 2.0)], ATTACK, ATTACK),
    ],
)
def test_no_piece_lets_text_become_markup(piece: str) -> None:
    assert "<img" not in piece
    assert 'href="javascript' not in piece


def test_a_sparkline_leaves_a_gap_open() -> None:
    drawn = html.spark([(2016, 10.0), (2017, 12.0), (2019, 11.0)], "10", "11")
    assert drawn.count("M") == 2
