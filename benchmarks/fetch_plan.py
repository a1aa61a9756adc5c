"""A community's whole plan fetched from nothing at 150 ms a request, against the same requests one after another.

    uv run python -m benchmarks.fetch_plan [COMMUNITY]

Needs ../shared: its stand-in for the live services runs as a process of its own, and its log tells what was asked and how many
requests were under way at once. A second fetch then shows what is asked when everything is held.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from geo import community as communities
from indicators import plan as plans
from indicators.build_gather import Sources, gather
from sources.cache import Cache
from sources.session import Session

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
LATENCY_MS = 150
KEY = "0123456789abcdef0123456789abcdef01234567"
LEAST, FASTER, CONNECTIONS = 200, 6.0, 8
DESCRIPTIONS = (
    "/api/3/action/package_show",
    "/api/views/",
)  # what has no condition, and tells whether the data changed


@contextmanager
def stand_in() -> Iterator[str]:
    """The address of the stand-in, in a process of its own."""
    command = [sys.executable, str(SHARED / "upstream" / "serve.py"), "--port", "0", "--latency-ms", str(LATENCY_MS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def fetched(base: str, root: Path, path: Path) -> tuple[float, list[dict[str, Any]]]:
    """Seconds that the plan took, and the log of its requests."""
    requests.delete(f"{base}/__control__/log", timeout=60)
    community = communities.read(path)
    plan = plans.make(community, has_key=True)
    began = time.perf_counter()
    with Session(mirror=base) as session:
        found = gather(plan, community, Sources(session, Cache(root), KEY))
    seconds = time.perf_counter() - began
    assert not found.failed, found.failed
    return seconds, requests.get(f"{base}/__control__/log", timeout=60).json()


def one_by_one(base: str, log: list[dict[str, Any]]) -> float:
    """Seconds for the same requests, one after another over one kept connection."""
    began = time.perf_counter()
    with requests.Session() as session:
        for entry in log:
            answer = session.get(base + entry["url"].replace("REDACTED", KEY), timeout=60, allow_redirects=False)
            assert answer.status_code == entry["status"], entry["url"]
    return time.perf_counter() - began


def host_of(entry: dict[str, Any]) -> str:
    """The real service of one request."""
    return urlsplit(entry["url"]).path.split("/")[1]


def unconditional(log: list[dict[str, Any]]) -> list[str]:
    """Requests that brought data again, though the same data were held."""
    sent = [entry for entry in log if entry["status"] != 304 and not entry["if_none_match"]]
    return [entry["url"] for entry in sent if not any(part in entry["url"] for part in DESCRIPTIONS)]


def main() -> int:
    """Prints the figures; 0 when they are within the limits."""
    if not (SHARED / "upstream" / "serve.py").is_file():
        print("The stand-in is not beside this checkout (../shared); nothing measured.")
        return 1
    path = SHARED / "communities" / (sys.argv[1] if len(sys.argv) > 1 else "new-haven")
    with stand_in() as base, tempfile.TemporaryDirectory() as folder:
        fetched(base, Path(folder) / "first", path)  # the stand-in reads its own files when they are first asked for
        cold, log = fetched(base, Path(folder) / "cold", path)
        warm, again = fetched(base, Path(folder) / "cold", path)
        alone = one_by_one(base, log)
    return told(cold, alone, log) + told_again(warm, again)


def told(cold: float, alone: float, log: list[dict[str, Any]]) -> int:
    """Prints the first fetch; 0 when it is within the limits."""
    # A mirror counts as one host, however many services it stands for.
    most = max(entry["concurrent"] for entry in log)
    print(f"{len(log)} requests at {LATENCY_MS} ms: {dict(Counter(map(host_of, log)))}")
    print(
        f"as planned {cold:.1f} s, one after another {alone:.1f} s: {alone / cold:.1f} times faster (limit {FASTER:g})"
    )
    print(f"at most {most} requests at once (limit {CONNECTIONS} a host)")
    return int(len(log) < LEAST or alone / cold < FASTER or most > CONNECTIONS)


def told_again(warm: float, again: list[dict[str, Any]]) -> int:
    """Prints the second fetch; 0 when it brought no data again."""
    census = sum(host_of(entry) == "api.census.gov" for entry in again)
    sent = unconditional(again)
    print(
        f"second fetch {warm:.1f} s, {len(again)} requests, {census} of them for vintages that cannot change (limit 0)"
    )
    print(f"  answers {dict(Counter(entry['status'] for entry in again))}; data asked for without a condition: {sent}")
    return int(bool(census or sent))


if __name__ == "__main__":
    sys.exit(min(main(), 1))
