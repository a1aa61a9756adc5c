"""Replicate tables: read as they are published (W09), and margins of sums that the formula for independent parts does not give."""

import gzip
import io
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import requests

from geo.errors import FlashlightError
from sources import replicate_file, variance_replicates
from sources.acs_request import RequestError
from sources.cache import Cache
from sources.errors import BadAnswer, Drift, NotPublished
from sources.variance_replicates import replicates, sums
from tests.sources.acs_recorded import HTML_TYPE, Reply, session

TRACTS = ("09170140100", "09170140200", "09170140300", "09170990000")
HEADER = [
    "TBLID",
    "GEOID",
    "NAME",
    "ORDER",
    "TITLE",
    "ESTIMATE",
    "MOE",
    "CME",
    "SE",
    *(f"Var_Rep{i}" for i in range(1, 81)),
]
ZIP_TYPE = {"Content-Type": "application/zip", "ETag": '"one"'}
GONE = Reply(404, b"<html><title>404</title>", HTML_TYPE)
RNG = np.random.default_rng(7)
SHARED = RNG.integers(-30, 31, 80)  # what moves the first two tracts together
ESTIMATES = {
    TRACTS[0]: (300, SHARED),
    TRACTS[1]: (200, SHARED),
    TRACTS[2]: (100, RNG.integers(-20, 21, 80)),
    TRACTS[3]: (0, np.zeros(80, int)),
}


def margin(distances: np.ndarray) -> float:
    return 1.645 * float(np.sqrt(4 / 80 * (distances**2).sum()))


def table(name: str = "Tract; \xfa Planning Region", lines: int = 2, change: dict[str, str] | None = None) -> bytes:
    """A file as published: two title rows without GEOID, then a row a tract and line."""
    rows = [["B17001", "", "", "", f'"{title}"', *[""] * 84] for title in ("POVERTY STATUS", "Universe: people")]
    for tract, (estimate, distances) in ESTIMATES.items():
        moe = round(margin(distances)) or 13
        for line in range(1, lines + 1):
            cells = [str(estimate * line), str(moe), f"+/-{moe:,}", "8.1"]
            rows.append(
                [
                    "B17001",
                    f"1400000US{tract}",
                    f'"{name}"',
                    str(line),
                    '"Total, all"',
                    *cells,
                    *(str(estimate * line + d) for d in distances),
                ]
            )
            rows[-1][7] = f'"{rows[-1][7]}"'
    text = "\r\n".join(",".join(row) for row in [HEADER, *rows])
    for before, after in (change or {}).items():
        assert before in text
        text = text.replace(before, after)
    return text.encode("cp1252")


def zipped(content: bytes, *names: str) -> Reply:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names or ("140/B17001_09.csv",):
            archive.writestr(name, content)
    return Reply(200, sink.getvalue(), ZIP_TYPE)


def crosswalk(**shares: list[tuple[str, float]]) -> pd.DataFrame:
    rows = [
        (tract, area, 2023, 2023, weight, "households") for area, parts in shares.items() for tract, weight in parts
    ]
    return pd.DataFrame(
        rows, columns=["from_geoid", "to_geoid", "from_vintage", "to_vintage", "weight", "weight_basis"]
    )


@pytest.mark.parametrize("name", ["\xfa", "\u00fa, \u2019s"])
def test_w09_a_nested_windows_1252_file_without_its_title_rows(name: str, tmp_path: Path) -> None:
    assert name.encode("cp1252") in table(name)
    service, adapter, _ = session(zipped(table(name)))
    found = replicates(service, Cache(tmp_path), 2023, "B17001", "09")
    assert adapter.urls == [
        "https://www2.census.gov/programs-surveys/acs/replicate_estimates/2023/data/5-year/140/B17001_09.csv.zip"
    ]
    assert (found.tracts, found.variables) == (list(TRACTS), ["B17001_001", "B17001_002"])
    assert found.estimate[0].tolist() == [300, 600]
    assert found.replicates.shape == (4, 2, 80)


@pytest.mark.parametrize(
    "headers", [{"Content-Type": "application/x-gzip"}, {"Content-Type": "text/csv", "Content-Encoding": "gzip"}]
)
def test_w09_older_vintages_are_gzip(headers: dict[str, str], tmp_path: Path) -> None:
    def reply(asked: requests.PreparedRequest) -> Reply:
        return Reply(200, gzip.compress(table()), headers) if str(asked.url).endswith(".csv.gz") else GONE

    service, adapter, _ = session(reply)
    assert len(replicates(service, Cache(tmp_path), 2016, "B17001", "09").tracts) == 4
    assert [url.rsplit(".", 1)[1] for url in adapter.urls] == ["zip", "gz"]


def test_w09_no_file_of_either_kind(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="this table has no replicates"):
        replicates(session(GONE)[0], Cache(tmp_path), 2023, "B25009", "09")


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (Reply(200, zipped(table()).body[:-400], ZIP_TYPE), BadAnswer, "damaged"),
        (zipped(table(), "140/a.csv", "140/b.csv"), BadAnswer, "expected one CSV"),
        (Reply(200, b"<html>maintenance", HTML_TYPE), BadAnswer, "web page"),
        (zipped(table(change={"Var_Rep80": "Rep80"})), Drift, "no column Var_Rep80"),
        (zipped(table(change={"B17001": "B01003"})), BadAnswer, "expected table B17001"),
        (zipped(table(change={"+/-13": "+/-130"})), BadAnswer, "stands beside"),
        (zipped(table(change={f"1400000US{TRACTS[0]}": f"1400000US{TRACTS[1]}"})), BadAnswer, "every line once"),
        (zipped(table()[:-300]), BadAnswer, "whole CSV"),
    ],
)
def test_w09_a_damaged_file_is_refused_and_the_copy_held_stays(
    reply: Reply, kind: type[Exception], says: str, tmp_path: Path
) -> None:
    with pytest.raises(kind, match=says):
        replicates(session(reply)[0], Cache(tmp_path / "new"), 2023, "B17001", "09")
    first = replicates(session(zipped(table()))[0], Cache(tmp_path), 2023, "B17001", "09")
    held = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}
    if kind is Drift:
        with pytest.raises(kind):
            replicates(session(reply)[0], Cache(tmp_path), 2023, "B17001", "09")
    else:
        again = replicates(session(reply)[0], Cache(tmp_path), 2023, "B17001", "09")
        assert (again.estimate == first.estimate).all()
    assert held == {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}


def test_tracts_that_move_together_have_a_wider_margin_than_the_formula_says(tmp_path: Path) -> None:
    found = replicates(session(zipped(table(lines=1)))[0], Cache(tmp_path), 2023, "B17001", "09")
    rows = sums(
        found,
        crosswalk(
            hill=[(TRACTS[0], 1.0), (TRACTS[1], 1.0)], mixed=[(TRACTS[0], 0.5), (TRACTS[2], 1.0), (TRACTS[3], 1.0)]
        ),
        "neighborhood",
    )
    rows = rows.set_index("geoid")
    assert rows["estimate"].to_dict() == {"hill": 500, "mixed": 250}
    assert rows.loc["hill", "moe"] == pytest.approx(margin(2 * SHARED))
    assert rows.loc["hill", "moe"] > 1.3 * np.sqrt(2) * margin(SHARED)
    assert rows.loc["mixed", "moe"] == pytest.approx(margin(0.5 * SHARED + ESTIMATES[TRACTS[2]][1]))
    assert rows["period_start"].unique().tolist() == [2019]


def test_a_single_tract_has_its_published_margin(tmp_path: Path) -> None:
    found = replicates(session(zipped(table(lines=1)))[0], Cache(tmp_path), 2023, "B17001", "09")
    rows = sums(found, crosswalk(**{tract: [(tract, 1.0)] for tract in TRACTS}), "neighborhood")
    assert np.abs(rows["moe"].to_numpy() - found.moe[:, 0]).max() <= 0.5
    assert rows["moe"].iloc[3] == 13, "a cell of zero has the Bureau's own margin, not zero"


def test_signs_in_place_of_margins(tmp_path: Path) -> None:
    moe = round(margin(ESTIMATES[TRACTS[2]][1]))
    controlled = zipped(table(lines=1, change={f',{moe},"+/-{moe}"': ',*****,"*****"'}))
    found = replicates(session(controlled)[0], Cache(tmp_path), 2023, "B17001", "09")
    assert found.moe[2, 0] == 0
    missing = zipped(table(lines=1, change={f',{moe},"+/-{moe}"': ',-222222222,"**"'}))
    found = replicates(session(missing)[0], Cache(tmp_path / "b"), 2023, "B17001", "09")
    rows = sums(found, crosswalk(a=[(TRACTS[0], 1.0), (TRACTS[2], 1.0)], b=[(TRACTS[0], 1.0)]), "neighborhood")
    assert rows["moe"].isna().tolist() == [True, False]
    unsaid = zipped(table(lines=1, change={",100,": ",-666666666,"}))
    found = replicates(session(unsaid)[0], Cache(tmp_path / "c"), 2023, "B17001", "09")
    rows = sums(found, crosswalk(a=[(TRACTS[2], 1.0)], b=[(TRACTS[0], 1.0)]), "neighborhood")
    assert rows["status"].tolist() == ["not_reported", "reported"]


def test_a_tract_or_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    found = replicates(session(zipped(table()))[0], Cache(tmp_path), 2023, "B17001", "09")
    with pytest.raises(FlashlightError, match="09001000000"):
        sums(found, crosswalk(a=[("09001000000", 1.0)]), "neighborhood")
    with pytest.raises(RequestError, match="expected a table"):
        replicates(session(GONE)[0], Cache(tmp_path), 2023, "S1701", "09")
    assert variance_replicates.key(2023, "B17001", "09").name == "2023/B17001-09"
    assert replicate_file.unpacked(b"plain", "here") == b"plain"
