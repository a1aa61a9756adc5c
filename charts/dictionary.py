"""The data dictionary: each measure's entry in words, as a page shows it and as files for people and programs."""

import csv as writers
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from charts import numbers
from charts.download import safe
from charts.words import t
from indicators.catalog import AREAS, GROUPS, SOURCES, variables
from indicators.measure import Adjusted, Count, Lines, Measure, Median, Ratio, Reach, Reported, Share
from indicators.prices import INDEX
from indicators.store import Store

FIELDS = (
    *("id", "name", "area", "kind", "question", "universe", "formula", "lines", "unit", "better", "source", "period"),
    *("levels", "groups", "cannot_tell", "notes", "breaks", "reviewed", "has"),
)


def entry(store: Store, measure: Measure, lang: str) -> dict[str, str]:
    """Every field of a measure's entry in words; FIELDS in their order, empty where a measure has nothing to say."""
    source = SOURCES[measure.source]
    return {
        "id": measure.id,
        "name": measure.name[lang],
        "area": AREAS[measure.area].name[lang],
        "kind": t(f"page_dictionary.kind_{measure.kind}", lang),
        "question": measure.question[lang],
        "universe": measure.universe[lang],
        "formula": made(store, measure, lang),
        "lines": ", ".join(variables(measure)),
        "unit": t(f"page_dictionary.unit_{measure.unit}", lang),
        "better": t(f"page_dictionary.better_{measure.better or 'none'}", lang),
        "source": f"{source.publisher[lang]}: {source.title[lang]}",
        "period": t(f"page_dictionary.period_{measure.period}", lang),
        "levels": ", ".join(t(f"level.{level}", lang) for level in measure.levels),
        "groups": ", ".join(GROUPS[s].name[lang] for s in measure.schemes) or t("page_dictionary.everyone_only", lang),
        "cannot_tell": measure.cannot_tell[lang],
        "notes": measure.notes[lang],
        "breaks": " ".join(f"{b.period_end}: {b.why[lang]}" for b in measure.series_breaks),
        "reviewed": numbers.day(measure.reviewed, lang),
        "has": _has(store, measure, lang),
    }


def made(store: Store, measure: Measure, lang: str) -> str:
    """The formula for everyone in words, with the lines of tables it adds up."""
    formula = measure.formula
    if isinstance(formula, Count):
        return t("page_dictionary.made_count", lang, part=_sum(formula.groups, lang))
    if isinstance(formula, Share | Ratio):
        per = {"per": f"{formula.per:,}"} if isinstance(formula, Ratio) else {}
        parts = {"part": _sum(formula.numerator, lang), "whole": _sum(formula.denominator, lang)}
        return t(f"page_dictionary.made_{formula.kind}", lang, **parts, **per)
    if isinstance(formula, Reach):
        return t("page_dictionary.made_reach", lang, part=formula.served, whole=_sum(formula.eligible, lang))
    if isinstance(formula, Adjusted):
        of = store.measures[formula.of].name[lang] if formula.of in store.measures else formula.of
        return t("page_dictionary.made_adjusted", lang, of=of, year=formula.year, index=INDEX)
    return _told(formula, lang)


def _told(formula: Median | Reported, lang: str) -> str:
    if isinstance(formula, Median):
        return t("page_dictionary.made_median", lang, part=formula.variable)
    return t("page_dictionary.made_reported", lang, part=formula.value)


def _sum(part: dict[str, dict[str, Lines]], lang: str) -> str:
    """The lines of everyone; of a measure without everyone, of all its groups."""
    one = next(iter(part.get("all", {}).values()), None)
    found = [one] if one else [lines for groups in part.values() for lines in groups.values()]
    plus, minus = _named(v for x in found for v in x.plus), _named(v for x in found for v in x.minus)
    return t("page_dictionary.less", lang, plus=plus, minus=minus) if minus else plus


def _named(lines: Iterable[str]) -> str:
    """Lines of one table share its name: B17001_002 and 003."""
    tables: dict[str, list[str]] = {}
    for line in dict.fromkeys(lines):
        table, _, number = line.rpartition("_")
        tables.setdefault(table, []).append(number)
    return ", ".join(f"{table}_{', '.join(found)}" for table, found in tables.items())


def _has(store: Store, measure: Measure, lang: str) -> str:
    """First and last period with rows in the release, or that there is none."""
    periods = store.periods(measure.id)
    if not periods:
        return t("page_dictionary.none", lang)
    said = [numbers.years(numbers.first_year(p, measure.period), p, measure.period) for p in (periods[0], periods[-1])]
    return said[0] if periods[0] == periods[-1] else t("format.to", lang, first=said[0], last=said[-1])


def entries(store: Store, measures: Sequence[Measure], lang: str) -> list[dict[str, str]]:
    """The entries of these measures, in their order."""
    return [entry(store, m, lang) for m in measures]


def matching(found: Sequence[dict[str, str]], asked: str) -> list[dict[str, str]]:
    """The entries in which every word asked for stands somewhere; small letters and accents make no difference."""
    wanted = _plain(asked).split()
    return [one for one in found if all(word in _plain(" ".join(one.values())) for word in wanted)]


def _plain(words: str) -> str:
    split = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in split if not unicodedata.combining(c))


def csv(found: Sequence[dict[str, str]], lang: str) -> bytes:
    """One row a measure, under the fields' names in the language."""
    out = io.StringIO()
    writer = writers.writer(out)
    writer.writerow([t(f"page_dictionary.{name}", lang) for name in FIELDS])
    writer.writerows([safe(one[name]) for name in FIELDS] for one in found)
    return out.getvalue().encode("utf-8-sig")


def as_json(store: Store, found: Sequence[dict[str, str]], lang: str) -> bytes:
    """The same for programs, with the release it speaks of."""
    told: dict[str, Any] = {"release": store.release.id, "language": lang, "measures": list(found)}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
