"""Feeds out of declarations: a table that sources/declarations describes needs no code to be read, here or elsewhere."""

from functools import partial
from pathlib import Path

from geo.declared import Community
from indicators.feeds.feed import Ask, Feed, Told
from sources.registry import DECLARATIONS
from sources.table.declaration import Declaration
from sources.table.fetch import fetch
from sources.table.observations import Scope
from sources.table.reading import load


def _serves(states: tuple[str, ...], community: Community) -> bool:
    return community.made_up or not states or community.state in states


def _observe(declaration: Declaration, ask: Ask) -> Told:
    # A neighborhood's id does not begin with its state's digits, as all others do.
    of_state = all(place.level != "neighborhood" for place in declaration.places)
    scope = Scope(ask.community.districts, ask.community.state if of_state else "")
    return Told(*fetch(ask.session, ask.cache, declaration, scope))


def of(declaration: Declaration, name: str) -> Feed:
    """The feed of one declared table of numbers; `name` is its file's, without the ending."""
    return Feed(
        id=name,
        source=declaration.id,
        title=declaration.title,
        provides=tuple(dict.fromkeys(value.variable for value in declaration.values)),
        serves=partial(_serves, declaration.states),
        observe=partial(_observe, declaration),
        cached=(f"{declaration.id}/",),
    )


def declared(folder: Path = DECLARATIONS) -> tuple[Feed, ...]:
    """A feed for each declaration in the folder that holds numbers; lists of places on the map have none."""
    found = {path.stem: load(path) for path in sorted(folder.glob("*.toml"))}
    return tuple(of(declaration, name) for name, declaration in found.items() if declaration.values)
