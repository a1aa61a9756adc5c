"""Whatever moment a process dies at, and whoever else writes: the old pair of files or the new one, never a mixture, never none."""

import os
import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from sources import kept
from sources.answer import Answer
from sources.cache import Cache, CacheKey, Fetch, Fetched, Sidecar
from sources.errors import Offline
from sources.text_table import text_table

KEY = CacheKey("service", "rows")
OLD = text_table(["a"], [[str(i)] for i in range(10)])
NEW = text_table(["a"], [[str(i)] for i in range(100, 112)])
HERE = Path(__file__).resolve().parents[2]


def gives(table: object) -> Fetch:
    answer = Answer(200, {}, b"x", "https://data.example.org/", None, 1)
    return lambda _held: Fetched(table, answer)  # type: ignore[arg-type]  # tables only


def never(_held: Sidecar | None) -> Fetched | None:
    raise AssertionError("asked though a good copy is held")


class Killed(BaseException):
    """Stands for the end of the process: nothing after it runs."""


def dies_at(step: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """From now on the process dies before its `step`-th rename or flush; the list tells what was done till then."""
    done: list[str] = []

    def counted(name: str, real: object) -> object:
        def call(*args: object) -> object:
            if len(done) == step:
                raise Killed
            done.append(name)
            return real(*args)  # type: ignore[operator]  # os.fsync or Path.replace

        return call

    monkeypatch.setattr(kept.os, "fsync", counted("flush", os.fsync))
    monkeypatch.setattr(Path, "replace", counted("rename", Path.replace))
    return done


@pytest.mark.parametrize("step", range(5))
def test_x05_a_crash_leaves_the_old_pair_or_the_new_one(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Cache(tmp_path).get(KEY, gives(OLD), immutable=False)
    with monkeypatch.context() as patch:
        dies_at(step, patch)
        with pytest.raises(Killed):
            Cache(tmp_path).get(KEY, gives(NEW), immutable=False)
    offline = Cache(tmp_path, offline=True)
    assert offline.get(KEY, never, immutable=True).equals(NEW if step == 4 else OLD)
    assert offline.entries()[0].rows == (12 if step == 4 else 10)
    assert Cache(tmp_path).get(KEY, gives(NEW), immutable=False).equals(NEW)
    assert sorted(path.name for path in (tmp_path / "service").iterdir()) == [".locks", "rows.json", "rows.parquet"]


@pytest.mark.parametrize("step", range(5))
def test_x05_a_crash_in_the_first_write_leaves_nothing_or_all(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        dies_at(step, patch)
        with pytest.raises(Killed):
            Cache(tmp_path).get(KEY, gives(NEW), immutable=True)
    if step == 4:
        assert Cache(tmp_path, offline=True).get(KEY, never, immutable=True).equals(NEW)
    else:
        with pytest.raises(Offline):
            Cache(tmp_path, offline=True).get(KEY, never, immutable=True)
    assert Cache(tmp_path).get(KEY, gives(NEW), immutable=True).equals(NEW)


def test_a_whole_write_is_two_flushes_and_three_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = dies_at(99, monkeypatch)
    Cache(tmp_path).get(KEY, gives(NEW), immutable=True)
    assert done == ["flush", "rename", "flush", "rename", "rename"]


def flipped(body: bytes) -> bytes:
    return body[:40] + bytes([body[40] ^ 1]) + body[41:]


@pytest.mark.parametrize(
    "damage", ["flip", "cut", "gone", "sidecar gone", "sidecar cut", "sidecar old", "content swapped"]
)
def test_a_damaged_entry_counts_as_absent(damage: str, tmp_path: Path) -> None:
    Cache(tmp_path).get(KEY, gives(OLD), immutable=True)
    content, sidecar = tmp_path / "service" / "rows.parquet", tmp_path / "service" / "rows.json"
    body = content.read_bytes()
    if damage == "flip":
        content.write_bytes(flipped(body))
    elif damage == "cut":
        content.write_bytes(body[:-9])
    elif damage == "content swapped":
        content.write_bytes(b"PAR1 of another")
    elif damage == "gone":
        content.unlink()
    elif damage == "sidecar gone":
        sidecar.unlink()
    elif damage == "sidecar cut":
        sidecar.write_bytes(sidecar.read_bytes()[:50])
    else:
        sidecar.write_bytes(sidecar.read_bytes().replace(b'"schema": 1', b'"schema": 0'))
    assert Cache(tmp_path).get(KEY, gives(NEW), immutable=True).equals(NEW)
    content.write_bytes(flipped(content.read_bytes()))
    with pytest.raises(Offline):
        Cache(tmp_path, offline=True).get(KEY, never, immutable=True)


# The other process keeps a file, not a table: it starts faster, and the steps on disk are the same.
COMMON = """
    import sys, time
    from pathlib import Path
    from sources.answer import Answer
    from sources.cache import Cache, CacheKey, Fetched
    root, key = Path(sys.argv[1]), CacheKey("service", "file.zip")
    def fetched(body):
        return Fetched(body, Answer(200, {}, b"x", "https://data.example.org/", None, 1))
    print("ready", flush=True)
"""
WRITER = """
    for turn in range(100_000):
        Cache(root).blob(key, lambda _: fetched(b"new, longer" if turn % 2 else b"old"*3), immutable=False)
"""
READER = """
    while not (root / "go").exists():
        time.sleep(0.01)
    def fetch(held):
        with (root / "asked").open("a") as file:
            file.write("x")
        time.sleep(0.3)
        return fetched(b"new")
    assert Cache(root).blob(key, fetch, immutable=True) == b"new"
"""
FILE = CacheKey("service", "file.zip")


def started(script: str, folder: Path) -> subprocess.Popen[bytes]:
    """A process that has loaded everything and begins with the script now."""
    code = textwrap.dedent(COMMON) + textwrap.dedent(script)
    process = subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=HERE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_x05_a_killed_process_leaves_a_readable_entry(tmp_path: Path) -> None:
    for _ in range(3):
        with started(WRITER, tmp_path) as writer:
            time.sleep(0.05 + random.random() / 10)
            writer.kill()
        assert Cache(tmp_path, offline=True).blob(FILE, never, immutable=True) in (b"new, longer", b"old" * 3)


def test_x06_two_processes_that_want_one_entry_ask_once(tmp_path: Path) -> None:
    with started(READER, tmp_path) as first, started(READER, tmp_path) as second:
        (tmp_path / "go").touch()
        assert (first.wait(60), second.wait(60)) == (0, 0)
    assert (tmp_path / "asked").read_text() == "x"
