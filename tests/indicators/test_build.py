"""The whole build on the made-up place: the same from the same, honest about what failed, and not harmed by being killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indicators import release, release_proof_file
from indicators.build import build
from indicators.build_gather import NothingGatheredError
from indicators.build_loss import LossError
from indicators.store import Store
from sources.errors import KeyInvalid
from tests.indicators.small_build import KEY, ROOT, built, changed_demo, sources

pytestmark = pytest.mark.usefixtures("few_measures")


def test_the_release_has_every_declared_row(demo: Path) -> None:
    store = Store.open(demo)
    assert store.release.community.made_up
    assert store.release.vintages_used == (2018, 2019, 2020, 2021, 2022, 2023)
    # The made-up place declares no areas of further levels, such as ZIP code areas; its district is one of schools.
    survey, schools = (
        {"neighborhood", "tract", "county_subdivision", "county", "state", "us"},
        {"school_district", "state"},
    )
    for measure in store.measures.values():
        rows = store.rows(measure.id)
        assert len(rows), measure.id
        there = survey if measure.minimum_count is None else schools
        assert set(rows["level"]) == set(measure.levels) & there, measure.id
        for level in ("neighborhood", "county_subdivision"):
            if level in measure.levels:
                at_level = rows[rows["level"] == level]
                per_period = at_level.groupby("period_end")["geoid"].nunique()
                assert per_period.nunique() == 1
    assert {"published", "range", "suppressed", "too_uncertain", "not_available"} <= {
        status for m in store.measures for status in store.rows(m)["status"]
    }


def test_the_release_goes_with_its_proof_and_an_audit_that_found_nothing(demo: Path) -> None:
    store = Store.open(demo)
    said, proven = store.audit(), release_proof_file.verified(demo, store.release.id)
    assert said["open"] == []
    assert proven is not None
    assert (proven.faults, proven.digest) == ((), said["proof"]["digest"])
    assert proven.tables >= proven.protected > 10
    assert release.verify(demo, store.release.id)["digests"][release.AUDIT]


def test_every_measure_says_where_it_is_from(demo: Path) -> None:
    store = Store.open(demo)
    for measure in store.measures:
        files = store.provenance(measure)
        assert len(files), measure
        assert files["url"].str.startswith("https://").all()
        assert not files["url"].str.contains("key=").any()


def test_exact_margins_name_the_replicates_they_are_from(demo: Path) -> None:
    files = Store.open(demo).provenance("homeownership")
    replicated = files[files["url"].str.contains("replicate_estimates")]
    assert replicated["vintage"].tolist() == [2018, 2019, 2020, 2021, 2022, 2023]
    assert not Store.open(demo).provenance("no_vehicle")["url"].str.contains("replicate_estimates").any()


def test_a_pooled_measure_is_told_over_several_years_and_not_beside_them(data: Path, tmp_path: Path) -> None:
    path = changed_demo(tmp_path / "demo", "Lanternford Pooled")
    toml = path / "community.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[pooled]\ngraduation_4yr = 3\n", encoding="utf-8")
    yearly = Store.open(data).rows("graduation_4yr", group="all")
    assert built(data, path=path).new
    store = Store.open(data)
    rows = store.rows("graduation_4yr")
    assert set(rows["period_end"] - rows["period_start"]) == {3}
    assert store.release.pooled == {"graduation_4yr": 3}
    last = int(rows["period_end"].max())
    state = rows[(rows["level"] == "state") & (rows["group"] == "all") & (rows["period_end"] == last)].iloc[0]
    parts = yearly[(yearly["level"] == "state") & yearly["period_end"].between(last - 2, last)]
    assert state["denominator"] == parts["denominator"].sum()
    assert state["value"] == pytest.approx(100 * parts["numerator"].sum() / parts["denominator"].sum(), abs=1e-3)


def test_no_file_of_the_data_folder_has_the_key(demo: Path) -> None:
    for path in demo.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path


def test_nothing_new_makes_no_release(data: Path) -> None:
    before = release.known(data)
    again = built(data)
    assert not again.new
    assert release.known(data) == before


def test_the_same_inputs_give_the_same_bytes_elsewhere(demo: Path, tmp_path: Path) -> None:
    built(tmp_path)
    one, two = Store.open(demo), Store.open(tmp_path)
    for name in ("published_by_measure.parquet", "published_by_place.parquet", "lookups.json", "geography.parquet"):
        assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes()
    assert one.release.id.rsplit("-", 1)[1] == two.release.id.rsplit("-", 1)[1]


def test_a_changed_community_makes_a_new_release_and_keeps_the_old(data: Path, tmp_path: Path) -> None:
    path = changed_demo(tmp_path / "demo", "Lanternford Two")
    first = Store.open(data).release.id
    second = built(data, path=path)
    assert second.new
    assert Store.open(data).release.community.name == "Lanternford Two"
    assert release.known(data) == sorted([first, second.release_id])


def test_what_is_edited_while_a_build_runs_is_for_the_next_one(data: Path, tmp_path: Path) -> None:
    path = changed_demo(tmp_path / "demo", "Lanternford Two")
    toml = path / "community.toml"

    def stricter(said: str) -> None:
        if said == "computing":
            toml.write_text(toml.read_text("utf-8").replace("minimum_count = 10", "minimum_count = 25"), "utf-8")

    build(path, data, sources(data), say=stricter)
    assert Store.open(data).suppression()["minimum_count"] == 10
    assert built(data, path=path).new
    assert Store.open(data).suppression()["minimum_count"] == 25


def test_without_a_key_the_years_a_key_would_add_are_named_and_the_rest_is_the_same(demo: Path, tmp_path: Path) -> None:
    found = built(tmp_path, key=None)
    assert found.vintages_with_key == (2018, 2019, 2020)
    keyed, keyless = Store.open(demo), Store.open(tmp_path)
    assert keyless.release.vintages_used == (2021, 2022, 2023)
    for measure in ("poverty", "population", "median_household_income"):
        rows = keyed.rows(measure)
        expected = rows[rows["period_end"] >= 2021].reset_index(drop=True)
        assert keyless.rows(measure).equals(expected), measure


def test_a_source_that_fails_blocks_its_measures_and_nothing_else(tmp_path: Path) -> None:
    found = built(tmp_path, "data.ctdata.org")
    assert any("Connecticut schools enrollment" in said for said in found.problems)
    store = Store.open(tmp_path)
    assert store.release.problems == found.problems
    assert set(store.rows("poverty", place="city", group="all")["status"]) == {"published"}
    assert set(store.rows("enrollment")["status"]) <= {"not_available"}


def test_a_source_that_fails_later_leaves_its_good_copy_in_use(data: Path) -> None:
    found = built(data, "data.ctdata.org")
    assert not found.new
    assert any("earlier copy" in said for said in found.problems)


def test_a_release_is_not_replaced_by_one_that_lost_most_numbers(data: Path) -> None:
    shutil.rmtree(data / "cache")
    before = release.pointers(data)
    with pytest.raises(LossError, match=r"Sources failed.*stays"):
        built(data, "api.census.gov")
    assert release.pointers(data) == before
    assert len(release.known(data)) == 1


def test_when_every_source_fails_the_release_stays(tmp_path: Path) -> None:
    with pytest.raises(NothingGatheredError, match="nothing was changed"):
        built(tmp_path, "https://")
    assert release.known(tmp_path) == []


def test_a_wrong_key_stops_the_build_with_one_plain_error(tmp_path: Path) -> None:
    with pytest.raises(KeyInvalid, match="does not know the key") as refused:
        built(tmp_path, key="not-a-key-0815")
    assert "0815" not in str(refused.value)
    assert release.known(tmp_path) == []


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_any_moment_the_old_release_is_served_and_the_next_build_is_clean(data: Path, tmp_path: Path) -> None:
    """Five builds of something new, each killed (SIGKILL) at another moment between the first import and the end."""
    shutil.move(data / "cache", data / "cache-demo")
    path = changed_demo(tmp_path / "demo", "Lanternford Three")
    old = release.pointers(data)["demo"]
    command = [sys.executable, "-m", "tests.indicators.build_once", str(path), str(data)]
    began = time.monotonic()
    spare = Path(shutil.copytree(data, tmp_path / "spare"))
    subprocess.run([*command[:-1], str(spare)], cwd=ROOT, check=True, capture_output=True)
    whole = time.monotonic() - began
    moments = random.Random(5)
    finished = 0
    for turn in range(5):
        keyless = ["keyless"] if turn % 2 else []
        running = subprocess.Popen([*command, *keyless], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.3, 1.0) * whole)
        os.kill(running.pid, signal.SIGKILL)
        finished += running.wait() == 0
        served = release.pointers(data)["demo"]
        release.verify(data, served)
        assert len(Store(data, served).rows("poverty"))
        if served != old:  # it was quicker than the kill: start from the old one again
            release.use(data, old)
    assert finished < 5
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert Store.open(data).release.community.name == "Lanternford Three"
    assert not [p for p in data.rglob("*") if "staging" in p.name or ".download-" in p.name]
    for release_id in release.known(data):
        release.verify(data, release_id)
