"""The list beside the map: one row an area, dot and margin, the reference as a line with its own margin as a band."""

from charts import numbers, scale
from charts.figure import Area, AreaFigure
from charts.svg import text
from charts.svg.canvas import Canvas
from charts.svg.frames import Box, Frame

ROW = 24  # px a row in the report frame
TIGHT = 1.25  # times the text a row on a projector, where text keeps its size
LONG = 12  # areas that one column on a projector can have
SMALLEST = 13  # px a row below which the list is left to the table
LEAST = 0.72  # of the frame's text: smaller text is not readable, and the list is left out
GAP = 22  # px between two columns


def height(figure: AreaFigure, frame: Frame, width: float) -> float:
    """The height the list asks for."""
    return len(figure.areas) * ROW * frame.text / 14 + _head_height(figure, frame, width) + frame.text * 4.4


def fits(figure: AreaFigure, frame: Frame, box: Box) -> bool:
    """Whether every row can still be read in this box."""
    room = box.height - _head_height(figure, frame, box.width) - frame.text * 4.4
    return room >= len(figure.areas) * SMALLEST * frame.text / 14


def compact_height(figure: AreaFigure, frame: Frame, width: float) -> float:
    """The height the list asks for in columns on a projector: in two where one is long and the names leave room for two."""
    many = (
        len(figure.areas) > LONG
        and _fitting_size(figure, frame, _column(Box(0, 0, width, 0), 2, frame.k)) >= frame.least
    )
    rows = -(-len(figure.areas) // 2) if many else len(figure.areas)
    reference = frame.text * 1.9 if figure.reference is not None else 0
    return rows * frame.text * TIGHT + _compact_head(figure, frame, width) + reference + frame.text * 0.4


def _compact_head(figure: AreaFigure, frame: Frame, width: float) -> float:
    titled = 0 if frame.narrow else _title_height(figure, frame, width)
    return titled + _key_height(frame, width, figure.value_key)


def _fitting_size(figure: AreaFigure, frame: Frame, wide: float) -> float:
    """The largest text with which every name and value stand side by side in a column."""
    return (wide - 30 * frame.k) / max((_cell_width(a, figure, 1.0) for a in figure.areas), default=1)


def compact(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> None:
    """Names, dots and values in columns, without a scale, where an image has no room for a row an area."""
    key = figure.value_key
    titled = 0 if frame.narrow else _title_height(figure, frame, box.width)
    if frame.narrow:  # no room for a heading: the key says what the list is
        _key(canvas, key, Box(box.x, box.y - frame.text * 1.4, box.width, 0), frame)
    else:
        _head(canvas, figure, box, frame, key)
    head = titled + _key_height(frame, box.width, key) + frame.text * 0.4
    plan = columns(figure, frame, box)
    if plan is None:
        return
    count, step, size = plan
    if figure.reference is not None:
        canvas.words((box.x, box.y + head + size), reference_words(figure), size, face="bold")
        head += size * 1.9
    wide, rows = _column(box, count, canvas.k), -(-len(figure.areas) // count)
    for i, area in enumerate(figure.areas):
        column, row = divmod(i, rows)
        left = box.x + column * (wide + GAP * canvas.k)
        _cell(canvas, figure, area, Box(left, box.y + head + row * step, wide, step), size)


def columns(figure: AreaFigure, frame: Frame, box: Box) -> tuple[int, float, float] | None:
    """How many columns, the height of a row and the size of its text; None where no text of a readable size fits."""
    for count in (1, 2):
        wide, rows = _column(box, count, frame.k), max(1, -(-len(figure.areas) // count))
        room = box.height - _compact_head(figure, frame, box.width) - frame.text * 2.3
        step = min(room / rows, ROW * frame.k)
        size = min(frame.text * 0.9, step * 0.8, _fitting_size(figure, frame, wide))
        if size >= frame.readable(frame.text * LEAST):
            return count, step, size
    return None


def _column(box: Box, count: int, k: float) -> float:
    return (box.width - GAP * k * (count - 1)) / count


def _cell_width(area: Area, figure: AreaFigure, size: float) -> float:
    return text.width(_short(area), size, "bold") + _value_width(area, figure, size)


def _short(area: Area) -> str:
    return area.short or area.name


def reference_words(figure: AreaFigure) -> str:
    """The reference with its margin, such as "New Haven 25% ± 2"."""
    mark = figure.reference
    if mark is None:
        return ""
    moe = (mark.high - mark.low) / 2
    return f"{mark.text} {numbers.margin(moe, figure.axis.unit)}" if moe > 0 else mark.text


def _cell(canvas: Canvas, figure: AreaFigure, area: Area, cell: Box, size: float) -> None:
    k, colors, point = canvas.k, canvas.colors, area.point
    y = cell.y + cell.height / 2
    chosen = area.id == figure.selected
    if chosen:
        canvas.rect((cell.x - 8 * k, y - size * 0.7), (4 * k, size * 1.4), colors["beam"])
    if point.drawn:
        _dot(canvas, (cell.x + 5 * k, y), filled=point.differs is not False)
        runs = _value(area, figure)
        canvas.line_of((cell.right, y + size * 0.35), runs, size, anchor="end", fills=(colors["ink"], colors["muted"]))
    else:
        canvas.token((cell.x, y - size * 0.4), (size * 0.9, size * 0.9), point.status)
    face = "bold" if chosen else "sans"
    canvas.words((cell.x + 16 * k, y + size * 0.35), _short(area), size, face=face)


def draw(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> None:
    """Heading, how to read it, rows, and the scale below."""
    head = _head(canvas, figure, box, frame, figure.list_key)
    size = frame.text
    top = box.y + head + size * 2
    step = min(ROW * canvas.k, (box.bottom - top - size * 2.4) / max(1, len(figure.areas)))
    small = min(size * 0.96, step * 0.82)
    names = max((text.width(a.name, small, "bold") for a in figure.areas), default=0)
    values = max((_value_width(a, figure, small) for a in figure.areas), default=0)
    left, right = box.x + 12 * canvas.k + names + 12 * canvas.k, box.right - values - 12 * canvas.k
    inner = Box(left, top, right - left, step * len(figure.areas))
    _reference(canvas, figure, inner, size)
    _scale(canvas, figure, inner, size)
    for i, area in enumerate(figure.areas):
        _row(canvas, figure, area, inner, (box.x, top + (i + 0.5) * step, small))


def _head_height(figure: AreaFigure, frame: Frame, width: float) -> float:
    return _title_height(figure, frame, width) + _key_height(frame, width, figure.list_key)


def _title_lines(figure: AreaFigure, frame: Frame, width: float) -> list[str]:
    return text.wrapped(figure.list_title, width, frame.text * 1.05, "bold")


def _title_height(figure: AreaFigure, frame: Frame, width: float) -> float:
    """The height of the list's title; on a projector it may take two lines."""
    return frame.text * (1.6 + 1.3 * (len(_title_lines(figure, frame, width)) - 1))


def _key_height(frame: Frame, width: float, key: tuple[str, ...]) -> float:
    return len(text.wrapped(" ".join(key), width, frame.text * 0.9)) * frame.text * 1.25


def _head(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame, key: tuple[str, ...]) -> float:
    """The list's title and how to read it; the height of both."""
    lines, titled = _title_lines(figure, frame, box.width), _title_height(figure, frame, box.width)
    for i, words in enumerate(lines):
        canvas.words((box.x, box.y + frame.text * (1 + 1.3 * i)), words, frame.text * 1.05, face="bold")
    below = Box(box.x, box.y + titled - frame.text * 1.6, box.width, box.height)
    _key(canvas, key, below, frame)
    return titled + _key_height(frame, box.width, key)


def _key(canvas: Canvas, key: tuple[str, ...], box: Box, frame: Frame) -> None:
    size = frame.text
    for i, words in enumerate(text.wrapped(" ".join(key), box.width, size * 0.9)):
        spot = (box.x, box.y + size * 2.4 + i * size * 1.25)
        canvas.words(spot, words, size * 0.9, fill=canvas.colors["muted"])


def _reference(canvas: Canvas, figure: AreaFigure, inner: Box, size: float) -> None:
    """The city's line, its margin as a band, its value above."""
    mark = figure.reference
    if mark is None:
        return
    low, high, x = (_x(figure, inner, v) for v in (mark.low, mark.high, mark.value))
    canvas.rect((low, inner.y), (max(high - low, 1), inner.height), canvas.colors["rule"])
    canvas.line((x, inner.y - 2), (x, inner.bottom), canvas.colors["ink"], 1.6)
    words = reference_words(figure)
    half = text.width(words, size * 0.9, "bold") / 2
    middle = min(max(x, inner.x + half - 60 * canvas.k), inner.right + 40 * canvas.k - half)
    canvas.words((middle, inner.y - size * 0.5), words, size * 0.9, face="bold", anchor="middle")


def _scale(canvas: Canvas, figure: AreaFigure, inner: Box, size: float) -> None:
    canvas.line((inner.x, inner.bottom), (inner.right, inner.bottom), canvas.colors["line"], 1)
    wide = max(text.width(figure.axis.tick_text(v), size) for v in figure.axis.ticks) * 1.15
    for value in scale.thinned(figure.axis.ticks, int(inner.width / wide)):
        x = _x(figure, inner, value)
        canvas.line((x, inner.bottom), (x, inner.bottom + 5 * canvas.k), canvas.colors["line"], 1)
        spot = (x, inner.bottom + size * 1.5)
        canvas.words(spot, figure.axis.tick_text(value), size * 0.92, fill=canvas.colors["muted"], anchor="middle")


def _row(canvas: Canvas, figure: AreaFigure, area: Area, inner: Box, at: tuple[float, float, float]) -> None:
    edge, y, size = at
    k, colors, point = canvas.k, canvas.colors, area.point
    chosen = area.id == figure.selected
    if chosen:
        canvas.rect((edge, y - size * 0.85), (5 * k, size * 1.7), colors["beam"])
    face = "bold" if chosen else "sans"
    canvas.words((inner.x - 12 * k, y + size * 0.35), area.name, size, face=face, anchor="end")
    if not (point.drawn or point.ranged):
        spot = (inner.x + 4 * k, y + size * 0.35)
        canvas.words(spot, point.text, size * 0.95, fill=colors["muted"], halo=colors["paper"])
        return
    if numbers.known(point.low) and numbers.known(point.high):
        low, high = (_x(figure, inner, v) for v in (point.low, point.high))
        canvas.line((low, y), (high, y), colors["line"], 2)
    if point.drawn:
        _dot(canvas, (_x(figure, inner, point.value), y), filled=point.differs is not False)
    spot = (inner.right + 12 * k, y + size * 0.35)
    canvas.line_of(spot, _value(area, figure), size, fills=(colors["ink"], colors["muted"]))


def _dot(canvas: Canvas, spot: tuple[float, float], *, filled: bool) -> None:
    colors = canvas.colors
    fill = colors["ink"] if filled else colors["paper"]
    canvas.group(
        [
            f'<circle cx="{spot[0]:.1f}" cy="{spot[1]:.1f}" r="{4.6 * canvas.k:.1f}" fill="{fill}" '
            f'stroke="{colors["ink"]}" stroke-width="{1.8 * canvas.k:.1f}"/>'
        ]
    )


def _x(figure: AreaFigure, inner: Box, value: float) -> float:
    axis = figure.axis
    return inner.x + (value - axis.low) / (axis.high - axis.low) * inner.width


def _value(area: Area, figure: AreaFigure) -> text.Line:
    p = area.point
    margin = " " + numbers.margin(p.moe, figure.axis.unit) if p.drawn and numbers.known(p.moe) else ""
    return [(p.text, "bold"), (margin, "sans")]


def _value_width(area: Area, figure: AreaFigure, size: float) -> float:
    if not (area.point.drawn or area.point.ranged):
        return 0
    return sum(text.width(words, size, face) for words, face in _value(area, figure))
