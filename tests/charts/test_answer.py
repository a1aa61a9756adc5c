"""The answer sentence says a number with its margin, or why there is none, in both languages."""

from pathlib import Path
from typing import Any

import pytest

from charts import answer
from indicators.store import Store
from tests.charts.rows import DISTRICT, NAN, row, store_of
from tests.releases import POOL


def said(store: Store, measure: str, group: str = "all", lang: str = "en", place: str = DISTRICT) -> str:
    end = 2023 if measure == "poverty" else 2019
    return answer.sentence(store, measure, place=place, group=group, period_end=end, lang=lang).replace("\u2060", "")


def test_a_survey_number_comes_with_its_range_and_a_plain_fraction(tmp_path: Path) -> None:
    numbers = {"value": 25.2, "moe": 6.0, "reliability": "medium"}
    store = store_of(tmp_path, [row("poverty", "neighborhood", "ash-hill", 2023, **numbers)])
    assert said(store, "poverty", place="ash-hill") == (
        "In Ash Hill, about 25% of residents (between 19% and 31%) had incomes below the poverty line in 2019–2023. "
        "That is about 1 in 4."
    )
    assert "(entre 19% y 31%)" in said(store, "poverty", place="ash-hill", lang="es")


def test_a_counted_number_has_no_range(tmp_path: Path) -> None:
    numbers = {"value": 78.7, "numerator": 370.0, "denominator": 470.0}
    who = {"scheme": "race_ethnicity", "group": "black"}
    rows = [row("graduation_4yr", "school_district", DISTRICT, 2019, **numbers, **who)]
    text = said(store_of(tmp_path, rows), "graduation_4yr", "black")
    assert text.startswith(
        "Schools in Lantern Falls School District graduated 79% of Black or African American students"
    )
    assert "{" not in text
    assert "between" not in text


def test_groups_that_stand_together_elsewhere_are_said_to_stand_one_by_one(store: Store) -> None:
    asked = {"place": "city", "group": POOL, "period_end": 2020}
    text = answer.sentence(store, "program_children", lang="en", **asked)
    assert text.startswith("For Lantern Falls these groups are shown one by one")
    assert "uno por uno" in answer.sentence(store, "program_children", lang="es", **asked)


@pytest.mark.parametrize(
    ("group", "en", "es"),
    [
        ("aian", "is hidden to protect privacy", "está oculto para proteger la privacidad"),
        ("asian", "it was 71% or more", "fue 71% o más"),
        ("other", "did not report", "no reportó"),
    ],
)
def test_every_status_has_its_sentence(store: Store, group: str, en: str, es: str) -> None:
    assert en in said(store, "chronic_absence", group)
    assert es in said(store, "chronic_absence", group, "es")


def test_an_uncertain_number_says_how_many_people_it_speaks_of(tmp_path: Path) -> None:
    numbers = {"value": NAN, "denominator": 70.0, "status": "too_uncertain", "reliability": "low"}
    store = store_of(tmp_path, [row("poverty", "neighborhood", "ash-hill", 2023, **numbers)])
    text = said(store, "poverty", place="ash-hill")
    assert "too few people" in text
    assert "about 70 people" in text


def test_an_unknown_place_or_group_is_not_available_never_an_error(store: Store) -> None:
    assert "No number for" in said(store, "poverty", place="nowhere")
    assert "No number for residents that own" in said(store, "poverty", "owner", place="ash-hill")
    assert "available for Long Field" in said(store, "poverty", place="long-field")


@pytest.mark.parametrize(
    ("value", "words"),
    [(25.5, "not clearly different from the city"), (40, "clearly above the city"), (10, "clearly below the city")],
)
def test_places_are_compared_in_words(tmp_path: Path, value: float, words: str) -> None:
    rows = [
        row("poverty", "county_subdivision", "0917099999", 2023, value=25.0, moe=2.0, reliability="high"),
        row("poverty", "neighborhood", "ash-hill", 2023, value=float(value), moe=3.0, reliability="high"),
    ]
    store = store_of(tmp_path, rows)
    asked: dict[str, Any] = {"place": "ash-hill", "group": "all", "period_end": 2023, "lang": "en"}
    assert answer.comparison(store, "poverty", **asked) == words
    assert answer.comparison(store, "poverty", **{**asked, "place": "city"}) == ""


def test_without_margin_or_count_the_comparison_cannot_be_told(tmp_path: Path) -> None:
    rows = [
        row("graduation_4yr", "state", "09", 2019, value=88.0, period_start=2018),
        row("graduation_4yr", "school_district", DISTRICT, 2019, value=80.0),
    ]
    words = answer.comparison(
        store_of(tmp_path, rows),
        "graduation_4yr",
        place=DISTRICT,
        group="all",
        period_end=2019,
        lang="en",
        other="state",
    )
    assert words == "we cannot tell yet how it compares with Connecticut"


def test_every_measure_answers_in_both_languages(store: Store) -> None:
    for measure in store.measures.values():
        place = DISTRICT if "school_district" in measure.levels else "city"
        for lang in ("en", "es"):
            for end in store.periods(measure.id):
                text = answer.sentence(store, measure.id, place=place, group="all", period_end=end, lang=lang)
                assert text.endswith((".", "?"))
                assert "{" not in text
                assert "nan" not in text.lower().split()
