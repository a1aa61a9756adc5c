"""What a page says where an agreement with a partner has ended, or forbids files of numbers."""

from collections.abc import Iterable

from charts import numbers
from charts.words import inside
from pages.parts.here import Here


def ended(here: Here, measure_id: str) -> str:
    """Why a partner's numbers are not shown any more; "" where they are."""
    term = here.store.ended(measure_id)
    if term is None:
        return ""
    measure = here.measure(measure_id).name[here.lang]
    if not term.partner:  # a release made before agreements were kept
        return here.t("agreed.unknown", measure=measure)
    day = numbers.day(term.until.isoformat(), here.lang)
    return here.t("agreed.ended", measure=measure, partner=term.partner, day=day)


def gone(here: Here, measure_id: str) -> str:
    """The same for a measure of which this release has no number at all, since its agreement had ended when it was made."""
    term = None if measure_id in here.measures else here.store.ended(measure_id)
    return ended(here, measure_id) if term and term.partner else ""


def all_ended(here: Here, measure_ids: Iterable[str]) -> list[str]:
    """The same for each of these measures that has lost its numbers."""
    return [said for m in measure_ids if (said := ended(here, m))]


def kept(here: Here) -> list[str]:
    """Names, as in a sentence, of the measures whose numbers may be read here and taken away in no file."""
    return [inside(m.name[here.lang]) for m in here.measures.values() if not here.store.downloadable(m.id)]
