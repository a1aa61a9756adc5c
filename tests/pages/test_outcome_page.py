"""Each outcome's page: the result wanted, headline first, goal and pace in words, systems told or explained, what is missing."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import t
from indicators.catalog import AREAS, MEASURES, NOT_YET
from tests.pages.conftest import text_of

Visit = Callable[..., AppTest]
OUTCOMES = [a for a in AREAS.values() if a.kind == "outcome"]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("area", [a.id for a in OUTCOMES])
def test_an_outcome_tells_result_headline_people_and_systems_in_this_order(visit: Visit, area: str, lang: str) -> None:
    app = visit("outcome", area=area, lang=lang)
    assert [e.message for e in app.exception] == []
    said = text_of(app)
    assert AREAS[area].result[lang] in said
    assert AREAS[area].question[lang] in said
    parts = ['id="outcome"', 'id="contributing"', 'id="system"']
    assert [said.index(p) for p in parts] == sorted(said.index(p) for p in parts)
    for measure in MEASURES.values():
        if measure.area == area:
            assert f"measure={measure.id}" in said, measure.id


def test_every_condition_has_a_page_too(visit: Visit) -> None:
    for area in ("food", "housing"):
        said = text_of(visit("outcome", area=area))
        assert AREAS[area].question["en"] in said
        assert "<mark>" in said


def test_what_nobody_publishes_is_said_with_who_could(visit: Visit) -> None:
    missing = next(n for n in NOT_YET if n.measure not in MEASURES)
    said = text_of(visit("outcome", area=missing.area))
    assert t("home.not_measured", "en") in said
    assert missing.who["en"] in said.replace("&#x27;", "'")


def test_an_outcome_without_numbers_of_systems_explains_it(no_schools: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.pages.test_every_choice import visited

    monkeypatch.setenv("FLASHLIGHT_DATA", str(no_schools))
    said = visited("outcome", area="college_enrollment")
    assert t("page_outcome.no_headline", "en") in said
    assert t("page_methods.no_rows_why", "en") in said


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_goal_is_told_with_its_pace_on_outcome_trend_and_home(visit: Visit, lang: str) -> None:
    # The small release sets one goal: chronic absence, 15% by 2030, in the area of schools.
    words = {t(f"goal.{w}", lang, expected="X").split("X")[0] for w in ("on_pace", "not_on_pace", "cannot_tell")}
    trend = text_of(visit("trends", measure="chronic_absence", lang=lang))
    assert t("goal.title", lang) in trend
    assert any(w in trend for w in words) or t("goal.one_period", lang) in trend
    assert 'class="mk ' in text_of(visit("outcome", area="schools", lang=lang))


def test_home_leads_to_each_outcomes_measures(visit: Visit) -> None:
    said = text_of(visit("home"))
    for area in OUTCOMES:
        assert f"outcome?area={area.id}" in said
    assert "Not in this release: " not in said  # names of many measures are not a list for the front page


def test_an_unknown_area_becomes_a_notice(visit: Visit) -> None:
    assert "“atlantis”" in text_of(visit("outcome", area="atlantis"))
