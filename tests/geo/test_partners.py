"""Partners as a community declares them: whose file, of which kind, under which agreement."""

import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest

from geo import partners
from geo.agreements import FIELDS
from geo.community_template import template
from geo.declared import Partner
from geo.errors import CommunityError
from geo.section import Section
from tests.geo.agreed import TERMS, agreed

GOOD = {
    "id": "elm_tutors",
    "name": "Elm Tutors",
    "file": "elm.csv",
    "licence": "shown here only",
    "agreement": TERMS,
}


def read(folder: Path, *rows: dict[str, object]) -> tuple[Partner, ...]:
    (folder / "elm.csv").write_text("measure\n")
    return partners.read(Section(folder / "community.toml", "", {"partners": list(rows)}))


def test_a_partner_is_read_with_every_term(tmp_path: Path) -> None:
    (found,) = read(tmp_path, dict(GOOD))
    assert found == Partner("elm_tutors", "Elm Tutors", "aggregate", tmp_path / "elm.csv", "shown here only", agreed())
    assert read(tmp_path, {**GOOD, "kind": "participants"})[0].kind == "participants"
    amended = {**TERMS, "amendments": ["2027: also by sex"]}
    assert read(tmp_path, {**GOOD, "agreement": amended})[0].agreement.amendments == ("2027: also by sex",)
    assert read(tmp_path) == ()


def test_an_agreement_holds_from_its_first_day_to_its_last() -> None:
    terms = agreed(first=date(2026, 7, 1), until=date(2027, 6, 30), destroy_by=date(2027, 3, 1))
    days = [
        date(2026, 6, 30),
        date(2026, 7, 1),
        date(2027, 3, 1),
        date(2027, 3, 2),
        date(2027, 6, 30),
        date(2027, 7, 1),
    ]
    assert [terms.holds(day) for day in days] == [False, True, True, True, True, False]
    assert [terms.readable(day) for day in days] == [False, True, True, False, False, False]


@pytest.mark.parametrize("field", FIELDS)
def test_each_term_is_needed_and_named_where_it_is_missing(tmp_path: Path, field: str) -> None:
    terms = {name: value for name, value in TERMS.items() if name != field}
    with pytest.raises(CommunityError, match=rf"\[partners 1.agreement\]: `{field}` is missing"):
        read(tmp_path, {**GOOD, "agreement": terms})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "Elm Tutors"}, "`id` should be small letters"),
        ({"id": "../elm"}, "`id` should be small letters"),
        ({"file": "oak.csv"}, "oak.csv does not exist. `flashlight partner template`"),
        ({"kind": "list"}, "`kind` should be one of aggregate, participants"),
        ({"agreement": "of 2026"}, "[partners.agreement] below this partner, with title, purpose"),
        ({"until": date(2027, 6, 30)}, "`until` is not known here"),
        ({"licens": "x"}, "Did you mean `licence`"),
    ],
)
def test_a_mistake_names_its_place(tmp_path: Path, change: dict[str, object], said: str) -> None:
    with pytest.raises(CommunityError) as caught:
        read(tmp_path, {**GOOD, **change})
    assert said in str(caught.value)
    assert "partners 1" in str(caught.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"purpose": ""}, "`purpose` is empty"),
        ({"until": "2027-06-30"}, "`until` should be a day without quotes"),
        ({"until": datetime(2027, 6, 30)}, "`until` should be a day without quotes"),
        ({"until": date(2019, 1, 1)}, "`until` is 2019-01-01, before the agreement begins on 2020-07-01"),
        ({"destroy_by": date(2019, 1, 1)}, "`destroy_by` is 2019-01-01, before the agreement begins"),
        ({"ferpa": "because"}, "`ferpa` should be one of studies"),
        ({"audience": "everyone"}, "`audience` should be one of public, partners"),
        ({"redistribution": "no"}, "`redistribution` should be true or false"),
        ({"contacts": []}, "`contacts` should be a list of texts"),
        ({"contacts": "Ana"}, "`contacts` should be a list"),
        ({"purposes": "x"}, "Did you mean `purpose`"),
    ],
)
def test_a_wrong_term_names_its_place(tmp_path: Path, change: dict[str, object], said: str) -> None:
    with pytest.raises(CommunityError) as caught:
        read(tmp_path, {**GOOD, "agreement": {**TERMS, **change}})
    assert said in str(caught.value)
    assert "partners 1.agreement" in str(caught.value)


def test_a_file_that_may_not_be_read_any_more_may_be_gone(tmp_path: Path) -> None:
    """The copy is to be destroyed; a community whose partner has done so can still be built."""
    ended = {**TERMS, "until": date(2021, 6, 30), "destroy_by": date(2021, 12, 31)}
    (found,) = read(tmp_path, {**GOOD, "file": "gone.csv", "agreement": ended})
    assert not found.file.exists()


def test_the_example_that_init_writes_is_sound(tmp_path: Path) -> None:
    lines = template("Small Town", "98").splitlines()
    start = lines.index("# [[partners]]")
    example = "\n".join(line.removeprefix("# ") for line in lines[start : lines.index("", start)])
    (tmp_path / "elm-tutors.csv").write_text("measure\n")
    (found,) = partners.read(Section(tmp_path / "community.toml", "", tomllib.loads(example)))
    assert (found.kind, found.agreement.until) == ("aggregate", date(2030, 6, 30))


def test_an_id_stands_for_one_partner(tmp_path: Path) -> None:
    with pytest.raises(CommunityError, match=r"elm_tutors.*twice"):
        read(tmp_path, dict(GOOD), dict(GOOD))
