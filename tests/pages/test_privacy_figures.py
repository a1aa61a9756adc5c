"""The figures on the page on privacy: the audit's own account, what an older release lacks, and what is never told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import catalog, t
from indicators.catalog import GROUPS
from pages.parts.html import esc
from pages.parts.protection import LEVELS
from tests.pages.audits import AUDIT, OLDER
from tests.pages.conftest import text_of

Visit = Callable[..., AppTest]
Write = Callable[..., str]


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


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_was_out_before_counts_rows_as_the_figure_beside_it_does(page_of: Write, lang: str) -> None:
    """A row has up to three cells; single groups behind sums are no rows of the figure, and what only was earlier is none."""
    rows = [("row", 5), ("sum", 7), ("earlier", 11)]
    counted = [{"out_before": True, "of": of, "rows": n} for of, n in rows]
    said = page_of(AUDIT | {"open": [{"out_before": True}] * 33, "open_rows": counted}, lang=lang)
    out, behind = (t(f"page_privacy.{key}", lang, count=n) for key, n in (("figure_out", 5), ("figure_out_sums", 7)))
    assert f"{out} {behind}" in said
    still = page_of(AUDIT | {"open_rows": [*counted, {"out_before": False, "of": "row", "rows": 2}]}, lang=lang)
    assert t("page_privacy.figure_open", lang, count=2) in still


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


def test_counts_by_measure_are_folded(page_of: Write) -> None:
    rows = [{"measure": "enrollment", "level": "school_district", "status": "suppressed", "rows": 1_017}]
    said = page_of(None, rows=rows)
    assert f"<summary>{t('page_privacy.by_measure', 'en')}</summary>" in said
    assert "1,017" in said


def test_levels_are_the_sites() -> None:
    assert set(LEVELS) == {key.removeprefix("level.") for key in catalog("en") if key.startswith("level.")}
