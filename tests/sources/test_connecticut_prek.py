"""Children in public pre-K: real figures, and what the portal's table must say of itself."""

from pathlib import Path
from typing import Any

import pytest

from geo.community import District
from sources.cache import Cache
from sources.connecticut_prek import observations
from sources.errors import Drift
from sources.session import Session
from tests.sources.portal import Portal, done, package, resource

NEW_HAVEN = District("New Haven School District", "0902790", "0930011")
ELM = District("Elm", "4400001", "0010011")
NAME = "pre-k.csv"
FIELDS = ["District", "FIPS", "Year", "Variable", "Measure Type", "Value"]


def portal(*rows: list[str]) -> Portal:
    """A portal whose one table has these rows."""
    records = [{"_id": n, **dict(zip(FIELDS, row, strict=True))} for n, row in enumerate(rows, 1)]
    fields = [{"id": "_id", "type": "int"}, *({"id": name, "type": "text"} for name in FIELDS)]
    answer = done({"resource_id": "x", "fields": fields, "records": records, "limit": 32_000, "total": len(records)})
    return Portal({"package_show": package(resource(NAME, datastore_active=True)), "datastore_search": answer})


@pytest.mark.real
def test_figures_are_the_publishers(upstream: Any, tmp_path: Path) -> None:
    found = observations(Session(mirror=upstream.base_url), Cache(tmp_path), [NEW_HAVEN])
    rows = {(r["geoid"], r["period_end"]): r["estimate"] for r in found.rows.to_dict("records")}
    assert found.problems == []
    assert set(found.rows["variable"]) == {"pre_k.count"}
    assert {year for _, year in rows} == set(range(2008, 2022))
    assert (rows["0902790", 2013], rows["0902790", 2021], rows["09", 2020]) == (1894, 1139, 18829)


def test_marks_become_statuses(tmp_path: Path) -> None:
    counted = ["Pre-K Students", "Number"]
    rows = [
        ["Elm", "", "2018-2019", *counted, "-9999"],
        ["Elm", "", "2019-2020", *counted, "-6666"],
        ["Elm", "", "2020-2021", *counted, "12"],
        ["Oak", "", "2020-2021", *counted, "13"],
        ["Example", "44", "2020-2021", *counted, "990"],
    ]
    found = observations(*portal(*rows).open(tmp_path), [ELM], state="44").rows
    statuses = {(r["geoid"], r["period_end"]): r["status"] for r in found.to_dict("records")}
    assert statuses == {
        ("4400001", 2019): "suppressed_at_source",
        ("4400001", 2020): "not_applicable",
        ("4400001", 2021): "reported",
        ("44", 2021): "reported",
    }


def test_another_quantity_in_the_table_stops_with_its_name(tmp_path: Path) -> None:
    rows = [
        ["Elm", "", "2020-2021", "Pre-K Students", "Number", "12"],
        ["Elm", "", "2020-2021", "Seats", "Number", "9"],
    ]
    with pytest.raises(Drift, match="Seats"):
        observations(*portal(*rows).open(tmp_path), [ELM])
