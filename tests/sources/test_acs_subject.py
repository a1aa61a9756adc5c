"""Subject tables and profiles: a line is used only where it is called what the catalog means by it."""

from pathlib import Path
from urllib.parse import unquote_plus

import orjson
import pytest
import requests

from sources import acs_subject
from sources.acs_request import Area, RequestError
from sources.acs_subject import SubjectRequest
from sources.cache import Cache
from sources.errors import Drift
from tests.sources.acs_recorded import KEY, Reply, session

POVERTY = "Estimate!!Percent below poverty level!!Population for whom poverty status is determined"
JOBLESS = "Percent!!EMPLOYMENT STATUS!!Civilian labor force!!Unemployment Rate"
SUBJECT = SubjectRequest(2023, "S1701", ("S1701_C03_001",), (Area("state", "09"),), labels=(POVERTY,))
PROFILE = SubjectRequest(2023, "DP03", ("DP03_0009P",), (Area("state", "09"),), labels=(JOBLESS,))
DESCRIBED = {
    "S1701": {
        "S1701_C03_001E": {"label": POVERTY, "concept": "c"},
        "S1701_C03_001EA": {"label": "a"},
        "NAME": {"label": "n"},
    },
    "DP03": {
        "DP03_0009PE": {"label": JOBLESS.replace("Force", "force:"), "concept": "c"},
        "DP03_0009E": {"label": "Estimate!!x"},
    },
}


def service(asked: requests.PreparedRequest, described: dict[str, dict[str, object]] | None = None) -> Reply:
    """Descriptions of the two tables, and one row of whatever is asked."""
    url = unquote_plus(str(asked.url))
    if "/groups/" in url:
        table = url.split("/groups/")[1].split(".json")[0]
        return Reply(body=orjson.dumps({"variables": (described or DESCRIBED)[table]}))
    fields = url.split("get=")[1].split("&")[0].split(",")
    cells = {"E": "10.1", "M": "0.2", "A": None}
    return Reply(
        body=orjson.dumps([[*fields, "state"], ["0400000US09", *(cells[name[-1]] for name in fields[1:]), "09"]])
    )


@pytest.mark.parametrize(
    ("request_", "path", "source"),
    [(SUBJECT, "/2023/acs/acs5/subject", "acs5_subject"), (PROFILE, "/2023/acs/acs5/profile", "acs5_profile")],
)
def test_a_line_is_read_after_its_label_was_checked(
    request_: SubjectRequest, path: str, source: str, tmp_path: Path
) -> None:
    asking, adapter, _ = session(service)
    found = acs_subject.observations(asking, Cache(tmp_path), KEY, request_)
    assert [path in url for url in adapter.urls] == [True, True]
    assert "/groups/" in adapter.urls[0]
    assert found[["source", "variable", "estimate", "moe"]].values.tolist() == [
        [source, request_.variables[0], 10.1, 0.2]
    ]
    again = acs_subject.observations(session(Reply(500))[0], Cache(tmp_path, offline=True), None, request_)
    assert again.equals(found)


def test_c28_a_line_that_moved_is_refused_before_any_number(tmp_path: Path) -> None:
    moved: dict[str, dict[str, object]] = {
        "S1701": {"S1701_C03_001E": {"label": "Estimate!!Total!!Population"}, "S1701_C04_001E": {"label": POVERTY}}
    }
    asking, adapter, _ = session(lambda asked: service(asked, moved))
    with pytest.raises(
        Drift,
        match=r'S1701_C03_001: expected .*says "Estimate!!Total!!Population"; the label now stands at S1701_C04_001',
    ):
        acs_subject.observations(asking, Cache(tmp_path), KEY, SUBJECT)
    assert len(adapter.urls) == 1
    gone: dict[str, dict[str, object]] = {"S1701": {"S1701_C01_001E": {"label": "Estimate!!Total"}}}
    with pytest.raises(Drift, match="no line of the table has this label"):
        acs_subject.observations(session(lambda asked: service(asked, gone))[0], Cache(tmp_path / "b"), KEY, SUBJECT)


def test_a_label_for_each_line_must_be_given() -> None:
    with pytest.raises(RequestError, match="a label for each line"):
        SubjectRequest(2023, "S1701", ("S1701_C03_001",), (), labels=())
    with pytest.raises(RequestError, match="expected variables like"):
        SubjectRequest(2023, "S1701", ("B01003_001",), (), labels=("x",))
