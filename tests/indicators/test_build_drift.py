"""A survey's line that means something else in one vintage: its measures are left out with the reason, the others are built."""

import io
import re
from pathlib import Path

import pytest
import requests
from urllib3 import HTTPResponse

from communities.demo.transport import DemoAdapter
from indicators.build import Built, build
from indicators.build_gather import Sources
from indicators.store import Store
from sources.cache import Cache
from sources.session import Session
from tests.indicators.small_build import DEMO, KEY, QUICK

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_measures")]


class Rewritten(DemoAdapter):
    """The made-up services, with other words in the description of one vintage's tables."""

    def __init__(self, path: str, before: bytes, after: bytes, status: int = 200) -> None:
        super().__init__()
        self.path, self.before, self.after, self.status = path, before, after, status
        self.asked = list[str]()

    def send(self, request: requests.PreparedRequest, *args: object, **options: object) -> requests.Response:
        """The answer, or the changed one."""
        self.asked.append(str(request.url))
        response = super().send(request, *args, **options)  # type: ignore[arg-type]  # passed on as they came
        if self.path in str(request.url):
            body = response.raw.read()
            assert self.before in body
            body = body.replace(self.before, self.after)
            response.status_code = self.status
            response.headers["Content-Length"] = str(len(body))
            response.raw = HTTPResponse(io.BytesIO(body), status=self.status, preload_content=False)
        return response


def built(root: Path, adapter: DemoAdapter) -> Built:
    return build(DEMO, root, Sources(Session(mirror="", adapter=adapter, pace=QUICK), Cache(root / "cache"), KEY))


def statuses(root: Path, measure: str, period: int | None = None) -> set[str]:
    return set(Store.open(root).rows(measure, place="city", scheme="all", period_end=period)["status"])


def test_c28_a_drifted_table_blocks_its_measures_and_says_why(tmp_path: Path) -> None:
    drifted = Rewritten("/2019/acs/acs5/groups/B25003.json", b"Line 002:", b"Sold homes:")
    found = built(tmp_path, drifted)
    told = [said for said in found.problems if "B25003" in said]
    assert len(told) == 1
    assert '2019 says "Estimate!!Total:!!Sold homes:"' in told[0]
    assert "Map each vintage's own line" in told[0]
    assert Store.open(tmp_path).release.problems == found.problems
    assert statuses(tmp_path, "homeownership") == {"not_available"}
    assert statuses(tmp_path, "poverty") == {"published"}
    asked = [url for url in drifted.asked if "get=" in url and re.search(r"B25003(?![A-Z])", url)]
    assert asked == [], "no number is asked for"
    assert not built(tmp_path, drifted).new


@pytest.mark.parametrize("status", [404, 503])
def test_a_vintage_whose_labels_cannot_be_had_is_left_out_alone(tmp_path: Path, status: int) -> None:
    found = built(tmp_path, Rewritten("/2019/acs/acs5/groups/B25003.json", b"", b"", status))
    assert [said for said in found.problems if "acs5 2019 labels B25003" in said]
    assert statuses(tmp_path, "homeownership", 2019) == {"not_available"}
    assert statuses(tmp_path, "homeownership", 2023) == {"published"}
    assert statuses(tmp_path, "poverty", 2019) == {"published"}
