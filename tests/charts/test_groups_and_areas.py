"""Groups and areas at one period: order, classes, what differs, and when a map gives way to a list."""

from pathlib import Path

import pytest

from charts import areas, groups
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
    assert figure.title == "Ash Hill and O’Neil Landing are clearly above the city. Cañada Park is clearly below."
    assert [a.point.differs for a in figure.areas] == [True, False, True, False, True]
    assert [a.fill for a in figure.areas] == [5, 3, 2, 3, 5]
    assert figure.legend[-1].text == "Your place"
    assert not figure.as_list
    assert figure_of(store, "es").title.startswith(
        "Ash Hill y O’Neil Landing están claramente por encima de la ciudad."
    )


def test_many_names_are_counted_not_listed(tmp_path: Path) -> None:
    store = store_of(tmp_path, [city(), *(area(g, 60) for g in NEIGHBORHOODS)])
    assert figure_of(store).title.startswith("Ash Hill, Bell Meadow, Cañada Park, Dock Square and 2 more are clearly")


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
    assert figure.reference is None
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
