"""A publisher that says something else than at the last release: its measures wait for somebody to look, the others are released."""

import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import orjson
import pytest
import requests
from typer.testing import CliRunner
from urllib3 import HTTPResponse

from communities.demo.transport import DemoAdapter
from indicators import release, release_private
from indicators.build import Built, build
from indicators.build_gather import Sources
from indicators.catalog import MEASURES
from indicators.cli import app
from indicators.commands import building
from indicators.store import Store
from sources.cache import Cache
from sources.session import Session
from tests.indicators.small_build import DEMO, KEY, QUICK
from tests.indicators.small_build import built as built_anew
from tests.indicators.small_catalog import small_catalog

Edit = Callable[[bytes], bytes]
pytestmark = pytest.mark.slow


class Edited(DemoAdapter):
    """The made-up services; answers from an address with one of these words are other ones."""

    def __init__(self, edits: Mapping[str, Edit]) -> None:
        super().__init__()
        self.edits = edits
        self.met = set[str]()

    def send(self, request: requests.PreparedRequest, *args: object, **options: object) -> requests.Response:
        """The answer, or the edited one."""
        response = super().send(request, *args, **options)  # type: ignore[arg-type]  # passed on as they came
        for word, edit in self.edits.items():
            if word in str(request.url) and response.status_code == 200:
                body = edit(response.raw.read())
                self.met.add(word)
                response.headers["Content-Length"] = str(len(body))
                response.raw = HTTPResponse(io.BytesIO(body), preload_content=False)
        return response


def other(before: bytes, after: bytes) -> Edit:
    def edit(body: bytes) -> bytes:
        assert before in body
        return body.replace(before, after)

    return edit


def few_tracts(body: bytes) -> bytes:
    """The header and the first few of a table's tracts."""
    return json.dumps(json.loads(body)[:4]).encode()


REVISED = {"enrollment__2018-19_race.csv": other(b",2769,", b",2770,")}
OTHER_WORDS = {"acs5/groups/B19013.json": other(b"Line 001:", b"Mean of the line:")}
FEWER = {"2019/acs/acs5?get=GEO_ID%2CB25003_": few_tracts}
CHANGED = REVISED | OTHER_WORDS | FEWER
FEW = ("homeownership", "median_household_income", "poverty", "enrollment", "chronic_absence", "graduation_4yr")
WAIT = ("B19013_001", "B25003_001", "B25003_002", "enrollment.count")


def sources(root: Path, edits: Mapping[str, Edit]) -> tuple[Sources, Edited]:
    """The services with these edits, and a cache that has to ask for what they speak of again."""
    for table in ("B19013", "B25003"):
        for kept in (root / "cache" / "acs5").glob(f"*/{table}"):
            shutil.rmtree(kept)
    shutil.rmtree(root / "cache" / "ctdata", ignore_errors=True)
    adapter = Edited(edits)
    return Sources(Session(mirror="", adapter=adapter, pace=QUICK), Cache(root / "cache"), KEY), adapter


def built(root: Path, edits: Mapping[str, Edit], accept: tuple[str, ...] = ()) -> Built:
    using, adapter = sources(root, edits)
    found = build(DEMO, root, using, accept=accept)
    assert adapter.met == set(edits)
    return found


def statuses(root: Path, measure: str, period: int) -> set[str]:
    """Of everyone: in the city, or in its school district."""
    rows = Store.open(root).rows(measure, group="all", scheme="all", period_end=period)
    return set(rows[rows["level"].isin(["county_subdivision", "school_district"])]["status"])


@pytest.fixture(scope="module", autouse=True)
def _few_measures() -> Iterator[None]:
    """A small catalog, since each test builds several times."""
    with small_catalog({name: MEASURES[name] for name in FEW}):
        yield


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo")
    first = built_anew(root)
    assert first.new
    assert first.blocked == ()
    assert not [said for said in first.problems if "last release" in said], "there is nothing to compare with"
    return root


def test_each_change_takes_out_its_own_measure_until_it_is_accepted(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Store.open(data)
    found = built(data, CHANGED)
    assert found.new
    assert found.blocked == WAIT
    told = [said for said in found.problems if "--accept" in said]
    assert [said.split(":")[0] for said in told] == [
        "acs5 B19013_001, vintage 2018, 2019, 2020, 2021, 2022, 2023",
        "acs5 B25003_001, B25003_002, vintage 2019",
        "ctdata enrollment.count, vintage 2019",
    ]
    assert "other words" in told[0]
    assert "rows came where" in told[1]
    assert "has changed numbers" in told[2]
    assert not any("2769" in said or "2,769" in said or "2770" in said for said in found.problems)
    about = release.read_about(data, found.release_id)
    assert list(Store.open(data).release.problems) == about["problems"]
    assert set(told) <= set(about["problems"])
    for year in (2018, 2023):
        assert statuses(data, "median_household_income", year) == {"not_available"}
    assert statuses(data, "homeownership", 2019) == statuses(data, "enrollment", 2019) == {"not_available"}
    assert statuses(data, "homeownership", 2023) == {"published"}
    assert "published" in statuses(data, "enrollment", 2020)
    for measure in ("poverty", "graduation_4yr"):
        assert Store.open(data).rows(measure).equals(before.rows(measure)), measure
    # How few are absent is judged by how many are enrolled; where that is not known, more is withheld and nothing else changes.
    then, now = (store.rows("chronic_absence") for store in (before, Store.open(data)))
    differ = then[(then["status"] != now["status"])]
    assert set(differ["period_end"]) == {2019}
    assert set(now.loc[differ.index, "status"]) == {"suppressed"}

    monkeypatch.setattr(building, "sources_of", lambda *_: sources(data, CHANGED)[0])
    run = CliRunner().invoke
    done = run(app, ["build", str(DEMO), "--data", str(data)])
    said = " ".join(done.output.split())
    assert done.exit_code == 1
    assert "Nothing is new" in said
    assert "Measures wait for somebody to look" in said
    assert "--accept B19013_001" in said
    done = run(app, ["build", str(DEMO), "--data", str(data), "--accept", "B25003", "--accept", "enrollment.count"])
    assert "New release" in done.output
    assert done.exit_code == 1
    assert statuses(data, "homeownership", 2019) == {"published"}
    assert "published" in statuses(data, "enrollment", 2019)
    assert statuses(data, "median_household_income", 2019) == {"not_available"}
    done = run(app, ["build", str(DEMO), "--data", str(data), "--accept", "all"])
    assert done.exit_code == 0, done.output
    assert statuses(data, "median_household_income", 2019) == {"published"}
    done = run(app, ["build", str(DEMO), "--data", str(data)])
    assert (done.exit_code, "Nothing is new" in done.output) == (0, True)


def test_a_publisher_who_takes_a_change_back_is_believed_at_once(data: Path) -> None:
    first = Store.open(data).rows("enrollment")
    assert built(data, REVISED).blocked == ("enrollment.count",)
    again = built(data, {})
    assert again.new
    assert again.blocked == ()
    assert not [said for said in again.problems if "last release" in said]
    assert Store.open(data).rows("enrollment").equals(first)


def test_a_changed_form_takes_out_a_measure_that_is_shown_and_does_not_stop_the_release(data: Path) -> None:
    """Unlike a source that does not answer, no later try would mend it: see test_build_guard."""
    drifted = {"2019/acs/acs5/groups/B25003.json": other(b"Line 002:", b"Sold homes:")}
    found = built(data, drifted)
    assert found.new
    assert found.failed == ("acs5 labels B25003",)
    assert statuses(data, "homeownership", 2023) == {"not_available"}
    assert not [said for said in found.problems if "no longer among" in said and "B25003" in said]


def test_a_release_whose_account_is_lost_says_that_nothing_was_compared(data: Path) -> None:
    shutil.rmtree(data / "private")
    found = built(data, REVISED)
    assert found.new
    assert found.blocked == ()
    assert any("changes of its sources could not be looked for" in said for said in found.problems)
    assert "published" in statuses(data, "enrollment", 2019)


def test_what_a_build_was_made_from_stays_with_the_build(demo: Path) -> None:
    made = Store.open(demo).release.id
    digest = release_private.read_inputs(demo, made)
    assert len(digest) == 64
    for path in (demo / "releases").rglob("*"):
        assert not path.is_file() or digest.encode() not in path.read_bytes(), path
    assert "inputs_digest" not in orjson.loads((demo / "releases" / made / "release.json").read_bytes())


def test_where_two_files_disagree_only_their_number_is_public(data: Path) -> None:
    edit = {"chronic-absenteeism__2017-18_race.csv": other(b'"Asian",52,7.3', b'"Asian",53,7.4')}
    found = built(data, edit, ("all",))
    told = [said for said in found.problems if "disagree" in said]
    assert len(told) == 1
    assert told[0].startswith("chronic_absence: the publisher's files disagree on ")
    folder = data / "private" / found.release_id
    private = (folder / "problems.txt").read_text("utf-8").splitlines()
    assert any(
        " asian, 2017-18: a number in chronic-absenteeism__2017-18_race.csv, a number in " in said for said in private
    )
    for path in (data / "releases" / found.release_id).rglob("*.json"):
        assert not any(said.encode() in path.read_bytes() for said in private), path
