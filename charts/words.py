"""Every public word of the site, from the message catalogs, and how lists and status words are put together."""

import re
import string
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from geo.errors import FlashlightError
from indicators.measure import LANGUAGES

CATALOGS = Path(__file__).with_name("messages")
JOINER = "\u2060"  # keeps "2018–19" on one line


class MessageError(FlashlightError):
    """A message is not in the catalog, or was asked for without a value it needs."""


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, entry in table.items():
        if isinstance(entry, Mapping):
            flat |= _flat(entry, f"{prefix}{key}.")
        else:
            flat[prefix + key] = str(entry)
    return flat


@cache
def catalog(lang: str) -> dict[str, str]:
    """All messages of one language by their dotted key, such as "status.suppressed"."""
    if lang not in LANGUAGES:
        raise MessageError(f"Expected a language out of {LANGUAGES}, found {lang!r}. Add charts/messages/{lang}.toml.")
    return _flat(tomllib.loads((CATALOGS / f"{lang}.toml").read_text(encoding="utf-8")))


def placeholders(message: str) -> frozenset[str]:
    """The names a message needs values for."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(message) if name)


def t(key: str, lang: str, **values: object) -> str:
    """The message in the language, with its values filled in. MessageError for an unknown key or a missing value.

    Where the `count` is one, the message `key`_one is taken if there is one.
    """
    messages = catalog(lang)
    message = messages.get(f"{key}_one") if str(values.get("count")) == "1" else None
    message = messages.get(key) if message is None else message
    if message is None:
        raise MessageError(f"No message {key!r} in charts/messages/{lang}.toml. Add it to both languages.")
    missing = placeholders(message) - values.keys()
    if missing:
        raise MessageError(f"Message {key!r} needs values for {sorted(missing)}.")
    return message.format_map(values) if values else message.format()


def status_word(status: str, lang: str) -> str:
    """The public word for a missing number: "Hidden to protect privacy"."""
    return t(f"status.{status}", lang)


def joined(items: Sequence[str], lang: str) -> str:
    """The items as they are said in a sentence: "A, B and C"; "A, B e Hill" before an i sound in Spanish."""
    if len(items) < 2:
        return "".join(items)
    last = items[-1]
    i_sound = lang == "es" and re.match(r"h?[ií](?![aeou])", last.lower()) is not None
    word = "e" if i_sound else t("format.and", lang)
    return f"{', '.join(items[:-1])} {word} {last}"


def inside(name: str) -> str:
    """A measure's name as it stands inside a sentence; none begins with a proper name."""
    return name[:1].lower() + name[1:]


def sentence_case(words: str) -> str:
    """The words with their first letter large, the rest untouched."""
    return words[:1].upper() + words[1:]
