"""Whether the address still holds the release that a declaration speaks of: some publishers put the next one in its place."""

from sources.errors import BadAnswer, Drift
from sources.session import Session
from sources.table.declaration import Declaration


def refuse_other_release(session: Session, declaration: Declaration) -> None:
    """Nothing for the declared release. Drift for another, BadAnswer where the publisher's description has no name.

    Asked after the file has come: had the release been exchanged while it came, the description would already say so.
    """
    pinned = declaration.pinned
    if pinned is None:
        return
    about = session.get(pinned.url).json()
    name = about.get("name") if isinstance(about, dict) else None
    if not isinstance(name, str):
        raise BadAnswer(
            f"{pinned.url}: expected a description with a name, found {str(about)[:80]!r}. Look at the publisher's page."
        )
    if pinned.says not in name:
        raise Drift(
            f'{declaration.id}: {declaration.url} now holds "{name}", where "{pinned.says}" is declared; its years, tracts and '
            "places may be others. Nothing was replaced. Read what changed, then set [pinned] and [period] in the declaration."
        )
