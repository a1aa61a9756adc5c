"""Test results and graduates in college of the made-up districts and state: how many, and what the state would star."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from communities.demo.schools import (
    CITY_SCHOOLS,
    DISTRICTS,
    ELSEWHERE,
    FEW,
    SMALL_GROUP,
    STAR,
    District,
    cohort,
    enrolled,
    rate_in,
    starred,
)

GRADES_IN_SCHOOL = 13
# Percent at level 3 or 4 by group, in third grade in 2016-17; each later grade has a little more in ELA and less in math.
PROFICIENT = {"ELA": (49.0, 73.0, 47.0, 45.0, 51.0, 57.0, 66.0), "Math": (41.0, 70.0, 36.0, 35.0, 42.0, 49.0, 57.0)}
BY_GRADE = {"ELA": 0.6, "Math": -1.1}
NOT_TESTED = 0.03
LEVELS = (0.55, 0.45, 0.62, 0.38)  # of those below the standard levels 1 and 2, of those who met it levels 3 and 4
ENTRANCE = (58.0, 82.0, 63.0, 59.0, 60.0, 68.0, 74.0)  # percent of graduates by group, class of 2017
PERSISTENCE = (76.0, 91.0, 78.0, 77.0, 75.0, 83.0, 88.0)  # percent of those who entered
# Share of all graduates in each group, and how far its percents lie from everyone's.
PROGRAMS = {
    "gender": (("Female", 0.5, 4.0), ("Male", 0.5, -4.0)),
    "ell": (("English Language Learners", 0.09, -14.0),),
    "lunch": (("Eligible for Free or Reduced-Price Meals", 0.55, -5.0),),
    "sped": (("Students with Disabilities", 0.13, -24.0),),
}


@dataclass(frozen=True)
class Result:
    """Students of one group in one test: in the grade, with a scored test, at each of four levels."""

    students: int
    levels: tuple[int, int, int, int]

    @property
    def scored(self) -> int:
        """Students with a scored test."""
        return sum(self.levels)

    def __add__(self, other: "Result") -> "Result":
        a, b = self.levels, other.levels
        return Result(self.students + other.students, (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]))

    def cells(self) -> list[str]:
        """The row as it is printed: small numbers starred, and a second one where the others would give the first away."""
        if self.students < FEW:
            return [STAR] * 14
        met, small = self.levels[2] + self.levels[3], self.scored < SMALL_GROUP
        counts = [STAR] * 4 if small else starred(self.levels)
        few = small or 0 < met < FEW or 0 < self.scored - met < FEW
        shown = [str(self.students), str(self.scored), f"{100 * self.scored / self.students:.1f}", str(self.scored)]
        for mark in (*counts, STAR if few else str(met)):
            shown += [mark, STAR if mark == STAR else f"{100 * int(mark) / self.scored:.1f}"]
        return shown


def result(students: int, percent: float) -> Result:
    """A group's result: so many students in the grade, this percent of the tested at level 3 or 4."""
    scored = students - round(students * NOT_TESTED)
    met = round(scored * percent / 100)
    one, three = round((scored - met) * LEVELS[0]), round(met * LEVELS[2])
    return Result(students, (one, scored - met - one, three, met - three))


@cache
def of_district(district: District, year: str, subject: str, grade: int) -> tuple[Result, ...]:
    """Results by group."""
    students = [round(n / GRADES_IN_SCHOOL) for n in enrolled(district, year)]
    return tuple(result(n, percent(year, subject, grade, i)) for i, n in enumerate(students))


@cache
def of_state(year: str, subject: str, grade: int) -> tuple[Result, ...]:
    """Results by group of the districts and the rest of the state."""
    here = [of_district(d, year, subject, grade) for d in DISTRICTS]
    rest = [result(round(n / GRADES_IN_SCHOOL), percent(year, subject, grade, i) + 3) for i, n in enumerate(ELSEWHERE)]
    return tuple(whole(parts) for parts in zip(rest, *here, strict=True))


def percent(year: str, subject: str, grade: int, group: int) -> float:
    """Percent of a group at level 3 or 4."""
    return rate_in(PROFICIENT[subject][group] + BY_GRADE[subject] * (grade - 3), year, group + grade, 0.8)


def whole(parts: Sequence[Result]) -> Result:
    """Everyone in the parts."""
    total = Result(0, (0, 0, 0, 0))
    for part in parts:
        total += part
    return total


@dataclass(frozen=True)
class Class:
    """Graduates of one class and group: all, those who entered college, those who came back."""

    graduates: int
    entered: int
    returned: int

    def cells(self) -> list[str]:
        """Percents as they are printed, starred where the group is small."""
        return [
            STAR if n < SMALL_GROUP or 0 < part < FEW or 0 < n - part < FEW else f"{100 * part / n:.1f}"
            for n, part in ((self.graduates, self.entered), (self.entered, self.returned))
        ]


def classes(district: District, year: str) -> list[Class]:
    """One class by group."""
    found = []
    for i, n in enumerate(cohort(district, year)[1]):
        entered = round(n * rate_in(ENTRANCE[i], year, i, 0.5) / 100)
        found.append(Class(n, entered, round(entered * rate_in(PERSISTENCE[i], year, i, 0.2) / 100)))
    return found


def everyone(parts: Sequence[Class]) -> Class:
    """All graduates of a class."""
    return Class(sum(p.graduates for p in parts), sum(p.entered for p in parts), sum(p.returned for p in parts))


def program(all_graduates: Class, share: float, apart: float) -> Class:
    """The graduates of a class in one program, by their share of it and how far their percents lie from everyone's."""
    n = round(all_graduates.graduates * share)
    entered = round(n * (100 * all_graduates.entered / max(all_graduates.graduates, 1) + apart) / 100)
    return Class(
        n, entered, round(entered * (100 * all_graduates.returned / max(all_graduates.entered, 1) + apart / 2) / 100)
    )


def state_class(year: str) -> Class:
    """The state's class: twice the city's and the others'."""
    parts = [everyone(classes(d, year)) for d in DISTRICTS]
    return everyone([*parts, everyone(classes(CITY_SCHOOLS, year))])
