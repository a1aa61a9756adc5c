"""Refuses a catalog that could not be shown, computed or understood: every fault is named with its measure and the next step."""

import re
from collections.abc import Iterable
from dataclasses import fields
from itertools import pairwise
from string import Formatter

from geo.geoid import LEVELS
from indicators.catalog.areas import AREAS
from indicators.catalog.groups import GROUPS
from indicators.catalog.related import unrelated_levels, unrelated_schemes
from indicators.catalog.source_citations import SOURCES
from indicators.measure import (
    LANGUAGES,
    PERIODS,
    UNITS,
    Adjusted,
    Bin,
    Count,
    Lines,
    Measure,
    Median,
    Ratio,
    Reach,
    Reported,
    Share,
    Text,
)
from indicators.suppression import policy

KINDS = ("outcome", "contributing", "system", "context")
SCOPES = ("population", "program", "system")
COUNTED = ("people", "students", "households")
PLACEHOLDERS = frozenset({"place", "value", "between", "period", "group"})
BANNED = re.compile(
    r"achievement gap|\bgaps?\b|at.risk|en riesgo|minorit|minorías|non-white|no blancos|failing|subgroup|underperform"
    r"|vulnerable|disadvantaged|desfavorecid|brecha|illegal|ilegal",
    re.IGNORECASE,
)
_LINE = re.compile(r"[BC]\d{5}[A-I]?_\d{3}")
_VARIABLE = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+")


class CatalogError(ValueError):
    """An entry of the catalog is not fit to be used; the message lists every fault."""


def checked(entries: Iterable[Measure]) -> dict[str, Measure]:
    """Entries by id, in their order. Raises CatalogError that names each fault and the measure it is in."""
    measures: dict[str, Measure] = {}
    faults: list[str] = []
    for entry in entries:
        if entry.id in measures:
            faults.append(f"{entry.id}: the id is taken. Ids are public and stand for one measure; choose another.")
        measures[entry.id] = entry
        faults += [f"{entry.id}: {fault}" for fault in _faults(entry)]
    if faults:
        raise CatalogError("\n".join(faults))
    return measures


def _faults(entry: Measure) -> list[str]:
    return [
        *_text_faults(entry),
        *_sentence_faults(entry),
        *_word_faults(entry),
        *_map_faults(entry),
        *_group_faults(entry),
        *_formula_faults(entry),
        *_privacy_faults(entry),
        *_relation_faults(entry),
    ]


def _relation_faults(entry: Measure) -> list[str]:
    """Levels and schemes of counted people that neither proof nor audit would relate to the measure's others."""
    if entry.source not in SOURCES or not SOURCES[entry.source].records:
        return []
    first, where = entry.levels[:1], "there and in audit_relations.py, or leave it out"
    faults = [
        f"level {level!r} stands in no relation to {first[0]!r}, so one could be subtracted from the other unseen. "
        f"Declare it in WIDER of catalog/related.py, {where}."
        for level in unrelated_levels(entry.levels)
    ]
    return faults + [
        f"groups of scheme {scheme!r} are added up by no relation. Declare it in TELL_APART of catalog/related.py, {where}."
        for scheme in unrelated_schemes(entry.schemes)
    ]


def _privacy_faults(entry: Measure) -> list[str]:
    if entry.source not in SOURCES:
        return []
    least = policy.least(SOURCES[entry.source].kind, (entry.id, *entry.schemes, *variables(entry)))
    if least is None or (entry.minimum_count or 0) >= least:
        return []
    return [f"minimum_count is {entry.minimum_count}; its class of source asks for {least} (suppression/policy.py)."]


def texts(entry: Measure) -> dict[str, Text]:
    """Every public text of an entry by field; breaks by their year."""
    found = {field.name: getattr(entry, field.name) for field in fields(entry)}
    found |= {f"series_breaks.{b.period_end}": b.why for b in entry.series_breaks}
    return {name: value for name, value in found.items() if isinstance(value, Text)}


def _text_faults(entry: Measure) -> list[str]:
    faults = []
    for name, text in texts(entry).items():
        for lang in LANGUAGES:
            if not text[lang].strip():
                faults.append(f"{name} has no text in {lang!r}. Write it; nothing is shown in one language only.")
            if found := BANNED.search(text[lang]):
                faults.append(
                    f"{name} says {found.group()!r} in {lang!r}. Speak of people first and of what systems do."
                )
        if name != "people" and text.en == text.es:
            faults.append(f"{name} is the same in both languages. Translate it.")
    return faults


def _sentence_faults(entry: Measure) -> list[str]:
    wanted = {"sentence": PLACEHOLDERS - {"group"}, "group_sentence": PLACEHOLDERS}
    faults = []
    for name, allowed in wanted.items():
        used = {lang: _placeholders(getattr(entry, name)[lang]) for lang in LANGUAGES}
        needed = allowed - {"between"}
        for lang, found in used.items():
            if found - allowed or needed - found:
                faults.append(
                    f"{name} in {lang!r} uses {sorted(found)}; expected {sorted(needed)}, with or without 'between'."
                )
        if used["en"] != used["es"]:
            faults.append(f"{name} uses other placeholders in 'en' than in 'es'. Use the same.")
    return faults


def _placeholders(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field is not None}


def _word_faults(entry: Measure) -> list[str]:
    allowed = {
        "area": AREAS,
        "source": SOURCES,
        "kind": KINDS,
        "level": SCOPES,
        "better": ("higher", "lower", None),
        "unit": UNITS,
        "period": PERIODS,
    }
    faults = [
        f"{name} is {getattr(entry, name)!r}; expected one of {list(words)}."
        for name, words in allowed.items()
        if getattr(entry, name) not in words
    ]
    if entry.kind == "outcome" and entry.area in AREAS and AREAS[entry.area].kind != "outcome":
        faults.append(
            f"it is an outcome in the area {entry.area!r}, which is context. Choose one of the seven outcomes."
        )
    if entry.source in SOURCES and SOURCES[entry.source].records != (entry.minimum_count is not None):
        faults.append(
            "minimum_count is for counts of real people only: set it where the source is of kind records, else leave it out."
        )
    strange = [level for level in entry.levels if level not in LEVELS]
    if strange or not entry.levels:
        faults.append(f"levels are {list(entry.levels)}; expected some of {list(LEVELS)}.")
    return faults


def _map_faults(entry: Measure) -> list[str]:
    breaks = entry.class_breaks
    if not breaks:
        return []
    faults = []
    if len(breaks) != 4 or any(low >= high for low, high in pairwise(breaks)):
        faults.append(f"class_breaks are {list(breaks)}; expected four edges, each above the one before.")
    if entry.unit in COUNTED:
        faults.append("class_breaks are set on a count. Maps show rates; leave them empty.")
    return faults


def _group_faults(entry: Measure) -> list[str]:
    faults = [f"scheme {s!r} is not in GROUPS. Declare it there first." for s in entry.schemes if s not in GROUPS]
    strange = [b.scheme for b in entry.series_breaks if b.scheme not in (None, *entry.schemes)]
    faults += [f"a break speaks of scheme {s!r}, which the measure does not have." for s in strange]
    if isinstance(entry.formula, Median) and set(entry.formula.groups) != set(entry.schemes):
        faults.append(f"the formula has schemes {sorted(entry.formula.groups)}; expected {sorted(entry.schemes)}.")
    for part in _parts(entry):
        if set(part) != {"all", *entry.schemes}:
            faults.append(f"the formula has schemes {sorted(part)}; expected {sorted({'all', *entry.schemes})}.")
        for scheme, groups in part.items():
            known = GROUPS[scheme].order() if scheme in GROUPS else ()
            faults += [
                f"group {g!r} is not in scheme {scheme!r}." for g in groups if scheme in GROUPS and g not in known
            ]
    return faults


def _parts(entry: Measure) -> list[dict[str, dict[str, Lines]]]:
    match entry.formula:
        case Count(groups=groups):
            return [groups]
        case Share(numerator=numerator, denominator=denominator) | Ratio(numerator=numerator, denominator=denominator):
            return [numerator, denominator]
        case Reach(eligible=eligible):
            return [eligible]
        case _:
            return []


def variables(entry: Measure) -> tuple[str, ...]:
    """Every variable the formula reads, once, sorted: what has to be fetched for this measure."""
    formula = entry.formula
    if isinstance(formula, Median):
        by_group = (v for groups in formula.groups.values() for v in groups.values())
        return tuple(sorted({formula.variable, *(b.line for b in formula.bins), *by_group}))
    if isinstance(formula, Reported):
        return tuple(sorted(v for v in (formula.value, formula.numerator, formula.denominator) if v is not None))
    found = {v for part in _parts(entry) for groups in part.values() for x in groups.values() for v in x.plus + x.minus}
    return tuple(sorted(found | ({formula.served} if isinstance(formula, Reach) else set())))


def records(entry: Measure) -> tuple[str, ...]:
    """The variables that are not lines of a survey's table: what a publisher or a partner reports."""
    return tuple(v for v in variables(entry) if not _LINE.fullmatch(v))


def _formula_faults(entry: Measure) -> list[str]:
    pattern = _VARIABLE if isinstance(entry.formula, Reported) else _LINE
    strange = [v for v in variables(entry) if not pattern.fullmatch(v)]
    if isinstance(entry.formula, Reach):
        strange = [v for v in strange if not _VARIABLE.fullmatch(v)]
    faults = [f"{v!r} is not a variable of a table." for v in strange]
    if isinstance(entry.formula, Median):
        faults += _bin_faults(entry.formula.bins)
        if "neighborhood" in entry.levels and not entry.formula.bins:
            faults.append(
                "a median cannot be added up over tracts. Give it bins, or take 'neighborhood' out of its levels."
            )
    if isinstance(entry.formula, Share | Ratio):
        shapes = [{s: set(g) for s, g in part.items()} for part in _parts(entry)]
        if shapes[0] != shapes[1]:
            faults.append("numerator and denominator do not have the same groups. Give each group both.")
    if isinstance(entry.formula, Adjusted) and entry.unit != "dollars":
        faults.append("only dollars are adjusted for prices.")
    return faults


def _bin_faults(bins: tuple[Bin, ...]) -> list[str]:
    """Bins must follow on each other, and only the last may be open."""
    broken = [b.line for b, after in pairwise(bins) if b.high != after.low]
    return [f"the class after {line!r} does not begin where it ends." for line in broken]
