"""The commands of `flashlight` that list and report: sources and measures before anything is built, an audit after."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from indicators.commands.output import plain_errors
from indicators.settings import DATA

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


class ReportFormat(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"


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


@lists.command()
def audit(
    release: Annotated[str, typer.Argument(metavar="RELEASE", help="Id of a release; see `flashlight releases`.")],
    form: Annotated[ReportFormat, typer.Option("--format", help="text or json.")] = ReportFormat.TEXT,
    data: Annotated[Path, typer.Option("--data", envvar=DATA, help="Where the releases lie.")] = Path("data"),
) -> None:
    """Try to work out what a release hides, as a patient reader would, and report what was protected and how.

    Ends with 1 where a protected number is open. Earlier releases of the same community in the folder are counted in.

    Example:  flashlight audit 20261121T120000Z-new-haven-0123456789ab > audit.txt
    """
    with plain_errors():
        from indicators.commands.audit import show

        show(data, release, form.value)
