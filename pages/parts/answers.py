"""One measure in a list: its name, its newest answer, which way it went, and how its goal stands."""

from charts import answer, goals
from indicators.measure import Measure
from pages.parts import changes, facts, html
from pages.parts.here import Here
from pages.parts.html import esc

PAGES = {"outcome": "trends", "contributing": "trends", "system": "trends", "context": "map"}


def entry(here: Here, measure: Measure, *, goal_too: bool = True) -> str:
    """The measure as an entry of a list, with its goal where that is not told nearby; without any place it says so."""
    place = facts.home_place(here, measure.id)
    page = PAGES[measure.kind] if place else "map"  # areas without a page of their own are on the map
    name = html.link(measure.name[here.lang], here.link(page, measure=measure.id))
    found = facts.fact(here, measure.id, place) if place else None
    if found is None:
        return f'<li class="one"><div><h3>{name}</h3></div><div>{html.mark("not_available", here.t("status.not_available"))}</div></li>'
    moved = changes.change(here, found) if measure.better else None
    direction = f'{html.mark(moved.mark, moved.word)}<p class="small">{esc(moved.reason)}</p>' if moved else ""
    said = html.bold(sentence(here, found), found.text if found.row.status == "published" else "")
    return (
        f'<li class="one"><div><h3>{name}</h3><p class="ans">{said}</p></div>'
        f"<div>{direction}{goal(here, measure.id) if goal_too else ''}</div></li>"
    )


def sentence(here: Here, found: facts.Fact) -> str:
    """The measure's own sentence, or what the groups say where everyone has no number."""
    if facts.is_whole(found.view.measure):
        schemes = found.view.measure.schemes
        period = int(found.row.period_end)
        said = (facts.by_group(here, found.view.measure.id, found.place, s, period) for s in schemes)
        return next((words for words in said if words), "")
    return facts.instead(here, found) or answer.sentence(
        here.store,
        found.view.measure.id,
        place=found.place,
        group="all",
        period_end=int(found.row.period_end),
        lang=here.lang,
    )


def goal(here: Here, measure_id: str) -> str:
    """The goal and whether the community keeps pace with it; "" where nobody set one."""
    found = progress(here, measure_id)
    if found is None:
        return ""
    return f'<p class="small">{esc(found.sentences()[0])}</p>{html.mark(found.mark, f"{found.word}.")}'


def progress(here: Here, measure_id: str) -> goals.Progress | None:
    """How the community's goal for a measure stands where the measure is told for the community."""
    place = facts.home_place(here, measure_id)
    return goals.progress(facts.View.of(here.store, measure_id, here.lang), place) if place else None


def pace(here: Here, measure_id: str) -> str:
    """Goal, baseline, pace needed and the word for it, as a part of a page; "" where nobody set a goal."""
    found = progress(here, measure_id)
    if found is None:
        return ""
    said = esc(" ".join(found.sentences()))
    return (
        f'<div class="sec" id="goal"><h2>{esc(here.t("goal.title"))}</h2>'
        f'<p>{html.mark(found.mark, found.word)}</p><p class="text">{said}</p></div>'
    )
