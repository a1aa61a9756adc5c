"""What a person sees of a partner's numbers: nothing once the agreement has ended, and no file where it forbids them."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from charts import areas, download, svg
from charts.own_area import OwnArea
from charts.words import inside, t
from indicators import release
from indicators.cli import app as command
from indicators.store import NoFileError, Store
from indicators.tables import STATUSES
from pages.parts import takeaway
from pages.parts.here import Here
from tests.pages.conftest import PAGES, text_of
from tests.releases import small_contents, ungated

REACH = "program_reach"
Visit = Callable[..., AppTest]


def made(root: Path, **terms: Any) -> Path:
    term = {"partner": "Elm Tutors", "until": "2099-06-30", "redistribution": True} | terms
    contents = small_contents()
    others = {"partner": "Oak Rooms", "until": "2099-06-30", "redistribution": True}
    about = {**contents.about, "agreements": {REACH: [term], "program_children": [others]}}
    release.write(root, replace(contents, about=about), datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated)
    return root


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("ended"), until="2021-06-30")


@pytest.fixture(scope="module")
def no_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("no-files"), redistribution=False)


@pytest.fixture(scope="module")
def gone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release made after the agreement had ended: it has no row of the measure."""
    root, contents = tmp_path_factory.mktemp("gone"), small_contents()
    term = {"partner": "Elm Tutors", "until": "2021-06-30", "redistribution": False}
    about = {**contents.about, "agreements": {}, "agreements_ended": {REACH: [term]}}
    rows = contents.published[~contents.published["measure"].isin([REACH, "program_children"])]
    parts = replace(contents, about=about, published=rows)
    release.write(root, parts, datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated)
    return root


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("page", ["methods", "outcome", "map"])
def test_a_release_made_after_the_end_says_so_too(
    gone: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch, page: str, lang: str
) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(gone))
    said = text_of(visit(page, measure=REACH, area="kindergarten", lang=lang)).replace("\u2060", "")
    day = {"en": "30 June 2021", "es": "30 de junio de 2021"}[lang]
    measure = Store.open(gone).measures[REACH].name[lang]
    assert t("agreed.ended", lang, measure=measure, partner="Elm Tutors", day=day) in said
    assert t("agreed.unknown", lang, measure=Store.open(gone).measures["program_children"].name[lang]) not in said


def test_a_table_that_a_release_does_not_have_is_not_said_to_be_on_the_site(gone: Path) -> None:
    runner = CliRunner(env={"COLUMNS": "300"})
    for measure, why in ((REACH, " The agreement with Elm Tutors ended on 2021-06-30."), ("program_children", "")):
        refused = runner.invoke(command, ["table", measure, "--data", str(gone)])
        assert refused.exit_code == 2
        assert refused.stderr.rstrip().endswith(f"has no numbers of {measure}.{why}")


def numbers(root: Path) -> set[str]:
    """Every number of the partner's measure that the small release has, as a page would print it."""
    rows = Store.open(root).as_made().rows(REACH)
    return {f"{value:.0f}%" for value in rows["value"].dropna()} | {f"{n:,.0f}" for n in rows["numerator"].dropna()}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("page", ["map", "trends", "groups"])
def test_the_page_of_an_ended_agreement_says_so_and_has_no_number(
    ended: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch, page: str, lang: str
) -> None:
    assert len(numbers(ended)) > 3
    monkeypatch.setenv("FLASHLIGHT_DATA", str(ended))
    said = text_of(visit(page, measure=REACH, lang=lang, show="table"))
    store = Store.open(ended)
    day = {"en": "30 June 2021", "es": "30 de junio de 2021"}[lang]
    measure = store.measures[REACH].name[lang]
    assert t("agreed.ended", lang, measure=measure, partner="Elm Tutors", day=day) in said.replace("\u2060", "")
    assert t("status.not_available", lang) in said
    assert not [row for row in said.split("<td") if row.partition("</td>")[0].rpartition(">")[2] in numbers(ended)]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_without_the_measure(
    ended: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(ended))
    said = text_of(visit(page, area="kindergarten", place="ash-hill"))
    assert said.count("<h1>") == 1
    if page in ("home", "methods", "outcome"):
        assert "ended on 30 June 2021" in said.replace("\u2060", "")


def figure(root: Path) -> Any:
    return areas.figure(
        Store.open(root),
        REACH,
        level="neighborhood",
        scheme="all",
        group="all",
        period_end=2020,
        lang="en",
    )


def test_no_file_is_made_where_the_agreement_allows_none(no_files: Path) -> None:
    shown = figure(no_files)
    assert shown.no_file == t("agreed.no_file", "en")
    for make in (download.csv, download.archive, download.metadata, svg.draw):
        with pytest.raises(NoFileError, match="does not allow files"):
            make(shown)
    here = Here(Store.open(no_files), "en", "methods")
    with pytest.raises(NoFileError, match="program_reach is shared does not allow files"):
        takeaway.csv(here, REACH)


def test_a_measure_in_no_file_is_not_presented_either(
    visit: Visit, no_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(no_files))
    page = text_of(visit("trends", measure=REACH, present="1"))
    assert 'class="present"' not in page
    assert f">{t('card.present', 'en')}<" not in page


def test_all_numbers_in_one_file_are_all_but_those(no_files: Path, ended: Path) -> None:
    here = Here(Store.open(no_files), "en", "methods")
    with zipfile.ZipFile(io.BytesIO(takeaway.everything(here))) as bundle:
        names, content = bundle.namelist(), {n: bundle.read(n).decode("utf-8-sig") for n in bundle.namelist()}
    assert len(names) == len(here.measures) - 1 + 2
    assert f"{takeaway.stem(here, REACH)}.csv" not in names
    assert REACH not in content["metadata.json"]
    children = content[f"{takeaway.stem(here, 'program_children')}.csv"].partition("measure,level")[0]
    assert t("chart.note_pool", "en") in children
    for said in (children, content["README.txt"]):
        assert said.count("never zero") == 1
        assert all(f"{status} = {t(f'status.{status}', 'en')}" in said for status in takeaway.STATUSES)
    assert set(takeaway.STATUSES) == STATUSES
    name = here.measure(REACH).name["en"]
    assert t("agreed.not_in_files", "en", measures=inside(name)) in content["README.txt"]
    gone = takeaway.csv(Here(Store.open(ended), "en", "methods"), REACH).decode("utf-8-sig").splitlines()
    assert {line.rsplit(",", 1)[1] for line in gone if line.startswith(REACH)} == {"not_available"}


def test_the_file_of_an_own_area_leaves_them_out(no_files: Path) -> None:
    area = OwnArea(Store.open(no_files), "neighborhood", ("ash-hill", "bell-meadow"), "en")
    written = area.csv().decode("utf-8-sig")
    assert not [line for line in written.splitlines() if f",{REACH}," in line]
    assert ",poverty," in written
    name = Store.open(no_files).measures[REACH].name["en"]
    assert t("agreed.not_in_files", "en", measures=inside(name)) in written
    assert name in area.table().to_csv()


def test_pages_show_the_numbers_and_offer_no_file(
    no_files: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(no_files))
    shown = visit("trends", measure=REACH)
    assert t("agreed.no_file", "en") in text_of(shown)
    assert not shown.get("download_button")
    assert visit("trends", measure="poverty").get("download_button")
    methods = visit("methods", measure=REACH)
    assert len(methods.get("download_button")) == 1  # all the others in one file
    assert "the agreements with partners do not allow it" in text_of(methods)


def test_the_command_line_gives_no_file_either(no_files: Path, ended: Path) -> None:
    runner = CliRunner(env={"COLUMNS": "300"})
    refused = runner.invoke(command, ["table", REACH, "--data", str(no_files)])
    assert refused.exit_code == 1
    assert "does not allow files of its numbers" in refused.stderr
    assert runner.invoke(command, ["table", "poverty", "--data", str(no_files)]).exit_code == 0
    gone = runner.invoke(command, ["table", REACH, "--data", str(ended)])
    lines = gone.stdout.splitlines()[1:]
    assert lines
    assert {line.rsplit(",", 1)[1] for line in lines} == {"not_available"}


def test_a_day_before_everything_is_there(tmp_path: Path) -> None:
    root = made(tmp_path, until="2021-06-30")
    release_id = Store.open(root).release.id
    before = Store(root, release_id, lambda: date(2021, 6, 30)).rows(REACH)
    assert set(before["status"]) != {"not_available"}
