"""EDFacts by school or district and group: four-year graduation, and reading and mathematics assessments, as intervals where they are.

Source: U.S. Department of Education, EDFacts, through the Education Data Portal. Small groups are published as intervals; the portal's
midpoint is not a measurement and is not read. Proficiency means another thing in each state: never compare states by it.
In EDFacts `asian` includes Pacific Islander students where a state reports them together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.counted import counted
from sources.cache import Cache
from sources.edfacts_ranges import readings
from sources.observed import observed, together
from sources.session import Session
from sources.urban import Question, Urban
from sources.urban_codes import grouped, need, numbers
from sources.urban_observations import ID_OF, SECTION, Observations, Wanted, school_year


@dataclass(frozen=True)
class Rate:
    """One percentage of a path: its variable, and the columns of its bounds and of the students it speaks of."""

    variable: str
    low: str
    high: str
    students: str


GRADUATION = Rate("edfacts.grad_rate", "grad_rate_low", "grad_rate_high", "cohort_num")


def proficiency(grade: int) -> tuple[Rate, Rate]:
    """Students at or above proficient in reading and in mathematics, grade 3 to 8, 9 (high school) or 99 (all grades)."""
    return _proficiency("reading", "read_test", grade), _proficiency("math", "math_test", grade)


def _proficiency(subject: str, stem: str, grade: int) -> Rate:
    variable = f"edfacts.{subject}_proficient_{grade}"
    return Rate(variable, f"{stem}_pct_prof_low", f"{stem}_pct_prof_high", f"{stem}_num_valid")


def graduation(session: Session, cache: Cache, years: Iterable[int], wanted: Wanted) -> Observations:
    """Percent of a class that graduated in four years, by race or ethnicity and special population. A year is the fall of the class's last."""
    path = f"{SECTION[wanted.level]}/edfacts/grad-rates/{{year}}/"
    return _read(Urban(session, cache), [Question(path, year, wanted.filters) for year in years], (GRADUATION,), wanted)


def assessments(session: Session, cache: Cache, years: Iterable[int], wanted: Wanted, grade: int = 99) -> Observations:
    """Percent at or above the state's proficient level, by race or ethnicity, of one grade. There is none for 2019 (2019-20)."""
    path = f"{SECTION[wanted.level]}/edfacts/assessments/{{year}}/grade-{grade}/race/"
    questions = [Question(path, year, wanted.filters) for year in years]
    return _read(Urban(session, cache), questions, proficiency(grade), wanted)


def _read(portal: Urban, questions: Sequence[Question], rates: Sequence[Rate], wanted: Wanted) -> Observations:
    parts, problems = list[pd.DataFrame](), list[str]()
    for question in questions:
        rows = portal.rows(question)
        if rows.empty:
            problems.append(f"EDFacts: the portal has no rows for {question.address} in state {wanted.state}.")
            continue
        columns = [column for rate in rates for column in (rate.low, rate.high, rate.students)]
        need(rows, ["leaid", ID_OF[wanted.level], "race", *columns], question.address)
        chosen = wanted.pick(rows, question.address)
        by_group = grouped(chosen, question.address)
        if len(by_group) < len(chosen):
            problems.append(
                f"{question.address}: {counted(len(chosen) - len(by_group), 'row of two groups at once is', 'rows of two groups at once are')} not used."
            )
        for rate in rates:
            found, contradictions = _rate(by_group, rate, question.address)
            problems += contradictions
            parts.append(observed(found, (), variable=rate.variable, **school_year(wanted.level, question.year)))
    return Observations(together(parts), problems + portal.revisions)


def _rate(rows: pd.DataFrame, rate: Rate, where: str) -> tuple[pd.DataFrame, list[str]]:
    """Rows with estimate, low, high, status and n, and a sentence when bounds contradict each other."""
    read = readings(rows[rate.low], rows[rate.high], where)
    problems = []
    if read["contradicts"].any():
        problems.append(
            f"{where}: {counted(int(read['contradicts'].sum()), 'interval')} of {rate.variable} with a lower end above the upper one: not used."
        )
    students = numbers(rows[rate.students], where)["estimate"]
    return rows[["geoid", "scheme", "group"]].join(read.drop(columns="contradicts")).assign(n=students), problems
