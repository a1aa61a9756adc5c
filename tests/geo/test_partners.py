"""Partners as a community declares them: whose file, under which terms, until when."""

from datetime import date
from pathlib import Path

import pytest

from geo import partners
from geo.declared import Partner
from geo.errors import CommunityError
from geo.section import Section

GOOD = {
    "id": "elm_tutors",
    "name": "Elm Tutors",
    "file": "elm.csv",
    "licence": "shown here only",
    "agreement": "of 2026",
}


def read(folder: Path, *rows: dict[str, object]) -> tuple[Partner, ...]:
    (folder / "elm.csv").write_text("measure\n")
    return partners.read(Section(folder / "community.toml", "", {"partners": list(rows)}))


def test_terms_are_read_with_their_last_day(tmp_path: Path) -> None:
    (found,) = read(tmp_path, {**GOOD, "until": date(2027, 6, 30)})
    assert found == Partner(
        "elm_tutors", "Elm Tutors", tmp_path / "elm.csv", "shown here only", "of 2026", date(2027, 6, 30)
    )
    assert (found.expired(date(2027, 6, 30)), found.expired(date(2027, 7, 1))) == (False, True)
    assert not read(tmp_path, dict(GOOD))[0].expired(date(2999, 1, 1))
    assert read(tmp_path) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "Elm Tutors"}, "`id` should be small letters"),
        ({"id": "../elm"}, "`id` should be small letters"),
        ({"file": "oak.csv"}, "oak.csv does not exist. `flashlight partner template`"),
        ({"agreement": ""}, "`agreement` is empty"),
        ({"until": "2027-06-30"}, "`until` should be a day without quotes"),
        ({"licens": "x"}, "Did you mean `licence`"),
    ],
)
def test_a_mistake_names_its_place(tmp_path: Path, change: dict[str, object], said: str) -> None:
    with pytest.raises(CommunityError) as caught:
        read(tmp_path, {**GOOD, **change})
    assert said in str(caught.value)
    assert "partners 1" in str(caught.value)


def test_an_id_stands_for_one_partner(tmp_path: Path) -> None:
    with pytest.raises(CommunityError, match=r"elm_tutors.*twice"):
        read(tmp_path, dict(GOOD), dict(GOOD))
