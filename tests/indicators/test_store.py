"""The only door to numbers: right rows in display order, refusals with the next step, safe to share."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from indicators.published_rows import Reader
from indicators.release import AUDIT, SCHEMA, ReleaseError
from indicators.release_files import BY_MEASURE, BY_PLACE
from indicators.store import NoReleaseError, Store, UnknownError
from indicators.tables import PUBLISHED, WithheldNumberError
from tests.releases import DISTRICT, NEIGHBORHOODS, small_release, small_rows


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return small_release(tmp_path_factory.mktemp("data"))


def keyed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[list(PUBLISHED.columns)].sort_values(list(PUBLISHED.key), ignore_index=True)


def test_every_row_comes_back_exactly_as_it_was_written(store: Store) -> None:
    read = pd.concat([store.rows(m) for m in store.measures], ignore_index=True)
    pd.testing.assert_frame_equal(keyed(read), keyed(small_rows()), check_dtype=False)


def test_by_measure_and_by_place_agree(store: Store) -> None:
    for place in ("city", "ash-hill", DISTRICT, "us"):
        there = store.place_rows(place)
        expected = pd.concat([store.rows(m, place=place) for m in store.measures], ignore_index=True)
        pd.testing.assert_frame_equal(keyed(there), keyed(expected))
        assert set(there["place"]) == {place}


def test_a_place_keeps_its_rows_when_its_geoid_changes(store: Store) -> None:
    rows = store.rows("poverty", place="city", group="all")
    assert rows["geoid"].tolist() == ["0900999999", "0900999999", "0917099999", "0917099999"]
    assert rows["period_end"].tolist() == [2019, 2021, 2022, 2023]


def test_rows_stand_in_display_order(store: Store) -> None:
    rows = store.rows("poverty", level="neighborhood", period_end=2023, group="all")
    assert rows["name"].tolist() == list(NEIGHBORHOODS.values())  # ñ and ’ are where a reader looks for n and o
    groups = store.rows("graduation_4yr", place=DISTRICT, period_end=2019)["group"].tolist()
    assert groups[0] == "all"
    assert groups[-2:] == ["two", "not_reported"]


@pytest.mark.parametrize("wanted", [{"level": "tract"}, {"group": "latino"}, {"scheme": "age"}, {"period_end": 2022}])
def test_filters_are_those_of_a_plain_selection(store: Store, wanted: dict[str, str | int]) -> None:
    expected = small_rows().query("measure == 'population'")
    for column, value in wanted.items():
        expected = expected[expected[column] == value]
    found = store.rows("population", **wanted)  # type: ignore[arg-type]  # one keyword at a time
    pd.testing.assert_frame_equal(keyed(found), keyed(expected), check_dtype=False)


def test_what_is_not_there_gives_no_rows_and_what_does_not_exist_is_refused(store: Store) -> None:
    assert store.rows("poverty", period_end=1999).empty
    assert store.rows("poverty", group="klingon").empty
    with pytest.raises(UnknownError, match="no measure povrty"):
        store.rows("povrty")
    with pytest.raises(UnknownError, match="no place nowhere"):
        store.place_rows("nowhere")


def test_what_a_measure_has(store: Store) -> None:
    assert store.periods("poverty") == [2019, 2021, 2022, 2023]
    assert store.levels("graduation_4yr") == ["school_district", "state"]
    assert store.schemes("poverty", "neighborhood") == ["all", "age", "sex", "race_alone"]


def test_shapes_are_those_drawn_in_or_after_the_period(store: Store) -> None:
    assert store.shapes_path("neighborhood", 2019).name == "neighborhood.json"
    assert store.shapes_path("tract", 2019).name == "tract-2023.json"
    with pytest.raises(UnknownError, match="no shapes"):
        store.shapes_path("county", 2023)


def test_without_a_release_the_next_step_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoReleaseError, match="flashlight build PATH"):
        Store.open(tmp_path)


def test_a_release_of_another_schema_is_not_guessed_at(tmp_path: Path) -> None:
    found = small_release(tmp_path)
    path = found.folder / "release.json"
    path.write_text(path.read_text("utf-8").replace(f'"schema": {SCHEMA}', '"schema": 99'), "utf-8")
    with pytest.raises(ReleaseError, match="schema 99"):
        Store(tmp_path, found.release.id)


@pytest.mark.parametrize("name", [BY_MEASURE, BY_PLACE])
def test_a_withheld_row_with_a_number_is_not_read(tmp_path: Path, name: str) -> None:
    """Somebody has changed a file of the release: the store looks again, in both orders."""
    found = small_release(tmp_path)
    path = found.folder / name
    table = pq.read_table(path)
    suppressed = Store(tmp_path, found.release.id)._reader.lookups["status"].index("suppressed")
    frame = table.to_pandas()
    frame.loc[frame["status"] == suppressed, "value"] = 7.0
    pq.write_table(table.from_pandas(frame, schema=table.schema, preserve_index=False), path, row_group_size=4096)
    changed = Store(tmp_path, found.release.id)
    with pytest.raises(WithheldNumberError) as refused:
        changed.place_rows(DISTRICT) if name == BY_PLACE else changed.rows("graduation_4yr")
    assert "7" not in str(refused.value)


def test_many_sessions_may_read_at_once(store: Store) -> None:
    expected = {m: len(store.rows(m)) for m in store.measures}
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda m: (m, len(store.rows(m))), list(expected) * 5)
    assert all(expected[m] == n for m, n in found)


def test_a_release_made_before_a_column_was_published_is_still_read(tmp_path: Path) -> None:
    """Its numbers stand; what it never had is empty."""
    store = small_release(tmp_path)
    for name in (BY_MEASURE, BY_PLACE):
        table = pq.read_table(store.folder / name)
        pq.write_table(table.drop_columns(["numerator_moe", "denominator_moe"]), store.folder / name, row_group_size=64)
    older = Store(tmp_path, store.release.id).rows("poverty", level="neighborhood")
    assert older["value"].notna().any()
    assert older[["numerator_moe", "denominator_moe"]].isna().all(axis=None)


def test_a_release_of_an_empty_audit_or_of_none_says_nothing_of_one(tmp_path: Path) -> None:
    """None was written with releases made before there was a gate."""
    store = small_release(tmp_path)
    assert store.audit() == {}
    (store.folder / AUDIT).unlink()
    assert store.audit() == {}


def test_a_place_is_read_once_for_all_its_measures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, calls = small_release(tmp_path), []
    read = Reader.read
    monkeypatch.setattr(Reader, "read", lambda self, wanted: calls.append(wanted) or read(self, wanted))
    place = opened.places[0].id
    told = {measure: opened.rows(measure, place=place) for measure in opened.measures}
    assert len(calls) == 1
    whole = opened.place_rows(place)
    for measure, rows in told.items():
        pd.testing.assert_frame_equal(rows, whole[whole["measure"] == measure].reset_index(drop=True))
