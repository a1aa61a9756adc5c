"""The colours hold the floors of contrast and distance that the look was chosen for."""

from itertools import pairwise

import pytest

from charts.tokens import ThemeName, ink, theme, tokens
from indicators.catalog import GROUPS
from tests.charts.color import VISION, contrast, distance, lab, nearest

THEMES: tuple[ThemeName, ...] = ("light", "dark")
RACES = ("aian", "asian", "black", "latino", "mena", "nhpi", "white", "two")
COMMONEST = ("asian", "black", "latino", "white", "two")


def test_the_distance_is_that_of_its_authors() -> None:
    # Sharma, Wu and Dalal 2005, table 1, pairs 1 and 17
    assert distance((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert distance((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)


@pytest.mark.parametrize("name", THEMES)
def test_text_colours_are_readable_on_paper_and_panel(name: ThemeName) -> None:
    colors = theme(name)
    for ground in ("paper", "panel"):
        for token in ("ink", "muted", "faint", "accent"):
            assert contrast(colors[token], colors[ground]) >= 4.5, (token, ground)
        assert contrast(colors["line"], colors[ground]) >= 3.0
    for color in colors.group_text.values():
        assert contrast(color, colors["paper"]) >= 4.5
    for color in colors.group.values():
        assert contrast(color, colors["paper"]) >= 3.0


@pytest.mark.parametrize("name", THEMES)
def test_every_series_has_a_mark_and_a_label_that_can_be_seen(name: ThemeName) -> None:
    colors = theme(name)
    keys = [g for scheme in GROUPS.values() for g in scheme.order()] + [f"place:{i}" for i in range(6)]
    for key in keys:
        pen = ink(key, colors)
        assert contrast(pen.color, colors["paper"]) >= 3.0, key
        assert contrast(pen.text, colors["paper"]) >= 4.5, key


@pytest.mark.parametrize("name", THEMES)
def test_series_of_one_chart_differ_without_colour(name: ThemeName) -> None:
    colors = theme(name)
    for scheme in GROUPS.values():
        looks = [(ink(g, colors).dash, ink(g, colors).marker, ink(g, colors).width) for g in ("all", *scheme.order())]
        assert len(set(looks)) == len({"all", *scheme.order()})
    places = [ink(f"place:{i}", colors) for i in range(6)]
    assert len({(p.dash, p.marker) for p in places}) == 6


# The smallest distances the groups' colours were chosen to have: (normal, protan, deutan, tritan).
@pytest.mark.parametrize(
    ("name", "floors"),
    [("light", (18.0, 13.8, 14.1, 13.9)), ("dark", (12.2, 10.8, 10.6, 10.4))],
)
def test_groups_stay_apart_in_every_colour_vision(name: ThemeName, floors: tuple[float, ...]) -> None:
    colors = [theme(name).group[g] for g in RACES]
    for vision, floor in zip(VISION, floors, strict=True):
        assert nearest(colors, vision) >= floor, vision


@pytest.mark.parametrize(("name", "common", "everyone"), [("light", 16.5, 13.9), ("dark", 16.2, 15.3)])
def test_the_commonest_groups_and_everyone_stay_further_apart(name: ThemeName, common: float, everyone: float) -> None:
    group = theme(name).group
    for vision in VISION:
        assert nearest([group[g] for g in COMMONEST], vision) >= common, vision
        whole = lab(group["all"], vision)
        assert min(distance(whole, lab(group[g], vision)) for g in RACES) >= everyone, vision


@pytest.mark.parametrize("name", THEMES)
def test_map_classes_differ_from_their_neighbours_and_from_missing(name: ThemeName) -> None:
    colors = theme(name)
    for vision in VISION:
        seen = [lab(c, vision) for c in colors.sequential]
        assert min(distance(a, b) for a, b in pairwise(seen)) >= 9.95, vision
        assert distance(lab(colors["paper"], vision), seen[0]) >= 9.95, vision
    lightness = [lab(c)[0] for c in colors.sequential]
    assert min(abs(a - b) for a, b in pairwise(lightness)) >= 12.0
    for fill, on in zip(colors.sequential, colors.on_sequential, strict=True):
        assert contrast(fill, on) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_the_diverging_steps_can_be_told_apart(name: ThemeName) -> None:
    steps: list[str] = list(tokens()[name]["diverging10"])
    for vision in VISION:
        assert min(distance(lab(a, vision), lab(b, vision)) for a, b in pairwise(steps)) >= 9.6, vision
