"""One figure block: finding, subtitle, chart or table, who is hidden, notes, source, and what can be done with it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from charts import download, image, svg
from charts.figure import Figure
from charts.svg import FrameName
from charts.words import t
from pages.parts import browser, controls, html
from pages.parts.here import Here
from pages.parts.html import esc

FRAMES: tuple[FrameName, ...] = ("report", "slide", "square")


def card(
    here: Here, figure: Figure, *, name: str = "show", chart: Callable[[], None] | None = None, present: bool = False
) -> None:
    """Draw the block. `name` is the choice of chart or table in the address; `chart` draws in place of Plotly.

    With `present` a link leads to the figure alone, as a projector shows it.
    """
    # Where nothing clearly changed the title is the page's question again: said once to the eye.
    said = ' class="said"' if figure.title == here.measure(figure.measure).question[here.lang] else ""
    html.put(f'<h2{said}>{esc(figure.title)}</h2><p class="sub">{esc(figure.subtitle)}</p>', here.lang)
    inside = st.container()
    with st.container(key=f"acts-{here.page}-{name}", horizontal=True, vertical_alignment="center"):
        chosen = _choose(here, name)
        _downloads(here, figure, name)
        browser.share_button(here, figure.title, key=f"share-{here.page}-{name}")
        if present and not figure.no_file:
            html.put(html.link(here.t("card.present"), here.same(present=1), "act"), here.lang, "content")
        html.put(html.link(here.t("card.about"), here.same() + "#about", "act"), here.lang, "content")
    with inside:
        if chosen == "table":
            _table(here, figure)
        elif chart:
            chart()
        else:
            _plotly(here, figure, name)
        html.put(_below(figure), here.lang)


def _choose(here: Here, name: str) -> str:
    show = {"chart": here.t("card.chart"), "table": here.t("card.table")}
    choice = controls.Choice(name, here.t("card.show"), tuple(show), show.__getitem__, "chart", label_shown=False)
    return controls.pick(here, choice)


def _plotly(here: Here, figure: Figure, name: str) -> None:
    from charts import plotly_figure  # the slowest import of the site, and only charts of lines and dots need it

    drawn = plotly_figure.draw(figure, here.theme, "phone" if here.narrow else "desktop")
    st.plotly_chart(
        drawn, theme=None, config={"displayModeBar": False}, alt=figure.alt, key=f"chart-{here.page}-{name}"
    )


def _table(here: Here, figure: Figure) -> None:
    frame = figure.table()
    numeric = [here.t(f"table.{column}") for column in ("value", "margin", "between")]
    html.put(html.table(frame, f"{figure.title} {figure.subtitle}", numeric), here.lang)


def _below(figure: Figure) -> str:
    """Why a line is broken, hidden and range lines, then notes, then the source: always all of it."""
    lines = "".join(
        f'<li><span class="brk" aria-hidden="true"></span><b>{esc(said)}</b> <span>{esc(why)}</span></li>'
        for said, why in figure.break_lines()
    )
    lines += "".join(
        f"<li>{html.mark(line.status, line.word + ':')} <span>{esc(line.text)}</span></li>"
        for line in figure.status_lines
    )
    listed = f'<ul class="hidden-lines">{lines}</ul>' if lines else ""
    made_up = f"<b>{esc(figure.made_up)}</b> " if figure.made_up else ""
    return f'{listed}<p class="note">{made_up}{_notes(figure)}</p>'


def _notes(figure: Figure) -> str:
    whys = {b.why for b in figure.breaks}  # they stand right below the chart
    notes = esc(" ".join(note for note in figure.notes if note not in whys))
    lead, source = esc(t("chart.notes", figure.lang)), esc(t("chart.source", figure.lang))
    return (f"<b>{lead}</b> {notes} " if notes else "") + f"<b>{source}</b> {esc(figure.source)}"


def _downloads(here: Here, figure: Figure, name: str) -> None:
    with st.popover(here.t("card.download")):
        if figure.no_file:
            html.put(f'<p class="text">{esc(figure.no_file)}</p>', here.lang)
            return
        for frame in FRAMES:
            for kind, make, mime in (("png", _png, "image/png"), ("svg", _svg, "image/svg+xml")):
                _button(
                    here,
                    here.t(f"card.{frame}_{kind}"),
                    partial(make, figure, frame),
                    f"{figure.name}-{here.t(f'card.file_{frame}')}.{kind}",
                    mime,
                    name,
                )
        _button(here, here.t("card.csv"), partial(download.csv, figure), f"{figure.name}.csv", "text/csv", name)


def _button(here: Here, label: str, make: Callable[[], bytes], file_name: str, mime: str, name: str) -> None:
    # Made when it is pressed, so that a page nobody downloads from draws no image.
    st.download_button(
        label,
        make,
        file_name=file_name,
        mime=mime,
        on_click="ignore",
        key=f"get-{here.page}-{name}-{label}",
        width="stretch",
    )


def _svg(figure: Figure, frame: FrameName) -> bytes:
    return image.standalone(svg.draw(figure, frame, "light"))


def _png(figure: Figure, frame: FrameName) -> bytes:
    return image.png(svg.draw(figure, frame, "light"))
