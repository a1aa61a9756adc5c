"""Schools by race or ethnicity and sex: students enrolled, disciplined, chronically absent, in Advanced Placement, held back.

Source: U.S. Department of Education, Office for Civil Rights, Civil Rights Data Collection, through the Education Data Portal; about every
second school year, and 2020-21 in the pandemic. Counts are of students, altered slightly by the publisher, so groups need not add up to
everyone. Its enrollment is not the Common Core's. A student is chronically absent here after 15 days, by which no state counts.
"""

from collections.abc import Collection, Iterable

from sources.cache import Cache
from sources.session import Session
from sources.urban import Urban
from sources.urban_counts import Places, Topic, read
from sources.urban_observations import Observations

BY_RACE_AND_SEX = ("disability", "lep")
TOPICS = {
    "enrollment": Topic(
        "schools/crdc/enrollment/{year}/race/sex/", {"crdc.enrollment": "enrollment_crdc"}, BY_RACE_AND_SEX
    ),
    # Discipline is asked with the disability in its path: without it the portal has no such page.
    "discipline": Topic(
        "schools/crdc/discipline/{year}/disability/race/sex/",
        {
            "crdc.suspended_in_school": "students_susp_in_sch",
            "crdc.suspended_once": "students_susp_out_sch_single",
            "crdc.suspended_more_than_once": "students_susp_out_sch_multiple",
            "crdc.referred_to_police": "students_referred_law_enforce",
            "crdc.arrested": "students_arrested",
        },
        BY_RACE_AND_SEX,
    ),
    "chronic_absence": Topic(
        "schools/crdc/chronic-absenteeism/{year}/race/sex/",
        {"crdc.chronically_absent": "students_chronically_absent"},
        BY_RACE_AND_SEX,
    ),
    "advanced_placement": Topic(
        "schools/crdc/ap-ib-enrollment/{year}/race/sex/", {"crdc.advanced_placement": "enrl_AP"}, BY_RACE_AND_SEX
    ),
    "retention": Topic(
        "schools/crdc/retention/{year}/grade-99/race/sex/", {"crdc.held_back": "students_retained"}, BY_RACE_AND_SEX
    ),
}


def observations(
    session: Session, cache: Cache, topic: str, years: Iterable[int], where: tuple[str, Collection[str]]
) -> Observations:
    """Students of one topic (a key of TOPICS), by the falls of the school years, in a state's schools: (state, leaids or none for all).

    Schemes race_ethnicity, sex, and race_ethnicity_by_sex. The portal's pages by group fail at times: a year that does is told.
    """
    state, leaids = where
    places = Places(state, "school", "ncessch", "leaid", leaids)
    return read(Urban(session, cache), TOPICS[topic], years, places)
