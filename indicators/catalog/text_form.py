"""The catalog as JSON: what a release keeps, so that an old release is read with the words it was published with."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from indicators.measure import (
    Adjusted,
    Bin,
    Break,
    Count,
    Formula,
    Lines,
    Measure,
    Median,
    Ratio,
    Reach,
    Reported,
    Share,
    Text,
)


def to_json(measures: Mapping[str, Measure]) -> str:
    """Measures in the order given; the same measures make the same text."""
    return json.dumps([asdict(measure) for measure in measures.values()], ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> dict[str, Measure]:
    """The measures of a release, equal to those that were written."""
    return {entry["id"]: _measure(entry) for entry in json.loads(text)}


def _groups(written: dict[str, Any]) -> dict[str, dict[str, Lines]]:
    return {
        scheme: {group: Lines(tuple(part["plus"]), tuple(part["minus"])) for group, part in groups.items()}
        for scheme, groups in written.items()
    }


def _formula(written: dict[str, Any]) -> Formula:
    match written["kind"]:
        case "count":
            return Count(_groups(written["groups"]))
        case "share":
            return Share(_groups(written["numerator"]), _groups(written["denominator"]))
        case "ratio":
            return Ratio(_groups(written["numerator"]), _groups(written["denominator"]), written["per"])
        case "median":
            return Median(written["variable"], tuple(Bin(**one) for one in written["bins"]), written["groups"])
        case "adjusted":
            return Adjusted(written["of"], written["year"])
        case "reach":
            return Reach(written["served"], _groups(written["eligible"]))
        case "reported":
            return Reported(written["value"], written["numerator"], written["denominator"], written["of_enrolled"])
        case kind:
            raise ValueError(f"catalog: expected a formula of a kind in indicators.measure, found {kind!r}.")


def _measure(entry: dict[str, Any]) -> Measure:
    fields: dict[str, Any] = {name: Text(**value) if _is_text(value) else value for name, value in entry.items()}
    fields["formula"] = _formula(entry["formula"])
    fields["series_breaks"] = tuple(
        Break(b["period_end"], Text(**b["why"]), b["scheme"]) for b in entry["series_breaks"]
    )
    for name in ("schemes", "levels", "class_breaks"):
        fields[name] = tuple(entry[name])
    return Measure(**fields)


def _is_text(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"en", "es"}
