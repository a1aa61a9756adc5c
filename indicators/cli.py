"""The command `flashlight`. Arguments are read here; what is slow is imported by the command that needs it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from indicators.cli_lists import lists
from indicators.commands.output import PROBLEM, out, plain_errors
from indicators.settings import COMMUNITY, DATA, KEY, MIRROR, Settings

DEMO = Path(__file__).resolve().parents[1] / "communities" / "demo"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,  # a traceback that shows local values could show a key
    help="""Flashlight: a public dashboard of community indicators, built from open data.

    First look, without a key and without the network:  [bold]flashlight demo[/bold]

    Your own community:  [bold]flashlight init my-town[/bold], fill in the file, [bold]flashlight build my-town[/bold],
    [bold]flashlight serve[/bold].

    Exit codes: 0 done, 1 a problem with data or a service, 2 a mistake in the command.""",
)

PathTo = Annotated[Path, typer.Argument(metavar="PATH", help="A community's folder or its community.toml.")]
Data = Annotated[Path, typer.Option("--data", envvar=DATA, help="Where the cache and the releases lie.")]
Mirror = Annotated[
    str, typer.Option("--mirror", envvar=MIRROR, help="Ask MIRROR/HOST/PATH in place of https://HOST/PATH.")
]
Key = Annotated[
    str,
    typer.Option(
        "--key", envvar=KEY, show_default=False, help="Census key; better set in the environment. Never shown."
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Use what is in the cache; ask no service.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port of the site.")]
Headless = Annotated[bool, typer.Option("--headless", help="Do not open a browser.")]
Slug = Annotated[
    str,
    typer.Option("--community", envvar=COMMUNITY, help="Short name of the community, where the folder holds several."),
]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        metavar="NAME",
        help="Take what a source says now as true: a variable, its table or dataset, or all. May be repeated.",
    ),
]
HERE = Path("data")


class Format(StrEnum):
    """How a table is written."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        out.print(f"flashlight {version('flashlight')}")
        raise typer.Exit


@app.callback()
def main(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Read what comes before a command."""


@app.command()
def demo(
    port: Port = 8501,
    headless: Headless = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Build only.")] = False,
    data: Data = HERE,
) -> None:
    """Build the made-up place and open the site. Needs no key and no network.

    Example:  flashlight demo --port 8600
    """
    with plain_errors():
        from indicators.commands import building, site

        settings = Settings(data)
        building.run_build(DEMO, settings)
        if not no_serve:
            site.serve(settings, port, headless, "demo")


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder for your community.")],
    name: Annotated[str, typer.Option("--name", help="The community's name; default: the folder's.")] = "",
    state: Annotated[
        str, typer.Option("--state", help="The two digits of the state, such as 09 for Connecticut.")
    ] = "09",
) -> None:
    """Write a commented community.toml to fill in.

    Example:  flashlight init new-haven --name "New Haven" --state 09
    """
    with plain_errors():
        from indicators.commands.starting import write_community

        write_community(folder, name or folder.resolve().name.replace("-", " ").title(), state)


@app.command()
def fetch(
    path: PathTo,
    plan: Annotated[bool, typer.Option("--plan", help="Only show what would be asked for.")] = False,
    offline: Offline = False,
    data: Data = HERE,
    mirror: Mirror = "",
    key: Key = "",
) -> None:
    """Ask the services for everything a community's build needs, and keep it in the cache.

    Example:  flashlight fetch my-town --plan
    """
    with plain_errors():
        from indicators.commands import building

        settings = Settings(data, mirror, key.strip() or None, offline)
        (building.show_plan if plan else building.run_fetch)(path, settings)


@app.command()
def build(
    path: PathTo,
    offline: Offline = False,
    data: Data = HERE,
    mirror: Mirror = "",
    key: Key = "",
    accept: Accept = None,
) -> None:
    """Make a new release of a community, if anything is new. The release served before stays until the new one is whole.

    A measure whose source has changed what it said before is left out until somebody has looked: see --accept.

    Example:  CENSUS_API_KEY=... flashlight build my-town
    """
    with plain_errors():
        from indicators.commands import building

        building.run_build(path, Settings(data, mirror, key.strip() or None, offline), accept or ())


@app.command()
def serve(port: Port = 8501, headless: Headless = False, community: Slug = "", data: Data = HERE) -> None:
    """Open the site on the newest release. It needs no network and no key.

    Example:  flashlight serve --port 8600 --community new-haven
    """
    with plain_errors():
        from indicators.commands import site

        site.serve(Settings(data), port, headless, community or None)


@app.command()
def table(
    measure: Annotated[str, typer.Argument(metavar="MEASURE", help="Id of a measure, such as poverty.")],
    place: Annotated[str | None, typer.Option("--place", help="Id of a place, such as city or fair-haven.")] = None,
    level: Annotated[str | None, typer.Option("--level", help="Such as neighborhood, tract or state.")] = None,
    scheme: Annotated[str | None, typer.Option("--scheme", help="Such as all or race_ethnicity.")] = None,
    group: Annotated[str | None, typer.Option("--group", help="Such as all or latino.")] = None,
    period: Annotated[
        int | None, typer.Option("--period", help="The last year of the period: 2023 for 2019-2023.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="csv, json or parquet.")] = Format.CSV,
    output: Annotated[
        Path | None, typer.Option("--output", help="A file to write to; default: standard output.")
    ] = None,
    community: Slug = "",
    data: Data = HERE,
) -> None:
    """Print published numbers. Percent are 0 to 100; a number that may not be shown is empty, and its status says why.

    Example:  flashlight table poverty --level neighborhood --group all --period 2023 > poverty.csv
    """
    with plain_errors():
        from indicators.commands import tables
        from indicators.commands.choice import opened

        wanted = tables.Wanted(measure, place, level, scheme, group, period)
        tables.show(opened(data, community or None), wanted, form.value, output)


app.add_typer(lists)  # sources, measures
partner = typer.Typer(
    no_args_is_help=True, help="Numbers of a partner's own: tables to fill in, their check, and the agreements."
)
app.add_typer(partner, name="partner")


@partner.command("template")
def partner_template(
    output: Annotated[Path, typer.Option("--output", help="The file to write.")] = Path("partner-numbers.csv"),
    participants: Annotated[
        bool, typer.Option("--participants", help="A list of people by code, which a build adds up and does not keep.")
    ] = False,
) -> None:
    """Write the table a partner fills in, and how to fill it in.

    Example:  flashlight partner template --output elm-tutors.csv
    """
    with plain_errors():
        from indicators.commands.partner import write_template

        write_template(output, participants)


@partner.command("check")
def partner_check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A filled-in table: CSV, TSV, XLSX, XLS or ODS.")],
    community: Annotated[
        Path | None, typer.Option("--community", help="A community's folder, where rows name its neighborhoods.")
    ] = None,
) -> None:
    """Say whether a filled-in table can be used. Nothing of it is kept, and no cell of it is shown.

    Ends with 1 where it cannot, or where a total is less than its parts.

    Example:  flashlight partner check elm-tutors.csv --community my-town
    """
    with plain_errors():
        from indicators.commands.partner import check

        if not check(file, community):
            raise typer.Exit(PROBLEM)


@partner.command("list")
def partner_list(path: PathTo, data: Data = HERE) -> None:
    """Show every partner's agreement and the days left. Ends with 1 where one has ended or a copy is overdue to be destroyed.

    Of an overdue one, the releases that still hold its numbers are named; nothing is deleted.

    Example:  flashlight partner list my-town
    """
    with plain_errors():
        from indicators.commands.partner import show_agreements

        if not show_agreements(path, data):
            raise typer.Exit(PROBLEM)


@app.command()
def releases(
    use: Annotated[str | None, typer.Option("--use", help="Serve this release again.")] = None, data: Data = HERE
) -> None:
    """List the releases, newest first, or go back to an earlier one. Nothing is ever deleted.

    Example:  flashlight releases --use 20261121T120000Z-new-haven-0123456789ab
    """
    with plain_errors():
        from indicators import release

        if use is not None:
            release.use(data, use)
            out.print(f"{use} is served now.")
            return
        listed = release.listed(data)
        for row in listed:
            out.print(f"{row.id}  {row.made_at}  {'served' if row.current else '      '}  {row.name}")
        if not listed:
            out.print(f"There is no release in {data} yet. `flashlight demo` or `flashlight build PATH` makes one.")


@app.command()
def doctor(data: Data = HERE, mirror: Mirror = "", key: Key = "") -> None:
    """Look whether this machine is ready, and say what to mend.

    Example:  flashlight doctor
    """
    with plain_errors():
        from indicators.commands.doctor import findings

        found = list(findings(Settings(data, mirror, key.strip() or None)))
        for finding in found:
            out.print(f"{'ok     ' if finding.good else 'PROBLEM'} {finding.what}: {finding.found}")
        if not all(finding.good for finding in found):
            raise typer.Exit(PROBLEM)
