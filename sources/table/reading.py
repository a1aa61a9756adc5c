"""Reads a declaration out of TOML and checks it; every mistake is named with its place and what was expected there."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from geo.geoid import LEVELS
from sources.labels import Label, labels
from sources.observation import STATUSES
from sources.table.declaration import Declaration, Layout, Period, Pinned, Place, Points, Value
from sources.table.marks import UNITS, Marks, Reading
from sources.table.toml_form import DeclarationError, Entry
from sources.vocabularies import VOCABULARIES

CODES = ("geoid", "leaid", "state_code")
FORMS = ("school_year", "ending_year", "year", "date", "school_date")


def load(path: Path) -> Declaration:
    """The declaration in a TOML file. Raises DeclarationError for a file that is absent, not TOML, or not a declaration."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        reason = error.strerror
    else:
        return parse(text, path.name, path.parent)
    raise DeclarationError(f"{path}: the declaration cannot be read ({reason}).")


def parse(text: str, name: str, folder: Path | None = None) -> Declaration:
    """The declaration in a TOML text; `folder` is where a local `path` starts from. Raises DeclarationError."""
    try:
        document = Entry(name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
    else:
        return _declaration(document, folder)
    raise DeclarationError(f"{name} is not TOML: {reason}.")


def _declaration(document: Entry, folder: Path | None) -> Declaration:
    source, rows, group, marks = (document.entry(k) for k in ("source", "rows", "group", "marks"))
    url, path = source.text("url", ""), source.text("path", "")
    if url and not url.startswith("https://"):
        raise DeclarationError(f'{source.where}: "url" should begin with https://, found {url!r}.')
    known, named = _labels(group)
    found = Declaration(
        id=source.text("id"),
        title=source.text("title"),
        publisher=source.text("publisher"),
        licence=source.text("licence"),
        landing=source.text("landing", ""),
        states=source.texts("states"),
        url=url,
        path=(folder or Path()) / path if path else None,
        filename=source.text("filename", Path(path or url).name),
        large=source.flag("large"),
        immutable=source.flag("immutable"),
        layout=_layout(document.entry("file")),
        skip=rows.lists("skip"),
        places=tuple(_place(entry) for entry in document.entries("place")),
        period=_period(document.entry("period"), document.has("period")),
        group_column=group.text("column", ""),
        labels=known,
        labels_in=named,
        reason=marks.text("reason", ""),
        reasons=_statuses(marks, "reasons", extra="cell"),
        marks=Marks({w: Reading(s) for w, s in _statuses(marks, "words").items()}, marks.flag("intervals")),
        values=tuple(_value(entry) for entry in document.entries("value")),
        points=_points(document.entry("points")) if document.has("points") else None,
        pinned=_pinned(document.entry("pinned")) if document.has("pinned") else None,
    )
    for entry in (source, rows, group, marks, document):
        entry.done()
    return _whole(found, document.where)


def _whole(found: Declaration, where: str) -> Declaration:
    if re.fullmatch(r"[a-z][a-z0-9_]*", found.id) is None:
        raise DeclarationError(f'{where} [source]: "id" should be small letters, digits and _, found {found.id!r}.')
    if found.pinned is not None and not found.url:
        raise DeclarationError(f'{where} [pinned]: only what has a "url" in [source] can be exchanged in its place.')
    if found.points is None and not (found.places and found.values):
        raise DeclarationError(f"{where}: expected at least one [[place]] and one [[value]], or [points].")
    if found.group_column and not found.labels:
        raise DeclarationError(f'{where} [group]: "column" needs a "vocabulary" or "labels".')
    templates = " ".join(column for v in found.values for column in (v.column, v.n, v.se, *v.interval))
    if found.large and (found.period.title or "{year}" in templates):
        raise DeclarationError(f"{where}: a large table is kept without its titles; take the period from elsewhere.")
    return found


def _layout(entry: Entry) -> Layout:
    found = Layout(
        member=entry.text("member", ""),
        sheet=entry.text("sheet", ""),
        header_rows=entry.whole("header_rows", 1),
        footnotes=entry.flag("footnotes"),
        fill_down=entry.texts("fill_down"),
        must_say=entry.texts("must_say"),
        aliases=entry.lists("aliases"),
    )
    entry.done()
    if found.header_rows not in (1, 2):
        raise DeclarationError(f'{entry.where}: "header_rows" should be 1 or 2, found {found.header_rows}.')
    return found


def _place(entry: Entry) -> Place:
    found = Place(
        level=entry.one_of("level", LEVELS),
        when=entry.lists("when"),
        geoid=entry.text("geoid", ""),
        id=tuple((part.text("column"), part.whole("digits", 0)) for part in entry.entries("id")),
        codes=entry.one_of("codes", CODES, "geoid"),
        geoids=entry.words("geoids"),
    )
    entry.done()
    if bool(found.geoid) == bool(found.id):
        raise DeclarationError(f'{entry.where}: expected either a fixed "geoid" or [[place.id]] columns.')
    return found


def _period(entry: Entry, there: bool) -> Period:
    found = Period(
        column=entry.text("column", ""),
        title=entry.text("title", ""),
        file=entry.text("file", ""),
        form=entry.one_of("form", FORMS, "year"),
        start=entry.whole("start", 0),
        end=entry.whole("end", 0),
        vintage=entry.whole("vintage", 0),
    )
    entry.done()
    ways = [w for w in (found.column, found.title, found.file, found.end) if w]
    if there and len(ways) != 1:
        raise DeclarationError(f'{entry.where}: expected one of "column", "title", "file", or "start" and "end".')
    for pattern in filter(None, (found.title, found.file)):
        if _groups(pattern, entry.where) != 1:
            raise DeclarationError(f"{entry.where}: the pattern {pattern!r} should have one pair of parentheses.")
    return found


def _groups(pattern: str, where: str) -> int:
    try:
        return re.compile(pattern).groups
    except re.error as error:
        reason = str(error)
    raise DeclarationError(f"{where}: {pattern!r} is not a regular expression ({reason}).")


def _labels(entry: Entry) -> tuple[dict[str, Label], str]:
    name, own = entry.text("vocabulary", ""), entry.words("labels")
    if name and name not in VOCABULARIES:
        raise DeclarationError(f"{entry.where}: no vocabulary {name!r}; there are {sorted(VOCABULARIES)}.")
    shared = dict(VOCABULARIES[name].words) if name else {}
    return {**shared, **_known(own, entry.where)}, f"[group] labels or sources/vocabularies.py ({name or 'none named'})"


def _known(words: Mapping[str, str], where: str) -> dict[str, Label]:
    try:
        return labels(words)
    except ValueError as error:
        reason = str(error)
    raise DeclarationError(f"{where}: {reason}")


def _statuses(entry: Entry, key: str, extra: str = "") -> dict[str, str]:
    found = entry.words(key)
    wrong = sorted(set(found.values()) - STATUSES - {extra})
    if wrong or "reported" in found.values():
        allowed = sorted((STATUSES | ({extra} if extra else set())) - {"reported"})
        raise DeclarationError(f"{entry.where} {key}: expected {allowed}, found {wrong or ['reported']}.")
    return found


def _value(entry: Entry) -> Value:
    found = Value(
        variable=entry.text("variable"),
        column=entry.text("column"),
        unit=entry.one_of("unit", sorted(UNITS)),
        labels=_known(entry.words("labels"), entry.where),
        not_read=entry.texts("not_read"),
        when=entry.lists("when"),
        n=entry.text("n", ""),
        se=entry.text("se", ""),
        interval=entry.texts("interval"),
        confidence=entry.whole("confidence", 95),
        often_under_one=entry.flag("often_under_one"),
    )
    entry.done()
    if bool(found.labels) != ("{label}" in found.column):
        raise DeclarationError(f'{entry.where}: "labels" and {{label}} in "column" belong together.')
    if len(found.interval) > 2:
        raise DeclarationError(f'{entry.where}: "interval" is one column with both bounds, or two columns.')
    return found


def _points(entry: Entry) -> Points:
    found = Points(
        entry.texts("id"),
        entry.text("name"),
        entry.text("latitude"),
        entry.text("longitude"),
        entry.text("kind", ""),
        entry.lists("when"),
    )
    entry.done()
    if not found.id:
        raise DeclarationError(f'{entry.where}: "id" needs at least one column.')
    return found


def _pinned(entry: Entry) -> Pinned:
    found = Pinned(entry.text("url"), entry.text("says"))
    entry.done()
    if not found.url.startswith("https://"):
        raise DeclarationError(f'{entry.where}: "url" should begin with https://, found {found.url!r}.')
    return found
