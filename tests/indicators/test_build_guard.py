"""What a build may do to the release that is served: not take a measure away, and not keep what is damaged."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from typer.testing import CliRunner

from indicators import release
from indicators.build import build
from indicators.build_gather import Sources
from indicators.build_loss import LossError
from indicators.cli import app
from indicators.commands import building
from indicators.store import Store
from sources.cache import Cache
from sources.session import Session
from tests.indicators.small_build import DEMO, KEY, QUICK, Failing, built, changed_demo, sources

run = CliRunner().invoke
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_measures")]


def test_a_failed_source_does_not_take_a_measure_away(data: Path) -> None:
    """The school measures are a few hundredths of all numbers; losing them is losing them."""
    shutil.rmtree(data / "cache")
    before = release.pointers(data)
    with pytest.raises(LossError) as refused:
        built(data, "data.ctdata.org")
    said = str(refused.value)
    for word in ("enrollment (", "graduation_4yr (", "Connecticut schools enrollment", "served now stays"):
        assert word in said
    assert "poverty" not in said
    assert release.pointers(data) == before
    assert len(release.known(data)) == 1


def test_a_failed_source_does_not_take_more_than_half_of_a_measure(data: Path) -> None:
    shutil.rmtree(data / "cache")
    years = [f"{year}/acs/acs5?get=GEO_ID%2CB25003" for year in (2019, 2020, 2021, 2022)]
    with pytest.raises(LossError, match=r"homeownership \([0-9,]+ numbers, then [1-9]"):
        built(data, *years)
    assert len(release.known(data)) == 1


def test_a_failed_source_does_not_take_a_map_away(data: Path) -> None:
    shutil.rmtree(data / "cache" / "census_boundaries")
    with pytest.raises(LossError, match=r"lose shapes/tract-.*boundaries "):
        built(data, "www2.census.gov")
    assert len(release.known(data)) == 1


def test_a_small_loss_makes_a_release_that_tells_what_is_missing(data: Path) -> None:
    shutil.rmtree(data / "cache")
    found = built(data, "2019/acs/acs5?get=GEO_ID%2CB25003")
    assert found.new
    assert found.failed == ("acs5 2019 B25003",)


def test_an_incomplete_build_ends_with_exit_code_1_and_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "sources_of", lambda *_: sources(tmp_path, "data.ctdata.org"))
    for command in ("build", "build", "fetch"):  # made, nothing new, fetched
        done = run(app, [command, str(DEMO), "--data", str(tmp_path)])
        assert done.exit_code == 1
        said = " ".join(done.output.split())
        assert "Missing: Connecticut schools chronic_absence, Connecticut schools enrollment" in said
        assert "Traceback" not in said
    assert len(release.known(tmp_path)) == 1


def delete_shapes(folder: Path) -> None:
    (folder / "shapes" / "neighborhood.json").unlink()


def cut_account(folder: Path) -> None:
    path = folder / "release.json"
    path.write_bytes(path.read_bytes()[:500])


def empty_account(folder: Path) -> None:
    (folder / "release.json").write_text("{}\n")


@pytest.mark.parametrize("damage", [delete_shapes, shutil.rmtree, cut_account, empty_account])
def test_a_damaged_release_is_told_in_words_and_built_anew(data: Path, damage: Callable[[Path], None]) -> None:
    old = Store.open(data).release.id
    damage(data / "releases" / old)
    for arguments in (["doctor"], ["releases"], ["table", "poverty"], ["releases", "--use", old]):
        done = run(app, [*arguments, "--data", str(data)])
        assert done.exception is None or isinstance(done.exception, SystemExit), arguments
    assert "PROBLEM Release" in run(app, ["doctor", "--data", str(data)]).output
    again = built(data)
    assert again.new
    assert again.problems[0].startswith("The release that was served is replaced by a new one.")
    assert release.pointers(data)["demo"] == again.release_id
    release.verify(data, again.release_id)
    assert not built(data).new


def test_a_damaged_lookup_or_table_is_a_problem_with_the_next_step(data: Path) -> None:
    folder = data / "releases" / Store.open(data).release.id
    for name in ("published_by_measure.parquet", "lookups.json", "catalog.json", "suppression.json"):
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 2])
        with pytest.raises(release.ReleaseError, match="Build the community again"):
            Store(data, folder.name).suppression()
        (folder / name).write_bytes(whole)


class Watched(Failing):
    """The made-up services; which addresses are asked is kept."""

    def __init__(self, *broken: str) -> None:
        super().__init__(*broken)
        self.asked = list[str]()

    def send(self, request: requests.PreparedRequest, *args: object, **options: object) -> requests.Response:
        self.asked.append(str(request.url))
        return super().send(request, *args, **options)


def watched(root: Path, *broken: str, key: str | None = KEY) -> tuple[Sources, list[str]]:
    adapter = Watched(*broken)
    return Sources(Session(mirror="", adapter=adapter, pace=QUICK), Cache(root / "cache"), key), adapter.asked


def test_what_is_held_is_read_without_asking_anybody(data: Path, tmp_path: Path) -> None:
    using, asked = watched(data, "api.census.gov")
    again = build(changed_demo(tmp_path / "demo", "Lanternford Two"), data, using)
    assert again.new
    assert again.failed == ()
    assert not [url for url in asked if "api.census.gov" in url]


def test_a_held_table_that_is_damaged_is_a_problem_and_fetched_by_the_next_build(data: Path, tmp_path: Path) -> None:
    damaged = min((data / "cache" / "acs5" / "2019" / "B25003").glob("areas-*.parquet"))
    damaged.write_bytes(b"?" * damaged.stat().st_size)  # as long as before: seen only when it is read
    shutil.rmtree(data / "cache" / "assembled")  # what was put together from it when it was whole
    path = changed_demo(tmp_path / "demo", "Lanternford Two")
    again = built(data, path=path)
    assert again.new
    assert again.failed == ("acs5 2019 B25003",)
    assert any(said.startswith("acs5 2019 B25003: ") for said in again.problems)
    mended = built(data, path=path)
    assert mended.new
    assert mended.failed == ()


def test_without_a_key_the_years_fetched_with_one_are_kept(data: Path, tmp_path: Path) -> None:
    keyed = Store.open(data)
    using, asked = watched(data, key=None)
    again = build(changed_demo(tmp_path / "demo", "Lanternford Two"), data, using)
    assert again.new
    assert again.vintages_with_key == ()
    assert not [url for url in asked if "api.census.gov" in url]
    keyless = Store.open(data)
    assert keyless.release.vintages_used == (2018, 2019, 2020, 2021, 2022, 2023)
    for measure in keyed.measures:
        assert keyless.rows(measure).equals(keyed.rows(measure)), measure
    assert set(keyless.provenance("poverty")["vintage"]) == {2018, 2019, 2020, 2021, 2022, 2023}
    shutil.rmtree(data / "cache" / "acs5" / "2019")
    assert build(DEMO, data, watched(data, key=None)[0]).vintages_with_key == (2019,)
