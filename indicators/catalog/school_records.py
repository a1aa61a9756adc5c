"""What entries made of Connecticut's school records have in common: their form, and a break of their groups."""

from functools import partial

from indicators.catalog.lines import REVIEWED, SCHOOL_LEVELS, SCHOOL_MINIMUM
from indicators.measure import Break, Measure, Text

school_measure = partial(
    Measure,
    levels=SCHOOL_LEVELS,
    period="school_year",
    class_breaks=(),
    source="ctdata",
    minimum_count=SCHOOL_MINIMUM,
    reviewed=REVIEWED,
)
RACES_ASKED_ANEW = Break(
    2011,
    Text(
        "Before 2010–11 the state counted Pacific Islander students as Asian and gave no choice of two or more races.",
        "Antes de 2010–11 el estado contaba como asiáticos a los estudiantes de las islas del Pacífico y no daba la opción de dos o más razas.",
    ),
    scheme="race_ethnicity",
)
