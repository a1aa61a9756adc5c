"""A partner's file on its way through a build: read under its terms, protected as people are, named as the source."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from communities.demo import partner as made_up
from geo import community as communities
from geo.declared import Community, Partner
from indicators import feeds
from indicators.agreements import Term
from indicators.catalog import MEASURES
from indicators.compute import estimates
from indicators.feeds import Ask, local
from indicators.measure import Reach
from indicators.suppression.publish import publish
from sources.cache import Cache
from sources.partner import PartnerError
from sources.session import Session
from tests.geo.agreed import agreed

DEMO = Path(made_up.__file__).parent
FEED = local.FEEDS[0]
REACH = MEASURES["program_reach"]


@pytest.fixture
def demo() -> Community:
    return communities.read(DEMO)


def ask(community: Community, root: Path, *, offline: bool = False) -> Ask:
    return Ask(Session(mirror=""), Cache(root, offline=offline), None, community)


def test_it_is_asked_only_where_a_partner_is_declared(demo: Community) -> None:
    assert FEED in feeds.used(demo, [REACH])
    assert FEED not in feeds.used(replace(demo, partners=()), [REACH])
    assert feeds.feeds_of(REACH) == (FEED,)
    assert demo.partners[0].file in demo.files()


def test_the_made_up_partner_is_read_and_named(demo: Community, tmp_path: Path) -> None:
    told = FEED.observe(ask(demo, tmp_path))
    assert told.problems == []
    assert set(told.rows["source"]) == {"partner"}
    assert set(told.rows["variable"]) == {"prek_seats.served"}
    assert len(told.rows) == len(made_up.text().splitlines()) - 1


def test_the_cache_keeps_the_terms_and_none_of_the_numbers(demo: Community, tmp_path: Path) -> None:
    first = ask(demo, tmp_path)
    FEED.observe(first)
    (side,) = first.cache.entries()
    assert (side.source, side.name, side.licence) == ("partner", "demo/lantern_prek", "made up, free for any use")
    assert side.citation == "Lanternford Preschool Partners (made up): numbers shared under a made-up agreement"
    kept = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"prek_seats.served" not in kept
    offline = ask(demo, tmp_path, offline=True)
    assert len(FEED.observe(offline).rows)
    assert offline.cache.entries()[0].sha256 == side.sha256
    assert offline.cache.entries()[0].status == "good"


def test_a_changed_file_changes_what_a_build_is_made_from(demo: Community, tmp_path: Path) -> None:
    digests = []
    for amount in ("20", "21"):
        file = tmp_path / "elm.csv"
        header = ",".join(made_up.HEADER)
        file.write_text(f"{header}\nprek_seats.served,neighborhood,ember-flats,all,all,2022,2023,{amount},count,\n")
        changed = replace(demo, partners=(replace(demo.partners[0], file=file),))
        asked = ask(changed, tmp_path / "cache")
        FEED.observe(asked)
        digests.append(asked.cache.digest())
    assert digests[0] != digests[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"until": date(2021, 1, 1)}, "the agreement ended on 2021-01-01"),
        ({"destroy_by": date(2021, 1, 1)}, "every copy of gone.csv was to be destroyed by 2021-01-01"),
        ({"first": date(2098, 1, 1)}, "the agreement begins on 2098-01-01"),
        ({"audience": "partners"}, "lets partners alone see gone.csv"),
    ],
)
def test_nothing_is_read_that_may_not_be_shown_to_everybody_today(
    demo: Community, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    closed = replace(demo.partners[0], agreement=agreed(**change), file=tmp_path / "gone.csv")
    asked = ask(replace(demo, partners=(closed,)), tmp_path)
    told = FEED.observe(asked)
    assert told.rows.empty
    assert told.terms == {}
    assert said in told.problems[0]
    assert asked.cache.entries() == []


def test_the_terms_behind_each_variable_are_told(demo: Community, tmp_path: Path) -> None:
    told = FEED.observe(ask(demo, tmp_path))
    assert told.terms == {
        "prek_seats.served": (
            Term("Lanternford Preschool Partners (made up)", date(2099, 6, 30), True, date(2099, 12, 31)),
        )
    }


def test_two_partners_cannot_claim_one_number(demo: Community, tmp_path: Path) -> None:
    twice = (demo.partners[0], replace(demo.partners[0], id="second"))
    with pytest.raises(PartnerError, match=r"same number twice \(prek_seats.served\)"):
        FEED.observe(ask(replace(demo, partners=twice), tmp_path))


def test_a_file_of_records_stops_the_build_and_is_not_kept(demo: Community, tmp_path: Path) -> None:
    file = tmp_path / "elm.csv"
    file.write_text("child name,date of birth\nMaria Zyx,2020-01-02\n")
    people = Partner("elm", "Elm", "aggregate", file, "none", agreed())
    asked = ask(replace(demo, partners=(people,)), tmp_path / "cache")
    with pytest.raises(PartnerError, match="records of people") as caught:
        FEED.observe(asked)
    assert "Zyx" not in str(caught.value)
    assert asked.cache.entries() == []


@pytest.fixture
def shown(demo: Community, tmp_path: Path) -> pd.DataFrame:
    """Published reach of two neighborhoods and the city, with a survey of whole numbers to check in the head."""
    served = FEED.observe(ask(demo, tmp_path)).rows
    assert isinstance(REACH.formula, Reach)
    survey = [
        {"level": level, "geoid": geoid, "variable": line, "estimate": 100.0, "moe": 12.0}
        for level, geoid in (("tract", "98110000100"), ("tract", "98110000200"), ("county_subdivision", "9811010000"))
        for line in REACH.formula.eligible["all"]["all"].plus
    ]
    acs = pd.DataFrame(survey).assign(
        source="acs5", vintage=2023, scheme="all", group="all", period_start=2019, period_end=2023, status="reported"
    )
    observed = pd.concat([served, acs.assign(low=float("nan"), high=float("nan"), n=float("nan"))], ignore_index=True)
    walk = pd.DataFrame(
        [("98110000100", "ember-flats", 1.0), ("98110000200", "north-beacon", 1.0)],
        columns=["from_geoid", "to_geoid", "weight"],
    ).assign(from_vintage=2023, to_vintage=2023, weight_basis="households")
    areas = pd.DataFrame(
        [
            ("neighborhood", "ember-flats", 0),
            ("neighborhood", "north-beacon", 0),
            ("county_subdivision", "9811010000", 2023),
        ],
        columns=["level", "geoid", "vintage"],
    )
    frame = estimates([REACH], observed, areas, {2023: walk})
    published, _ = publish({"program_reach": frame}, MEASURES, 10)
    return published[published["period_end"] == 2023]


def counts() -> dict[tuple[str, str], float]:
    """What the made-up partner says of 2022-23, by area and group."""
    rows = pd.read_csv(DEMO / made_up.FILE).query("period_end == 2023")
    return {(str(r["geoid"]), str(r["group"])): float(r["value"]) for r in rows.to_dict("records")}


def by_key(shown: pd.DataFrame) -> dict[tuple[str, str], dict[Any, Any]]:
    return {(r["geoid"], r["group"]): r for r in shown.to_dict("records")}


def test_served_of_eligible_by_place_and_group(shown: pd.DataFrame) -> None:
    everyone = by_key(shown)["ember-flats", "all"]
    served = counts()["ember-flats", "all"]
    assert (everyone["numerator"], everyone["denominator"]) == (served, 600)
    assert everyone["value"] == pytest.approx(100 * served / 600, abs=1e-3)
    assert everyone["moe"] > 0


def test_small_served_counts_are_hidden(shown: pd.DataFrame) -> None:
    """Fewer than ten girls or boys served in a neighborhood: nothing of the row is left, whatever else is shown."""
    rows = by_key(shown)
    small = [key for key, served in counts().items() if served < 10 and key in rows]
    assert small
    for key in small:
        assert rows[key]["status"] == "suppressed"
        assert all(math.isnan(rows[key][name]) for name in ("value", "numerator", "low", "high"))
