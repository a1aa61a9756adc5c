"""Groups held beside a reference a reader picks: everyone first, a goal, or one of the groups; never one that we chose."""

import pandas as pd
import streamlit as st

from charts import against
from charts.findings import COUNTS
from charts.view import View, records
from pages.parts import controls, html
from pages.parts.here import Here
from pages.parts.html import esc

FEWEST = 2  # groups with a number that can be held beside anything


def draw(here: Here, measure_id: str, chosen: tuple[str, str, int]) -> None:
    """Picker, one sentence about all groups, a table with a word for each; `chosen` are place, scheme and period.

    Nothing where fewer than two groups have a number, nor of counts: a larger group has more of everything.
    """
    place, scheme, period = chosen
    view = View.of(here.store, measure_id, here.lang)
    if view.measure.unit in COUNTS:
        return
    options = against.references(view, place, scheme, period)
    if len(options.keys() - {against.EVERYONE, against.GOAL}) < FEWEST:
        return
    html.put(
        f'<div class="sec" id="reference"><h2>{esc(here.t("against.title"))}</h2>'
        f'<p class="small">{esc(here.t("against.lead"))}</p></div>',
        here.lang,
    )
    with st.container(key="controls-groups-reference"):
        first = against.first(view, options, place, period)
        choice = controls.Choice("reference", here.t("against.pick"), tuple(options), options.__getitem__, first)
        reference = controls.pick(here, choice)
    found = against.against(view, place, scheme, period, reference)
    summary = "".join(f'<p class="text">{esc(words)}</p>' for words in (" ".join(found.summary),) if words)
    notes = (
        f'<p class="note"><b>{esc(here.t("chart.notes"))}</b> {esc(" ".join(found.notes))}</p>' if found.notes else ""
    )
    html.put(f'<div role="status">{summary}</div>{_table(here, view, found, chosen)}{notes}', here.lang)


def _table(here: Here, view: View, found: against.Against, chosen: tuple[str, str, int]) -> str:
    place, _, period = chosen
    row = next((r for r in records(view.of_place(place, {"all"})) if r.period_end == period), None)
    when = view.period(row) if row is not None else str(period)
    caption = here.t("against.caption", place=here.name_of(place), period=when, name=found.name, text=found.text)
    heads = [here.t(f"against.{name}") for name in ("group", "value", "word", "detail")]
    lines = [(told.name, told.text, told.word, told.detail) for told in found.rows]
    return html.table(pd.DataFrame(lines, columns=heads), caption, heads[1:2])
