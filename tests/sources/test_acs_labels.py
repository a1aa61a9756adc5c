"""A line of a table that means something else in another vintage is refused."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from sources import acs
from sources.acs_labels import meanings, plain, read, refuse_drift
from sources.acs_request import DETAILED
from sources.cache import Cache
from sources.errors import BadAnswer, Drift, NotPublished
from sources.session import Session
from tests.sources.acs_recorded import HTML_TYPE, KEY, Reply, session

INCOME = "Estimate!!Median household income in the past 12 months (in {} inflation-adjusted dollars)"


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Estimate!!Total!!Not Hispanic or Latino", "Estimate!!Total:!!Not Hispanic or Latino:"),
        ("Estimate!!Total:!!Renter Occupied", "Estimate!!Total:!!Renter  occupied "),
        (INCOME.format(2018), INCOME.format(2023)),
        ("Total!!Male", "Estimate!!Total:!!Male:"),
        (
            "Estimate!!Total!!Other family!!Female householder, no husband present!!With own children",
            "Estimate!!Total:!!Other family:!!Female householder, no spouse present:!!With own children:",
        ),
        (
            "Estimate!!Median earnings in the past 12 months (in 2018 inflation-adjusted dollars) --!!Male --!!Total (dollars)",
            "Estimate!!Median earnings in the past 12 months (in 2019 inflation-adjusted dollars) --!!Total (dollars):"
            "!!Male --!!Total (dollars)",
        ),
    ],
)
def test_a_label_written_otherwise_is_the_same(older: str, newer: str) -> None:
    assert plain(older) == plain(newer)


@pytest.mark.parametrize("newer", ["Estimate!!Total:!!Under 1.00", "Estimate!!Total:!!Under .50:!!Male"])
def test_a_label_of_another_line_is_not(newer: str) -> None:
    assert plain("Estimate!!Total:!!Under .50") != plain(newer)


def check_labels(service: Session, cache: Cache, table: str, vintages: Iterable[int], lines: Sequence[str]) -> None:
    """Asks for the labels of all vintages and compares them."""
    refuse_drift({v: acs.described(service, cache, KEY, (DETAILED, table, v)) for v in vintages}, lines)


def described(label: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "group": "B01003", **more}


@pytest.mark.parametrize("kind", [{"predicateType": "long"}, {"predicateType": "double"}, {}, {"predicateType": "new"}])
def test_c27_types_and_spellings_that_come_and_go(kind: dict[str, str]) -> None:
    answer = {
        "variables": {
            "for": {"label": "Census API FIPS 'for' clause"},
            "in": {},
            "ucgid": None,
            "B01003_001E": described("Estimate!!Total", **kind),
            "B01003_001EA": described("Annotation of Estimate!!Total"),
            "GEO_ID": described("Geography"),
        },
        "universe ": "Total population",
    }
    assert read(answer, "B01003", "here")["label"].to_pylist() == ["Estimate!!Total"]


@pytest.mark.parametrize(
    "answer", [None, [], {}, {"variables": []}, {"variables": {}}, {"variables": {"B01003_001E": {}}}]
)
def test_another_shape_is_refused(answer: Any) -> None:
    with pytest.raises(BadAnswer):
        read(answer, "B01003", "here")


def two_vintages(label: dict[int, str | None]) -> Session:
    def reply(request: Any) -> Reply:
        vintage = int(str(request.url).split("/data/")[1][:4])
        said = label.get(vintage)
        name = "B01003_001E" if said else "B01003_009E"
        return Reply(body=f'{{"variables":{{"{name}":{{"label":"{said}"}}}}}}'.encode())

    return session(reply)[0]


def test_c28_a_label_that_drifts_is_shown_with_both_vintages(tmp_path: Path) -> None:
    service = two_vintages({2021: "Estimate!!Total!!Under .50", 2022: "Estimate!!Total:!!Under 1.00"})
    with pytest.raises(
        Drift, match=r'B01003_001 .* 2022 says ".*Under 1.00"; 2021 says ".*Under .50".*Map each vintage'
    ):
        check_labels(service, Cache(tmp_path), "B01003", (2021, 2022), ("B01003_001",))


CONCEPTS = {
    2020: "",
    2021: "POVERTY STATUS IN THE PAST 12 MONTHS OF FAMILIES",
    2022: "Poverty Status in the Past 12 Months of Households",
}


def concepts(said: dict[int, str]) -> dict[int, pa.Table]:
    return {
        vintage: pa.table({"variable": ["B17010_001"], "label": ["Estimate!!Total"], "concept": [concept]})
        for vintage, concept in said.items()
    }


def test_c28_a_table_that_speaks_of_others_under_the_same_labels() -> None:
    with pytest.raises(Drift, match=r'B17010_001 .* 2022 says "Poverty.*Households"; 2021 says "POVERTY.*FAMILIES"'):
        refuse_drift(concepts(CONCEPTS), ("B17010_001",))


def test_a_concept_in_capitals_or_left_out_is_no_drift() -> None:
    said = {2020: "", 2021: INCOME.format(2021).upper(), 2022: INCOME.format(2022)}
    refuse_drift(concepts(said), ("B17010_001",))


@pytest.mark.parametrize("missing", [2021, 2022])
def test_c28_a_line_that_a_vintage_lacks(tmp_path: Path, missing: int) -> None:
    service = two_vintages({year: None if year == missing else "Estimate!!Total" for year in (2021, 2022)})
    with pytest.raises(Drift, match=f"{missing} has no such line"):
        check_labels(service, Cache(tmp_path), "B01003", (2021, 2022), ("B01003_001",))


def test_a_table_that_is_not_in_a_vintage(tmp_path: Path) -> None:
    def reply(request: Any) -> Reply:
        if "groups" in str(request.url):
            return Reply(404, b"<html><head><title>Error report</title>", HTML_TYPE)
        return Reply(body=b'[["GEO_ID","us"],["0100000US","1"]]')

    with pytest.raises(NotPublished, match="Vintage 2015 itself is there: look for the table in another vintage"):
        check_labels(session(reply)[0], Cache(tmp_path), "B28002", (2015,), ("B28002_001",))


@pytest.mark.real
def test_real_labels_of_six_vintages_agree_and_are_asked_for_once(upstream: Any, tmp_path: Path) -> None:
    service, cache = Session(mirror=upstream.base_url), Cache(tmp_path)
    vintages = range(2018, 2024)
    for table, count in (("B19013", 1), ("B17024", 131), ("B03002", 21)):
        variables = tuple(f"{table}_{i:03d}" for i in range(1, count + 1))
        check_labels(service, cache, table, vintages, variables)
        check_labels(service, cache, table, vintages, variables)
    assert len(upstream.log) == 18
    assert all(entry["url"].endswith("key=REDACTED") for entry in upstream.log)


def test_a_digest_of_a_meaning_follows_the_words_and_not_their_spelling() -> None:
    def of(label: str, concept: str = "TENURE") -> str:
        return meanings(pa.table({"variable": ["B25003_002"], "label": [label], "concept": [concept]}))["B25003_002"]

    now = of("Estimate!!Total:!!Owner occupied")
    assert of("Estimate!!Total!!Owner  Occupied:", "Tenure") == now
    assert of("Estimate!!Total:!!Renter occupied") != now
    assert of("Estimate!!Total:!!Owner occupied", "Tenure by race") != now
