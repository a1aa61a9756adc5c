"""Tables of health and of what became of children, tract by tract, for the made-up city."""

import csv
import io
import zipfile
from functools import cache

from communities.demo import survey
from communities.demo.answers import TEXT, Question, Reply, as_json, file, page
from communities.demo.people import tables

PLACES, RELEASE = "/api/views/yjkw-uj5s", 2022
ATLAS, GROWN_UP = "/wp-content/uploads/2018/10/tract_outcomes.zip", 2018
HEALTH = {"CASTHMA": 9.4, "ACCESS2": 8.0, "MHLTH": 14.2, "MOBILITY": 11.0}
OUTCOMES = {"kfr": 0.36, "working": 0.71, "kfr_top20": 0.08}
LABELS = {"pooled": 0.0, "asian": 0.05, "black": -0.02, "hisp": 0.0, "natam": -0.03, "other": 0.01, "white": 0.02}


def _tracts(vintage: int) -> list[tuple[str, float]]:
    """GEOID of each tract with people, and the share of them below the poverty line."""
    lines = tables(vintage)["C17002"]
    found = [
        (a.geo_id.partition("US")[2], lines[list(a.rows)].sum(axis=0))
        for a in survey.areas(vintage)
        if a.rows and a.summary == "140"
    ]
    return [(geoid, float((cells[1] + cells[2]) / cells[0])) for geoid, cells in found]


@cache
def _health() -> bytes:
    """One header begins with a blank, as in the publisher's file."""
    header = ["TractFIPS", "TotalPop18plus"]
    for name in HEALTH:
        header += [f"{name}_CrudePrev", f" {name}_Crude95CI" if name == "CASTHMA" else f"{name}_Crude95CI"]
    rows: list[list[object]] = [[*header]]
    for geoid, poverty in _tracts(RELEASE):
        row: list[object] = [geoid, 1900]
        for base in HEALTH.values():
            value = base * (0.8 + 1.4 * poverty)
            row += [f"{value:.1f}", f"({value * 0.9:4.1f}, {value * 1.1:4.1f})"]
        rows.append(row)
    return _written(rows)


@cache
def _atlas() -> bytes:
    names = [f"{outcome}_{label}_pooled_p25" for outcome in OUTCOMES for label in LABELS]
    rows: list[list[object]] = [["state", "county", "tract", *(n + end for n in names for end in ("", "_se"))]]
    for geoid, poverty in _tracts(GROWN_UP):
        cells: list[object] = []
        for base in OUTCOMES.values():
            for label, more in LABELS.items():
                few = label in ("natam", "other")
                cells += ["", ""] if few else [f"{base * (1.1 - 0.5 * poverty + more):.4f}", f"{base * 0.05:.4f}"]
        rows.append([int(geoid[:2]), int(geoid[2:5]), int(geoid[5:]), *cells])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("tract_outcomes_early.csv"), _written(rows))
    return packed.getvalue()


def _written(rows: list[list[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def health(question: Question) -> Reply:
    """data.cdc.gov: the table and what it says of itself."""
    if question.path == f"{PLACES}/rows.csv":
        return file(_health(), TEXT.replace("plain", "csv"), question)
    if question.path == f"{PLACES}.json":
        return as_json({"name": "PLACES: Census Tract Data (GIS Friendly Format), 2024 release (made up)"})
    return page(404, "Not Found", "The requested resource was not found.")


def grown_up(question: Question) -> Reply:
    """opportunityinsights.org: the zip of tract outcomes."""
    if question.path == ATLAS:
        return file(_atlas(), "application/zip", question)
    return page(404, "Not Found", "Nothing is here.")
