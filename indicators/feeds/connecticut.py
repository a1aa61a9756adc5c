"""Connecticut's school files, through the state's open portal; a made-up place speaks through services of the same form."""

from functools import partial

from geo.declared import Community
from indicators.feeds.feed import Ask, Feed, Told
from sources import connecticut
from sources.connecticut_files import DATASETS

STATE = "09"


def serves(community: Community) -> bool:
    """Whether the state's files speak of this community."""
    return bool(community.districts) and (community.state == STATE or community.made_up)


def _dataset(name: str, ask: Ask) -> Told:
    where = ask.community
    return Told(*connecticut.observations(ask.session, ask.cache, name, where.districts, where.state))


FEEDS: tuple[Feed, ...] = tuple(
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
