"""The page on privacy: an example that holds, the release's own rules and figures, what an older release lacks, and the contact."""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from playwright.sync_api import Page, expect
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from charts.words import catalog, t
from indicators import release
from indicators.catalog import GROUPS
from indicators.store import Store
from indicators.suppression.complementary import Row, SumTable, protect
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Size, of_count
from pages import privacy
from pages.parts import contact
from pages.parts.html import esc
from pages.parts.protection import LEVELS
from tests.pages.audits import AUDIT, OLDER
from tests.pages.conftest import ROOT, text_of
from tests.pages.test_routes import ask
from tests.releases import small_contents, ungated

Visit = Callable[..., AppTest]
Write = Callable[..., str]
DAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ATTACK = '"><img src=x onerror=alert(1)><b>'


def written(root: Path, audit: dict[str, Any] | None, contact: str = "") -> Store:
    """A small release with an audit and a contact."""
    parts = small_contents()
    about = {**parts.about, "community": {**parts.about["community"], "contact": contact}}
    store = Store.open(root, release.write(root, replace(parts, about=about), DAY, ungated))
    if audit is not None:
        (store.folder / "audit.json").write_bytes(orjson.dumps(audit))
    return store


@pytest.fixture
def page_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """The page's words for a release with this audit and contact."""

    def run(audit: dict[str, Any] | None, contact: str = "", lang: str = "en") -> str:
        root = tmp_path / str(len(list(tmp_path.iterdir())))  # a release that was opened never changes
        written(root, audit, contact)
        monkeypatch.setenv("FLASHLIGHT_DATA", str(root))
        monkeypatch.delenv("FLASHLIGHT_COMMUNITY", raising=False)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app.switch_page("pages/privacy.py")
        app.query_params["lang"] = lang
        app.run()
        assert [e.message for e in app.exception] == []
        return text_of(app)

    return run


def numbers_in(said: str) -> str:
    """The page's text without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_leaders_find_three_figures_at_the_top(visit: Visit, lang: str) -> None:
    said = text_of(visit("privacy", lang=lang))
    top = said.split('id="hidden"')[0]
    assert re.findall(r'<p class="big">([^<]+)</p>', top) == ["10", "307", "91.2%"]
    for key in ("figure_minimum", "figure_protected", "figure_kept"):
        assert esc(t(f"page_privacy.{key}", lang)) in top


def test_every_message_of_the_page_is_said_somewhere(page_of: Write) -> None:
    """No word stays in the catalog that no release can bring onto the page."""
    spoilt = deepcopy(AUDIT) | {"open": [{"cell": "x"}], "proof": {}, "earlier": []}
    out = AUDIT | {"groups": [], "open": [{"cell": "x", "out_before": True}]}
    said = page_of(AUDIT, "data@example.org") + page_of(None) + page_of(spoilt) + page_of(out)
    said += page_of(AUDIT | {"schema": 99}) + page_of(AUDIT | {"open": [{"cell": "x"}] * 2, "large": 1})
    said += page_of(AUDIT | {"open": [{"cell": "x", "out_before": True}] * 2})
    stricter = replace_minimum(page_of)
    for key, message in catalog("en").items():
        if key.startswith("page_privacy.") and key != "page_privacy.by_measure":
            pattern = ".+?".join(map(re.escape, re.split(r"\{\w+\}", esc(message))))
            assert re.search(pattern, said + stricter), key


def replace_minimum(page_of: Write) -> str:
    """The page of a release that asks for fewer people than its measures do."""
    parts = small_contents()
    small = {**parts.suppression, "minimum_count": 2}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.pages.test_privacy_page.small_contents", lambda: replace(parts, suppression=small))
        return page_of(AUDIT)


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
@pytest.mark.parametrize(
    "other",
    [
        AUDIT | {"schema": 99},
        {key: told for key, told in AUDIT.items() if key != "cells"},
        AUDIT | {"groups": {"neighborhood": 88}},
        AUDIT | {"earlier": ["20251120T120000Z-lantern-falls-aaaaaaaaaaaa"]},
        AUDIT | {"kept_percent": "91.2"},
        {"told": "otherwise"},
    ],
)
def test_an_account_of_another_version_is_said_and_fails_nothing(
    page_of: Write, other: dict[str, Any], lang: str
) -> None:
    said = page_of(other, lang=lang)
    assert t("page_privacy.other_audit", lang) in said
    assert t("page_privacy.no_audit", lang) not in said
    assert 'class="big"' not in said
    assert t("page_privacy.minimum", lang, count=10) in said


def test_an_older_release_tells_its_rules_and_that_figures_follow(page_of: Write) -> None:
    said = page_of(None)
    assert t("page_privacy.no_audit", "en") in said
    assert "Counts of students below 10 are not shown." in said
    assert 'class="big"' not in said
    assert t("page_privacy.proof", "en") in said


def test_a_number_that_is_open_is_not_called_safe(page_of: Write) -> None:
    said = page_of(AUDIT | {"open": [{"cell": "secret cell", "equation": "which", "remedy": "how"}]})
    assert t("page_privacy.figure_open", "en", count=1) in said
    assert t("page_privacy.figure_protected", "en") not in said
    assert "secret cell" not in said  # where to look is for the one who builds, not for readers
    was_out = {"cell": "secret cell", "out_before": True}
    out = page_of(AUDIT | {"open": [was_out]})
    assert t("page_privacy.figure_out", "en", count=1) in out
    assert "secret cell" not in out
    assert t("page_privacy.figure_open", "en", count=1) in page_of(AUDIT | {"open": [was_out, {"cell": "new"}]})
    faulty = page_of(OLDER | {"proof": OLDER["proof"] | {"faults": ["a", "b"]}})
    assert t("page_privacy.figure_open", "en", count=2) in faulty


def test_levels_stand_outwards_and_groups_everyone_first(visit: Visit) -> None:
    said = numbers_in(text_of(visit("privacy")).split('id="figures"')[1])
    assert "Neighborhoods 88 0 4 0" in said
    assert "Everyone 88 4" in said  # a state that nowhere occurs in a table has no column
    assert "School districts 2,753 52 251 3" in said
    assert said.index("Neighborhoods 88") < said.index("School districts 2,753")
    by_group = said.split(t("page_privacy.by_group", "en", level="School districts"))[-1]
    assert (
        by_group.index("Everyone 1,210") < by_group.index("Asian 642 52 208") < by_group.index("Hispanic or Latino 901")
    )


def test_groups_speak_the_pages_language(visit: Visit) -> None:
    said = text_of(visit("privacy", lang="es")).split('id="figures"')[1]
    latino = GROUPS["race_ethnicity"].group("latino").name
    assert latino["es"] in said
    assert f">{latino['en']}<" not in said


def test_which_numbers_were_hidden_for_anothers_sake_is_not_told(visit: Visit) -> None:
    said = text_of(visit("privacy"))
    assert "7,771" not in said


def test_what_was_counted_in_and_the_digests_stand_whole(visit: Visit) -> None:
    said = text_of(visit("privacy"))
    for one in AUDIT["earlier"]:
        assert one["release"] in said
    assert AUDIT["unread"][0] in said
    assert t("page_privacy.large", "en", count="56") in said
    assert t("page_privacy.others", "en", count="21") in said
    assert t("page_privacy.contrary", "en", count="1") in said
    for digest in (AUDIT["digest"], AUDIT["proof"]["digest"]):
        assert f"<b>{digest[:12]}</b>" in said
        assert f">{digest}</code>" in said
    assert re.search(r">flashlight audit \d{8}T\d{6}Z-lantern-falls-[0-9a-f]{12}</code>", said)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_how_many_hidden_numbers_are_small_themselves_is_not_told(page_of: Write, lang: str) -> None:
    """Nor of a release that said so: what is told there is how many are hidden, by its counts by group."""
    said = page_of(OLDER, lang=lang)
    assert re.findall(r'<p class="big">([^<]+)</p>', said) == ["10", "307", "91.2%"]
    assert t("page_privacy.figure_protected", lang) in said
    for count in ("1,234", "1,200", "2,400", "3,434", "5,005", "10,010"):
        assert count not in said
    for line in ("large", "others", "not_proven"):
        assert t(f"page_privacy.{line}", lang, count="0") not in said
    assert OLDER["proof"]["digest"] in said


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_page_promises_nobody_more_than_the_command_does(lang: str) -> None:
    """Only the owner has what the report is made of, a partner's proof is not kept, and ranges are counted as hidden."""
    words = {
        "en": ("Everybody else can run the attack", "are not kept", "hidden or shown as a range"),
        "es": ("Las demás personas pueden probar el ataque", "no se guardan", "ocultos o mostrados como rango"),
    }[lang]
    for key, said in zip(("digests_text", "proof_text", "figure_protected"), words, strict=True):
        assert said in catalog(lang)[f"page_privacy.{key}"]


def test_what_the_audit_counts_as_hidden_stands_at_the_top(page_of: Write) -> None:
    assert '<p class="big">1,308</p>' in page_of(AUDIT | {"hidden": 1_308})
    assert '<p class="big">0</p>' in page_of(AUDIT | {"hidden": 0})


def test_a_release_without_proof_or_history_says_so(page_of: Write) -> None:
    bare = {key: told for key, told in AUDIT.items() if key != "proof"} | {"earlier": [], "unread": [], "contrary": []}
    for audit in (bare, bare | {"proof": {}}):
        said = page_of(audit)
        assert t("page_privacy.not_proven", "en") in said
        assert t("page_privacy.no_earlier", "en") in said
        assert t("page_privacy.digest_proof", "en") not in said


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_checks_own_limits_are_marked_as_english(page_of: Write, lang: str) -> None:
    assert f'<span lang="en">{AUDIT["limits"][0]}</span>' in page_of(AUDIT, lang=lang)


def test_limits_in_spanish_are_taken_where_a_release_has_them(page_of: Write) -> None:
    said = page_of(AUDIT | {"limits_es": ["Lo que otros publican no cuenta."]}, lang="es")
    assert '<span lang="es">Lo que otros publican no cuenta.</span>' in said
    assert AUDIT["limits"][0] not in said


def test_counts_by_measure_are_folded(page_of: Write) -> None:
    parts = small_contents()
    rows = [{"measure": "enrollment", "level": "school_district", "status": "suppressed", "rows": 1_017}]
    with pytest.MonkeyPatch.context() as patch:
        stated = replace(parts, suppression={**parts.suppression, "rows": rows})
        patch.setattr("tests.pages.test_privacy_page.small_contents", lambda: stated)
        said = page_of(None)
    assert f"<summary>{t('page_privacy.by_measure', 'en')}</summary>" in said
    assert "1,017" in said


@pytest.mark.parametrize(
    ("found", "link"),
    [
        ("data@example.org", '<a href="mailto:data@example.org">data@example.org</a>'),
        ("https://example.org/ask", '<a href="https://example.org/ask">https://example.org/ask</a>'),
        ("javascript:alert(1)", "<b>Write to:</b> javascript:alert(1)"),
        ("", t("page_privacy.no_contact", "en")),
    ],
)
def test_a_problem_is_reported_to_the_communitys_contact(page_of: Write, found: str, link: str) -> None:
    assert link in page_of(AUDIT, found)


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


def test_levels_are_the_sites() -> None:
    assert set(LEVELS) == {key.removeprefix("level.") for key in catalog("en") if key.startswith("level.")}


def test_security_txt_names_contact_end_and_languages(tmp_path: Path) -> None:
    store = written(tmp_path, None, "data@example.org")
    assert contact.as_text(store) == (
        "Contact: mailto:data@example.org\nExpires: 2027-11-20T12:00:00Z\nPreferred-Languages: en, es\n"
    )


@pytest.mark.parametrize("found", ["", "the office", "http://example.org", "a@b.org\nExpires: 2099-01-01T00:00:00Z"])
def test_without_a_sound_contact_there_is_no_security_txt(tmp_path: Path, found: str) -> None:
    assert contact.as_text(written(tmp_path, None, found)) == ""


def test_without_a_release_security_txt_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(tmp_path))
    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have a loop running in this one
        answer = thread.submit(asyncio.run, contact.security_txt(Request({"type": "http"}))).result()
    assert (answer.status_code, answer.body) == (404, b"Not found.")


@pytest.mark.slow
@pytest.mark.browser
def test_the_site_serves_security_txt_where_it_is_looked_for(site: str) -> None:
    status, headers, body = ask(site, "/.well-known/security.txt")
    assert status == 200
    assert headers["content-type"] == "text/plain; charset=utf-8"  # RFC 9116
    assert b"Contact: mailto:data@lantern-falls.example\n" in body


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
