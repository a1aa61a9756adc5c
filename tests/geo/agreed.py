"""An agreement between nobody and nobody, for tests that need one."""

from datetime import date
from typing import Any

from geo.declared import Agreement

# As community.toml has it.
TERMS: dict[str, Any] = {
    "title": "Agreement of 1 July 2026",
    "purpose": "to see who is reached",
    "authorization": "the board, 12 June 2026",
    "ferpa": "studies",
    "from": date(2020, 7, 1),
    "until": date(2099, 6, 30),
    "destroy_by": date(2099, 12, 31),
    "audience": "public",
    "redistribution": True,
    "update_frequency": "every July",
    "dissemination": "totals by neighborhood",
    "contacts": ["the data lead"],
}


def agreed(**changes: Any) -> Agreement:
    """The same as a value."""
    terms = {name: value for name, value in TERMS.items() if name not in ("from", "contacts")}
    return Agreement(**{"first": TERMS["from"], "contacts": ("the data lead",), **terms, **changes})
