"""data.ctdata.org (CKAN) and data.ct.gov (Socrata) for the made-up city."""

import csv
import io
import json
import re
import uuid
from functools import cache
from typing import Any

from communities.demo import lattice, need_files, school_files
from communities.demo.answers import Question, Reply, as_json, file, page
from communities.demo.city import Cell
from communities.demo.export_form import File
from communities.demo.schools import CITY_SCHOOLS

CKAN = "https://data.ctdata.org"
MODIFIED = "2024-06-01T12:00:00.000000"
ROWS_MAX = 32_000
ACTION = re.compile(r"/api/(?:3/)?action/(\w+)")
DOWNLOAD = re.compile(r"/dataset/[\w-]+/resource/([\w-]+)/download/[^/]+")
DIRECTORY = "9k2y-kqxn"
GRADES = ("prekindergarten", "kindergarten", *(f"grade_{n}" for n in range(1, 13)))
# name, type, cell, first and last of GRADES; one more has no position
SCHOOLS = (
    ("North Beacon School", "Public Schools", (2, 3), (0, 9)),
    ("Mirror Pond Elementary School", "Public Schools", (4, 3), (1, 6)),
    ("Tallow Hill School", "Public Schools", (7, 3), (0, 9)),
    ("Wickford Green School", "Public Schools", (2, 2), (0, 9)),
    ("José Peña's Corner School", "Public Schools", (4, 2), (0, 9)),
    ("Saint-Aurèle Children's Academy", "Public Charter Schools", (7, 2), (1, 9)),
    ("Lampmakers' Middle School", "Public Schools", (2, 1), (7, 9)),
    ("Ember Flats Elementary School", "Public Schools", (4, 1), (0, 6)),
    ("Sea O'Light School", "Public Schools", (7, 1), (0, 9)),
    ("Lanternford High School", "Public Schools", (5, 3), (10, 13)),
    ("Harbor Works High School", "Public Schools", (4, 0), (10, 13)),
)


def _id(*names: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join((CKAN, *names))))


@cache
def packages() -> dict[str, tuple[str, tuple[File, ...]]]:
    """Title and files of each package, by its name in the portal."""
    return school_files.packages() | need_files.packages()


@cache
def _resources() -> dict[str, tuple[str, File]]:
    """Package name and file of each resource id."""
    return {_id(name, found.name): (name, found) for name, (_, files) in packages().items() for found in files}


def ckan(question: Question) -> Reply:
    """An action's answer or a file."""
    found = DOWNLOAD.fullmatch(question.path)
    if found is not None and found[1] in _resources():
        return file(_resources()[found[1]][1].text.encode(), "text/csv", question)
    action = ACTION.fullmatch(question.path)
    if action is None:
        return page(404, "404 Not Found", "The requested URL was not found.")
    if action[1] not in ("package_show", "datastore_search"):
        return as_json(f"Bad request - Action name not known: {action[1]}", 400)
    result = _package(question.get("id")) if action[1] == "package_show" else _rows(question)
    if result is None:
        error = {"message": "Not found", "__type": "Not Found Error"}
        return as_json({"help": CKAN, "success": False, "error": error}, 404)
    return as_json({"help": CKAN, "success": True, "result": result})


def _package(name: str) -> dict[str, Any] | None:
    if name not in packages():
        return None
    title, files = packages()[name]
    resources = [_resource(name, found, n) for n, found in enumerate(files)]
    return {
        "id": _id(name),
        "name": name,
        "title": f"{title} (made up)",
        "notes": "Numbers of a place that does not exist.",
        "author": "Made-up publisher",
        "license_id": "cc-zero",
        "license_title": "Creative Commons CCZero",
        "state": "active",
        "num_resources": len(resources),
        "resources": resources,
    }


def _resource(package: str, found: File, position: int) -> dict[str, Any]:
    identifier = _id(package, found.name)
    return {
        "id": identifier,
        "package_id": _id(package),
        "name": found.name,
        "format": "CSV",
        "mimetype": "text/csv",
        "url": f"{CKAN}/dataset/{_id(package)}/resource/{identifier}/download/{found.name}",
        "size": len(found.text.encode()),
        "hash": "",
        "state": "active",
        "position": position,
        "last_modified": MODIFIED,
        "datastore_active": found.tidy,
    }


def _rows(question: Question) -> dict[str, Any] | None:
    """Rows of a table, all text, with the portal's own number of each; no more than its limit, whatever was asked."""
    _, found = _resources().get(question.get("resource_id"), ("", File("", "")))
    if not found.tidy:
        return None
    header, *lines = csv.reader(io.StringIO(found.text))
    limit, offset = min(int(question.get("limit") or 100), ROWS_MAX), int(question.get("offset") or 0)
    records = [{"_id": n, **dict(zip(header, line, strict=True))} for n, line in enumerate(lines, 1)]
    return {
        "resource_id": question.get("resource_id"),
        "fields": [{"id": "_id", "type": "int"}, *({"id": name, "type": "text"} for name in header)],
        "records": records[offset : offset + limit],
        "limit": limit,
        "total": len(records),
        "total_was_estimated": False,
    }


def socrata(question: Question) -> Reply:
    """The education directory or its description."""
    if question.path == f"/api/views/{DIRECTORY}.json":
        return as_json(_view())
    if question.path == f"/resource/{DIRECTORY}.json":
        limit, offset = int(question.get("$limit") or 1000), int(question.get("$offset") or 0)
        return as_json(directory()[offset : offset + limit])
    return as_json({"code": "dataset.missing", "error": True, "message": "Not found", "data": {}}, 404)


def _view() -> dict[str, Any]:
    names = ["district_name", "school_name", "organization_type", "organization_code", "town", *GRADES, "location"]
    return {
        "id": DIRECTORY,
        "name": "Education Directory (made up)",
        "attribution": "Made-up publisher",
        "license": {"name": "Creative Commons CCZero"},
        "rowsUpdatedAt": 1717243200,
        "columns": [{"name": n, "fieldName": n, "dataTypeName": "text"} for n in names],
    }


@cache
def directory() -> list[dict[str, Any]]:
    """Schools and one office; the last school has no position, and empty cells are left out as the service does."""
    rows = [_school(n, *school) for n, school in enumerate(SCHOOLS)]
    office = {**rows[0], ":id": "row-office", "school_name": "Central Office", "organization_type": "District Office"}
    nowhere = _school(len(rows), "Lighthouse Evening School", "Public Schools", (3, 3), (10, 13))
    del nowhere["location"]
    return [*rows, {**office, "organization_code": "9980000"}, nowhere]


def _school(number: int, name: str, kind: str, cell: Cell, grades: tuple[int, int]) -> dict[str, Any]:
    point = lattice.area((cell,)).representative_point()
    address = {"address": f"{number + 1} Example Street", "city": "Lanternford", "state": "EX", "zip": "00000"}
    location = {"latitude": f"{point.y:.6f}", "longitude": f"{point.x:.6f}", "human_address": json.dumps(address)}
    flags = {grade: "1" if grades[0] <= n <= grades[1] else "0" for n, grade in enumerate(GRADES)}
    return {
        ":id": f"row-{number:04d}",
        "district_name": name if "Charter" in kind else CITY_SCHOOLS.name,
        "school_name": name,
        "organization_type": kind,
        "organization_code": f"99800{number + 10:02d}",
        "town": "Lanternford",
        **flags,
        "location": location,
    }
