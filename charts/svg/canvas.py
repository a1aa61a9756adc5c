"""A sheet to draw on: shapes and words in the theme's colours, as SVG elements."""

from collections.abc import Iterable, Sequence

from charts.svg import text
from charts.svg.text import Face, Line
from charts.tokens import Ink, Theme

Spot = tuple[float, float]
_TOKEN_PATTERN = {"suppressed": "sup", "not_reported": "nrp", "too_uncertain": "unc"}


def number(value: float) -> str:
    """A coordinate with one digit."""
    return f"{value:.1f}".removesuffix(".0")


class Canvas:
    """Collects elements; `k` scales marks and strokes, which are given as in the report frame. No text is to be below `least`."""

    def __init__(self, colors: Theme, k: float, least: float = 0) -> None:
        self.colors, self.k, self.least = colors, k, least
        self.parts: list[str] = []

    def path(
        self, d: str, stroke: str, width: float, *, dash: str = "", fill: str = "none", round_ends: bool = False
    ) -> None:
        """A stroked path; width and dash in px of the report frame."""
        extra = f' stroke-dasharray="{self._dash(dash)}"' if dash and dash != "solid" else ""
        cap = ' stroke-linecap="round"' if round_ends else ""
        self.parts.append(
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{number(width * self.k)}"'
            f' stroke-linejoin="round"{cap}{extra}/>'
        )

    def line(self, start: Spot, end: Spot, stroke: str, width: float, *, dash: str = "") -> None:
        """A straight line."""
        self.path(joined([start, end]), stroke, width, dash=dash)

    def rect(
        self, spot: Spot, size: Spot, fill: str, *, stroke: str = "none", width: float = 0, dash: str = ""
    ) -> None:
        """A rectangle from its upper left corner."""
        extra = f' stroke-dasharray="{self._dash(dash)}"' if dash else ""
        border = f' stroke="{stroke}" stroke-width="{number(width * self.k)}"{extra}' if stroke != "none" else ""
        x, y, w, h = (number(v) for v in (*spot, *size))
        self.parts.append(f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}"{border}/>')

    def words(
        self,
        spot: Spot,
        words: str,
        size: float,
        *,
        fill: str = "",
        face: Face = "sans",
        anchor: str = "start",
        halo: str = "",
    ) -> None:
        """One line of text; `halo` is the colour of a rim that keeps it readable over marks."""
        self.line_of(spot, [(words, face)], size, fill=fill, anchor=anchor, halo=halo)

    def line_of(
        self,
        spot: Spot,
        runs: Line,
        size: float,
        *,
        fill: str = "",
        anchor: str = "start",
        halo: str = "",
        fills: Sequence[str] = (),
    ) -> None:
        """One line of text in several faces; `fills` gives a colour for each run."""
        side = f' text-anchor="{anchor}"' if anchor != "start" else ""
        where = f'x="{number(spot[0])}" y="{number(spot[1])}" font-size="{number(size)}"{side} xml:space="preserve"'
        if halo:
            # A text of its own beneath: office programs know no paint-order, and would paint the rim over the letters.
            rim = f'fill="{halo}" stroke="{halo}" stroke-width="{number(3 * self.k)}" stroke-linejoin="round"'
            self.parts.append(f'<text {where} {rim} aria-hidden="true">{_spans(runs, size)}</text>')
        self.parts.append(f'<text {where} fill="{fill or self.colors["ink"]}">{_spans(runs, size, fills)}</text>')

    def marker(self, spot: Spot, ink: Ink, radius: float = 5.6, *, hollow: bool = False) -> None:
        """A group's marker: filled in its colour and edged with paper, or hollow."""
        paper = self.colors["paper"]
        open_shape = hollow or ink.marker.endswith("-open")
        fill, edge, width = (paper, ink.color, 1.8) if open_shape else (ink.color, paper, 1.4)
        shape = ink.marker.removesuffix("-open")
        border = f'fill="{fill}" stroke="{edge}" stroke-width="{number(width * self.k)}"'
        r = radius * self.k
        if shape == "circle":
            x, y = number(spot[0]), number(spot[1])
            self.parts.append(f'<circle cx="{x}" cy="{y}" r="{number(r)}" {border}/>')
            return
        points = " ".join(f"{number(spot[0] + dx * r)},{number(spot[1] + dy * r)}" for dx, dy in SHAPES[shape])
        self.parts.append(f'<polygon points="{points}" {border}/>')

    def token(self, spot: Spot, size: Spot, status: str) -> None:
        """The texture of a missing number in a small box; blank with a dashed edge where it is not available."""
        self.rect(
            spot,
            size,
            self.texture(status),
            stroke=self.colors["line"],
            width=1.2,
            dash="3 2" if status == "not_available" else "",
        )

    def texture(self, status: str) -> str:
        """The fill for a status."""
        return f"url(#{_TOKEN_PATTERN[status]})" if status in _TOKEN_PATTERN else self.colors["paper"]

    def group(self, parts: Iterable[str]) -> None:
        """Elements made elsewhere."""
        self.parts.extend(parts)

    def _dash(self, dash: str) -> str:
        return " ".join(number(float(n) * self.k) for n in dash.split())


def joined(spots: Sequence[Spot]) -> str:
    """A path through the spots."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in spots)


def _spans(runs: Line, size: float, fills: Sequence[str] = ()) -> str:
    """The runs, each as wide as in the site's fonts: an office program that lacks them would let lines run off the sheet."""
    colors = [f' fill="{fill}"' for fill in fills] or [""] * len(runs)
    return "".join(
        f'<tspan{_face(face)}{color} textLength="{number(text.width(words, size, face))}" lengthAdjust="spacingAndGlyphs">'
        f"{text.escaped(words)}</tspan>"
        for (words, face), color in zip(runs, colors, strict=True)
    )


def _face(face: Face) -> str:
    if face == "serif":
        return f' font-family="{text.FAMILIES["serif"]}" font-weight="500"'
    return ' font-weight="600"' if face == "bold" else ""


def patterns(colors: Theme, k: float) -> str:
    """The textures of suppressed, not reported and too uncertain."""
    paper, line = colors["paper"], colors["line"]
    a, b, c, d = (number(v * k) for v in (9.2, 6, 8, 7))
    least, most = number(-1 * k), number(10.2 * k)
    # Slanted by its points: office programs leave a turned pattern upright.
    stripes = f"M0 {a}L{a} 0M{least} {number(k)}L{number(k)} {least}M{number(8.2 * k)} {most}L{most} {number(8.2 * k)}"
    wave = f"M0 {number(3.5 * k)}q{number(2 * k)} {number(-3 * k)} {number(4 * k)} 0t{number(4 * k)} 0"
    return (
        f'<pattern id="sup" width="{a}" height="{a}" patternUnits="userSpaceOnUse">'
        f'<rect width="{a}" height="{a}" fill="{paper}"/>'
        f'<path d="{stripes}" stroke="{line}" stroke-width="{number(2.4 * k)}"/></pattern>'
        f'<pattern id="nrp" width="{b}" height="{b}" patternUnits="userSpaceOnUse">'
        f'<rect width="{b}" height="{b}" fill="{paper}"/>'
        f'<circle cx="{number(3 * k)}" cy="{number(3 * k)}" r="{1.15 * k:.2f}" fill="{line}"/></pattern>'
        f'<pattern id="unc" width="{c}" height="{d}" patternUnits="userSpaceOnUse">'
        f'<rect width="{c}" height="{d}" fill="{paper}"/>'
        f'<path d="{wave}" fill="none" stroke="{line}" stroke-width="{number(1.3 * k)}"/></pattern>'
    )


def _star() -> list[Spot]:
    ring = [(0, -1.25), (0.32, -0.4), (1.2, -0.38), (0.5, 0.16), (0.74, 1.0)]
    around = [*ring, (0.0, 0.5), *[(-x, y) for x, y in reversed(ring[1:])]]
    return [(x * 1.25, y * 1.25) for x, y in around]


SHAPES: dict[str, Sequence[Spot]] = {
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "diamond": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
    "triangle-up": [(0, -1.2), (1.12, 0.85), (-1.12, 0.85)],
    "triangle-down": [(0, 1.2), (1.12, -0.85), (-1.12, -0.85)],
    "hexagon": [(-0.58, -1.02), (0.58, -1.02), (1.16, 0), (0.58, 1.02), (-0.58, 1.02), (-1.16, 0)],
    "pentagon": [(0, -1.15), (1.1, -0.35), (0.68, 0.95), (-0.68, 0.95), (-1.1, -0.35)],
    "cross": [
        *[(-0.4, -1.15), (0.4, -1.15), (0.4, -0.4), (1.15, -0.4), (1.15, 0.4), (0.4, 0.4)],
        *[(0.4, 1.15), (-0.4, 1.15), (-0.4, 0.4), (-1.15, 0.4), (-1.15, -0.4), (-0.4, -0.4)],
    ],
    "star": _star(),
}
