"""School figures from the portal's own files, as the site will show them."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo import community as communities
from indicators.catalog import MEASURES
from indicators.compute import estimates
from indicators.tables import ESTIMATE
from sources import connecticut
from sources.cache import Cache
from sources.connecticut_files import DATASETS
from sources.session import Session
from tests.indicators.tables import Row, areas, by_key

pytestmark = pytest.mark.real

DISTRICT = "0902790"


@pytest.fixture
def computed(shared: Path, upstream: Any, tmp_path: Path) -> dict[tuple[Any, ...], Row]:
    new_haven = communities.read(shared / "communities" / "new-haven")
    session, cache = Session(mirror=upstream.base_url), Cache(tmp_path)
    measures = [m for m in MEASURES.values() if m.id in DATASETS]
    rows = [connecticut.observations(session, cache, m.id, new_haven.districts).rows for m in measures]
    places = areas(("school_district", DISTRICT, 0), ("state", "09", 0))
    return by_key(estimates(measures, pd.concat(rows), places, {}), ESTIMATE.key)


def test_school_figures_equal_the_publishers(computed: dict[tuple[Any, ...], Row]) -> None:
    def row(measure: str, group: str, year: int) -> Row:
        scheme = "all" if group == "all" else "race_ethnicity"
        return computed[measure, "school_district", DISTRICT, scheme, group, year]

    assert row("chronic_absence", "black", 2020)["value"] == 24.1
    assert row("graduation_4yr", "black", 2019)["value"] == 78.7
    assert row("enrollment", "all", 2022)["value"] == 19_420
    hidden = row("graduation_4yr", "asian", 2016)
    assert hidden["status"] == "suppressed_at_source"
    assert math.isnan(hidden["value"])


def test_a_row_without_a_number_is_empty_and_never_zero(computed: dict[tuple[Any, ...], Row]) -> None:
    for row in computed.values():
        assert (row["status"] == "estimated") == (not math.isnan(row["value"])), row
        assert math.isnan(row["moe"])
