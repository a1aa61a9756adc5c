"""A figure alone, for a projector: the image for a slide as large as the screen, and a way back. The address says `present=1`."""

from base64 import b64encode

from charts import image, svg
from charts.figure import Figure
from pages.parts import html
from pages.parts.here import Here, asked
from pages.parts.html import esc


def wanted(figure: Figure) -> bool:
    """Whether the address asks for it, of a figure that may be taken away as an image."""
    return asked("present") == "1" and not figure.no_file


def draw(here: Here, figure: Figure) -> None:
    """The image; the style sheet hides everything else of a page that holds it."""
    back = html.link(here.t("card.leave"), here.same(present=None), "act")
    drawn = image.standalone(svg.draw(figure, "phone" if here.narrow else "slide", here.theme))
    # As an image, since Streamlit takes svg tags out.
    shown = f'<img alt="{esc(figure.alt)}" src="data:image/svg+xml;base64,{b64encode(drawn).decode()}">'
    html.put(f'<div class="present">{shown}<p>{back}</p></div>', here.lang)
