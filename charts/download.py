"""The numbers of a figure as a file: title, source, period and notes inside, a status in every row, safe in spreadsheets."""

import csv as writers
import io
import json
import re
import zipfile

from charts import numbers
from charts.figure import Figure, Row
from charts.words import JOINER, status_word, t
from indicators.store import NoFileError

_SIGNS = (
    "=+\\-@\uff1d\uff0b\uff0d\uff20"  # also as wide as an East Asian letter, which some spreadsheets take for the same
)
_FORMULA = re.compile(rf"[{_SIGNS}\t\r\n]")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same zip for the same numbers
_TABLE = ("place", "group", "period", "value", "margin")
_EXPORT = ("low", "high", "numerator", "denominator", "shown", "reliability")
# The same in every language, for programs that join files.
_IDS = ("measure", "geoid", "scheme", "group", "period_start", "period_end", "unit")


def refuse(figure: Figure) -> None:
    """Raise NoFileError where an agreement allows no file of the figure."""
    if figure.no_file:
        raise NoFileError(f"{figure.measure}: {figure.no_file}")


def csv(figure: Figure) -> bytes:
    """UTF-8 with a mark that spreadsheets know: lines of explanation (`noted`), then a tidy table. NoFileError as `refuse`."""
    refuse(figure)
    text = io.StringIO()
    text.writelines(noted(label, words) for label, words in about(figure).items())
    table = writers.writer(text)
    table.writerow(header(figure.lang))
    table.writerows(_cells(figure, row) for row in figure.rows)
    return text.getvalue().encode("utf-8-sig")


def archive(figure: Figure) -> bytes:
    """A zip of the CSV and of what it says about itself as JSON."""
    content = io.BytesIO()
    described = json.dumps(metadata(figure), ensure_ascii=False, indent=1).encode()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, part in ((f"{figure.name}.csv", csv(figure)), ("metadata.json", described)):
            bundle.writestr(zipfile.ZipInfo(name, _LONG_AGO), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def metadata(figure: Figure) -> dict[str, object]:
    """What the file says about itself, for programs."""
    refuse(figure)
    return {
        "measure": figure.measure,
        "language": figure.lang,
        "unit": figure.axis.unit,
        "about": about(figure),
        "notes": _notes(figure),
        "hidden": [{"status": s.status, "word": s.word, "who": s.text} for s in figure.status_lines],
        "columns": header(figure.lang),
    }


def about(figure: Figure) -> dict[str, str]:
    """The lines above the table, by their labels."""
    lang = figure.lang
    lines = {
        t("export.title", lang): figure.title,
        t("export.subtitle", lang): figure.subtitle,
        t("export.source", lang): figure.source,
        t("export.notes", lang): " ".join([*_notes(figure), t("export.missing", lang)]),
        t("export.citation", lang): figure.citation,
        t("export.release", lang): figure.mark,
    }
    if figure.made_up:
        lines = {t("export.notice", lang): figure.made_up} | lines
    return {label: words.replace(JOINER, "") for label, words in lines.items()}


def _notes(figure: Figure) -> list[str]:
    """The notes that hold for numbers without their picture."""
    return [note for note in figure.notes if note not in figure.picture_notes]


def header(lang: str) -> list[str]:
    """The columns' names."""
    last = [t("table.status", lang), t("export.source", lang)]
    return [t(f"table.{c}", lang) for c in _TABLE] + [t(f"export.{c}", lang) for c in _EXPORT] + last + list(_IDS)


def _cells(figure: Figure, row: Row) -> list[str]:
    unit, lang = figure.axis.unit, figure.lang
    amounts = [numbers.exact(v) for v in (row.value, row.moe, row.low, row.high)]
    counts = [numbers.exact(v) for v in (row.numerator, row.denominator)]
    words = [row.text, t(f"export.{row.reliability}_reliability", lang), status_word(row.status, lang), figure.source]
    ids = (figure.measure, row.geoid, row.scheme, row.group_id, str(row.period_start), str(row.period_end), unit)
    named = (row.place, row.group, row.period)
    return [*(safe(w) for w in named), *amounts, *counts, *(safe(w) for w in (*words, *ids))]


def safe(words: str) -> str:
    """The words as a cell that no spreadsheet takes for a formula."""
    plain = words.replace(JOINER, "")
    return f"'{plain}" if _FORMULA.match(plain) else plain


def noted(label: str, words: str) -> str:
    """A line of explanation: one cell in quotes that starts with #, however the spreadsheet splits lines, and never a formula."""
    line = f"# {label}: {' '.join(words.replace(JOINER, '').split())}".replace('"', '""')
    return f'"{line}"\r\n'
