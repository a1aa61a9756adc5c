"""The numbers of the policy, each at its boundary: just under, at, just over."""

import pytest

from indicators.suppression import policy as rules
from indicators.suppression.policy import Policy, PolicyError
from indicators.suppression.primary import Size, about, of_count, of_rate, of_rate_alone


@pytest.mark.parametrize(
    ("count", "status"), [(0, "published"), (1, "suppressed"), (9, "suppressed"), (10, "published")]
)
def test_counts_of_one_to_nine_are_hidden(count: int, status: str) -> None:
    assert of_count(count, Policy()).status == status


@pytest.mark.parametrize(
    ("part", "status", "low", "high"),
    [(9, "range", 0, 15), (10, "published", None, None), (50, "published", None, None), (51, "range", 85, 100)],
)
def test_a_part_of_sixty_is_a_range_where_either_side_is_under_ten(
    part: int, status: str, low: float | None, high: float | None
) -> None:
    found = of_rate(part, Size(60, 60), Policy())
    assert found.status == status
    assert low is None or (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("enrolled", "status", "whole"),
    [(99, "suppressed", False), (100, "published", True), (999, "published", True), (1000, "published", False)],
)
def test_a_rate_alone_is_shown_as_finely_as_the_group_is_large(enrolled: int, status: str, whole: bool) -> None:
    found = of_rate_alone(50.0, enrolled, Policy())
    assert (found.status, found.whole) == (status, whole)


def test_the_true_size_of_a_group_may_be_half_or_double_its_enrollment() -> None:
    size, _ = about(50.0, 300)
    assert (size.low, size.high) == (150, 600)


def test_the_statement_names_the_counts_that_are_hidden() -> None:
    assert Policy().statement("en")[0].startswith("Counts of students from 1 to 9 are not shown")
    assert Policy(15).statement("es")[0].startswith("No se muestran conteos de 1 a 14 estudiantes")
    assert "fewer than 15 students" in Policy(15).statement("en")[1]


def test_what_is_held_to_more_is_said_only_where_it_is_more() -> None:
    for lang, words in (("en", "held to 20 in place of"), ("es", "el mínimo es 20 en lugar de")):
        assert any(words in line for line in Policy(19).statement(lang))
        assert not any(words in line or "in place of" in line for line in Policy(20).statement(lang))
        assert len(Policy(30).statement(lang)) == len(Policy(10).statement(lang)) - 1


def test_a_community_may_be_stricter_and_never_looser() -> None:
    assert Policy(11).minimum == 11
    with pytest.raises(PolicyError, match="never looser"):
        Policy(9)


@pytest.mark.parametrize(
    ("kind", "names", "least"),
    [
        ("records", ("chronic_absence", "race_ethnicity"), 10),
        ("records", ("free_or_reduced_meals",), 20),
        ("records", ("students_counted", "EDFacts.homeless_students"), 20),
        ("records", ("graduation_4yr", "meals"), 20),
        ("public", ("school_lunch_sites",), None),
        ("survey", ("meals_at_home",), None),
    ],
)
def test_meals_and_homelessness_are_a_stricter_class(kind: str, names: tuple[str, ...], least: int | None) -> None:
    assert rules.least(kind, names) == least


def test_the_statement_names_the_stricter_minimum_and_never_a_looser_one() -> None:
    assert "held to 20 in place of 10" in Policy().statement("en")[2]
    assert Policy(30).statement("es")[2] == "Lo que la fuente ha suprimido sigue suprimido."
