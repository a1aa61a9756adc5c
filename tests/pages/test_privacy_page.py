"""The page on privacy: an example that holds, the release's own rules, words that promise what is kept, and the way there."""

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from charts.words import catalog, t
from indicators.suppression.complementary import Row, SumTable, protect
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Size, of_count
from pages import privacy
from pages.parts import takeaway
from pages.parts.here import Here
from pages.parts.html import esc
from tests.pages.audits import AUDIT, FREE, TERM, written
from tests.pages.conftest import text_of

Visit = Callable[..., AppTest]
Write = Callable[..., str]
ATTACK = '"><img src=x onerror=alert(1)><b>'


def test_every_message_of_the_page_is_said_somewhere(page_of: Write) -> None:
    """No word stays in the catalog that no release can bring onto the page."""
    spoilt = deepcopy(AUDIT) | {"open": [{"cell": "x"}], "proof": {}, "earlier": []}
    out = AUDIT | {"groups": [], "open": [{"cell": "x", "out_before": True}]}
    said = page_of(AUDIT, "data@example.org") + page_of(None) + page_of(spoilt) + page_of(out)
    said += page_of(AUDIT | {"schema": 99}) + page_of(AUDIT | {"open": [{"cell": "x"}] * 2, "large": 1})
    said += page_of(AUDIT | {"open": [{"cell": "x", "out_before": True}] * 2})
    said += "".join(page_of(AUDIT | {"open_rows": [{"out_before": True, "of": "sum", "rows": n}]}) for n in (1, 2))
    said += page_of(AUDIT, minimum_count=2)  # fewer people than its measures ask for
    buttons = {"page_privacy.by_measure", "page_privacy.get_whole", "page_privacy.get_account"}
    said += page_of(AUDIT, agreements=FREE)
    for key, message in catalog("en").items():
        if key.startswith("page_privacy.") and key not in buttons:
            pattern = ".+?".join(map(re.escape, re.split(r"\{\w+\}", esc(message))))
            assert re.search(pattern, said), key


def test_anybody_gets_the_files_of_a_release_but_for_what_an_agreement_keeps(tmp_path: Path) -> None:
    kept = FREE | {"program_reach": [TERM | {"redistribution": False}]}
    ended = FREE | {"program_reach": [TERM | {"until": "2021-06-30"}]}
    for name, agreements in {"free": FREE, "kept": kept, "ended": ended}.items():
        store = written(tmp_path / name, AUDIT, agreements=agreements)
        with zipfile.ZipFile(io.BytesIO(takeaway.checked(Here(store, "en", "privacy")))) as bundle:
            names = {Path(entry).relative_to(f"releases/{store.release.id}").as_posix() for entry in bundle.namelist()}
        there = {path.relative_to(store.folder).as_posix() for path in store.folder.rglob("*") if path.is_file()}
        assert names == (there if name == "free" else {"audit.json", "release.json"})


def test_the_example_is_what_the_words_say() -> None:
    alone = {key: number for key, number, _ in privacy.EXAMPLE}
    shown = {key: number for key, _, number in privacy.EXAMPLE}
    everyone = alone["everyone"] or 0
    told_away = everyone - sum(n or 0 for key, n in alone.items() if key != "everyone")
    assert [key for key, n in alone.items() if n is None] == ["bicycle"]
    assert told_away == 4 < privacy.EXAMPLE_MINIMUM
    left = everyone - sum(n or 0 for key, n in shown.items() if key != "everyone")
    assert [key for key, n in shown.items() if n is None] == ["foot", "bicycle"]
    for lang in ("en", "es"):
        words = t("page_privacy.example_subtract", lang, below=privacy.EXAMPLE_MINIMUM)
        found = [int(n) for n in re.findall(r"\d+", words)]
        assert found == [10, 60, 41, 15, told_away, left, 1, left - 1]  # each of the two hidden is at least 1


def test_the_example_hides_what_our_own_rule_hides() -> None:
    counts = {"everyone": 60, "bus": 41, "foot": 15, "bicycle": 4}
    policy = Policy(privacy.EXAMPLE_MINIMUM)
    rows = [Row(of_count(n, policy), n, Size(n, n), True) for n in counts.values()]
    found = protect(SumTable(tuple(rows), ((1, 2, 3),)), policy)
    assert [row.shown for row in found.rows] == [number is not None for *_, number in privacy.EXAMPLE]
    left = counts["foot"] + counts["bicycle"]
    # One of the two is below the minimum: each number named as possible has to leave it so.
    assert all(min(n, left - n) < policy.minimum for n in range(1, left))


def test_a_hidden_number_of_the_example_is_a_mark_with_its_word(visit: Visit) -> None:
    said = text_of(visit("privacy"))
    example = said.split(t("page_privacy.example_caption", "en"))[2].split("</table>")[0]
    assert example.count('class="mk suppressed"') == 3
    assert example.count(t("status.suppressed", "en")) == 3


@pytest.mark.parametrize(("lang", "rules"), [("en", "rules"), ("es", "rules_es")])
def test_rules_are_the_releases_own_in_the_readers_language(page_of: Write, lang: str, rules: str) -> None:
    told = AUDIT | {rules: ["Rule of this release."]}
    section = page_of(told, lang=lang).split('id="rules"')[1].split('id="check"')[0]
    assert "Rule of this release." in section
    assert t("page_privacy.minimum", lang, count=10) in section
    assert t("page_privacy.rule_earlier", lang) in section


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_page_promises_nobody_more_than_the_command_does(lang: str) -> None:
    """Only the owner has what the report is made of, a partner's proof is not kept, and ranges are counted as hidden."""
    words = {
        "en": ("Everybody else can run the attack", "are not kept", "hidden or shown as a range"),
        "es": ("Las demás personas pueden probar el ataque", "no se guardan", "ocultos o se muestran como rango"),
    }[lang]
    for key, said in zip(("digests_whole", "proof_text", "figure_protected"), words, strict=True):
        assert said in catalog(lang)[f"page_privacy.{key}"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_checks_own_limits_are_marked_as_english(page_of: Write, lang: str) -> None:
    assert f'<span lang="en">{AUDIT["limits"][0]}</span>' in page_of(AUDIT, lang=lang)


def test_limits_in_spanish_are_taken_where_a_release_has_them(page_of: Write) -> None:
    said = page_of(AUDIT | {"limits_es": ["Lo que otros publican no cuenta."]}, lang="es")
    assert '<span lang="es">Lo que otros publican no cuenta.</span>' in said
    assert AUDIT["limits"][0] not in said


def test_nothing_of_an_audit_or_a_contact_is_markup(page_of: Write) -> None:
    evil = deepcopy(AUDIT) | {"rules": [ATTACK], "unread": [ATTACK], "limits": [ATTACK], "digest": ATTACK}
    evil["groups"][0]["group"] = evil["earlier"][0]["release"] = evil["proof"]["digest"] = ATTACK
    assert "<img" not in page_of(evil, ATTACK)


@pytest.mark.parametrize("page", ["home", "methods", "map"])
def test_it_is_one_press_from_every_page(visit: Visit, page: str) -> None:
    said = text_of(visit(page, lang="es"))
    assert 'href="privacy?lang=es"' in said.split('class="foot"')[1]


def test_a_measure_of_records_leads_to_the_rules(visit: Visit) -> None:
    def told(measure: str) -> str:
        return text_of(visit("trends", measure=measure)).split('class="foot"')[0]

    assert 'href="privacy' in told("graduation_4yr")
    assert 'href="privacy' not in told("poverty")


def test_methods_keep_the_anchor_that_others_link_to(visit: Visit) -> None:
    section = text_of(visit("methods")).split('id="privacy"')[1].split('id="certainty"')[0]
    assert t("page_methods.privacy_short", "en") in section
    assert 'href="privacy"' in section


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_fold_opens_by_keyboard_and_nothing_lies_off_the_screen(open_page: Callable[..., Page], width: int) -> None:
    page = open_page("privacy", width)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    fold = page.locator("#figures details.fold").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold).to_have_attribute("open", "")
    wide = (
        "(() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth })()"
    )
    assert page.evaluate(wide) <= 0
