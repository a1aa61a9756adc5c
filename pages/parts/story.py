"""What stands around the chart of every measure page: question, answer, notices, and what to do with it."""

from collections.abc import Sequence

import streamlit as st

from charts import answer, numbers
from indicators.catalog import AREAS, SOURCES
from pages.parts import agreed, facts, html
from pages.parts.here import Here
from pages.parts.html import esc

STALE_AFTER = 3  # years between the newest number and the release
NEXT = 3  # questions to ask next


def head(here: Here, measure_id: str, sentences: Sequence[str], number: str = "") -> None:
    """Where we are, the question, the answer with its amber number, and what has to be said before the chart."""
    measure = here.measure(measure_id)
    here.notices += [said for said in (agreed.ended(here, measure_id),) if said and said not in here.notices]
    crumb = f'<p class="crumb">{html.link(here.t("nav.home"), here.link("home"))} / {esc(AREAS[measure.area].name[here.lang])}</p>'
    leads = "".join(
        f'<p class="lead">{html.amber(s, number) if i == 0 else esc(s)}</p>' for i, s in enumerate(sentences) if s
    )
    html.put(
        f'<div class="sec first of-{here.page}">{crumb}<h1>{esc(measure.question[here.lang])}</h1>'
        f'<div role="status" class="answers">{leads}</div></div>{html.banner(here.untold())}',
        here.lang,
    )


def answers(here: Here, measure_id: str, place: str, group: str, period_end: int) -> tuple[list[str], str]:
    """Sentences about the community first, then about the chosen place beside it; and the number that answers."""

    def told(where: str) -> str:
        return answer.sentence(here.store, measure_id, place=where, group=group, period_end=period_end, lang=here.lang)

    home = facts.home_place(here, measure_id) or place
    if not home:  # told for areas only, none of which has a page: the figure and its title answer
        return [], ""
    found = facts.fact(here, measure_id, home, group, period_end)
    if group == "all" and facts.is_whole(here.measure(measure_id)):
        return [_parts(here, measure_id, place, period_end)], ""
    groups_only = facts.instead(here, found) if group == "all" and found is not None else ""
    sentences = [groups_only or told(home)]
    if place != home:
        sentences.append(_beside(here, told(place), measure_id, place, group, period_end))
    return sentences, found.text if found and found.row.status == "published" else ""


def _parts(here: Here, measure_id: str, place: str, period_end: int) -> str:
    """Every group's part, where everyone is the whole; a place without a number says so."""
    said = (facts.by_group(here, measure_id, place, s, period_end) for s in here.measure(measure_id).schemes)
    alone = {"place": place, "group": "all", "period_end": period_end, "lang": here.lang}
    return next((words for words in said if words), "") or answer.sentence(here.store, measure_id, **alone)


def _beside(here: Here, said: str, measure_id: str, place: str, group: str, period_end: int) -> str:
    compared = answer.comparison(
        here.store, measure_id, place=place, group=group, period_end=period_end, lang=here.lang
    )
    return said + (" " + here.t("answer.compared", comparison=compared) if compared else "")


def is_old(here: Here, period_end: int) -> bool:
    """Whether a number was old when the release was made."""
    return int(here.store.release.made_at[:4]) - period_end > STALE_AFTER


def stale(here: Here, measure_id: str) -> None:
    """Say that the newest number is old, where it is."""
    periods = here.store.periods(measure_id)
    if periods and is_old(here, max(periods)):
        home = facts.home_place(here, measure_id)
        found = facts.fact(here, measure_id, home) if home else None
        if found is not None:
            the_class = here.measure(measure_id).period == "class_of"
            period = here.t("story.the_class", years=found.row.period_end) if the_class else found.period
            said = here.t("answer.newer", period=period)
            here.notices += [] if said in here.notices else [said]


def about(here: Here, measure_id: str) -> None:
    """Why it matters, what it cannot tell, who can act, what can be done, and what to ask next."""
    measure, lang = here.measure(measure_id), here.lang

    def part(key: str, text: str) -> str:
        return f'<div><h2>{esc(here.t(f"story.{key}"))}</h2><p class="text">{esc(text)}</p></div>'

    pairs = (
        (("why", measure.why[lang]), ("who_can_act", measure.who_can_act[lang])),
        (("cannot_tell", measure.cannot_tell[lang]), ("what_can_be_done", measure.what_can_be_done[lang])),
    )
    body = _notes(here, measure_id)
    body += "".join(f'<div class="sec two">{part(*left)}{part(*right)}</div>' for left, right in pairs)
    html.put(
        f'<div id="about">{body}</div><div class="sec">{_definition(here, measure_id)}{_next(here, measure_id)}</div>',
        lang,
    )


def _notes(here: Here, measure_id: str) -> str:
    """What the community says stands behind the curve, oldest first, each with its day and who signs it."""
    mine = [note for note in here.store.release.notes if note["measure"] == measure_id]
    if not mine:
        return ""
    at = ("en", "es").index(here.lang)
    lines = [
        f"<b>{esc(numbers.day(note['day'], here.lang))}.</b> {esc(note['text'][at])} "
        f"<span class='small'>{esc(note['signed'])}</span>"
        for note in mine
    ]
    return f'<div class="sec"><h2>{esc(here.t("story.behind"))}</h2>{html.items(lines)}</div>'


def _definition(here: Here, measure_id: str) -> str:
    measure, lang = here.measure(measure_id), here.lang
    source = SOURCES[measure.source]
    lines = (
        f"<b>{esc(here.t('story.universe'))}</b> {esc(measure.universe[lang])}. ",
        f"<b>{esc(here.t('story.cadence'))}</b> {esc(source.cadence[lang])}. ",
        f"<b>{esc(here.t('story.reviewed'))}</b> {esc(numbers.day(measure.reviewed, lang))}. ",
        html.link(here.t("story.methods"), here.link("methods", measure=measure_id)),
        f". {html.link(here.t('footer.privacy'), here.link('privacy'))}" if source.records else "",
    )
    return f'<p class="note">{"".join(lines)}</p>'


def _next(here: Here, measure_id: str) -> str:
    order = list(here.measures.values())
    own = next(i for i, m in enumerate(order) if m.id == measure_id)
    others = [m for m in order[own + 1 :] + order[:own] if m.level != "program"][:NEXT]
    lines = [html.link(m.question[here.lang], here.link("map", measure=m.id)) for m in others]
    return f'<h2 style="margin-top:28px">{esc(here.t("story.next"))}</h2>{html.items(lines)}'


def status(words: str, lang: str) -> None:
    """Announce a change to those who listen."""
    st.html(f'<p class="said" role="status" lang="{esc(lang)}">{esc(words)}</p>')
