"""Problems of a build are told once for each way of failing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.build_problems import once, told, without_place


def test_many_tables_that_failed_alike_are_one_sentence() -> None:
    failed = {
        f"acs5 {year} labels B1700{letter}": f"{year}/acs/acs5/groups/B1700{letter}.json answers 404."
        for year in (2021, 2022)
        for letter in "ABCDE"
    }
    (said,) = told(failed)
    assert said.startswith("acs5 2021 labels B1700A, acs5 2021 labels B1700B")
    assert " and 4 more: " in said


def test_other_ways_of_failing_stay_apart() -> None:
    assert told({"acs5 2021 B01001": "no answer", "boundaries 2021 tract": "not a zip"}) == [
        "acs5 2021 B01001: no answer",
        "boundaries 2021 tract: not a zip",
    ]


def test_a_piece_is_not_named_twice_and_years_are_told_together() -> None:
    assert told({"Population Estimates": "Population estimates: no file is there."}) == [
        "Population Estimates: no file is there."
    ]
    assert once(["Of 2019: apart.", "Of 2021 and 2022: closed.", "Of 2021: apart.", "Of 2020: apart.", "Other."]) == [
        "Of 2019, 2020 and 2021: apart.",
        "Of 2021 and 2022: closed.",
        "Other.",
    ]


@given(st.lists(st.sampled_from(["no answer", "not a zip", "cut short"]), max_size=6))
def test_each_piece_stands_in_one_sentence_beside_its_own_reason(reasons: list[str]) -> None:
    failed = {f"piece {'abcdef'[n]}": reason for n, reason in enumerate(reasons)}
    sentences = told(failed)
    assert len(sentences) == len(set(reasons))
    for name, reason in failed.items():
        (said,) = [s for s in sentences if name in s]
        assert said.endswith(reason)


def test_where_the_cache_lies_is_told_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = [f"{tmp_path}/data/cache/pep/x.parquet is damaged.", "Offline, and pep/y is not in data/cache.", "no answer"]
    assert without_place(said, Path("data/cache")) == [
        "the cache/pep/x.parquet is damaged.",
        "Offline, and pep/y is not in the cache.",
        "no answer",
    ]
