"""Releases: byte for byte the same from the same, switched whole or not at all, never lost to a crash."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from geo.errors import FlashlightError
from indicators import release, release_files
from indicators.store import Store
from indicators.tables import WithheldNumberError
from tests.releases import small_contents, small_release, ungated

LATER = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


def test_a_release_without_its_audit_is_not_switched_to(tmp_path: Path) -> None:
    first = small_release(tmp_path).release.id
    folder = tmp_path / "releases" / first
    about = orjson.loads((folder / "release.json").read_bytes())
    (folder / release.AUDIT).unlink()
    del about["digests"][release.AUDIT]
    (folder / "release.json").write_bytes(orjson.dumps(about))
    with pytest.raises(release.ReleaseError, match="without the audit that goes with a release"):
        release.use(tmp_path, first)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = small_release(tmp_path / "a"), small_release(tmp_path / "b")
    files = sorted(p.relative_to(one.folder) for p in one.folder.rglob("*") if p.is_file())
    assert len(files) >= 9
    for name in files:
        assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes(), name


def test_the_order_of_rows_coming_in_does_not_matter(tmp_path: Path) -> None:
    contents = small_contents()
    shuffled = replace(contents, published=contents.published.sample(frac=1, random_state=3))
    first = release.write(tmp_path / "a", contents, LATER, ungated)
    assert release.write(tmp_path / "b", shuffled, LATER, ungated) == first


def test_a_later_release_of_the_same_numbers_has_the_same_hash(tmp_path: Path) -> None:
    first = small_release(tmp_path).release.id
    second = release.write(tmp_path, small_contents(), LATER, ungated)
    assert second != first
    assert second.rsplit("-", 1)[1] == first.rsplit("-", 1)[1]
    assert Store.open(tmp_path).release.id == second
    release.use(tmp_path, first)
    assert Store.open(tmp_path).release.id == first
    assert [(r.id, r.current) for r in release.listed(tmp_path)] == [(second, False), (first, True)]


def test_a_withheld_number_stops_the_release_before_anything_is_written(tmp_path: Path) -> None:
    contents = small_contents()
    rows = contents.published.copy()
    rows.loc[rows["status"] == "suppressed", "numerator"] = 4321.0
    with pytest.raises(WithheldNumberError) as refused:
        release.write(tmp_path, replace(contents, published=rows), LATER, ungated)
    assert "4321" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def left_in(root: Path) -> set[str]:
    """All files below a data folder but the lock."""
    return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file() and p.name != ".lock"}


def test_a_refused_release_leaves_no_file_and_the_old_one_served(tmp_path: Path) -> None:
    old = small_release(tmp_path).release.id
    before, seen = left_in(tmp_path), []

    def refuse(root: Path, name: str) -> dict[str, Any]:
        seen.append(len(Store(root, name).rows("enrollment")))
        raise FlashlightError("A protected number could be worked out.")

    with pytest.raises(FlashlightError, match="could be worked out"):
        release.write(tmp_path, small_contents(), LATER, refuse)
    assert seen[0] > 0  # its rows were on the disk
    assert left_in(tmp_path) == before
    assert not list(tmp_path.rglob("*staging*"))
    assert release.pointers(tmp_path) == {"lantern-falls": old}


def test_a_disk_that_fails_at_any_step_leaves_a_whole_release_or_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once at each wait for the disk: files, folders, what stays private, the pointer."""
    left: list[set[str]] = []
    while True:
        root, steps = tmp_path / str(len(left)), len(left) + 1
        count = iter(range(1, 1000))

        def sync(_: int, fails_at: int = steps, count: Iterator[int] = count) -> None:
            if next(count) == fails_at:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(release_files, "sync", sync)
        try:
            made = release.write(root, small_contents(), LATER, ungated)
        except OSError:
            left.append(left_in(root))
            assert not list(root.rglob("*staging*"))
        else:
            break
    whole = [step for step in left if step]
    assert left[: len(left) - len(whole)] == [set()] * (len(left) - len(whole))
    assert len(left) - len(whole) >= 15
    assert all({f"releases/{made}/release.json", f"private/{made}/suppression_log.parquet"} <= step for step in whole)


def test_a_changed_file_is_found_and_never_switched_to(tmp_path: Path) -> None:
    first = small_release(tmp_path).release.id
    second = release.write(tmp_path, small_contents(), LATER, ungated)
    (tmp_path / "releases" / first / "lookups.json").write_text("{}")
    with pytest.raises(release.ReleaseError, match=r"lookups\.json"):
        release.use(tmp_path, first)
    assert Store.open(tmp_path).release.id == second


@pytest.mark.parametrize("name", ["nowhere", "../releases", "."])
def test_an_unknown_release_is_refused(tmp_path: Path, name: str) -> None:
    small_release(tmp_path)
    with pytest.raises(release.ReleaseError, match="There is no release"):
        release.use(tmp_path, name)


def test_two_builds_do_not_share_a_folder(tmp_path: Path) -> None:
    with (
        release.building(tmp_path),
        pytest.raises(release.BuildRunningError, match="Another build"),
        release.building(tmp_path),
    ):
        pass


def test_the_suppression_log_stays_outside_of_the_release(tmp_path: Path) -> None:
    found = small_release(tmp_path)
    assert (tmp_path / "private" / found.release.id / "suppression_log.parquet").is_file()
    assert not list(found.folder.rglob("*suppression_log*"))


def test_killed_at_every_step_of_writing_the_old_release_is_served(tmp_path: Path) -> None:
    """Every write to the disk is once the last one: each time the old release is whole and the next build is clean."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.indicators.killed_writer", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    seen = json.loads(done.stdout)
    assert len(seen) >= 15  # one for each file, folder and rename
    assert all(step["whole"] for step in seen)
    served = [step["served"] for step in seen]
    assert served == sorted(served)  # "new" only after the pointer was exchanged
    assert served[0] == "1-old"
    assert served[-1] == "2-new"
    assert all(step["clean"] for step in seen)


def test_a_release_cannot_send_its_pointer_elsewhere(tmp_path: Path) -> None:
    store = small_release(tmp_path / "data")
    path = tmp_path / "data" / "releases" / store.release.id / "release.json"
    about = json.loads(path.read_text("utf-8"))
    about["community"]["slug"] = "../../evil"
    path.write_text(json.dumps(about), "utf-8")
    with pytest.raises(release.ReleaseError, match="says of itself"):
        release.use(tmp_path / "data", store.release.id)
    assert not (tmp_path / "evil").exists()


def test_new_digests_do_not_make_changed_numbers_whole(tmp_path: Path) -> None:
    store = small_release(tmp_path)
    folder = tmp_path / "releases" / store.release.id
    (folder / "catalog.json").write_text("{}", "utf-8")
    about = json.loads((folder / "release.json").read_text("utf-8"))
    about["digests"]["catalog.json"] = hashlib.sha256(b"{}").hexdigest()
    (folder / "release.json").write_text(json.dumps(about), "utf-8")
    with pytest.raises(release.ReleaseError, match="does not hold the content"):
        release.verify(tmp_path, store.release.id)
