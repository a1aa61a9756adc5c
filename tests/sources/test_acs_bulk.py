"""The summary file: hostile files, what is kept of it, and that it is asked for again only when it has changed."""

from pathlib import Path
from typing import Any

import pytest

from sources import acs_bulk
from sources.acs_request import AcsRequest, Area
from sources.cache import Cache
from sources.errors import BadAnswer, Drift, NotPublished, SourceError
from sources.session import Session
from tests.sources.acs_recorded import HTML_TYPE, TEXT_TYPE, Reply, session

REGION, TRACT, NATION = Area("county", "09", code="170"), Area("tract", "09", "170"), Area("us")
REQUEST = AcsRequest(2023, "B19013", ("B19013_001",), (TRACT, REGION, NATION))
HEADER = "GEO_ID|B19013_E001|B19013_M001|B19013_E002|B19013_M002"
LINES = (
    "0100000US|78538|99|1|1",
    "0100001US|70000|99|1|1",
    "0400000US09|93760|637|1|1",
    "0500000US09170|84000|1500|1|1",
    "0500000US36001|1|1|1|1",
    "1400000US09170140100|250001|-333333340.0|1|1",
    "1400000US09170140200||.|1|1",
    "1400000US09170140300|-|**|1|1",
    "1400000US09170140400|-666666690.0|-222222220.0|1|1",
    "1400000US36001000100|5|5|1|1",
    "1500000US091701401001|5|5|1|1",
    "860Z200US06510|5|5|1|1",
)


def dat(*lines: str, header: str = HEADER) -> Reply:
    return Reply(body="\n".join((header, *lines, "")).encode(), headers=TEXT_TYPE)


def test_w08_signs_as_the_file_writes_them_and_only_the_states_asked_for(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    frame = acs_bulk.observations(session(dat(*LINES))[0], cache, REQUEST)
    assert frame[["geoid", "status"]].to_numpy().tolist() == [
        ["09170140100", "top_coded"],
        ["09170140200", "not_reported"],
        ["09170140300", "not_reported"],
        ["09170140400", "not_reported"],
        ["09170", "reported"],
        ["1", "reported"],
    ]
    held = cache.get(acs_bulk.keys(REQUEST)[0], lambda _: None, immutable=True)
    assert held.column_names == ["GEO_ID", "B19013_E001", "B19013_M001"]
    assert held["GEO_ID"].to_pylist() == [LINES[i].split("|")[0] for i in (0, 2, 3, 5, 6, 7, 8)]
    assert not list(tmp_path.glob(".download*"))


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (dat(LINES[0], header="GEO_ID|B19013_001E|B19013_001M"), Drift, "no column B19013_E001"),
        (dat(LINES[0], header="GEOID|B19013_E001|B19013_M001"), BadAnswer, "begins with GEO_ID"),
        (dat(LINES[0], header=HEADER + "|B19013_E001"), BadAnswer, "comes twice in the header"),
        (dat(LINES[0], "1400000US09170140100|2500"), BadAnswer, "not a whole table"),
        (dat(LINES[0], LINES[0]), BadAnswer, "an area comes twice"),
        (dat("0100000US|many|99|1|1"), BadAnswer, "'many'"),
        (Reply(body=HEADER.encode() + b"\n0100000US|\xfa|1|1|1\n", headers=TEXT_TYPE), BadAnswer, "not a whole table"),
        (Reply(200, b"<html>maintenance</html>", HTML_TYPE), BadAnswer, "web page"),
        (Reply(404, b"<html>Not Found</html>", HTML_TYPE), NotPublished, r"acsdt5y2023-b19013\.dat.*Leave the vintage out"),
        (Reply(503, b"busy", HTML_TYPE), SourceError, "503"),
        (Reply(200, b"", TEXT_TYPE), BadAnswer, "begins with GEO_ID"),
    ],
    ids=["other names", "no GEO_ID", "column twice", "short row", "row twice", "word", "cp1252", "W02", "W05", "W06", "empty"],
)  # fmt: skip
def test_refused_and_the_old_copy_stays(reply: Reply, kind: type[SourceError], says: str, tmp_path: Path) -> None:
    with pytest.raises(kind, match=says):
        acs_bulk.observations(session(reply)[0], Cache(tmp_path / "new"), REQUEST)
    good = acs_bulk.observations(session(dat(*LINES))[0], Cache(tmp_path), REQUEST)
    copy = next(tmp_path.rglob("*.parquet"))
    before = copy.read_bytes()
    try:
        later = acs_bulk.observations(session(reply)[0], Cache(tmp_path), REQUEST)
    except kind:
        assert not kind.copy_may_stand_in
    else:
        assert later.equals(good)
    assert copy.read_bytes() == before
    assert not list((tmp_path / "new").rglob("*.parquet"))


def test_before_2021_there_is_no_such_file(tmp_path: Path) -> None:
    service, adapter, _ = session(dat(*LINES))
    with pytest.raises(NotPublished, match=r"begins with 2021\. Set CENSUS_API_KEY"):
        acs_bulk.observations(service, Cache(tmp_path), AcsRequest(2020, "B19013", ("B19013_001",), (NATION,)))
    assert adapter.urls == []


def test_two_states_and_the_nation_alone(tmp_path: Path) -> None:
    both = AcsRequest(2023, "B19013", ("B19013_001",), (Area("county", "36"), Area("county", "09")))
    frame = acs_bulk.observations(session(dat(*LINES))[0], Cache(tmp_path), both)
    assert frame["geoid"].tolist() == ["36001", "09170"]
    alone = AcsRequest(2023, "B19013", ("B19013_001",), (NATION,))
    assert acs_bulk.observations(session(dat(*LINES))[0], Cache(tmp_path), alone)["estimate"].tolist() == [78538]


@pytest.mark.real
def test_w07_an_unchanged_file_is_not_sent_again(upstream: Any, tmp_path: Path) -> None:
    service = Session(mirror=upstream.base_url)
    first = acs_bulk.observations(service, Cache(tmp_path), REQUEST)
    again = acs_bulk.observations(service, Cache(tmp_path), REQUEST)
    assert [entry["status"] for entry in upstream.log] == [200, 304]
    assert again.equals(first)
    upstream.faults.append({"match": "dat", "status": 500, "times": -1})
    assert acs_bulk.observations(service, Cache(tmp_path, offline=True), REQUEST).equals(first)
