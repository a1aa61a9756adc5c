"""Groups and areas at one period: order, classes, what differs, and when a map gives way to a list."""

from pathlib import Path
from typing import Any

import pytest

from charts import areas, groups
from charts.words import t
from indicators.store import Store
from tests.charts.rows import DISTRICT, NAN, row, store_of
from tests.releases import NEIGHBORHOODS


def area(geoid: str, value: float, moe: float = 3.0, **more: object) -> dict[str, object]:
    return row("poverty", "neighborhood", geoid, 2023, value=value, moe=moe, reliability="high") | more


def city(value: float = 25.0) -> dict[str, object]:
    return row("poverty", "county_subdivision", "0917099999", 2023, value=value, moe=2.0, reliability="high")


def figure_of(store: Store, lang: str = "en", selected: str | None = None) -> areas.AreaFigure:
    return areas.figure(
        store, "poverty", level="neighborhood", scheme="all", group="all", period_end=2023, lang=lang, selected=selected
    )


def test_dots_keep_the_order_and_a_row_for_who_is_hidden(store: Store) -> None:
    figure = groups.dots_figure(
        store, "graduation_4yr", place=DISTRICT, scheme="race_ethnicity", period_end=2019, lang="en"
    )
    ids = [s.id for s in figure.series]
    assert ids[0] == "all"
    assert ids[-2:] == ["two", "not_reported"]
    assert ids.index("asian") < ids.index("black") < ids.index("latino") < ids.index("white")
    texts = {s.id: s.points[0].text for s in figure.series}
    assert texts["aian"] == "Hidden to protect privacy"
    assert texts["asian"] == "71% or more"
    assert figure.axis.low == 0
    assert [r.group for r in figure.rows] == [s.name for s in figure.series]


def test_multiples_are_asked_for_by_name(store: Store) -> None:
    figure = groups.multiples_figure(store, "poverty", place="city", scheme="age", lang="es")
    assert figure.kind == "multiples"
    assert figure.axis.low == 0


def test_the_title_names_areas_clearly_above_and_below(tmp_path: Path) -> None:
    values = {"ash-hill": 40, "bell-meadow": 26, "canada-park": 10, "dock-square": 24, "oneil-landing": 41}
    store = store_of(tmp_path, [city(), *(area(g, v) for g, v in values.items())])
    figure = figure_of(store, selected="bell-meadow")
    assert figure.title == (
        "People below the poverty line: the share is clearly higher in Ash Hill and O’Neil Landing "
        "and clearly lower in Cañada Park than in Lantern Falls"
    )
    assert [a.point.differs for a in figure.areas] == [True, False, True, False, True]
    assert [a.fill for a in figure.areas] == [5, 3, 2, 3, 5]
    assert figure.legend[-1].text == "Your place"
    assert not figure.as_list
    assert figure_of(store, "es").title == (
        "Personas por debajo de la línea de pobreza: la proporción es claramente mayor en Ash Hill y O’Neil Landing "
        "y claramente menor en Cañada Park que en Lantern Falls"
    )
    assert any(note.startswith("An area that is part of the city") for note in figure.notes)


def test_many_names_are_counted_not_listed(tmp_path: Path) -> None:
    store = store_of(tmp_path, [city(), *(area(g, 60) for g in NEIGHBORHOODS)])
    assert "clearly higher in 6 neighborhoods than in Lantern Falls" in figure_of(store).title


def test_without_a_clear_difference_the_title_asks_and_a_note_says_so(tmp_path: Path) -> None:
    store = store_of(tmp_path, [city(), area("ash-hill", 26), area("bell-meadow", 24)])
    figure = figure_of(store)
    assert figure.title == "Where do people live below the poverty line?"
    assert "No area is clearly different from the city." in figure.notes


@pytest.mark.parametrize(("value", "fill"), [(9.4, 1), (9.6, 2), (10, 2), (19.4, 2), (19.5, 3), (39.9, 5), (40, 5)])
def test_classes_follow_the_printed_number(tmp_path: Path, value: float, fill: int) -> None:
    figure = figure_of(store_of(tmp_path, [city(), area("ash-hill", value)]))
    assert figure.areas[0].fill == fill
    assert [e.text for e in figure.legend if e.kind == "class"] == [
        "Under 10%",
        "10–19%",
        "20–29%",
        "30–39%",
        "40% or more",
    ]


def test_more_than_half_missing_is_a_list(tmp_path: Path) -> None:
    blank = {"reliability": "low", "status": "too_uncertain"}
    rows = [city(), area("ash-hill", 26), *(area(g, NAN, NAN, **blank) for g in ("bell-meadow", "canada-park"))]
    figure = figure_of(store_of(tmp_path, rows))
    assert figure.as_list
    assert "2 of 3 areas" in figure.notes[0]


def test_counts_are_a_list_without_a_reference(store: Store) -> None:
    figure = areas.figure(
        store, "population", level="neighborhood", scheme="all", group="all", period_end=2023, lang="en"
    )
    assert figure.as_list
    assert figure.list_title == "The numbers, with their margins"  # there is no map with the same ones
    assert figure.reference is None
    assert figure.list_key[-1] == "Open dot: the number."  # none is compared with anything
    assert not any(e.kind == "class" for e in figure.legend)


def test_a_level_without_shapes_is_a_list(store: Store) -> None:
    figure = areas.figure(
        store, "chronic_absence", level="school_district", scheme="all", group="all", period_end=2019, lang="en"
    )
    assert figure.as_list
    assert figure.shapes is None


def test_an_area_without_a_number_is_told_apart_from_zero(store: Store) -> None:
    figure = figure_of(store)
    value = next(v for v in figure.values if v["id"] == "long-field")
    assert (value["value"], value["label"], value["status"], value["klass"]) == (
        None,
        "Not available here",
        "not_available",
        0,
    )


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_neighborhood_without_a_tract_is_said_to_be_one(store: Store, lang: str) -> None:
    figure = figure_of(store, lang)
    (name,) = (a.name for a in figure.areas if a.id == "long-field")
    assert t("map.note_no_tract", lang, places=name) in figure.notes
    assert not any(key == t("map.key_dot", lang) for key in figure.list_key)  # dots are compared, and told by that


def test_the_reference_lies_on_the_axis_where_the_areas_have_no_number(tmp_path: Path) -> None:
    state = row("graduation_4yr", "state", "09", 2019, value=89.0, period_start=2018)
    blank = row("graduation_4yr", "school_district", DISTRICT, 2019, status="not_available")
    figure = areas.figure(
        store_of(tmp_path, [state, blank]),
        "graduation_4yr",
        level="school_district",
        scheme="all",
        group="all",
        period_end=2019,
        lang="en",
    )
    assert figure.reference is not None
    assert figure.axis.low <= figure.reference.value <= figure.axis.high


def by_race(measure: str, level: str, geoid: str, end: int, values: dict[str, float], **more: object) -> list[dict]:
    who = {"scheme": "race_ethnicity"}
    return [row(measure, level, geoid, end, value=v, **more) | who | {"group": g} for g, v in values.items()]


def test_counts_of_groups_are_not_compared(tmp_path: Path) -> None:
    rows = by_race(
        "population", "county_subdivision", "0917099999", 2023, {"black": 41500.0, "asian": 1900.0}, moe=90.0
    )
    figure = groups.dots_figure(
        store_of(tmp_path, rows), "population", place="city", scheme="race_ethnicity", period_end=2023, lang="en"
    )
    assert figure.title == "How many people live here?"


@pytest.mark.parametrize(
    ("ranged", "words"), [(True, "66% to 88% among the groups with a number"), (False, "66% to 88%")]
)
def test_a_spread_says_when_it_leaves_a_group_out(tmp_path: Path, ranged: bool, words: str) -> None:
    rows = by_race("graduation_4yr", "school_district", DISTRICT, 2019, {"black": 66.0, "white": 88.0})
    rows = [r | {"denominator": 900.0, "numerator": 9.0 * float(str(r["value"]))} for r in rows]
    if ranged:
        more = {"status": "range", "low": 71.0, "high": 100.0}
        rows += by_race("graduation_4yr", "school_district", DISTRICT, 2019, {"asian": NAN}, **more)
    figure = groups.dots_figure(
        store_of(tmp_path, rows), "graduation_4yr", place=DISTRICT, scheme="race_ethnicity", period_end=2019, lang="en"
    )
    assert figure.title.startswith("On-time graduation: in Lantern Falls School District")
    assert figure.title.endswith(words)


def test_dots_stand_at_the_fullest_period_unless_another_is_asked_for(tmp_path: Path) -> None:
    everyone = {"black": 9.0, "white": 4.0, "asian": 2.0}
    rows = by_race("suspension", "school_district", DISTRICT, 2013, everyone)
    rows += by_race("suspension", "school_district", DISTRICT, 2021, {"black": 0.1})
    store = store_of(tmp_path, rows)
    where: dict[str, Any] = {"place": DISTRICT, "scheme": "race_ethnicity"}
    assert groups.fullest_period(store, "suspension", **where) == 2013
    assert groups.dots_figure(store, "suspension", **where, lang="en").series[0].points[0].x == 2013
    sparse = groups.dots_figure(store, "suspension", **where, period_end=2021, lang="en")
    assert sparse.axis.high == 10
    assert sparse.notes[0].replace("\u2060", "") == "Few groups have a number here. More have one in 2012–13."


def test_tracts_are_counted_in_a_title(tmp_path: Path) -> None:
    rows = [row("poverty", "tract", f"0917014{i:02d}00", 2023, value=60.0, moe=3.0) for i in range(3)]
    figure = areas.figure(
        store_of(tmp_path, [city(), *rows]),
        "poverty",
        level="tract",
        scheme="all",
        group="all",
        period_end=2023,
        lang="en",
    )
    assert "clearly higher in 3 census tracts than in Lantern Falls" in figure.title
