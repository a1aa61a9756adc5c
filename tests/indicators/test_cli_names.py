"""Names that look like the terminal's own markup are printed as they are written, and never taken for it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from indicators import release
from indicators.cli import app
from indicators.commands import building, output
from indicators.commands.building import bar
from tests.releases import small_contents, ungated

NAMES = (
    "[Old] Town",
    "[bold red]Loud[/bold red]",
    "Broken [/nothing]",
    ":tada: Springs",
    "Back\\slash [x]",
    "[link=https://x.test]here",
)
run = CliRunner().invoke


@pytest.mark.parametrize("name", NAMES)
def test_progress_shows_the_name_as_it_is(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Console(record=True, width=200, force_terminal=True, emoji=False, highlight=False)
    monkeypatch.setattr(building, "err", terminal)
    with bar(f"Building {name}") as tell:
        tell(1, 2, name)
    assert f"Building {name}: {name}" in terminal.export_text()


@pytest.mark.parametrize("name", NAMES)
def test_words_on_both_outputs_keep_the_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    output.out.print(f"{name}: 3 answers.")
    output.notes([f"{name} has no tract."])
    said = capsys.readouterr()
    assert said.out == f"{name}: 3 answers.\n"
    assert said.err == f"Note: {name} has no tract.\n"


def test_what_only_the_community_can_mend_is_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    output.notes([f"note {n}" for n in range(20)], first=11)
    said = capsys.readouterr().err
    assert ("note 10\n" in said, "note 11\n" in said) == (True, False)
    assert "9 more stand in the release's release.json" in said


@pytest.mark.parametrize("name", NAMES)
def test_commands_list_a_release_by_its_name(name: str, tmp_path: Path) -> None:
    contents = small_contents()
    about = {**contents.about, "community": {**contents.about["community"], "name": name}}
    release.write(tmp_path, replace(contents, about=about), datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated)
    done = run(app, ["releases", "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert name in done.output
