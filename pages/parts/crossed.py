"""A split by race or ethnicity and sex as a table: a row for each race or ethnicity, a column for each sex."""

from typing import Any

import pandas as pd

from charts.view import View, records
from indicators.catalog import GROUPS
from pages.parts import facts, html
from pages.parts.here import Here
from pages.parts.html import esc

SCHEMES = {"race_ethnicity_by_sex": ("race_ethnicity", "sex")}  # the schemes of its rows and columns


def table(here: Here, measure_id: str, place: str, scheme: str, period: int) -> str:
    """The table with margins; a cell without a number says why."""
    view = View.of(here.store, measure_id, here.lang)
    found = {r.group: r for r in records(view.of_place(place, {scheme})) if r.period_end == period}
    down, both = (GROUPS[s].groups for s in SCHEMES[scheme])
    across = [other for other in both if any(f"{one.id}.{other.id}" in found for one in down)]
    rows = [
        [one.name[here.lang], *(_cell(view, found.get(f"{one.id}.{other.id}")) for other in across)]
        for one in down
        if any(f"{one.id}.{other.id}" in found for other in across)
    ]
    if not rows:
        return ""
    heads = [GROUPS[SCHEMES[scheme][0]].name[here.lang], *(other.name[here.lang] for other in across)]
    when = view.period_long(next(iter(found.values())))
    caption = f"{view.measure.subtitle[here.lang]}, {here.name_of(place)}, {when}"
    body = html.table(pd.DataFrame(rows, columns=heads), caption, heads[1:])
    return f'<div class="sec"><h2>{esc(here.t("page_groups.crossed"))}</h2>{body}</div>'


def _cell(view: View, row: Any) -> str:
    return "" if row is None else f"{view.text(row)} {facts.margin(row, view.measure)}".strip()
