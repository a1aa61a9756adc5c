"""How commands speak: words on the terminal, one message for a person's mistake, an exit code for a program."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape

from geo.errors import FlashlightError

PROBLEM, USAGE = 1, 2
PATHS = "Check that the path is right and that it can be read and written."

# What is printed holds names that people chose: "[Old] Town" stays that. Only our own words on standard error are set in color.
out = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


class UsageMistakeError(FlashlightError):
    """An argument names something that does not exist; the command ends with exit code 2."""


@contextmanager
def plain_errors() -> Iterator[None]:
    """Show what a person can mend as one message without a traceback, and end with the right exit code."""
    try:
        yield
    except FlashlightError as error:
        err.print(f"[bold]Problem:[/bold] {escape(str(error))}")
        raise typer.Exit(USAGE if isinstance(error, UsageMistakeError) else PROBLEM) from None
    except BrokenPipeError:
        raise  # whoever read our output has heard enough
    except OSError as error:
        where, why = error.filename or "A file", error.strerror or error
        err.print(f"[bold]Problem:[/bold] {escape(f'{where}: {why}.')} {PATHS}")
        raise typer.Exit(PROBLEM) from None
    except KeyboardInterrupt:
        err.print("Stopped. The release that was served before is still served.")
        raise typer.Exit(130) from None


def notes(problems: tuple[str, ...] | list[str], first: int = 0, most: int = 8) -> None:
    """Sentences a data manager should read, the `first` of them all; the rest is counted."""
    told = max(first, most)
    for said in problems[:told]:
        err.print(f"[yellow]Note:[/yellow] {escape(said)}")
    if len(problems) > told:
        err.print(
            f"[yellow]Note:[/yellow] {len(problems) - told} more stand in the release's release.json, under problems."
        )
