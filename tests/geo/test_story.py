"""Notes behind a curve and pooled years, as a community declares them."""

from datetime import date
from pathlib import Path

import pytest

from geo import community as communities
from geo.declared import Note
from geo.errors import CommunityError
from tests.geo.test_map_layers import folder

__all__ = ["folder"]
NOTE = """
[[notes]]
measure = "graduation_4yr"
day = 2018-09-01
text = { en = "Evening classes began.", es = "Empezaron las clases de noche." }
signed = "The partnership"
"""


def _with(folder: Path, text: str) -> Path:
    file = folder / "community.toml"
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return file


def test_notes_come_oldest_first_with_day_and_name(folder: Path) -> None:
    first, second = communities.read(_with(folder, NOTE)).notes
    assert first == Note(
        "graduation_4yr",
        date(2018, 9, 1),
        ("Evening classes began.", "Empezaron las clases de noche."),
        "The partnership",
    )
    assert second.measure == "chronic_absence"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("day = 2018-09-01", 'day = "2018"', "`day` should be a day without quotes"),
        ("day = 2018-09-01", "day = 2018-09-01T10:00:00", "`day` should be a day without quotes"),
        (', es = "Empezaron las clases de noche."', "", "`es` is missing"),
        ('signed = "The partnership"', "", "`signed` is missing"),
        ("Evening classes began.", "x" * 601, "at most 600 characters"),
    ],
)
def test_a_note_that_is_not_whole_is_refused(folder: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(CommunityError, match=said):
        communities.read(_with(folder, NOTE.replace(old, new)))


@pytest.mark.parametrize(
    ("years", "said"), [("1", "should be 2 or 3 years"), ("4", "should be 2 or 3"), ('"3"', "whole number")]
)
def test_years_are_pooled_by_two_or_three(folder: Path, years: str, said: str) -> None:
    with pytest.raises(CommunityError, match=said):
        communities.read(_with(folder, f"\n[pooled]\ngraduation_4yr = {years}\n"))


def test_pooled_years_are_read(folder: Path) -> None:
    assert communities.read(_with(folder, "\n[pooled]\ngraduation_4yr = 3\n")).pooled == {"graduation_4yr": 3}
