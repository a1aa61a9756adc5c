"""A measure brings its feed into the plan and no other, and a table is added by a declaration alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from communities.demo.transport import DemoAdapter
from geo import community as communities
from indicators import feeds
from indicators.catalog import MEASURES, SOURCES, records
from indicators.feeds import FEEDS, Ask, FeedError, tables
from indicators.measure import Reported
from sources.cache import Cache
from sources.observation import OBSERVATION
from sources.session import Session

ROOT = Path(__file__).resolve().parents[3]
DEMO = communities.read(ROOT / "communities" / "demo")
KEY = "a" * 40
DECLARED = """
[source]
id = "city_trees"
title = "Street trees by neighborhood"
publisher = "City of Lanternford"
licence = "made up"
path = "trees.csv"

[[place]]
level = "neighborhood"
id = [{ column = "Area", digits = 0 }]

[period]
start = 2024
end = 2024

[marks]
words = { "" = "not_reported", "*" = "suppressed_at_source" }

[[value]]
variable = "trees.share"
column = "Shade"
unit = "percent"
"""


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(Session(adapter=DemoAdapter(), mirror=""), Cache(tmp_path / "cache"), KEY, DEMO)


def test_every_reported_variable_of_the_catalog_has_its_feed() -> None:
    for measure in MEASURES.values():
        found = feeds.feeds_of(measure)
        assert bool(found) == bool(records(measure)), measure.id
        assert {feed.source for feed in found} <= {measure.source}


def test_every_source_of_a_feed_in_use_can_be_cited() -> None:
    used = {feed.source for measure in MEASURES.values() for feed in feeds.feeds_of(measure)}
    assert used <= set(SOURCES)


def test_only_feeds_that_a_measure_needs_are_used() -> None:
    (only,) = feeds.used(DEMO, [MEASURES["graduation_4yr"]])
    assert only.id == "graduation_4yr"
    assert feeds.used(DEMO, [MEASURES["homeownership"]]) == ()


def test_a_state_is_not_asked_for_another_states_files() -> None:
    away = replace(DEMO, state="53", made_up=False)
    assert feeds.used(away, [MEASURES["graduation_4yr"]]) == ()
    assert FEEDS["wa_assessment"].serves(away)
    assert not FEEDS["co_cmas_ela"].serves(away)


def test_a_variable_without_a_feed_is_refused_with_the_next_step() -> None:
    lost = replace(MEASURES["graduation_4yr"], formula=Reported("nobody.rate"))
    with pytest.raises(
        FeedError, match=r"graduation_4yr: no feed brings 'nobody\.rate'.*Declare one in indicators/feeds"
    ):
        feeds.feeds_of(lost)


@pytest.mark.parametrize(
    ("feed", "variable", "levels"),
    [
        ("ccd_enrollment", "ccd.enrollment", {"school_district"}),
        ("saipe", "saipe.child_poverty_rate", {"us", "state", "county"}),
        ("laus", "laus.unemployment_rate", {"state", "county"}),
        ("population_estimates", "pep.population", {"state", "county"}),
        ("cdc_places_tract", "asthma.rate", {"tract"}),
        ("opportunity_atlas_tract", "working_p25.rate", {"tract"}),
    ],
)
def test_a_federal_feed_gives_observations_of_its_own_source(
    ask: Ask, feed: str, variable: str, levels: set[str]
) -> None:
    rows, *_ = FEEDS[feed].observe(ask)
    OBSERVATION.check(rows)
    assert set(rows["source"]) == {FEEDS[feed].source}
    mine = rows[rows["variable"] == variable]
    assert set(mine["level"]) == levels
    assert mine["estimate"].notna().any()
    assert all(FEEDS[feed].has(FEEDS[feed].source, name) for name in rows["variable"].unique())
    used = {f"{side.source}/{side.name}" for side in ask.cache.entries()}
    assert any(name.startswith(FEEDS[feed].cached) for name in used)


def test_a_county_that_ended_is_asked_for_in_its_years_only(ask: Ask) -> None:
    rows, problems, *_ = FEEDS["laus"].observe(ask)
    years = {str(geoid): set(of["period_end"]) for geoid, of in rows[rows["level"] == "county"].groupby("geoid")}
    assert years == {"98001": {2018, 2019, 2020, 2021}, "98110": {2022, 2023, 2024}}
    assert problems == []


def test_a_new_csv_source_is_a_declaration_and_an_entry(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "city_trees.toml").write_text(DECLARED)
    (tmp_path / "trees.csv").write_text("Area,Shade\nmirror-pond,41.5\ntallow-hill,*\nember-flats,\n")
    (feed,) = tables.declared(tmp_path)
    monkeypatch.setitem(FEEDS, feed.id, feed)
    monkeypatch.setitem(SOURCES, "city_trees", replace(SOURCES["pep"], id="city_trees"))
    entry = replace(
        MEASURES["asthma_adults"],
        id="tree_shade",
        source="city_trees",
        formula=Reported("trees.share"),
        levels=("neighborhood",),
    )
    assert feeds.used(DEMO, [entry]) == (feed,)
    rows, problems, *_ = feed.observe(ask)
    assert problems == []
    assert dict(zip(rows["geoid"], rows["status"], strict=True)) == {
        "ember-flats": "not_reported",
        "mirror-pond": "reported",
        "tallow-hill": "suppressed_at_source",
    }
    assert rows["estimate"].dropna().tolist() == [41.5]
