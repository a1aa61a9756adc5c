"""What a person sees on each page, run by AppTest against a small release."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import t
from tests.pages.conftest import PAGES, ROOT, text_of

Visit = Callable[..., AppTest]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_one_question_and_says_what_it_is(visit: Visit, page: str, lang: str) -> None:
    said = text_of(visit(page, lang=lang))
    assert said.count("<h1>") == 1
    assert f'lang="{lang}"' in said
    assert t("notice.made_up", lang, place="Lantern Falls") in said  # the made-up banner
    assert t("footer.motto", lang) in said
    assert "lantern-falls-" in said  # the release's id
    assert 'aria-current="page"' in said


@pytest.mark.parametrize("page", ["map", "trends", "groups"])
@pytest.mark.parametrize("name", ["measure", "place", "lang"])
def test_unknown_choice_becomes_a_notice_and_the_default(visit: Visit, page: str, name: str) -> None:
    said = text_of(visit(page, **{name: "<b>atlantis</b>"}))
    assert "“&lt;b&gt;atlantis&lt;/b&gt;”" in said
    assert "<b>atlantis" not in said


@pytest.mark.parametrize(
    ("name", "value"), [("level", "block"), ("scheme", "stars"), ("period", "1850"), ("period", "x"), ("show", "3d")]
)
def test_unknown_detail_of_a_map_becomes_a_notice(visit: Visit, name: str, value: str) -> None:
    assert f"“{value}”" in text_of(visit("map", measure="poverty", **{name: value}))


def test_a_choice_is_restored_from_the_address_and_written_back(visit: Visit) -> None:
    app = visit("map", measure="child_poverty", place="dock-square", period="2022")
    assert app.selectbox(key="pick-map-measure").value == "child_poverty"
    assert app.selectbox(key="pick-map-place").value == "dock-square"
    assert "Dock Square" in text_of(app)
    app.selectbox(key="pick-map-place").set_value("ash-hill").run()
    assert app.query_params["place"] == "ash-hill"
    assert app.query_params["measure"] == "child_poverty"


def test_another_measure_forgets_the_group_but_not_the_place(visit: Visit) -> None:
    app = visit("map", measure="poverty", scheme="age", group="under_18", place="ash-hill")
    app.selectbox(key="pick-map-measure").set_value("no_vehicle").run()
    assert "group" not in app.query_params
    assert app.query_params["place"] == "ash-hill"
    assert not app.exception


def test_a_place_without_the_measure_gives_way_with_a_reason(visit: Visit) -> None:
    said = text_of(visit("trends", measure="graduation_4yr", place="ash-hill"))
    measure = "On-time graduation"
    assert t("notice.not_here", "en", subject=measure, place="Ash Hill", shown="Lantern Falls School District") in said


def test_every_measure_has_a_map_trend_and_table(visit: Visit) -> None:
    app = visit("map")
    for measure in list(app.selectbox(key="pick-map-measure").options):
        assert measure
    for measure_id in ("population", "median_household_income", "enrollment", "suspension"):
        for page in ("map", "trends"):
            assert "<table class=" in text_of(visit(page, measure=measure_id, show="table"))


def test_language_keeps_the_view(visit: Visit) -> None:
    said = text_of(visit("map", measure="child_poverty", place="ash-hill"))
    assert 'href="map?measure=child_poverty&amp;place=ash-hill&amp;lang=es"' in said
    assert 'href="map?measure=child_poverty&amp;place=ash-hill"' in text_of(
        visit("map", measure="child_poverty", place="ash-hill", lang="es")
    )


def test_home_asks_at_most_twelve_questions_before_any_chart(visit: Visit) -> None:
    app = visit("home")
    said = text_of(app)
    assert 7 <= said.count('<li class="q">') <= 12
    assert t("home.more", "en") in said  # the other conditions are a line of links
    assert "outcome?area=digital" in said
    assert said.count("<mark>") == 1  # one amber number
    assert t("home.missing", "en") in said
    assert not app.get("plotly_chart")


def test_home_says_of_an_old_answer_that_it_is_the_newest_there_is(visit: Visit) -> None:
    said = text_of(visit("home"))
    questions = said.split('<li class="q">')[1:]
    old = [q for q in questions if t("home.old", "en") in q]
    assert old
    assert all("2019" in q or "2020" in q for q in old)
    assert not any("2019–2023" in q for q in old)


def test_profile_tells_strengths_before_burdens(visit: Visit) -> None:
    said = text_of(visit("place", place="ash-hill"))
    assert said.index(t("page_place.strengths", "en")) < said.index(t("page_place.faces", "en"))
    elsewhere = t("page_place.elsewhere", "en", count="#").removeprefix("#")
    assert elsewhere in said  # school measures, with the way to the district
    assert "See Lantern Falls School District" in said


def test_place_without_a_tract_has_words_not_zeros(visit: Visit) -> None:
    said = text_of(visit("place", place="long-field"))
    assert said.count(t("page_place.no_tract", "en", place="Long Field")) == 1
    assert "Percent of all residents, <" not in said
    assert ">0%<" not in said


def test_hidden_groups_are_named_in_table_and_under_the_chart(visit: Visit) -> None:
    hidden = t("status.suppressed", "en")
    assert hidden in text_of(visit("groups", measure="graduation_4yr"))
    table = text_of(visit("groups", measure="graduation_4yr", dots_show="table"))
    assert table.count(hidden) > 2


def test_methods_name_sources_the_way_to_the_rules_and_the_census_notice(visit: Visit) -> None:
    said = text_of(visit("methods"))
    assert t("page_methods.census_api", "en") in said
    assert 'href="privacy"' in said
    assert "https://api.census.gov/data/2023/acs/acs5" in said
    assert "key=" not in said


@pytest.mark.parametrize("lang", ["en", "es"])
def test_without_a_release_the_page_tells_the_next_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str
) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    said = text_of(app)
    assert not app.exception
    assert "flashlight demo" in said
    assert "flashlight build PATH" in said
    assert t("notice.no_release", lang) in said


def test_a_place_leads_to_the_children_partners_serve_there(visit: Visit) -> None:
    said = text_of(visit("place", place="ash-hill"))
    assert t("page_place.counted", "en") in said
    assert 'href="groups?measure=program_children&amp;place=ash-hill"' in said
    assert "measure=program_children" not in text_of(visit("place", place="state"))  # partners count no state
