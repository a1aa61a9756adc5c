"""Figures of a measure whose groups are parts of everyone: without Everyone, who is always 100 % and says nothing."""

from dataclasses import replace

from charts import caption
from charts.figure import Figure
from indicators.measure import Measure
from pages.parts import facts


def shown(figure: Figure, measure: Measure) -> Figure:
    """The figure as it is shown of this measure: in picture, table, download and words."""
    if not facts.is_whole(measure):
        return figure
    series = tuple(s for s in figure.series if s.id != "all")
    rows = tuple(r for r in figure.rows if r.group_id != "all")
    alt = caption.alternative(
        "lines" if figure.periods else "dots", figure.title, series, figure.status_lines, figure.lang
    )
    return replace(figure, series=series, rows=rows, alt=alt)
