"""Files of test results and of graduates in college in the layouts of Connecticut's exports: every breakdown, every mark."""

from collections.abc import Callable, Sequence

from communities.demo.city import STATE_NAME
from communities.demo.export_form import File, Row, as_csv, coded
from communities.demo.results import (
    PROGRAMS,
    Class,
    Result,
    classes,
    everyone,
    of_district,
    of_state,
    program,
    state_class,
    whole,
)
from communities.demo.schools import CITY_SCHOOLS, DISTRICTS, GROUPS, STAR, District, years

TEST_YEARS = years(2014, 2018)
RACE_YEARS = years(2014, 2015)
COLLEGE_YEARS = years(2016, 2020)
SUBJECTS = ("ELA", "Math")
COUNTS = (
    "Total Numberof Students",
    "Total NumberTested",
    "Smarter BalancedParticipationRate",
    "Total Number with Scored Tests",
)
LEVELS = (
    "Level 1 Not Met  Count",
    "Level 2 Approaching  Count",
    "Level 3 Met  Count",
    "Level 4 Exceeded  Count",
    "Level 3&4 Met or Exceeded Count",
)
SPANS = ("Level 1Not Met", "Level 2Approaching", "Level 3Met", "Level 4Exceeded", "Level 3&4Met or Exceeded")
By = Callable[[str, int], tuple[Result, ...]]  # of a subject and a grade


def grades(year: str) -> tuple[int, ...]:
    """Grades that took the test: grade 11 only in its first year."""
    return (3, 4, 5, 6, 7, 8, 11) if year == TEST_YEARS[0] else (3, 4, 5, 6, 7, 8)


def _header(labels: Sequence[str], *, scale_score: bool) -> list[Row]:
    spans = [cell for span in SPANS for cell in (span, "")]
    shares = [cell for level in LEVELS for cell in (level, "%")]
    last = ["AverageVSS"] if scale_score else []
    return [[""] * (len(labels) + len(COUNTS)) + spans + [""] * len(last), [*labels, *COUNTS, *shares, *last]]


def _rows(first: Sequence[str], by: By, year: str, *, races: bool, combined: bool) -> list[Row]:
    """Rows of one place: a row for each grade or for all together, for each subject, for each group that has anybody."""
    found: list[Row] = []
    for grade in (None,) if combined else grades(year):
        for subject in SUBJECTS:
            parts = [
                whole(p) for p in zip(*(by(subject, g) for g in ([grade] if grade else grades(year))), strict=True)
            ]
            named = zip(GROUPS, parts, strict=True) if races else [("", whole(parts))]
            for group, result in named:
                # An average scale score stands on each row of a grade.
                score = [] if grade is None else [STAR if result.scored < 10 else str(2380 + 20 * grade)]
                labels = [*([f"{grade:02d}"] if grade else []), subject, *([group] if races else [])]
                if result.students:
                    found.append([*first, *labels, *result.cells(), *score])
    return found


def _labels(*, races: bool, combined: bool) -> list[str]:
    return [*([] if combined else ["Grade"]), "Subject", *(["Race"] if races else [])]


def tests(year: str, *, races: bool, combined: bool) -> list[File]:
    """The districts' file and the state's."""
    labels = _labels(races=races, combined=combined)
    district, state = (
        _header([*places, *labels], scale_score=not combined)
        for places in (["District", "District Code"], ["District"])
    )
    for d in DISTRICTS:
        district += _rows([d.name, coded(d)], _by(d, year), year, races=races, combined=combined)
    state += _rows([STATE_NAME], lambda s, g: of_state(year, s, g), year, races=races, combined=combined)
    kind = "race" if races else "all-students"
    name = f"smarter-balanced__{year}_ela-and-math_{kind}_all-grades{'-combined' if combined else ''}"
    title = f"Smarter Balanced Assessments, {year}"
    return [
        File(f"{name}.csv", as_csv(district, [title, "All Districts, ELA and Math"])),
        File(f"{name}_ct.csv", as_csv(state, [title, f"{STATE_NAME}, ELA and Math"])),
    ]


def _by(district: District, year: str) -> By:
    return lambda subject, grade: of_district(district, year, subject, grade)


def reading_again(year: str) -> File:
    """The districts' ELA by race in a file of its own, as the portal also has it; one number of it was starred later."""
    rows = _header(["District", "District Code", "Grade", "Race"], scale_score=True)
    for d in DISTRICTS:
        found = [
            row for row in _rows([d.name, coded(d)], _by(d, year), year, races=True, combined=False) if row[3] == "ELA"
        ]
        rows += [_later([*row[:3], *row[4:]], d, year) for row in found]
    titles = [f"Smarter Balanced Assessments, {year}", "All Districts, ELA, All Grades, Race/Ethnicity"]
    return File(f"smarter-balanced__{year}_ela_race_all-grades.csv", as_csv(rows, titles))


def _later(row: list[str | int | float], district: District, year: str) -> Row:
    if (district, year, row[2], row[3]) != (CITY_SCHOOLS, RACE_YEARS[1], "05", "Two or More Races"):
        return row
    return [*row[:8], *[STAR] * (len(row) - 8)]


def college(year: str) -> list[File]:
    """Entrance and persistence of one class: everyone, by race and by program; the state's file has everyone only."""
    titles = [f"College Entrance and Persistence, {year}", "All Districts"]
    ends = ["Entrance(%)", "Persistence(%)"]
    parts = {d: classes(d, year) for d in DISTRICTS}
    tables: dict[str, list[Row]] = {"": [["District", "District Code", *ends]]}
    tables |= {by: [["District", "District Code", column, *ends]] for by, column in COLUMNS.items()}
    for d, groups in parts.items():
        first, total = [d.name, coded(d)], everyone(groups)
        tables[""].append([*first, *total.cells()])
        tables["race"] += _college_rows(first, list(zip(GROUPS, groups, strict=True)))
        for by, shares in PROGRAMS.items():
            tables[by] += _college_rows(first, [(label, program(total, *share)) for label, *share in shares])
    state: list[Row] = [["District", *ends], ["State", *state_class(year).cells()]]
    name = f"college-entrance-and-persistence__{year}_"
    return [
        *(File(f"{name}{by}.csv", as_csv(rows, titles)) for by, rows in tables.items()),
        File(f"{name}_ct.csv", as_csv(state, [titles[0], STATE_NAME])),
    ]


COLUMNS = {
    "ell": "English Learner Status",
    "gender": "Gender",
    "lunch": "Free/Reduced Price Meal Eligibility",
    "race": "Race/Ethnicity",
    "sped": "Special Education Status",
}


def _college_rows(first: Sequence[str], groups: Sequence[tuple[str, Class]]) -> list[Row]:
    """The export of colleges names Latino graduates in words of its own."""
    return [
        [*first, label.replace("Hispanic/Latino of any race", "Hispanic or Latino"), *group.cells()]
        for label, group in groups
        if group.graduates
    ]


def packages() -> dict[str, tuple[str, tuple[File, ...]]]:
    """Title and files of each package, by its name in the portal."""
    forms = (False, True)
    return {
        "smarter-balanced-by-all-students": (
            "Smarter Balanced by All Students Performance",
            tuple(f for y in TEST_YEARS for c in forms for f in tests(y, races=False, combined=c)),
        ),
        "smarter-balanced-by-race-ethnicity": (
            "Smarter Balanced by Race Ethnicity",
            (
                *(f for y in RACE_YEARS for c in forms for f in tests(y, races=True, combined=c)),
                *(reading_again(y) for y in RACE_YEARS),
            ),
        ),
        "college-entrance-and-persistence": (
            "College Entrance and Persistence",
            tuple(f for y in COLLEGE_YEARS for f in college(y)),
        ),
    }
