"""A question that is given its earlier answers again is stopped there; with any other answer it goes on."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sources.answer import Answer
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import NotPublished, SourceError
from sources.witness import SameAnswers, Witness

Said = bytes | SourceError


def ask(cache: Cache, name: str, said: Said) -> bytes:
    def fetch(_held: Sidecar | None) -> Fetched:
        if isinstance(said, SourceError):
            raise said
        return Fetched(said, Answer(200, {}, said, "https://elm.example/", size=len(said)))

    return cache.blob(CacheKey("elm", name), fetch, immutable=False)


def all_of(cache: Cache, said: Sequence[tuple[str, Said]]) -> list[bytes]:
    """What a question does that goes on where a file is not out."""
    found = list[bytes]()
    for name, answer in said:
        try:
            found.append(ask(cache, name, answer))
        except NotPublished:
            continue
    return found


def answers(root: Path, said: Sequence[tuple[str, Said]]) -> dict[str, str]:
    witness = Witness(Cache(root), {})
    all_of(witness, said)
    return witness.answers


NOT_OUT = NotPublished("elm 2024 is not out.")
FIRST = (("2022", b"one"), ("2024", NOT_OUT), ("2023", b"two"))


def test_the_same_answers_stop_it_in_any_order_and_none_is_left_out(tmp_path: Path) -> None:
    before = answers(tmp_path, FIRST)
    assert set(before) == {"elm/2022", "elm/2023", "elm/2024"}
    for order in (FIRST, FIRST[::-1]):
        cache = Cache(tmp_path)
        witness = Witness(cache, before)
        with pytest.raises(SameAnswers):
            all_of(witness, order)
        assert witness.answers == before
        assert {side.name for side in cache.entries()} == {"2022", "2023"}, "the build's account knows of them"


@pytest.mark.parametrize(
    "now",
    [
        [*FIRST[:2], ("2023", b"twp")],
        [FIRST[0], ("2024", b"three"), FIRST[2]],
        [FIRST[0], ("2024", NotPublished("elm 2024 has moved.")), FIRST[2]],
        [("2025", b"four"), *FIRST],
        FIRST[:2],
    ],
    ids=["a byte", "now it is out", "another error", "a further one", "one is not asked for"],
)
def test_any_other_answer_lets_it_go_on(tmp_path: Path, now: Sequence[tuple[str, Said]]) -> None:
    before = answers(tmp_path, FIRST)
    found = all_of(Witness(Cache(tmp_path), before), now)
    assert found == [said for _, said in now if isinstance(said, bytes)]


def test_without_earlier_answers_nothing_is_stopped(tmp_path: Path) -> None:
    assert all_of(Witness(Cache(tmp_path), {}), FIRST) == [b"one", b"two"]


def test_what_was_stopped_reads_on_without_asking_again(tmp_path: Path) -> None:
    witness = Witness(Cache(tmp_path), answers(tmp_path, FIRST))
    with pytest.raises(SameAnswers):
        all_of(witness, FIRST)
    witness.read_on()
    changed = [("2022", b"changed meanwhile"), ("2024", b"out meanwhile"), ("2023", b"too")]
    assert all_of(witness, changed) == [b"one", b"two"]


def test_of_several_threads_the_last_answer_stops_it(tmp_path: Path) -> None:
    many = [(str(year), str(year).encode()) for year in range(2000, 2020)]
    witness = Witness(Cache(tmp_path), answers(tmp_path, many))
    began = threading.Barrier(4, timeout=10)

    def one(said: tuple[str, bytes]) -> bytes:
        if said[0] < "2004":
            began.wait()
        return ask(witness, *said)

    with pytest.raises(SameAnswers), ThreadPoolExecutor(4) as pool:
        list(pool.map(one, many))
    assert len(witness.answers) == len(many)


def damage(path: Path) -> None:
    path.write_bytes(b"?" * path.stat().st_size)


@pytest.mark.parametrize("harm", [damage, Path.unlink])
def test_a_copy_that_is_harmed_before_it_is_read_is_asked_for_again(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    witness = Witness(Cache(tmp_path), answers(tmp_path, FIRST[:1]))
    with pytest.raises(SameAnswers):
        all_of(witness, FIRST[:1])
    harm(tmp_path / "elm" / "2022")
    witness.read_on()
    assert all_of(witness, FIRST[:1]) == [b"one"]
