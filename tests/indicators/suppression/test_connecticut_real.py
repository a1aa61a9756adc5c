"""Connecticut's real school counts as if they were confidential: what the search hides is proven, and no attack opens a cell."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.school_counts import PART, SIZE, Year, observations, years
from benchmarks.school_release import Part, Release, next_smallest, protected, release
from indicators.suppression import assault_view as view
from indicators.suppression.assault import attack
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.proof import verify

pytestmark = [pytest.mark.real, pytest.mark.slow]

WANTED = (2014, 2019)  # one year of rates alone and one that also counts the absent; with their graduates
POOL = ("two", "aian", "nhpi")
SAMPLE = 20


@pytest.fixture(scope="module")
def tables(shared: Path, _upstream_server: Any, tmp_path_factory: pytest.TempPathFactory) -> list[Year]:
    rows = observations(_upstream_server.base_url, tmp_path_factory.mktemp("cache"))
    return list(years(rows, WANTED))


@pytest.fixture(scope="module")
def parts(tables: list[Year]) -> list[Part]:
    return [protected(table) for table in tables]


def opened(whole: Release) -> list[str]:
    told = view.of(whole.relations, whole.hidden)
    found = attack(told, whole.relations.values, whole.demand, sample=SAMPLE)
    return [str(finding) for finding in found]


def test_the_tables_hold_what_the_state_printed(tables: list[Year]) -> None:
    table = next(t for t in tables if t.name == "2018-19")
    assert [a.name for a in table.product.axes[2:]] == ["chronic_absence", "suspension"]
    at = table.places.index("0930011"), table.groups.index("black")  # New Haven
    counts, offered = table.product.counts, table.product.offered
    sizes = {n: int(counts[(*at, *where)]) for n, where in (("all", (SIZE, SIZE)), ("absent", (PART, SIZE)))}
    assert sizes == {"all": 7_861, "absent": 1_580}  # as printed
    assert offered[(*at, PART, SIZE)]
    assert not offered[(*at, PART, PART)]  # nobody tells how many were both absent and suspended
    starred = table.starred.reshape(table.product.shape)
    assert starred.any()
    assert not (starred & offered).any()


def test_every_starred_number_stays_unknown_and_every_small_one_is_protected(parts: list[Part]) -> None:
    whole = release(parts)
    for part in parts:
        small = part.product.offered & (part.product.counts > 0) & (part.product.counts < 10)
        assert set(np.flatnonzero(small | part.starred.reshape(small.shape))) <= set(part.demand.cell)
        assert not (part.starred & ~part.found.hidden).any()
        # With the cells of two outcomes together, which no reader has and the search moves through, the proof holds too.
        assert verify(part.product.relations(), part.found.hidden, part.demand, part.found.witnesses) == []
    assert verify(whole.relations, whole.hidden, whole.demand, whole.witnesses) == []
    assert opened(whole) == []
    # The rule of state report cards leaves hundreds open in the same tables, some of them exactly.
    rule = release(parts, [next_smallest(part) for part in parts])
    told = view.of(rule.relations, rule.hidden)
    low, high = intervals(told)
    assert len(opened(rule)) > 500
    assert (low == high)[rule.demand.cell].sum() > 100


def test_pooled_groups_are_as_safe_and_more_is_shown(parts: list[Part], tables: list[Year]) -> None:
    pooled = protected(tables[0], POOL)
    whole = release([pooled])
    assert verify(whole.relations, whole.hidden, whole.demand, whole.witnesses) == []
    assert opened(whole) == []

    def share(part: Part) -> float:
        there = (part.product.offered & (part.product.counts > 0)).ravel()
        return float((there & ~part.found.hidden).sum() / there.sum())

    assert share(pooled) > share(parts[0])
    # Each pooled group is still shown in the state.
    shown = ~pooled.found.hidden.reshape(pooled.product.shape)
    assert shown[-1, [pooled.groups.index(group) for group in POOL], SIZE, SIZE].all()


def test_showing_one_hidden_cell_again_breaks_the_proof(parts: list[Part]) -> None:
    whole = release([part for part in parts if part.year.name.startswith("class")])
    more = np.flatnonzero(whole.hidden & whole.relations.offered)
    more = np.setdiff1d(more, whole.demand.cell)
    for cell in np.random.default_rng(1).choice(more, 20, replace=False):
        shown = whole.hidden.copy()
        shown[cell] = False
        faults = verify(whole.relations, shown, whole.demand, whole.witnesses)
        assert any(whole.relations.names[int(cell)] in fault.reason for fault in faults)
