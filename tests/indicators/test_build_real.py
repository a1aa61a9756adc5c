"""New Haven built from the stand-in for the live services: years, neighborhoods, the publisher's school figures."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo import community as communities
from indicators.build import build
from indicators.build_gather import Sources
from indicators.store import Store
from sources.cache import Cache
from sources.session import Session
from tests.indicators.small_catalog import REAL, small_catalog

pytestmark = pytest.mark.real
KEY = "0123456789abcdef0123456789abcdef01234567"
DISTRICT = "0902790"
# Published column -> measure; the value of Everyone, in percent there from 0 to 1.
SHARES = {
    "Poverty rate": "poverty",
    "Low-income rate": "low_income",
    "Homeownership rate": "homeownership",
    "Cost-burden rate": "housing_cost_burden",
    "Percent foreign-born": "foreign_born",
    "Percent under age 18": "children_share",
}


@pytest.fixture(scope="module", autouse=True)
def _measures_of_what_is_held() -> Iterator[None]:
    """The stand-in answers for eleven survey tables; each of the others would be asked for in vain in six vintages."""
    with small_catalog(REAL):
        yield


def built(root: Path, shared: Path, upstream: Any, key: str | None, slug: str = "new-haven") -> Store:
    sources = Sources(Session(mirror=upstream.base_url), Cache(root / "cache"), key)
    build(shared / "communities" / slug, root, sources)
    return Store.open(root, slug=slug)


@dataclass(frozen=True)
class Cold:
    """A data folder built from nothing, and what was asked for it."""

    root: Path
    log: list[dict[str, Any]] = field(repr=False)


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory, shared: Path, _upstream_server: Any) -> Cold:
    root = tmp_path_factory.mktemp("keyed")
    _upstream_server.log.clear()
    built(root, shared, _upstream_server, KEY)
    return Cold(root, list(_upstream_server.log))


@pytest.fixture
def keyed(cold: Cold) -> Store:
    return Store.open(cold.root, slug="new-haven")


def test_all_vintages_with_a_key_and_the_same_numbers_without(
    keyed: Store, tmp_path: Path, shared: Path, upstream: Any
) -> None:
    keyless = built(tmp_path, shared, upstream, None)
    assert keyed.release.vintages_used == (2018, 2019, 2020, 2021, 2022, 2023)
    assert keyless.release.vintages_used == (2021, 2022, 2023)
    assert keyless.release.vintages_with_key == (2018, 2019, 2020)
    for measure in keyed.measures:
        rows = keyed.rows(measure)
        if keyed.measures[measure].period == "five_years":
            rows = rows[rows["period_end"] >= 2021].reset_index(drop=True)
        assert keyless.rows(measure).equals(rows), measure


def test_neighborhoods_agree_with_the_published_profile(keyed: Store, shared: Path) -> None:
    with (shared / "golden" / "new_haven_neighborhoods_acs2022.csv").open(encoding="utf-8-sig", newline="") as lines:
        profile = {r["name"]: r for r in csv.DictReader(lines) if r["level"].startswith("7_")}
    assert len(profile) == 19
    for column, measure in SHARES.items():
        rows = keyed.rows(measure, level="neighborhood", scheme="all", period_end=2022).set_index("name")
        for name, row in profile.items():
            if rows.loc[name, "status"] == "published":
                assert rows["value"].to_dict()[name] == pytest.approx(100 * float(row[column]), abs=1), (name, column)


def test_long_wharf_has_no_data_and_is_not_zero(keyed: Store) -> None:
    rows = keyed.place_rows("long-wharf")
    assert set(rows["status"]) == {"not_available"}
    assert rows["value"].isna().all()


def shown(store: Store, measure: str, group: str, period: int) -> dict[str, Any]:
    rows = store.rows(measure, place=DISTRICT, group=group, period_end=period)
    assert len(rows) == 1
    return {str(column): value for column, value in rows.iloc[0].items()}


def test_school_figures_are_the_publishers(keyed: Store) -> None:
    assert shown(keyed, "chronic_absence", "black", 2020)["value"] == 24.1
    assert shown(keyed, "graduation_4yr", "black", 2019)["value"] == 78.7
    asian = shown(keyed, "graduation_4yr", "asian", 2019)
    assert (asian["status"], asian["low"], asian["high"]) == ("range", 71, 100)


def test_what_the_publisher_hides_stays_hidden(keyed: Store) -> None:
    for measure in ("graduation_4yr", "chronic_absence", "suspension", "enrollment"):
        rows = keyed.rows(measure)
        hidden = rows[rows["status"] == "suppressed"]
        assert len(hidden)
        for column in ("value", "low", "high", "numerator", "denominator"):
            assert hidden[column].isna().all()
    assert shown(keyed, "graduation_4yr", "aian", 2019)["status"] == "suppressed"


def test_no_group_can_be_subtracted_from_its_total(keyed: Store) -> None:
    """Wherever Everyone is shown, either no group is hidden or those hidden together leave room for each."""
    for measure, column in (("enrollment", "value"), ("graduation_4yr", "numerator"), ("suspension", "numerator")):
        rows = keyed.rows(measure)
        for _, place in rows.groupby(["level", "geoid", "period_end"]):
            everyone = place[place["group"] == "all"][column].iloc[0]
            groups = place[(place["group"] != "all") & (place["status"] != "not_available")]
            hidden = groups[groups["status"] == "suppressed"]
            if not math.isnan(everyone) and len(hidden):
                left = everyone - groups.loc[groups["status"] == "published", column].sum()
                assert len(hidden) >= 2 or (groups["status"] == "range").any()
                assert left >= 10


@pytest.mark.parametrize("slug", ["hartford", "bridgeport", "stamford"])
def test_the_other_communities_build_with_no_change_of_code(cold: Cold, shared: Path, upstream: Any, slug: str) -> None:
    goals = communities.read(shared / "communities" / slug).goals
    with small_catalog({name: REAL[name] for name in ("poverty", "enrollment", *(goal.measure for goal in goals))}):
        store = built(cold.root, shared, upstream, KEY, slug)
    rows = store.rows("poverty", level="neighborhood", scheme="all", period_end=2022)
    assert (rows["status"] == "published").sum() >= 5
    assert store.release.community.slug == slug


def test_no_host_bears_more_than_eight_requests_and_held_vintages_are_not_asked_for_again(
    cold: Cold, keyed: Store, shared: Path, upstream: Any
) -> None:
    assert len(cold.log) > 200
    assert max(entry["concurrent"] for entry in cold.log) <= 8
    assert built(cold.root, shared, upstream, KEY).release.id == keyed.release.id
    urls = [str(entry["url"]) for entry in upstream.log]
    assert 0 < len(urls) < 40
    assert not [url for url in urls if "api.census.gov/data" in url or "summary_file" in url]
    described = (
        "package_show",
        "/api/views/",
        "/api-endpoints/",
    )  # what tells whether the data changed has no condition itself
    sent = [entry for entry in upstream.log if entry["status"] != 304 and not entry["if_none_match"]]
    assert not [entry["url"] for entry in sent if not any(part in str(entry["url"]) for part in described)]


def test_a_release_is_small_and_read_by_few_row_groups(keyed: Store) -> None:
    assert sum(p.stat().st_size for p in keyed.folder.rglob("*") if p.is_file()) < 3_000_000
    rows = keyed.rows("population", level="tract", period_end=2023)
    assert isinstance(rows, pd.DataFrame)
    assert len(rows) > 300
