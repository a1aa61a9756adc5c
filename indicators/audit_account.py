"""The account of its audit that goes with a release (audit.json), read by programs of this version and of others."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

# Counts up when a key that a reader of the account relies on is taken away or changes its meaning. Accounts without a number are of 1.
SCHEMA = 1
_COUNTS = ("minimum_count", "kept_percent", "cells", "equations")
_LISTS = ("rules", "groups", "open")
_LISTS_OR_NONE = ("rules_es", "earlier", "unread", "contrary", "limits", "limits_es")
# Keys that each entry of a list has.
_KEYS = {"groups": ("level", "group"), "earlier": ("release",)}


def read(content: bytes) -> dict[str, Any] | None:
    """The account, {} where it says nothing; None where it is of another schema or of a form this program does not know."""
    try:
        said = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    if said == {}:
        return {}
    return said if isinstance(said, dict) and said.get("schema", 1) == SCHEMA and _fits(said) else None


def _fits(said: Mapping[str, Any]) -> bool:
    listed = [said.get(key) for key in _LISTS] + [said.get(key, []) for key in _LISTS_OR_NONE]
    return (
        all(isinstance(said.get(key), int | float) for key in _COUNTS)
        and all(isinstance(entries, list) for entries in listed)
        and all(isinstance(one, dict) for key in ("groups", "earlier", "open") for one in said.get(key, ()))
        and all(name in one for key, names in _KEYS.items() for one in said.get(key, ()) for name in names)
        and isinstance(said.get("proof", {}), dict)
    )


def with_digest(said: Mapping[str, Any]) -> dict[str, Any]:
    """The account, or a whole report, with the digest of all of it."""
    return {**said, "digest": _digest(said)}


def compared(kept: Mapping[str, Any], again: Mapping[str, Any] | None) -> dict[str, Any]:
    """The digest that went with a release, whether it is that of its own account, and how the account made `again` differs.

    `again` is None where this machine lacks what an account is made of. Empty where no account went with the release.
    """
    if not kept:
        return {}
    said = {"digest": kept.get("digest", ""), "of_its_own": kept.get("digest") == _digest(kept)}
    if again is None:
        return said
    keys = {*kept, *again} - {"digest"}
    return said | {
        "again": again["digest"],
        "differs": sorted(key for key in keys if (key in kept, kept.get(key)) != (key in again, again.get(key))),
    }


def _digest(said: Mapping[str, Any]) -> str:
    whole = {key: told for key, told in said.items() if key != "digest"}
    return hashlib.sha256(orjson.dumps(whole, option=orjson.OPT_SORT_KEYS)).hexdigest()
