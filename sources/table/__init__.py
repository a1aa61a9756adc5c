"""Reads a publisher's table by a declaration: its columns, places, periods, groups and marks become observations, without code."""

from sources.table.declaration import Declaration
from sources.table.fetch import fetch
from sources.table.observations import Observations, Scope, observations, read
from sources.table.points import points
from sources.table.reading import load, parse
from sources.table.toml_form import DeclarationError

__all__ = [
    "Declaration",
    "DeclarationError",
    "Observations",
    "Scope",
    "fetch",
    "load",
    "observations",
    "parse",
    "points",
    "read",
]
