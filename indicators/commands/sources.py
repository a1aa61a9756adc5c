"""`sources`: the list of sources the field's guides name, for people and programs."""

import sys
from typing import Literal

from rich.table import Table

from indicators.commands.output import out
from sources import registry

USES = {"fetched": "fetched", "link": "link only", "agreement": "needs an agreement"}
Format = Literal["table", "json"]


def show(form: Format) -> None:
    """Print the whole list: a table in English, or JSON with every text in both languages."""
    if form == "json":
        sys.stdout.write(registry.as_json() + "\n")
        return
    listings = registry.listings()
    for kind in registry.KINDS:
        out.print(_table(kind, [listing for listing in listings if listing.kind == kind]), soft_wrap=False)
    counted = (f"{sum(listing.access == use for listing in listings)} {word}" for use, word in USES.items())
    out.print(f"{len(listings)} sources: {', '.join(counted)}. With --format json, in both languages, with addresses.")


def _table(kind: str, listings: list[registry.Listing]) -> Table:
    table = Table(title=f"{kind.capitalize()} sources", title_justify="left", show_lines=True, expand=True)
    for name, ratio in (("Id and use", 3), ("Source", 4), ("Offers", 5), ("How often, license, smallest numbers", 5)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for listing in listings:
        rules = f"{listing.cadence.en}; {listing.licence.en}; {listing.minimum_cell.en}"
        cells = (
            f"{listing.id}\n{USES[listing.access]}",
            f"{listing.name.en}\n{listing.publisher.en}",
            listing.offers.en,
        )
        table.add_row(*cells, rules)
    return table
