"""Every unit and every period a measure can have is spoken, drawn and exported."""

from pathlib import Path

import pytest

from charts import answer, areas, download, findings, numbers, scale, trend
from charts.figure import Axis
from charts.words import JOINER, catalog
from indicators.measure import LANGUAGES, PERIODS, UNITS
from tests.charts.rows import NAN, row, store_of
from tests.charts.test_scale import point


@pytest.mark.parametrize(
    ("value", "unit", "moe", "en", "es"),
    [
        (1421, "households", 12, "1,421", "1,421"),
        (38.44, "years", 0.8, "38.4 years", "38.4 años"),
        (38.04, "years", NAN, "38 years", "38 años"),
        (38.44, "years", 11, "38 years", "38 años"),
        (12.4, "per_1000", None, "12 per 1,000", "12 de cada 1,000"),
        (0.84, "per_1000", 0.2, "0.8 per 1,000", "0.8 de cada 1,000"),
        (1421.0, "per_1000", 240, "1,420 per 1,000", "1,420 de cada 1,000"),
    ],
)
def test_a_number_is_told_in_its_unit(value: float, unit: str, moe: float | None, en: str, es: str) -> None:
    assert numbers.amount(value, unit, "en", moe) == en
    assert numbers.amount(value, unit, "es", moe) == es


def test_a_range_names_its_unit_once() -> None:
    assert numbers.between(34.4, 40.8, "years", "en", 3.2) == "between 34.4 and 40.8 years"
    assert numbers.between(34.4, 40.8, "years", "es", 3.2) == "entre 34.4 y 40.8 años"
    assert numbers.between(10, 14, "per_1000", "en", 2) == "between 10 and 14 per 1,000"
    assert numbers.bounds(75, NAN, "years", "en") == "75 years or more"


@pytest.mark.parametrize(
    ("moe", "unit", "said"),
    [
        (3.24, "years", "± 3.2"),
        (0.02, "years", "± 0.1"),
        (14, "years", "± 14"),
        (0, "years", "± 0"),
        (12, "households", "± 12"),
    ],
)
def test_a_margin_has_the_digits_of_its_number(moe: float, unit: str, said: str) -> None:
    assert numbers.margin(moe, unit) == said


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_has_an_amount_an_axis_and_a_margin(unit: str, lang: str) -> None:
    axis = scale.axis([point(20.0), point(60.0)], unit, lang, from_zero=True)
    assert numbers.amount(60, unit, lang).startswith(("60", "$60"))
    assert numbers.margin(60, unit) == "± 60"
    assert all(axis.tick_text(tick) for tick in axis.ticks)


def test_ticks_leave_the_words_of_the_unit_to_the_subtitle() -> None:
    assert [Axis("years", 0, 45, (0, 22.5, 45), "").tick_text(tick) for tick in (0, 22.5, 45)] == ["0", "22.5", "45"]


@pytest.mark.parametrize("kind", PERIODS)
def test_every_period_has_its_words_in_both_languages(kind: str) -> None:
    for lang in LANGUAGES:
        assert {f"format.{kind}", f"format.in_{kind}", f"chart.axis_{kind}"} <= catalog(lang).keys()
        assert numbers.period(numbers.first_year(2023, kind), 2023, kind, lang)


def test_one_calendar_year_is_one_number() -> None:
    assert numbers.period(2023, 2023, "year", "en") == "2023"
    assert numbers.period_short(2023, 2023, "year", "es") == "2023"
    assert [numbers.first_year(2023, kind) for kind in PERIODS] == [2019, 2023, 2022, 2023]


def age(place: str, value: float, moe: float = 1.5) -> dict[str, object]:
    return row("median_age", "neighborhood", place, 2023, value=value, moe=moe, reliability="high")


def test_a_median_age_is_a_sentence_a_map_and_a_file(tmp_path: Path) -> None:
    store = store_of(tmp_path, [age("ash-hill", 29.96), age("bell-meadow", 35.04), age("canada-park", 38.4)])
    said = answer.sentence(store, "median_age", place="ash-hill", group="all", period_end=2023, lang="en")
    assert "about 30 years (between 28.5 and 31.5 years)" in said.replace(JOINER, "")
    figure = areas.figure(
        store, "median_age", level="neighborhood", scheme="all", group="all", period_end=2023, lang="es", selected=None
    )
    # 29.96 is printed as 30 years, so its shade is that of 30 to 34.9.
    assert {a.id: a.fill for a in figure.areas}["ash-hill"] == 2
    assert [e.text for e in figure.legend[:3]] == ["Menos de 30 años", "30–34.9 años", "35–39.9 años"]
    exported = download.csv(figure).decode("utf-8-sig").splitlines()
    assert any(
        line.endswith(",years") and "29.96" in line and "30 años" in line.replace(JOINER, "") for line in exported
    )


def test_a_yearly_count_is_joined_from_year_to_year_and_never_compared_between_groups(tmp_path: Path) -> None:
    rows = [
        row("population_yearly", "state", "09", end, value=value) | {"period_start": end}
        for end, value in ((2020, 3_600_000.0), (2021, 3_610_000.0), (2022, 3_620_000.0))
    ]
    figure = trend.figure(store_of(tmp_path, rows), "population_yearly", place="state", scheme="all", lang="en")
    assert figure.axis.note.startswith("Each point is one year.")
    assert len(figure.series[0].runs((), 1)) == 1
    assert "households" in findings.COUNTS
