"""The figure as an image for a report, a slide, a post or a phone: our own SVG, the same words and numbers as on the page."""

from charts import tokens
from charts.download import refuse
from charts.figure import Figure
from charts.svg.frames import FRAMES, FrameName
from charts.svg.page import sheet
from charts.tokens import ThemeName


def draw(figure: Figure, frame: FrameName = "report", theme: ThemeName = "light") -> str:
    """The figure as one SVG document; the fonts are named, not enclosed (see charts.image). Raises NoFileError as downloads do."""
    refuse(figure)
    return sheet(figure, FRAMES[frame], tokens.theme(theme))


__all__ = ["FRAMES", "FrameName", "draw"]
