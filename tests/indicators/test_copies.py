"""After the day by which every copy was to be destroyed, releases that hold a partner's numbers are named, and none is deleted."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo import clock
from indicators import partner_notes, release
from indicators.cli import app
from indicators.commands import copies
from indicators.commands.doctor import findings
from indicators.settings import Settings
from tests.releases import small_contents, ungated

DEMO = Path(__file__).resolve().parents[2] / "communities" / "demo"
PARTNER = "Lanternford Preschool Partners (made up)"
GONE_BY = date(2027, 12, 31)
AFTER = date(2028, 1, 1)


def made(root: Path, hour: int, destroy_by: date | None = GONE_BY, partner: str = PARTNER, slug: str = "") -> str:
    """The id of a release of the demo community with this partner's numbers; without them where `partner` is empty."""
    parts = small_contents()
    term = {"partner": partner, "until": "2027-06-30", "redistribution": True}
    stated = term | ({"destroy_by": destroy_by.isoformat()} if destroy_by else {})
    about = {**parts.about, "agreements": {"program_reach": [stated]} if partner else {}}
    about["community"] = parts.about["community"] | {"slug": slug or "demo"}
    at = datetime(2026, 11, 20, hour, 0, tzinfo=UTC)
    return release.write(root, replace(parts, about=about), at, ungated)


def folders(root: Path, *releases: str) -> str:
    return ", ".join(str(root / room / one) for one in releases for room in ("releases", "private"))


def copies_told(root: Path) -> list[str]:
    found = [finding for finding in findings(Settings(root)) if finding.what == "Copies"]
    assert not any(finding.good for finding in found)
    return [finding.found for finding in found]


@pytest.fixture(autouse=True)
def after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: AFTER)


def test_the_doctor_names_every_release_that_holds_what_should_be_gone(tmp_path: Path) -> None:
    """Also one made before releases said by when."""
    old, newer = made(tmp_path, 8, destroy_by=None), made(tmp_path, 9)
    made(tmp_path, 10, partner="Elm Tutors", destroy_by=AFTER)
    made(tmp_path, 11, partner=PARTNER, slug="elsewhere", destroy_by=AFTER)
    served = made(tmp_path, 12, partner="")
    (said,) = copies_told(tmp_path)
    assert f"{PARTNER}'s numbers was to be destroyed by {GONE_BY}" in said
    assert said.endswith(f"no command does: {folders(tmp_path, old, newer)}.")
    assert "is served" not in said
    assert {old, newer, served} <= set(release.known(tmp_path))


def test_of_a_release_that_is_served_the_build_comes_first(tmp_path: Path) -> None:
    served = made(tmp_path, 8)
    shutil.rmtree(tmp_path / "private" / served)
    (said,) = copies_told(tmp_path)
    assert f"{served} is served: build again first" in said
    assert said.endswith(f"no command does: {tmp_path / 'releases' / served}.")


def test_who_removes_a_release_is_told_what_goes_with_it(tmp_path: Path) -> None:
    old, served = made(tmp_path, 8), made(tmp_path, 9)
    (said,) = copies_told(tmp_path)
    assert "no longer counts as known" in said
    assert "list what it showed in assume_public" in said
    assert release.gone(tmp_path, "demo") == []
    shutil.rmtree(tmp_path / "releases" / old)
    assert release.gone(tmp_path, "demo") == [old]
    assert release.gone(tmp_path, "elsewhere") == []
    assert partner_notes.taken_away([]) == []
    (note,) = partner_notes.taken_away([old])
    assert f"No longer in the data folder: {old}." in note
    assert served not in note


def test_on_the_last_day_nothing_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, 8)
    monkeypatch.setattr(clock, "today", lambda: GONE_BY)
    assert copies_told(tmp_path) == []


def test_the_newest_release_says_which_day_holds(tmp_path: Path) -> None:
    first = made(tmp_path, 8, destroy_by=date(2020, 1, 1))
    made(tmp_path, 9, destroy_by=AFTER)
    assert copies_told(tmp_path) == []
    assert copies.of_partner(tmp_path, "demo", PARTNER)[0] == first


def test_what_cannot_be_read_or_is_not_there_stops_nobody(tmp_path: Path) -> None:
    assert copies_told(tmp_path) == []
    broken, whole = made(tmp_path, 8), made(tmp_path, 9)
    (tmp_path / "releases" / broken / "release.json").write_text("{")
    (said,) = copies_told(tmp_path)
    assert whole in said
    assert broken not in said


@pytest.mark.parametrize(("destroy_by", "told"), [(GONE_BY, True), (AFTER, False)])
def test_the_list_of_partners_names_them_too(tmp_path: Path, destroy_by: date, told: bool) -> None:
    """By the agreement as the community states it now, whatever a release says of it."""
    town = Path(shutil.copytree(DEMO, tmp_path / "town", ignore=shutil.ignore_patterns("*.py", "__pycache__")))
    text = (town / "community.toml").read_text("utf-8")
    text, times = re.subn(r"(?m)^destroy_by = .*$", f"destroy_by = {destroy_by}", text)
    assert times == 1
    (town / "community.toml").write_text(text, "utf-8")
    held = made(tmp_path / "data", 8, destroy_by=None)
    found = CliRunner(env={"COLUMNS": "2000"}).invoke(
        app, ["partner", "list", str(town), "--data", str(tmp_path / "data")]
    )
    assert found.exit_code == int(told)
    assert (f"Releases hold its numbers still. {held} is served" in found.stdout) == told
    assert (folders(tmp_path / "data", held) in found.stdout) == told
    assert held in release.known(tmp_path / "data")
