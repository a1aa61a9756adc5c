"""`flashlight audit`: exit codes, both formats, and a digest that anybody can make again."""

import hashlib
import re
import shutil
from pathlib import Path

import orjson
from typer.testing import CliRunner

from charts.words import t
from indicators import gate
from indicators.audit import audit
from indicators.audit_account import compared, with_digest
from indicators.audit_report import LEVELS, public, report
from indicators.audit_text import as_text
from indicators.cli import app
from indicators.store import Store
from tests.indicators.audited import ENROLLED, HIDDEN, counted, released
from tests.indicators.gated import NOBODY_KNOWS, frames, written

run = CliRunner().invoke


def test_a_safe_release_ends_well_and_says_what_was_done(tmp_path: Path) -> None:
    made = released(tmp_path, counted(ENROLLED, HIDDEN))
    done = run(app, ["audit", made, "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output
    for words in (
        f"Audit of release {made}",
        "Open: 0.",
        "Out before this release, nothing can take it back: 0\n",
        "Counts of students below 10 are not shown.",
        "primary: few",
        "complementary: another",
        "School districts [school_district], Asian [asian]: 1 shown",
        "School districts [school_district], Two or more races [two]: 1 hidden",
        "71.4 percent",
        "the private log",
        "There is no earlier release",
        "1 protected quantity, ",
        "Digests to compare",
        "This whole report, for its owner: ",
    ):
        assert words in done.stdout


def test_an_open_number_ends_with_one_and_names_cell_equation_and_remedy(tmp_path: Path) -> None:
    made = released(tmp_path, counted(ENROLLED, ("aian",)))
    done = run(app, ["audit", made, "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "those counted: American Indian or Alaska Native, " in done.stdout
    assert " School districts [school_district], 2019 [enrollment.count of aian" in done.stdout
    assert "from: Everyone = the groups of race_ethnicity" in done.stdout
    assert "remedy: Hide one more number" in done.stdout
    assert "1 protected number can be worked out" in done.stderr


def test_what_was_out_before_is_told_by_measure_and_release_and_is_no_failure(tmp_path: Path) -> None:
    first = released(tmp_path, counted(ENROLLED, ()))
    published, log, behind = frames(ENROLLED, HIDDEN)
    secured = gate.secure(published, log, behind, gate.known(tmp_path, behind, 10, ()))
    (note,) = secured.problems()
    assert note.startswith(
        f"1 quantity of a hidden row was out before this release, told 1 by release {first}. Nothing that is hidden"
    )
    done = run(app, ["audit", written(tmp_path, secured, hour=13), "--data", str(tmp_path)])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Open: 0." in done.stdout
    assert "Out before this release, nothing can take it back: 1\n" in done.stdout
    name = Store.open(tmp_path, first).measures["enrollment"].name.en
    assert f"  {name} [enrollment]: 1 told by release {first}\n  A row has up to three quantities: those" in done.stdout


def test_the_public_files_can_be_attacked_elsewhere(tmp_path: Path) -> None:
    store = Store.open(tmp_path, released(tmp_path, counted(ENROLLED, HIDDEN)))
    for path in store.public_files():
        copy = tmp_path / "elsewhere" / path.relative_to(store.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    done = run(app, ["audit", store.release.id, "--data", str(tmp_path / "elsewhere")])
    assert done.exit_code == 0, done.output
    assert "judged by ranges alone" in done.stdout


def test_levels_are_named_as_on_the_pages() -> None:
    assert {level: t(f"level.{level}", "en") for level in LEVELS} == LEVELS


def test_the_digest_is_of_everything_else_in_the_report(tmp_path: Path) -> None:
    made = released(tmp_path, counted(ENROLLED, HIDDEN))
    arguments = ["audit", made, "--data", str(tmp_path), "--format", "json"]
    first, again = run(app, arguments), run(app, arguments)
    assert first.stdout == again.stdout
    said = orjson.loads(first.stdout)
    digest = said.pop("digest")
    assert digest == hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
    assert (said["open"], said["earlier"], said["protected"]) == ([], [], 1)


def test_earlier_releases_are_listed(tmp_path: Path) -> None:
    before = released(tmp_path, counted({**ENROLLED, "black": 221}, HIDDEN), hour=9)
    made = released(tmp_path, counted(ENROLLED, HIDDEN), hour=10)
    done = run(app, ["audit", made, "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert (
        f"Its numbers were taken as known: release {before} (1 of its tables was corrected since and stands"
        in done.stdout
    )


def test_the_digest_of_the_page_is_made_again_and_what_differs_is_said(tmp_path: Path) -> None:
    made = written(tmp_path, gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS))
    digest = Store.open(tmp_path, made).audit()["digest"]
    same = run(app, ["audit", made, "--data", str(tmp_path)])
    assert (
        f"Report, as audit.json and the page on privacy have it: {digest}\n    Made again just now: the same."
        in same.stdout
    )
    assert "does not come out the same" not in same.stderr
    released(tmp_path, counted(ENROLLED, HIDDEN), hour=9)  # an earlier release comes into the folder
    other = run(app, ["audit", made, "--data", str(tmp_path)])
    assert other.exit_code == 0
    assert "DIFFERS from the one made again just now" in other.stdout
    assert re.search(r"Not the same: .*\bearlier\b.*\. An earlier release may", other.stdout)
    assert "does not come out the same" in other.stderr
    (tmp_path / "private" / made / "suppression_log.parquet").unlink()
    assert "Not made again" in run(app, ["audit", made, "--data", str(tmp_path)]).stdout


def test_an_account_that_was_changed_is_not_its_digests() -> None:
    account = with_digest({"cells": 7, "unread": []})
    assert compared(account, None) == {"digest": account["digest"], "of_its_own": True}
    assert not compared(account | {"cells": 8}, None)["of_its_own"]
    again = with_digest({"cells": 7, "unread": ["older"], "schema": 1})
    assert compared(account, again)["differs"] == ["schema", "unread"]
    assert compared({}, again) == {}


def test_what_earlier_releases_alone_hid_is_told_as_attacked_only(tmp_path: Path) -> None:
    made = written(tmp_path, gate.secure(*frames(ENROLLED, HIDDEN), NOBODY_KNOWS))
    said = report(audit(tmp_path, made))
    assert "attacked, not proven" not in as_text(said)
    assert "  1 more was hidden by an earlier release and has no row in this one" in as_text(said | {"of_earlier": 1})
    assert "  162 more were hidden by earlier releases and have no row" in as_text(said | {"of_earlier": 162})
    assert "of_earlier" not in public(said)


def test_a_release_of_another_schema_is_said_with_the_next_step(tmp_path: Path) -> None:
    made = released(tmp_path, counted(ENROLLED, HIDDEN))
    about = tmp_path / "releases" / made / "release.json"
    about.write_bytes(orjson.dumps(orjson.loads(about.read_bytes()) | {"schema": 2}))
    done = run(app, ["audit", made, "--data", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "is of schema 2; this program reads releases of schema 3" in done.stderr
    assert "with the version of the program that made it" in done.stderr


def test_a_release_there_is_not_is_said_with_the_next_step(tmp_path: Path) -> None:
    done = run(app, ["audit", "20261121T120000Z-nowhere-0123456789ab", "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "There is no release" in done.stderr
