"""`partner`: the table a partner fills in, and the check of a filled one before it is given to a build."""

from pathlib import Path

from geo import community as communities
from indicators.commands.output import UsageMistakeError, out
from sources import partner


def write_template(output: Path) -> None:
    """Writes the table to fill in, and beside it how to. Raises UsageMistakeError rather than write over a file."""
    readme = output.with_name(f"{output.stem}-README.txt")
    for path in (output, readme):
        if path.exists():
            raise UsageMistakeError(f"{path} is there already. Give another name, or move it away first.")
    output.write_bytes(partner.template())
    readme.write_text(partner.README, encoding="utf-8")
    out.print(f"Wrote {output} and {readme}. Send both to the partner.")


def check(file: Path, community: Path | None) -> None:
    """Says what a build would read from the file. Raises PartnerError for one that a build would refuse."""
    if not file.is_file():
        raise UsageMistakeError(f"{file} does not exist. `flashlight partner template` writes the table to fill in.")
    names = communities.read(community).neighborhoods.names if community else {}
    found = partner.observations(file.read_bytes(), file.name, "partner", names)
    out.print(f"{file.name} can be used: {len(found)} rows, no records about a person.", highlight=False)
    for (variable, level), rows in found.groupby(["variable", "level"], sort=True):
        years = f"{rows['period_start'].min()}-{rows['period_end'].max()}"
        schemes = ", ".join(sorted(rows["scheme"].unique()))
        out.print(
            f"  {variable}, {level}: {rows['geoid'].nunique()} areas, {years}, by {schemes}",
            highlight=False,
            markup=False,
        )
