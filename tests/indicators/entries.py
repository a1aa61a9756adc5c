"""Measures with nothing but a formula to them, so that what is computed does not depend on what the catalog says."""

from typing import Any

from indicators.measure import Formula, Lines, Measure, Text

_WORDS = Text("words", "palabras")
_TEXTS = (
    "name", "question", "universe", "sentence", "group_sentence", "subtitle", "why", "cannot_tell", "who_can_act",
    "what_can_be_done", "notes",
)  # fmt: skip
LEVELS = ("neighborhood", "tract", "county", "state")


def entry(name: str, formula: Formula, **other: Any) -> Measure:
    """A survey measure in percent over tracts and neighborhoods, unless told otherwise."""
    fields: dict[str, Any] = dict.fromkeys(_TEXTS, _WORDS) | {
        "id": name, "area": "people", "level": "population", "kind": "context", "strength": False, "unit": "percent",
        "better": None, "formula": formula, "schemes": (), "levels": LEVELS, "period": "five_years", "class_breaks": (),
        "source": "acs5", "minimum_count": None, "reviewed": "2026-11-22",
    }  # fmt: skip
    return Measure(**(fields | other))


def everyone(*plus: str, minus: tuple[str, ...] = ()) -> dict[str, dict[str, Lines]]:
    """The scheme `all` over these lines."""
    return {"all": {"all": Lines(plus, minus)}}
