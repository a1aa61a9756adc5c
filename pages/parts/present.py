"""A figure alone, for a projector: as large as the screen, with arrows to the measure's other views. The address says `present=1`."""

from base64 import b64encode
from itertools import pairwise

from charts import image, svg
from charts.figure import Figure
from charts.svg import FrameName
from pages.parts import facts, html
from pages.parts.here import MEASURE_PAGES, Here, asked
from pages.parts.html import esc


def wanted(figure: Figure) -> bool:
    """Whether the address asks for it, of a figure that may be taken away as an image."""
    return asked("present") == "1" and not figure.no_file


def draw(here: Here, figure: Figure) -> None:
    """The image, arrows, the way back, and further down the notes; the style sheet hides everything else of the page."""
    frames: tuple[FrameName, ...] = ("phone",) if here.narrow else ("projector", "old_projector")
    shown = "".join(_image(here, figure, frame) for frame in frames)
    body = f'<h1 class="said">{esc(figure.title)}</h1>{shown}{_bar(here, figure)}{_notes(here, figure)}'
    html.put(f'<div class="present">{body}</div>', here.lang)


def _image(here: Here, figure: Figure, frame: FrameName) -> str:
    """As an image, since Streamlit takes svg tags out. The style sheet shows the one that suits the window."""
    drawn = b64encode(image.standalone(svg.draw(figure, frame, here.theme))).decode()
    return f'<img class="{frame}" alt="{esc(figure.alt)}" src="data:image/svg+xml;base64,{drawn}">'


def views(here: Here, measure_id: str) -> list[str]:
    """The pages that show the measure, in the order of the menu."""
    told = bool(facts.places_of(here, measure_id))
    has = {"map": True, "trends": told, "groups": told and bool(here.measure(measure_id).schemes)}
    return [page for page in MEASURE_PAGES if has[page]]


def _bar(here: Here, figure: Figure) -> str:
    """The views before and after this one, which the arrow keys choose too, and the way back to the page."""
    beside = list(pairwise(views(here, figure.measure)))
    before = "".join(_view(here, figure, page, "before") for page, this in beside if this == here.page)
    after = "".join(_view(here, figure, page, "after") for this, page in beside if this == here.page)
    back = html.link(here.t("card.leave"), here.same(present=None), "act")
    return f'<nav class="turn" aria-label="{esc(here.t("card.views"))}">{before}{after}{back}</nav>'


def _view(here: Here, figure: Figure, page: str, side: str) -> str:
    name = here.t(f"nav.{page}")
    words = f"← {name}" if side == "before" else f"{name} →"
    scheme = asked("scheme") if "map" not in (page, here.page) else None  # both split people in the same ways
    return html.link(words, here.link(page, measure=figure.measure, scheme=scheme, present=1), f"act {side}")


def _notes(here: Here, figure: Figure) -> str:
    """What the image has no room for at this size."""
    breaks = figure.break_lines()
    said = [" ".join(line) for line in breaks] + [n for n in figure.notes if n not in {why for _, why in breaks}]
    return f'<p class="notes"><b>{esc(here.t("chart.notes"))}</b> {esc(" ".join(said))}</p>' if said else ""
