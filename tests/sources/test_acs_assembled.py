"""Tables put together once give the rows that they give one by one, and are put together anew when an answer or the file changes."""

import hashlib
import inspect
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from communities.demo.transport import DemoAdapter
from sources import acs, acs_assembled, observation
from sources.acs_observations import assemble
from sources.acs_request import AcsRequest, Area
from sources.acs_values import cells
from sources.cache import Cache
from sources.errors import Offline
from sources.session import Session
from sources.text_table import from_parquet, to_parquet

KEY = "a" * 40
AREAS = (Area("us"), Area("state", "98"), Area("tract", "98", "110"))
REQUESTS = [
    AcsRequest(2022, "B25003", ("B25003_001", "B25003_002"), AREAS),
    AcsRequest(2022, "B19013", ("B19013_001",), AREAS),
]


@pytest.fixture
def session() -> Session:
    return Session(adapter=DemoAdapter(), mirror="")


@pytest.fixture
def cache(tmp_path: Path, session: Session) -> Cache:
    cache = Cache(tmp_path)
    for request in REQUESTS:
        acs.hold(session, cache, KEY, request)
    return Cache(tmp_path)


def _one_by_one(session: Session, cache: Cache) -> pd.DataFrame:
    return pd.concat([acs.observations(session, cache.at_rest(), None, r) for r in REQUESTS], ignore_index=True)


def test_the_rows_are_those_of_each_table(session: Session, cache: Cache) -> None:
    expected = _one_by_one(session, cache)
    for _ in range(2):  # put together, then read
        pd.testing.assert_frame_equal(acs_assembled.observations(session, cache, REQUESTS), expected)


def test_what_is_read_counts_as_used(session: Session, cache: Cache) -> None:
    acs_assembled.observations(session, cache, REQUESTS)
    again = Cache(cache.root)
    acs_assembled.observations(session, again, REQUESTS)
    assert {side.name for side in again.entries()} == {key.name for r in REQUESTS for key in acs.keys(r)}


def test_a_damaged_file_is_put_together_anew(session: Session, cache: Cache) -> None:
    expected = acs_assembled.observations(session, cache, REQUESTS)
    (file,) = cache.root.glob("assembled/*.parquet")
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 1
    file.write_bytes(bytes(body))
    pd.testing.assert_frame_equal(acs_assembled.observations(session, cache, REQUESTS), expected)
    assert file.read_bytes() != bytes(body)


def test_another_answer_is_read_and_the_old_file_goes(session: Session, cache: Cache) -> None:
    acs_assembled.observations(session, cache, REQUESTS)
    (before,) = cache.root.glob("assembled/*.parquet")
    key = acs.keys(REQUESTS[0])[0]
    file, side = (cache.root / key.source / f"{key.name}{end}" for end in (".parquet", ".json"))
    table = from_parquet(file.read_bytes())
    said = [
        "4321" if area == "state-98" else text
        for area, text in zip(table["AREA"].to_pylist(), table["B25003_002E"].to_pylist(), strict=True)
    ]
    body = to_parquet(table.set_column(table.column_names.index("B25003_002E"), "B25003_002E", [said]))
    file.write_bytes(body)
    told = json.loads(side.read_text()) | {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}
    side.write_text(json.dumps(told))
    found = acs_assembled.observations(session, Cache(cache.root), REQUESTS)
    (after,) = cache.root.glob("assembled/*.parquet")
    assert after.name != before.name
    state = found[(found["variable"] == "B25003_002") & (found["level"] == "state")]
    assert state["estimate"].tolist() == [4321.0]


def test_an_answer_that_is_gone_is_told(session: Session, cache: Cache) -> None:
    key = acs.keys(REQUESTS[0])[0]
    (cache.root / key.source / f"{key.name}.json").unlink()
    with pytest.raises(Offline, match="is not whole"):
        acs_assembled.observations(session, Cache(cache.root), REQUESTS)


@pytest.mark.parametrize("mark", [b"", b"\xff\xfe not text", b"0" * 64])
def test_a_damaged_digest_is_no_reason_to_stop(session: Session, cache: Cache, mark: bytes) -> None:
    expected = acs_assembled.observations(session, cache, REQUESTS)
    (digest,) = cache.root.glob("assembled/*.sha256")
    right = digest.read_bytes()
    digest.write_bytes(mark)
    pd.testing.assert_frame_equal(acs_assembled.observations(session, cache, REQUESTS), expected)
    assert digest.read_bytes() == right


def test_builds_that_share_a_cache_put_together_side_by_side(session: Session, cache: Cache) -> None:
    expected = _one_by_one(session, cache)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(acs_assembled.observations, session, Cache(cache.root), REQUESTS) for _ in range(8)]
    for found in asked:
        pd.testing.assert_frame_equal(found.result(), expected)
    assert [path.suffix for path in sorted(cache.root.glob("assembled/acs5-*"))] == [".parquet", ".sha256"]


def test_every_module_that_decides_rows_is_part_of_the_name(monkeypatch: pytest.MonkeyPatch, cache: Cache) -> None:
    read = {Path(str(inspect.getsourcefile(part))) for part in (AcsRequest, Area, cells, assemble)}
    assert {*read, Path(str(observation.__file__))} <= set(acs_assembled._CODE)
    before = acs_assembled._file(cache, REQUESTS)
    monkeypatch.setattr(acs_assembled, "_CODE", acs_assembled._CODE[1:])
    assert acs_assembled._file(cache, REQUESTS) != before
