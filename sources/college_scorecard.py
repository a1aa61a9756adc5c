"""What students earn some years after they entered a college: median and mean of everyone, mean by sex.

Source: U.S. Department of Education, College Scorecard, through the Education Data Portal. It knows only students with federal aid, and no
race or ethnicity. Outcomes of fewer than 30 students are not published. Dollars are those of the publisher's release.
"""

from collections.abc import Collection, Iterable

import pandas as pd

from sources.cache import Cache
from sources.ipeds import colleges
from sources.observed import observed, together
from sources.session import Session
from sources.urban import Question, Urban
from sources.urban_codes import code, need, numbers
from sources.urban_counts import once
from sources.urban_observations import Observations, school_year

PATH = "college-university/scorecard/earnings/{year}/"
MEDIAN, MEAN = "scorecard.earnings_median", "scorecard.earnings_mean"
# Variable, scheme and group, and the columns of the dollars and of the students with earnings they speak of.
COLUMNS = (
    (MEDIAN, "all", "all", "earnings_med", "count_working"),
    (MEAN, "all", "all", "earnings_mean", "count_working"),
    (MEAN, "sex", "female", "earnings_female_mean", "count_working_female"),
    (MEAN, "sex", "male", "earnings_male_mean", "count_working_male"),
)


def earnings(
    session: Session, cache: Cache, years: Iterable[int], where: tuple[str, Collection[str]], after: int = 10
) -> Observations:
    """Dollars a year, so many years after entry, in the colleges of a state: (state, unitids or none for all).

    Neither a median nor a mean may be summed; `n` is the number of students with earnings. A year is that of the earnings.
    """
    portal, places = Urban(session, cache), colleges(*where)
    parts, problems = list[pd.DataFrame](), list[str]()
    for question in [Question(PATH, year, places.filters) for year in years]:
        rows = portal.rows(question)
        if rows.empty:
            problems.append(f"{question.address}: the portal has no rows in state {places.state}.")
            continue
        need(rows, ["unitid", "years_after_entry", *(c for *_, dollars, n in COLUMNS for c in (dollars, n))], PATH)
        chosen, _ = places.pick(rows[code(rows["years_after_entry"]).eq(str(after))])
        single, told = once(chosen, ["geoid"], question.address)
        parts += _groups(single, question)
        problems += told
    return Observations(together(parts), problems + portal.revisions)


def _groups(rows: pd.DataFrame, question: Question) -> list[pd.DataFrame]:
    """Observations of every variable and group."""
    parts = []
    for variable, scheme, group, dollars, students in COLUMNS:
        n = numbers(rows[students], question.address)["estimate"]
        found = rows[["geoid"]].join(numbers(rows[dollars], question.address)).assign(n=n, scheme=scheme, group=group)
        parts.append(observed(found, (), variable=variable, **school_year("college", question.year)))
    return parts
