"""The table that a partner fills in with numbers about groups, and how to."""

import csv
import io
from collections.abc import Mapping

from geo.geoid import LEVELS
from sources.labels import SCHEMES

UNIT_WORDS = ("percent", "count", "dollars", "number")
TEMPLATE = {
    "measure": "What is counted, by the name that a measure of the site reads, such as prek_seats.served",
    "level": f"One of {', '.join(LEVELS)}",
    "geoid": "The area's id: a Census GEOID, a district's NCES id, or a neighborhood's id. Keep its zeros",
    "scheme": f"One of {', '.join(SCHEMES)}",
    "group": "all, or one group of the scheme by its code, such as latino",
    "period_start": "First year, such as 2024",
    "period_end": "Last year, such as 2025",
    "value": "The number. Leave it empty if unknown; write * to withhold it",
    "unit": "percent (0 to 100), count, dollars or number",
    "people": "How many people the number is about (the denominator). Empty if unknown",
}
COLUMNS = tuple(TEMPLATE)
GROUP_CODES = tuple(f"{scheme}: {', '.join(sorted(groups))}" for scheme, groups in SCHEMES.items())
README = """How to fill in the template

One row is one number about one area, one group and one period. Never a row about one person: no names, dates of birth,
addresses, ids, e-mail or phone numbers. A file with such columns, or with any that the template does not have, is refused and
nothing of it is kept.
Counts may be small: the site withholds small numbers before anything is published, and needs the true ones for that.

""" + "\n".join(
    [*(f"{name}: {text}." for name, text in TEMPLATE.items()), "", "The codes of groups, by scheme", *GROUP_CODES]
)


def template(columns: Mapping[str, str] = TEMPLATE) -> bytes:
    """The CSV to fill in: the header, and a row that explains each column."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([list(columns), list(columns.values())])
    return ("\ufeff" + text.getvalue()).encode()  # with the mark, spreadsheets read it as UTF-8
