"""The Education Data Portal's good and broken answers: rows U01 to U06, U08, U09 and U11 of the list of hostile answers."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sources.cache import Cache
from sources.errors import BadAnswer, BadRequest, NotPublished, SourceError, Unavailable
from sources.session import Session
from sources.urban import Question, Urban
from sources.urban_answer import route, years
from sources.urban_codes import grouped, identifier, numbers
from tests.sources.acs_recorded import HTML_TYPE, JSON_TYPE, Reply
from tests.sources.portal import Portal, as_json

PATH = "schools/ccd/enrollment/{year}/grade-99/race/"
URL = "https://educationdata.urban.org/api/v1/schools/ccd/enrollment/2022/grade-99/race/"
ASKED = Question(PATH, 2022, {"fips": ("9",)})


def listed(*offered: str, template: str = "/api/v1/schools/ccd/enrollment/{year}/{grade}/race/") -> Reply:
    """The portal's list of endpoints."""
    rows = [{"endpoint_id": i, "endpoint_url": template, "years_available": text} for i, text in enumerate(offered)]
    return as_json({"count": len(rows), "next": None, "previous": None, "results": rows})


def rows(*ids: int, count: int | None = None, following: str | None = None, **more: Any) -> Reply:
    """A page of rows, one student more in each."""
    found = [{"year": 2022, "ncessch": f"{i:012}", "race": 99, "grade": -1, "enrollment": i, **more} for i in ids]
    told = len(ids) if count is None else count
    return as_json({"count": told, "next": following, "previous": None, "results": found})


def portal(*pages: Reply, years_available: str = "1986–2024") -> Portal:
    """A portal with these pages in turn, page=N first."""
    numbered = {rf"page={n}\b": reply for n, reply in enumerate(pages[1:], start=2)}
    return Portal({"api-endpoints": listed(years_available), **numbered, "enrollment": pages[0]})


def read(made_up: Portal, folder: Path, asked: Question = ASKED) -> pd.DataFrame:
    """The rows of the question."""
    return Urban(*made_up.open(folder)).rows(asked)


@pytest.mark.parametrize("size", [1, 2, 5])
def test_u01_pages_of_any_size_are_followed_to_the_end(tmp_path: Path, size: int) -> None:
    ids = range(1, 11)
    parts = [tuple(ids[start : start + size]) for start in range(0, 10, size)]
    links = [f"{URL}?fips=9&page={n}" for n in range(2, len(parts) + 1)]
    made_up = portal(*(rows(*part, count=10, following=link) for part, link in zip(parts, [*links, None], strict=True)))
    assert read(made_up, tmp_path)["enrollment"].tolist() == [str(i) for i in ids]
    assert made_up.urls[1:] == [f"{URL}?fips=9", *links]


def test_u01_a_next_page_on_http_is_asked_by_https(tmp_path: Path) -> None:
    first = rows(1, count=2, following=f"{URL}?fips=9&page=2".replace("https", "http"))
    made_up = portal(first, rows(2, count=2))
    assert len(read(made_up, tmp_path)) == 2
    assert made_up.urls[-1].startswith("https://educationdata.urban.org/")


U02 = [
    pytest.param([rows(1, 2, count=3)], "3 rows are there, 2 arrived", id="too-few"),
    pytest.param([rows(1, 2, count=1)], "1 rows are there, 2 arrived", id="too-many"),
    pytest.param([rows(1, count=2, following=f"{URL}?page=2"), rows(1, count=2)], "came twice", id="page-repeated"),
    pytest.param(
        [rows(1, count=2, following=f"{URL}?page=2"), rows(2, count=3)], "2 then 3 rows", id="grown-meanwhile"
    ),
    pytest.param([rows(1, count=9, following=URL)], "do not end", id="next-is-itself"),
    pytest.param(
        [rows(1, count=9, following=f"{URL}?page=2"), rows(2, count=9, following=f"{URL}?page=2")],
        "do not end",
        id="loop",
    ),
    pytest.param([rows(1, count=1, following=f"{URL}?page=2"), rows(2, count=1)], "do not end", id="past-the-count"),
    pytest.param([rows(count=5, following=f"{URL}?page=2"), rows(1, count=5)], "do not end", id="empty-page"),
    pytest.param(
        [rows(1, count=2, following="https://example.org/api?page=2")], "not the same question", id="other-host"
    ),
    pytest.param(
        [rows(1, count=2, following="https://educationdata.urban.org:8/api/v1/x/")], "not followed", id="other-port"
    ),
    pytest.param([rows(1, count=2, following=URL.replace("2022", "2021"))], "not followed", id="other-path"),
    pytest.param([as_json([1])], "expected count, next and results", id="list"),
    pytest.param([as_json({"count": 1, "next": None, "results": [3]})], "expected count", id="no-rows"),
    pytest.param([as_json({"detail": "busy"})], "expected count", id="other-object"),
    pytest.param([rows(1, more={"a": 1})], "one value was expected", id="nested"),
    pytest.param(
        [as_json({"count": 2, "next": None, "results": [{"a": 1}, {"a": 2, "b": 1}]})], "lack the columns", id="ragged"
    ),
]


@pytest.mark.parametrize(("pages", "words"), U02)
def test_u02_pages_that_are_not_the_whole_answer_are_refused(tmp_path: Path, pages: list[Reply], words: str) -> None:
    with pytest.raises(BadAnswer, match=words):
        read(portal(*pages), tmp_path)
    assert not list(tmp_path.rglob("2022/**/*.parquet"))


def test_u03_no_rows_is_an_empty_table(tmp_path: Path) -> None:
    assert read(portal(rows()), tmp_path).empty
    assert read(portal(rows()), tmp_path).empty


def test_u03_no_rows_never_replace_a_copy(tmp_path: Path) -> None:
    read(portal(rows(1)), tmp_path)
    assert read(portal(rows(), years_available="1986–2025"), tmp_path)["enrollment"].tolist() == ["1"]


PAGE = Reply(404, b"<html><body>Query page not found</body></html>", HTML_TYPE)
U04 = [
    pytest.param(PAGE, NotPublished, id="404"),
    pytest.param(as_json("fips is not valid", 400), BadRequest, id="400-a-bare-string"),
    pytest.param(as_json("too many records", 413), BadRequest, id="413"),
    pytest.param(as_json({}, 500), Unavailable, id="500"),
    pytest.param(Reply(504, b"endpoint unavailable", HTML_TYPE), Unavailable, id="504"),
    pytest.param(Reply(200, b"<html>API currently unavailable", HTML_TYPE), BadAnswer, id="page-with-200"),
    pytest.param(Reply(200, b'{"count": 1, "next": nu', JSON_TYPE), BadAnswer, id="cut-off"),
    pytest.param(Reply(302, b"", {"Location": "https://example.org/login"}), BadAnswer, id="other-host"),
]


@pytest.mark.parametrize(("answer", "error"), U04)
def test_u04_failures_are_typed_and_keep_the_copy(tmp_path: Path, answer: Reply, error: type[SourceError]) -> None:
    with pytest.raises(error):
        read(portal(answer), tmp_path)
    read(portal(rows(1)), tmp_path)
    held = {f: f.read_bytes() for f in tmp_path.rglob("2022/**/*.parquet")}
    assert held
    later = portal(answer, years_available="1986–2025")
    if error.copy_may_stand_in:
        assert read(later, tmp_path)["enrollment"].tolist() == ["1"]
    else:
        with pytest.raises(error):
            read(later, tmp_path)
    assert {f: f.read_bytes() for f in tmp_path.rglob("2022/**/*.parquet")} == held


def test_u04_the_portals_own_words_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="fips is not valid"):
        read(portal(as_json("fips is not valid", 400)), tmp_path)


@pytest.mark.real
def test_u05_a_page_that_trickles_is_given_up_by_the_clock(upstream: Any, tmp_path: Path) -> None:
    upstream.faults.append({"match": "grade-99", "times": -1, "trickle_ms_per_kb": 200})
    with Session(mirror=upstream.base_url) as session:
        asked = Question("school-districts/ccd/enrollment/{year}/grade-99/race/", 2022, {"fips": ("9",)})
        with pytest.raises(Unavailable, match="had sent only"):
            Urban(session, Cache(tmp_path), deadline_s=1.0).rows(asked)


def test_u06_codes_mean_a_missing_number_only_among_numbers() -> None:
    found = numbers(pd.Series(["-1", "-2", "-3", "", "28.0", "0"], name="enrollment"), "here")
    assert found["status"].tolist() == [
        "not_reported",
        "not_applicable",
        "suppressed_at_source",
        "not_reported",
        "reported",
        "reported",
    ]
    assert found["estimate"].isna().tolist() == [True] * 4 + [False] * 2
    assert found["estimate"].tolist()[4:] == [28.0, 0.0]


def test_u06_a_grade_of_minus_one_stays_prekindergarten(tmp_path: Path) -> None:
    assert read(portal(rows(1)), tmp_path)["grade"].tolist() == ["-1"]


@pytest.mark.parametrize("strange", ["-4", "-9", "M", "1e999", "inf", "nan", "1,200"])
def test_u06_an_undeclared_sign_never_becomes_a_number(strange: str) -> None:
    with pytest.raises(SourceError, match="neither a number nor"):
        numbers(pd.Series([strange], name="enrollment"), "here")


def test_u08_ids_keep_their_zeros_however_they_are_typed(tmp_path: Path) -> None:
    found = [{"leaid": value, "race": 99} for value in (902790, "902790", "0902790", 902790.0, "RI0001A", "ABCDEFGHI")]
    unlike = [row | {"line": i} for i, row in enumerate(found)]
    table = read(portal(as_json({"count": 6, "next": None, "results": unlike})), tmp_path)
    assert identifier(table["leaid"], 7).tolist() == ["0902790"] * 4 + ["RI0001A", "ABCDEFGHI"]


def test_u08_no_id_is_no_place() -> None:
    assert identifier(pd.Series(["-1", "", "-2", None]), 7).tolist() == [""] * 4


@pytest.mark.parametrize(
    ("offered", "year"), [("2009–2018, 2020", 2019), ("1986-2021", 2022), ("2011, 2013", 2012), ("", 2022)]
)
def test_u09_a_year_the_portal_does_not_list_is_not_asked_for(tmp_path: Path, offered: str, year: int) -> None:
    made_up = portal(rows(1), years_available=offered)
    with pytest.raises(NotPublished, match="not in its list"):
        read(made_up, tmp_path, Question(PATH, year))
    assert [url for url in made_up.urls if "api-endpoints" not in url] == []


def test_u09_a_path_the_portal_does_not_list_is_not_asked_for(tmp_path: Path) -> None:
    made_up = portal(rows(1))
    with pytest.raises(NotPublished, match="no such path"):
        read(made_up, tmp_path, Question("schools/crdc/discipline/{year}/", 2021))
    assert len(made_up.urls) == 1


def test_u09_years_are_read_in_every_spelling() -> None:
    assert years("2009–2018, 2020") == {*range(2009, 2019), 2020}
    assert years("1986-1988 and 1991") == {1986, 1987, 1988, 1991}
    assert years("") == frozenset()


def test_u09_an_endpoint_stands_for_its_addresses_only() -> None:
    pattern = route("/api/v1/schools/ccd/enrollment/{year}/{grade}/race/")
    assert pattern.fullmatch("/api/v1/schools/ccd/enrollment/2022/grade-99/race/")
    assert not pattern.fullmatch("/api/v1/schools/ccd/enrollment/2022/grade-99/race/sex/")
    assert not pattern.fullmatch("/api/v1/schools/ccd/enrollment/2022/race/")


def test_u10_a_row_is_everyone_one_group_or_left_out() -> None:
    table = pd.DataFrame({"race": ["99", "2", "99", "3"], "sex": ["99", "99", "1", "2"], "n": list("abcd")})
    found = grouped(table, "here")
    assert found[["n", "scheme", "group"]].to_numpy().tolist() == [
        ["a", "all", "all"],
        ["b", "race_ethnicity", "black"],
        ["c", "sex", "male"],
    ]


def test_u10_an_undeclared_code_stops_with_the_list() -> None:
    with pytest.raises(SourceError, match=r"\{'race': \['11', '12'\]\}"):
        grouped(pd.DataFrame({"race": ["99", "12", "11"]}), "here")


def test_u11_a_revised_history_is_told_and_is_no_error(tmp_path: Path) -> None:
    read(portal(rows(1, 2)), tmp_path)
    later = Urban(*portal(rows(1, 7), years_available="1986–2025").open(tmp_path))
    assert later.rows(ASKED)["enrollment"].tolist() == ["1", "7"]
    assert len(later.revisions) == 1
    assert "1 of 2 rows" in later.revisions[0]


def test_u11_another_code_for_a_missing_number_is_no_revision(tmp_path: Path) -> None:
    read(portal(rows(1, teachers=None)), tmp_path)
    later = Urban(*portal(rows(1, teachers=-1), years_available="1986–2025").open(tmp_path))
    assert later.rows(ASKED)["teachers"].tolist() == ["-1"]
    assert later.revisions == []


def test_an_unchanged_list_means_that_nothing_is_asked_again(tmp_path: Path) -> None:
    made_up = portal(rows(1))
    read(made_up, tmp_path)
    read(made_up, tmp_path)
    assert [("api-endpoints" in url) for url in made_up.urls] == [True, False, True]


def test_filters_make_another_copy(tmp_path: Path) -> None:
    made_up = portal(rows(1))
    read(made_up, tmp_path)
    read(made_up, tmp_path, Question(PATH, 2022, {"leaid": ("0902790", "0900270")}))
    assert len(list(tmp_path.rglob("2022/**/*.parquet"))) == 2
    assert made_up.urls[-1].endswith("?leaid=0902790%2C0900270")


@pytest.mark.real
def test_an_address_without_its_final_slash_is_redirected_on_the_same_host(upstream: Any) -> None:
    url = "https://educationdata.urban.org/api/v1/schools/edfacts/grad-rates/2014?fips=9"
    with Session(mirror=upstream.base_url) as session:
        assert session.get(url).json()["count"] == 2000
    assert [entry["status"] for entry in upstream.log] == [301, 200]
