"""The policy, all of it: thresholds, bands, protection intervals and the words of the public statement.

A community may set a higher threshold in its community.toml, never a lower one, and there is no switch that turns this off.
Rule numbers are those of the literature on rates of small groups: a rate and its count share one status (R1, R6), a band
depends on the size of the group alone (R2), 0 % and 100 % of a small group are never printed (R3).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from geo.errors import FlashlightError
from indicators.measure import Text

# Counts of people from 1 to 9 are not shown. 39 of the states that publish school results use 10 (NCES 2011-603).
THRESHOLD = 10
# School meals (National School Lunch Act) and homelessness (McKinney-Vento) stand under laws of their own: who is counted there
# must not be known by name, and neighbors guess more easily who it is.
SENSITIVE_MINIMUM = 20
SENSITIVE = re.compile(r"meal|lunch|homeless|mckinney", re.IGNORECASE)
# The fewest people a number may speak of, by class of source; None where the publisher protected its numbers before printing
# them: they are shown as they stand, and what it hid stays hidden and counts as unknown in every sum.
CLASSES: dict[str, int | None] = {
    "survey": None,
    "public": None,
    "records": THRESHOLD,  # state files with marks of their own, and partners' totals
    "sensitive": SENSITIVE_MINIMUM,
}
# Whoever adds and subtracts what is shown must be left with a range that reaches at least this far to both sides.
PROTECTION = 3
# Publishers of rates without a denominator round to one decimal; the size of the group is known only to within that.
RATE_STEP = 0.1
# A rate whose count is not given is judged by the group's enrollment: below this many students a rate with a decimal would
# tell the count (R5). Enrollment is taken on one day and other grades may count, so the true size may be half or double.
RATE_ALONE_SIZE = 1000
# From that size down to this one it is shown as a whole percent: nobody knows the size, and a whole percent fits a count of each
# of many sizes (of 50 to 200, 41 % fits 189 pairs), while both parts must reach the threshold at the smallest size.
RATE_WHOLE_SIZE = 100
RATE_ALONE_SLACK = 2
# Bands are narrower than half. At exactly half (18 people) only 9 of 18 would fall between the two bands, and so be told.
WIDEST_BAND = 50

# Where a rule speaks of zero: nobody enrolled is published as 0 (it tells of no person; CMS does the same), but a rate of 0 %
# or 100 % tells something of every person in the group and is shown as a range unless both parts reach the threshold.

PRIMARY_SIZE = "primary: the group is smaller than the threshold"
PRIMARY_COUNT = "primary: the count is smaller than the threshold"
PRIMARY_PART = "primary: one part of the group is smaller than the threshold and no band under 50 % covers it"
PRIMARY_UNKNOWN = "primary: the size of the group is not known, so it cannot be shown to be large enough"
BAND = "band: one part of the group is smaller than the threshold"
SOURCE = "source: the publisher suppressed it"
LOCKED = "complementary: it was hidden before its table was corrected"
REDRAWN = "redrawn: other boundaries told of this year before"
COMPLEMENTARY = "complementary: it would give another suppressed number away"
POOLED = "pooled: at these areas it stands in a sum of small groups"

# Said only where it asks for more people than the community asks for everywhere.
_STRICTER = Text(
    "Numbers about school meals or homelessness are held to {sensitive} in place of {minimum}.",
    "Para los números sobre comida escolar o falta de vivienda el mínimo es {sensitive} en lugar de {minimum}.",
)
STATEMENT = (
    Text(
        "Counts of students from 1 to {below} are not shown, nor is any number from which one could be worked out.",
        "No se muestran conteos de 1 a {below} estudiantes, ni ningún número con el que se podrían calcular.",
    ),
    Text(
        "A rate is shown as a range where fewer than {minimum} students are in one part of the group.",
        "Una tasa se muestra como un rango cuando una parte del grupo tiene menos de {minimum} estudiantes.",
    ),
    _STRICTER,
    Text(
        "What the publisher has suppressed stays suppressed.",
        "Lo que la fuente ha suprimido sigue suprimido.",
    ),
    Text(
        "A local program's corrected number is hidden where it differs by 1 to {below} people from the one shown before.",
        "El número corregido de un programa local se oculta si difiere en 1 a {below} personas del que ya se había mostrado.",
    ),
    Text(
        "Where a neighborhood's lines have moved, a local program's numbers are hidden for years already shown with the old lines.",
        "Si cambian los límites de un vecindario, los números de un programa local se ocultan para los años ya mostrados con los "
        "límites anteriores.",
    ),
    Text(
        "Survey estimates are never hidden for privacy; where one is too uncertain, the page says so.",
        "Las estimaciones de encuestas nunca se ocultan por privacidad; si una es demasiado incierta, la página lo dice.",
    ),
)


def least(kind: str, names: Iterable[str]) -> int | None:
    """The fewest people a number may speak of: by the kind of its source and the names of the measure, its groups and variables."""
    floor = CLASSES[kind]
    return CLASSES["sensitive"] if floor is not None and any(map(SENSITIVE.search, names)) else floor


class PolicyError(FlashlightError):
    """A community asks for less protection than the policy gives."""


@dataclass(frozen=True)
class Policy:
    """The policy as one community applies it."""

    minimum: int = THRESHOLD

    def __post_init__(self) -> None:
        if self.minimum < THRESHOLD:
            raise PolicyError(
                f"minimum_count is {self.minimum}; it may be stricter than {THRESHOLD}, never looser. "
                "Correct [privacy] in community.toml."
            )

    def statement(self, lang: str) -> list[str]:
        """The rules in plain words, for the release's public statement."""
        numbers = {
            "below": self.minimum - 1,
            "minimum": self.minimum,
            "sensitive": max(self.minimum, SENSITIVE_MINIMUM),
        }
        said = [line for line in STATEMENT if line is not _STRICTER or numbers["sensitive"] > self.minimum]
        return [line[lang].format(**numbers) for line in said]

    def band_edge(self, size: int) -> int:
        """Width in percent of the end band that hides 1 to minimum-1 people of `size`; it depends on the size alone."""
        return -(-100 * (self.minimum - 1) // size)
