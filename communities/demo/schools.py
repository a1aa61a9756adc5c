"""Students of the made-up districts and state: how many, how many are absent or suspended, how many graduate, and what is starred.

Numbers below six are starred, and so is a rate of fewer than twenty students; a second number is starred where the total would give
the first away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

GROUPS = (
    "American Indian or Alaska Native",
    "Asian",
    "Black or African American",
    "Hispanic/Latino of any race",
    "Native Hawaiian or Other Pacific Islander",
    "Two or More Races",
    "White",
)
# The graduation report has names of its own.
SHORT = (
    "Indian or Alaska Native",
    "Asian",
    "Black",
    "Hispanic",
    "Hawaiian or Pacific Islander",
    "Two or More Races",
    "White",
)
STAR = "*"
FEW, SMALL_GROUP = 6, 20


@dataclass(frozen=True)
class District:
    """A district: name, state code, students by group in 2016-17, growth a year by group, shares by group in percent."""

    name: str
    code: str
    students: tuple[int, ...]
    growth: tuple[float, ...]
    absent: tuple[float, ...]
    suspended: tuple[float, ...]
    graduate: tuple[float, ...]


CITY_SCHOOLS = District(
    "Lanternford School District",
    "9980011",
    (14, 690, 2540, 2610, 4, 470, 2270),
    (0.02, 0.03, 0.0, 0.03, 0.0, 0.05, -0.01),
    (22.0, 7.5, 15.5, 18.0, 20.0, 14.0, 10.5),
    (8.0, 2.0, 8.5, 7.0, 5.0, 6.5, 3.9),
    (80.0, 94.0, 83.5, 79.5, 75.0, 86.0, 91.0),
)
DISTRICTS = (
    District(
        "Ashby-in-Example School District",
        "9980021",
        (3, 64, 92, 118, 0, 41, 1180),
        (0.0,) * 7,
        (15.0, 5.0, 9.0, 11.0, 0.0, 8.0, 6.0),
        (4.0, 1.0, 3.5, 3.0, 0.0, 2.5, 1.8),
        (90.0, 97.0, 93.0, 90.0, 90.0, 94.0, 96.0),
    ),
    CITY_SCHOOLS,
    District(
        "Saint-Aurèle Children's Academy",
        "9980033",
        (0, 11, 246, 97, 0, 18, 35),
        (0.0,) * 7,
        (0.0, 6.0, 9.0, 10.0, 0.0, 8.0, 7.0),
        (0.0, 0.5, 3.0, 3.0, 0.0, 2.0, 1.0),
        (0.0, 95.0, 90.0, 88.0, 0.0, 90.0, 92.0),
    ),
)
ELSEWHERE = (
    88,
    610,
    1320,
    1880,
    31,
    690,
    7900,
)  # the rest of the state's students, so that its numbers are no sum of those above


def years(first: int, last: int) -> list[str]:
    """School years by name: "2016-17"."""
    return [f"{start}-{(start + 1) % 100:02d}" for start in range(first, last + 1)]


def enrolled(district: District, year: str) -> list[int]:
    """Students by group."""
    since = int(year[:4]) - 2016
    return [round(n * (1 + g) ** since) for n, g in zip(district.students, district.growth, strict=True)]


def starred(counts: Sequence[int]) -> list[str]:
    """Counts by group with the small ones starred, and the next smallest where only one is."""
    hidden = {n for n, count in enumerate(counts) if 0 < count < FEW}
    if len(hidden) == 1:
        hidden.add(min((n for n in range(len(counts)) if counts[n] >= FEW), key=lambda n: counts[n]))
    return [STAR if n in hidden else str(count) for n, count in enumerate(counts)]


def state_of(count: Callable[[District], list[int]], elsewhere: Sequence[int]) -> list[int]:
    return [sum(parts) for parts in zip(elsewhere, *(count(d) for d in DISTRICTS), strict=True)]


def rate_in(percent: float, year: str, group: int, yearly: float) -> float:
    """A share that moves a little from year to year, within 0 to 100."""
    since = int(year[:4]) - 2016
    return min(max(percent + yearly * since + ((group * 5 + since * 3) % 7 - 3) * 0.25, 0.0), 100.0)


def shares(district: District, year: str, kind: str) -> list[tuple[str, str]]:
    """Count and rate by group as shown: of absent, or of suspended students."""
    yearly = {"absent": 0.35, "suspended": -0.4}[kind]
    students = enrolled(district, year)
    rates = [rate_in(p, year, n, yearly) for n, p in enumerate(getattr(district, kind))]
    counts = [round(s * r / 100) for s, r in zip(students, rates, strict=True)]
    marks = starred(counts)
    return [
        (mark, STAR if mark == STAR or s < SMALL_GROUP else f"{100 * c / s:.1f}")
        for mark, c, s in zip(marks, counts, students, strict=True)
    ]


def state_shares(year: str, kind: str) -> list[tuple[int, float]]:
    students = state_of(lambda d: enrolled(d, year), ELSEWHERE)
    base = {"absent": (17.0, 6.0, 13.0, 15.0, 13.5, 11.0, 7.5), "suspended": (7.0, 1.8, 7.0, 5.8, 4.5, 5.2, 3.0)}[kind]
    yearly = {"absent": 0.3, "suspended": -0.3}[kind]
    counts = [round(s * rate_in(p, year, n, yearly) / 100) for n, (s, p) in enumerate(zip(students, base, strict=True))]
    return [(c, round(100 * c / s, 1)) for c, s in zip(counts, students, strict=True)]


def cohort(district: District, year: str) -> tuple[list[int], list[int]]:
    starts = [round(n / 13) for n in enrolled(district, year)]
    ends = [
        round(s * rate_in(p, year, n, 0.7) / 100)
        for n, (s, p) in enumerate(zip(starts, district.graduate, strict=True))
    ]
    return starts, ends


def graduates(starts: int, ends: int) -> tuple[str, str, str]:
    if starts < FEW or 0 < starts - ends < 2:
        return STAR, STAR, STAR
    return str(starts), str(ends), STAR if starts < SMALL_GROUP else f"{100 * ends / starts:.1f}"
