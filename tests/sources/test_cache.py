"""A good copy is kept through every bad answer; what is held, when it was checked and why it stands in is written beside it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import pandas as pd
import pyarrow as pa
import pytest

from sources.answer import Answer
from sources.cache import Cache, CacheKey, Fetch, Fetched, Sidecar
from sources.errors import BadAnswer, Drift, Emptied, KeyInvalid, Offline, Shrunken, SourceError, Unavailable
from sources.text_table import from_parquet, text_table
from tests.sources.service import KEY, hold_no_key, said_by

ROWS = CacheKey("acs5", "2022/B01003/tract-09")
TEN = text_table(["GEO_ID", "B01003_001E"], [[f"1400000US0900{i}", str(i)] for i in range(10)])


def answer(body: bytes = b"[]", headers: dict[str, str] | None = None) -> Answer:
    return Answer(200, headers or {}, body, "https://api.census.gov/data?key=REDACTED", None, len(body))


def gives(content: pa.Table | pd.DataFrame | bytes, **headers: str) -> Fetch:
    return lambda _held: Fetched(content, answer(headers=headers), "Public domain", "U.S. Census Bureau")


def fails(error: SourceError) -> Fetch:
    def fetch(_held: Sidecar | None) -> Fetched | None:
        raise error

    return fetch


def never(_held: Sidecar | None) -> Fetched | None:
    raise AssertionError("asked though nothing needed asking")


def held(folder: Path, table: pa.Table = TEN) -> bytes:
    """A cache that holds a good copy; its parquet bytes."""
    Cache(folder).get(ROWS, gives(table, ETag='"a"'), immutable=False)
    return (folder / "acs5" / "2022/B01003/tract-09.parquet").read_bytes()


def on_disk(folder: Path) -> dict[str, object]:
    return orjson.loads((folder / "acs5" / "2022/B01003/tract-09.json").read_bytes())


def test_a_table_is_kept_as_text_with_its_provenance(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    body = b'[["x"]]'
    got = cache.get(
        ROWS, lambda _: Fetched(TEN, answer(body, {"ETag": '"a"'}), "Public domain", "Census"), immutable=True
    )
    assert got.equals(TEN)
    assert set(got.schema.types) == {pa.string()}
    said = on_disk(tmp_path)
    assert {name: said[name] for name in ("url", "etag", "rows", "licence", "citation", "status", "answer_bytes")} == {
        "url": "https://api.census.gov/data?key=REDACTED",
        "etag": '"a"',
        "rows": 10,
        "licence": "Public domain",
        "citation": "Census",
        "status": "good",
        "answer_bytes": 7,
    }
    assert (said["answer_sha256"], said["columns"]) == (answer(body).sha256, ["GEO_ID", "B01003_001E"])
    assert [side.name for side in cache.entries()] == [ROWS.name]


def test_an_immutable_entry_is_asked_for_once(tmp_path: Path) -> None:
    held(tmp_path)
    assert Cache(tmp_path).get(ROWS, never, immutable=True).equals(TEN)


@pytest.mark.parametrize("ahead", ["2999-01-01T00:00:00.000000+00:00", "9999"])
def test_a_clock_that_was_set_back_does_not_make_a_copy_trusted_for_ever(tmp_path: Path, ahead: str) -> None:
    held(tmp_path)
    side = tmp_path / "acs5" / "2022/B01003/tract-09.json"
    side.write_bytes(orjson.dumps(on_disk(tmp_path) | {"checked_at": ahead}))
    asked = list[Sidecar | None]()

    def fetch(copy: Sidecar | None) -> Fetched | None:
        asked.append(copy)
        return None

    assert Cache(tmp_path).get(ROWS, fetch, immutable=False).equals(TEN)
    assert [copy.etag for copy in asked if copy] == ['"a"']
    assert str(on_disk(tmp_path)["checked_at"]) < ahead


def test_an_entry_is_asked_for_once_a_run(tmp_path: Path) -> None:
    cache, asked = Cache(tmp_path), list[object]()

    def fetch(known: Sidecar | None) -> Fetched:
        asked.append(known)
        return Fetched(TEN, answer())

    for _ in range(3):
        cache.get(ROWS, fetch, immutable=False)
    assert asked == [None]


def test_w07_unchanged_keeps_content_and_digest_and_notes_the_check(tmp_path: Path) -> None:
    before, said = held(tmp_path), on_disk(tmp_path)
    digest = Cache(tmp_path).digest([ROWS])
    asked: list[dict[str, str]] = []

    def fetch(known: Sidecar | None) -> Fetched | None:
        asked.append(known.conditional() if known else {})
        return None

    cache = Cache(tmp_path)
    assert cache.get(ROWS, fetch, immutable=False).equals(TEN)
    assert asked == [{"If-None-Match": '"a"'}]
    assert held_bytes(tmp_path) == before
    now = on_disk(tmp_path)
    assert now.pop("checked_at") > said.pop("checked_at")  # type: ignore[operator]  # both are texts
    assert now == said
    assert cache.digest() == digest == Cache(tmp_path).digest([ROWS])


def held_bytes(folder: Path) -> bytes:
    return (folder / "acs5" / "2022/B01003/tract-09.parquet").read_bytes()


def test_w07_the_same_bytes_again_change_no_digest(tmp_path: Path) -> None:
    held(tmp_path)
    digest, written = (
        Cache(tmp_path).digest([ROWS]),
        (tmp_path / "acs5/2022/B01003/tract-09.parquet").stat().st_mtime_ns,
    )
    Cache(tmp_path).get(ROWS, gives(TEN), immutable=False)
    assert Cache(tmp_path).digest([ROWS]) == digest
    assert (tmp_path / "acs5/2022/B01003/tract-09.parquet").stat().st_mtime_ns == written


def test_a_new_answer_changes_the_digest(tmp_path: Path) -> None:
    held(tmp_path)
    digest = Cache(tmp_path).digest([ROWS])
    assert Cache(tmp_path).get(ROWS, gives(TEN.slice(0, 8)), immutable=False).num_rows == 8
    assert Cache(tmp_path).digest([ROWS]) not in (digest, None)
    assert Cache(tmp_path).digest([ROWS, CacheKey("acs5", "other")]) is None


def test_x03_a_date_ahead_of_our_clock_is_not_asked_by(tmp_path: Path) -> None:
    for date, asked in [
        ("Sat, 15 Apr 2023 12:00:00 GMT", True),
        ("Sat, 15 Apr 2090 12:00:00 GMT", False),
        ("x", False),
    ]:
        side = Sidecar("s", "n", "u", "f", "0", 1, last_modified=date)
        assert ("If-Modified-Since" in side.conditional()) is asked


@pytest.mark.parametrize(
    ("id", "fetch", "error"),
    [
        ("X01", fails(Unavailable("no answer")), Unavailable),
        ("X07", gives(TEN.slice(0, 0)), Emptied),
        ("X07-no-columns", gives(text_table([], [])), Emptied),
        ("X08", gives(TEN.slice(0, 4)), Shrunken),
        ("shape", fails(BadAnswer("a web page")), BadAnswer),
    ],
)
def test_a_worse_answer_never_replaces_a_good_copy(
    tmp_path: Path, id: str, fetch: Fetch, error: type[SourceError]
) -> None:
    before, digest, cache = held(tmp_path), Cache(tmp_path).digest([ROWS]), Cache(tmp_path)
    assert cache.get(ROWS, fetch, immutable=False).equals(TEN)
    assert [(problem.key, type(problem.error)) for problem in cache.problems()] == [(ROWS, error)]
    assert cache.entries()[0].status == on_disk(tmp_path)["status"] == "stale"
    assert str(on_disk(tmp_path)["problem"]).startswith(error.__name__)
    assert held_bytes(tmp_path) == before
    assert cache.digest() == digest
    aside = tmp_path / "acs5/2022/B01003/tract-09.parquet.quarantine"
    assert aside.exists() is (id == "X08")
    assert id != "X08" or from_parquet(aside.read_bytes()).num_rows == 4
    again = Cache(tmp_path)
    again.get(ROWS, gives(TEN), immutable=False)
    assert (on_disk(tmp_path)["status"], on_disk(tmp_path)["problem"], again.problems()) == ("good", "", [])


@pytest.mark.parametrize(("rows", "kept"), [(4, False), (5, True), (6, True)])
def test_x08_half_the_rows_is_the_limit(tmp_path: Path, rows: int, kept: bool) -> None:
    held(tmp_path)
    cache = Cache(tmp_path)
    assert cache.get(ROWS, gives(TEN.slice(0, rows)), immutable=False).num_rows == (rows if kept else 10)


def test_x10_a_lost_column_fails_and_a_new_one_is_welcome(tmp_path: Path) -> None:
    before = held(tmp_path)
    with pytest.raises(Drift, match="lost the column 'B01003_001E'") as caught:
        Cache(tmp_path).get(ROWS, gives(TEN.drop_columns(["B01003_001E"])), immutable=False)
    assert type(caught.value) is Drift
    assert held_bytes(tmp_path) == before
    assert (tmp_path / "acs5/2022/B01003/tract-09.parquet.quarantine").exists()
    wider = TEN.append_column("NAME", TEN.column("GEO_ID"))
    assert Cache(tmp_path).get(ROWS, gives(wider), immutable=False).equals(wider)


def test_a_key_nobody_knows_is_not_hidden_behind_the_copy(tmp_path: Path) -> None:
    before = held(tmp_path)
    with pytest.raises(KeyInvalid):
        Cache(tmp_path).get(ROWS, fails(KeyInvalid("unknown key")), immutable=False)
    assert held_bytes(tmp_path) == before


def test_c05_an_empty_answer_is_kept_as_such_and_asked_for_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get(ROWS, gives(text_table([], [])), immutable=True).num_rows == 0
    assert cache.entries()[0].status == "empty"
    assert Cache(tmp_path).get(ROWS, gives(TEN), immutable=True).num_rows == 10


def test_x01_offline_serves_what_is_held_and_names_what_is_not(tmp_path: Path) -> None:
    held(tmp_path)
    cache = Cache(tmp_path, offline=True)
    assert cache.get(ROWS, never, immutable=False).equals(TEN)
    assert cache.entries()[0].status == "stale"
    unasked = Cache(tmp_path, offline=True)
    assert unasked.get(ROWS, never, immutable=True).equals(TEN)
    assert unasked.entries()[0].status == "good"
    with pytest.raises(Offline, match=r"acs5/other is not in .*without --offline"):
        cache.get(CacheKey("acs5", "other"), never, immutable=True)


def test_at_rest_nobody_is_asked_and_the_use_is_noted(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.get(ROWS, gives(text_table([], [])), immutable=True)
    view = Cache(tmp_path)
    assert view.at_rest().get(ROWS, never, immutable=True).num_rows == 0, (
        "an empty answer is asked for again, but not here"
    )
    assert [side.status for side in view.entries()] == ["empty"]


def test_without_a_copy_the_error_is_raised_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        Cache(tmp_path).get(ROWS, fails(Unavailable("no answer")), immutable=True)
    with pytest.raises(BadAnswer, match="not modified"):
        Cache(tmp_path).get(ROWS, lambda _: None, immutable=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file() and ".locks" not in path.parts] == []


def test_files_are_kept_by_the_same_rules(tmp_path: Path) -> None:
    key = CacheKey("census_boundaries", "cb_2022_09_tract_500k.zip")
    assert Cache(tmp_path).blob(key, gives(b"PK" * 50), immutable=False) == b"PK" * 50
    cache = Cache(tmp_path)
    for bad, error in [(b"", Emptied), (b"PK" * 20, Shrunken)]:
        cache = Cache(tmp_path)
        assert cache.blob(key, gives(bad), immutable=False) == b"PK" * 50
        assert type(cache.problems()[0].error) is error
    assert Cache(tmp_path).digest([key]) is not None
    assert sorted(path.name for path in (tmp_path / "census_boundaries").iterdir()) == [
        ".locks",
        "cb_2022_09_tract_500k.zip",
        "cb_2022_09_tract_500k.zip.json",
        "cb_2022_09_tract_500k.zip.quarantine",
    ]


@pytest.mark.parametrize("name", ["", "../x", "a/../b", "/a", ".a", "a b", "a\n", "key=abc", "x" * 181, "a//b", "é"])
def test_a_name_that_leaves_the_folder_or_tells_a_key_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cache name"):
        CacheKey("acs5", name)


@pytest.mark.parametrize("name", ["a.json", "a.parquet", "a.next", "a.quarantine"])
def test_a_file_cannot_take_a_name_of_the_cache_itself(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="uses this ending itself"):
        Cache(tmp_path).blob(CacheKey("acs5", name), never, immutable=True)


def test_x09_no_key_reaches_the_folder(tmp_path: Path) -> None:
    leaking = Answer(200, {}, b"x", f"https://api.census.gov/data?key={KEY}&get=NAME", None, 1)
    Cache(tmp_path).get(ROWS, lambda _: Fetched(TEN, leaking), immutable=False)
    cache = Cache(tmp_path)
    cache.get(ROWS, fails(Unavailable(f"no answer from ?key={KEY}")), immutable=False)
    with pytest.raises(ValueError, match="REDACTED") as caught:
        CacheKey("acs5", f"B01003&key={KEY}")
    hold_no_key([*said_by(caught.value), repr(cache.entries())], tmp_path)


def test_threads_that_want_one_entry_ask_once(tmp_path: Path) -> None:
    cache, asked, gate = Cache(tmp_path), list[int](), threading.Event()

    def fetch(_held: Sidecar | None) -> Fetched:
        asked.append(1)
        gate.wait(0.1)
        return Fetched(TEN, answer())

    with ThreadPoolExecutor(8) as pool:
        tables = list(pool.map(lambda _: cache.get(ROWS, fetch, immutable=False), range(8)))
    assert len(asked) == 1
    assert all(table.equals(TEN) for table in tables)
