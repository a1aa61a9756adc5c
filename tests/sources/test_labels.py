"""Every vocabulary meets in the same groups; a word nobody declared stops with the list of them."""

import pytest

from indicators.catalog import GROUPS
from sources.errors import Drift
from sources.labels import SCHEMES, find, labels
from sources.vocabularies import VOCABULARIES

CONNECTICUT = ("ct_tidy", "ct_suspension", "ct_edsight", "ct_edsight_to_2010", "ct_graduation")
BLACK = {
    "ct_tidy": "Black or African American",
    "ct_suspension": "Black or African American",
    "ct_edsight": "Black or African American",
    "ct_edsight_to_2010": "Black, not of Hispanic Origin",
    "ct_graduation": "Black",
    "ct_college": "Black or African American",
    "edfacts": "MBL",
    "education_portal": "2",
    "ccd": "Black or African American",
    "wa_ospi": "Black/ African American",
    "co_cde": "Black",
}
LATINO = {
    "ct_tidy": "Hispanic/Latino of any race",
    "ct_suspension": "Hispanic or Latino of any race",
    "ct_edsight": "Hispanic/Latino of any race",
    "ct_edsight_to_2010": "Hispanic/Latino",
    "ct_graduation": "Hispanic",
    "ct_college": "Hispanic or Latino",
    "edfacts": "MHI",
    "education_portal": "3",
    "ccd": "Hispanic/Latino",
    "wa_ospi": "Hispanic/ Latino of any race(s)",
    "co_cde": "Hispanic",
}


@pytest.mark.parametrize(("group", "words"), [("black", BLACK), ("latino", LATINO)])
def test_all_vocabularies_meet_in_one_group(group: str, words: dict[str, str]) -> None:
    assert set(words) == set(VOCABULARIES)
    for name, word in words.items():
        label = VOCABULARIES[name].words[word]
        assert (label.scheme, label.group, label.text) == ("race_ethnicity", group, word)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_vocabulary_has_everyone_or_each_race_and_a_standard(name: str) -> None:
    vocabulary = VOCABULARIES[name]
    groups = {label.group for label in vocabulary.words.values()}
    assert {"aian", "asian", "black", "latino", "white"} <= groups
    assert vocabulary.race_standard in {"1977", "1997", "2024", "state"}
    assert ("two" in groups) == (vocabulary.race_standard != "1977")


def test_unknown_words_are_all_named_with_the_place_to_add_them() -> None:
    with pytest.raises(Drift, match=r"x.csv: .*\['Human', 'Martian'\]. Add them to here"):
        find(VOCABULARIES["ct_tidy"].words, ["Martian", "White", "Human"], "x.csv", "here")


def test_stray_blanks_make_no_other_word() -> None:
    assert find(VOCABULARIES["co_cde"].words, [" Two  or More\nRaces "], "x", "y").popitem()[1].group == "two"


def test_a_group_no_scheme_has_is_refused() -> None:
    with pytest.raises(ValueError, match=r"race_ethnicity\.martian"):
        labels({"Martian": "race_ethnicity.martian"})


def test_schemes_are_the_catalogs() -> None:
    for name, scheme in GROUPS.items():
        if name in SCHEMES:
            assert set(scheme.order()) == SCHEMES[name], name
    assert set(SCHEMES) >= {"all", "race_ethnicity", "age", "sex", "tenure"}
