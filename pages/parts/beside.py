"""What families face in one place beside another: estimate, margin, and a word; then what is not known here, and where it is."""

from typing import Any

from charts import numbers
from charts.difference import differs
from indicators.measure import Measure
from pages.parts import facts, html, marks
from pages.parts.here import Here
from pages.parts.html import esc


def table(here: Here, place: str, known: list[Measure], beside: str) -> str:
    """Burdens beside the city, with estimate, margin and a word; then what is not known here, and where it is."""
    faced = [m for m in known if m.better == "lower" and m.unit == "percent"]
    pairs = [(m, facts.fact(here, m.id, place)) for m in faced]
    top = max((_reach(f) for _, f in pairs if f), default=50.0)
    top = max(20.0, -(-top // 20) * 20)
    other = here.name_of(beside) if beside else ""
    columns = 5 if beside else 3
    lines = "".join(_face(here, m, f, beside, top) for m, f in pairs if f) + _elsewhere(here, known, columns)
    heads = (
        (here.t("controls.measure"), ""),
        (here.name_of(place), ' class="n"'),
        (here.t("page_place.scale", top=f"{top:.0f}%"), ' class="barc"'),
        (other, ' class="n"'),
        (here.t("page_place.compared", other=other), ""),
    )
    head = "".join(f'<th scope="col"{cls}>{esc(words)}</th>' for words, cls in heads[:columns])
    key = "page_place.key" if beside else "page_place.key_alone"
    caption = here.t(key, place=here.name_of(place), other=other)
    return (
        f'<div class="sec"><h2>{esc(here.t("page_place.faces"))}</h2><table class="ptab"><caption class="small">{esc(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _reach(found: facts.Fact) -> float:
    """The farthest number a bar has to reach."""
    row = found.row
    return row.value + (row.moe if numbers.known(row.moe) else 0) if row.status == "published" else 0.0


def _face(here: Here, measure: Measure, found: facts.Fact, beside: str, top: float) -> str:
    name = html.link(measure.name[here.lang], here.link("map", measure=measure.id))
    if found.row.status != "published":
        groups_only = facts.instead(here, found)
        why = (
            f'<span class="small">{esc(groups_only)}</span>'
            if groups_only
            else html.mark(found.row.status, _why(here, found))
        )
        return f'<tr><th scope="row">{name}</th><td colspan="{4 if beside else 2}">{why}</td></tr>'
    city = facts.fact(here, measure.id, beside, period_end=int(found.row.period_end)) if beside else None
    other = city.row if city is not None and city.row.status == "published" else None
    compared = _compared(here, found.row, other)
    city_text = f"{esc(city.text)} {esc(facts.margin(other, measure))}" if city and other is not None else ""
    beside_cells = f'<td class="n city small">{city_text}</td><td class="small">{esc(compared)}</td>' if beside else ""
    return (
        f'<tr><th scope="row">{name} <span class="small">{esc(found.period)}</span></th>'
        f'<td class="n"><b>{esc(found.text)}</b> <span class="small">{esc(facts.margin(found.row, measure))}</span></td>'
        f'<td class="barc">{marks.bar(found.row, other, top)}</td>{beside_cells}</tr>'
    )


def _compared(here: Here, row: Any, other: Any | None) -> str:
    if other is None:
        return here.t("page_place.cannot")
    answer_ = differs(row, other)
    if answer_ is None:
        return here.t("page_place.cannot")
    return here.t(
        "page_place.same" if not answer_ else ("page_place.higher" if row.value > other.value else "page_place.lower")
    )


def _why(here: Here, found: facts.Fact) -> str:
    people = found.row.denominator
    if found.row.status == "too_uncertain" and numbers.known(people):
        return here.t("page_place.uncertain_people", people=numbers.amount(people, "people", here.lang, people))
    return found.text


def _elsewhere(here: Here, known: list[Measure], columns: int) -> str:
    """Measures nobody publishes for this kind of place, with the way to where they are."""
    lines = []
    for measure in here.measures.values():
        if measure in known or measure.unit != "percent" or measure.better is None:
            continue
        where = facts.home_place(here, measure.id)
        link = (
            html.link(
                here.t("page_place.see", place=here.name_of(where)),
                here.link("trends", measure=measure.id, place=where),
            )
            if where
            else ""
        )
        words = html.mark("not_available", here.t("status.not_available"))
        lines.append(
            f'<tr><th scope="row">{esc(measure.name[here.lang])}</th><td colspan="{columns - 2}">{words}</td><td>{link}</td></tr>'
        )
    return "".join(lines)
