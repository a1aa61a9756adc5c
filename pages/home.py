"""The front page: how children and young people are doing, in two answers, then the questions from cradle to career."""

import streamlit as st

from charts import answer, areas, caption, numbers
from charts.words import inside, joined, sentence_case
from indicators.catalog import AREAS, NOT_YET, SOURCES, Area
from indicators.measure import Measure
from pages import methods
from pages.parts import answers, changes, facts, html, mapview, story
from pages.parts.here import Here, asked
from pages.parts.html import esc

MAPPED = "poverty"
NAMED = 3  # measures of a source that the list of new numbers names
QUESTIONS = 12  # more than these nobody reads before the first chart
MARKS = ("better", "flat", "worse", "cant")


def draw(here: Here) -> None:
    """Place, question, two answers, the picker, the rail of questions, the map, what is missing, what is new."""
    _hero(here)
    _find(here)
    html.put(_outcomes(here), here.lang)
    html.put(_conditions(here), here.lang)
    _map(here)
    html.put(f'<div class="sec halves">{_missing(here)}{_new(here)}</div>', here.lang)


def _hero(here: Here) -> None:
    community = here.store.release.community
    state = next((p.name for p in here.store.places if p.level == "state"), "")
    where = ", ".join(part for part in (community.name, state) if part and part not in community.name.split(", ")[1:])
    whole, number = _whole(here)
    by_race = _by_race(here)
    leads = (f'<p class="lead">{html.amber(whole, number)}</p>' if whole else "") + (
        f'<p class="lead">{esc(by_race)}</p>' if by_race else ""
    )
    html.put(
        f'{html.banner(here.untold())}<div class="hero"><p class="kick">{esc(where)}</p>'
        f"<h1>{esc(here.t('home.question', community=community.name))}</h1>{leads}</div>",
        here.lang,
    )


def _headlines(here: Here) -> list[Measure]:
    """Measures that can answer for the community as a whole, outcomes first."""
    order = {"outcome": 0, "contributing": 1, "system": 2}
    found = [m for m in here.measures.values() if m.kind in order and m.unit == "percent"]
    return sorted(found, key=lambda m: order[m.kind])


def _whole(here: Here) -> tuple[str, str]:
    """The newest answer of the first measure that has one, and whether it clearly moved."""
    for measure in _headlines(here):
        place = facts.home_place(here, measure.id)
        found = facts.fact(here, measure.id, place) if place else None
        if found is None or found.row.status != "published":
            continue
        moved = changes.change(here, found)
        said, direction = _sentence(here, found), "home.moved_" + moved.mark
        told = here.t(direction, reason=moved.reason) if moved.mark in MARKS else moved.said
        return f"{said} {told}", found.text
    return here.t("home.nothing"), ""


def _by_race(here: Here) -> str:
    """The first measure told by race or ethnicity, group by group."""
    for measure in _headlines(here):
        place = facts.home_place(here, measure.id)
        if place is None or "race_ethnicity" not in measure.schemes:
            continue
        for period in reversed(here.store.periods(measure.id)):
            said = facts.by_group(here, measure.id, place, "race_ethnicity", period)
            if said:
                return said
    return here.t("home.no_race")


def _sentence(here: Here, found: facts.Fact) -> str:
    period = int(found.row.period_end)
    return answer.sentence(
        here.store, found.view.measure.id, place=found.place, group="all", period_end=period, lang=here.lang
    )


def _find(here: Here) -> None:
    near = [p.id for p in here.store.places if p.level == "neighborhood"]
    if not near:
        return
    wanted = asked("place")
    if wanted and here.place(wanted) is None:
        here.notice("unknown_place", asked=wanted[:60])
    st.session_state["find"] = wanted if wanted in near else None
    with st.container(key="controls-home", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            here.t("home.find"),
            near,
            key="find",
            format_func=here.name_of,
            placeholder=here.t("home.choose"),
            on_change=_found,
            width=300,
        )
        html.put(html.link(here.t("home.go"), here.link("place"), "btn main"), here.lang, "content")


def _found() -> None:
    if st.session_state["find"]:
        st.query_params["place"] = st.session_state["find"]
    elif "place" in st.query_params:
        del st.query_params["place"]


def _outcomes(here: Here) -> str:
    outcomes = [a for a in AREAS.values() if a.kind == "outcome"]
    items = "".join(_question(here, area) for area in outcomes)
    legend = "".join(f"<li>{html.mark(mark, here.t(f'change.{mark}'))}</li>" for mark in MARKS)
    return (
        f'<div class="sec"><h2>{esc(here.t("home.outcomes", count=here.t(f"home.count_{len(outcomes)}")))}</h2>'
        f'<p class="small">{esc(here.t("home.outcomes_sub"))}</p><ol class="qs">{items}</ol>'
        f'<ul class="leg" aria-label="{esc(here.t("home.legend"))}">{legend}</ul>'
        f'<p class="small">{esc(here.t("facts.clearly"))}</p></div>'
    )


def _conditions(here: Here) -> str:
    """The first areas as questions with answers, as many as a reader bears; the rest as a line of links."""
    around = [a for a in AREAS.values() if a.kind == "context" and _best(here, a)]
    room = QUESTIONS - sum(a.kind == "outcome" for a in AREAS.values())
    items = "".join(_question(here, area) for area in around[:room])
    more = joined([_more(here, area) for area in around[room:]], here.lang)
    also = f'<p class="small">{esc(here.t("home.more"))} {more}.</p>' if more else ""
    return (
        f'<div class="sec"><h2>{esc(here.t("home.conditions"))}</h2>'
        f'<p class="small">{esc(here.t("home.conditions_sub"))}</p><ol class="qs plain">{items}</ol>{also}</div>'
        if around
        else ""
    )


def _more(here: Here, area: Area) -> str:
    return html.link(area.name[here.lang], here.link("outcome", area=area.id))


def _best(here: Here, area: Area) -> Measure | None:
    """The measure that answers for an area: a contributing or system one first, a share before a count."""
    order = {"outcome": 0, "contributing": 1, "system": 2, "context": 3}
    found = [m for m in here.measures.values() if m.area == area.id and facts.home_place(here, m.id)]
    return min(found, key=lambda m: (order[m.kind], m.unit != "percent"), default=None)


def _question(here: Here, area: Area) -> str:
    measure = _best(here, area)
    place = facts.home_place(here, measure.id) if measure else None
    found = facts.fact(here, measure.id, place) if measure and place else None
    stage = f'<div class="age">{esc(area.stage[here.lang])}</div>'
    if measure is None or found is None:
        return _unmeasured(here, area, stage)
    page = "trends" if area.kind == "outcome" else "map"
    address = here.link(page, measure=measure.id, place=asked("place"))
    title = html.link(measure.question[here.lang] if area.kind == "context" else area.question[here.lang], address)
    said = html.bold(answers.sentence(here, found), found.text if found.row.status == "published" else "")
    if found.row.status == "published" and story.is_old(here, int(found.row.period_end)):
        said = f"{said} {esc(here.t('home.old'))}"
    if area.kind == "outcome" and measure.kind != "outcome":
        said = f"{esc(here.t('home.nearest'))} {said}"
    moved = changes.change(here, found) if measure.better else None
    direction = (
        f'{html.mark(moved.mark, moved.word)}<p class="small">{esc(moved.reason)}{_goal(here, measure)}</p>'
        if moved
        else ""
    )
    return (
        f'<li class="q">{stage}<div><h3>{title}</h3><p class="ans">{said}</p>{_behind(here, area)}</div>'
        f'<div class="dir">{direction}</div><div>{_line(here, found)}</div></li>'
    )


def _behind(here: Here, area: Area) -> str:
    """The way from a question to all its measures."""
    count = sum(m.area == area.id for m in here.measures.values())
    words = here.t(f"home.behind_{area.kind}" if count > 1 else "home.behind_one", count=count)
    return f'<p class="small">{html.link(words, here.link("outcome", area=area.id))}</p>'


def _goal(here: Here, measure: Measure) -> str:
    goals = [g for g in here.store.release.goals if g["measure"] == measure.id and g["group"] == "all"]
    if not goals:
        return " " + esc(here.t("home.no_goal"))
    target = numbers.amount(float(goals[0]["target"]), measure.unit, here.lang)
    found = answers.progress(here, measure.id)
    pace = " " + here.t("home.pace", word=found.word.lower()) if found else ""
    if here.store.release.community.made_up:
        return " " + esc(here.t("home.goal_made_up", target=target, by=goals[0]["by"]) + pace)
    return " " + esc(here.t("home.goal", target=target, by=goals[0]["by"], set_by=goals[0]["set_by"]) + pace)


def _line(here: Here, found: facts.Fact) -> str:
    line = found.line()
    if found.view.measure.unit != "percent" or len(line) < 2:
        return f'<p class="small">{esc(here.t("home.one_period"))}</p>' if len(line) == 1 else ""
    return html.spark(line, numbers.percent(line[0][1]).rstrip("%"), numbers.percent(line[-1][1]).rstrip("%"))


def _unmeasured(here: Here, area: Area, stage: str) -> str:
    missing = next((n for n in NOT_YET if n.area == area.id), None)
    why = f'<p class="small">{esc(missing.who[here.lang])}</p>' if missing else ""
    said = missing.why[here.lang] if missing else ""
    title = html.link(area.question[here.lang], here.link("outcome", area=area.id))
    return (
        f'<li class="q">{stage}<div><h3>{title}</h3><p class="ans">{esc(said)}</p></div>'
        f'<div class="dir">{html.mark("cant", here.t("home.not_measured"))}{why}</div><div></div></li>'
    )


def _map(here: Here) -> None:
    store = here.store
    near = [p for p in store.places if p.level == "neighborhood"]
    if not near or MAPPED not in here.measures or "neighborhood" not in store.levels(MAPPED):
        return
    period = max(store.periods(MAPPED, "neighborhood"))
    wanted = asked("place")
    selected = wanted if any(p.id == wanted for p in near) else None
    figure = areas.figure(
        store,
        MAPPED,
        level="neighborhood",
        scheme="all",
        group="all",
        period_end=period,
        lang=here.lang,
        selected=selected,
    )
    html.put(f'<div class="sec"><h2>{esc(here.t("home.map"))}</h2></div>', here.lang)
    left, right = st.columns([7, 5], gap="large")
    with left:
        home = facts.home_place(here, MAPPED) or ""
        found = facts.fact(here, MAPPED, home, period_end=period)
        names = "".join(f"<li>{html.link(p.name, here.link('place', place=p.id))}</li>" for p in near)
        said = _sentence(here, found) if found else ""
        title = "" if figure.title == here.measure(MAPPED).question[here.lang] else f" {caption.stopped(figure.title)}"
        html.put(f'<p class="text">{esc(said + title)}</p><ul class="names">{names}</ul>', here.lang)
    with right:
        html.put(f"<h3>{esc(figure.subtitle)}</h3>", here.lang)
        mapview.draw(here, figure, "home-map", compact=True)
        more = html.link(here.t("home.margins"), here.link("map", measure=MAPPED))
        html.put(f'<p class="note"><b>{esc(here.t("chart.source"))}</b> {esc(figure.source)} {more}</p>', here.lang)


def _missing(here: Here) -> str:
    lines = methods.missing(here, short=True)
    return f"<div><h2>{esc(here.t('home.missing'))}</h2>{html.items(lines)}</div>"


def _new(here: Here) -> str:
    """The newest period of each source, and the day the release was made."""
    store = here.store
    lines = []
    for source_id in dict.fromkeys(m.source for m in here.measures.values()):
        mine = [m for m in here.measures.values() if m.source == source_id]
        newest = max((p for m in mine for p in store.periods(m.id)), default=0)
        named = [m for m in mine if newest in store.periods(m.id)]
        kind = named[0].period if named else "five_years"
        years = numbers.period(numbers.first_year(newest, kind), newest, kind, here.lang)
        names, more = [inside(m.name[here.lang]) for m in named[:NAMED]], len(named) - NAMED
        listed = ", ".join(names) + here.t("home.and_more", count=more) if more > 0 else joined(names, here.lang)
        lines.append(
            f"{esc(SOURCES[source_id].title[here.lang])}, {esc(years)}. <span class='small'>{esc(sentence_case(listed))}.</span>"
        )
    day = numbers.day(store.release.made_at, here.lang)
    lines.append(f"{esc(here.t('home.release_day', day=day))} <span class='small'>{esc(store.release.id)}</span>")
    return f"<div><h2>{esc(here.t('home.new'))}</h2>{html.items(lines)}</div>"


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()
