"""Groups beside a reference: everyone unless a reader picks another, many at once tested harder, overlaps and blanks named."""

from pathlib import Path
from typing import Any

import pytest

from charts import against
from charts.difference import estimate, of_counts
from charts.view import View
from tests.charts.rows import DISTRICT, bare, row, store_of

CITY = "0917099999"


def view(tmp_path: Path, groups: dict[str, Any], scheme: str = "race_alone", lang: str = "en", **about: Any) -> View:
    rows = [row("uninsured", "county_subdivision", CITY, 2023, value=10.0, moe=1.0)]
    for group, numbers in groups.items():
        told = {"value": numbers[0], "moe": numbers[1]} if isinstance(numbers, tuple) else {"status": numbers}
        rows.append(row("uninsured", "county_subdivision", CITY, 2023, scheme=scheme, group=group, **told))
    return View.of(store_of(tmp_path, rows, **about), "uninsured", lang)


def beside(found: View, reference: str = "all") -> against.Against:
    return against.against(found, "city", "race_alone", 2023, reference)


def test_each_group_has_a_word_and_a_blank_says_why(tmp_path: Path) -> None:
    found = beside(view(tmp_path, {"black": (20.0, 2.0), "white": (10.5, 1.0), "aian": "suppressed"}))
    words = {told.group: (told.word, told.detail) for told in found.rows}
    assert words["black"] == ("Clearly higher", "10 points ± 2")  # root(2² + 1²) = 2.2
    assert words["white"] == ("Not clearly different", "")
    assert words["aian"] == ("Not compared", "One of the two has no number to show.")
    assert [told.group for told in found.rows] == ["aian", "black", "white"]  # the alphabet, no ranking


def test_many_groups_at_once_are_tested_harder_and_the_note_names_how(tmp_path: Path) -> None:
    # 13 beside 10, margins 2 and 1: 3 against 2.24 passes alone, not as one of seven.
    alone = beside(view(tmp_path / "a", {"black": (13.0, 2.0)}))
    assert alone.rows[0].word == "Clearly higher"
    assert not any("Holm" in note for note in alone.notes)
    alike = dict.fromkeys(("aian", "asian", "latino", "nhpi", "other", "two"), (10.0, 2.0))
    among = beside(view(tmp_path / "b", alike | {"black": (13.0, 2.0)}))
    assert next(told for told in among.rows if told.group == "black").word == "Not clearly different"
    assert any("Holm" in note for note in among.notes)


def test_the_reference_is_everyone_unless_a_reader_picks_another(tmp_path: Path) -> None:
    goal = {"measure": "uninsured", "group": "all", "target": 5.0, "by": 2030, "set_by": "the partnership"}
    found = view(tmp_path, {"black": (20.0, 2.0), "white": (10.5, 1.0)}, goals=[goal])
    assert list(against.references(found, "city", "race_alone", 2023)) == ["all", "goal", "black", "white"]
    assert beside(found, "goal").rows[1].word == "Clearly higher"  # White, 10.5 beside 5
    picked = beside(found, "black")
    assert [told.group for told in picked.rows] == ["white"]
    assert picked.rows[0].word == "Clearly lower"


@pytest.mark.parametrize(
    ("everyone", "goals", "first"),
    [("published", 1, "all"), ("range", 1, "goal"), ("suppressed", 1, "goal"), ("suppressed", 0, "all")],
)
def test_the_goal_comes_first_only_where_everyone_has_no_number(
    tmp_path: Path, everyone: str, goals: int, first: str
) -> None:
    goal = {"measure": "uninsured", "group": "all", "target": 5.0, "by": 2030, "set_by": "the partnership"}
    numbers: dict[str, Any] = {"published": {"value": 10.0, "moe": 1.0}, "range": {"low": 8.0, "high": 12.0}}.get(
        everyone, {}
    )
    rows = [row("uninsured", "county_subdivision", CITY, 2023, status=everyone, **numbers)]
    rows += [
        row("uninsured", "county_subdivision", CITY, 2023, scheme="race_alone", group=g, value=9.0, moe=1.0)
        for g in ("black", "white")
    ]
    found = View.of(store_of(tmp_path, rows, goals=[goal] * goals), "uninsured", "en")
    options = against.references(found, "city", "race_alone", 2023)
    assert against.first(found, options, "city", 2023) == first


def test_a_number_nobody_says_how_exact_is_has_its_distance_and_no_word(tmp_path: Path) -> None:
    goal = {"measure": "graduation_4yr", "group": "all", "target": 90.0, "by": 2030, "set_by": "the partnership"}
    rows = [row("graduation_4yr", "school_district", DISTRICT, 2019, status="suppressed")]
    values = {"black": 85.0, "white": 92.0}
    rows += [
        row("graduation_4yr", "school_district", DISTRICT, 2019, scheme="race_ethnicity", group=g, value=v)
        for g, v in values.items()
    ]
    found = View.of(store_of(tmp_path, rows, goals=[goal]), "graduation_4yr", "en")
    told = against.against(found, DISTRICT, "race_ethnicity", 2019, "goal")
    assert (told.name, told.text.replace("\u2060", "")) == ("The goal", "90% by 2030")
    assert [r.word for r in told.rows] == ["Not compared"] * 2
    assert told.rows[0].detail.startswith("5 points below it; nothing tells how exact")
    assert told.rows[1].detail.startswith("2 points above it; nothing tells how exact")


def test_the_index_is_told_from_levels_with_its_meaning(tmp_path: Path) -> None:
    found = beside(view(tmp_path, {"black": (20.0, 1.0), "white": (5.0, 1.0), "aian": "too_uncertain"}))
    said = " ".join(found.summary)
    assert "the groups are 75% (" in said  # (10 + 5) / 2 of 10
    assert "At 0% every group would have the same number." in said
    assert "That is more than chance alone" in said
    assert "American Indian or Alaska Native" in said  # left out, by name
    alike = beside(view(tmp_path / "b", {"black": (10.5, 2.0), "white": (9.8, 2.0)}))
    assert "not clearly more than chance" in " ".join(alike.summary)


def test_overlapping_groups_are_noted_in_both_languages(tmp_path: Path) -> None:
    groups = {"black": (20.0, 2.0), "latino": (10.5, 1.0)}
    assert any("two of these groups" in n for n in beside(view(tmp_path / "e", groups)).notes)
    spanish = beside(view(tmp_path / "s", groups, lang="es"))
    assert any("en dos de estos grupos" in n for n in spanish.notes)


def test_counts_have_no_index(tmp_path: Path) -> None:
    rows = [row("population", "county_subdivision", CITY, 2023, value=1000.0, moe=10.0)]
    rows += [
        row("population", "county_subdivision", CITY, 2023, scheme="sex", group=g, value=500.0, moe=10.0)
        for g in ("female", "male")
    ]
    found = against.against(View.of(store_of(tmp_path, rows), "population", "en"), "city", "sex", 2023, "all")
    assert found.summary == ()


@pytest.mark.parametrize(("part", "whole"), [(0, 12), (12, 12), (6, 12)])
def test_no_count_is_certain(part: float, whole: float) -> None:
    assert of_counts(part, whole) > 0


def test_a_percent_without_count_or_margin_has_no_margin() -> None:
    found = estimate(bare(value=20, period_start=2018, period_end=2019), "school_year")
    assert found.moe != found.moe
