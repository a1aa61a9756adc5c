"""Answers of the Census Data API that look right at a glance and are not; ids as in the fetchers' list of hostile answers."""

from typing import Any

import orjson
import pyarrow as pa
import pytest

from sources import acs_answer, acs_text
from sources.acs_answer import joined, refuse_empty_columns
from sources.acs_request import AcsRequest, Area, RequestError
from sources.errors import BadAnswer

NEW_HAVEN = Area("tract", "09", "170")
HEADER = ["B01003_001E", "GEO_ID", "state", "county", "tract"]
WANTED = ("B01003_001E",)


@pytest.fixture(autouse=True, params=[0, acs_text.SMALL], ids=["at once", "by value"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small answers of these tests are read as large ones are, too."""
    monkeypatch.setattr(acs_text, "SMALL", request.param)


def row(tract: str, value: Any = "10", county: str = "170", state: str = "09") -> list[Any]:
    return [value, f"1400000US{state}{county}{tract}", state, county, tract]


def read(answer: Any, wanted: tuple[str, ...], area: Area, where: str) -> pa.Table:
    return acs_answer.read(orjson.dumps(answer), wanted, area, where)


def test_columns_asked_for() -> None:
    table = read([HEADER, row("140200", "7"), row("140100", "5")], WANTED, NEW_HAVEN, "here")
    assert table.to_pydict() == {
        "GEO_ID": ["1400000US09170140200", "1400000US09170140100"],
        "B01003_001E": ["7", "5"],
    }


@pytest.mark.parametrize("answer", [[], {}, None, "", [1], [None], [["NAME"], "x"], {"error": "no"}], ids=repr)
def test_c16_another_shape(answer: Any) -> None:
    with pytest.raises(BadAnswer, match="expected a header row"):
        read(answer, WANTED, NEW_HAVEN, "here")


def test_c16_header_only_is_empty() -> None:
    assert read([["NAME"]], WANTED, NEW_HAVEN, "here").num_rows == 0


@pytest.mark.parametrize(
    ("case", "rows", "says"),
    [
        ("C17 short row", [HEADER, row("140100")[:-1]], "row 1 has 4 cells, the header has 5"),
        ("C17 long row", [HEADER, row("140100"), [*row("140200"), "x"]], "row 2 has 6 cells"),
        ("C18 column twice", [["GEO_ID", *HEADER], ["", *row("140100")]], "GEO_ID comes twice"),
        (
            "C24 second header",
            [HEADER, ["Estimate!!Total", "Geography", "state", "county", "tract"]],
            "second header row",
        ),
        ("C25 lost zero in GEO_ID", [HEADER, ["1", "1400000US9170140100", "9", "170", "140100"]], "a lost zero"),
        ("C25 lost zero in id", [HEADER, ["1", "1400000US09170140100", "9", "170", "140100"]], "a zero may be lost"),
        ("C25 number for id", [HEADER, ["1", "1400000US09170140100", 9, "170", "140100"]], "JSON value 9"),
        ("C25 number for estimate", [HEADER, row("140100"), row("140200", 5)], "JSON value 5"),
        ("C26 another county", [HEADER, row("140100", county="110")], "expected GEO_ID 1400000US09170"),
        ("null GEO_ID", [HEADER, ["1", None, "09", "170", "140100"]], "found None"),
        ("area twice", [HEADER, row("140100"), row("140100")], "an area comes twice"),
        ("X10 lost column", [HEADER[1:], row("140100")[1:]], "found no B01003_001E"),
        ("no names", [[1, 2], ["a", "b"]], "column names"),
    ],
    ids=lambda cell: cell if isinstance(cell, str) else "",
)
def test_refused(case: str, rows: list[Any], says: str) -> None:
    with pytest.raises(BadAnswer, match=says):
        read(rows, WANTED, NEW_HAVEN, "here")


def test_x10_a_new_column_is_let_go() -> None:
    table = read([[*HEADER, "NEW"], [*row("140100"), "?"]], WANTED, NEW_HAVEN, "here")
    assert table.column_names == ["GEO_ID", "B01003_001E"]


def test_c19_parts_are_matched_on_geo_id_not_on_position() -> None:
    first = read([HEADER, row("140100", "1"), row("140200", "2")], WANTED, NEW_HAVEN, "here")
    other_header = ["B01003_001M", *HEADER[1:]]
    second = read([other_header, row("140200", "20"), row("140100", "10")], ("B01003_001M",), NEW_HAVEN, "here")
    assert joined([first, second], "here").to_pydict() == {
        "GEO_ID": ["1400000US09170140100", "1400000US09170140200"],
        "B01003_001E": ["1", "2"],
        "B01003_001M": ["10", "20"],
    }
    with pytest.raises(BadAnswer, match="09170140200 is in one part of the answer and not in another"):
        joined([first, second.slice(1)], "here")


def test_c22_a_column_of_nothing_is_refused_and_a_single_null_is_not() -> None:
    table = read([HEADER, row("140100", None), row("140200")], WANTED, NEW_HAVEN, "here")
    assert refuse_empty_columns(table, WANTED, "here") is table
    with pytest.raises(BadAnswer, match="B01003_001E is null in all 1 rows"):
        refuse_empty_columns(table.slice(0, 1), WANTED, "here")


@pytest.mark.parametrize(
    ("area", "clauses"),
    [
        (Area("us"), {"for": "us:1"}),
        (Area("state", "09"), {"for": "state:09"}),
        (Area("county", "09", code="170"), {"for": "county:170", "in": "state:09"}),
        (Area("tract", "09", "170"), {"for": "tract:*", "in": "state:09 county:170"}),
        (Area("tract", "09"), {"for": "tract:*", "in": "state:09 county:*"}),
        (Area("county", "09"), {"for": "county:*", "in": "state:09"}),
        (
            Area("county_subdivision", "09", "170", "52070"),
            {"for": "county subdivision:52070", "in": "state:09 county:170"},
        ),
    ],
    ids=str,
)
def test_clauses(area: Area, clauses: dict[str, str]) -> None:
    assert area.clauses() == clauses


@pytest.mark.parametrize(
    "fields",
    [
        ("zip", "09"),
        ("tract", "", "170"),
        ("tract", "9", "170"),
        ("tract", "09", "1"),
        ("tract", "09", "", "140100"),
        ("county", "CT", "", "170"),
        ("county", "09", "170"),
        ("county_subdivision", "09", "170", "520"),
    ],
)
def test_an_area_that_cannot_be_is_refused(fields: tuple[str, ...]) -> None:
    with pytest.raises(RequestError):
        Area(*fields)


@pytest.mark.parametrize("variables", [(), ("B01003_001E",), ("B25003_001",), ("B01003_001", "B01003_001")])
def test_variables_that_cannot_be_are_refused(variables: tuple[str, ...]) -> None:
    with pytest.raises(RequestError):
        AcsRequest(2023, "B01003", variables, (Area("us"),))


PLAIN = """[["GEO_ID","B01003_001E","NAME","state","county","tract"],
["1400000US09170140100","12","Census Tract 1401; Connecticut","09","170","140100"],
["1400000US09170140200",null,"","09","170","140200"]]"""


@pytest.mark.parametrize(
    "body",
    [
        PLAIN,
        PLAIN.replace("\n", ""),
        PLAIN.replace("Census Tract 1401", "Tract ],[ 1401"),
        PLAIN.replace("Census Tract 1401", "Tract ]],\\n[[ 1401"),
        PLAIN.replace("\n", "").replace("Census Tract 1401", "Tract ],[ 1401"),
        PLAIN.replace("null", '"7"').replace('",', '" ,'),
        PLAIN.replace("null", '"7"').replace(',"', ', "'),
        PLAIN.replace("Census Tract 1401", "null"),
        PLAIN.replace("Census Tract 1401", 'Tract \\"1401\\"'),
        PLAIN.replace("Census Tract 1401", "Bayam\\u00f3n"),
        PLAIN.replace("Census Tract 1401", "Bayamón, one"),
        PLAIN.replace(",", " , "),
        PLAIN.replace('",', '"\t,'),
        PLAIN.replace(',"', ',\r\n"'),
        PLAIN + "\n",
        " " + PLAIN,
    ],
)
def test_however_it_is_written_the_columns_are_the_same(body: str) -> None:
    table = acs_answer.read(body.encode(), ("B01003_001E", "NAME"), NEW_HAVEN, "here")
    expected = [row[:3] for row in orjson.loads(body)[1:]]
    assert [list(row.values()) for row in table.to_pylist()] == expected


@pytest.mark.parametrize("cell", ["12", "true", "{}", "[]", "1e3"])
def test_c25_a_bare_value_among_texts_is_refused(cell: str) -> None:
    with pytest.raises(BadAnswer, match="found the JSON value"):
        acs_answer.read(PLAIN.replace('"12"', cell).encode(), ("B01003_001E",), NEW_HAVEN, "here")


def test_an_empty_body_has_no_rows() -> None:
    assert acs_answer.read(b"", WANTED, NEW_HAVEN, "here").num_rows == 0
