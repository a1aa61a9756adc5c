"""What a reader is told of where a number comes from: the file, or the service that was asked."""

import re
from pathlib import Path

import pytest

from communities.demo.transport import DemoAdapter
from geo import community as communities
from indicators import plan as plans
from indicators.build_provenance import provenance
from indicators.catalog import MEASURES
from indicators.feeds import Ask, feeds_of
from sources.cache import Cache
from sources.session import Session

DEMO = communities.read(Path(__file__).resolve().parents[2] / "communities" / "demo")


def titles(measure: str, folder: Path) -> set[str]:
    """Titles of the files behind one measure, once its feeds were asked."""
    only = {measure: MEASURES[measure]}
    plan = plans.make(DEMO, has_key=True)
    cache = Cache(folder)
    ask = Ask(Session(adapter=DemoAdapter(), mirror=""), cache, "a" * 40, DEMO)
    for feed in feeds_of(MEASURES[measure]):
        feed.observe(ask)
    return set(provenance(plan, only, cache.entries())["title"])


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ("graduation_4yr", r"(?a:[\w-]+\.csv|Connecticut schools graduation_4yr)"),
        ("unemployment_yearly", "Local Area Unemployment Statistics"),
        ("child_poverty_yearly", "Small Area Income and Poverty Estimates"),
        ("asthma_adults", r"rows\.csv"),
        ("students_national", "Common Core of Data: students by district"),
    ],
)
def test_a_title_is_a_files_name_or_the_services(tmp_path: Path, measure: str, told: str) -> None:
    found = titles(measure, tmp_path)
    assert found
    assert [title for title in found if not re.fullmatch(told, title)] == []
