"""The words around a figure: subtitle, notes, source, citation, who is hidden, and what stands in for the picture."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from charts import numbers
from charts.figure import Axis, Figure, Goal, Kind, Point, Series, StatusLine
from charts.tokens import STATUS_ORDER
from charts.view import View
from charts.words import JOINER, joined, sentence_case, status_word, t
from indicators.catalog import GROUPS, SOURCES, is_pool, named_inside, records, variables
from indicators.measure import Reach

Form = TypeVar("Form", bound=Figure)
_LONGEST = 140  # characters of a file's name
_ELIGIBLE = "acs5"  # the survey whose lines a program's reach is of


@dataclass(frozen=True)
class Heading:
    """What stands over a figure. Without a finding as title, the question is; `parts` follow the measure's subtitle.

    `group` is the full name among the parts of groups that stand together, and its short form for a file's name.
    """

    kind: Kind
    title: str | None
    place: str
    parts: tuple[str, ...]
    years: str
    group: tuple[str, str] = ("", "")

    def of_file(self) -> list[str]:
        """The parts as a file's name has them."""
        whole, short = self.group
        return [short if part == whole else part for part in self.parts]


def begun(form: type[Form], view: View, heading: Heading) -> Form:
    """A figure with all its words and nothing drawn yet: title, source, citation, mark, and that a place is made up."""
    lang, release = view.lang, view.store.release
    question, source = view.measure.question[lang], source_line(view, heading.years)
    place = release.community.name
    cited = {"question": question, "place": heading.place, "release": release.id, "source": source}
    return form(
        kind=heading.kind,
        name=file_name(place, view.measure.name[lang], *heading.of_file()),
        lang=lang,
        measure=view.measure.id,
        title=heading.title or question,
        subtitle=", ".join([view.measure.subtitle[lang], *(p for p in heading.parts if p)]),
        axis=Axis(view.measure.unit, 0, 1, (0, 1), ""),
        rows=(),
        alt="",
        notes=(),
        source=source,
        citation=t("chart.citation", lang, **cited),
        mark=t("chart.mark", lang, place=place, day=release.made_at[:10]),
        made_up=t("chart.made_up", lang, place=place) if release.community.made_up else "",
        no_file="" if view.store.downloadable(view.measure.id) else t("agreed.no_file", lang),
    )


def file_name(*words: str) -> str:
    """A name that any disk takes, of words in the reader's language: plain letters, digits and hyphens.

    Where it is too long, the longest words lose their ends, so that level and period still tell two files apart.
    """
    parts = [part for word in dict.fromkeys(words) if (part := _plain(word))]
    while len("-".join(["flashlight", *parts])) > _LONGEST:
        longest = max(range(len(parts)), key=lambda position: len(parts[position]))
        parts[longest] = parts[longest][:-1]
    return "-".join(["flashlight", *(part.strip("-") for part in parts)])


def _plain(words: str) -> str:
    kept = "".join(c for c in unicodedata.normalize("NFKD", words.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", kept.replace(JOINER, "")).strip("-")


def pool_names(view: View, scheme: str, group: str) -> tuple[str, str]:
    """The full and the short name of groups that stand together, as a heading takes them; blank for a single group."""
    return (view.group_inside(scheme, group), view.group_short(scheme, group)) if is_pool(group) else ("", "")


def source_line(view: View, periods: str) -> str:
    """Publisher, product, years, tables and the day it was retrieved; of a program's reach the partners and the survey."""
    lang = view.lang
    publisher = SOURCES[view.measure.source].citation[lang]
    if partners := view.store.partners(view.measure.id):
        publisher += f": {joined(partners, lang)}"
    if view.store.release.community.made_up:
        publisher = t("chart.source_made_up", lang, publisher=publisher)
    tables = source_tables(view)
    listed = t("chart.table" if len(tables) == 1 else "chart.tables", lang, tables=", ".join(tables)) if tables else ""
    if isinstance(view.measure.formula, Reach):
        eligible = ", ".join(p for p in (SOURCES[_ELIGIBLE].citation[lang], listed) if p)
        listed = t("chart.source_eligible", lang, eligible=eligible)
        line = f"{', '.join(p for p in (publisher, periods) if p)}; {listed}."
    else:
        line = ", ".join(p for p in (publisher, periods, listed) if p) + "."
    retrieved = view.store.provenance(view.measure.id)["retrieved_at"].dropna()
    if len(retrieved):
        line += " " + t("chart.retrieved", lang, day=numbers.day(str(max(retrieved)), lang))
    return line


def source_tables(view: View) -> list[str]:
    """The census tables behind the measure, such as C17002; none for a source without tables."""
    return sorted({v.split("_")[0] for v in set(variables(view.measure)) - set(records(view.measure))})


def by_scheme(view: View, scheme: str) -> str:
    """By race or ethnicity."""
    name = GROUPS[scheme].name[view.lang]
    return t("chart.by", view.lang, scheme=name[:1].lower() + name[1:])


_NOTES = {"survey": "chart.note_survey", "records": "chart.note_count", "public": "chart.note_public"}


def standing_notes(view: View, scheme: str, groups: Iterable[str] = ()) -> list[str]:
    """Notes that hold for every figure of the measure with these groups; small ones that stand together are explained first."""
    lang, measure = view.lang, view.measure
    served = isinstance(measure.formula, Reach)  # counted people, of a survey's estimate of people
    together = t("chart.note_pool", lang) if any(map(is_pool, groups)) else ""
    notes = [
        together,
        measure.notes[lang],
        t("chart.note_reach" if served else _NOTES[SOURCES[measure.source].kind], lang),
    ]
    if years := view.store.release.pooled.get(measure.id):
        notes.append(t("chart.note_pooled", lang, years=years))
    if scheme != "all":
        notes.append(GROUPS[scheme].note[lang])
    return [n for n in notes if n]


def picture_notes(view: View) -> list[str]:
    """Notes that speak of marks only, and mean nothing beside bare numbers."""
    return [t("chart.note_whiskers", view.lang)] if SOURCES[view.measure.source].survey else []


def short_notes(view: View, level: str, groups: Iterable[str] = (), *, tested: bool) -> tuple[str, ...]:
    """What an image with little room still says: the margin, what "clearly" means, how neighborhoods are made, and of which groups."""
    lang, survey = view.lang, SOURCES[view.measure.source].survey
    said = {
        "chart.short_margin": survey,
        "chart.short_test": tested,
        "map.short_weights": survey and level == "neighborhood",
        "chart.short_pool": any(map(is_pool, groups)),
    }
    return tuple(t(key, lang) for key, holds in said.items() if holds)


def goal_note(view: View, found: Goal) -> str:
    """The goal and who set it; a made-up place's goal is said to be made up, since nobody set it."""
    if view.store.release.community.made_up:
        return t("chart.note_goal_made_up", view.lang, goal=found.text)
    return t("chart.note_goal", view.lang, goal=found.text, set_by=found.set_by)


def goal(view: View, group: str = "all") -> Goal | None:
    """The community's goal for the measure and group, if it set one."""
    for entry in view.store.release.goals:
        if entry["measure"] == view.measure.id and entry["group"] == group:
            value = numbers.amount(float(entry["target"]), view.measure.unit, view.lang)
            words = f"{value} {t('chart.goal_by', view.lang, year=entry['by'])}"
            label = t("chart.goal_label", view.lang, goal=words)
            return Goal(float(entry["target"]), words, str(entry["set_by"]), label)
    return None


def status_lines(series: Sequence[Series], periods: int, lang: str) -> tuple[StatusLine, ...]:
    """Who is hidden, missing or only a range, by status; periods are named where only some are touched."""
    lines: list[StatusLine] = []
    for status in STATUS_ORDER:
        touched = [(s, [p for p in s.points if p.status == status]) for s in series]
        touched = [(s, points) for s, points in touched if points]
        if not touched:
            continue
        if status == "range":
            lines += [_range_line(s, periods, lang) for s, _ in touched]
            continue
        words = sentence_case("; ".join(_listed_who(touched, periods, lang)))
        if status == "not_available" and _total_withheld(touched, series):
            words += f". {t('chart.no_total', lang)}"
        lines.append(StatusLine(status, status_word(status, lang), words))
    return tuple(lines)


def _total_withheld(touched: Sequence[tuple[Series, list[Point]]], series: Sequence[Series]) -> bool:
    """Whether Everyone is missing while groups are withheld: a total would give a withheld group away."""
    everyone = any(s.id == "all" and s.ink == "all" and len(points) == len(s.points) for s, points in touched)
    return everyone and any(p.status in ("suppressed", "range") for s in series for p in s.points)


def _listed_who(touched: Sequence[tuple[Series, list[Point]]], periods: int, lang: str) -> list[str]:
    """Single groups first, then each that stands for several, which would be lost among them."""
    single = [_who(s, points, periods, lang) for s, points in touched if not is_pool(s.id)]
    pools = [_who(s, points, periods, lang) for s, points in touched if is_pool(s.id)]
    named = [(t("format.together", lang, names=names), years) for names, years in pools]
    return [*_merged(single, lang), *(words for one in named for words in _merged([one], lang))]


def _who(series: Series, touched: list[Point], periods: int, lang: str) -> tuple[str, str]:
    name = series.name if series.ink.startswith("place:") else named_inside(series.id, series.name, lang)
    return name, "" if len(touched) >= periods else _listed(touched, lang)


def _merged(who: list[tuple[str, str]], lang: str) -> list[str]:
    """Groups with the same years share one bracket."""
    by_years: dict[str, list[str]] = {}
    for name, years in who:
        by_years.setdefault(years, []).append(name)
    return [
        t("format.with_period", lang, words=joined(names, lang), periods=years) if years else joined(names, lang)
        for years, names in by_years.items()
    ]


def _listed(points: Sequence[Point], lang: str) -> str:
    """Periods in words; "class of" stands before the first only."""
    first, *others = points
    if len(points) > 3:
        return t("chart.some_periods", lang, count=len(points), first=first.period, last=_bare(points[-1]))
    return joined([first.period, *(_bare(p) for p in others)], lang)


def _bare(point: Point) -> str:
    return point.period if point.period[:1].isdigit() else str(point.x)


def _range_line(series: Series, periods: int, lang: str) -> StatusLine:
    points = [p for p in series.points if p.ranged]
    newest = points[-1]
    words = newest.text if periods == 1 else t("format.with_period", lang, words=newest.text, periods=newest.period)
    if len(points) > 1:
        before = joined([_bare(p) for p in points[:-1]], lang)
        words = t("chart.range_before", lang, words=words, periods=before)
    return StatusLine("range", status_word("range", lang), f"{series.name}, {words}", series.ink)


def alternative(kind: str, title: str, series: Sequence[Series], lines: Sequence[StatusLine], lang: str) -> str:
    """What a reader hears instead of the picture: title, first and last value of each line, and who is hidden."""
    spoken = [_spoken(s, lang) for s in series if s.published()]
    hidden = [t("chart.alt_hidden", lang, word=line.word, who=line.text) for line in lines]
    words = t(f"chart.alt_{kind}", lang, title=stopped(title), series=" ".join([*spoken, *hidden]))
    return sentence_case(words).strip()


def stopped(words: str) -> str:
    """The words with a full stop, unless they end with a sign of their own."""
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _spoken(series: Series, lang: str) -> str:
    points = series.published()
    first, last = points[0], points[-1]
    words = {"name": series.name, "first": first.text, "first_period": first.period}
    if len(points) == 1:
        return t("chart.alt_one", lang, **words)
    return t("chart.alt_series", lang, **words, last=last.text, last_period=last.period)
