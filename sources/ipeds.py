"""Colleges by race or ethnicity and sex: students enrolled in the fall, graduation within half again the normal time, completers.

Source: National Center for Education Statistics, Integrated Postsecondary Education Data System, through the Education Data Portal. Students
from abroad are counted apart by their visa (scheme residency), not by race or ethnicity. Graduation is of full-time students in college for
the first time: who transfers in or studies part time is not in it. The portal has revised whole years of it (see Urban.revisions).
"""

from collections.abc import Collection, Iterable

import pandas as pd

from geo.counted import counted
from sources.cache import Cache
from sources.session import Session
from sources.urban import Question, Urban
from sources.urban_codes import code, need
from sources.urban_counts import Places, Topic, percent, read
from sources.urban_observations import Observations

SECTION = "college-university/ipeds"
# Years from entry to the last fall of 150 percent of the normal time: six years at a four-year college, three at another.
COHORT_AGE = {"4": 5, "2": 2, "1": 2}


def _cohort(rows: pd.DataFrame, question: Question) -> tuple[pd.DataFrame, list[str]]:
    """Rows of the whole cohort that reached its last year now, its rate in percent."""
    need(rows, ["subcohort", "cohort_year", "institution_level"], question.address)
    whole = rows[code(rows["subcohort"]).eq("99")]
    entered = pd.to_numeric(code(whole["cohort_year"]), errors="coerce")
    age = code(whole["institution_level"]).map(COHORT_AGE)
    other = entered.notna() & entered.ne(question.year - age)
    told = f"{question.address}: {counted(int(other.sum()), 'row of another entering class is', 'rows of another entering class are')} not used."
    found = whole[~other]
    return found.assign(completion_rate_150pct=percent(found["completion_rate_150pct"], question.address)), (
        [told] if other.any() else []
    )


ENROLLMENT = Topic(
    f"{SECTION}/fall-enrollment/{{year}}/undergraduate/race/sex/",
    {"ipeds.enrollment": "enrollment_fall"},
    ("ftpt", "degree_seeking", "class_level"),
)
GRADUATION = Topic(
    f"{SECTION}/grad-rates/{{year}}/",
    {
        "ipeds.graduation.rate": "completion_rate_150pct",
        "ipeds.graduation.count": "completers_150pct",
        "ipeds.graduation.cohort": "cohort_adj_150pct",
    },
    rows=_cohort,
)
COMPLETERS = Topic(f"{SECTION}/completers/{{year}}/", {"ipeds.completers": "completers"})


def enrollment(
    session: Session, cache: Cache, years: Iterable[int], where: tuple[str, Collection[str]]
) -> Observations:
    """Undergraduates in the fall, variable ipeds.enrollment, of the colleges of a state: (state, unitids or none for all)."""
    return read(Urban(session, cache), ENROLLMENT, years, colleges(*where))


def graduation(
    session: Session, cache: Cache, years: Iterable[int], where: tuple[str, Collection[str]]
) -> Observations:
    """Percent who graduated within 150 percent of the normal time, how many, and of how many; places as in `enrollment`."""
    return read(Urban(session, cache), GRADUATION, years, colleges(*where))


def completers(
    session: Session, cache: Cache, years: Iterable[int], where: tuple[str, Collection[str]]
) -> Observations:
    """Students who completed a degree or certificate, each counted once; places as in `enrollment`.

    Around 2020 the portal changed by which year it names completions: a year that repeats the one before is told and left out.
    """
    found = read(Urban(session, cache), COMPLETERS, years, colleges(*where))
    repeated = _repeated(found.rows)
    told = [
        f"IPEDS completers: the portal's year {fall} repeats {fall - 1}; it is left out, and later years may be a year early."
        for fall in repeated
    ]
    kept = found.rows[~found.rows["period_start"].isin(repeated)].reset_index(drop=True)
    return Observations(kept, found.problems + told)


def _repeated(rows: pd.DataFrame) -> list[int]:
    """Falls whose numbers are those of the fall before, in every place and group."""
    key = ["variable", "geoid", "scheme", "group", "status"]
    falls = {
        fall: rows[rows["period_start"] == fall].set_index(key)["estimate"]
        for fall in sorted(set(rows["period_start"]))
    }
    return [f for f, now in falls.items() if f - 1 in falls and now.notna().any() and now.equals(falls[f - 1])]


def colleges(state: str, unitids: Collection[str]) -> Places:
    """Colleges of a state, or these of it."""
    return Places(state, "college", "unitid", "unitid", unitids)
