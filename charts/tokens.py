"""The design tokens: colours of both themes, and the one colour, dash and marker each group keeps on every page."""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

ThemeName = Literal["light", "dark"]
FONTS = Path(__file__).with_name("fonts")
SANS = "Public Sans"
SERIF = "Newsreader"
STATUS_ORDER = ("suppressed", "not_reported", "not_available", "too_uncertain", "range")


@dataclass(frozen=True)
class Ink:
    """How one line or dot is drawn: colours, dash in px ("solid" for none), marker by Plotly's name, line width."""

    color: str
    text: str
    dash: str
    marker: str
    width: float = 2.4


@dataclass(frozen=True)
class Theme:
    """The colours of one theme."""

    name: str
    surface: dict[str, str]
    sequential: tuple[str, ...]
    on_sequential: tuple[str, ...]
    group: dict[str, str]
    group_text: dict[str, str]

    def __getitem__(self, token: str) -> str:
        return self.surface[token]


# Groups without a colour of their own take ink, accent and greys: (surface token, dash, marker). Never pink and blue.
_PLAIN = {
    "female": ("accent", "9 4", "triangle-up"),
    "male": ("ink", "3 3", "square"),
    "under_18": ("accent", "solid", "triangle-up"),
    "18_to_64": ("muted", "9 4", "square"),
    "65_and_over": ("line", "3 3", "diamond"),
    "other": ("muted", "2 2", "pentagon"),
    "english_learner": ("accent", "solid", "triangle-up"),
    "not_english_learner": ("line", "9 4", "diamond"),
    "free_or_reduced": ("accent", "solid", "triangle-up"),
    "full_price": ("line", "9 4", "diamond"),
    "with_disability": ("accent", "solid", "triangle-up"),
    "without_disability": ("line", "9 4", "diamond"),
    "born_abroad": ("accent", "solid", "triangle-up"),
    "born_here": ("line", "9 4", "diamond"),
    "below_poverty": ("ink", "9 4", "triangle-up"),
    "above_poverty": ("line", "solid", "diamond"),
    "less_than_high_school": ("accent", "solid", "triangle-up"),
    "high_school": ("muted", "9 4", "square"),
    "some_college": ("line", "3 3", "diamond"),
    "bachelors": ("ink", "13 3 2 3", "hexagon"),
    "owner": ("accent", "solid", "square"),
    "renter": ("line", "9 4", "diamond"),
}
# Places in the order they are chosen; the first is the reader's own.
_PLACES = (
    ("ink", "solid", "circle"),
    ("accent", "9 4", "square"),
    ("line", "solid", "diamond"),
    ("muted", "3 3", "triangle-up"),
    ("accent", "13 3 2 3", "hexagon"),
    ("line", "16 4", "star"),
)
_TOKEN_NAMES = {"not_reported": "nr"}


@cache
def tokens() -> dict[str, dict[str, dict[str, str]]]:
    """tokens.json as it stands."""
    return json.loads(Path(__file__).with_name("tokens.json").read_text(encoding="utf-8"))


@cache
def theme(name: ThemeName) -> Theme:
    """The colours of the light or the dark theme."""
    part = tokens()[name]
    everyone, unknown = str(part["group_everyone"]), str(part["group_not_reported"])
    ends = {"all": everyone, "not_reported": unknown}
    return Theme(
        name=name,
        surface=part["surface"],
        sequential=tuple(part["sequential5"]),
        on_sequential=tuple(part["on_sequential5"]),
        group={**part["group"], **ends},
        group_text={**part["group"], **part.get("group_text", {}), **ends},
    )


def ink(key: str, colors: Theme) -> Ink:
    """How a series is drawn; `key` is a group id, or "place:2" for the third of several places."""
    if key.startswith("place:"):
        position = int(key.removeprefix("place:")) % len(_PLACES)
        token, dash, marker = _PLACES[position]
        return Ink(colors[token], _readable(token, colors), dash, marker, 3.6 if position == 0 else 2.4)
    if "." in key:  # black.female: colour and marker of the one, the dash of the other
        one, other = key.split(".", 1)
        return replace(ink(one, colors), dash=_PLAIN[other][1], width=2.4)
    if key.endswith("_not_reported"):  # of whichever scheme: drawn as people of no reported race are
        return ink("not_reported", colors)
    if key in _PLAIN:
        token, dash, marker = _PLAIN[key]
        return Ink(colors[token], _readable(token, colors), dash, marker)
    name = _TOKEN_NAMES.get(key, key)
    dash, marker = tokens()["dash"].get(name, "solid"), tokens()["marker"].get(name, "circle")
    color = colors.group.get(key, colors["muted"])
    return Ink(color, colors.group_text.get(key, color), str(dash), str(marker), 3.6 if key == "all" else 2.4)


def _readable(name: str, colors: Theme) -> str:
    """Text in a mark's colour, or in muted ink where that colour is too pale for text."""
    return colors["muted"] if name == "line" else colors[name]
