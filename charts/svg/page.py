"""The sheet around a plot: title, subtitle, who is hidden, notes, source, mark; and where each of them stands."""

import re
from dataclasses import dataclass

from charts.figure import AreaFigure, Figure, StatusLine
from charts.svg import areas, dots, lines, multiples, text
from charts.svg.canvas import Canvas, number, patterns
from charts.svg.frames import Box, Frame
from charts.svg.text import Line
from charts.tokens import Theme, ink
from charts.words import t

LEAST_PLOT = 0.6  # of a frame of fixed height; notes give way below
_LOGO = (30, 22)


@dataclass(frozen=True)
class Words:
    """All text around the plot, broken into lines for a frame."""

    title: list[str]
    title_size: float
    subtitle: list[str]
    statuses: list[tuple[StatusLine, list[Line]]]
    made_up: list[str]
    notes: list[Line]

    def head(self, frame: Frame) -> float:
        """The height above the plot."""
        return len(self.title) * self.title_size * 1.18 + len(self.subtitle) * frame.text * 1.4 + frame.text * 1.1

    def foot(self, frame: Frame) -> float:
        """The height below the plot, with the hairline and the mark."""
        rows = sum(len(found) for _, found in self.statuses)
        tall = rows * frame.text * 1.5 + len(self.made_up) * frame.text * 1.5 + len(self.notes) * frame.source * 1.45
        return tall + (frame.text * 0.4 if frame.projected else frame.text * 1.2 + frame.source * 2.6)


def sheet(figure: Figure, frame: Frame, colors: Theme) -> str:
    """The whole image as SVG, with a title and a description for readers who do not see it."""
    words = _fitting(figure, frame)
    tall = frame.height or _natural(figure, frame, words)
    canvas = Canvas(colors, frame.k, frame.least)
    canvas.rect((0, 0), (frame.width, tall), colors["paper"])
    _head(canvas, words, frame)
    top = frame.margin + words.head(frame)
    plot = Box(frame.margin, top, frame.width - 2 * frame.margin, tall - frame.margin - words.foot(frame) - top)
    _plot(canvas, figure, plot, frame)
    _foot(canvas, figure, words, frame, plot.bottom + frame.text * (0.4 if frame.projected else 1.2))
    if not frame.projected:
        _mark(canvas, figure, frame, tall)
    return _document(figure, canvas, (frame.width, tall))


def _fitting(figure: Figure, frame: Frame) -> Words:
    """Words with all notes, or the short ones where a frame of fixed height would leave too little room for the plot."""
    full = _words(figure, frame, () if frame.projected else figure.notes)
    if frame.height is None:
        return full
    room = frame.height - 2 * frame.margin - full.head(frame) - full.foot(frame)
    return full if room >= LEAST_PLOT * frame.height else _words(figure, frame, figure.short_notes)


def _words(figure: Figure, frame: Frame, kept: tuple[str, ...]) -> Words:
    width = frame.width - 2 * frame.margin
    size = frame.title
    title = _title(figure.title, width, size)
    most, least = (2 if frame.height or frame.projected else 4), max(frame.title * 0.68, frame.text * 1.1)
    while len(title) > most and size > least:
        size *= 0.94
        title = _title(figure.title, width, size)
    # Rows of dots say for themselves what is missing.
    told = () if figure.kind == "dots" else figure.status_lines
    statuses = [(line, _status_runs(line, width - frame.text * 2.4, frame.text)) for line in told]
    runs: Line = [(t("chart.source", figure.lang), "bold"), (f" {figure.source}", "sans")]
    if kept:
        runs[0] = (" " + runs[0][0], "bold")
        runs[:0] = [(t("chart.notes", figure.lang), "bold"), (f" {' '.join(kept)}", "sans")]
    return Words(
        title=title,
        title_size=size,
        subtitle=text.wrapped(figure.subtitle, width, frame.text),
        statuses=statuses,
        made_up=text.wrapped(figure.made_up, width, frame.text, "bold") if figure.made_up else [],
        notes=text.wrapped_runs(runs, width, frame.source),
    )


def _title(title: str, width: float, size: float) -> list[str]:
    """The title in balanced lines; two sentences that each fit have a line each."""
    sentences = re.split(r"(?<=\.) ", title)
    if len(sentences) == 2 and all(text.width(s, size, "serif") <= width for s in sentences):
        return sentences
    return text.balanced(title, width, size, "serif")


def _status_runs(line: StatusLine, width: float, size: float) -> list[Line]:
    return text.wrapped_runs([(f"{line.word}:", "bold"), (f" {line.text}", "sans")], width, size)


def _natural(figure: Figure, frame: Frame, words: Words) -> float:
    """The height of an image as tall as its contents."""
    around = 2 * frame.margin + words.head(frame) + words.foot(frame)
    plot = {
        "lines": lambda: lines.height(figure, frame),
        "multiples": lambda: multiples.height(figure, frame),
        "dots": lambda: dots.height(figure, frame),
        "areas": lambda: areas.height(figure, frame) if isinstance(figure, AreaFigure) else 0.0,
    }[figure.kind]()
    return max(frame.fill, around + max(min(plot, frame.tallest - around), 160.0))


def _plot(canvas: Canvas, figure: Figure, box: Box, frame: Frame) -> None:
    if isinstance(figure, AreaFigure):
        areas.draw(canvas, figure, box, frame)
    elif figure.series:
        draw = {"multiples": multiples.draw, "dots": dots.draw}.get(figure.kind, lines.draw)
        draw(canvas, figure, box, frame)


def _head(canvas: Canvas, words: Words, frame: Frame) -> None:
    y = frame.margin
    for line in words.title:
        canvas.words((frame.margin, y + words.title_size * 0.86), line, words.title_size, face="serif")
        y += words.title_size * 1.18
    for line in words.subtitle:
        canvas.words((frame.margin, y + frame.text * 1.1), line, frame.text, fill=canvas.colors["muted"])
        y += frame.text * 1.4


def _foot(canvas: Canvas, figure: Figure, words: Words, frame: Frame, y: float) -> None:
    size = frame.text
    for status, found in words.statuses:
        _token(canvas, status, (frame.margin, y), size)
        for line in found:
            canvas.line_of((frame.margin + size * 2.4, y + size * 0.9), line, size)
            y += size * 1.5
    for line in words.made_up:
        canvas.words((frame.margin, y + size * 0.9), line, size, face="bold")
        y += size * 1.5
    for line in words.notes:
        spot = (frame.margin, y + frame.source)
        fills = [canvas.colors["ink" if face == "bold" else "muted"] for _, face in line]
        canvas.line_of(spot, line, frame.source, fills=fills)
        y += frame.source * 1.45


def _token(canvas: Canvas, status: StatusLine, spot: tuple[float, float], size: float) -> None:
    if status.status != "range":
        canvas.token((spot[0] + size * 0.4, spot[1]), (size * 1.1, size * 1.1), status.status)
        return
    pen = ink(status.ink, canvas.colors)
    middle = spot[1] + size * 0.55
    canvas.line((spot[0], middle), (spot[0] + size * 1.9, middle), pen.color, 2.4, dash=pen.dash)
    for x in (spot[0], spot[0] + size * 1.9):
        canvas.line((x, middle - size * 0.3), (x, middle + size * 0.3), pen.color, 2.4)


def _mark(canvas: Canvas, figure: Figure, frame: Frame, tall: float) -> None:
    """Hairline, lamp and mark at the bottom right."""
    y = tall - frame.margin
    top = y - frame.source * 1.9
    canvas.line((frame.margin, top), (frame.width - frame.margin, top), canvas.colors["rule"], 1)
    right = frame.width - frame.margin
    size = frame.source
    room = frame.width - 2 * frame.margin - 2 * size
    size *= min(1.0, room / text.width(figure.mark, size))
    canvas.words((right, y), figure.mark, size, anchor="end")
    unit = size * 1.1 / _LOGO[1]
    x = right - text.width(figure.mark, size) - _LOGO[0] * unit - size * 0.5
    move = f"translate({number(x)} {number(y - size * 0.95)}) scale({unit:.3f})"
    canvas.group(
        [
            f'<g transform="{move}"><path d="M9 8L29 1V21L9 14Z" fill="{canvas.colors["beam"]}"/>'
            f'<rect x="0" y="7.5" width="10" height="7" rx="1.5" fill="{canvas.colors["ink"]}"/></g>'
        ]
    )


def _document(figure: Figure, canvas: Canvas, size: tuple[float, float]) -> str:
    """The elements in one self-contained document that names its language, title and description."""
    w, h = (number(v) for v in size)
    made_up = f" {figure.made_up}" if figure.made_up else ""
    description = text.escaped(f"{figure.subtitle}. {figure.alt} {figure.source}{made_up}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img"'
        f' lang="{figure.lang}" xml:lang="{figure.lang}" aria-labelledby="title description"'
        f' font-family="{text.FAMILIES["sans"]}">'
        f'<title id="title">{text.escaped(figure.title)}</title><desc id="description">{description}</desc>'
        f"<defs>{patterns(canvas.colors, canvas.k)}</defs>{''.join(canvas.parts)}</svg>"
    )
