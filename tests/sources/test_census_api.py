"""What all datasets of the Census Data API share: the question, the key, the shape of an answer."""

import pytest

from sources import census_api
from sources.acs_request import Area, RequestError
from sources.census_api import Question
from sources.errors import BadAnswer, BadRequest, KeyMissing, NotPublished
from tests.sources.acs_recorded import HTML_TYPE, KEY, TEXT_TYPE, Reply, rows, session

COUNTIES = Area("county", "09")
ASKED = census_api.of_area("2020/dec/pl", ["P1_001N"], COUNTIES, time="2020")
IDS = ("state", "county")


def body(*table: object) -> bytes:
    return rows(*table).body


def test_a_question_is_sent_with_its_key_and_said_without() -> None:
    service, adapter, _ = session(rows(["P1_001N", "time", "state", "county"], ["1", "2020", "09", "001"]))
    got = census_api.answer(service, KEY, ASKED)
    assert KEY in adapter.urls[0]
    assert KEY not in got.url
    assert str(ASKED) == "2020/dec/pl for county:* in state:09 time 2020"


def test_ids_are_spelled_from_the_columns_in_any_order() -> None:
    answer = body(["P1_001N", "county", "time", "state"], ["7", "003", "2020", "09"], ["5", "001", "2020", "09"])
    table = census_api.read(answer, ASKED, IDS, "09")
    assert table.to_pydict() == {"geoid": ["09003", "09001"], "P1_001N": ["7", "5"]}


def test_no_rows_are_no_rows() -> None:
    assert census_api.read(b"", ASKED, IDS, "09").num_rows == 0


@pytest.mark.parametrize(
    ("header", "row", "says"),
    [
        (["P1_001N", "state", "county"], ["1", "9", "001"], "2 digits in column state"),
        (["P1_001N", "state", "county"], ["1", "09", "1"], "3 digits in column county"),
        (["P1_001N", "state", "county"], ["1", "10", "001"], "places in 09"),
        (["P1_001N", "time", "state", "county"], ["1", "2019", "09", "001"], "rows of time 2020"),
        (["P1_001N", "state", "county"], ["Total", "state", "county"], "2 digits"),
        (["P1_002N", "state", "county"], ["1", "09", "001"], "found no P1_001N"),
    ],
)
def test_another_shape_is_refused(header: list[str], row: list[str], says: str) -> None:
    with pytest.raises(BadAnswer, match=says):
        census_api.read(body(header, row), ASKED, IDS, "09")


def test_words_and_undocumented_codes() -> None:
    table = census_api.read(body(["P1_001N", "state", "county"], ["-444444444", "09", "001"]), ASKED, IDS, "09")
    frame = census_api.long(table, {"P1_001N": "pl.P1_001N"}, "here")
    assert frame["estimate"].isna().all()
    assert "-444444444" in frame.attrs["problems"][0]
    words = census_api.read(body(["P1_001N", "state", "county"], ["many", "09", "001"]), ASKED, IDS, "09")
    with pytest.raises(BadAnswer, match="'many'"):
        census_api.long(words, {"P1_001N": "x"}, "here")


def test_the_services_refusals_keep_its_words() -> None:
    with pytest.raises(BadRequest, match=r"2020/dec/pl: api.census.gov refuses .*unknown variable 'P1_001N'"):
        census_api.answer(session(Reply(400, b"error: unknown variable 'P1_001N'", TEXT_TYPE))[0], KEY, ASKED)
    page = Reply(404, b"<html><head><title>Error report</title></head>", HTML_TYPE)
    with pytest.raises(NotPublished, match="2020/dec/pl is not released"):
        census_api.answer(session(page)[0], KEY, ASKED)


def test_nothing_is_sent_without_key_or_with_too_many_fields() -> None:
    service, adapter, _ = session(Reply(500))
    with pytest.raises(KeyMissing, match="CENSUS_API_KEY"):
        census_api.answer(service, " ", ASKED)
    with pytest.raises(RequestError, match="50 fields a call, found 51"):
        census_api.answer(
            service, KEY, Question("2020/dec/pl", tuple(f"P1_{i:03d}N" for i in range(51)), ASKED.clauses)
        )
    assert adapter.urls == []
