"""How a goal stands: where the measure was, where it is, what each year must bring, and nothing claimed that cannot be."""

from pathlib import Path
from typing import Any

import pytest

from charts import goals, groups, trend
from charts.view import View
from indicators.store import Store
from tests.charts.rows import DISTRICT, row, store_of
from tests.releases import small_contents

MEASURE = "college_enrollment"
GOAL = {"measure": MEASURE, "group": "all", "target": 80.0, "by": 2030, "set_by": "the partnership"}


def store(tmp_path: Path, values: dict[int, float | None], **goal: Any) -> Store:
    rows = [
        row(MEASURE, "school_district", DISTRICT, year, value=value)
        if value is not None
        else row(MEASURE, "school_district", DISTRICT, year, status="suppressed")
        for year, value in values.items()
    ]
    return store_of(tmp_path, rows, goals=[GOAL | goal])


def told(tmp_path: Path, values: dict[int, float | None], lang: str = "en", **goal: Any) -> goals.Progress:
    found = goals.progress(View.of(store(tmp_path, values, **goal), MEASURE, lang), DISTRICT)
    assert found is not None
    return found


def test_a_real_community_names_who_set_the_goal(tmp_path: Path) -> None:
    rows = [row(MEASURE, "school_district", DISTRICT, year, value=60.0) for year in (2015, 2020)]
    community = small_contents().about["community"] | {"made_up": False}
    found = goals.progress(
        View.of(store_of(tmp_path, rows, goals=[GOAL], community=community), MEASURE, "es"), DISTRICT
    )
    assert found is not None
    assert found.sentences()[0].replace("\u2060", "") == "Meta: 80% para 2030, fijada por the partnership."


def test_behind_an_even_way_is_not_on_pace(tmp_path: Path) -> None:
    found = told(tmp_path, {2010: 60.0, 2015: 62.0, 2020: 64.0})
    assert found.mark == "not_on_pace"
    said = " ".join(found.sentences()).replace("\u2060", "")
    assert "Goal: 80% by 2030, made up like the place." in said
    assert "Baseline: 60% for the class of 2010. Newest: 64% for the class of 2020." in said
    assert "rose by 0.4 points a year" in said
    assert "rise by 1.6 points a year in the 10 years to 2030" in said  # 16 points in 10 years
    assert "would be at 70%" in said  # half of the way from 60 to 80
    way = found.way()
    assert way is not None
    assert (way.first, way.start, way.last, way.end) == (2010, 60.0, 2020, 70.0)


def test_ahead_of_an_even_way_is_on_pace_in_both_languages(tmp_path: Path) -> None:
    assert told(tmp_path / "en", {2010: 60.0, 2020: 72.0}).word == "On pace"
    assert told(tmp_path / "es", {2010: 60.0, 2020: 72.0}, "es").word == "A buen ritmo"


def test_a_goal_met_says_so(tmp_path: Path) -> None:
    found = told(tmp_path, {2010: 60.0, 2020: 81.0})
    assert "at the goal or past it" in " ".join(found.sentences())


@pytest.mark.parametrize("values", [{2020: 60.0}, {2010: None, 2020: 60.0}, {2010: 60.0, 2020: None}])
def test_without_two_numbers_nobody_can_tell(tmp_path: Path, values: dict[int, float | None]) -> None:
    found = told(tmp_path, values)
    assert found.mark == "cannot_tell"
    assert found.way() is None
    assert len(found.sentences()) == 2  # the goal, and why there is no pace


def test_no_goal_no_progress(tmp_path: Path) -> None:
    view = View.of(store(tmp_path, {2010: 60.0, 2020: 70.0}, measure="poverty"), MEASURE, "en")
    assert goals.progress(view, DISTRICT) is None


def test_survey_periods_that_share_years_have_no_pace(tmp_path: Path) -> None:
    rows = [
        row("poverty", "county_subdivision", "0917099999", y, value=v, moe=1.0) for y, v in ((2022, 20.0), (2023, 18.0))
    ]
    view = View.of(store_of(tmp_path, rows, goals=[GOAL | {"measure": "poverty", "target": 10.0}]), "poverty", "en")
    found = goals.progress(view, "city")
    assert found is not None
    assert found.mark == "cannot_tell"


def test_the_way_is_drawn_for_the_community_and_told_in_the_notes(tmp_path: Path) -> None:
    from charts import plotly_figure, svg

    kept = store(tmp_path, {2010: 60.0, 2011: 61.0, 2012: 62.0})
    figure = trend.figure(kept, MEASURE, place=DISTRICT, scheme="all", lang="en")
    assert figure.way is not None
    assert any(note.startswith("Dashed line: an even way") and "On pace." in note for note in figure.notes)
    shapes = plotly_figure.draw(figure, "light", "desktop").to_dict()["layout"]["shapes"]
    assert any((s["x0"], s["y0"], s["x1"]) == (2010, 60.0, 2012) for s in shapes)
    assert 'stroke-dasharray="7 5"' in svg.draw(figure, "report", "light")
    assert groups.multiples_figure(kept, MEASURE, place=DISTRICT, scheme="all", lang="en").way == figure.way
