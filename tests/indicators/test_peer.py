"""The same input given to census-data-aggregator 0.0.8, a peer that many newsrooms use: what agrees, and why the rest does not.

Runs where the peer lies in uv's cache; fetch it once with `uv run --no-project --with census-data-aggregator true`.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from indicators import margins, medians
from indicators.measure import Bin

PEER = ("uv", "run", "--no-project", "--offline", "--with", "census-data-aggregator", "python", "-W", "ignore", "-c")
SCRIPT = """
import json, sys
import census_data_aggregator as peer
def said(name, arguments):
    try:
        return getattr(peer, "approximate_" + name)(*arguments)
    except peer.exceptions.DataError:
        return "refused"
print(json.dumps([said(*question) for question in json.load(sys.stdin)]))
"""
FLOORS = [0, 10_000, 15_000, 20_000, 25_000, 35_000, 50_000, 75_000, 100_000, 150_000]
TOP = 200_000
RANDOM = np.random.default_rng(17)
TABLES = [RANDOM.integers(20, 400, len(FLOORS)).tolist() for _ in range(25)]
PAIRS = RANDOM.integers([1, 0, 500, 0], [500, 90, 2_000, 200], (50, 4)).tolist()  # part, its margin, whole, its margin


def classes(counts: list[int]) -> list[dict[str, int]]:
    ends = [*(floor - 1 for floor in FLOORS[1:]), TOP]
    return [{"min": a, "max": b, "n": n} for a, b, n in zip(FLOORS, ends, counts, strict=True)]


def questions() -> Iterator[tuple[str, list[Any]]]:
    yield from (("median", [classes(counts), 1.5, 12.5]) for counts in TABLES)
    for name in ("proportion", "ratio", "product", "percentchange"):
        yield from ((name, [[n, moe_n], [d, moe_d]]) for n, moe_n, d, moe_d in PAIRS)


@pytest.fixture(scope="module")
def answers() -> dict[str, list[Any]]:
    if shutil.which("uv") is None:
        pytest.skip("uv is not installed, which the peer is run with")
    asked = list(questions())
    run = subprocess.run([*PEER, SCRIPT], input=json.dumps(asked), capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip(
            "census-data-aggregator is not in uv's cache; `uv run --no-project --with census-data-aggregator true`"
        )
    found: dict[str, list[Any]] = {}
    for (name, _), answer in zip(asked, json.loads(run.stdout), strict=True):
        found.setdefault(name, []).append(answer)
    return found


def test_medians_differ_by_less_than_the_dollar_that_the_peer_takes_from_each_class(
    answers: dict[str, list[Any]],
) -> None:
    bins = [Bin(low, high, "") for low, high in zip(FLOORS, [*FLOORS[1:], TOP], strict=True)]
    ours = medians.of_bins(bins, TABLES, design_factor=1.5)
    theirs = np.array(answers["median"])
    assert ((ours.value - theirs[:, 0] >= 0) & (ours.value - theirs[:, 0] <= 1)).all()
    assert ours.moe == pytest.approx(theirs[:, 1])


def test_shares_agree_and_where_the_peer_refuses_the_ratio_stands(answers: dict[str, list[Any]]) -> None:
    refused = 0
    for (n, moe_n, d, moe_d), theirs in zip(PAIRS, answers["proportion"], strict=True):
        ours = float(margins.of_share(n, d, moe_n, moe_d))
        if theirs == "refused":  # the Bureau advises the ratio's margin there; the peer leaves that to its user
            refused += 1
            assert ours == pytest.approx(float(margins.of_ratio(n, d, moe_n, moe_d)))
        else:
            assert ours == pytest.approx(theirs[1])
    assert 0 < refused < len(PAIRS)


def test_ratios_products_and_changes_agree(answers: dict[str, list[Any]]) -> None:
    n, moe_n, d, moe_d = np.array(PAIRS, dtype=float).T
    assert margins.of_ratio(n, d, moe_n, moe_d) == pytest.approx(np.array(answers["ratio"])[:, 1])
    assert margins.of_product(n, d, moe_n, moe_d) == pytest.approx(np.array(answers["product"])[:, 1])
    assert margins.of_change(n, d, moe_n, moe_d) == pytest.approx(np.array(answers["percentchange"])[:, 1])
