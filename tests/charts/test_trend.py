"""Change over time: titles only claim what passes a test, and no line joins what does not compare."""

from pathlib import Path

import pytest

from charts import plotly_figure, svg, trend
from charts.figure import Figure
from charts.view import comparable
from charts.words import t
from indicators.store import Store
from tests.charts.rows import DISTRICT, NAN, row, store_of


def school(end: int, value: float, of: float = 1000, **more: object) -> dict[str, object]:
    return (
        row("graduation_4yr", "school_district", DISTRICT, end, value=value, numerator=value * of / 100, denominator=of)
        | more
    )


def survey(
    end: int, value: float, moe: float = 2.0, level: str = "county_subdivision", geoid: str = "0917099999"
) -> dict[str, object]:
    return row("poverty", level, geoid, end, value=value, moe=moe, reliability="high")


def graduation(root: Path, rows: list[dict[str, object]], lang: str = "en") -> Figure:
    store = store_of(root, rows)
    return trend.figure(store, "graduation_4yr", place=DISTRICT, scheme="race_ethnicity", lang=lang)


def test_a_clear_change_is_the_title(tmp_path: Path) -> None:
    figure = graduation(tmp_path, [school(2011, 64), school(2012, 71), school(2019, 81)])
    assert (
        figure.title == "On-time graduation: in Lantern Falls School District the share clearly rose, from 64% to 81%"
    )


def test_without_a_clear_change_the_title_is_the_question(tmp_path: Path) -> None:
    figure = graduation(tmp_path, [school(2011, 80), school(2019, 81)])
    assert figure.title == "Do students finish high school in four years?"


def test_without_counts_nothing_is_claimed(tmp_path: Path) -> None:
    blank = {"numerator": NAN, "denominator": NAN}
    figure = graduation(tmp_path, [school(2011, 40) | blank, school(2019, 90) | blank], "es")
    assert figure.title == "¿Terminan los estudiantes la secundaria en cuatro años?"


@pytest.mark.parametrize("last", [81, 67])
def test_every_group_must_have_moved_before_it_is_said_of_all(tmp_path: Path, last: float) -> None:
    rows = [school(2011, 64), school(2019, 81)]
    for group, first, end in (("black", 66, 79), ("latino", 53, 80), ("white", 66, last)):
        who = {"scheme": "race_ethnicity", "group": group}
        rows += [school(2011, first) | who, school(2019, end) | who]
    title = graduation(tmp_path, rows).title
    every = (
        title
        == "On-time graduation: in Lantern Falls School District the share clearly rose for every group we can test"
    )
    assert every is (last == 81)


def test_lines_stop_at_missing_years_and_withheld_numbers(tmp_path: Path) -> None:
    hidden = school(2014, NAN, NAN, status="suppressed")
    rows = [school(2011, 64), school(2012, 66), hidden, school(2015, 70), school(2016, 71), school(2019, 72)]
    series = graduation(tmp_path, rows).series[0]
    runs = [[p.x for p in run] for run in series.runs((), 1)]
    assert runs == [[2011, 2012], [2015, 2016], [2019]]


def test_the_tie_of_a_series_that_ended_earlier_is_no_drawn_line(tmp_path: Path) -> None:
    """A line across the years without a number would pass for data."""
    latino = {"scheme": "race_ethnicity", "group": "latino"}
    figure = graduation(tmp_path, [school(2011, 64), school(2012, 66), school(2013, 70), school(2011, 50) | latino])
    assert svg.draw(figure).count('stroke-dasharray="1 6"') == 1
    layout = plotly_figure.draw(figure, "light", "desktop").to_plotly_json()["layout"]
    (dotted,) = [shape for shape in layout["shapes"] if shape["line"]["dash"] == "1px,6px"]
    assert (dotted["x0"], dotted["y0"]) == (2011, 50)
    (label,) = [note for note in layout["annotations"] if "Hispanic" in note["text"]]
    assert (label["showarrow"], label["x"], label["xref"]) == (False, 1, "paper")


def test_a_break_parts_the_line_and_its_reason_is_a_note(store: Store) -> None:
    figure = trend.figure(store, "chronic_absence", place=DISTRICT, scheme="all", lang="en")
    assert [b.x for b in figure.breaks] == [2020]
    assert figure.breaks[0].why in figure.notes
    assert figure.break_lines() == [("Break before 2019–20:".replace("–", "\u2060–\u2060"), figure.breaks[0].why)]
    assert t("chart.break", "en") in svg.draw(figure)
    told = [note.text for note in plotly_figure.draw(figure, "light", "desktop").layout.annotations]
    assert t("chart.break", "en") in told
    assert [[p.x for p in run] for run in figure.series[0].runs(figure.break_years(), 1)] == [[2018, 2019], [2020]]
    assert "rose" not in figure.title


def test_five_year_averages_that_share_years_are_never_on_one_chart(tmp_path: Path) -> None:
    store = store_of(tmp_path, [survey(end, 30 - (end - 2018)) for end in range(2018, 2024)])
    figure = trend.figure(store, "poverty", place="city", scheme="age", lang="en")
    assert [p.x for p in figure.periods] == [2018, 2023]
    assert {r.period_end for r in figure.rows} == set(range(2018, 2024))
    assert any("cannot be compared" in note for note in figure.notes)
    assert figure.title == "People below the poverty line: in Lantern Falls the share clearly fell, from 30% to 25%"


def test_periods_are_counted_back_from_the_newest() -> None:
    assert comparable([2018, 2019, 2020, 2021, 2022, 2023], "five_years") == [2018, 2023]
    assert comparable([2019, 2021, 2022, 2023], "five_years") == [2023]
    assert comparable([2013, 2018, 2023, 2022], "five_years") == [2013, 2018, 2023]
    assert comparable([2019, 2018], "school_year") == [2018, 2019]


def test_a_county_drawn_anew_is_a_break_and_a_renumbered_city_is_not(tmp_path: Path) -> None:
    rows = [survey(2018, 20, level="county", geoid="09009"), survey(2023, 10, level="county", geoid="09170")]
    rows += [survey(2018, 30, geoid="0900999999"), survey(2023, 20)]
    store = store_of(tmp_path, rows)
    region = trend.figure(store, "poverty", place="region", scheme="all", lang="en")
    assert [b.x for b in region.breaks] == [2023]
    assert region.title == "Where do people live below the poverty line?"
    city = trend.figure(store, "poverty", place="city", scheme="all", lang="en")
    assert city.breaks == ()
    assert len(city.series[0].runs((), 5)[0]) == 2


def test_everyone_comes_first_and_more_than_six_lines_become_small_multiples(store: Store) -> None:
    figure = trend.figure(store, "chronic_absence", place=DISTRICT, scheme="race_ethnicity", lang="en")
    assert figure.series[0].id == "all"
    assert len(figure.series) > trend.MOST_LINES
    assert figure.kind == "multiples"
    assert trend.figure(store, "poverty", place="city", scheme="age", lang="en").kind == "lines"


def test_who_is_hidden_is_named_with_the_reason(store: Store) -> None:
    figure = trend.figure(store, "chronic_absence", place=DISTRICT, scheme="race_ethnicity", lang="en")
    said = {line.status: line.text for line in figure.status_lines}
    assert said["suppressed"] == "American Indian or Alaska Native and Native Hawaiian or Pacific Islander"
    assert said["not_reported"] == "Some other race"
    assert said["range"].startswith("Asian, 71% or more")
    assert "Hidden to protect privacy: American Indian" in figure.alt


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "White and two or more races; together: American Indian or Alaska Native, or Asian"),
        ("es", "Blancos y dos o más razas; juntos: indígenas americanos o nativos de Alaska, o asiáticos"),
    ],
)
def test_hidden_groups_that_stand_together_are_told_apart_from_the_others(tmp_path: Path, lang: str, said: str) -> None:
    rows = [
        row("graduation_4yr", "school_district", DISTRICT, 2019, status="suppressed", scheme=scheme, group=group)
        for scheme, group in (("race_ethnicity", g) for g in ("aian+asian", "white", "two"))
    ]
    found = {line.status: line.text for line in graduation(tmp_path, [school(2019, 81), *rows], lang).status_lines}
    assert found["suppressed"] == said


def test_several_places_keep_the_order_they_were_chosen_in(store: Store) -> None:
    figure = trend.places_figure(store, "poverty", places=["ash-hill", "city", "state"], group="all", lang="es")
    assert [s.name for s in figure.series] == ["Ash Hill", "Lantern Falls", "Connecticut"]
    assert [s.ink for s in figure.series] == ["place:0", "place:1", "place:2"]


def test_a_place_without_numbers_says_so(store: Store) -> None:
    figure = trend.figure(store, "poverty", place="long-field", scheme="age", lang="en")
    assert figure.series == ()
    assert figure.status_lines[0].word == "Not available here"
    assert "Everyone" in figure.status_lines[0].text


def test_the_goal_the_source_and_the_made_up_place_are_told(store: Store) -> None:
    figure = trend.figure(store, "chronic_absence", place=DISTRICT, scheme="all", lang="en")
    assert figure.goal is not None
    assert figure.goal.text == "15% by 2030"
    assert figure.goal.label == "Goal: 15% by 2030"
    assert "Goal: 15% by 2030, made up like the place." in figure.notes
    assert figure.made_up.startswith("Made-up place: Lantern Falls")
    assert "Retrieved 19 November 2026." in figure.source
    assert store.release.id in figure.citation
    assert "Goal" in figure.table().columns


def test_dollars_of_different_years_are_neither_joined_nor_compared(tmp_path: Path) -> None:
    rows = [
        row("median_household_income", "county_subdivision", "0917099999", end, value=value, moe=500.0)
        for end, value in ((2018, 40_000.0), (2023, 60_000.0))
    ]
    figure = trend.figure(store_of(tmp_path, rows), "median_household_income", place="city", scheme="all", lang="en")
    assert figure.title == "How much do households live on?"
    assert [len(run) for run in figure.series[0].runs(figure.break_years(), figure.step)] == [1, 1]
    assert any("Prices rose" in note for note in figure.notes)


def test_a_region_drawn_anew_leaves_the_other_places_lines_whole(tmp_path: Path) -> None:
    rows = [survey(2018, 20, level="county", geoid="09009"), survey(2023, 10, level="county", geoid="09170")]
    rows += [survey(2018, 30, geoid="0900999999"), survey(2023, 20)]
    store = store_of(tmp_path, rows)
    figure = trend.places_figure(store, "poverty", places=["city", "region"], group="all", lang="en")
    assert [len(s.runs(figure.break_years(), figure.step)) for s in figure.series] == [1, 2]
    assert any("Far Valley Region was drawn anew in 2023" in note for note in figure.notes)


def test_a_break_of_a_scheme_leaves_everyone_whole(tmp_path: Path) -> None:
    ends = range(2010, 2013)
    who = {"scheme": "race_ethnicity", "group": "black"}
    numbers = {"numerator": NAN, "denominator": NAN}
    rows = [row("enrollment", "school_district", DISTRICT, e, value=900.0, period_start=e - 1, **numbers) for e in ends]
    rows += [r | who | {"value": 400.0} for r in rows]
    store = store_of(tmp_path, rows)
    by_race = trend.figure(store, "enrollment", place=DISTRICT, scheme="race_ethnicity", lang="en")
    assert [b.x for b in by_race.breaks] == [2011]
    runs = {s.id: len(s.runs(by_race.break_years(), by_race.step)) for s in by_race.series}
    assert runs == {"all": 1, "black": 2}
    alone = trend.figure(store, "enrollment", place=DISTRICT, scheme="all", lang="en")
    assert alone.breaks == ()
    assert len(alone.series[0].runs(alone.break_years(), alone.step)) == 1


def test_everyone_withheld_for_a_groups_sake_says_why(tmp_path: Path) -> None:
    rows = [school(end, NAN, NAN, status="not_available") for end in (2018, 2019)]
    for end in (2018, 2019):
        rows += [
            school(end, 80) | {"scheme": "race_ethnicity", "group": "black"},
            school(end, NAN, NAN, status="suppressed") | {"scheme": "race_ethnicity", "group": "asian"},
        ]
    line = next(s for s in graduation(tmp_path, rows).status_lines if s.status == "not_available")
    assert line.text.startswith("Everyone. There is no number for everyone: at least one number is hidden")


def test_a_range_names_every_year_it_was_given_in_once(tmp_path: Path) -> None:
    who = {"scheme": "race_ethnicity", "group": "asian"}
    rows = [school(e, 80) for e in (2017, 2018, 2019)]
    rows += [school(e, NAN, NAN, status="range", low=70.0, high=100.0) | who for e in (2017, 2018, 2019)]
    line = next(s for s in graduation(tmp_path, rows).status_lines if s.status == "range")
    assert line.text == "Asian, 70% or more (class of 2019); also a range in 2017 and 2018"


def test_hidden_years_of_a_class_are_named_without_repeating_the_word(tmp_path: Path) -> None:
    who = {"scheme": "race_ethnicity", "group": "black"}
    rows = [school(e, 80) for e in (2017, 2018, 2019)]
    rows += [school(e, NAN, NAN, status="suppressed") | who for e in (2017, 2018)] + [school(2019, 70) | who]
    en, es = (graduation(tmp_path / lang, rows, lang).status_lines[0].text for lang in ("en", "es"))
    assert en == "Black or African American (class of 2017 and 2018)"
    assert es.endswith("(clase de 2017 y 2018)")


def test_what_clearly_means_is_told_wherever_it_is_said(tmp_path: Path) -> None:
    rows = [school(2011, 64), school(2019, 81)]
    figure = graduation(tmp_path, rows)
    assert any(note.startswith("“Clearly” means") for note in figure.notes)
    assert any(note.startswith("“Clearly”") for note in figure.short_notes)


def test_grey_lines_are_explained(store: Store) -> None:
    figure = trend.figure(store, "chronic_absence", place=DISTRICT, scheme="race_ethnicity", lang="en")
    assert "Grey lines: the other groups." in figure.notes
    assert "Grey lines: the other groups." in figure.picture_notes


def test_made_up_numbers_are_not_credited_to_a_publisher(store: Store) -> None:
    figure = trend.figure(store, "poverty", place="city", scheme="age", lang="en")
    assert figure.source.startswith("Made-up numbers in place of: U.S. Census Bureau")
    spanish = trend.figure(store, "poverty", place="city", scheme="age", lang="es")
    assert spanish.source.startswith("Números inventados en lugar de:")
