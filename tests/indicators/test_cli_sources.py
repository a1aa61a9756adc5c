"""`flashlight sources`: the whole list on a terminal of any width, and for programs."""

import orjson
import pytest
from typer.testing import CliRunner

from indicators.cli import app
from indicators.commands.output import out
from sources import registry

run = CliRunner().invoke


def wide(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """A terminal of this width, whatever the console found when it was made; it heeds width and height together only."""
    monkeypatch.setattr(out, "_width", columns)
    monkeypatch.setattr(out, "_height", 50)


@pytest.mark.parametrize("width", ["60", "80", "200"])
def test_every_source_stands_in_the_table_with_its_use(monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    wide(monkeypatch, int(width))
    done = run(app, ["sources"])
    assert done.exit_code == 0, done.output
    assert max(map(len, done.output.splitlines()[:-1])) <= int(width)
    shown = done.output.replace(" ", "").replace("│", "").replace("\n", "")
    for word in ("fetched", "linkonly", "needsanagreement"):
        assert word in "".join(part for part in shown.split("━"))
    assert f"{len(registry.listings())} sources: " in done.output


def test_a_wide_table_has_every_id_and_what_is_known_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wide(monkeypatch, 400)
    shown = run(app, ["sources"]).output
    for listing in registry.listings():
        assert listing.id in shown
        for words in (listing.name, listing.publisher, listing.offers, listing.licence):
            assert words.en in shown, listing.id


def test_json_is_the_registry() -> None:
    done = run(app, ["sources", "--format", "json"])
    assert orjson.loads(done.stdout_bytes) == orjson.loads(registry.as_json())


def test_another_format_is_a_mistake_in_the_command() -> None:
    assert run(app, ["sources", "--format", "xml"]).exit_code == 2
