"""Connecticut's school files, through the state's open portal; a made-up place speaks through services of the same form."""

from functools import partial

from geo.declared import Community
from indicators.feeds.feed import Ask, Feed, Told
from sources import connecticut, connecticut_college, connecticut_tests
from sources.connecticut_files import DATASETS

STATE = "09"


def serves(community: Community) -> bool:
    """Whether the state's files speak of this community."""
    return bool(community.districts) and (community.state == STATE or community.made_up)


def _dataset(name: str, ask: Ask) -> Told:
    where = ask.community
    return Told(*connecticut.observations(ask.session, ask.cache, name, where.districts, where.state))


def _tests(ask: Ask) -> Told:
    where = ask.community
    return Told(*connecticut_tests.observations(ask.session, ask.cache, where.districts, where.state))


def _college(ask: Ask) -> Told:
    where = ask.community
    return Told(*connecticut_college.observations(ask.session, ask.cache, where.districts, where.state))


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
        observe=_tests,
        cached=tuple(f"{connecticut.SOURCE}/{package}/" for package in connecticut_tests.PACKAGES),
    ),
    Feed(
        id="college",
        source=connecticut.SOURCE,
        title="Connecticut schools graduates in college",
        provides=("college_entrance.", "college_persistence."),
        serves=serves,
        observe=_college,
        cached=(f"{connecticut.SOURCE}/{connecticut_college.PACKAGE}/",),
    ),
)

FEEDS: tuple[Feed, ...] = (*_BY_RACE, *_RESULTS)
