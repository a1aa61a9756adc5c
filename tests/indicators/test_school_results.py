"""Tests and college in the catalog: what the entries promise, which feeds bring them, and what may be shown of them."""

from pathlib import Path

import pandas as pd
import pytest

from communities.demo import city
from communities.demo.transport import DemoAdapter
from geo import community
from indicators.catalog import checked, reading_and_math, schools
from indicators.catalog.after_graduation import ENTRIES as COLLEGE
from indicators.compute_reported import reported_rows
from indicators.feeds import connecticut, feeds_of
from indicators.feeds.feed import Ask
from indicators.measure import Measure, Reported
from indicators.suppression.publish import publish
from sources.cache import Cache
from sources.session import Session
from tests.indicators.test_catalog import PROSE, grade
from tests.indicators.test_catalog import texts as texts_of

DEMO = community.read(Path(city.__file__).parent)
ENTRIES = checked((*reading_and_math.ENTRIES, *COLLEGE))
ASKED = checked((schools.ENROLLMENT, *ENTRIES.values()))


def test_three_outcomes_have_a_headline_and_the_others_lead_to_them() -> None:
    assert len(ENTRIES) == 16
    outcomes = {m.id: m.area for m in ENTRIES.values() if m.kind == "outcome"}
    assert outcomes == {
        "grade3_reading": "early_reading",
        "grade8_math": "middle_math",
        "college_enrollment": "college_enrollment",
    }
    assert {m.area for m in ENTRIES.values() if m.kind == "contributing"} == {
        "early_reading", "middle_math", "high_school", "college_completion",
    }  # fmt: skip


@pytest.mark.parametrize("measure", ENTRIES.values(), ids=lambda m: m.id)
def test_prose_is_at_eighth_grade_or_below_and_a_feed_brings_the_numbers(measure: Measure) -> None:
    found = texts_of(measure)
    assert grade(" ".join(found[name].en for name in PROSE)) <= 8
    assert [feed.source for feed in feeds_of(measure)] == ["ctdata"]
    assert isinstance(measure.formula, Reported)


def test_breaks_tell_of_a_new_test_an_essay_less_and_a_spring_without_a_test() -> None:
    breaks = {m.id: [b.period_end for b in m.series_breaks] for m in ENTRIES.values()}
    assert breaks["grade3_reading"] == breaks["grade8_reading"] == [2015, 2016, 2020]
    assert breaks["grade8_math"] == [2015, 2020]
    assert breaks["grade11_reading"] == [2015]


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """What the feeds bring for the made-up city."""
    ask = Ask(Session(mirror="", adapter=DemoAdapter()), Cache(tmp_path_factory.mktemp("cache")), None, DEMO)
    feeds = {feed.id: feed for measure in ASKED.values() for feed in feeds_of(measure)}
    assert set(feeds) == {"enrollment", "spring_tests", "college"}
    assert all(connecticut.serves(DEMO) and feed.serves(DEMO) for feed in feeds.values())
    return pd.concat([feed.observe(ask).rows for feed in feeds.values()], ignore_index=True)


@pytest.fixture(scope="module")
def published(observed: pd.DataFrame) -> pd.DataFrame:
    """The rows of the made-up city's release."""
    return _published(observed)


def _published(observed: pd.DataFrame) -> pd.DataFrame:
    areas = observed[["level", "geoid"]].drop_duplicates()
    formulas = {m.id: m.formula for m in ASKED.values() if isinstance(m.formula, Reported)}
    estimates = {k: reported_rows(ASKED[k], formula, observed, areas) for k, formula in formulas.items()}
    return publish(estimates, ASKED, 10)[0]


@pytest.mark.parametrize("measure", ENTRIES)
def test_every_measure_has_numbers_of_everyone_and_of_groups(published: pd.DataFrame, measure: str) -> None:
    rows = published[published["measure"] == measure]
    shown = rows[rows["status"] == "published"]
    assert set(shown.loc[shown["scheme"] == "all", "level"]) == {"school_district", "state"}
    assert {"black", "latino", "white"} <= set(shown["group"])
    assert shown["value"].between(0, 100).all()


def test_a_percent_of_a_middling_group_has_no_decimals(published: pd.DataFrame) -> None:
    rows = published[published["measure"].isin(m.id for m in COLLEGE) & published["geoid"].eq("9800010")]
    shown = rows[rows["status"].eq("published") & rows["group"].ne("all")]
    assert len(shown)
    assert (shown["value"] % 1 == 0).all()


@pytest.mark.parametrize(("enrolled", "status"), [(2079, "suppressed"), (2080, "published")])
def test_a_graduating_class_is_judged_as_a_thirteenth_of_the_enrollment(
    observed: pd.DataFrame, enrolled: int, status: str
) -> None:
    """87 % of a class of 2,080 / 13: even were it half as large, ten graduates in it would not be in college."""
    rows = observed.copy()
    here = rows["geoid"].eq("9800010") & rows["group"].eq("black") & rows["period_end"].eq(2018)
    rows.loc[here & rows["variable"].eq("enrollment.count"), "estimate"] = enrolled
    rows.loc[here & rows["variable"].eq("college_entrance.rate"), "estimate"] = 87.0
    found = _published(rows)
    one = found[
        found["measure"].eq("college_enrollment")
        & found["geoid"].eq("9800010")
        & found["group"].eq("black")
        & found["period_end"].eq(2018)
    ]
    assert one["status"].tolist() == [status]
