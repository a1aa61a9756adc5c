"""The Education Data Portal's CSV files: row U12 of the list of hostile answers."""

from pathlib import Path

import pandas as pd
import pytest

from sources import urban_files
from sources.errors import BadAnswer, Drift, NotPublished, SourceError
from tests.sources.acs_recorded import HTML_TYPE, Reply
from tests.sources.portal import CSV_TYPE, Portal, csv

PATH = "schools/schools ccd enrollment.csv"
TABLE = "leaid,fips,enrollment\n0902790,9,7\n0100005,1,8\n0900270,9,.\n"


def read(made_up: Portal, folder: Path) -> pd.DataFrame:
    """Connecticut's rows of the file."""
    session, cache = made_up.open(folder)
    return urban_files.file_rows(session, cache, PATH, {"fips": ["9"]})


def test_u12_a_path_with_spaces_and_points_for_nothing(tmp_path: Path) -> None:
    made_up = Portal({"/csv/": csv(TABLE)})
    assert read(made_up, tmp_path).to_dict("list") == {
        "leaid": ["0902790", "0900270"],
        "fips": ["9", "9"],
        "enrollment": ["7", ""],
    }
    assert made_up.urls == ["https://educationdata.urban.org/csv/schools/schools%20ccd%20enrollment.csv"]


def test_u12_is_read_in_pieces_and_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urban_files, "ROWS_AT_ONCE", 1)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    assert len(read(Portal({"/csv/": csv(TABLE)}), tmp_path / "cache")) == 2
    assert list((tmp_path / "temporary").iterdir()) == []


def test_u12_an_unchanged_file_is_not_sent_again(tmp_path: Path) -> None:
    made_up = Portal({"/csv/": [csv(TABLE, ETag='"a"'), Reply(304, b"", {"ETag": '"a"'})]})
    read(made_up, tmp_path)
    assert len(read(made_up, tmp_path)) == 2
    assert made_up.requests[-1].headers["If-None-Match"] == '"a"'


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Reply(404, b"<html>", HTML_TYPE), NotPublished),
        (Reply(200, b"<html>gone</html>", CSV_TYPE), BadAnswer),
        (csv(""), BadAnswer),
        (csv('leaid,fips\n1,9\n"2,9\n'), BadAnswer),
        (csv("leaid,fips\n1,9,8,7\n1,9,8,7,6\n"), BadAnswer),
        (Reply(200, TABLE.encode(), CSV_TYPE | {"Content-Length": "900"}), BadAnswer),
        (csv("leaid,state\n1,9\n"), Drift),
    ],
)
def test_u12_a_broken_file_is_a_typed_error(tmp_path: Path, answer: Reply, error: type[SourceError]) -> None:
    with pytest.raises(error):
        read(Portal({"/csv/": answer}), tmp_path)
    assert not list(tmp_path.rglob("*.parquet"))
