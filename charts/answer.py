"""The answer in one or two sentences, from the measure's own template, for every status a number can have."""

from typing import Any

from charts import numbers
from charts.difference import differs
from charts.findings import COUNTS
from charts.trend import scheme_of
from charts.view import View, records
from charts.words import sentence_case, t
from indicators.catalog import GROUPS, is_pool, members, phrase
from indicators.store import Store


def sentence(store: Store, measure_id: str, *, place: str, group: str, period_end: int, lang: str) -> str:
    """What the number says; where there is none, why. A share is also said as people say it: about 1 in 4."""
    view = View.of(store, measure_id, lang)
    row = _row(view, place, group, period_end)
    if row is None and _one_by_one(view, place, group, period_end):
        return t("answer.one_by_one", lang, place=view.place_name(place))
    if row is None:
        return t("answer.not_available", lang, **_about(view, place, group, period_end))
    if row.status == "published":
        return told(view, row, group)
    words = _about(view, place, group, period_end, row)
    if row.status == "range":
        return t("answer.range", lang, value=view.text(row), **words)
    if row.status == "too_uncertain" and numbers.known(row.denominator):
        people = numbers.amount(row.denominator, "people", lang, row.denominator)
        return t("answer.too_uncertain_people", lang, people=people, **words)
    return t(f"answer.{row.status}", lang, **words)


def comparison(
    store: Store, measure_id: str, *, place: str, group: str, period_end: int, lang: str, other: str = "city"
) -> str:
    """How the place compares with another at 90 %: "not clearly different from the city". "" for counts and where either has no number."""
    view = View.of(store, measure_id, lang)
    row, reference = _row(view, place, group, period_end), _row(view, other, group, period_end)
    if place == other or row is None or reference is None or view.measure.unit in COUNTS:
        return ""
    if row.status != "published" or reference.status != "published":
        return ""
    answer = differs(row, reference)
    name = t("map.the_city", lang) if other == "city" else reference.name
    if answer is None:
        return t("chart.cannot_compare", lang, reference=name)
    if not answer:
        return t("chart.not_clear", lang, reference=name)
    return t("chart.above" if row.value > reference.value else "chart.below", lang, reference=name)


def _row(view: View, place: str, group: str, period_end: int) -> Any | None:
    scheme = scheme_of(view, group)
    if view.place(place) is None:
        return None
    rows = records(view.of_place(place, {scheme}))
    return next((r for r in rows if r.group == group and r.period_end == period_end), None)


def _one_by_one(view: View, place: str, group: str, period_end: int) -> bool:
    """Whether groups that stand together elsewhere have numbers or marks of their own in this place."""
    return is_pool(group) and any(_row(view, place, one, period_end) is not None for one in members(group))


def told(view: View, row: Any, group: str) -> str:
    """The measure's own sentence about a published row of any area; a share is also said as people say it."""
    lang, measure = view.lang, view.measure
    template = (measure.sentence if group == "all" else measure.group_sentence)[lang]
    point = view.point(row)
    between = ""
    if numbers.known(point.low) and row.moe > 0:
        between = numbers.between(point.low, point.high, measure.unit, lang, row.moe)
    else:
        template = template.replace(" ({between})", "")
    words = template.format(
        place=row.name,
        value=view.text(row),
        between=between,
        period=view.period(row),
        group=_phrase(view, group),
    )
    return " ".join([sentence_case(words), _also(view, row)]).strip()


def _also(view: View, row: Any) -> str:
    """A share once more as people say it; a program's reach with the people behind it, since a percent alone hides how many."""
    lang = view.lang
    if view.measure.formula.kind == "reach":
        eligible = numbers.amount(row.denominator, "people", lang, row.denominator_moe)
        return t("answer.reach", lang, served=numbers.amount(row.numerator, "people", lang), eligible=eligible)
    about = numbers.spoken(row.value, lang) if view.measure.unit == "percent" and 0 < row.value < 100 else ""
    return t("answer.spoken", lang, about=about) if about else ""


def _phrase(view: View, group: str) -> str:
    people = view.measure.people[view.lang]
    if group == "all":
        return people
    scheme = next((s for s in GROUPS if GROUPS[s].has(group)), "")
    return phrase(scheme, group, view.measure.people, "es" if view.lang == "es" else "en") if scheme else people


def _about(view: View, place: str, group: str, period_end: int, row: Any | None = None) -> dict[str, str]:
    """Place, group and period for the sentences about a number that is not there."""
    kind, lang = view.measure.period, view.lang
    start = row.period_start if row is not None else numbers.first_year(period_end, kind)
    years = numbers.years(start, period_end, kind)
    return {
        "place": view.place_name(place),
        "group": t("answer.everyone", lang) if group == "all" else _phrase(view, group),
        "period": t(f"format.in_{kind}", lang, years=years),
    }
