"""Which community a command shows, and what a person should know of the choice; all of it on standard error."""

from pathlib import Path

from rich.markup import escape

from indicators import release
from indicators.commands.output import err
from indicators.store import Store

MADE_UP = "made-up place"


def opened(data: Path, slug: str | None) -> Store:
    """The store of the community named. Where none was named and there are several, says which one it is and how to choose.

    Raises NoReleaseError and ReleaseError with the next step.
    """
    store = Store.open(data, slug=slug)
    community = store.release.community
    others = sorted(set(release.pointers(data)) - {community.slug})
    if others and slug is None:
        err.print(
            f"[yellow]Note:[/yellow] Shown is {escape(community.name)} ({community.slug}). "
            f"Also here: {escape(', '.join(others))}; choose with --community NAME."
        )
    if community.made_up:
        err.print(f"[yellow]Note:[/yellow] {escape(community.name)} is a {MADE_UP}; its numbers are of nobody.")
    return store
