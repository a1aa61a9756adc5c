"""Agreements inside a release: numbers leave every read on the day an agreement has ended, also while a store is open."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import agreements, partner_notes, release
from indicators.agreements import Term
from indicators.audit_rows import records
from indicators.catalog import MEASURES
from indicators.commands.doctor import findings
from indicators.settings import Settings
from indicators.store import Store
from indicators.tables import NUMBERS
from tests.releases import small_contents, ungated

REACH = "program_reach"
LAST = date(2027, 6, 30)
OTHER = "poverty"
ROOT = Path(__file__).resolve().parents[2]


def made(root: Path, *terms: dict[str, Any], known: bool = True) -> str:
    """The id of a release whose partner's measure stands under these terms."""
    contents = small_contents()
    about = {**contents.about, "agreements": {REACH: list(terms)}}
    if not known:
        del about["agreements"]
    return release.write(root, replace(contents, about=about), datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated)


def term(until: date = LAST, *, redistribution: bool = True) -> dict[str, Any]:
    return {"partner": "Elm Tutors", "until": until.isoformat(), "redistribution": redistribution}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    root = tmp_path_factory.mktemp("agreed")
    return root, made(root, term())


class Days:
    """A clock that a test moves."""

    def __init__(self, now: date) -> None:
        self.now = now

    def __call__(self) -> date:
        return self.now


@pytest.fixture
def days() -> Days:
    return Days(LAST)


def numbers(rows: pd.DataFrame) -> int:
    return int(rows[list(NUMBERS)].notna().to_numpy().sum())


def test_numbers_leave_an_open_store_with_the_day(served: tuple[Path, str], days: Days) -> None:
    store = Store(*served, days)
    before = store.rows(REACH)
    assert numbers(before) > 0
    assert store.ended(REACH) is None
    days.now += timedelta(days=1)
    after = store.rows(REACH)
    assert numbers(after) == 0
    assert set(after["status"]) == {"not_available"}
    assert set(after["reliability"]) == {"not_applicable"}
    assert len(after) == len(before)
    assert store.ended(REACH) == Term("Elm Tutors", LAST, True)
    assert numbers(store.rows(OTHER)) > 0
    assert store.ended(OTHER) is None


@given(st.integers(-400, 400))
def test_no_door_of_the_store_gives_a_number_after_the_last_day(served: tuple[Path, str], shift: int) -> None:
    store = Store(*served, Days(LAST + timedelta(days=shift)))
    reads = [store.rows(REACH), store.rows(REACH, level="neighborhood"), store.rows(REACH, place="ash-hill")]
    reads.append(store.place_rows("ash-hill").query("measure == @REACH"))
    for rows in reads:
        assert (numbers(rows) > 0) == (shift <= 0)
        assert shift <= 0 or set(rows["status"]) == {"not_available"}
    own = store.combined(REACH, ("neighborhood", ["ash-hill"]), store.periods(REACH)[-1])
    assert shift <= 0 or own["value"].isna().all()


def test_the_first_agreement_to_end_takes_the_measure_with_it(tmp_path: Path) -> None:
    release_id = made(tmp_path, term(date(2030, 1, 1)), term(LAST), term(date(2028, 1, 1)))
    store = Store(tmp_path, release_id, Days(LAST + timedelta(days=1)))
    ended = store.ended(REACH)
    assert ended is not None
    assert ended.until == LAST
    assert numbers(store.rows(REACH)) == 0


def test_one_agreement_that_forbids_files_forbids_them(tmp_path: Path) -> None:
    store = Store(tmp_path, made(tmp_path, term(), term(redistribution=False)))
    assert not store.downloadable(REACH)
    assert store.downloadable(OTHER)


def test_a_release_that_says_nothing_of_agreements_shows_nothing_of_partners(tmp_path: Path) -> None:
    store = Store(tmp_path, made(tmp_path, known=False))
    assert numbers(store.rows(REACH)) == 0
    assert not store.downloadable(REACH)
    assert numbers(store.rows(OTHER)) > 0


def test_an_audit_counts_in_what_was_shown_before(served: tuple[Path, str]) -> None:
    """Whoever kept a page from before the last day can still subtract with it."""
    store = Store(*served, Days(LAST + timedelta(days=1)))
    assert numbers(records(store).query("measure == @REACH")) > 0
    assert numbers(store.rows(REACH)) == 0


def test_no_page_and_no_chart_opens_the_door_of_audits() -> None:
    paths = [path for room in ("pages", "charts") for path in (ROOT / room).rglob("*.py")]
    assert paths
    for path in paths:
        assert "as_made" not in path.read_text("utf-8"), path
        assert "_terms" not in path.read_text("utf-8"), path


def test_only_measures_that_partners_tell_have_terms() -> None:
    mine = (Term("Elm", LAST, True, LAST + timedelta(days=90)),)
    told = agreements.told({"prek_seats.served": mine * 2, "B01001_001": mine}, MEASURES)
    stated = {"partner": "Elm", "until": "2027-06-30", "redistribution": True, "destroy_by": "2027-09-28"}
    assert told == {REACH: [stated], "program_children": [stated]}
    assert agreements.read({"agreements": told}, MEASURES)[REACH] == mine


@pytest.mark.parametrize(
    ("until", "good", "words"),
    [
        (date(2099, 6, 30), True, "the next to end is with Elm Tutors, on 2099-06-30"),
        (date(2021, 6, 30), False, "ended on 2021-06-30"),
    ],
)
def test_the_doctor_tells_an_agreement_that_has_ended(tmp_path: Path, until: date, good: bool, words: str) -> None:
    made(tmp_path, term(until))
    (found,) = [f for f in findings(Settings(tmp_path)) if f.what == "Agreements"]
    assert found.good is good
    assert words in found.found


def test_a_release_without_its_numbers_keeps_the_day_an_agreement_ended() -> None:
    """Until another agreement tells the measure; what was taken away while it held is told as lost."""
    served = {"agreements": {REACH: [term()], "program_children": [term(date(2099, 1, 1))]}}
    told: dict[str, Any] = {"agreements": {}}
    told[agreements.ENDED] = agreements.carried(served, {}, LAST + timedelta(days=1))
    assert told[agreements.ENDED] == {REACH: [term()]}
    assert agreements.carried(told, {}, LAST + timedelta(days=2)) == {REACH: [term()]}
    assert agreements.carried(told, {REACH: [term()]}, LAST + timedelta(days=2)) == {}
    assert agreements.carried(served, {}, LAST) == {}
    assert agreements.carried(None, {}, LAST) == {}
    assert agreements.read(told, MEASURES)[REACH] == (Term("Elm Tutors", LAST, True),)
    assert agreements.kept(told) == {}  # no number of it is in the release, and nothing of it is to be destroyed
    (said,) = partner_notes.lost(served, told)
    assert said.startswith(
        "program_children had numbers from Elm Tutors in the release served before, and has none now"
    )
    assert partner_notes.lost(None, told) == []
