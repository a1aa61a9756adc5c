"""`init`: the first community.toml of a place."""

from pathlib import Path

from geo.community_template import template
from geo.geoid import is_geoid
from indicators.commands.output import UsageMistakeError, out


def write_community(folder: Path, name: str, state: str) -> None:
    """Write a commented community.toml into a folder and say what comes next; never over one that is there."""
    if not is_geoid(state, "state"):
        raise UsageMistakeError(f'--state should be the two digits of a state, such as 09; found "{state}".')
    path = folder / "community.toml"
    if folder.exists() and not folder.is_dir():
        raise UsageMistakeError(f"{folder} is a file. Choose a folder for the community.")
    if path.exists():
        raise UsageMistakeError(f"{path} is already there and was not changed. Choose another folder.")
    text = template(name, state)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    out.print(f"Wrote {path}. Next:")
    out.print("  1. Read its comments; fill in the places, the school districts and the vintages.")
    out.print("  2. Put neighborhoods.geojson and the tract weights it names beside it.")
    out.print(f"  3. `flashlight fetch {folder} --plan` shows what will be asked for.")
    out.print(f"  4. `flashlight build {folder}`, then `flashlight serve`.")
