"""Files a Hub site makes on request: row A12 of the list of hostile answers."""

from pathlib import Path
from typing import Any

import pytest

from sources.arcgis_hub import ASKS, HOST, Hub
from sources.errors import BadAnswer, NotPublished, RefusedRedirect, SourceError, Unavailable
from tests.sources.acs_recorded import HTML_TYPE, Reply
from tests.sources.portal import Portal, as_json, csv

FILE = "https://stg-arcgisazurecdataprod.az.arcgis.com/exports/places.csv?sv=1"
PENDING = as_json({"status": "Pending"})


def done(link: str = FILE, **more: Any) -> Reply:
    """The site says where the file is."""
    return as_json({"status": "Completed", "resultUrl": link} | more)


def read(site: Portal, folder: Path, naps: list[float] | None = None) -> bytes:
    """The file of item abc."""
    return Hub(*site.open(folder), sleep=(naps if naps is not None else []).append).csv("abc")


def test_a12_the_site_is_asked_until_the_file_is_ready(tmp_path: Path) -> None:
    naps = list[float]()
    waiting = [PENDING, as_json({"status": "ExportingData", "progressInPercent": 40}), done()]
    site = Portal({"api/download": waiting, "exports": csv("name\nElm\n")})
    assert read(site, tmp_path, naps) == b"name\nElm\n"
    assert len(naps) == 2
    assert site.urls[0] == f"https://{HOST}/api/download/v1/items/abc/csv?redirect=false&layers=0"
    assert site.urls[-1] == FILE


def test_a12_status_202_means_wait(tmp_path: Path) -> None:
    waiting = [*[as_json({"status": "Pending"}, 202)] * 4, done()]
    assert read(Portal({"api/download": waiting, "exports": csv("name\nElm\n")}), tmp_path) == b"name\nElm\n"


def test_a12_a_redirect_on_the_same_host_gives_the_file(tmp_path: Path) -> None:
    moved = Reply(302, b"", {"Location": f"https://{HOST}/files/places.csv"})
    site = Portal({"api/download": [as_json({}, 202), moved], "files": csv("name\nElm\n")})
    assert read(site, tmp_path) == b"name\nElm\n"


def test_a12_waiting_has_an_end(tmp_path: Path) -> None:
    naps = list[float]()
    with pytest.raises(Unavailable, match="still being made"):
        read(Portal({"api/download": PENDING}), tmp_path, naps)
    assert len(naps) == ASKS - 1


BROKEN = [
    pytest.param(as_json({"status": "Failed"}), BadAnswer, id="failed"),
    pytest.param(as_json({"status": "CompletedWithErrors", "resultUrl": FILE}), BadAnswer, id="with-errors"),
    pytest.param(done("https://example.org/places.csv"), RefusedRedirect, id="other-host"),
    pytest.param(done("http://x.s3.amazonaws.com/places.csv"), RefusedRedirect, id="not-https"),
    pytest.param(done("https://arcgis.com.example.org/places.csv"), RefusedRedirect, id="alike"),
    pytest.param(Reply(302, b"", {"Location": "https://example.org/x.csv"}), RefusedRedirect, id="redirect-elsewhere"),
    pytest.param(as_json({"error": {"code": 400, "message": "?"}}), SourceError, id="error-200"),
    pytest.param(as_json({}, 404), NotPublished, id="404"),
    pytest.param(Reply(200, b"<html>", HTML_TYPE), BadAnswer, id="page"),
    pytest.param(as_json({}, 503), Unavailable, id="503"),
]


@pytest.mark.parametrize(("answer", "error"), BROKEN)
def test_a12_a_broken_answer_is_typed_and_keeps_the_copy(
    tmp_path: Path, answer: Reply, error: type[SourceError]
) -> None:
    with pytest.raises(error) as told:
        read(Portal({"api/download": answer}), tmp_path)
    read(Portal({"api/download": done(), "exports": csv("name\nElm\n")}), tmp_path)
    if told.value.copy_may_stand_in:
        assert read(Portal({"api/download": answer}), tmp_path) == b"name\nElm\n"


@pytest.mark.parametrize(
    "expired", [Reply(403, b"<Error/>", {"Content-Type": "text/xml"}), Reply(200, b"<html>", HTML_TYPE)]
)
def test_a12_a_file_that_is_not_there_after_all_is_refused(tmp_path: Path, expired: Reply) -> None:
    with pytest.raises(SourceError):
        read(Portal({"api/download": done(), "exports": expired}), tmp_path)
    assert not [f for f in tmp_path.rglob("*.csv") if f.is_file()]
