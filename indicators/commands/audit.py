"""`audit`: attack a release as published, and say what was protected and whether anything is open."""

import sys
from pathlib import Path
from typing import Literal

import orjson
import typer

from geo.counted import counted
from indicators.audit import audit
from indicators.audit_report import report
from indicators.audit_text import WHY_DIFFERENT, as_text
from indicators.commands.output import PROBLEM, err

Format = Literal["text", "json"]


def show(data: Path, release_id: str, form: Format) -> None:
    """Print the report; ends with exit code 1 where a protected number is open or the proof has faults.

    What was out before is told and is no fault of this release.
    """
    said = report(audit(data, release_id))
    text = as_text(said) if form == "text" else orjson.dumps(said, option=orjson.OPT_INDENT_2).decode()
    sys.stdout.write(f"{text}\n")
    faults = said["proof"].get("faults", [])
    is_open = sum(not one["out_before"] for one in said["open"])
    if is_open:
        err.print(f"[bold]Problem:[/bold] {counted(is_open, 'protected number')} can be worked out; see above.")
    if faults:
        err.print(
            f"[bold]Problem:[/bold] the proof has {counted(len(faults), 'fault')}; see above. Build the release again."
        )
    account = said["account"]
    if account and not (account["of_its_own"] and not account.get("differs")):
        err.print(
            f"[yellow]Note:[/yellow] the digest in audit.json does not come out the same; see above. {WHY_DIFFERENT}"
        )
    if is_open or faults:
        raise typer.Exit(PROBLEM)
