"""A table of a TOML file, read key by key: each mistake becomes one plain CommunityError that says where it stands."""

import difflib
import math
import re
from pathlib import Path
from typing import Any

from geo.errors import CommunityError

LONGEST = 2_000  # characters of a text; a name or a sentence has far fewer
# What ends a line, moves the cursor, or turns the direction of reading: in a name it would change the lines it is printed on.
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Keys that are easily written under another heading, or under none, and the table each belongs to; "" is the top of the file.
HOMES = {"assume_public": "privacy", "minimum_count": "privacy", "acs5": "vintages", "boundaries": "neighborhoods"}
HOMES |= {"crosswalk": "neighborhoods", "districts": "schools"} | dict.fromkeys(("made_up", "languages", "contact"), "")
KINDS: dict[type, str] = {str: "text", int: "a whole number", bool: "true or false", list: "a list", dict: "a table"}


def shown(value: Any) -> str:
    """A value as a message repeats it: its beginning, however long it is."""
    found = repr(value)
    return found if len(found) <= 80 else f"{found[:80]}…"


class Section:
    """One table of the file; `close` refuses the keys nobody asked for, so that a misspelt key is never passed over."""

    def __init__(self, path: Path, name: str, content: dict[str, Any]) -> None:
        self.path, self.name, self.content = path, name, content
        self._asked: list[str] = []

    def error(self, text: str) -> CommunityError:
        """An error that begins with the file and the table."""
        return CommunityError(f"{self.path}{f' [{self.name}]' if self.name else ''}: {text}")

    def raw(self, key: str, default: Any = None) -> Any:
        """The key's content as it stands; without a default the key must be there."""
        self._asked.append(key)
        if key not in self.content:
            if default is None:
                raise self.error(f"`{key}` is missing. Add it.")
            return default
        return self.content[key]

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """The key's content, checked to be of this kind."""
        found = self.raw(key, default)
        # true is an int to Python, never to a person who wrote a file
        if not isinstance(found, kind) or (kind is not bool and isinstance(found, bool)):
            raise self.error(f"`{key}` should be {KINDS[kind]}, found {shown(found)}.")
        return found

    def text(self, key: str, default: str | None = None) -> str:
        """The key's text on one line, without blanks at its ends; empty only when that is the default."""
        found = self.get(key, str, default).strip()
        if len(found) > LONGEST or BREAKS.search(found):
            raise self.error(
                f"`{key}` should be text on one line of at most {LONGEST} characters, found {shown(found)}."
            )
        if not found and found != default:
            raise self.error(f"`{key}` is empty. Write its text.")
        return found

    def number(self, key: str) -> float:
        """The key's number, whole or not; TOML also knows inf and nan, which are none."""
        found = self.raw(key)
        if isinstance(found, bool) or not isinstance(found, int | float) or not _finite(found):
            raise self.error(f"`{key}` should be a number, found {shown(found)}.")
        return float(found)

    def file(self, key: str) -> Path:
        """The file the key names, which is there and lies in the community's own folder, links followed."""
        file, folder = self.path.parent / self.text(key), self.path.parent.resolve()
        if folder not in file.resolve().parents:
            raise self.error(f"`{key}`: {file} is not in the community's folder {self.path.parent}. Put a copy there.")
        if not file.is_file():
            raise self.error(f"`{key}`: {file} does not exist. Put the file there or correct the name.")
        return file

    def table(self, key: str, *, optional: bool = False) -> "Section":
        """The table of this name."""
        return Section(self.path, self._below(key), self.get(key, dict, {} if optional else None))

    def tables(self, key: str, *, optional: bool = False) -> list["Section"]:
        """The tables of a list, such as [[goals]]."""
        rows = self.get(key, list, [] if optional else None)
        strange = [row for row in rows if not isinstance(row, dict)]
        if strange:
            raise self.error(f"`{key}` should be a list of tables, found {shown(strange[0])}.")
        return [Section(self.path, f"{self._below(key)} {n}", row) for n, row in enumerate(rows, 1)]

    def close(self) -> None:
        """Refuse what was never asked for."""
        for key in self.content:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, 1)
                hint = self._home(key) or (f" Did you mean `{near[0]}`?" if near else "")
                raise self.error(
                    f"`{shown(key)[1:-1]}` is not known here.{hint} Known: {', '.join(sorted(set(self._asked)))}."
                )

    def _home(self, key: str) -> str:
        """Where a key belongs that stands in a wrong table; "" where that is not known."""
        home = HOMES.get(key, self.name)
        if home == self.name:
            return ""
        return f" It belongs in [{home}]." if home else " It belongs at the top of the file, above the first [table]."

    def _below(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def _finite(number: float) -> bool:
    """Whether it is a number that arithmetic can hold; a whole number can be too long for that."""
    try:
        return math.isfinite(number)
    except OverflowError:
        return False
