"""Students enrolled in a school district by race and ethnicity, on the first of October or the school day nearest to it.

Source: National Center for Education Statistics, Common Core of Data, through the Education Data Portal. The seven groups need not add up
to everyone: students whose race or ethnicity a state does not report are in the total only. So nothing may lean on that sum.
"""

from collections.abc import Iterable

import pandas as pd

from geo.counted import counted
from sources.cache import Cache
from sources.observed import observed, together
from sources.session import Session
from sources.urban import Question, Urban
from sources.urban_codes import grouped, need, numbers, totals
from sources.urban_observations import Observations, Wanted, school_year

PATH = "school-districts/ccd/enrollment/{year}/grade-99/race/"
VARIABLE = "ccd.enrollment"


def enrollment(session: Session, cache: Cache, years: Iterable[int], wanted: Wanted) -> Observations:
    """Students of all grades, variable ccd.enrollment, one row a district, group and school year (by its fall).

    Everyone is the publisher's own total, never the groups' sum.
    """
    portal, parts, problems = Urban(session, cache), list[pd.DataFrame](), list[str]()
    questions = [Question(PATH, year, wanted.filters) for year in years]
    # All years are asked for before the first is read, so that where nothing is new none is.
    for question, rows in [(question, portal.rows(question)) for question in questions]:
        year = question.year
        if rows.empty:
            problems.append(
                f"Common Core of Data: the portal has no rows for {question.address} in state {wanted.state}."
            )
            continue
        need(rows, ["leaid", "race", "enrollment"], question.address)
        found = _counts(wanted.pick(rows, question.address), question.address)
        problems += _apart(found, f"fall of {year}")
        parts.append(observed(found, (), variable=VARIABLE, **school_year("school_district", year)))
    return Observations(together(parts), problems + portal.revisions)


def _counts(rows: pd.DataFrame, where: str) -> pd.DataFrame:
    whole = grouped(totals(rows, ("sex", "grade")), where)
    counts = numbers(whole["enrollment"], where)
    return whole[["geoid", "scheme", "group"]].join(counts)


def _apart(rows: pd.DataFrame, where: str) -> list[str]:
    """A sentence when the groups of a district do not add up to its total."""
    total = rows[rows["group"] == "all"].set_index("geoid")["estimate"]
    parts = rows[rows["group"] != "all"].groupby("geoid")["estimate"].sum()
    apart = (total - parts).dropna()
    count = int((apart != 0).sum())
    said = f"Common Core of Data, {where}: in {count} of {counted(len(total), 'district')} the groups do not add up to everyone."
    return [said] if count else []
