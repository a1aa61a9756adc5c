"""One outcome or condition: the result wanted, its headline, what contributes to it, what systems do, and what nobody measures yet."""

import streamlit as st

from charts.words import inside, joined
from indicators.catalog import AREAS, NOT_YET, Area
from indicators.measure import Measure
from pages.parts import agreed, answers, controls, facts, html, story
from pages.parts.here import Here
from pages.parts.html import esc

SECTIONS = ("outcome", "contributing", "system", "context")
EXPLAINED = ("outcome", "contributing", "system")  # an outcome says so where it has none of these


def draw(here: Here) -> None:
    """Result and question, the answer, goal and pace, then measures by what they speak of, then what is missing."""
    top = st.container()
    with st.container(key="controls-outcome", horizontal=True, vertical_alignment="bottom"):
        show = {a: f"{area.name[here.lang]} · {area.stage[here.lang]}" for a, area in AREAS.items()}
        choice = controls.Choice("area", here.t("page_outcome.area"), tuple(show), show.__getitem__, next(iter(show)))
        area = AREAS[controls.pick(here, choice)]
    known = [m for m in here.measures.values() if m.area == area.id]
    with top:
        _head(here, area, known)
    html.put("".join(_section(here, area, known, kind) for kind in SECTIONS) + _missing(here, area), here.lang)


def _head(here: Here, area: Area, known: list[Measure]) -> None:
    own = html.link(area.name[here.lang], here.link("outcome", area=area.id), current=True)
    crumb = f"{html.link(here.t('nav.home'), here.link('home'))} / {own}"
    said, number = _answer(here, known)
    for head in [m for m in known if m.kind == "outcome"][:1]:
        story.stale(here, head.id)
    html.put(
        f'<div class="sec first"><p class="crumb">{crumb}</p><h1>{esc(area.question[here.lang])}</h1>'
        f'<p class="kick">{esc(here.t("page_outcome.result"))} {esc(area.result[here.lang])}</p>'
        f'<div role="status" class="answers"><p class="lead">{html.amber(said, number)}</p></div></div>'
        f"{html.banner(here.untold())}",
        here.lang,
    )


def _answer(here: Here, known: list[Measure]) -> tuple[str, str]:
    """The headline's sentence with its number; a condition is answered by its first measure."""
    heads = [m for m in known if m.kind == "outcome"] or ([] if _is_outcome(known) else known)
    place = facts.home_place(here, heads[0].id) if heads else None
    found = facts.fact(here, heads[0].id, place) if place else None
    if found is None:
        return here.t("page_outcome.no_headline"), ""
    return answers.sentence(here, found), found.text if found.row.status == "published" else ""


def _is_outcome(known: list[Measure]) -> bool:
    return not known or AREAS[known[0].area].kind == "outcome"


def _section(here: Here, area: Area, known: list[Measure], kind: str) -> str:
    """The measures of one kind; an outcome without any of a kind says so."""
    mine = [m for m in known if m.kind == kind]
    if not mine and (area.kind != "outcome" or kind not in EXPLAINED):
        return ""
    inside = "".join(answers.entry(here, m, goal_too=kind != "outcome") for m in mine)
    inside = (
        f'<ul class="ones">{inside}</ul>' if mine else f'<p class="text">{esc(here.t(f"page_outcome.no_{kind}"))}</p>'
    )
    pace = "".join(answers.pace(here, m.id) for m in mine) if kind == "outcome" else ""
    title = here.t(f"page_outcome.{kind}")
    return f'<div class="sec" id="{kind}"><h2>{esc(title)}</h2><p class="small">{esc(here.t(f"page_outcome.{kind}_sub"))}</p>{inside}</div>{pace}'


def _missing(here: Here, area: Area) -> str:
    """What the area waits for, and who could publish it."""
    lang = here.lang
    lines = [
        f"{esc(n.why[lang])} <span class='small'>{esc(n.who[lang])}</span>"
        for n in NOT_YET
        if n.area == area.id and n.measure not in here.measures
    ]
    empty = [m for m in here.store.measures.values() if m.area == area.id and m.id not in here.measures]
    gone = [said for m in empty if (said := agreed.gone(here, m.id))]
    names = joined([inside(m.name[lang]) for m in empty if not agreed.gone(here, m.id)], lang)
    if names:
        lines.append(
            f"{esc(here.t('page_methods.no_rows', measures=names))} <span class='small'>{esc(here.t('page_methods.no_rows_why'))}</span>"
        )
    lines += [esc(said) for said in gone]
    lines += [esc(said) for said in agreed.all_ended(here, (m.id for m in here.measures.values() if m.area == area.id))]
    if not lines:
        return ""
    return f'<div class="sec" id="not_yet"><h2>{esc(here.t("home.not_measured"))}</h2>{html.items(lines)}</div>'


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()
