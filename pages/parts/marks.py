"""Small drawings made of plain elements: a margin bar beside the city, and the mark a group keeps on every page."""

from typing import Any

from charts import numbers
from charts.tokens import ink, theme
from pages.parts.html import esc

_SHAPES = {
    "circle": "border-radius:50%",
    "circle-open": "border-radius:50%",
    "square": "",
    "triangle-up": "clip-path:polygon(50% 4%,98% 92%,2% 92%)",
    "triangle-down": "clip-path:polygon(2% 8%,98% 8%,50% 96%)",
    "diamond": "clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)",
    "hexagon": "clip-path:polygon(25% 5%,75% 5%,100% 50%,75% 95%,25% 95%,0 50%)",
    "star": "clip-path:polygon(50% 0,63% 36%,100% 38%,71% 61%,81% 98%,50% 76%,19% 98%,29% 61%,0 38%,37% 36%)",
    "cross": "clip-path:polygon(35% 0,65% 0,65% 35%,100% 35%,100% 65%,65% 65%,65% 100%,35% 100%,35% 65%,0 65%,0 35%,35% 35%)",
}


def group(group_id: str) -> str:
    """The colour and shape of a group, in both themes."""
    light, dark = ink(group_id, theme("light")), ink(group_id, theme("dark"))
    style = f"background:light-dark({light.color},{dark.color});{_SHAPES.get(light.marker, 'border-radius:50%')}"
    return f'<span class="gk" style="{esc(style)}" aria-hidden="true"></span>'


def bar(row: Any, other: Any | None, top: float) -> str:
    """A thick tick at the estimate over the band of its margin, and a dashed line at the place beside it."""
    parts = ""
    if numbers.known(row.moe) and row.moe > 0:
        low, high = max(0.0, row.value - row.moe), min(top, row.value + row.moe)
        parts += f'<i class="band" style="left:{_share(low, top)};width:{_share(high - low, top)}"></i>'
    if other is not None:
        parts += f'<i class="city" style="left:{_share(other.value, top)}"></i>'
    return (
        f'<span class="bar" aria-hidden="true">{parts}<i class="tick" style="left:{_share(row.value, top)}"></i></span>'
    )


def _share(value: float, top: float) -> str:
    return f"{100 * min(value, top) / top:.1f}%"
