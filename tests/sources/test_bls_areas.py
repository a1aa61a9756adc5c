"""The list of areas, from a file server that answers only to programs with a contact (B07)."""

from pathlib import Path

import pytest
import requests

from sources.acs_request import RequestError
from sources.bls_areas import areas
from sources.cache import Cache
from sources.errors import BadAnswer, Forbidden
from tests.sources.acs_recorded import HTML_TYPE, TEXT_TYPE, Reply, session

LIST = (
    b"area_type_code\tarea_code\tarea_text\tdisplay_level\r\n"
    b"A\tST0900000000000\tConnecticut\t0\r\nF\tCN0917000000000\tSouth Central Connecticut Planning Region\t0\r\n"
)
DENIED = Reply(403, b"<html><title>Access Denied</title></html>", HTML_TYPE)


def test_the_contact_goes_with_the_question(tmp_path: Path) -> None:
    agents: list[str] = []

    def reply(asked: requests.PreparedRequest) -> Reply:
        agents.append(str(asked.headers["User-Agent"]))
        return Reply(200, LIST, TEXT_TYPE) if "@" in agents[-1] else DENIED

    found = areas(session(reply)[0], Cache(tmp_path), "team@example.org")
    assert found["area_code"].tolist() == ["ST0900000000000", "CN0917000000000"]
    assert agents[0].endswith(" team@example.org")


def test_b07_a_refusal_is_told_and_the_list_held_stays(tmp_path: Path) -> None:
    with pytest.raises(Forbidden, match="though a contact was named"):
        areas(session(DENIED)[0], Cache(tmp_path), "team@example.org")
    service, adapter, _ = session(DENIED)
    with pytest.raises(RequestError, match="e-mail"):
        areas(service, Cache(tmp_path), "nobody")
    assert adapter.urls == []
    first = areas(session(Reply(200, LIST, TEXT_TYPE))[0], Cache(tmp_path), "team@example.org")
    cache = Cache(tmp_path)
    assert areas(session(DENIED)[0], cache, "team@example.org").equals(first)
    assert len(cache.problems()) == 1


@pytest.mark.parametrize("body", [b"area_code\tarea_text\nx\ty\n", LIST + b"F\tCN09\n", b"\n"])
def test_another_file_is_refused(body: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadAnswer):
        areas(session(Reply(200, body, TEXT_TYPE))[0], Cache(tmp_path), "team@example.org")
