"""Takes a declaration's text apart with errors that name the entry, what was expected there and what was found."""

from collections.abc import Collection, Mapping
from typing import Any

from geo.errors import FlashlightError


class DeclarationError(FlashlightError):
    """A source's declaration does not say what the table adapter needs to know."""


class Entry:
    """One table of a declaration, read key by key. `done` stops on keys nobody asked for."""

    def __init__(self, where: str, table: Any) -> None:
        if not isinstance(table, Mapping):
            raise DeclarationError(f"{where}: expected a table, found {type(table).__name__}.")
        self.where, self._table, self._read = where, table, set[str]()

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._table

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not be empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self._wrong(key, "a text", value)
        return value

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A text out of a fixed list."""
        value = self.text(key, default)
        if value not in allowed:
            raise self._wrong(key, f"one of {sorted(allowed)}", value)
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self._take(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(key, "a whole number", value)
        return value

    def flag(self, key: str) -> bool:
        """true or false; false when it is not there."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            raise self._wrong(key, "true or false", value)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts; empty when it is not there."""
        value = self._take(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise self._wrong(key, "a text or a list of texts", value)
        return tuple(values)

    def words(self, key: str) -> dict[str, str]:
        """A table of text → text; empty when it is not there."""
        value = self._take(key, {})
        if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
            raise self._wrong(key, "a table of text = text", value)
        return dict(value)

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table of text → list of texts; empty when it is not there."""
        inner = Entry(f"{self.where} {key}", self._take(key, {}))
        return {name: inner.texts(name) for name in inner._table}

    def entry(self, key: str) -> "Entry":
        """A table within; empty when it is not there."""
        return Entry(f"{self.where} [{key}]".strip(), self._take(key, {}))

    def entries(self, key: str) -> list["Entry"]:
        """A list of tables within; empty when it is not there."""
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self._wrong(key, f"[[{key}]] tables", value)
        return [Entry(f"{self.where} [[{key}]] {i + 1}".strip(), table) for i, table in enumerate(value)]

    def raw(self) -> Mapping[str, Any]:
        """All of it, as it stands."""
        self._read.update(self._table)
        return self._table

    def done(self) -> None:
        """Raises DeclarationError when a key was never asked for: a typing error, or an option that does not exist."""
        unknown = sorted(set(self._table) - self._read)
        if unknown:
            raise DeclarationError(f"{self.where}: {unknown} is not an option here; there are {sorted(self._read)}.")

    def _take(self, key: str, default: Any) -> Any:
        self._read.add(key)
        value = self._table.get(key, default)
        if value is None:
            raise DeclarationError(f'{self.where}: "{key}" is missing.')
        return value

    def _wrong(self, key: str, expected: str, found: Any) -> DeclarationError:
        return DeclarationError(f'{self.where}: "{key}" should be {expected}, found {found!r}.')
