"""The commands of `flashlight` that list what is known before anything is built: sources and measures."""

from enum import StrEnum
from typing import Annotated

import typer

from indicators.commands.output import plain_errors

lists = typer.Typer()


class ListFormat(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSON = "json"


class CatalogFormat(StrEnum):
    """How the catalog is listed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@lists.command()
def sources(
    form: Annotated[ListFormat, typer.Option("--format", help="table or json.")] = ListFormat.TABLE,
) -> None:
    """List every source the field's guides name: what it offers, how often, its license, and whether it is fetched here.

    Example:  flashlight sources --format json
    """
    with plain_errors():
        from indicators.commands.sources import show

        show(form.value)


@lists.command()
def measures(
    form: Annotated[CatalogFormat, typer.Option("--format", help="table, json or csv.")] = CatalogFormat.TABLE,
    area: Annotated[str | None, typer.Option("--area", help="Only this area, such as kindergarten or housing.")] = None,
) -> None:
    """List every measure of the catalog: what it counts, for which groups and places, and the tables it is made of.

    Example:  flashlight measures --area kindergarten --format csv
    """
    with plain_errors():
        from indicators.commands.measures import show

        show(form.value, area)
