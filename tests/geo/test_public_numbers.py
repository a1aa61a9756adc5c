"""What others have printed is read line by line, and a wrong line is named without losing the rest."""

from pathlib import Path

import pytest

from geo import public_numbers
from geo.errors import CommunityError

HEAD = ",".join(public_numbers.COLUMNS)
LINE = "enrollment,school_district,0902790,race_ethnicity,aian,2019,part,25,25,the state's report card"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "already_public.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_a_line_is_a_rows_key_and_what_is_known_of_it(tmp_path: Path) -> None:
    (said,) = public_numbers.read(written(tmp_path, HEAD, LINE))
    assert said["period_end"] == 2019
    assert (said["group"], said["quantity"], said["low"], said["high"]) == ("aian", "part", 25, 25)
    assert said["by"] == "the state's report card"
    assert said["line"] == 2


def test_lines_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    said = public_numbers.read(written(tmp_path, HEAD, "", LINE, "", LINE.replace("aian", "asian")))
    assert [one["line"] for one in said] == [3, 5]


@pytest.mark.parametrize("lines", [(), ("",), (HEAD,), (HEAD, "", "")])
def test_a_file_that_says_nothing_is_not_taken_for_protection(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(CommunityError, match=r"has no line below the header measure,.*take assume_public out"):
        public_numbers.read(written(tmp_path, *lines))


@pytest.mark.parametrize("sign", [";", "\t"])
def test_cells_may_stand_apart_as_spreadsheets_write_them(tmp_path: Path, sign: str) -> None:
    (said,) = public_numbers.read(written(tmp_path, HEAD.replace(",", sign), LINE.replace(",", sign)))
    assert (said["group"], said["by"]) == ("aian", "the state's report card")


def test_a_line_with_more_cells_than_the_header_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommunityError, match="line 3 has more cells than the header"):
        public_numbers.read(written(tmp_path, HEAD, LINE + ",", f"{LINE}, which is out"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("part", "share", "quantity should be one of part, others, size"),
        (",25,25,", ",26,25,", "expected 0 ≤ low ≤ high"),
        (",25,25,", ",x,25,", "whole numbers"),
        ("aian", "", "group is empty"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(CommunityError, match=f"line 3.*{words}"):
        public_numbers.read(written(tmp_path, HEAD, LINE, LINE.replace(old, new)))


def test_a_missing_column_and_a_file_that_is_no_text_are_said(tmp_path: Path) -> None:
    with pytest.raises(CommunityError, match="lacks the columns by"):
        public_numbers.read(written(tmp_path, HEAD.removesuffix(",by"), LINE))
    path = tmp_path / "already_public.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommunityError, match="cannot be read as a CSV"):
        public_numbers.read(path)
