"""A pool that is out stays as it is, whatever the numbers are later; beside another one it would give a group away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from indicators import pools_before, release
from indicators.catalog import MEASURES
from indicators.suppression.publish import publish
from tests.indicators.pools import CHILDREN, POOL, SERVED, joined, rows
from tests.releases import small_contents, ungated

LEVEL = ("prek_seats.served", "neighborhood")
# Later the third group is small as well: by themselves these numbers would stand together as three.
LATER = SERVED | {"asian": (8, 7, 6)}
LARGE = {"aian": (40, 71, 33), "nhpi": (19, 25, 28), "black": (40, 31, 25), "white": (22, 60, 18)}

pytestmark = pytest.mark.usefixtures("few_areas_are_enough")


def released(root: Path, counts: Mapping[str, Sequence[float]], hour: int = 12) -> None:
    behind = joined(rows(counts), 10, pools_before.kept(root, rows(counts)))
    published, _ = publish({CHILDREN: behind}, MEASURES, 10)
    contents = replace(small_contents(), published=published)
    release.write(root, contents, datetime(2026, 11, 20, hour, 0, tzinfo=UTC), ungated)


def pools(estimates: pd.DataFrame) -> set[str]:
    return {group for group in estimates["group"] if "+" in group}


def test_a_pool_that_is_out_stays_though_another_would_be_chosen(tmp_path: Path) -> None:
    released(tmp_path, SERVED)
    assert pools(joined(rows(LATER))) == {"aian+asian+nhpi"}
    kept = pools_before.kept(tmp_path, rows(LATER))
    assert kept == {LEVEL: POOL}
    assert pools(joined(rows(LATER), 10, kept)) == {POOL}
    assert pools(joined(rows(LARGE), 10, kept)) == {POOL}


def test_groups_that_were_told_one_by_one_go_on_so(tmp_path: Path) -> None:
    released(tmp_path, LARGE)
    kept = pools_before.kept(tmp_path, rows(SERVED))
    assert kept == {LEVEL: ""}
    assert pools(joined(rows(SERVED), 10, kept)) == set()


def test_the_newest_release_decides_and_those_of_other_areas_do_not_count(tmp_path: Path) -> None:
    released(tmp_path, SERVED)
    released(tmp_path, LATER, hour=13)
    elsewhere = rows(SERVED).assign(geoid="somewhere-else")
    assert pools_before.kept(tmp_path, elsewhere) == {}
    assert pools_before.kept(tmp_path, rows(SERVED)) == {LEVEL: POOL}
    (tmp_path / "releases" / release.known(tmp_path)[-1] / "lookups.json").unlink()
    assert pools_before.kept(tmp_path, rows(SERVED)) == {LEVEL: POOL}


def test_without_a_release_nothing_is_out(tmp_path: Path) -> None:
    assert pools_before.kept(tmp_path, rows(SERVED)) == {}
