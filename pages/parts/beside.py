"""What families face in one place beside another: estimate, margin, and a word; then what is not known here, and where it is."""

from dataclasses import dataclass
from typing import Any

from charts import numbers
from charts.difference import differs
from indicators.catalog import AREAS
from indicators.measure import Measure
from pages.parts import facts, html, marks
from pages.parts.here import Here
from pages.parts.html import esc

_Pair = tuple[Measure, facts.Fact]


@dataclass(frozen=True)
class _Beside:
    """The place, the one beside it ("" without one), and where every bar of the page ends, in percent."""

    place: str
    other: str
    top: float


def table(here: Here, place: str, known: list[Measure], other: str) -> str:
    """One burden of each area beside the city, with estimate, margin and a word; the rest folded by area."""
    faced = [m for m in known if m.better == "lower" and m.unit == "percent"]
    pairs = [(m, f) for m in faced if (f := facts.fact(here, m.id, place)) is not None]
    top = max((_reach(f) for _, f in pairs), default=50.0)
    about = _Beside(place, other, min(100.0, max(20.0, -(-top // 20) * 20)))
    heads = _heads(pairs)
    rest = [pair for pair in pairs if pair not in heads]
    names = {"place": here.name_of(place), "other": here.name_of(other) if other else ""}
    caption = here.t("page_place.key" if other else "page_place.key_alone", **names)
    areas = dict.fromkeys(m.area for m, _ in rest)
    folds = "".join(_folded(here, about, area, [p for p in rest if p[0].area == area]) for area in areas)
    return (
        f'<div class="sec"><h2>{esc(here.t("page_place.faces"))}</h2>{_rows(here, about, heads, caption)}'
        f"{folds}{_elsewhere(here, known)}</div>"
    )


def _heads(pairs: list[_Pair]) -> list[_Pair]:
    """The first burden of each area that has a number here, else the first of the area."""
    found: dict[str, _Pair] = {}
    for measure, fact in pairs:
        told = found.get(measure.area)
        if told is None or (told[1].row.status != "published" and fact.row.status == "published"):
            found[measure.area] = (measure, fact)
    return list(found.values())


def _folded(here: Here, about: _Beside, area: str, pairs: list[_Pair]) -> str:
    name = AREAS[area].name[here.lang]
    words = here.t("page_place.more_of", area=name, count=len(pairs))
    return f'<details class="fold"><summary>{esc(words)}</summary>{_rows(here, about, pairs, name)}</details>'


def _rows(here: Here, about: _Beside, pairs: list[_Pair], caption: str) -> str:
    other = here.name_of(about.other) if about.other else ""
    heads = (
        (here.t("controls.measure"), ""),
        (here.name_of(about.place), ' class="n"'),
        (here.t("page_place.scale", top=f"{about.top:.0f}%"), ' class="barc"'),
        (other, ' class="n"'),
        (here.t("page_place.compared", other=other), ""),
    )
    head = "".join(f'<th scope="col"{cls}>{esc(words)}</th>' for words, cls in heads[: 5 if about.other else 3])
    lines = "".join(_face(here, m, f, about.other, about.top) for m, f in pairs)
    return (
        f'<table class="ptab"><caption class="small">{esc(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
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


def _elsewhere(here: Here, known: list[Measure]) -> str:
    """Measures nobody publishes for this kind of place, with the way to where they are."""
    lines = []
    for measure in here.measures.values():
        if measure in known or measure.unit != "percent" or measure.better is None:
            continue
        where = facts.home_place(here, measure.id)
        address = here.link("trends", measure=measure.id, place=where) if where else ""
        link = html.link(here.t("page_place.see", place=here.name_of(where)), address) if where else ""
        lines.append(f"{esc(measure.name[here.lang])} {link}")
    if not lines:
        return ""
    words = html.mark("not_available", here.t("page_place.elsewhere", count=len(lines)))
    return f'<details class="fold"><summary>{words}</summary>{html.items(lines)}</details>'
