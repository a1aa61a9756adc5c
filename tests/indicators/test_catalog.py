"""The catalog: complete, readable in two languages, round through JSON, and unwilling to load what could not be shown."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest

from indicators.catalog import (
    AREAS,
    GROUPS,
    MEASURES,
    NOT_YET,
    SOURCES,
    CatalogError,
    checked,
    display_order,
    from_json,
    phrase,
    texts,
    to_json,
    variables,
)
from indicators.catalog.check import BANNED
from indicators.measure import Break, Lines, Measure, Median, Reported, Share, Text

PUBLIC_IDS = {
    "population", "children_share", "population_share", "homeownership", "housing_cost_burden", "poverty", "low_income",
    "child_poverty", "foreign_born", "no_vehicle", "bachelors_or_higher", "median_household_income", "enrollment",
    "chronic_absence", "graduation_4yr", "suspension",
    "young_children", "school_age_children", "young_adults", "older_adults", "median_age", "naturalized",
    "language_at_home", "limited_english_households", "one_parent_families", "grandparents_raising",
    "children_with_disability", "uninsured", "uninsured_children", "broadband", "computer_at_home",
    "connected_people", "connected_children", "severe_rent_burden", "crowded_homes", "older_homes",
    "moved_last_year", "median_rent", "median_home_value", "transit_to_work", "long_commute",
    "large_households_no_vehicle", "snap_households",
    "kindergarten_ready", "kindergarten_language", "kindergarten_numeracy", "kindergarten_personal", "kindergarten_physical",
    "kindergarten_creative", "public_prek", "english_learners", "free_or_reduced_meals", "special_education",
}  # fmt: skip
PROSE = ("why", "cannot_tell", "who_can_act", "what_can_be_done", "notes")
POVERTY = MEASURES["poverty"]


def test_public_ids_are_what_links_and_community_files_use() -> None:
    assert set(MEASURES) >= PUBLIC_IDS  # an id may be added, never taken back
    assert all(measure.id == key for key, measure in MEASURES.items())


def test_json_gives_back_the_same_measures_in_the_same_order() -> None:
    again = from_json(to_json(MEASURES))
    assert again == MEASURES
    assert list(again) == list(MEASURES)
    assert to_json(again) == to_json(MEASURES)


def test_json_of_an_unknown_formula_says_what_was_expected() -> None:
    with pytest.raises(ValueError, match=r"of a kind in indicators\.measure, found 'guess'"):
        from_json(to_json({"poverty": POVERTY}).replace('"kind": "share"', '"kind": "guess"'))


def test_the_seven_outcomes_stand_first_and_each_has_a_measure_or_a_reason() -> None:
    outcomes = [area.id for area in AREAS.values() if area.kind == "outcome"]
    assert outcomes == [*AREAS][:7]
    measured = {m.area for m in MEASURES.values() if m.kind == "outcome"}
    waiting = {entry.area for entry in NOT_YET}
    assert measured | waiting >= set(outcomes)
    assert waiting <= set(AREAS)
    assert {area.id for area in AREAS.values()} == {m.area for m in MEASURES.values()} | waiting
    assert not {entry.measure for entry in NOT_YET} & set(MEASURES)


def test_groups_come_alphabetically_after_everyone_and_before_two_or_more_and_not_reported() -> None:
    order = display_order("race_ethnicity")
    names = [GROUPS["race_ethnicity"].group(g).name.en for g in order[1:-2]]
    assert order[0] == "all"
    assert names == sorted(names)
    assert order[-2:] == ("two", "not_reported")


def test_a_scheme_made_of_races_alone_says_that_its_groups_overlap() -> None:
    """Tables with the letters B to G count Hispanic or Latino people in their race, and the table I counts them again."""
    found = set()
    for measure in MEASURES.values():
        if isinstance(measure.formula, Share):
            for scheme, groups in measure.formula.numerator.items():
                tables = {v.split("_")[0] for part in groups.values() for v in part.plus}
                found |= {scheme} if any(re.fullmatch(r"[BC]\d{5}[B-G]", table) for table in tables) else set()
    assert found == {"race_alone", "race_ethnicity_by_sex"}
    for scheme in sorted(found):
        assert not GROUPS[scheme].adds_to_total["acs5"]
        assert "do not add up to everyone" in GROUPS[scheme].note.en
        assert "no suman el total" in GROUPS[scheme].note.es


def test_an_unknown_group_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"'purple' is not in scheme 'sex'; it has female, male"):
        GROUPS["sex"].group("purple")


@pytest.mark.parametrize(
    ("scheme", "group", "lang", "expected"),
    [
        ("race_ethnicity", "black", "en", "Black or African American students"),
        ("race_ethnicity", "two", "en", "students of two or more races"),
        ("race_ethnicity", "latino", "es", "estudiantes hispanos o latinos"),
        ("age", "under_18", "es", "estudiantes menores de 18 años"),
        ("all", "all", "en", "students"),
    ],
)
def test_a_phrase_puts_people_first(scheme: str, group: str, lang: str, expected: str) -> None:
    assert phrase(scheme, group, Text("students", "estudiantes"), "es" if lang == "es" else "en") == expected


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.id)
def test_sentences_read_in_both_languages(measure: Measure) -> None:
    for lang in ("en", "es"):
        for scheme in ("all", *measure.schemes):
            group = phrase(scheme, GROUPS[scheme].order()[0], measure.people, lang)
            sentence = measure.group_sentence[lang].format(
                place="New Haven", value="25%", between="x", period="2019–2023", group=group
            )
            assert sentence.endswith(".")
            assert "  " not in sentence
            assert "{" not in sentence


def syllables(word: str) -> int:
    found = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and found > 1
    return max(1, found - silent)


def grade(text: str) -> float:
    """Flesch-Kincaid grade of an English text."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.?!:](?:\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.id)
def test_public_prose_is_at_eighth_grade_or_below(measure: Measure) -> None:
    found = texts(measure)
    assert grade(" ".join(found[name].en for name in PROSE)) <= 8


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.id)
def test_questions_ask_in_both_languages(measure: Measure) -> None:
    assert measure.question.en.endswith("?")
    assert measure.question.es.startswith("¿")
    assert measure.question.es.endswith("?")


def test_a_measure_of_meals_or_homelessness_is_held_to_more_people() -> None:
    assert MEASURES["free_or_reduced_meals"].minimum_count == 20
    with pytest.raises(CatalogError, match=r"its class of source asks for 20"):
        checked([replace(MEASURES["free_or_reduced_meals"], minimum_count=10)])
    with pytest.raises(CatalogError, match=r"its class of source asks for 10"):
        checked([replace(MEASURES["graduation_4yr"], minimum_count=9)])


def test_survey_estimates_have_no_minimum_count_and_school_counts_have_one() -> None:
    for measure in MEASURES.values():
        assert (measure.minimum_count is not None) == SOURCES[measure.source].records
    assert {MEASURES[m].minimum_count for m in ("graduation_4yr", "enrollment", "suspension", "chronic_absence")} == {
        10
    }


def test_variables_are_what_has_to_be_fetched() -> None:
    assert variables(MEASURES["no_vehicle"]) == ("B08201_001", "B08201_002")
    assert {"B25003_002", "B25003B_002", "B25003I_001"} <= set(variables(MEASURES["homeownership"]))
    assert {"B19013_001", "B19013B_001", "B19001_002", "B19001_017"} <= set(
        variables(MEASURES["median_household_income"])
    )
    assert variables(MEASURES["graduation_4yr"]) == (
        "graduation_4yr.cohort", "graduation_4yr.count", "graduation_4yr.rate",
    )  # fmt: skip
    assert "B25106_046" in variables(MEASURES["housing_cost_burden"])


def test_a_pandemic_year_stands_alone() -> None:
    assert [b.period_end for b in MEASURES["chronic_absence"].series_breaks] == [2020]
    assert [b.period_end for b in MEASURES["suspension"].series_breaks if b.scheme is None] == [2020, 2021]


def public_texts(entry: object) -> Iterator[Text]:
    """Every text inside an entry of any of the catalog's tables."""
    if isinstance(entry, Text):
        yield entry
    elif isinstance(entry, tuple):
        for part in entry:
            yield from public_texts(part)
    elif is_dataclass(entry):
        for field in fields(entry):
            yield from public_texts(getattr(entry, field.name))


@pytest.mark.parametrize(
    "entry",
    [*AREAS.values(), *NOT_YET, *GROUPS.values(), *SOURCES.values()],
    ids=lambda e: f"{type(e).__name__}-{getattr(e, 'id', '') or getattr(e, 'measure', '')}",
)
def test_groups_areas_and_sources_speak_of_people_first_in_both_languages(entry: object) -> None:
    found = list(public_texts(entry))
    assert found
    for text in found:
        assert text.en.strip()
        assert text.es.strip()
        assert not BANNED.search(text.en + " " + text.es)
        assert text.en not in ("Other", "Unknown")


SHARE = POVERTY.formula
assert isinstance(SHARE, Share)

FAULTS = [
    ({"why": Text("Money matters.", " ")}, r"poverty: why has no text in 'es'"),
    ({"name": Text("Closing the achievement gap", "Otra cosa")}, r"name says 'achievement gap' in 'en'"),
    ({"notes": Text("For at-risk youth.", "Para jóvenes en riesgo.")}, r"notes says 'en riesgo' in 'es'"),
    ({"notes": Text("The same.", "The same.")}, r"notes is the same in both languages"),
    ({"area": "wealth"}, r"area is 'wealth'; expected one of"),
    ({"source": "rumor"}, r"source is 'rumor'"),
    ({"kind": "output"}, r"kind is 'output'; expected one of \['outcome'"),
    ({"level": "individual"}, r"level is 'individual'"),
    ({"kind": "outcome"}, r"outcome in the area 'income', which is context"),
    ({"minimum_count": 10}, r"minimum_count is for counts of real people only"),
    ({"levels": ("planet",)}, r"levels are \['planet'\]"),
    ({"class_breaks": (10.0, 30.0, 20.0, 40.0)}, r"each above the one before"),
    ({"class_breaks": (10.0, 20.0)}, r"expected four edges"),
    ({"unit": "people"}, r"Maps show rates"),
    ({"sentence": Text("In {place} {value}.", "En {place} {value}.")}, r"sentence in 'en' uses \['place', 'value'\]"),
    (
        {"sentence": Text("{place} {value} {period} {between}", "{place} {value} {period}")},
        r"other placeholders in 'en' than in 'es'",
    ),
    ({"schemes": ("age", "shoe_size")}, r"scheme 'shoe_size' is not in GROUPS"),
    ({"schemes": ()}, r"the formula has schemes \['age', 'all', 'race_alone', 'sex'\]; expected \['all'\]"),
    ({"series_breaks": (Break(2020, Text("A.", "B."), "tenure"),)}, r"a break speaks of scheme 'tenure'"),
    (
        {"formula": replace(SHARE, numerator=SHARE.numerator | {"age": {"young": Lines(("B17024_003",))}})},
        r"group 'young' is not in scheme 'age'",
    ),
    (
        {"formula": replace(SHARE, numerator=SHARE.numerator | {"all": {"all": Lines(("C17002-002",))}})},
        r"'C17002-002' is not a variable",
    ),
    ({"formula": Median("B19013_001"), "schemes": ()}, r"a median cannot be added up over tracts"),
    ({"formula": Reported("poverty")}, r"'poverty' is not a variable"),
]


@pytest.mark.parametrize(("change", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_an_entry_that_could_not_be_shown_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(CatalogError, match=message):
        checked([replace(POVERTY, **change)])


def test_an_id_stands_for_one_measure() -> None:
    with pytest.raises(CatalogError, match="poverty: the id is taken"):
        checked([POVERTY, POVERTY])


def test_a_short_name_of_several_groups_is_of_people_not_of_places() -> None:
    races = GROUPS["race_ethnicity"]
    assert races.group("aian+asian+nhpi").short.es == "Indígenas americanos, asiáticos o de las islas del Pacífico"
    assert races.group("mena+white").short.es == "De Oriente Medio o blancos"
    assert races.group("nhpi").short.es == "Islas del Pacífico"
