"""A program's reach is told with the people served and those who could be, never as a percent alone."""

from pathlib import Path

import pytest

from charts import answer, caption
from charts.view import View, records
from tests.charts.rows import row, store_of


@pytest.mark.parametrize(("lang", "said"), [("en", "That is 220 of about 640."), ("es", "Son 220 de cerca de 640.")])
def test_served_and_eligible_are_always_told(tmp_path: Path, lang: str, said: str) -> None:
    numbers = {"value": 34.4, "moe": 3.0, "numerator": 220, "denominator": 640, "denominator_moe": 40}
    store = store_of(tmp_path, [row("program_reach", "neighborhood", "ash-hill", 2023, **numbers)])
    words = answer.sentence(store, "program_reach", place="ash-hill", group="all", period_end=2023, lang=lang)
    assert words.endswith(said)
    assert "34%" in words


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("Local partners' own counts", "people who could take part: U.S. Census Bureau, ", ", table B14003.")),
        ("es", ("Conteos propios de aliados locales", "personas que podrían participar: Oficina del Censo", "B14003.")),
    ],
)
def test_the_source_of_a_reach_names_both_who_served_and_who_counted_the_rest(
    tmp_path: Path, lang: str, said: tuple[str, ...]
) -> None:
    store = store_of(tmp_path, [row("program_reach", "neighborhood", "ash-hill", 2023, value=34.4)])
    line = caption.source_line(View.of(store, "program_reach", lang), "2022–23")
    assert all(words in line for words in said)
    assert "Elm Tutors" in line


def test_more_served_than_estimated_keeps_its_range(tmp_path: Path) -> None:
    numbers = {"value": 110.0, "moe": 8.0, "numerator": 110, "denominator": 100, "denominator_moe": 7}
    store = store_of(tmp_path, [row("program_reach", "neighborhood", "ash-hill", 2023, **numbers)])
    view = View.of(store, "program_reach", "en")
    point = view.point(records(view.of_place("ash-hill", {"all"}))[0])
    assert (point.low, point.high) == (102.0, 118.0)
