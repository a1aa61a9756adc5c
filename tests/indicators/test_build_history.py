"""What a build remembers of its sources, and how a change of them is found and told."""

import math
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import build_drift as drifts
from indicators.build_history import COLUMNS, KEY, Band, Drifted, account, carried, drift
from indicators.catalog import MEASURES
from indicators.measure import Reported
from indicators.release_private import Private, read_account, read_inputs, write
from sources.observation import OBSERVATION

Cell = tuple[str, int, str]  # variable, period, area
Cells = Mapping[Cell, float]

VARIABLES = ("B25003_001", "B25003_002", "enrollment.count")
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(VARIABLES), st.sampled_from((2019, 2020, 2021)), st.sampled_from("abcdefgh")),
    st.one_of(st.just(math.nan), st.integers(0, 50).map(float)),
    min_size=1,
)


def observed(cells: Cells, vintage: int | None = None) -> pd.DataFrame:
    """OBSERVATION rows, one a cell; each period is its own vintage unless one is given. NaN is a number its publisher hides."""
    rows = [
        {
            "source": "acs5" if "_" in variable else "ctdata",
            "variable": variable,
            "vintage": vintage or period,
            "level": "tract",
            "geoid": area,
            "scheme": "all",
            "group": "all",
            "period_start": period - 1,
            "period_end": period,
            "estimate": value,
            "moe": math.nan,
            "low": math.nan,
            "high": math.nan,
            "n": math.nan,
            "status": "suppressed_at_source" if math.isnan(value) else "reported",
        }
        for (variable, period, area), value in cells.items()
    ]
    texts = {name: "str" for name, kind in OBSERVATION.columns.items() if kind == "text"}
    return OBSERVATION.check(pd.DataFrame(rows).astype(texts))


def remembered(cells: Cells, areas: str = "", **meanings: str) -> pd.DataFrame:
    said = {("acs5", variable, year): text for variable, text in meanings.items() for year in (2019, 2020, 2021)}
    return account(observed(cells), said, areas)


def table(rows: int, variable: str = "B25003_002", first: int = 0) -> dict[Cell, float]:
    return {(variable, 2019, f"area-{n:03d}"): float(n) for n in range(first, first + rows)}


def found(before: pd.DataFrame, now: pd.DataFrame) -> list[tuple[str, str, int]]:
    return [(d.kind, d.variable, d.vintage) for d in drift(before, now)]


@settings(max_examples=40)
@given(CELLS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_and_nothing_has_changed_against_itself(cells: Cells, random: object) -> None:
    frame = observed(cells)
    seed = hash(str(random)) % 2**32
    shuffled = frame.sample(frac=1, random_state=np.random.default_rng(seed))
    one, two = account(frame, {}), account(shuffled, {})
    pd.testing.assert_frame_equal(one, two)
    assert drift(one, two) == []
    assert list(one.columns) == list(COLUMNS)
    assert one["rows"].sum() == len(cells)


@settings(max_examples=40)
@given(CELLS, st.data())
def test_one_number_that_changed_is_found_and_nothing_else(cells: Cells, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(cells)))
    other = math.nan if not math.isnan(cells[key]) and data.draw(st.booleans()) else 51.0
    changed = drift(remembered(cells), remembered({**cells, key: other}))
    assert [(d.kind, d.variable, d.periods) for d in changed] == [("revised", key[0], (key[1],))]


@settings(max_examples=40)
@given(CELLS, CELLS)
def test_what_is_told_is_what_a_comparison_of_every_cell_tells(
    before: dict[Cell, float], now: dict[Cell, float]
) -> None:
    """The slow and obvious second way: look at each cell that stands on both sides."""
    same = before.keys() & now.keys()
    differ = {(v, p) for v, p, a in same if str(before[v, p, a]) != str(now[v, p, a])}
    told = drift(remembered(before), remembered(now))
    assert {(d.variable, p) for d in told if d.kind == "revised" for p in d.periods} == differ
    then, today = {c[:2] for c in before}, {c[:2] for c in now}
    assert {(d.variable, d.vintage) for d in told if d.kind == "gone"} == then - today
    assert {(d.variable, d.vintage) for d in told if d.kind == "new"} == today - then


def test_every_column_of_a_number_is_looked_at() -> None:
    frame = observed(table(3))
    for name in ("estimate", "moe", "low", "high"):
        other = frame.assign(**{name: frame[name].where(frame.index != 1, 77.5)})
        assert found(account(frame, {}), account(other, {})) == [("revised", "B25003_002", 2019)], name
    other = frame.assign(status=frame["status"].where(frame.index != 1, "controlled"))
    assert found(account(frame, {}), account(other, {})) == [("revised", "B25003_002", 2019)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [(49, True), (50, False), (100, False), (150, False), (151, True)],
    ids=["just-under", "half", "same", "one-and-a-half", "just-over"],
)
def test_the_number_of_rows_has_a_band(rows: int, told: bool) -> None:
    changed = drift(remembered(table(100)), remembered(table(rows)))
    assert [d.kind for d in changed] == (["rows"] if told else [])
    assert all(d.counts == (100, rows) for d in changed)


def test_a_source_may_have_a_band_of_its_own() -> None:
    before, now = remembered(table(100)), remembered(table(90))
    assert drift(before, now) == []
    assert [d.kind for d in drift(before, now, {"acs5": Band(0.95, 1.05)})] == ["rows"]


def test_other_areas_asked_for_are_no_drift_but_a_revision_among_the_old_ones_is() -> None:
    before = remembered(table(100), "two places")
    assert found(before, remembered(table(300), "five places")) == []
    assert found(before, remembered(table(300), "two places")) == [("rows", "B25003_002", 2019)]
    revised = table(300) | {("B25003_002", 2019, "area-007"): 8.0}
    assert found(before, remembered(revised, "five places")) == [("revised", "B25003_002", 2019)]


def test_a_meaning_is_compared_only_where_both_are_known() -> None:
    cells = table(2)
    assert found(remembered(cells, B25003_002="owners"), remembered(cells, B25003_002="sold")) == [
        ("meaning", "B25003_002", 2019)
    ]
    for then, now in (({}, {"B25003_002": "sold"}), ({"B25003_002": "owners"}, {})):
        assert found(remembered(cells, **then), remembered(cells, **now)) == []


def test_a_meaning_is_remembered_through_a_build_that_cannot_ask_for_it() -> None:
    cells = table(2)
    first, keyless = remembered(cells, B25003_002="owners"), remembered(cells)
    second = carried(first, keyless, [])
    assert found(second, remembered(cells, B25003_002="sold")) == [("meaning", "B25003_002", 2019)]


def test_what_is_held_back_stays_remembered_until_it_is_accepted() -> None:
    before, now = remembered(table(4)), remembered(table(4) | {("B25003_002", 2019, "area-000"): 9.0})
    changed = drift(before, now)
    again = carried(before, now, changed)
    assert drift(again, now) == changed
    assert drift(again, before) == []
    assert drift(carried(before, now, []), now) == []


def test_what_is_gone_is_told_once_and_compared_when_it_comes_back() -> None:
    both = table(4) | table(4, "B17001_002")
    before, now = remembered(both), remembered(table(4))
    assert found(before, now) == [("gone", "B17001_002", 2019)]
    kept = carried(before, now, [])
    assert drift(kept, now) == []
    assert drift(kept, before) == []
    back = remembered(both | {("B17001_002", 2019, "area-001"): 99.0})
    assert found(kept, back) == [("revised", "B17001_002", 2019)]


def test_the_account_holds_no_number_and_comes_back_from_the_disk_as_it_was(tmp_path: Path) -> None:
    made = account(observed({("enrollment.count", 2019, "a"): 7.0}), {})
    assert not set(COLUMNS) & {"estimate", "moe", "low", "high", "n", "geoid", "group"}
    write(tmp_path, "one", pd.DataFrame({"rule": ["primary"]}), Private(made, "f" * 64, ["a cell"]))
    read = read_account(tmp_path, "one")
    assert read is not None
    assert drift(made, read) == drift(read, made) == []
    assert carried(read, made, [])[KEY].equals(made[KEY])
    assert read_inputs(tmp_path, "one") == "f" * 64
    folder = tmp_path / "private" / "one"
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "problems.txt").read_text("utf-8") == "a cell\n"
    assert read_account(tmp_path, "two") is None
    assert read_inputs(tmp_path, "two") == ""
    (folder / "account.parquet").write_bytes(b"PAR1 cut off")
    assert read_account(tmp_path, "one") is None
    assert isinstance(pa.Table.from_pandas(made, preserve_index=False), pa.Table)


def change(kind: str, variable: str, vintage: int = 2019, **more: object) -> Drifted:
    source = "acs5" if "_" in variable else "ctdata"
    return Drifted(source, variable, vintage, kind, (vintage,), **more)  # type: ignore[arg-type]  # words of the tests


def test_sentences_tell_what_where_and_what_to_do() -> None:
    lines = [change("meaning", f"B25003_00{n}", year) for n in range(1, 6) for year in (2019, 2020)]
    told = drifts.sentences(
        [*lines, change("revised", "enrollment.count"), change("rows", "B17001_002", counts=(100, 40))]
    )
    assert told == [
        "acs5 B25003_001, B25003_002, B25003_003 and 2 more, vintage 2019, 2020: the publisher describes them in other words "
        "than when the last release was built, so something else may be counted. Measures made of them are left out there. "
        "Look at the publisher's notes; where it is right, run `flashlight build COMMUNITY --accept B25003`.",
        "ctdata enrollment.count, vintage 2019: the publisher has changed numbers it had given before the last release. "
        "Measures made of it are left out there. "
        "Look at the publisher's notes; where it is right, run `flashlight build COMMUNITY --accept enrollment.count`.",
        "acs5 B17001_002, vintage 2019: 40 rows came where the last release was built from 100; expected were 50 to 150. "
        "Measures made of it are left out there. "
        "Look at the publisher's notes; where it is right, run `flashlight build COMMUNITY --accept B17001_002`.",
    ]


@settings(max_examples=40)
@given(CELLS, CELLS)
def test_no_sentence_tells_an_area_or_a_number_of_people(before: dict[Cell, float], now: dict[Cell, float]) -> None:
    then = {(v, p, f"area-{a}"): n + 7000 for (v, p, a), n in before.items()}
    today = {(v, p, f"area-{a}"): n + 7000 for (v, p, a), n in now.items()}
    for said in drifts.sentences(drift(remembered(then), remembered(today))):
        assert "area-" not in said
        assert not re.search(r"\b7,?0\d\d\b", said)


def test_a_first_build_has_nothing_to_compare_and_tells_nothing() -> None:
    rows = observed(table(3))
    now = account(rows, {})
    judged = drifts.judge(rows, None, now, ["B25003"], [])
    assert (judged.rows is rows, judged.held, judged.problems, judged.new) == (True, [], [], [])


@pytest.mark.parametrize(
    ("name", "held"),
    [("enrollment.count", False), ("enrollment", False), ("all", False), ("enrollment.rate", True), ("B25003", True)],
)
def test_a_change_is_accepted_by_its_variable_its_dataset_or_all(name: str, held: bool) -> None:
    cells = {("enrollment.count", 2019, "a"): 40.0}
    rows = observed({("enrollment.count", 2019, "a"): 41.0})
    judged = drifts.judge(rows, remembered(cells), account(rows, {}), [name], [])
    assert bool(judged.held) is held
    assert bool(judged.problems) is held
    assert judged.rows["estimate"].isna().all() == held
    assert judged.new == ([f"--accept {name}: nothing of that name is left out for having changed."] if held else [])


def test_what_failed_is_not_told_a_second_time_as_gone() -> None:
    before = remembered(table(3) | table(3, "B17001_002") | {("enrollment.count", 2019, "a"): 40.0})
    rows = observed(table(3))
    now = account(rows, {})
    assert len(drifts.judge(rows, before, now, [], []).problems) == 2
    failed = ["acs5 2019 B17001", "Connecticut schools enrollment"]
    assert drifts.judge(rows, before, now, [], failed).problems == []


def test_a_measure_is_left_out_in_the_periods_of_what_it_reads_and_in_every_group() -> None:
    reported = next(m for m in MEASURES.values() if isinstance(m.formula, Reported) and m.formula.denominator)
    assert isinstance(reported.formula, Reported)
    other = next(m for m in MEASURES.values() if m.source == "acs5")
    rows = pd.DataFrame(
        [(m, p, "estimated") for m in (reported.id, other.id) for p in (2018, 2019) for _ in ("all", "black")],
        columns=["measure", "period_end", "status"],
    )
    rows = rows.assign(**dict.fromkeys(drifts.NUMBERS_OF_ESTIMATES, 12.0))
    held = [Drifted(reported.source, str(reported.formula.denominator), 2019, "revised", (2019,))]
    out = drifts.unavailable(rows, held)
    blocked = (out["measure"] == reported.id) & (out["period_end"] == 2019)
    assert blocked.sum() == 2
    assert set(out.loc[blocked, "status"]) == {"not_available"}
    assert out.loc[blocked, list(drifts.NUMBERS_OF_ESTIMATES)].isna().all(axis=None)
    assert out[~blocked].equals(rows[~blocked])
