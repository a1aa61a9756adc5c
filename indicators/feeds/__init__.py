"""Every feed by its id. A new source is one entry in one of these modules, or a declaration in sources/declarations."""

from collections.abc import Iterable

from geo.declared import Community
from indicators.catalog import records
from indicators.feeds import connecticut, federal, local, tables
from indicators.feeds.feed import Ask, Feed, Told
from indicators.measure import Measure

FEEDS: dict[str, Feed] = {
    feed.id: feed for feed in (*connecticut.FEEDS, *federal.FEEDS, *local.FEEDS, *tables.declared())
}

__all__ = ["FEEDS", "Ask", "Feed", "FeedError", "Told", "feeds_of", "used"]


class FeedError(ValueError):
    """A measure names a variable that no feed brings."""


def feeds_of(measure: Measure) -> tuple[Feed, ...]:
    """The feeds that bring what the measure reports. Raises FeedError for a variable that none brings."""
    found: dict[str, Feed] = {}
    for variable in records(measure):
        feed = next((feed for feed in FEEDS.values() if feed.has(measure.source, variable)), None)
        if feed is None:
            raise FeedError(
                f"{measure.id}: no feed brings {variable!r} of source {measure.source!r}. "
                "Declare one in indicators/feeds, or correct the variable."
            )
        found[feed.id] = feed
    return tuple(found.values())


def used(community: Community, measures: Iterable[Measure]) -> tuple[Feed, ...]:
    """The feeds these measures need and this community is served by, each once, by id."""
    found = {feed.id: feed for measure in measures for feed in feeds_of(measure) if feed.serves(community)}
    return tuple(found[name] for name in sorted(found))
