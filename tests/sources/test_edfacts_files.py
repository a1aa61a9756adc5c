"""The Department's own files of graduation rates, on a made-up extract of the columns that their readers name."""

from pathlib import Path

import pandas as pd
import pytest

from sources import edfacts, edfacts_files
from sources.errors import BadAnswer, Drift, NotPublished, SourceError
from sources.urban_observations import Observations, Wanted
from tests.sources.acs_recorded import HTML_TYPE, Reply
from tests.sources.portal import Portal, as_json, csv
from tests.sources.test_urban import listed

HERE = "0902790"
HEADER = "SCHOOL_YEAR,STNAM,FIPST,LEAID,ST_LEAID,LEANM,CATEGORY,COHORT,RATE,DATE_CUR"
TEMPLATE = "/api/v1/school-districts/edfacts/grad-rates/{year}/"


def row(category: str, rate: str, cohort: str = "120", leaid: str = HERE) -> str:
    """One line of the file."""
    return f'2020-2021,CONNECTICUT,09,{leaid},CT-93,"New Haven, City of",{category},{cohort},{rate},2023'


ROWS = (
    row("ALL", "87"),
    row("MBL", "80-84", "60"),
    row("MHI", "GE95", "40"),
    row("MAM", "PS", "2"),
    row("LEP", "LT50", "12"),
)


def agency(*lines: str, header: str = HEADER, reply: Reply | None = None) -> Portal:
    """The Department with these lines in its newest file."""
    return Portal({r"acgr-lea-sy2020-21-long\.csv": reply or csv("\r\n".join((header, *(lines or ROWS), "")))})


def read(made_up: Portal, folder: Path, year: int = 2020) -> Observations:
    """Graduation of the class of 2021."""
    return edfacts_files.graduation(*made_up.open(folder), [year], Wanted("09", leaids=(HERE,)))


def test_ranges_stay_ranges_and_hidden_ones_hidden(tmp_path: Path) -> None:
    found = read(agency(*ROWS, row("ALL", "50", leaid="3600001")), tmp_path).rows
    told = [[str(cell) for cell in row] for row in found[["estimate", "low", "high", "status", "n"]].to_numpy()]
    assert found[["scheme", "group"]].to_numpy().tolist() == [
        ["all", "all"],
        ["population", "english_learners"],
        ["race_ethnicity", "aian"],
        ["race_ethnicity", "black"],
        ["race_ethnicity", "latino"],
    ]
    assert told == [
        ["87.0", "nan", "nan", "reported", "120.0"],
        ["nan", "0.0", "49.0", "range", "12.0"],
        ["nan", "nan", "nan", "suppressed_at_source", "2.0"],
        ["nan", "80.0", "84.0", "range", "60.0"],
        ["nan", "95.0", "100.0", "range", "40.0"],
    ]
    assert set(found["period_end"]) == {2021}
    assert set(found["source"]) == {"edfacts"}


def test_the_portal_and_the_file_give_the_same(tmp_path: Path) -> None:
    everyone = {"lep": 99, "disability": 99, "econ_disadvantaged": 99, "homeless": 99, "foster_care": 99}
    same = {"year": 2020, "leaid": HERE, "fips": 9, "race": 99, **everyone}

    def answer(low: int, high: int, cohort: int, **group: int) -> dict[str, int | str]:
        return same | group | {"grad_rate_low": low, "grad_rate_high": high, "cohort_num": cohort}

    answers = [
        answer(87, 87, 120), answer(80, 84, 60, race=2), answer(95, 100, 40, race=3),
        answer(-3, -3, 2, race=5), answer(0, 49, 12, lep=1),
    ]  # fmt: skip
    portal = Portal(
        {
            "api-endpoints": listed("2010–2020", template=TEMPLATE),
            "grad-rates": as_json({"count": 5, "next": None, "results": answers}),
        }
    )
    there = edfacts.graduation(*portal.open(tmp_path / "portal"), [2020], Wanted("09", leaids=(HERE,)))
    here = read(agency(), tmp_path / "file")
    pd.testing.assert_frame_equal(here.rows.drop(columns="source"), there.rows.drop(columns="source"))


@pytest.mark.parametrize("year", [2017, 2021])
def test_a_year_without_a_file_is_told_before_asking(tmp_path: Path, year: int) -> None:
    made_up = agency()
    with pytest.raises(NotPublished, match="there are 2018 to 2020"):
        read(made_up, tmp_path, year)
    assert made_up.urls == []


@pytest.mark.parametrize(
    ("made_up", "kind", "says"),
    [
        (agency(reply=Reply(404, b"<html>404</html>", HTML_TYPE)), NotPublished, "does not exist"),
        (agency(reply=Reply(200, b"<html>moved</html>", HTML_TYPE)), BadAnswer, "web page"),
        (agency(header=HEADER.replace("RATE", "PCT")), Drift, r"\['RATE'\] are gone"),
        (agency(row("ALL", "80~84")), Drift, "'80~84'"),
        (agency(row("ALL", "101")), Drift, "'101'"),
        (agency(row("XYZ", "80")), Drift, r"\['XYZ'\]"),
        (agency(row("ALL", "80"), row("ALL", "81")), BadAnswer, "comes twice"),
        (agency(row("ALL", "80", leaid="3600001")), BadAnswer, "no district of state 09"),
        (agency(row("ALL", "80")[:-12]), BadAnswer, "cells a row"),
    ],
    ids=["gone", "page", "column", "mark", "above 100", "group", "twice", "state", "short row"],
)
def test_another_file_is_refused_and_not_kept(
    tmp_path: Path, made_up: Portal, kind: type[SourceError], says: str
) -> None:
    with pytest.raises(kind, match=says):
        read(made_up, tmp_path)
    assert not list(tmp_path.rglob("*.parquet"))


def test_an_id_that_lost_its_zero_is_filled(tmp_path: Path) -> None:
    assert read(agency(row("ALL", "80", leaid="902790")), tmp_path).rows["geoid"].tolist() == [HERE]
