"""A noun agrees with its number."""

import pytest

from geo.counted import counted


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (2_340, "2,340 rows"), (1_001, "1,001 rows")]
)
def test_one_alone_is_singular(number: int, said: str) -> None:
    assert counted(number, "row") == said


def test_a_plural_may_be_a_word_of_its_own() -> None:
    assert [counted(n, "person", "people") for n in (1, 2)] == ["1 person", "2 people"]
    assert counted(1, "line speaks", "lines speak") == "1 line speaks"
