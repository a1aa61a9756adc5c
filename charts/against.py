"""Groups beside a reference a reader picks: words of difference for each, and in one sentence how far they lie from it together."""

import math
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from charts import caption, numbers
from charts.difference import estimate
from charts.findings import COUNTS
from charts.view import View, records
from charts.words import joined, sentence_case, t
from indicators import disparity
from indicators.catalog import display_order, phrase
from indicators.comparison import CORRECTION, REASONS, WORDS, Comparison, Estimate, with_reference

EVERYONE, GOAL = "all", "goal"
OVERLAPPING = frozenset({"race_alone", "race_ethnicity_by_sex"})  # schemes in which one person can be in two groups


@dataclass(frozen=True)
class Told:
    """One group: its number, the word of difference, and how large the difference is or why there is none."""

    group: str
    name: str
    text: str
    word: str
    detail: str


@dataclass(frozen=True)
class Against:
    """Every group of a scheme in one place and period beside the reference."""

    reference: str
    name: str
    text: str
    rows: tuple[Told, ...]
    summary: tuple[str, ...]  # the index of disparity and what it means; empty where it cannot be made
    notes: tuple[str, ...]


def references(view: View, place: str, scheme: str, period_end: int) -> dict[str, str]:
    """What groups can be held beside, by id: everyone, a goal if the community set one, then the groups with a number."""
    found = {EVERYONE: view.group_name("all", "all")}
    goal = caption.goal(view)
    if goal is not None:
        found[GOAL] = t("against.goal", view.lang, goal=goal.text)
    rows = _rows(view, place, scheme, period_end)
    return found | {g: view.group_name(scheme, g) for g, r in rows.items() if g != EVERYONE and r.status == "published"}


def first(view: View, options: Container[str], place: str, period_end: int) -> str:
    """Everyone; the goal where everyone has no number and a community set one. Never one of the groups."""
    everyone = (r for r in records(view.of_place(place, {"all"})) if r.period_end == period_end)
    known = any(r.status == "published" for r in everyone)
    return GOAL if not known and GOAL in options else EVERYONE


def against(view: View, place: str, scheme: str, period_end: int, reference: str) -> Against:
    """The groups beside the reference, one of `references`."""
    rows = _rows(view, place, scheme, period_end)
    known = {g: estimate(r, view.measure.period) for g, r in rows.items()}
    goal = caption.goal(view)
    yard = Estimate(goal.value, 0.0, 0, 0) if reference == GOAL and goal is not None else known.get(reference)
    groups = {g: e for g, e in known.items() if g not in (EVERYONE, reference)}
    goal_alone = sentence_case(t("against.of_goal", view.lang))  # its number follows the name
    name = goal_alone if reference == GOAL else references(view, place, scheme, period_end)[reference]
    compared = {} if yard is None else with_reference(groups, yard)
    tested = sum(c.word != "not_compared" for c in compared.values())
    return Against(
        reference=reference,
        name=name,
        text=goal.text if reference == GOAL and goal else view.text(rows[reference]) if reference in rows else "",
        rows=tuple(_told(view, (scheme, g), rows[g], compared.get(g), yard) for g in groups),
        summary=tuple(_summary(view, scheme, known, reference, yard)),
        notes=tuple(_notes(view, scheme, tested)),
    )


def _rows(view: View, place: str, scheme: str, period_end: int) -> dict[str, Any]:
    """The rows of everyone and of each group at the period, in display order."""
    found = {r.group: r for r in records(view.of_place(place, {"all", scheme})) if r.period_end == period_end}
    return {g: found[g] for g in display_order(scheme, found) if g in found}


def _told(view: View, named: tuple[str, str], row: Any, compared: Comparison | None, yard: Estimate | None) -> Told:
    scheme, group = named
    name, text = view.group_name(scheme, group), view.text(row)
    if compared is None or compared.word == "not_compared":
        if yard is not None and compared is not None and compared.reason == "no_margin":
            return Told(group, name, text, sentence_case(WORDS["not_compared"][view.lang]), _untested(view, row, yard))
        why = REASONS[compared.reason if compared and compared.reason else "no_number"][view.lang]
        why = t("against.range", view.lang) if row.status == "range" else why
        return Told(group, name, text, sentence_case(WORDS["not_compared"][view.lang]), why)
    if compared.word == "not_clearly_different":
        return Told(group, name, text, sentence_case(WORDS["not_clearly_different"][view.lang]), "")
    way = "higher" if compared.difference > 0 else "lower"
    return Told(group, name, text, t(f"page_place.{way}", view.lang), _apart(view, compared))


def _untested(view: View, row: Any, yard: Estimate) -> str:
    """How far a number lies from the reference where nothing tells how exact it is, so that no word of difference is claimed."""
    key = "against.untested_above" if row.value > yard.value else "against.untested_below"
    apart = abs(row.value - yard.value)
    points = numbers.bare(apart, "people") if view.measure.unit == "percent" else ""
    size = (
        t("against.points", view.lang, value=points, margin="").strip()
        if points
        else numbers.amount(apart, view.measure.unit, view.lang)
    )
    return t(key, view.lang, size=size)


def _apart(view: View, compared: Comparison) -> str:
    """So many points apart, with the margin of that."""
    unit, size = view.measure.unit, abs(compared.difference)
    margin = numbers.margin(compared.moe, unit) if compared.moe > 0 else ""
    if unit == "percent":
        return t("against.points", view.lang, value=numbers.bare(size, "people"), margin=margin).strip()
    return f"{numbers.amount(size, unit, view.lang, compared.moe)} {margin}".strip()


def _summary(view: View, scheme: str, known: dict[str, Estimate], reference: str, yard: Estimate | None) -> list[str]:
    """The index of disparity in words; nothing of counts, which differ because groups differ in size."""
    if view.measure.unit in COUNTS or scheme == "all":
        return []
    found = _index({g: e for g, e in known.items() if g != EVERYONE}, reference, yard)
    if found is None:
        return [t("against.no_index", view.lang)]
    figures = {"index": numbers.percent(found.index), "margin": numbers.margin(found.moe, "percent")}
    whom = (
        t(f"against.of_{reference}", view.lang) if reference in (EVERYONE, GOAL) else _people(view, scheme, reference)
    )
    said = [t("against.index", view.lang, reference=whom, **figures)]
    said.append(t("against.clear" if found.clear else "against.by_chance", view.lang))
    left = [view.group_inside(scheme, g) for g in found.left_out]
    return said + ([t("against.left_out", view.lang, groups=joined(left, view.lang))] if left else [])


def _index(groups: dict[str, Estimate], reference: str, yard: Estimate | None) -> disparity.Disparity | None:
    if yard is None or math.isnan(yard.value):
        return None
    if reference == EVERYONE:
        return disparity.of_everyone(groups, yard)
    return disparity.of_goal(groups, yard.value) if reference == GOAL else disparity.of_group(groups, reference)


def _people(view: View, scheme: str, group: str) -> str:
    return phrase(scheme, group, view.measure.people, "es" if view.lang == "es" else "en")


def _notes(view: View, scheme: str, tested: int) -> list[str]:
    notes = [CORRECTION[view.lang]] if tested > 1 else []
    if scheme in OVERLAPPING:
        notes.append(t("against.overlap", view.lang))
    return notes
