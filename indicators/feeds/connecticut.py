"""Connecticut's school files, through the state's open portal; a made-up place speaks through services of the same form."""

from collections.abc import Callable
from functools import partial

from geo.declared import Community
from indicators.feeds.feed import Ask, Feed, Told
from sources import (
    connecticut,
    connecticut_college,
    connecticut_kei,
    connecticut_need,
    connecticut_prek,
    connecticut_tests,
)
from sources.connecticut_files import DATASETS
from sources.connecticut_kei_files import DOMAINS

STATE = "09"


def serves(community: Community) -> bool:
    """Whether the state's files speak of this community."""
    return bool(community.districts) and (community.state == STATE or community.made_up)


def _dataset(name: str, ask: Ask) -> Told:
    where = ask.community
    return Told(*connecticut.observations(ask.session, ask.cache, name, where.districts, where.state))


def _package(observations: Callable[..., connecticut.Observations], ask: Ask) -> Told:
    where = ask.community
    return Told(*observations(ask.session, ask.cache, where.districts, where.state))


_BY_RACE: tuple[Feed, ...] = tuple(
    Feed(
        id=name,
        source=connecticut.SOURCE,
        title=f"Connecticut schools {name}",
        provides=(f"{name}.",),
        serves=serves,
        observe=partial(_dataset, name),
        cached=(f"{connecticut.SOURCE}/{dataset.package}/",),
    )
    for name, dataset in DATASETS.items()
)

_RESULTS = (
    Feed(
        id="spring_tests",
        source=connecticut.SOURCE,
        title="Connecticut schools Smarter Balanced tests",
        provides=tuple(f"sbac_{s}_{g}." for s in ("ela", "math") for g in (*connecticut_tests.GRADES, "all")),
        serves=serves,
        observe=partial(_package, connecticut_tests.observations),
        cached=tuple(f"{connecticut.SOURCE}/{package}/" for package in connecticut_tests.PACKAGES),
    ),
    Feed(
        id="college",
        source=connecticut.SOURCE,
        title="Connecticut schools graduates in college",
        provides=("college_entrance.", "college_persistence."),
        serves=serves,
        observe=partial(_package, connecticut_college.observations),
        cached=(f"{connecticut.SOURCE}/{connecticut_college.PACKAGE}/",),
    ),
)

_EARLY_AND_NEED = (
    Feed(
        id="kindergarten_inventory",
        source=connecticut.SOURCE,
        title="Connecticut schools kindergarten inventory",
        provides=tuple(f"kei_{domain}." for domain in DOMAINS),
        serves=serves,
        observe=partial(_package, connecticut_kei.observations),
        cached=(f"{connecticut.SOURCE}/{connecticut_kei.PACKAGE}/",),
    ),
    Feed(
        id="pre_k",
        source=connecticut.SOURCE,
        title="Connecticut schools public pre-K",
        provides=(f"{connecticut_prek.DATASET}.",),
        serves=serves,
        observe=partial(_package, connecticut_prek.observations),
        cached=(f"{connecticut.SOURCE}/{connecticut_prek.PACKAGE}/",),
    ),
    Feed(
        id="educational_need",
        source=connecticut.SOURCE,
        title="Connecticut schools learning English, meals, special education",
        provides=(f"{connecticut_need.DATASET}.",),
        serves=serves,
        observe=partial(_package, connecticut_need.observations),
        cached=(f"{connecticut.SOURCE}/{connecticut_need.PACKAGE}/",),
    ),
)

FEEDS: tuple[Feed, ...] = (*_BY_RACE, *_RESULTS, *_EARLY_AND_NEED)
