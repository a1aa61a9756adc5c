"""What publishers call the groups they count: one vocabulary a source, from its words and codes to group schemes."""

from sources.labels import Vocabulary, labels

_USUAL = {
    "aian": "American Indian or Alaska Native",
    "asian": "Asian",
    "black": "Black or African American",
    "latino": "Hispanic/Latino of any race",
    "nhpi": "Native Hawaiian or Other Pacific Islander",
    "two": "Two or More Races",
    "white": "White",
}


def _race(**groups: str) -> dict[str, str]:
    return {word: f"race_ethnicity.{group}" for group, word in groups.items()}


def _usual(**own: str) -> dict[str, str]:
    """The words most publishers have, with a publisher's own in place of some or besides."""
    return _race(**(_USUAL | own))


_CONNECTICUT_NOTE = "Small groups are starred, so nothing may lean on their sum."
VOCABULARIES: dict[str, Vocabulary] = {
    v.id: v
    for v in (
        Vocabulary(
            "ct_tidy",
            "1997",
            False,
            labels({"Total": "all", **_usual(not_reported="Not Reported")}),
            _CONNECTICUT_NOTE,
        ),
        Vocabulary(
            "ct_edsight",
            "1997",
            False,
            labels({"Total": "all", **_usual()}),
            _CONNECTICUT_NOTE,
        ),
        Vocabulary(
            "ct_edsight_to_2010",
            "1977",
            False,
            labels(
                {
                    "Total": "all",
                    **_race(
                        aian="American Indian",
                        asian="Asian",
                        black="Black, not of Hispanic Origin",
                        latino="Hispanic/Latino",
                        white="White, not of Hispanic Origin",
                        not_reported="Not Reported",
                    ),
                }
            ),
            "To 2009-10 Asian includes Pacific Islander students and nobody could report two races: a break of the definition.",
        ),
        Vocabulary(
            "ct_graduation",
            "1997",
            False,
            labels(
                {
                    "Total": "all",
                    **_usual(
                        aian="Indian or Alaska Native",
                        black="Black",
                        latino="Hispanic",
                        nhpi="Hawaiian or Pacific Islander",
                    ),
                }
            ),
            _CONNECTICUT_NOTE,
        ),
        Vocabulary(
            "ct_suspension",
            "1997",
            False,
            labels({"Total": "all", **_usual(latino="Hispanic or Latino of any race")}),
            _CONNECTICUT_NOTE,
        ),
        # College entrance and persistence: the only export by sex, English learning, meals and special education. It lists the
        # students who are in a program, never those who are not.
        Vocabulary(
            "ct_college",
            "1997",
            False,
            labels(
                {
                    "Female": "sex.female",
                    "Male": "sex.male",
                    "English Language Learners": "language.english_learner",
                    "Eligible for Free or Reduced-Price Meals": "meals.free_or_reduced",
                    "Students with Disabilities": "disability.with_disability",
                    **_usual(latino="Hispanic or Latino"),
                }
            ),
            "Classes to 2010 have no students of two or more races and no Pacific Islander students: a break of the definition.",
        ),
        # Column prefixes of EDFacts' rate files. MAS stands where a state reports Asian apart or joined with Pacific Islander (MAP).
        Vocabulary(
            "edfacts",
            "1997",
            False,
            labels(
                {
                    "ALL": "all",
                    "F": "sex.female",
                    "M": "sex.male",
                    **_race(
                        aian="MAM",
                        asian="MAS",
                        black="MBL",
                        latino="MHI",
                        nhpi="MNP",
                        two="MTR",
                        white="MWH",
                    ),
                }
            ),
            "MAS may include Pacific Islander students where a state reports its own major groups.",
        ),
        # Urban Institute Education Data Portal, codes of `race`: 99 repeats the sum of the others. 8 is a
        # visa status and stands in sources/urban_codes.py.
        Vocabulary(
            "education_portal",
            "1997",
            # In more than half of Connecticut districts of 2022 and 2023 the groups do not add up to the published total.
            False,
            labels(
                {
                    "99": "all",
                    **_race(
                        white="1",
                        black="2",
                        latino="3",
                        asian="4",
                        aian="5",
                        nhpi="6",
                        two="7",
                        not_reported="9",
                        other="20",
                    ),
                }
            ),
        ),
        Vocabulary(
            "ccd",
            "1997",
            False,  # as in the portal, which hands these counts on
            labels(
                {
                    "Female": "sex.female",
                    "Male": "sex.male",
                    **_usual(latino="Hispanic/Latino", two="Two or more races", not_reported="Not Specified"),
                }
            ),
        ),
        # Washington's superintendent (OSPI), StudentGroup of the Report Card files; two spellings were seen.
        Vocabulary(
            "wa_ospi",
            "1997",
            False,
            labels(
                {
                    "All Students": "all",
                    "Female": "sex.female",
                    "Male": "sex.male",
                    "American Indian/ Alaskan Native": "race_ethnicity.aian",
                    "Asian": "race_ethnicity.asian",
                    "Black/ African American": "race_ethnicity.black",
                    "Hispanic/ Latino of any race(s)": "race_ethnicity.latino",
                    "Native Hawaiian/ Other Pacific Islander": "race_ethnicity.nhpi",
                    "Two or More Races": "race_ethnicity.two",
                    "TwoorMoreRaces": "race_ethnicity.two",
                    "White": "race_ethnicity.white",
                }
            ),
            "Gender X has no group in the scheme of two sexes; declarations leave it out by name.",
        ),
        Vocabulary(
            "co_cde",
            "1997",
            False,
            labels(
                {
                    "All Students": "all",
                    "Female": "sex.female",
                    "Male": "sex.male",
                    **_usual(black="Black", latino="Hispanic", not_reported="Not Reported"),
                    "Hawaiian/Pacific Islander": "race_ethnicity.nhpi",
                }
            ),
        ),
    )
}
