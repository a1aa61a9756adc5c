"""Federal services beside the survey, for the made-up city: population estimates, modeled poverty, unemployment, students by district."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from communities.demo import survey
from communities.demo.answers import HTML, TEXT, Question, Reply, as_json, file, page
from communities.demo.census import COLUMNS, ids
from communities.demo.city import STATE
from communities.demo.people import tables
from communities.demo.schools import CITY_SCHOOLS, enrolled

LAST = 2024  # the newest year these services speak of; the survey ends a year before
ESTIMATES = re.compile(
    r"/programs-surveys/popest/datasets/2020-(\d{4})/counties/(totals/co-est|asrh/cc-est)(\d{4})-alldata(?:-(\d\d))?\.csv"
)
FIRST_ESTIMATES, AGE_GROUPS = 2021, range(19)
# Lines of B03002 that make each of the publisher's groups; who names some other race is counted with two or more.
RACES = {"NHWA": (2,), "NHBA": (3,), "NHIA": (4,), "NHAA": (5,), "NHNA": (6,), "NHTOM": (7, 8), "H": (11,)}
LEAID, PORTAL_YEARS = "9800010", range(2017, LAST)
# The portal's codes in the order of the district's groups: American Indian, Asian, Black, Latino, Pacific Islander, two, White.
PORTAL_RACES = ("5", "4", "2", "3", "6", "7", "1")


def _people(year: int) -> dict[str, np.ndarray]:
    """County code → residents by line of B03002, as the counties are from 2022 on; growth goes on after the survey ends."""
    known = min(year, survey.VINTAGES[-1])
    lines = tables(known)["B03002"]
    found = {a.geo_id[-3:]: lines[list(a.rows)].sum(axis=0) for a in survey.areas(2022) if a.summary == "050"}
    return {county: np.rint(cells * 1.006 ** (year - known)).astype(int) for county, cells in found.items()}


def population_file(question: Question) -> Reply | None:
    """A file of population estimates; None when the path is not one of them."""
    found = ESTIMATES.fullmatch(question.path)
    if found is None or found[1] != found[3] or not FIRST_ESTIMATES <= int(found[1]) <= LAST:
        return None
    rows = _totals(int(found[1])) if found[2].startswith("totals") else _groups(int(found[1]))
    return file(_csv(rows), TEXT, question)


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("latin-1")


def _totals(vintage: int) -> Sequence[Sequence[object]]:
    years = range(2020, vintage + 1)
    by_county = {c: [int(_people(y)[c][0]) for y in years] for c in sorted(_people(2022))}
    whole = [sum(column) for column in zip(*by_county.values(), strict=True)]
    header = ["SUMLEV", "STATE", "COUNTY", *(f"POPESTIMATE{y}" for y in years)]
    return [header, ["040", STATE, "000", *whole], *(["050", STATE, c, *counts] for c, counts in by_county.items())]


def _groups(vintage: int) -> Sequence[Sequence[object]]:
    """A row for each county, year (1 is the census' base, 2 July 2020) and age group (0 all ages), in even parts by age and sex."""
    cells = [f"{race}_{sex}" for race in RACES for sex in ("MALE", "FEMALE")]
    rows: list[list[object]] = [
        ["SUMLEV", "STATE", "COUNTY", "YEAR", "AGEGRP", "TOT_POP", "TOT_MALE", "TOT_FEMALE", *cells]
    ]
    for code in range(1, vintage - 2020 + 3):
        for county, lines in sorted(_people(max(2020, 2018 + code)).items()):
            for age in AGE_GROUPS:
                share = 1.0 if age == 0 else 1 / (len(AGE_GROUPS) - 1)
                halves = [round(int(sum(lines[n] for n in part)) * share / 2) for part in RACES.values()]
                rows.append(
                    ["050", STATE, county, code, age, 2 * sum(halves), sum(halves), sum(halves)]
                    + [half for half in halves for _ in range(2)]
                )
    return rows


def modeled_poverty(question: Question) -> Reply | None:
    """Small Area Income and Poverty Estimates of a year; None for another path."""
    if question.path != "/data/timeseries/poverty/saipe":
        return None
    if not re.fullmatch(r"\w{40}", question.get("key")):
        where = "https://api.census.gov/data/missing_key.html"
        return Reply(302, b"", {"X-DataWebAPI-KeyError": "1", "Location": where, "Content-Type": HTML})
    year, fields = int(question.get("time")), question.get("get").split(",")
    level = {"us": "010", "state": "040", "county": "050"}[question.get("for").partition(":")[0]]
    wanted = question.get("for").partition(":")[2]
    rows = []
    for area in survey.areas(year) if year in survey.VINTAGES else ():
        if area.summary == level and wanted in ("*", ids(area.geo_id)[-1]):
            rows.append([*_modeled(area, year, fields), str(year), *ids(area.geo_id)])
    return as_json([[*fields, "time", *COLUMNS[level]], *rows]) if rows else Reply(204)


def _modeled(area: survey.Area, year: int, fields: list[str]) -> list[str]:
    """Points and bounds: children live below the line somewhat more often than everyone."""
    below = tables(year)["C17002"][list(area.rows)].sum(axis=0)
    rate = 100 * (below[1] + below[2]) / below[0]
    points = {"SAEPOVRTALL": rate, "SAEPOVRT0_17": 1.35 * rate, "SAEMHI": 52_000 + 900 * (40 - rate)}
    widths = {"_PT": 0.0, "_LB90": -0.06, "_UB90": 0.06}
    found = []
    for name in fields:
        stem, end = name.rsplit("_", 1)
        value = points[stem] * (1 + widths[f"_{end}"])
        found.append(f"{value:.0f}" if stem == "SAEMHI" else f"{value:.1f}")
    return found


def unemployment(question: Question) -> Reply:
    """Yearly averages of the asked series; a place that does not exist in a year has no number then, and the service says so."""
    asked = json.loads(question.body or b"{}")
    years, series, said = range(int(asked["startyear"]), int(asked["endyear"]) + 1), [], []
    for name in asked["seriesid"]:
        there = [y for y in years if y <= LAST and _exists(name[5:10], y)]
        said += [f"No Data Available for Series {name} Year: {y}" for y in years if y not in there]
        points = [{"year": str(y), "period": "M13", "value": _rate(name, y), "footnotes": [{}]} for y in there]
        series.append({"seriesID": name, "data": points})
    return as_json({"status": "REQUEST_SUCCEEDED", "message": said, "Results": {"series": series}})


def _exists(area: str, year: int) -> bool:
    if area[2:] == "000":
        return True
    known = min(max(year, survey.VINTAGES[0]), survey.VINTAGES[-1])
    return any(a.geo_id.endswith(f"US{area}") for a in survey.areas(known) if a.summary == "050")


def _rate(series: str, year: int) -> str:
    return f"{4.1 + 0.3 * (series[7] != '0') + (4.2 if year == 2020 else 0.0) - 0.1 * (year - 2019):.1f}"


def education_portal(question: Question) -> Reply:
    """The list of endpoints, and students by district and race."""
    if question.path == "/api/v1/api-endpoints/":
        years = f"{PORTAL_YEARS[0]}–{PORTAL_YEARS[-1]}"
        url = "/api/v1/school-districts/ccd/enrollment/{year}/{grade}/race/"
        return _results([{"endpoint_id": 1, "endpoint_url": url, "years_available": years}])
    found = re.fullmatch(r"/api/v1/school-districts/ccd/enrollment/(\d{4})/grade-99/race/", question.path)
    if found is None or int(found[1]) not in PORTAL_YEARS:
        return page(404, "Not Found", "The requested resource was not found on this server.")
    year = int(found[1])
    groups = dict(zip(PORTAL_RACES, enrolled(CITY_SCHOOLS, f"{year}-{(year + 1) % 100:02d}"), strict=True))
    same = {"year": year, "fips": int(STATE), "leaid": LEAID, "grade": 99, "sex": 99}
    whole = groups | {"99": sum(groups.values()) + 12}  # of some students no race or ethnicity is reported
    return _results([same | {"race": int(race), "enrollment": count} for race, count in sorted(whole.items())])


def _results(rows: Sequence[Mapping[str, object]]) -> Reply:
    return as_json({"count": len(rows), "next": None, "previous": None, "results": list(rows)})
