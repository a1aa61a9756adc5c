"""A build with nothing new asks as ever, reads nothing that it has read before, and tells the same."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import orjson
import pandas as pd
import pytest

from communities.demo.transport import DemoAdapter
from geo import community as communities
from indicators import plan as plans
from indicators import release_private
from indicators.build_digest import inputs_digest
from indicators.build_gather import Sources, gather, observations
from indicators.build_pieces import NOTHING, Piece, as_bytes, remembered
from indicators.feeds import FEEDS, Told
from indicators.store import Store
from sources import connecticut, gtfs, partner_file, population_files
from sources.cache import Cache
from sources.session import Session
from sources.single_cell import SingleCell
from sources.urban import Revision
from tests.indicators.small_build import DEMO, KEY, QUICK, Failing, built
from tests.indicators.test_build_revised import Edited, other
from tests.sources.test_witness import ask

TOWN = communities.read(DEMO)
FEW = ("chronic_absence", "population_estimates", "partners")
# Only what these tests are about; neither the survey nor shapes.
PLAN = replace(
    plans.make(TOWN, has_key=True), acs=(), boundaries=(), replicates=(), feeds=tuple(FEEDS[name] for name in FEW)
)
REVISED = {"chronic-absenteeism__2017-18_race.csv": other(b'"Asian",52,7.3', b'"Asian",52,7.4')}
READERS = ((connecticut, "_cells"), (population_files, "_totals"), (gtfs, "stops"), (partner_file, "observations"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each kind of file was read."""
    counted = Counter[str]()

    def spy(name: str, whole: Callable[..., object], *args: object) -> object:
        counted[name] += 1
        return whole(*args)

    for module, name in READERS:
        kind = module.__name__.rpartition(".")[2]
        monkeypatch.setattr(module, name, partial(spy, kind, getattr(module, name)))
    return counted


class Gave:
    """One gathering: what it found, what the next may be told of it, and the digest of what a release would be made from."""

    def __init__(self, root: Path, before: "Gave | None" = None, adapter: DemoAdapter | None = None) -> None:
        session = Session(mirror="", adapter=adapter or DemoAdapter(), pace=QUICK)
        self.sources = Sources(session, Cache(root / "cache"), KEY)
        self.found = gather(PLAN, TOWN, self.sources, None, before.kept if before else NOTHING)
        self.digest = inputs_digest("program", self.sources.cache, self.found)
        self.kept = remembered(as_bytes("program", self.found.lasting), "program")

    @property
    def told(self) -> tuple[object, ...]:
        """Everything that a person is told, and whether it would be built."""
        return self.found.problems, self.found.private, self.found.failed, self.found.drifted, self.digest


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Gave]:
    """A folder with a filled cache, and what filled it."""
    root = tmp_path_factory.mktemp("filled")
    return root, Gave(root)


@pytest.fixture
def first(filled: tuple[Path, Gave], tmp_path: Path) -> tuple[Path, Gave]:
    """A copy of the folder, for this test alone."""
    return Path(shutil.copytree(filled[0], tmp_path / "first")), filled[1]


def test_where_nothing_is_new_only_a_partners_file_is_read_and_the_same_is_told(
    first: tuple[Path, Gave], read: Counter[str]
) -> None:
    root, before = first
    again = Gave(root, before)
    assert read == {"partner_file": 1}
    assert again.told == before.told
    assert any("disagree" in said for said in again.found.problems), (
        "this test is about sentences of files that are read"
    )
    assert again.found.private
    assert again.found.terms == before.found.terms != {}
    assert again.kept == before.kept


def test_what_was_not_read_is_read_once_when_something_is_computed(
    first: tuple[Path, Gave], read: Counter[str]
) -> None:
    root, before = first
    again = Gave(root, before, Failing("data.ctdata.org", "popest"))
    read.clear()
    rows, expected = (observations(gave.found, gave.sources) for gave in (again, before))
    assert rows.equals(expected)
    assert {name: len(placed.rows) for name, placed in again.found.points.items()} == {
        name: len(placed.rows) for name, placed in before.found.points.items()
    }
    assert min(read[name] for name in ("connecticut", "population_files", "gtfs")) > 0


def test_a_stale_copy_is_told_and_not_read_again(first: tuple[Path, Gave], read: Counter[str]) -> None:
    root, before = first
    again = Gave(root, before, Failing("popest"))
    assert read == {"partner_file": 1}
    assert [said for said in again.found.problems if "earlier copy stands in" in said]
    assert again.digest == before.digest


def test_one_changed_byte_is_noticed_and_only_its_file_is_read(first: tuple[Path, Gave], read: Counter[str]) -> None:
    root, before = first
    shutil.rmtree(root / "cache" / "ctdata")
    again = Gave(root, before, Edited(REVISED))
    assert again.digest != before.digest
    assert set(read) == {"partner_file", "connecticut"}
    shutil.rmtree(root / "cache" / "ctdata")
    assert Gave(root, again).told == before.told, "the byte as it was"


DRIFTED = {"chronic-absenteeism__2017-18_race.csv": other(b'"Asian"', b'"Asiatic"')}


def test_what_failed_when_it_was_read_is_read_again_until_it_is_mended(
    first: tuple[Path, Gave], read: Counter[str]
) -> None:
    root, before = first
    shutil.rmtree(root / "cache" / "ctdata")
    failed = Gave(root, before, Edited(DRIFTED))
    assert list(failed.found.failed) == ["Connecticut schools chronic_absence"]
    assert failed.found.drifted == {"Connecticut schools chronic_absence"}
    assert failed.digest != before.digest
    read.clear()
    still = Gave(root, failed)
    assert read == {"partner_file": 1, "connecticut": 1}, "a newer library may read what this one could not"
    assert still.told == failed.told
    shutil.rmtree(root / "cache" / "ctdata")
    mended = Gave(root, still)
    assert mended.told == before.told
    assert read["connecticut"] > 0


def test_a_source_that_did_not_answer_is_asked_again(tmp_path: Path, read: Counter[str]) -> None:
    failed = Gave(tmp_path, adapter=Failing("data.ctdata.org"))
    assert list(failed.found.failed) == ["Connecticut schools chronic_absence"]
    still = Gave(tmp_path, failed, Failing("data.ctdata.org"))
    assert still.told == failed.told
    read.clear()
    mended = Gave(tmp_path, still)
    assert mended.found.failed == {}
    assert mended.digest != failed.digest
    assert set(read) == {"partner_file", "connecticut"}


def test_what_is_remembered_has_no_rows_nothing_of_partners_and_no_key(filled: tuple[Path, Gave]) -> None:
    kept = as_bytes("program", filled[1].found.lasting)
    assert "partners' own files" not in orjson.loads(kept)["pieces"]
    assert KEY.encode() not in kept
    for outcome in filled[1].kept.values():
        assert all(len(digest) == 64 for digest in outcome.answers.values())
    assert any(isinstance(said, SingleCell) for outcome in filled[1].kept.values() for said in outcome.problems)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"made_by": "program"}', b'{"made_by": "program", "pieces": {"elm": {"rows": 1}}}']
)
def test_what_cannot_be_read_or_is_of_another_program_is_not_remembered(
    filled: tuple[Path, Gave], content: bytes
) -> None:
    assert remembered(content, "program") == {}
    assert remembered(as_bytes("program", filled[1].found.lasting), "another program") == {}


def test_a_revision_is_told_by_the_build_that_met_it_alone(tmp_path: Path) -> None:
    def observe(cache: Cache) -> Told:
        ask(cache, "2022", b"one")
        return Told(pd.DataFrame({"n": [1]}), ["stays so", Revision("has changed")])

    piece = Piece("elm", Cache(tmp_path), observe).ask()
    assert piece.problems == ["stays so", "has changed"]
    later = Piece("elm", Cache(tmp_path), observe, piece.outcome).ask()
    assert later.told is None
    assert later.problems == ["stays so"]


@pytest.mark.usefixtures("few_measures")
def test_a_build_with_nothing_new_reads_no_record(data: Path, read: Counter[str]) -> None:
    again = built(data)
    assert not again.new
    assert not read
    made = Store.open(data).release
    (data / "private" / made.id / release_private.PIECES).unlink()
    anew = built(data)
    assert set(read) == {"connecticut", "gtfs"}, "without that account all is read"
    assert anew == again
