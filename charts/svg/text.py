"""Text for SVG: widths measured in the fonts of the site, lines broken by them, and every character escaped."""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Literal

from PIL import ImageFont

from charts.tokens import FONTS, SANS, SERIF
from charts.words import JOINER

Face = Literal["sans", "bold", "serif"]
FILES: dict[Face, str] = {"sans": "PublicSans-400.ttf", "bold": "PublicSans-600.ttf", "serif": "Newsreader-500.ttf"}
FAMILIES = {"sans": f"'{SANS}', Arial, sans-serif", "serif": f"{SERIF}, Georgia, serif"}
_MOST_LINES = 2  # of a name beside a row
_UNITS = 200
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Run = tuple[str, Face]  # words in one face
Line = list[Run]


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / FILES[face]), _UNITS)


@cache
def _units(words: str, face: Face) -> float:
    return _font(face).getlength(words)


def width(words: str, size: float, face: Face = "sans") -> float:
    """The width of the words in px at this size."""
    return _units(plain(words), face) * size / _UNITS


def plain(words: str) -> str:
    """The words as they are drawn: no joiner, which the fonts lack, and nothing XML forbids."""
    return _NOT_XML.sub("", words.replace(JOINER, "").replace("\u00a0", " "))


def escaped(words: str) -> str:
    """The words, safe in text and in attributes."""
    return escape(plain(words), quote=True)


def wrapped(words: str, limit: float, size: float, face: Face = "sans") -> list[str]:
    """The words in lines no wider than the limit, unless a single word is."""
    return ["".join(part for part, _ in line) for line in wrapped_runs([(words, face)], limit, size)]


def fitting(name: str, short: str, limit: float, size: float, face: Face = "sans") -> list[str]:
    """The name in two lines at most, else the short one in as many as it takes: groups that stand together have long names."""
    lines = wrapped(name, limit, size, face)
    return lines if len(lines) <= _MOST_LINES else wrapped(short, limit, size, face)


def wrapped_runs(runs: Sequence[Run], limit: float, size: float) -> list[Line]:
    """Runs of different faces in lines no wider than the limit. A word stays in its face."""
    lines: list[Line] = [[]]
    used = 0.0
    for words, face in runs:
        for word in re.findall(r"\s*\S+", plain(words)):
            long = width(word, size, face)
            if lines[-1] and used + long > limit:
                lines.append([])
                used, word = 0.0, word.lstrip()
                long = width(word, size, face)
            _append(lines[-1], word if lines[-1] else word.lstrip(), face)
            used += long
    return lines


def _append(line: Line, word: str, face: Face) -> None:
    if line and line[-1][1] == face:
        line[-1] = (line[-1][0] + word, face)
    else:
        line.append((word, face))


def balanced(words: str, limit: float, size: float, face: Face) -> list[str]:
    """The words in as few lines as fit, of about equal length, as headings are set."""
    lines = wrapped(words, limit, size, face)
    narrow = limit
    while len(lines) > 1 and narrow > limit / 2:
        narrow -= size / 2
        tighter = wrapped(words, narrow, size, face)
        if len(tighter) > len(lines):
            break
        lines = tighter
    return lines
