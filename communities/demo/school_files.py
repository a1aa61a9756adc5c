"""School files of the made-up place in the layouts of Connecticut's exports: titles, codes, marks and all."""

import csv
from functools import cache

from communities.demo import result_files
from communities.demo.city import STATE, STATE_NAME
from communities.demo.export_form import File, Row, as_csv, coded
from communities.demo.schools import (
    CITY_SCHOOLS,
    DISTRICTS,
    ELSEWHERE,
    GROUPS,
    SHORT,
    STAR,
    cohort,
    enrolled,
    graduates,
    shares,
    starred,
    state_of,
    state_shares,
    years,
)


def enrollment(year: str) -> list[File]:
    """Students by district and race, the state in the last row."""
    rows: list[Row] = [["", "", "Race", *[""] * 7], ["District", "District Code", *GROUPS, "Total"]]
    for district in DISTRICTS:
        counts = enrolled(district, year)
        rows.append([district.name, coded(district), *starred(counts), sum(counts)])
    state = state_of(lambda d: enrolled(d, year), ELSEWHERE)
    rows.append(["Total", '=""', *state, sum(state)])
    return [
        File(
            f"enrollment__{year}_race.csv", as_csv(rows, ["Student Counts by District and Race", "All Districts", year])
        )
    ]


def absence(year: str) -> list[File]:
    """Chronic absence: the districts' export and the state's; the state's gives rates only."""
    rows: list[Row] = [
        ["", "", "", "Chronically Absent", ""],
        ["District", "District Code", "Race/Ethnicity", "Student Count", "%"],
    ]
    for district in DISTRICTS:
        shown = zip(GROUPS, shares(district, year, "absent"), strict=True)
        rows += [[district.name, coded(district), group, count, rate] for group, (count, rate) in shown]
    state: list[Row] = [["Organization", "Race/Ethnicity", "% Chronically Absent"]]
    state += [[STATE_NAME, group, rate] for group, (_, rate) in zip(GROUPS, state_shares(year, "absent"), strict=True)]
    title = f"Chronic Absenteeism, {year}"
    return [
        File(f"chronic-absenteeism__{year}_race.csv", as_csv(rows, [title, "All Districts, Race/Ethnicity"])),
        File(f"chronic-absenteeism__{year}_race_ct.csv", as_csv(state, [title, f"{STATE_NAME}, Race/Ethnicity"])),
    ]


def suspension(year: str) -> list[File]:
    """Suspensions: no titles; N/A where a group has no student."""
    rows: list[Row] = [["District", "District Code", "Race/Ethnicity", "Count", "%"]]
    for district in DISTRICTS:
        students = enrolled(district, year)
        for group, number, (count, rate) in zip(GROUPS, students, shares(district, year, "suspended"), strict=True):
            rows.append([district.name, coded(district), group, *((count, rate) if number else ("N/A", STAR))])
    state: list[Row] = [["District", "Organization Code", "Race/Ethnicity", "Count", "%"]]
    shown = zip(GROUPS, state_shares(year, "suspended"), strict=True)
    state += [["State", '="0000000"', group, count, rate] for group, (count, rate) in shown]
    return [
        File(f"suspension-rates__{year}_race.csv", as_csv(rows)),
        File(f"suspension-rates__{year}_race_ct.csv", as_csv(state)),
    ]


def graduation(year: str) -> list[File]:
    """Four-year graduation: cohort, graduates, rate; the rate of a small cohort is starred beside its counts, as published."""
    header = [
        "District",
        "District Code",
        "Race/Ethnicity",
        "Four-Year Cohort Count",
        "Graduation Count",
        "Graduation Rate",
    ]
    rows: list[Row] = [["", "", "", "", "Graduates", ""], [*header]]
    for district in DISTRICTS:
        for group, starts, ends in zip(SHORT, *cohort(district, year), strict=True):
            if starts:
                rows.append([district.name, coded(district), group, *graduates(starts, ends)])
    cohorts = [cohort(d, year) for d in DISTRICTS]
    elsewhere = [round(n / 13) for n in ELSEWHERE]
    state: list[Row] = [["", "", "", "Graduates", ""], [header[0], *header[2:]]]
    for n, group in enumerate(SHORT):
        starts = elsewhere[n] + sum(c[0][n] for c in cohorts)
        ends = round(elsewhere[n] * 0.93) + sum(c[1][n] for c in cohorts)
        state.append([STATE_NAME, group, starts, ends, round(100 * ends / starts, 1)])
    title = f"Four-Year Graduation Rates, {year}"
    name = f"four-year-graduation-rates__{year}_race_grad"
    return [
        File(f"{name}.csv", as_csv(rows, [title, "All Districts, Race/Ethnicity"])),
        File(f"{name}_ct.csv", as_csv(state, [title, f"{STATE_NAME}, Race/Ethnicity"])),
    ]


def tidy_absence() -> File:
    """The portal's own table made from the exports: marks as numbers, the state known by its FIPS code; one value was corrected later."""
    rows: list[Row] = [["District", "FIPS", "Year", "Race/Ethnicity", "Variable", "Measure Type", "Value"]]
    for year in ABSENCE_YEARS:
        span = f"{year[:4]}-{int(year[:4]) + 1}"
        what = ["Chronically Absent Students", "Percent"]
        for district in DISTRICTS:
            for n, (_, rate) in enumerate(shares(district, year, "absent")):
                value = "-9999" if rate == STAR and enrolled(district, year)[n] else "-6666" if rate == STAR else rate
                if (district, year, n) == (CITY_SCHOOLS, "2017-18", 6):
                    value = f"{float(rate) + 0.2:.1f}"
                rows.append([district.name, "", span, GROUPS[n], *what, value])
        rows += [
            [STATE_NAME, STATE, span, GROUPS[n], *what, str(rate)]
            for n, (_, rate) in enumerate(state_shares(year, "absent"))
        ]
    text = as_csv(rows, end="\n", quoting=csv.QUOTE_ALL)
    return File("chronic_absenteeism_by_race_ethnicity_2017-2020.csv", text, tidy=True)


ABSENCE_YEARS = years(2016, 2019)
GRADUATION_YEARS = years(2014, 2018)
SUSPENSION_YEARS = years(2016, 2020)
ENROLLMENT_YEARS = years(2016, 2021)


@cache
def packages() -> dict[str, tuple[str, tuple[File, ...]]]:
    """Title and files of each package, by its name in the portal."""
    return {
        "student-enrollment-by-race-ethnicity": (
            "Student Enrollment by Race Ethnicity",
            tuple(file for year in ENROLLMENT_YEARS for file in enrollment(year)),
        ),
        "chronic-absenteeism-by-race-ethnicity": (
            "Chronic Absenteeism by Race Ethnicity",
            (tidy_absence(), *(file for year in ABSENCE_YEARS for file in absence(year))),
        ),
        "four-year-grad-rates-by-race-ethnicity": (
            "Four Year Cohort Graduation Rates by Race Ethnicity",
            tuple(file for year in GRADUATION_YEARS for file in graduation(year)),
        ),
        "suspension-rate-by-race": (
            "Suspension Rate by Race",
            tuple(file for year in SUSPENSION_YEARS for file in suspension(year)),
        ),
        **result_files.packages(),
    }
