"""Connecticut's real files through the stand-in, against figures read from the publisher's own tables."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pandas as pd
import pytest

from geo.community import District
from sources.cache import Cache
from sources.connecticut import Observations, observations
from sources.connecticut_files import DATASETS
from sources.errors import Drift, SourceError
from sources.session import Pace, Session
from tests.sources.portal import Portal, package, resource
from tests.sources.portal import csv as csv_file

NEW_HAVEN = District("New Haven School District", "0902790", "0930011")
OTHERS = (
    District("Hartford School District", "0901920", "0640011"),
    District("Bridgeport School District", "0900450", "0150011"),
    District("Stamford School District", "0904320", "1350011"),
)
GROUPS = {"aian", "asian", "black", "latino", "nhpi", "two", "white"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Observations]]:
    """One cache for this module, and what was read."""
    return tmp_path_factory.mktemp("cache"), {}


@pytest.fixture
def fetch(upstream: Any, kept: tuple[Path, dict[str, Observations]]) -> Callable[[str], Observations]:
    """Observations of one dataset for the four communities' districts."""
    folder, found = kept

    def read(dataset: str) -> Observations:
        if dataset not in found:
            session = Session(mirror=upstream.base_url)
            found[dataset] = observations(session, Cache(folder), dataset, (NEW_HAVEN, *OTHERS))
        return found[dataset]

    return read


def pick(found: Observations, variable: str, geoid: str, group: str, year: int) -> Any:
    """The one row of a variable."""
    rows = found.rows
    chosen = rows[
        (rows["variable"] == variable)
        & (rows["geoid"] == geoid)
        & (rows["group"] == group)
        & (rows["period_end"] == year)
    ]
    assert len(chosen) == 1
    return chosen.iloc[0]


@pytest.mark.real
@pytest.mark.parametrize(
    ("dataset", "quantity", "geoid", "group", "year", "value"),
    [
        ("chronic_absence", "rate", "0902790", "black", 2020, 24.1),
        ("chronic_absence", "count", "0902790", "black", 2020, 1667),
        ("chronic_absence", "rate", "09", "black", 2020, 16.7),
        ("graduation_4yr", "rate", "0902790", "black", 2019, 78.7),
        ("graduation_4yr", "cohort", "0902790", "black", 2019, 614),
        ("graduation_4yr", "count", "0902790", "black", 2019, 483),
        ("graduation_4yr", "cohort", "0902790", "asian", 2019, 32),
        ("graduation_4yr", "count", "0902790", "asian", 2019, 31),
        ("graduation_4yr", "rate", "0902790", "asian", 2019, 96.9),
        ("graduation_4yr", "rate", "09", "black", 2019, 79.8),
        ("graduation_4yr", "rate", "0902790", "latino", 2015, 66.1),
        ("suspension", "rate", "0902790", "black", 2019, 11.5),
        ("suspension", "count", "09", "black", 2010, 14862),
        ("enrollment", "count", "0902790", "all", 2022, 19420),
        ("enrollment", "count", "09", "all", 2008, 574848),
        ("enrollment", "count", "09", "not_reported", 2008, 13),
    ],
)  # fmt: skip
def test_figures_are_the_publishers(
    fetch: Callable[[str], Observations], dataset: str, quantity: str, geoid: str, group: str, year: int, value: float
) -> None:
    row = pick(fetch(dataset), f"{dataset}.{quantity}", geoid, group, year)
    assert row["estimate"] == value
    assert row["status"] == "reported"
    assert (row["scheme"], row["period_start"]) == ("all" if group == "all" else "race_ethnicity", year - 1)


@pytest.mark.real
def test_a_star_stays_and_takes_the_count_with_it(fetch: Callable[[str], Observations]) -> None:
    """New Haven, class of 2019, two or more races: 11 in the cohort, 9 graduates, rate `*`."""
    found = fetch("graduation_4yr")
    rate, count, cohort = (
        pick(found, f"graduation_4yr.{q}", "0902790", "two", 2019) for q in ("rate", "count", "cohort")
    )
    assert [rate["status"], count["status"]] == ["suppressed_at_source"] * 2
    assert pd.isna([rate["estimate"], count["estimate"], rate["n"]]).all()
    assert cohort["estimate"] == 11


@pytest.mark.real
def test_n_is_the_cohort_of_a_shown_rate(fetch: Callable[[str], Observations]) -> None:
    found = fetch("graduation_4yr")
    assert pick(found, "graduation_4yr.rate", "0902790", "black", 2019)["n"] == 614
    assert pd.isna(pick(found, "graduation_4yr.cohort", "0902790", "black", 2019)["n"])


@pytest.mark.real
@pytest.mark.parametrize(
    ("dataset", "levels", "years"),
    [
        ("chronic_absence", set(), (0, 0)),
        ("suspension", set(), (0, 0)),
        ("graduation_4yr", {"state"}, (2011, 2019)),
        ("enrollment", {"state", "school_district"}, (2008, 2022)),
    ],
)
def test_where_there_is_an_everyone(
    fetch: Callable[[str], Observations], dataset: str, levels: set[str], years: tuple[int, int]
) -> None:
    rows = fetch(dataset).rows
    everyone = rows[rows["scheme"] == "all"]
    assert set(everyone["level"]) == levels
    if levels:
        assert set(everyone["period_end"]) == set(range(years[0], years[1] + 1))
        assert set(everyone["status"]) == {"reported"}


@pytest.mark.real
def test_everyones_graduation_is_the_rate_the_state_announced(fetch: Callable[[str], Observations]) -> None:
    found = fetch("graduation_4yr")
    rates = [pick(found, "graduation_4yr.rate", "09", "all", year)["estimate"] for year in range(2011, 2020)]
    assert [round(rate, 1) for rate in rates] == [82.7, 84.8, 85.5, 87.0, 87.2, 87.4, 87.9, 88.4, 88.5]


@pytest.mark.real
@pytest.mark.parametrize("dataset", DATASETS)
def test_every_district_has_every_year_and_group_once(fetch: Callable[[str], Observations], dataset: str) -> None:
    found = fetch(dataset)
    assert found.problems == []
    years = found.rows.groupby("geoid")["period_end"].nunique()
    assert set(years.index) == {"09", NEW_HAVEN.leaid, *(d.leaid for d in OTHERS)}
    assert len(set(years)) == 1
    assert set(found.rows["group"]) >= GROUPS


@pytest.mark.real
@pytest.mark.parametrize("dataset", DATASETS)
def test_no_number_stands_where_a_file_has_a_star(
    fetch: Callable[[str], Observations], shared: Path, dataset: str
) -> None:
    """A slow reading of every file as text: each shown number of New Haven is printed there, and never beside a star."""
    rows = fetch(dataset).rows
    shown = rows[(rows["geoid"] == NEW_HAVEN.leaid) & (rows["status"] == "reported")]
    for year, part in shown.groupby("period_end"):
        printed = _printed(shared, DATASETS[dataset].package, f"__{int(str(year)) - 1}-{int(str(year)) % 100:02d}_race")
        assert {str(int(v)) if v == int(v) else str(v) for v in part["estimate"]} <= {
            t.removesuffix(".0") for t in printed
        }


def _printed(shared: Path, slug: str, year: str) -> set[str]:
    data = shared / "upstream" / "data"
    catalog = orjson.loads((data / "ckan_catalog.json").read_bytes())
    entry = next(p for p in catalog["packages"] if p["name"] == slug)
    with zipfile.ZipFile(data / "ctdata.zip") as members:
        texts = [members.read(catalog["members"][r["id"]]).decode() for r in entry["resources"] if year in r["name"]]
    lines = [
        line for text in texts for line in csv.reader(io.StringIO(text)) if line[:1] == ["New Haven School District"]
    ]
    return {cell for line in lines for cell in line[1:] if re.fullmatch(r"[\d.]+", cell)}


@pytest.mark.real
def test_the_publishers_arithmetic_holds(fetch: Callable[[str], Observations]) -> None:
    rows = fetch("graduation_4yr").rows
    wide = rows[rows["status"] == "reported"].pivot_table(
        index=["geoid", "group", "period_end"], columns="variable", values="estimate"
    )
    whole = wide.dropna()
    computed = 100 * whole["graduation_4yr.count"] / whole["graduation_4yr.cohort"]
    assert len(whole) > 200
    assert (computed - whole["graduation_4yr.rate"]).abs().max() <= 0.0501
    enrolled = fetch("enrollment").rows
    parts = enrolled[(enrolled["geoid"] == "09")].groupby(["period_end", "scheme"])["estimate"].sum().unstack()  # noqa: PD010  # a table of two columns
    assert (parts["all"] == parts["race_ethnicity"]).all()


@pytest.mark.real
def test_a_second_run_asks_for_the_catalog_only(upstream: Any, tmp_path: Path) -> None:
    session = Session(mirror=upstream.base_url)
    first = observations(session, Cache(tmp_path), "chronic_absence", [NEW_HAVEN])
    assert len(upstream.log) == 17
    upstream.log.clear()
    second = observations(session, Cache(tmp_path), "chronic_absence", [NEW_HAVEN])
    assert len(upstream.log) == 1
    pd.testing.assert_frame_equal(first.rows, second.rows)
    offline = observations(
        Session(mirror="", offline=True), Cache(tmp_path, offline=True), "chronic_absence", [NEW_HAVEN]
    )
    pd.testing.assert_frame_equal(first.rows, offline.rows)


@pytest.mark.real
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"truncate_bytes": 40_000}, id="short-but-well-formed"),
        pytest.param({"truncate_bytes": 40_000, "close": True}, id="cut-off"),
        pytest.param(
            {"status": 200, "body": "<html>maintenance</html>", "headers": {"Content-Type": "text/html"}}, id="page"
        ),
    ],
)
def test_a_damaged_export_is_refused_and_the_next_run_is_whole(
    upstream: Any, tmp_path: Path, fault: dict[str, Any]
) -> None:
    quick = Session(mirror=upstream.base_url, pace=Pace(retries=1, base_s=0.01))
    upstream.faults.append({"match": "2018-19_race.csv", "times": -1, **fault})
    with pytest.raises(SourceError):
        observations(quick, Cache(tmp_path), "chronic_absence", [NEW_HAVEN])
    upstream.faults.clear()
    found = observations(quick, Cache(tmp_path), "chronic_absence", [NEW_HAVEN])
    assert pick(found, "chronic_absence.rate", NEW_HAVEN.leaid, "black", 2019)["estimate"] == 22.0


RAW = (
    'District,District Code,Race/Ethnicity,Count,%\nElm,="0010011",Asian,40,9.5\nState Level,="0000000",Asian,90,8.5\n'
)
NAME = "suspension-rates__2018-19_race.csv"


def test_another_states_districts_are_read_alike(tmp_path: Path) -> None:
    portal = Portal({"package_show": package(resource(NAME)), "download": csv_file(RAW)})
    found = observations(*portal.open(tmp_path), "suspension", [District("Elm", "4400001", "0010011")], state="44")
    rates = found.rows[found.rows["variable"] == "suspension.rate"]
    assert dict(zip(rates["geoid"], rates["estimate"], strict=True)) == {"4400001": 9.5, "44": 8.5}


def test_a_district_without_rows_is_told(tmp_path: Path) -> None:
    portal = Portal({"package_show": package(resource(NAME)), "download": csv_file(RAW)})
    found = observations(*portal.open(tmp_path), "suspension", [District("Oak", "0900009", "0090011")])
    assert found.problems == [
        "suspension: no row for Oak (code 0090011). Compare name and code with the state's list of districts."
    ]


def test_a_package_without_known_files_stops(tmp_path: Path) -> None:
    portal = Portal({"package_show": package(resource("readme.pdf"))})
    with pytest.raises(Drift, match="lists no file named like"):
        observations(*portal.open(tmp_path), "suspension", [])
