"""What a community adds to its numbers: dated and signed notes behind a curve, and which measures are told over several years."""

from datetime import date, datetime

from geo.declared import Note
from geo.section import Section

MOST_YEARS = 3
LONGEST = 600


def notes(top: Section) -> tuple[Note, ...]:
    """The [[notes]] of the file, oldest first. Raises CommunityError for one without day, both languages and a name."""
    return tuple(sorted((_note(section) for section in top.tables("notes", optional=True)), key=lambda n: n.day))


def _note(section: Section) -> Note:
    words = section.table("text")
    day = section.raw("day")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise section.error(f"`day` should be a day without quotes, such as 2024-09-01; found {day!r}.")
    text = words.text("en"), words.text("es")
    if max(map(len, text)) > LONGEST:
        raise section.error(f"`text` should be at most {LONGEST} characters. Keep it to what explains the curve.")
    note = Note(section.text("measure"), day, text, section.text("signed"))
    words.close()
    section.close()
    return note


def pooled(section: Section) -> dict[str, int]:
    """Measure → years, from [pooled]. Raises CommunityError for other numbers than 2 and 3."""
    found = {measure: section.get(measure, int) for measure in section.content}
    for measure, years in found.items():
        if years not in range(2, MOST_YEARS + 1):
            raise section.error(f"`{measure}` should be 2 or {MOST_YEARS} years, found {years}.")
    section.close()
    return found
