"""Pickers whose choice stands in the address as a stable id. They sit in the page's body, where a phone shows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from charts import numbers
from charts.words import inside
from indicators.catalog import AREAS, GROUPS
from indicators.measure import Measure
from pages.parts import agreed, facts
from pages.parts.here import Here, asked

FEW = 3  # up to so many choices are buttons side by side; more are a list
SHORT = 34  # letters of all choices together that fit side by side on a phone


@dataclass(frozen=True)
class Choice:
    """One picker: its name in the address, its label, and what can be chosen."""

    name: str
    label: str
    options: Sequence[str]
    show: Callable[[str], str]
    default: str
    label_shown: bool = True
    width: int = 330  # px of a list; a phone gives it less


def pick(here: Here, choice: Choice, drops: tuple[str, ...] = ()) -> str:
    """The chosen id. An unknown one in the address becomes a notice and the default; `drops` leave the address with a change."""
    return _draw(here, choice, _from_address(here, choice), drops)


def _draw(here: Here, choice: Choice, value: str, drops: tuple[str, ...]) -> str:
    key = f"pick-{here.page}-{choice.name}"
    # Written before every drawing, so that the back button and a language switch show what the address says.
    st.session_state[key] = value
    options = list(choice.options)
    common: dict[str, Any] = {
        "key": key,
        "format_func": choice.show,
        "on_change": _write,
        "args": (choice.name, key, drops),
    }
    if len(options) <= FEW and sum(len(choice.show(o)) for o in options) <= SHORT:
        shown: Literal["visible", "collapsed"] = "visible" if choice.label_shown else "collapsed"
        st.segmented_control(choice.label, options, label_visibility=shown, **common)
    else:
        st.selectbox(choice.label, options, width=choice.width, **common)
    return value


def _from_address(here: Here, choice: Choice) -> str:
    wanted = asked(choice.name)
    if wanted is None or wanted in choice.options:
        return wanted or choice.default
    here.notice("unknown", what=choice.label, asked=wanted[:60], shown=choice.show(choice.default))
    return choice.default


def _write(name: str, key: str, drops: tuple[str, ...]) -> None:
    chosen = st.session_state.get(key)
    if chosen is not None:  # a second press on the chosen button takes nothing away
        st.query_params[name] = chosen
    for other in drops:
        if other in st.query_params:
            del st.query_params[other]


def measure(here: Here, options: Sequence[str], wanted: str) -> str:
    """The chosen measure of these; `wanted` is the page's own, where it is among them, else an outcome's headline."""
    show = {m: named(here, m) for m in options}
    headlines = [m for m in options if here.measure(m).kind == "outcome"]
    default = wanted if wanted in options else (headlines or list(options))[0]
    choice = Choice("measure", here.t("controls.measure"), options, show.__getitem__, default, width=480)
    drops = ("level", "scheme", "group", "period", "reference")
    other = asked("measure")
    if other in options or other not in here.store.measures:
        return pick(here, choice, drops)
    shown = inside(here.measure(default).name[here.lang])
    if said := agreed.gone(here, str(other)):
        here.notice("agreement", said=said, shown=shown)
        return _draw(here, choice, default, drops)
    why = "no_rows" if other not in here.measures else "not_by_group" if facts.places_of(here, other) else "no_place"
    here.notice(why, measure=here.measure(str(other)).name[here.lang], shown=shown)
    return _draw(here, choice, default, drops)


def named(here: Here, measure_id: str) -> str:
    """The measure with its area, so that typing either finds it in a long list."""
    found = here.measure(measure_id)
    return f"{found.name[here.lang]} · {AREAS[found.area].name[here.lang]}"


def level(here: Here, options: Sequence[str], drops: tuple[str, ...] = ("period",)) -> str:
    """The chosen geography level; `drops` leave the address with a change."""
    words = {lv: here.t(f"level.{lv}") for lv in options}
    default = "neighborhood" if "neighborhood" in options else options[0]
    return pick(here, Choice("level", here.t("controls.level"), options, words.__getitem__, default), drops)


def scheme(here: Here, subject: Measure, options: Sequence[str], default: str) -> str:
    """The chosen way to split people, or households where the measure counts those."""
    show = {s: GROUPS[s].name[here.lang] for s in options}
    if "all" in show and subject.people["en"] == "households":
        show["all"] = here.t("controls.all_of", people=subject.people[here.lang])
    # As wide as what is left beside measure and place on a laptop.
    choice = Choice("scheme", here.t("controls.scheme"), options, show.__getitem__, default, width=300)
    return pick(here, choice, ("group", "reference"))


def group(here: Here, scheme_id: str, options: Sequence[str], wanted: str) -> str:
    """The chosen group of a scheme; `wanted` before anyone chooses, where it is among them."""
    show = {g: GROUPS[scheme_id if g != "all" else "all"].group(g).name[here.lang] for g in options}
    default = wanted if wanted in options else options[0]
    return pick(here, Choice("group", here.t("controls.group"), options, show.__getitem__, default))


def period(here: Here, measure_id: str, options: Sequence[int]) -> int:
    """The chosen period by its last year; the newest unless the address says otherwise."""
    kind = here.measure(measure_id).period
    start = {p: numbers.first_year(p, kind) for p in options}
    show = {str(p): numbers.period_short(start[p], p, kind, here.lang) for p in options}
    newest_first = [str(p) for p in sorted(options, reverse=True)]
    return int(pick(here, Choice("period", here.t("controls.period"), newest_first, show.__getitem__, newest_first[0])))


def place(here: Here, options: Sequence[str], default: str, subject: str) -> str:
    """The chosen place among those with a number for the subject; another known place gives way, and a notice says why."""
    choice = Choice("place", here.t("controls.place"), options, here.name_of, default)
    wanted = asked("place")
    if wanted and wanted not in options and here.place(wanted):
        here.notice("not_here", place=here.name_of(wanted), subject=subject, shown=here.name_of(default))
        return _draw(here, choice, default, ())
    return pick(here, choice)
