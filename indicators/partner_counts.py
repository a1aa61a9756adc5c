"""What makes a measure a partner's, asked in this one place, and the count of people that stands behind its rows."""

from indicators.measure import Measure, Reach, Reported

_SOURCE = "partner"


def of_partner(measure: Measure) -> bool:
    """Whether only partners tell the measure: it leaves with their agreements, and no proof of it is kept."""
    return measure.source == _SOURCE


def counted(measure: Measure) -> str:
    """The publisher's variable of the people a row counts, which several measures may speak of; "" for a rate of its own."""
    match measure.formula:
        case Reach(served=served):
            return served
        case Reported(value=value) if measure.unit != "percent":
            return value
        case _:
            return ""


def people(measure: Measure) -> str:
    """Whom a measure counts: the variable for all of a partner's measures of the same people, else the measure alone."""
    return (counted(measure) if of_partner(measure) else "") or measure.id


def column(measure: Measure) -> str:
    """Where a row of a measure with `counted` people has their number."""
    return "numerator" if isinstance(measure.formula, Reach) else "value"
