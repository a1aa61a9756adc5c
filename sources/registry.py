"""Every source the field's guides name: what each offers, and whether it is fetched here, linked to, or needs an agreement.

The list stands in registry.toml, in English and Spanish; `listings()` reads it whole or not at all.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from geo.errors import FlashlightError
from sources.table.toml_form import Entry

FILE = Path(__file__).with_name("registry.toml")
DECLARATIONS = Path(__file__).with_name("declarations")
KINDS = ("national", "state", "local")
FETCHED = "fetched"
ACCESS = (FETCHED, "link", "agreement")


class RegistryError(FlashlightError):
    """The list of sources lacks something that a reader of it needs."""


@dataclass(frozen=True)
class Words:
    """One public text in both languages of the site."""

    en: str
    es: str


@dataclass(frozen=True)
class Listing:
    """One source. `modules` read it, with the named files of sources/declarations where it is read by declaration."""

    id: str
    kind: str
    name: Words
    publisher: Words
    url: str
    access: str
    cadence: Words
    offers: Words
    licence: Words
    minimum_cell: Words
    modules: tuple[str, ...]
    declarations: tuple[str, ...]


TEXTS = tuple(field.name for field in fields(Listing) if field.type is Words)


@cache
def listings() -> tuple[Listing, ...]:
    """All sources, in the order of the file: national, state, local. Raises FlashlightError for the first mistake in it."""
    return read(tomllib.loads(FILE.read_text("utf-8")))


def read(tables: Mapping[str, Mapping[str, Any]]) -> tuple[Listing, ...]:
    """The sources in the file's content, checked."""
    found = tuple(_listing(name, table) for name, table in tables.items())
    kinds = [KINDS.index(listing.kind) for listing in found]
    if kinds != sorted(kinds):
        raise RegistryError(
            f"{FILE.name}: expected national sources first, then state, then local ones. Move the entry."
        )
    return found


def as_json() -> str:
    """The list for programs: one object a source, texts as {"en": …, "es": …}."""
    return json.dumps([asdict(listing) for listing in listings()], ensure_ascii=False, indent=2)


def _listing(name: str, table: Mapping[str, Any]) -> Listing:
    entry = Entry(f"{FILE.name} [{name}]", table)
    listing = Listing(
        id=name,
        kind=entry.one_of("kind", KINDS),
        url=entry.text("url"),
        access=entry.one_of("access", ACCESS),
        modules=entry.texts("modules"),
        declarations=entry.texts("declarations"),
        **{text: _words(entry, text, isinstance(table.get(text), str)) for text in TEXTS},
    )
    entry.done()
    _check(listing, entry.where)
    return listing


def _words(entry: Entry, key: str, is_name: bool) -> Words:
    """Both languages of a text; a proper name stands once and is the same in both."""
    if is_name:
        return Words(entry.text(key), entry.text(key))
    said = entry.entry(key)
    words = Words(said.text("en"), said.text("es"))
    said.done()
    return words


def _check(listing: Listing, where: str) -> None:
    if urlsplit(listing.url).scheme != "https":
        raise RegistryError(f"{where}: expected an https address, found {listing.url!r}.")
    if listing.access == FETCHED and not listing.modules:
        raise RegistryError(
            f"{where}: it is said to be fetched, and no module is named that fetches it. Name it, or say link."
        )
    for module in listing.modules:
        if not module.startswith("sources.") or find_spec(module) is None:
            raise RegistryError(f"{where}: there is no module {module!r} among the sources. Correct `modules`.")
    for declaration in listing.declarations:
        if not (DECLARATIONS / f"{declaration}.toml").is_file():
            raise RegistryError(
                f"{where}: there is no sources/declarations/{declaration}.toml. Correct `declarations`."
            )
