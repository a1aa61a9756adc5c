"""The image as a file: PNG drawn without a browser, and SVG with its fonts enclosed."""

import base64
from functools import cache
from pathlib import Path

import vl_convert

from charts.tokens import FONTS, SANS, SERIF

_STATIC = Path(__file__).parents[1] / "static"
_ENCLOSED = (
    (SERIF, "500", "newsreader-latin-500-normal.woff2"),
    (SANS, "400 650", "public-sans-latin-wght-normal.woff2"),
)


def png(svg: str, scale: float = 2) -> bytes:
    """The SVG as PNG, twice as many pixels as its size by default."""
    _register()
    return vl_convert.svg_to_png(svg, scale=scale)


def standalone(svg: str) -> bytes:
    """The SVG as UTF-8 with its fonts inside, so that it looks the same on any machine, without a network."""
    return svg.replace("<defs>", f"<defs><style>{_font_faces()}</style>", 1).encode()


@cache
def _register() -> None:
    vl_convert.register_font_directory(str(FONTS))


@cache
def _font_faces() -> str:
    faces = []
    for family, weight, name in _ENCLOSED:
        content = base64.b64encode((_STATIC / name).read_bytes()).decode()
        faces.append(
            f"@font-face{{font-family:'{family}';font-weight:{weight};"
            f"src:url(data:font/woff2;base64,{content}) format('woff2')}}"
        )
    return "".join(faces)
