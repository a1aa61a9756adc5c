"""Plotly figures carry every number of the specification, by shape as well as colour, and no name can become a tag."""

import json
from pathlib import Path
from typing import Any

import pytest

from charts import plotly_figure, trend
from charts.plotly_figure import Width
from charts.tokens import ThemeName
from indicators.store import Store
from tests.charts.rows import DISTRICT, row, store_of
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
    assert (
        len({t["line"]["dash"] for t in lines}) == 3
    )  # everyone and the first age are both solid, told by their widths
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
