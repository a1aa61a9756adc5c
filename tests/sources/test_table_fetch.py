"""Declared tables through the cache: streamed where they are large, never replaced by a worse one."""

import math
from dataclasses import replace
from pathlib import Path

import orjson
import pandas as pd
import pytest

from sources.cache import Cache
from sources.errors import BadAnswer, Drift, NotPublished
from sources.table import Scope, fetch
from tests.sources.service import JSON_TYPE, Said, session
from tests.sources.test_table_declarations import PLACES, declared, seen
from tests.sources.workbooks import zipped

RACES = ("pooled", "asian", "black", "hisp", "natam", "other", "white")
OUTCOMES = ("kfr", "working", "kfr_top20")
ATLAS_HEAD = [
    "state",
    "county",
    "tract",
    "cz",
    "czname",
    *(f"{outcome}_{r}_pooled_p25{s}" for outcome in OUTCOMES for r in RACES for s in ("", "_se")),
    "kir_white_pooled_p25",  # of another outcome, which is not read
]
ELM = {
    "kfr_pooled_pooled_p25": "0.43",
    "kfr_pooled_pooled_p25_se": "0.01",
    "kfr_black_pooled_p25": "0.38",
    "kfr_black_pooled_p25_se": "0.02",
    "kfr_hisp_pooled_p25": "0",
    "kfr_hisp_pooled_p25_se": "0",
    "working_pooled_pooled_p25": "0.81",
    "working_pooled_pooled_p25_se": "0.03",
    "kir_white_pooled_p25": ".2",
}
OAK = {"kfr_pooled_pooled_p25": "0.40", "kfr_pooled_pooled_p25_se": "0.01"}
ATLAS_ROWS = [
    ["9", "9", "140100", "20901", "Elm", *(ELM.get(name, "") for name in ATLAS_HEAD[5:])],
    ["1", "1", "20100", "11101", "Oak", *(OAK.get(name, "") for name in ATLAS_HEAD[5:])],
]


def atlas(head: list[str] = ATLAS_HEAD) -> bytes:
    """A made-up zip of the Atlas."""
    rows = "\n".join(",".join(row) for row in [head, *ATLAS_ROWS]) + "\n"
    return zipped({"tract_outcomes_early.csv": rows.encode(), "tract_outcomes_readme.txt": b"x"})


ZIP_TYPE = {"Content-Type": "application/zip", "ETag": '"1"'}


def release(name: object) -> Said:
    """The portal's description of a dataset, as data.cdc.gov writes it."""
    return Said(200, orjson.dumps({"id": "yjkw-uj5s", "name": name, "rowsUpdatedAt": 1724961600}), JSON_TYPE)


RELEASE_2024 = release("PLACES: Census Tract Data (GIS Friendly Format), 2024 release")


def test_o01_the_atlas_is_streamed_and_only_the_wanted_tracts_are_kept(tmp_path: Path) -> None:
    talk, service = session(Said(200, atlas(), ZIP_TYPE))
    cache = Cache(tmp_path)
    found = fetch(talk, cache, declared("opportunity_atlas_tract"), Scope(within="09")).rows
    reported = found[found["status"] == "reported"]
    assert seen(reported, "variable", "geoid", "group", "estimate", "vintage") == [
        ("income_rank_p25.mean", "09009140100", "all", 0.43, 2018),
        ("income_rank_p25.mean", "09009140100", "black", 0.38, 2018),
        ("working_p25.rate", "09009140100", "all", 81, 2018),  # a fraction becomes percent, and its error with it
    ]
    assert set(found["geoid"]) == {"09009140100"}  # "9,9,140100", and Oak's row is not kept
    assert reported.loc[reported["group"] == "all", "moe"].tolist() == [pytest.approx(0.01645), pytest.approx(4.935)]
    latino = found[(found["group"] == "latino") & (found["variable"] == "income_rank_p25.mean")].iloc[0]
    assert (latino["status"], math.isnan(latino["moe"])) == ("suppressed_at_source", True)  # 0 written for missing
    again = fetch(talk, cache, declared("opportunity_atlas_tract"), Scope(within="09")).rows
    pd.testing.assert_frame_equal(again, found)
    assert len(service.asked) == 1  # declared immutable
    assert not [p for p in tmp_path.rglob("*") if p.name == "download"]
    assert cache.entries()[0].columns[:3] == ("state", "county", "tract")


@pytest.mark.parametrize(
    "lost", ["kfr_black_pooled_p25", "kfr_white_pooled_p25_se", "working_natam_pooled_p25", "tract"]
)
def test_o01_a_lost_column_stops_and_nothing_is_kept(tmp_path: Path, lost: str) -> None:
    talk, _ = session(Said(200, atlas(["gone" if c == lost else c for c in ATLAS_HEAD]), ZIP_TYPE))
    with pytest.raises(Drift, match=rf"columns \['{lost}'\] are gone"):
        fetch(talk, Cache(tmp_path), declared("opportunity_atlas_tract"), Scope(within="09"))
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_drifted_file_never_replaces_the_copy_held(tmp_path: Path) -> None:
    typed = {"Content-Type": "text/csv"}
    declaration = declared("cdc_places_tract")
    good, bad = PLACES.encode(), PLACES.replace("MHLTH_CrudePrev", "MHLTH").encode()
    cache = Cache(tmp_path)
    talk, _ = session(Said(200, good, typed), RELEASE_2024, Said(200, bad, typed))
    first = fetch(talk, cache, declaration).rows
    with pytest.raises(Drift, match="MHLTH_CrudePrev"):
        fetch(talk, Cache(tmp_path), declaration)
    kept, _ = session(Said(304))
    offline = fetch(kept, Cache(tmp_path, offline=True), declaration).rows
    pd.testing.assert_frame_equal(offline, first)


def test_n01_k06_a_file_that_is_gone_or_a_page_keeps_the_copy_and_is_reported(tmp_path: Path) -> None:
    declaration, typed = declared("cdc_places_tract"), {"Content-Type": "text/csv"}
    page = Said(200, b"<html>Sign in</html>", {"Content-Type": "text/html"})
    talk, _ = session(Said(200, PLACES.encode(), typed), RELEASE_2024, Said(404, b"<html>page not found</html>"), page)
    first = fetch(talk, Cache(tmp_path), declaration).rows
    for error in ("NotPublished", "BadAnswer"):
        cache = Cache(tmp_path)
        pd.testing.assert_frame_equal(fetch(talk, cache, declaration).rows, first)
        assert [type(problem.error).__name__ for problem in cache.problems()] == [error]


@pytest.mark.parametrize(
    ("about", "error", "words"),
    [
        (release("PLACES: Census Tract Data (GIS Friendly Format), 2025 release"), Drift, "2025 release.*Read what"),
        (release(None), BadAnswer, "expected a description with a name"),
        (Said(200, b"[]", JSON_TYPE), BadAnswer, "expected a description with a name"),
    ],
)
def test_s09_another_release_under_the_same_address_is_not_taken_for_the_declared_one(
    tmp_path: Path, about: Said, error: type[Exception], words: str
) -> None:
    declaration, typed = declared("cdc_places_tract"), {"Content-Type": "text/csv"}
    talk, service = session(Said(200, PLACES.encode(), typed), about)
    with pytest.raises(error, match=words):
        fetch(talk, Cache(tmp_path), declaration)
    assert not [p for p in tmp_path.rglob("*") if p.suffix == ".csv"]
    assert service.asked[-1] == "https://data.cdc.gov/api/views/yjkw-uj5s.json"


def test_s09_the_copy_of_the_declared_release_stays_and_a_changed_pin_lets_the_next_in(tmp_path: Path) -> None:
    declaration, typed = declared("cdc_places_tract"), {"Content-Type": "text/csv"}
    newer = PLACES.replace(";10.0;", ";10.5;").encode()  # the next release without Kentucky has the same columns
    talk, _ = session(Said(200, PLACES.encode(), typed), RELEASE_2024, Said(200, newer, typed), release("2025 release"))
    first = fetch(talk, Cache(tmp_path), declaration).rows
    with pytest.raises(Drift, match="2025 release"):
        fetch(talk, Cache(tmp_path), declaration)
    offline, _ = session(Said(304))
    pd.testing.assert_frame_equal(fetch(offline, Cache(tmp_path, offline=True), declaration).rows, first)
    assert declaration.pinned is not None
    pinned = replace(declaration, pinned=replace(declaration.pinned, says="2025 release"))
    talk, _ = session(Said(200, newer, typed), release("PLACES, 2025 release"))
    assert 10.5 in set(fetch(talk, Cache(tmp_path), pinned).rows["estimate"])


def test_a_local_file_that_is_not_there_says_what_to_do() -> None:
    talk, _ = session()
    with pytest.raises(NotPublished, match=r"co_cmas_ela_2025\.xlsx cannot be read"):
        fetch(talk, Cache(Path("unused")), declared("co_cmas_ela"))
