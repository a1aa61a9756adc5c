"""Kindergarten, pre-K and need files of the made-up place in the layouts of Connecticut's: line ends, two header rows, marks and all."""

import csv
from collections.abc import Sequence

from communities.demo.city import STATE, STATE_NAME
from communities.demo.export_form import File, Row, as_csv, coded
from communities.demo.schools import CITY_SCHOOLS, DISTRICTS, ELSEWHERE, FEW, STAR, District, enrolled, rate_in, years

NEED_YEARS = years(2016, 2021)
PREK_YEARS = years(2013, 2020)
# Word in the file's name, title, columns before the total (the first is everybody else), label in the tidy file
NEEDS = (
    ("ell", "English Learner Status", ("No", "Yes"), "English Language Learner"),
    (
        "lunch",
        "Free/Reduced Lunch Eligibility",
        ("Non-Subsidized", "Free", "Reduced"),
        "Eligible for Free or Reduced Price Lunch",
    ),
    ("special-education", "Special Education Status", ("No", "Yes"), "Special Education"),
)
# Percent of students of the state's rest and of each district, in the order of DISTRICTS: each need's column, one after the other
SHARES = {
    "ell": ((4.0,), (1.2,), (14.5,), (2.0,)),
    "lunch": ((18.0, 4.0), (9.0, 3.0), (51.0, 6.5), (48.0, 9.0)),
    "special-education": ((13.0,), (12.0,), (14.0,), (7.5,)),
}
YEARLY = {"ell": 0.4, "lunch": -0.5, "special-education": 0.3}

# Words of the domain in headers with numbers of districts, in headers of 2012-13 and in the names of the state's files; its level 3
DOMAINS = {
    "creative": ("Creative/Aesthetic", "Creative", "creative-aesthetic", 47.0),
    "language": ("Language", "Language", "language", 33.0),
    "literacy": ("Literacy", "Literacy", "literacy", 31.0),
    "numeracy": ("Numeracy", "Numeracy", "numeracy", 34.5),
    "personal": ("Personal/Social", "Personal", "personal-social", 39.0),
    "physical": ("Physical/Motor", "Physical", "physical-motor", 48.5),
}
RATED = (96, 612, 24)  # kindergartners by district
RATED_ELSEWHERE = 188
INVENTORY_YEARS = years(2008, 2012)
TESTED = "Number of Students Tested"


def _needing(students: int, year: str, need: str, place: int) -> list[int]:
    """Students in each of a need's columns, everybody else first."""
    parts = [
        round(students * rate_in(percent, year, place + n, YEARLY[need]) / 100)
        for n, percent in enumerate(SHARES[need][place])
    ]
    return [students - sum(parts), *parts]


def _state(year: str, need: str) -> list[int]:
    places = [sum(ELSEWHERE), *(sum(enrolled(d, year)) for d in DISTRICTS)]
    return [sum(column) for column in zip(*(_needing(n, year, need, p) for p, n in enumerate(places)), strict=True)]


def _hidden(counts: Sequence[int]) -> list[str]:
    """Counts as shown: a small one is starred, and the next smallest with it."""
    small = [n for n, count in enumerate(counts) if 0 < count < FEW]
    rest = sorted((n for n in range(len(counts)) if n not in small), key=lambda n: counts[n])
    starred = {*small, *(rest[:1] if len(small) == 1 else [])}
    return [STAR if n in starred else str(count) for n, count in enumerate(counts)]


def need_export(year: str, word: str, title: str, columns: Sequence[str]) -> File:
    """One need of one year: titles, the need above its columns, districts with code, the state in the last row."""
    rows: list[Row] = [
        ["", "", title, *[""] * len(columns)],
        ["District", "District Code", *columns, "Total"],
    ]
    for place, district in enumerate(DISTRICTS, 1):
        students = sum(enrolled(district, year))
        rows.append([district.name, coded(district), *_hidden(_needing(students, year, word, place)), students])
    state = _state(year, word)
    rows.append(["Total", '=""', *state, sum(state)])
    text = as_csv(rows, [f"Student Counts by District and {title}", "All Districts", year])
    return File(f"enrollment__{year}_{word}.csv", text)


def tidy_need() -> File:
    """The portal's own table of all needs: districts only, marks as numbers; what the exports hide in parts is hidden in the sum."""
    rows: list[Row] = [
        ["District", "FIPS", "Year", "Variable", "Indicator of Educational Need", "Measure Type", "Value"]
    ]
    for place, district in enumerate(DISTRICTS, 1):
        for year in NEED_YEARS:
            at = [district.name, "", f"{year[:4]}-{int(year[:4]) + 1}", "Indicator of Educational Need"]
            students = sum(enrolled(district, year))
            for word, _, _, label in NEEDS:
                marks = _hidden(_needing(students, year, word, place))[1:]
                count = -9999 if STAR in marks else sum(map(int, marks))
                rows.append([*at, label, "Number", count])
                rows.append([*at, label, "Percent", -9999 if count < 0 else f"{100 * count / students:.1f}"])
            rows.append([*at, "Total Students Evaluated", "Number", students])
    return File("educational_need_2021-2022.csv", as_csv(rows, end="\n"), tidy=True)


def tidy_prek() -> File:
    """Children in public pre-K by district, and the state by its FIPS code."""
    header: Row = ["District", "FIPS", "Year", "Variable", "Measure Type", "Value"]
    children = {CITY_SCHOOLS.name: 284, DISTRICTS[0].name: 41, DISTRICTS[2].name: 0}
    rows: list[Row] = []
    for n, year in enumerate(PREK_YEARS):
        about = [f"{year[:4]}-{int(year[:4]) + 1}", "Pre-K Students", "Number"]
        now = {name: round(count * (1 + 0.03 * min(n, 6) - 0.2 * (n == 7))) for name, count in children.items()}
        rows += [[name, "", *about, count] for name, count in now.items()]
        rows.append([STATE_NAME, STATE, *about, 530 + 9 * n - 110 * (n == 7) + sum(now.values())])
    return File(
        "pre-k-students-psis_2008-2021.csv", as_csv([header, *rows], end="\n", quoting=csv.QUOTE_ALL), tidy=True
    )


def levels(domain: str, year: str, place: int, children: int) -> list[int]:
    """Children at levels 1, 2 and 3; place 0 is the rest of the state."""
    percent = DOMAINS[domain][3] + (0.0, 6.0, -2.0, 9.0)[place]
    ready = round(children * rate_in(percent, year, place, 0.45) / 100)
    some = round((children - ready) * 0.6)
    return [children - ready - some, some, ready]


def _rated(domain: str, year: str) -> list[tuple[District | None, list[int]]]:
    """Children by level: of each district, and last of the state."""
    parts = [levels(domain, year, n, c) for n, c in enumerate((RATED_ELSEWHERE, *RATED))]
    state = [sum(level) for level in zip(*parts, strict=True)]
    return [*zip(DISTRICTS, parts[1:], strict=True), (None, state)]


def _percents(counts: Sequence[int]) -> list[str]:
    return [f"{100 * count / sum(counts):.1f}" for count in counts]


def inventory(year: str, domain: str) -> File:
    """One domain of one year, with bare CR line ends: one header with numbers of districts, in 2012-13 two headers without."""
    words, short, _, _ = DOMAINS[domain]
    rated = _rated(domain, year)
    rows: list[Row]
    if year == "2012-13":
        rows = [["", "", f"{short} Skills (%)", *[""] * 5]]
        rows.append(["DistrictName", TESTED, "Level 1", "Level 2", "Level 3", "", "", ""])
        rows += [[d.name if d else "Statewide", sum(c), *_percents(c), "", "", ""] for d, c in rated]
    else:
        rows = [["District ID", "District Name", "School Year", TESTED, *_levels(words)]]
        rows += [[_number(d), d.name, year, sum(c), *_percents(c)] for d, c in rated if d]
        rows += [["", "Statewide", year, sum(c), *_percents(c)] for d, c in rated if d is None and year < "2011"]
    return File(f"{year}_kei_{domain}.csv", as_csv(rows, end="\r", quoting=csv.QUOTE_MINIMAL))


def _number(district: District) -> str:
    """Three digits, which no other district has; the real ones begin the district's code."""
    return district.code[:3] if district is CITY_SCHOOLS else district.code[-3:]


def _levels(words: str) -> list[str]:
    return [f"{words} Skills (%) Level {n}" for n in (1, 2, 3)]


def state_inventory(domain: str) -> File:
    """The state's own file of one domain, the newest year first."""
    words, _, name, _ = DOMAINS[domain]
    rows: list[Row] = [["Organization Name", "School Year", TESTED, *_levels(words)]]
    for year in reversed(INVENTORY_YEARS[:-1]):
        _, counts = _rated(domain, year)[-1]
        rows.append(["State", year, sum(counts), *_percents(counts)])
    name = f"state_2008-2012_kindergarten_entrance_inventory_results_-_{name}_skills.csv"
    return File(name, as_csv(rows, end="\r\n", quoting=csv.QUOTE_MINIMAL))


def packages() -> dict[str, tuple[str, tuple[File, ...]]]:
    """Title and files of each package, by its name in the portal."""
    exports = [need_export(year, word, title, columns) for year in NEED_YEARS for word, title, columns, _ in NEEDS]
    inventories = [inventory(year, domain) for year in INVENTORY_YEARS for domain in DOMAINS]
    return {
        "educational-need": ("Educational Need", (tidy_need(), *exports)),
        "pre-k-students-psis": ("Pre-K Students - PSIS", (tidy_prek(),)),
        "kindergarten-entrance-inventory-results": (
            "Kindergarten Entrance Inventory Results",
            (*inventories, *map(state_inventory, DOMAINS)),
        ),
    }
