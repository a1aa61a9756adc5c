"""A number planted in a hidden cell is nowhere in what a build and its site give out; planted in a shown cell it is found."""

import contextlib
import gzip
import io
import logging
import re
import shutil
import struct
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser
from typer.testing import CliRunner

from indicators.build import build
from indicators.build_gather import Sources
from indicators.catalog import MEASURES
from indicators.cli import app
from indicators.store import Store
from sources.cache import Cache
from sources.session import Session
from tests.indicators.small_catalog import plain, small_catalog
from tests.pages.conftest import ROOT
from tests.pages.sentinels import Altered, Sentinel, files, found_in
from tests.pages.wire import Wire, served

pytestmark = pytest.mark.slow

MEASURED = ("chronic_absence", "graduation_4yr", "enrollment", "population", "program_reach")
DISTRICT, PLACE, YEAR = "9800010", "ember-flats", 2020
GIRLS, EVERYBODY = f"{PLACE},sex,female,2022,2023,83,count,", f"{PLACE},all,all,2022,2023,162,"
# Seven absent students whose rate tells ten; seven present ones beside so many absent that a range is shown; seven girls
# served, of so many that took part. Where the numbers are shown, all are large.
RATE, STUDENTS, TOOK_PART = Sentinel(70.312589), Sentinel(5_183_947), Sentinel(7_392_847)
FEW = 7
ASIAN, BLACK = '"Asian",59,7.8', '"Black or African American",433,17.0'
ENROLLED = '"*",800,2540,3026,"*",600,2159,9144'
HIDDEN = {ASIAN: '"Asian",7,70.312589', BLACK: '"Black or African American",5183947,99.999865'}
SHOWN = {
    ASIAN: '"Asian",5183947,70.312589',
    ENROLLED: '"*",800,5183947,3026,"*",600,2159,5190551',
}
SOURCE = "cache/ctdata/"  # the publisher's own answer, as it was sent
FILES = (  # pages that offer files of the measures in which the numbers were planted
    *("trends?measure=chronic_absence", "groups?measure=chronic_absence", "methods?measure=chronic_absence"),
    *(f"groups?measure=program_reach&place={PLACE}&scheme=sex", "dictionary"),
)
PAGES = (
    *("", "map?measure=program_reach&group=female", f"place?place={PLACE}", f"place?place={DISTRICT}"),
    *(f"trends?measure=program_reach&place={PLACE}", "outcome", "area", "privacy", "sources"),
)


@dataclass
class Built:
    """A data folder, all that its build said, and the store of its release."""

    root: Path
    said: str
    store: Store = field(repr=False)


def built(folder: Path, planted: dict[str, str], girls: str) -> Built:
    """The made-up community with numbers planted in the state's answer and in the partner's file."""
    town = Path(shutil.copytree(ROOT / "communities/demo", folder / "town", ignore=shutil.ignore_patterns("*.py")))
    toml = (town / "community.toml").read_text("utf-8")
    (town / "community.toml").write_text(re.sub(r"(?m)^acs5 = .*$", "acs5 = [2022, 2023]", toml), "utf-8")
    text = (town / "prek_seats.csv").read_text("utf-8")
    assert GIRLS in text
    text = text.replace(GIRLS, f"{PLACE},sex,female,2022,2023,{girls},count,7392847")
    total = f"{PLACE},all,all,2022,2023,{79 + int(girls)},"  # and the boys
    (town / "prek_seats.csv").write_text(text.replace(EVERYBODY, total), "utf-8")
    row = '"=""9980011""",'  # of the made-up city's schools
    services = Altered({f"{row}{old}".encode(): f"{row}{new}".encode() for old, new in planted.items()})
    root, said, log = folder / "data", io.StringIO(), io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        with (
            small_catalog({name: plain(MEASURES[name]) for name in MEASURED}),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
        ):
            sources = Sources(Session(mirror="", adapter=services), Cache(root / "cache"), "0" * 40)
            made = build(town, root, sources, say=lambda text: print(text))  # noqa: T201 - as the command does
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(logging.WARNING)
    assert services.done == set(services.exchanged)
    return Built(root, "\n".join([said.getvalue(), log.getvalue(), *made.problems]), Store.open(root))


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("hidden"), HIDDEN, str(FEW))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("shown"), SHOWN, "83")


@pytest.fixture(scope="module")
def sentinels(shown: Built) -> list[Sentinel]:
    """The planted numbers, and the rate of seven girls among those who could be served."""
    girls = shown.store.rows("program_reach", period_end=2023).query("geoid == @PLACE and group == 'female'")
    assert girls["numerator"].tolist() == [83]
    return [RATE, STUDENTS, TOOK_PART, Sentinel(100 * FEW / float(girls["denominator"].iloc[0]))]


def status(store: Store, measure: str, geoid: str, group: str, year: int) -> str:
    rows = store.rows(measure, period_end=year)
    return str(rows.loc[rows["geoid"].eq(geoid) & rows["group"].eq(group), "status"].iloc[0])


def test_the_planted_cells_are_hidden_in_one_release_and_shown_in_the_other(hidden: Built, shown: Built) -> None:
    cells = [("chronic_absence", DISTRICT, g, YEAR) for g in ("asian", "black")]
    cells.append(("program_reach", PLACE, "female", 2023))
    assert [status(hidden.store, *cell) for cell in cells] == ["suppressed", "range", "suppressed"]
    cells.append(("enrollment", DISTRICT, "black", 2022))
    assert [status(shown.store, *cell) for cell in cells] == ["published"] * 4


def test_no_file_but_the_publishers_own_answer_has_a_hidden_number(hidden: Built, sentinels: list[Sentinel]) -> None:
    *_, took_part, rate = sentinels
    assert {"cache", "private", "releases"} <= {name.split("/")[0] for name, _ in files(hidden.root)}
    found = found_in(files(hidden.root), sentinels)
    assert any(name.startswith(SOURCE) for name in found)
    elsewhere = {name for name in found if not name.startswith(SOURCE)}
    # The proof is made of true tables; it lies in the private folder, and nobody else may read it.
    assert {(Path(name).parts[0], Path(name).name) for name in elsewhere} <= {("private", "proof.npz")}, elsewhere
    assert all((hidden.root / name).parent.stat().st_mode & 0o077 == 0 for name in elsewhere)
    assert found_in(files(hidden.root), [took_part, rate]) == set()  # a partner's numbers are kept nowhere
    assert found_in([("what the build said", hidden.said.encode())], sentinels) == set()


def test_the_audit_tells_no_hidden_number(
    hidden: Built, sentinels: list[Sentinel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(hidden.root))
    answer = CliRunner().invoke(app, ["audit", hidden.store.release.id])
    assert answer.exit_code == 0, answer.output
    assert found_in([("the audit", answer.output.encode())], sentinels) == set()


def test_the_search_of_files_finds_what_is_shown(shown: Built) -> None:
    for sentinel in (RATE, STUDENTS):
        found = found_in(files(shown.root), [sentinel])
        assert any(name.endswith(".parquet") and name.startswith("releases/") for name in found), found


@pytest.mark.browser
@pytest.mark.timeout(600)  # fourteen pages and all their files
@pytest.mark.parametrize(("width", "offering"), [(390, FILES[2:]), (1280, FILES)])
def test_no_browser_is_told_a_hidden_number(
    chromium: Browser, hidden: Built, sentinels: list[Sentinel], width: int, offering: tuple[str, ...], tmp_path: Path
) -> None:
    """Files do not depend on the width: a phone asks for some of them."""
    log = tmp_path / "site.log"
    with served(hidden.root, log) as address:
        wire = Wire(chromium, address, width)
        for where in (*PAGES, *FILES):
            wire.visit(where, downloads=where in offering)
        wire.context.close()
    assert {"answer", "message", "page", "download"} <= set(wire.kinds)
    assert wire.kinds["page"] == len(PAGES) + len(FILES)
    kinds = {
        name[name.rindex(".") :] for name in (body.decode() for kind, body in wire.seen if kind.startswith("name"))
    }
    assert {".csv", ".json", ".png", ".svg", ".zip"} <= kinds
    assert found_in([*wire.seen, ("the site's log", log.read_bytes())], sentinels) == set()


@pytest.mark.browser
def test_the_search_of_the_wire_finds_what_is_shown(chromium: Browser, shown: Built, tmp_path: Path) -> None:
    with served(shown.root, tmp_path / "site.log") as address:
        wire = Wire(chromium, address, 1280)
        wire.visit("groups?measure=enrollment", downloads=True)
        wire.context.close()
    found = found_in(wire.seen, [STUDENTS])
    assert {kind for kind in ("message", "page", "download") if any(n.startswith(kind) for n in found)} == {
        "message",
        "page",
        "download",
    }, found


def test_a_number_is_found_however_it_is_written_or_packed() -> None:
    packed, table = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("a.csv", "5.183.947")
    pd.DataFrame({"n": [1.0, 5_183_947.0]}).to_parquet(table, compression="zstd")
    ways = {
        "plain": b"of 5,183,947 students",
        "gzip": gzip.compress(b"x=5183947"),
        "zip": packed.getvalue(),
        "parquet": table.getvalue(),
        "binary": b"..." + struct.pack("<d", 5_183_947.0) + b"...",
    }
    assert found_in(ways.items(), [STUDENTS]) == set(ways)
    assert found_in({"longer": b"15183947 51839470 3.5183947"}.items(), [STUDENTS]) == set()
    assert found_in({"rate": b"M0.70312589"}.items(), [RATE]) == {"rate"}
