"""Small pieces of page text. Everything that comes from a release passes through `esc`."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Literal
from urllib.parse import quote

import pandas as pd
import streamlit as st


def esc(text: object) -> str:
    """Text that can stand between tags or in an attribute."""
    return escape(str(text), quote=True)


def put(body: str, lang: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Write a piece of page in its language."""
    st.html(f'<div lang="{esc(lang)}">{body}</div>', width=width)


def link(words: str, address: str, kind: str = "", current: bool = False) -> str:
    """A link inside the site."""
    here = ' aria-current="page"' if current else ""
    classes = f"in {kind}".strip()
    return f'<a class="{classes}" href="{esc(address)}"{here}>{esc(words)}</a>'


def outside(words: str, address: str) -> str:
    """A link that leaves the site; anything but http(s) stays plain text."""
    if not address.startswith(("https://", "http://")):
        return esc(words)
    return f'<a href="{esc(address)}" target="_blank">{esc(words)}</a>'


def mark(kind: str, words: str) -> str:
    """A shape and its word: a direction of change, or why a number is missing."""
    return f'<span class="st"><span class="mk {esc(kind)}" aria-hidden="true"></span><span>{esc(words)}</span></span>'


def amber(sentence: str, number: str) -> str:
    """The sentence with its answering number underlined in amber, once."""
    return esc(sentence).replace(esc(number), f"<mark>{esc(number)}</mark>", 1) if number else esc(sentence)


def bold(sentence: str, number: str) -> str:
    """The sentence with its number in bold, once."""
    return esc(sentence).replace(esc(number), f"<b>{esc(number)}</b>", 1) if number else esc(sentence)


def banner(sentences: Iterable[str], role: str = "note") -> str:
    """Notices on one amber edge, each said once."""
    said = "".join(f"<p>{esc(s)}</p>" for s in dict.fromkeys(sentences))
    return f'<div class="banner" role="{role}">{said}</div>' if said else ""


def items(lines: Iterable[str]) -> str:
    """A list of finished lines between hairlines."""
    return f'<ul class="items">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'


def table(frame: pd.DataFrame, caption: str, numeric: Sequence[str] = ()) -> str:
    """A real table with every number, margin and status in words; the first column heads its row. On a phone a row is a block."""
    head = "".join(f'<th scope="col"{_right(c, numeric)}>{esc(c)}</th>' for c in frame.columns)
    lines = []
    for first, *rest in frame.itertuples(index=False, name=None):
        cells = "".join(
            f'<td{_right(c, numeric)} data-label="{esc(c)}">{esc(v)}</td>'
            for c, v in zip(frame.columns[1:], rest, strict=True)
        )
        lines.append(f'<tr><th scope="row">{esc(first)}</th>{cells}</tr>')
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{esc(caption)}"><table class="blocks"><caption class="small">{esc(caption)}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _right(column: str, numeric: Sequence[str]) -> str:
    return ' class="n"' if column in numeric else ""


def spark(values: Sequence[tuple[int, float]], first: str, last: str) -> str:
    """A line of the years before on a scale of 30 points, its first and last value printed; gaps stay open.

    Drawn as a mask, since st.html keeps no svg. `values` are (year, value) with every missing year left out.
    """
    years = [year for year, _ in values]
    middle = (min(v for _, v in values) + max(v for _, v in values)) / 2
    span = max(1, years[-1] - years[0])
    points = [(4 + 110 * (y - years[0]) / span, 29 - (v - middle) * 48 / 30, y) for y, v in values]
    step = min((b - a for a, b in pairwise(years)), default=1)
    line = ""
    for i, (x, y, year) in enumerate(points):
        joined = i > 0 and year - points[i - 1][2] == step
        line += f"{'L' if joined else 'M'}{x:.1f} {y:.1f}"
    dots = "".join(
        f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{r}'/>" for (x, y, _), r in ((points[0], 2.6), (points[-1], 4))
    )
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 118 58' preserveAspectRatio='none'>"
        f"<path d='{line}' fill='none' stroke='#000' stroke-width='2' stroke-linejoin='round'/>{dots}</svg>"
    )
    return (
        f'<span class="sp" aria-hidden="true"><span class="v0">{esc(first)}</span><span class="path" '
        f"style=\"mask-image:url('data:image/svg+xml,{quote(svg, safe='')}')\"></span>"
        f'<span class="v1">{esc(last)}</span></span>'
    )
