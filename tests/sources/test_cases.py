"""Every hostile answer of the list has a test that carries its id, and the table at the end of a run tells the truth."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import cases
from tests.sources.cases import Tally

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]


@pytest.mark.real
def test_every_case_of_the_list_has_a_test(shared: Path) -> None:
    asked = [sys.executable, "-m", "pytest", "tests/sources", "--collect-only", "-q", "-o", "addopts=--strict-markers"]
    told = subprocess.run([*asked, "-p", "no:cacheprovider"], cwd=ROOT, capture_output=True, text=True, check=True)
    tested = {case for line in told.stdout.splitlines() if "::" in line for case in cases.of(line)}
    wanted = cases.listed((shared / "contracts.md").read_text("utf-8"))
    assert len(wanted) > 100, "the list of cases was not found in contracts.md"
    assert sorted(wanted - tested) == [], "cases of contracts.md section 11 without a test"
    assert sorted(tested - wanted) == [], "tests that name a case which is not in the list"


@pytest.mark.parametrize(
    ("nodeid", "found"),
    [
        ("tests/sources/test_acs.py::test_c05_c09_nothing", {"C05", "C09"}),
        ("tests/sources/test_acs.py::test_refused[C14 cut off]", {"C14"}),
        ("tests/sources/test_arcgis.py::test_a01_failures[count-A02-498]", {"A01", "A02"}),
        ("tests/sources/test_bls.py::test_limits[b15b15-4-50]", set()),
        ("tests/sources/test_ckan.py::test_named[a\\x00,1]", set()),
        ("tests/sources/test_urban.py::test_a_code_u061_is_none", set()),
    ],
    ids=["in the name", "in a parameter", "in both", "in a longer word", "in an escape", "in a longer number"],
)
def test_ids_are_found_in_names_and_parameters(nodeid: str, found: set[str]) -> None:
    assert cases.of(nodeid) == found


def test_a_module_belongs_to_the_service_of_its_longest_beginning() -> None:
    assert cases.service("tests/sources/test_acs_bulk.py::t") == "Census summary files"
    assert cases.service("tests/sources/test_acs_hostile.py::t") == "Census Data API: American Community Survey"
    assert cases.service("tests/sources/test_elm.py::t") == "elm"


@pytest.mark.parametrize("path", sorted({*HERE.parent.glob("test_*.py")} - {HERE}), ids=lambda path: path.stem)
def test_every_module_with_cases_has_a_service(path: Path) -> None:
    if any(cases.of(f"::{name}") for name in path.read_text("utf-8").split()):
        assert cases.service(f"tests/sources/{path.name}::t") in cases.SERVICES.values()


def test_a_case_has_survived_when_all_its_tests_have() -> None:
    tally = Tally()
    for name, passed in (("test_c01_a", True), ("test_c01_b", False), ("test_c02_a", True), ("test_plain", False)):
        tally.note(f"tests/sources/test_saipe.py::{name}", passed)
    assert tally.lines() == [
        "Census Data API: SAIPE  C02  NOT SURVIVED: C01",
        "1 of 2 cases met in this run survived.",
    ]


def test_neighbors_in_the_list_are_written_as_a_run() -> None:
    assert cases.runs(["C03", "C01", "C02", "X09", "C05", "C06"]) == "C01-C03 C05 C06 X09"
    assert Tally().lines() == []
