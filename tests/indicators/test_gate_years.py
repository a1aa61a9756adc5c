"""What years put together tell, together with other releases, of a year that no release has by itself."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from indicators import gate
from tests.indicators.audited import of_place, released
from tests.indicators.gated import NO_LOG
from tests.releases import DISTRICT

SIZE = 60


def told(start: int, end: int, part: float, size: float) -> dict[str, Any]:
    """Graduates of the classes after `start` up to `end`."""
    numbers = {"value": 100 * part / size, "numerator": float(part), "denominator": float(size)}
    row = of_place("graduation_4yr", "school_district", DISTRICT, numbers)
    return row | {"period_start": start, "period_end": end}


def statuses(root: Path, before: list[dict[str, Any]], now: dict[str, Any]) -> list[str]:
    """What becomes of one row where a release with those before it is out."""
    released(root, before, marks={})
    published = pd.DataFrame([now])
    behind = published.assign(status="estimated")
    return gate.secure(published, NO_LOG, behind, gate.known(root, behind, 10, ())).published["status"].tolist()


@pytest.mark.parametrize(
    ("part", "size", "status"),
    [
        (3, 8, "suppressed"),
        (3, SIZE, "suppressed"),
        (9, SIZE, "suppressed"),
        (10, SIZE, "published"),
        (SIZE - 3, SIZE, "suppressed"),
        (30, SIZE, "published"),
    ],
)
def test_a_new_year_is_not_told_by_the_years_it_is_put_together_with(
    part: int, size: int, status: str, tmp_path: Path
) -> None:
    yearly = [told(2021, 2022, 40, SIZE), told(2022, 2023, 42, SIZE)]
    assert statuses(tmp_path, yearly, told(2021, 2024, 82 + part, 2 * SIZE + size)) == [status]


@pytest.mark.parametrize(("part", "status"), [(4, "suppressed"), (30, "published")])
def test_two_windows_do_not_tell_the_year_by_which_they_differ(part: int, status: str, tmp_path: Path) -> None:
    assert statuses(tmp_path, [told(2021, 2024, 82 + part, 3 * SIZE)], told(2022, 2024, 82, 2 * SIZE)) == [status]


def test_windows_that_share_no_year_tell_nothing_of_each_other(tmp_path: Path) -> None:
    assert statuses(tmp_path, [told(2018, 2021, 90, 3 * SIZE)], told(2021, 2024, 86, 3 * SIZE)) == ["published"]
