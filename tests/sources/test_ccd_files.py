"""NCES's own membership files: rows N01 and N02 of the list of hostile answers, on a made-up extract of the documented columns."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sources import ccd, ccd_files
from sources.errors import BadAnswer, Drift, NotPublished, SourceError
from sources.urban_observations import Observations, Wanted
from tests.sources.acs_recorded import HTML_TYPE, Reply
from tests.sources.portal import Portal, as_json
from tests.sources.test_ccd import TEMPLATE
from tests.sources.test_urban import listed as portal_lists

HEADER = (
    "SCHOOL_YEAR,FIPST,STATENAME,ST,LEA_NAME,STATE_AGENCY_NO,UNION,ST_LEAID,LEAID,GRADE,RACE_ETHNICITY,SEX,"
    "STUDENT_COUNT,TOTAL_INDICATOR,DMS_FLAG"
)
TOTAL = "Derived - Education Unit Total minus Adult Education Count"
BY_RACE = "Derived - Subtotal by Race/Ethnicity and Sex minus Adult Education Count"
NONE = "No Category Codes"
FILE = "ccd_lea_052_2425_l_1a_073025"
HERE = "0902790"
ZIP_TYPE = {"Content-Type": "application/x-zip-compressed"}


def row(race: str, sex: str, count: str, *, leaid: str = HERE, flag: str = "Reported", indicator: str = BY_RACE) -> str:
    """One line of the file."""
    return (
        f'2024-2025,{leaid[:2]},CONNECTICUT,CT,"Made-up, District",01,,CT-93,{leaid},{NONE},{race},{sex},'
        f"{count},{indicator},{flag}"
    )


def total(count: str, **more: str) -> str:
    """Everyone's line."""
    return row(NONE, NONE, count, **{"indicator": TOTAL, "flag": "Derived"} | more)


ROWS = (
    total("100"),
    row(NONE, NONE, "103", indicator="Education Unit Total"),
    row("White", "Female", "9", indicator="Category Set A - By Race/Ethnicity; Sex; Grade"),
    row("White", "Female", "21"),
    row("White", "Male", "19"),
    row("Black or African American", "Female", "30"),
    row("Black or African American", "Male", "28"),
    row("Black or African American", "Not Specified", "", flag="Not applicable"),
    row("Hispanic/Latino", "Female", "2"),
    row("Hispanic/Latino", "Male", "0"),
    total("7", leaid="3600001"),
    total("40", leaid="0900270"),
)


def packed(
    *lines: str, members: tuple[str, ...] = (f"{FILE}.csv",), header: str = HEADER, encoding: str = "utf-8"
) -> Reply:
    """The zip file as NCES sends it, with the same table beside it in another form."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in members:
            archive.writestr(name, "\r\n".join((header, *lines, "")).encode(encoding))
        archive.writestr(f"{FILE}.sas7bdat", b"\x00binary")
    return Reply(body=content.getvalue(), headers=ZIP_TYPE)


def files(*names: str, **more: Any) -> Reply:
    """The agency's list of files, JSON sent as text/html."""
    found = [
        {"level": "LEA", "component": "Membership", "fileURL": f"https://nces.ed.gov/ccd/data/zip/{n}"} for n in names
    ]
    groups = [{"elementType": "Data File", "componentGroups": [{"component": "Membership", "files": found}]}]
    title = {"titleGroups": [{"elementGroups": groups}]}
    return as_json({"selectionGroupModels": [title]} | more, headers=HTML_TYPE)


LISTED = files(
    f"{FILE}.zip", "ccd_lea_052_2425_l_0a_040125.zip", "ccd_lea_052_2324_l_1a_073124.zip", "ccd_lea_052_1819_l_1a_04082019_csv.zip",
    "ccd_lea_052_1516_w_1a_011717_csv.zip", "ccd_sch_052_2526_l_1a_073026.zip", "ccd_lea_029_2526_w_0a_050626.zip",
)  # fmt: skip


def agency(*lines: str, listing: Reply = LISTED, file: Reply | None = None) -> Portal:
    """NCES with these lines in its newest file."""
    return Portal({"datatables/api/File": listing, rf"/zip/{FILE}\.zip": file or packed(*(lines or ROWS))})


def read(made_up: Portal, folder: Path, leaids: tuple[str, ...] = (HERE,), year: int = 2024) -> Observations:
    """Enrollment of 2024-25."""
    return ccd_files.enrollment(*made_up.open(folder), [year], Wanted("09", leaids=leaids))


def test_everyone_is_membership_and_groups_are_summed_over_the_sexes(tmp_path: Path) -> None:
    found = read(agency(), tmp_path)
    assert found.rows.set_index("group")["estimate"].to_dict() == {"all": 100, "black": 58, "latino": 2, "white": 40}
    first = found.rows.iloc[0]
    assert first[["source", "variable", "level", "geoid"]].tolist() == [
        "nces_ccd",
        "ccd.enrollment",
        "school_district",
        HERE,
    ]
    assert first[["vintage", "period_start", "period_end"]].tolist() == [2025, 2024, 2025]
    assert found.problems == []


def test_only_the_state_is_kept_and_only_wanted_districts_are_used(tmp_path: Path) -> None:
    made_up = agency()
    assert read(made_up, tmp_path, ("0900270",)).rows["estimate"].tolist() == [40]
    _, cache = made_up.open(tmp_path)
    held = cache.get(ccd_files.CacheKey("nces_ccd", f"{FILE}-09"), lambda _: None, immutable=True)
    assert set(held.column("LEAID").to_pylist()) == {HERE, "0900270"}
    assert set(held.column("TOTAL_INDICATOR").to_pylist()) == {TOTAL, BY_RACE}
    assert not list(tmp_path.glob(".download*"))


def test_the_portal_and_the_file_give_the_same(tmp_path: Path) -> None:
    codes = {99: 100, 1: 40, 2: 58, 3: 2}
    answers = [
        {"year": 2024, "leaid": HERE, "fips": 9, "grade": 99, "race": race, "sex": 99, "enrollment": count}
        for race, count in codes.items()
    ]
    portal = Portal(
        {
            "api-endpoints": portal_lists("1986–2024", template=TEMPLATE),
            "enrollment": as_json({"count": 4, "next": None, "results": answers}),
        }
    )
    there = ccd.enrollment(*portal.open(tmp_path / "portal"), [2024], Wanted("09", leaids=(HERE,)))
    here = read(agency(), tmp_path / "file")
    pd.testing.assert_frame_equal(here.rows.drop(columns="source"), there.rows.drop(columns="source"))


def test_the_file_released_last_counts_and_other_files_do_not(tmp_path: Path) -> None:
    session, cache = agency().open(tmp_path)
    found = ccd_files.addresses(session, cache)
    assert {fall: url.rsplit("/", 1)[1] for fall, url in found.items()} == {
        2018: "ccd_lea_052_1819_l_1a_04082019_csv.zip",
        2023: "ccd_lea_052_2324_l_1a_073124.zip",
        2024: f"{FILE}.zip",
    }


def test_a_year_that_is_not_listed_is_told_before_a_file_is_asked_for(tmp_path: Path) -> None:
    made_up = agency()
    with pytest.raises(NotPublished, match="2025-2026; it lists 2018 to 2024"):
        read(made_up, tmp_path, year=2025)
    assert not [url for url in made_up.urls if ".zip" in url]


@pytest.mark.parametrize(
    ("listing", "says"),
    [
        (files(), "lists no file named like"),
        (files("ccd_lea_052_2426_l_1a_073025.zip"), "lists no file named like"),
        (as_json({"selectionGroupModels": []}), "lists no file named like"),
        (as_json({"fileURL": f"https://elsewhere.example/{FILE}.zip"}), "lists no file named like"),
        (as_json({"fileURL": f"http://nces.ed.gov/ccd/data/zip/{FILE}.zip"}), "lists no file named like"),
        (Reply(200, b"<html><title>Page not found</title></html>", HTML_TYPE), "did not answer with whole JSON"),
    ],
    ids=["empty", "no school year", "other shape", "another host", "not https", "N01 page"],
)
def test_a_list_without_such_files_is_refused(tmp_path: Path, listing: Reply, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read(agency(listing=listing), tmp_path)


@pytest.mark.parametrize(
    ("file", "kind", "says"),
    [
        (Reply(404, b"<html>404</html>", HTML_TYPE), NotPublished, "does not exist"),
        (Reply(200, b"<html>page not found</html>", HTML_TYPE), BadAnswer, "web page"),
        (Reply(200, packed(*ROWS).body[:200], ZIP_TYPE), BadAnswer, "binary content"),
        (packed(*ROWS, members=(f"{FILE}.csv", f"x/{FILE}.csv")), BadAnswer, "expected one file"),
        (packed(*ROWS, header=HEADER.replace("DMS_FLAG", "FLAG")), Drift, r"\['DMS_FLAG'\] are gone"),
        (packed(total("7", leaid="3600001")), BadAnswer, "no row of state 09"),
        (packed(total("7"), total("8")), BadAnswer, "come twice"),
        (packed(total("7", flag="Guessed")), Drift, r"\['Guessed'\]"),
        (packed(total("many")), Drift, r"\['many'\]"),
        (packed(total("7"), row("Martian", "Male", "1")), Drift, r"\['Martian'\]"),
        (packed(total("7"), row("White", "Both", "1")), Drift, r"\['Both'\]"),
        (packed(total("7")[:-30]), BadAnswer, "cells a row"),
    ],
    ids=["N01 gone", "N01 page", "W03 cut off", "N02 two tables", "N02 column", "other state", "twice", "flag", "word",
         "race", "sex", "short row"],
)  # fmt: skip
def test_other_files_are_refused_and_the_old_copy_stays(
    tmp_path: Path, file: Reply, kind: type[SourceError], says: str
) -> None:
    with pytest.raises(kind, match=says):
        read(agency(file=file), tmp_path / "new")
    assert not list((tmp_path / "new").rglob(f"{FILE}*.parquet"))
    good = read(agency(), tmp_path)
    try:
        later = read(agency(file=file), tmp_path)
    except kind:
        assert not kind.copy_may_stand_in
    else:
        pd.testing.assert_frame_equal(later.rows, good.rows)


@pytest.mark.parametrize(
    ("count", "flag", "status"),
    [
        ("", "Missing", "not_reported"),
        ("", "Not reported", "not_reported"),
        ("M", "Reported", "not_reported"),
        ("-1", "Reported", "not_reported"),
        ("-9", "Reported", "not_reported"),
        ("", "Suppressed", "suppressed_at_source"),
        ("4", "Suppressed", "suppressed_at_source"),
        ("N", "Not applicable", "not_applicable"),
    ],
)
def test_n02_a_sign_is_a_reason_and_an_unknown_part_leaves_the_sum_unknown(
    tmp_path: Path, count: str, flag: str, status: str
) -> None:
    found = read(
        agency(
            total("9"),
            row("White", "Female", "5"),
            row("White", "Male", count, flag=flag),
            row("Asian", "Male", count, flag=flag),
        ),
        tmp_path,
    ).rows.set_index("group")
    statuses, estimates = found["status"].to_dict(), found["estimate"].to_dict()
    assert (statuses["asian"], str(estimates["asian"])) == (status, "nan")
    known = status == "not_applicable"
    assert (statuses["white"], str(estimates["white"])) == (("reported", "5.0") if known else (status, "nan"))


def test_n02_a_file_in_windows_letters_is_read(tmp_path: Path) -> None:
    line = total("7").replace("Made-up", "Cañon")
    assert read(agency(file=packed(line, encoding="cp1252")), tmp_path).rows["estimate"].tolist() == [7]


def test_groups_that_do_not_add_up_are_told(tmp_path: Path) -> None:
    found = read(agency(total("9"), row("White", "Female", "5")), tmp_path)
    assert found.problems == [
        "Common Core of Data, fall of 2024: in 1 of 1 district the groups do not add up to everyone."
    ]


def test_another_school_year_inside_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadAnswer, match="expected rows of the school year 2024-2025"):
        read(agency(total("9").replace("2024-2025", "2023-2024")), tmp_path)


def test_a_file_that_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    body = packed(*ROWS)
    made_up = agency(file=Reply(200, body.body, ZIP_TYPE | {"ETag": '"a"'}))
    first = read(made_up, tmp_path)
    made_up.routes[rf"/zip/{FILE}\.zip"] = [Reply(304, b"", {})]
    pd.testing.assert_frame_equal(read(made_up, tmp_path).rows, first.rows)
    assert made_up.requests[-1].headers["If-None-Match"] == '"a"'
