"""Plotly figures carry every number of the specification, by shape as well as colour, and no name can become a tag."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from charts import groups, plotly_figure, svg, trend
from charts.figure import Figure
from charts.plotly_figure import Width
from charts.svg import text
from charts.tokens import ThemeName
from indicators.store import Store
from tests.charts.rows import DISTRICT, NAN, row, store_of
from tests.charts.test_images import ATTACK, figures


def drawn(store: Store, kind: str, theme: ThemeName = "light", width: Width = "desktop") -> dict[str, Any]:
    return json.loads(plotly_figure.draw(figures(store)[kind], theme, width).to_json() or "{}")


def texts(chart: dict[str, Any]) -> list[str]:
    return [a["text"] for a in chart["layout"].get("annotations", [])]


@pytest.mark.parametrize("width", ["phone", "desktop"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_kind_is_drawn_in_both_themes_and_widths(store: Store, theme: ThemeName, width: Width) -> None:
    for kind in figures(store):
        chart = drawn(store, kind, theme, width)
        assert chart["layout"]["height"] > 0
        assert "title" not in chart["layout"]
        axis = chart["layout"]["template"]["layout"]["xaxis"]
        assert axis["fixedrange"] is True


def test_lines_have_dashes_and_labels_with_every_last_value(store: Store) -> None:
    chart = drawn(store, "lines")
    lines = [t for t in chart["data"] if t["mode"] == "lines+markers"]
    # Three ages and those whose age nobody told; everyone and the first age are both solid, told by their widths.
    assert len({t["line"]["dash"] for t in lines}) == 4
    assert all(t["connectgaps"] is False for t in lines)
    assert all(t["error_y"]["width"] == 0 for t in lines)
    figure = figures(store)["lines"]
    for series in figure.series:
        last = series.published()[-1]
        assert any(f"<b>{last.text}</b> {series.name}" == words for words in texts(chart))


def test_a_break_leaves_a_gap(store: Store) -> None:
    figure = trend.figure(store, "chronic_absence", place=DISTRICT, scheme="all", lang="en")
    trace = json.loads(plotly_figure.draw(figure).to_json() or "{}")["data"][0]
    assert trace["x"] == [2018, 2019, None, 2020]


@pytest.mark.parametrize("width", ["phone", "desktop"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_name_of_many_lines_leaves_the_panel_above_alone(store: Store, lang: str, width: Width) -> None:
    chart = json.loads(plotly_figure.draw(figures(store, lang)["pools"], "light", width).to_json() or "{}")["layout"]
    inside = chart["height"] - chart["margin"]["t"] - chart["margin"]["b"]
    rises = {name: axis["domain"] for name, axis in chart.items() if name.startswith("yaxis")}
    bottoms = sorted(low for low, _ in rises.values())
    names = [a for a in chart["annotations"] if str(a.get("yref", "")).endswith(" domain")]
    assert len(names) == len(rises)
    for name in names:
        _, high = rises[f"yaxis{name['yref'].removesuffix(' domain')[1:]}"]
        above = min((low for low in bottoms if low > high), default=None)
        # Periods stand under the plot above.
        room = chart["margin"]["t"] if above is None else (above - high) * inside - 20
        assert (name["text"].count("<br>") + 1) * name["font"]["size"] * 1.3 <= room


def test_school_years_on_a_phone_are_years_from_and_to(store: Store) -> None:
    ticks = drawn(store, "multiples", width="phone")["layout"]["xaxis"]["ticktext"]
    assert all(re.fullmatch(r"(\d\d)?\d\d–\d\d", tick) for tick in ticks)


def test_small_multiples_share_one_scale(store: Store) -> None:
    chart = drawn(store, "multiples")
    ranges = [v["range"] for k, v in chart["layout"].items() if k.startswith("yaxis") and "range" in v]
    assert len(ranges) == len(figures(store)["multiples"].series)
    assert all(r == ranges[0] for r in ranges)


def test_missing_rows_carry_a_texture_and_a_word(store: Store) -> None:
    chart = drawn(store, "dots")
    bars = [t for t in chart["data"] if t["type"] == "bar"]
    assert {b["marker"]["pattern"]["shape"] for b in bars} == {"/", "."}
    assert texts(chart).count("Hidden to protect privacy") == 2
    assert chart["layout"]["xaxis"]["range"][0] == 0


def test_open_dots_are_not_clearly_different(store: Store) -> None:
    chart = drawn(store, "map")
    figure = figures(store)["map"]
    assert figure.reference is not None
    assert f"<b>{figure.reference.text}</b>" in texts(chart)
    fills = {t["marker"]["color"] for t in chart["data"] if t["type"] == "scatter"}
    assert fills == {"#1E1C19", "#FBF8F2"}


def test_names_cannot_become_tags(tmp_path: Path) -> None:
    names = {"ash-hill": ATTACK, "city": ATTACK}
    rows = [row("poverty", "county_subdivision", "0917099999", 2023, value=20.0, moe=2.0)]
    rows += [row("poverty", "neighborhood", "ash-hill", 2023, value=20.0, moe=2.0)]
    store = store_of(tmp_path, rows, names)
    figure = trend.places_figure(store, "poverty", places=["ash-hill", "city"], group="all", lang="en")
    assert "<script" not in (plotly_figure.draw(figure).to_json() or "").encode().decode("unicode_escape")


def large(tmp_path: Path) -> Store:
    """Counts in six digits, by group, in two periods; one group's newest number is older than the others'."""
    rows = []
    for group, value in {"all": 132_893.0, "asian": 106_770.0, "black": 138_600.0, "two": 105_070.0}.items():
        own = {"scheme": "all" if group == "all" else "race_ethnicity", "group": group}
        for end in (2018, 2023):
            gone = {"value": NAN, "moe": NAN, "status": "too_uncertain"} if (group, end) == ("two", 2023) else {}
            made = row("population", "county_subdivision", "0917099999", end, value=value, moe=1900.0)
            rows.append(made | own | gone)
    return store_of(tmp_path, rows)


def asked(store: Store, kind: str) -> Figure:
    where: dict[str, Any] = {"place": "city", "scheme": "race_ethnicity", "lang": "en"}
    if kind == "multiples":
        return groups.multiples_figure(store, "population", **where)
    if kind == "dots":
        return groups.dots_figure(store, "population", **where, period_end=2023)
    return trend.figure(store, "population", **where)


@pytest.mark.parametrize("width", ["phone", "desktop"])
@pytest.mark.parametrize("kind", ["lines", "multiples", "dots"])
def test_margins_hold_the_numbers_that_stand_in_them(tmp_path: Path, kind: str, width: Width) -> None:
    figure = asked(large(tmp_path), kind)
    margin = json.loads(plotly_figure.draw(figure, "light", width).to_json() or "{}")["layout"]["margin"]
    ticks = max(text.width(figure.axis.tick_text(v), 13) for v in figure.axis.ticks)
    values = max(text.width(s.points[-1].text, 13, "bold") for s in figure.series if s.points[-1].drawn)
    if kind != "dots":
        assert margin["l"] >= ticks + 8
    more = text.width(" ± 1,900", 15) if kind == "dots" else 0
    assert margin["r"] >= values + more + 8


def test_an_older_last_number_names_its_period_in_its_panel(tmp_path: Path) -> None:
    figure = asked(large(tmp_path), "multiples")
    chart = json.loads(plotly_figure.draw(figure).to_json() or "{}")
    assert [words for words in texts(chart) if "2014" in words] == ["<b>105,100</b><br>2014–2018"]
    assert "(2014–2018)" in svg.draw(figure)


def test_a_long_axis_note_has_room_below(tmp_path: Path) -> None:
    rows = [
        row("median_household_income", "county_subdivision", "0917099999", end, value=50_000.0, moe=500.0)
        for end in (2018, 2023)
    ]
    store = store_of(tmp_path, rows)
    figure = trend.figure(store, "median_household_income", place="city", scheme="all", lang="en")
    chart = json.loads(plotly_figure.draw(figure, "light", "phone").to_json() or "{}")
    note = next(words for words in texts(chart) if "scale starts" in words.replace("<br>", " "))
    lines = note.split("<br>")
    assert len(lines) > 1
    assert chart["layout"]["margin"]["b"] >= 34 + 18 * len(lines)
    assert all(text.width(line, 14) <= 300 for line in lines)


def test_a_range_stands_at_its_year(store: Store) -> None:
    figure = trend.figure(store, "chronic_absence", place=DISTRICT, scheme="race_ethnicity", lang="en")
    for kind in ("lines", "multiples"):
        chart = json.loads(plotly_figure.draw(dataclasses.replace(figure, kind=kind)).to_json() or "{}")
        bars = [t for t in chart["data"] if t.get("marker", {}).get("symbol") == "line-ew"]
        years = {p.x for s in figure.series for p in s.points if p.ranged}
        assert {round(b["x"][0]) for b in bars} == years
        assert all(abs(b["x"][0] - round(b["x"][0])) < 0.1 for b in bars)
