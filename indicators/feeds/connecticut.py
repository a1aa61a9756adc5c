"""Connecticut's school files, through the state's open portal; a made-up place speaks through services of the same form."""

from collections.abc import Callable, Iterable
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


def _feed(name: str, title: str, provides: Iterable[str], observe: Callable[[Ask], Told], *packages: str) -> Feed:
    """A feed that reads packages of the portal; `provides` are the first words of its variables."""
    return Feed(
        id=name,
        source=connecticut.SOURCE,
        title=f"Connecticut schools {title}",
        provides=tuple(f"{word}." for word in provides),
        serves=serves,
        observe=observe,
        cached=tuple(f"{connecticut.SOURCE}/{package}/" for package in packages),
    )


FEEDS: tuple[Feed, ...] = (
    *(_feed(name, name, [name], partial(_dataset, name), dataset.package) for name, dataset in DATASETS.items()),
    _feed(
        "spring_tests",
        "Smarter Balanced tests",
        (f"sbac_{s}_{g}" for s in ("ela", "math") for g in (*connecticut_tests.GRADES, "all")),
        partial(_package, connecticut_tests.observations),
        *connecticut_tests.PACKAGES,
    ),
    _feed(
        "college",
        "graduates in college",
        ["college_entrance", "college_persistence"],
        partial(_package, connecticut_college.observations),
        connecticut_college.PACKAGE,
    ),
    _feed(
        "kindergarten_inventory",
        "kindergarten inventory",
        (f"kei_{domain}" for domain in DOMAINS),
        partial(_package, connecticut_kei.observations),
        connecticut_kei.PACKAGE,
    ),
    _feed(
        "pre_k",
        "public pre-K",
        [connecticut_prek.DATASET],
        partial(_package, connecticut_prek.observations),
        connecticut_prek.PACKAGE,
    ),
    _feed(
        "educational_need",
        "learning English, meals, special education",
        [connecticut_need.DATASET],
        partial(_package, connecticut_need.observations),
        connecticut_need.PACKAGE,
    ),
)
