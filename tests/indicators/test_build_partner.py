"""A whole build with a list of participants: numbers about groups come out, and no cell of the list is anywhere in the data folder."""

import gzip
import logging
import re
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from communities.demo.transport import DemoAdapter
from indicators import release
from indicators.build import Built, build
from indicators.build_gather import Sources
from indicators.catalog import MEASURES
from indicators.store import Store
from sources.cache import Cache
from sources.partner import PartnerError
from sources.session import Session
from tests.indicators.small_catalog import plain, small_catalog

DEMO = Path(__file__).resolve().parents[2] / "communities" / "demo"
SENTINEL = "Zyxwvutsrq"
REACH = "program_reach"
SERVED = {"ember-flats": (41, 38), "north-beacon": (25, 3), "lampmakers-row": (33, 52)}  # girls, boys
HEADER = "participant,program,period_start,period_end,neighborhood,town,sex"
TOWN = "9811010000"


@pytest.fixture(autouse=True)
def _two_measures() -> Iterator[None]:
    with small_catalog({name: plain(MEASURES[name]) for name in (REACH, "population")}):
        yield


def rows() -> list[str]:
    """A row for each child served, and every tenth child twice."""
    number = count()
    found = [
        f"{SENTINEL}{next(number)},prek_seats,2022,2023,{area},{TOWN},{sex}"
        for area, both in SERVED.items()
        for sex, children in zip(("female", "male"), both, strict=True)
        for _ in range(children)
    ]
    return [*found, *found[::10]]


def truth() -> dict[tuple[str, str], int]:
    """Children served by area and group, each once."""
    areas = SERVED | {TOWN: tuple(map(sum, zip(*SERVED.values(), strict=True)))}
    return {
        (area, group): served
        for area, both in areas.items()
        for group, served in (("all", sum(both)), ("female", both[0]), ("male", both[1]))
    }


def community(folder: Path, *lines: str, header: str = HEADER) -> Path:
    """The made-up community, whose partner gives a list."""
    town = Path(shutil.copytree(DEMO, folder / "town", ignore=shutil.ignore_patterns("*.py", "__pycache__")))
    toml = (town / "community.toml").read_text("utf-8")
    # Goals and notes of measures that these builds do not know stand between.
    before, after = toml.partition("[[goals]]")[0], toml[toml.index("[[partners]]") :]
    declared = after.replace('file = "prek_seats.csv"', 'kind = "participants"\nfile = "list.csv"')
    assert declared != after
    two = re.sub(r"(?m)^acs5 = .*$", "acs5 = [2022, 2023]", before)
    (town / "community.toml").write_text(two + declared, "utf-8")
    (town / "list.csv").write_text("\n".join([header, *lines]), "utf-8")
    return town


def built(root: Path, path: Path) -> Built:
    return build(path, root, Sources(Session(mirror="", adapter=DemoAdapter()), Cache(root / "cache"), "0" * 40))


def everything(root: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file of the data folder with what it says once it is unpacked."""
    for path in (p for p in root.rglob("*") if p.is_file()):
        content = path.read_bytes()
        if path.suffix == ".parquet":
            content = pq.read_table(path).to_pandas().to_csv().encode()
        elif content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
        yield path, str(path).encode() + content


def test_a_list_becomes_reach_and_leaves_no_trace(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "data"
    with caplog.at_level(logging.DEBUG):
        made = built(root, community(tmp_path, *rows()))
    shown = Store.open(root).rows(REACH, period_end=2023)
    told = shown.dropna(subset=["numerator"]).set_index(["geoid", "group"])["numerator"].to_dict()
    assert told == {key: served for key, served in truth().items() if key in told}
    assert (TOWN, "all") in told
    assert ("north-beacon", "male") not in told  # three boys, hidden as every small count is
    files = dict(everything(root))
    assert {"releases", "private", "cache"} <= {path.relative_to(root).parts[0] for path in files}
    assert [path for path, content in files.items() if SENTINEL.encode() in content] == []
    said = capfd.readouterr()
    assert SENTINEL not in caplog.text + said.out + said.err + " ".join(made.problems)
    (note,) = Store.open(root).provenance(REACH).query("source == 'partner' and title == 'list.csv'")["citation"]
    assert "each person counted once a program and year" in note


def test_the_release_keeps_the_terms_and_the_next_day_decides(tmp_path: Path) -> None:
    root = tmp_path / "data"
    made = built(root, community(tmp_path, *rows()))
    kept = release.read_about(root, made.release_id)["agreements"]
    partner = "Lanternford Preschool Partners (made up)"
    assert kept == {
        REACH: [{"partner": partner, "until": "2099-06-30", "destroy_by": "2099-12-31", "redistribution": True}]
    }
    assert not built(root, tmp_path / "town").new


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (f"{HEADER},child name", f"P1,prek_seats,2022,2023,ember-flats,{TOWN},female,{SENTINEL}"),
        (HEADER, f"P1,prek_seats,2022,2023,{SENTINEL},{TOWN},female"),
        (HEADER, f"Maria {SENTINEL},prek_seats,2022,2023,ember-flats,{TOWN},female"),
        (f"{SENTINEL},{SENTINEL}", "1,2"),
    ],
)
def test_a_list_that_tells_who_somebody_is_stops_the_build_and_leaves_no_trace(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, header: str, line: str
) -> None:
    root = tmp_path / "data"
    path = community(tmp_path, line, header=header)
    with caplog.at_level(logging.DEBUG), pytest.raises(PartnerError, match="list of participants") as caught:
        built(root, path)
    assert SENTINEL not in caplog.text + repr(caught.value)
    assert [found for found, content in everything(root) if SENTINEL.encode() in content] == []
    assert release.known(root) == []
