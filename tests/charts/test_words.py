"""Every public word exists in both languages and asks for the same values."""

import ast
import re
from pathlib import Path

import pytest

from charts import numbers, words
from charts.words import JOINER, MessageError, catalog, inside, placeholders, t
from geo.geoid import LEVELS
from indicators.catalog import GROUPS, MEASURES, named_inside
from indicators.measure import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


def test_both_languages_have_the_same_messages_with_the_same_placeholders() -> None:
    en, es = catalog("en"), catalog("es")
    assert en.keys() == es.keys()
    assert [k for k in en if placeholders(en[k]) != placeholders(es[k])] == []


def test_a_message_about_one_stands_beside_one_about_several() -> None:
    for key in (key for key in catalog("en") if key.endswith("_one") and "{count}" in catalog("en").get(key[:-4], "")):
        lost = placeholders(catalog("en")[key[:-4]]) - placeholders(catalog("en")[key])
        assert lost <= {"count"}, key


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["1 neighborhood", "2 neighborhoods", "21 neighborhoods"]),
        ("es", ["1 vecindario", "2 vecindarios", "21 vecindarios"]),
    ],
)
def test_one_is_said_as_one(lang: str, said: list[str]) -> None:
    assert [t("map.many_neighborhood", lang, count=count) for count in (1, 2, "21")] == said


def test_no_message_with_one_plural_alone_counts_things() -> None:
    """A count that may be one stands before a plural only where a message of its own says one."""
    never_one = {"chart.some_periods", "home.outcomes", "page_dictionary.found"}
    for lang, noun in (("en", r"\{count\} (more )?[a-z]+s\b"), ("es", r"\{count\} (?!más\b)[a-záéíóúñ]+s\b")):
        plural = {key for key, message in catalog(lang).items() if re.search(noun, message)}
        alone = {key for key in plural if f"{key}_one" not in catalog(lang) and not key.endswith("_one")}
        assert alone <= never_one | {"page_privacy.minimum", "page_privacy.stricter_measures"}, alone


def test_no_message_is_empty_or_left_in_english() -> None:
    en, es = catalog("en"), catalog("es")
    assert [k for k in en if not en[k].strip() or not es[k].strip()] == []
    sentences = [k for k in en if en[k].endswith(".") and len(re.sub(r"\{\w+\}", "", en[k])) > 15]
    # The Census Bureau prescribes its sentence word for word.
    assert [k for k in sentences if en[k] == es[k] and k != "page_methods.census_api"] == []


def test_no_message_speaks_of_people_as_a_lack() -> None:
    banned = re.compile(
        r"achievement gap|at-risk|minorit|non-white|brecha de logros|en riesgo|minorías|no blancos", re.I
    )
    for lang in ("en", "es"):
        assert [k for k, message in catalog(lang).items() if banned.search(message)] == []


def test_an_unknown_key_language_or_missing_value_says_what_to_do() -> None:
    with pytest.raises(MessageError, match="Add it to both languages"):
        t("status.nothing", "en")
    with pytest.raises(MessageError, match=r"needs values for \['high', 'low'\]"):
        t("format.between", "en")
    with pytest.raises(MessageError, match="fr"):
        t("status.suppressed", "fr")


def test_every_key_the_charts_ask_for_is_in_the_catalog() -> None:
    known = catalog("en").keys()
    for path in (ROOT / "charts").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                key = node.value
                if re.fullmatch(r"(status|change|format|chart|answer|map|table|export)\.[a-z0-9_]*[a-z0-9]", key):
                    assert key in known, (path.name, key)


def test_status_words_are_those_of_the_look() -> None:
    assert words.status_word("suppressed", "en") == "Hidden to protect privacy"
    assert words.status_word("suppressed", "es") == "Oculto para proteger la privacidad"
    assert words.status_word("too_uncertain", "es") == "Demasiado incierto para mostrarlo"
    assert words.status_word("not_available", "en") == "Not available here"
    assert words.status_word("not_reported", "es") == "La fuente no lo reporta"


@pytest.mark.parametrize(
    ("items", "lang", "said"),
    [
        ([], "en", ""),
        (["A"], "en", "A"),
        (["A", "B", "C"], "en", "A, B and C"),
        (["A", "B"], "es", "A y B"),
        (["Padres", "Hijos"], "es", "Padres e Hijos"),
        (["Agua", "Hielo"], "es", "Agua y Hielo"),
        (["Asiáticos", "Indígenas"], "es", "Asiáticos e Indígenas"),
    ],
)
def test_lists_are_said_as_people_say_them(items: list[str], lang: str, said: str) -> None:
    assert words.joined(items, lang) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(24.5, "25%"), (24.4, "24%"), (0, "0%"), (0.2, "<1%"), (99.7, ">99%"), (100, "100%"), (0.5, "1%"), (99.4, "99%")],
)
def test_percents_are_whole_and_never_pretend_none_or_all(value: float, said: str) -> None:
    assert numbers.percent(value) == said


@pytest.mark.parametrize(
    ("value", "unit", "moe", "said"),
    [
        (1421, "students", None, "1,421"),
        (17_842, "people", 1201, "17,800"),
        (17_842, "people", 45, "17,842"),
        (54_305, "dollars", 2100, "$54,300"),
        (54_305, "dollars", 0, "$54,305"),
        (8, "people", float("nan"), "8"),
    ],
)
def test_no_number_is_more_exact_than_its_margin(value: float, unit: str, moe: float | None, said: str) -> None:
    assert numbers.amount(value, unit, "en", moe) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (25, "about 1 in 4"),
        (24.6, "about 1 in 4"),
        (81, "about 4 in 5"),
        (33.2, "about 1 in 3"),
        (10, "about 1 in 10"),
        (4.8, "about 1 in 20"),
        (55, ""),
        (98, "almost all"),
        (0.4, "almost none"),
    ],
)
def test_shares_are_spoken_only_where_a_plain_fraction_is_near(value: float, said: str) -> None:
    assert numbers.spoken(value, "en") == said


def test_ranges_and_margins_are_words() -> None:
    assert numbers.between(19.2, 30.8, "percent", "en") == "between 19% and 31%"
    assert numbers.between(19.2, 30.8, "percent", "es") == "entre 19% y 31%"
    assert numbers.bounds(71, 100, "percent", "en") == "71% or more"
    assert numbers.bounds(0, 5, "percent", "es") == "5% o menos"
    assert numbers.bounds(71, 80, "percent", "en") == "between 71% and 80%"
    assert numbers.margin(5.6, "percent") == "± 6"
    assert numbers.margin(0.3, "percent") == "± 1"


def test_periods_say_what_they_are_and_do_not_break() -> None:
    dash = f"{JOINER}–{JOINER}"
    assert numbers.period(2019, 2023, "five_years", "en") == f"2019{dash}2023 (5-year average)"
    assert numbers.period(2018, 2019, "school_year", "en") == f"2018{dash}19 school year"
    assert numbers.period(2018, 2019, "school_year", "es") == f"año escolar 2018{dash}19"
    assert numbers.period(2018, 2019, "class_of", "en") == "class of 2019"
    assert numbers.period(1999, 2000, "school_year", "en") == f"1999{dash}00 school year"
    assert numbers.day("2026-11-21T08:00:00Z", "es") == "21 de noviembre de 2026"


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_words_for_one_and_for_many(level: str) -> None:
    for lang in LANGUAGES:
        for key in (f"map.{level}", f"map.many_{level}", f"level.{level}", f"level_one.{level}"):
            assert t(key, lang, count=3).strip()


def test_names_lose_their_capital_inside_a_sentence_unless_they_are_proper() -> None:
    """A measure's name may lose it only because none begins with a proper name or with capitals alone."""
    assert inside("People below the poverty line") == "people below the poverty line"
    for measure in MEASURES.values():
        for name in (measure.name.en, measure.name.es):
            assert name[:2] == name[:2].capitalize(), name
            assert name.split()[0] not in {"American", "Connecticut", "English", "Hispanic", "Latino", "Spanish"}, name
    names = {
        g: named_inside(g, GROUPS["race_ethnicity"].group(g).name["en"], "en") for g in ("asian", "two", "other+two")
    }
    assert names == {"asian": "Asian", "two": "two or more races", "other+two": "some other race, or two or more races"}
    assert named_inside("under_18", "Menores de 18", "es") == "menores de 18"
