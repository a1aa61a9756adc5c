"""What was hidden before a correction stays hidden: which rows, by what an earlier release told of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from indicators import gate_hide
from indicators.audit_rows import ROW, Earlier
from indicators.catalog import MEASURES
from indicators.group_pools import POOLED
from indicators.suppression import policy as rules
from tests.indicators.audited import ENROLLED, counted, rated
from tests.indicators.gated import BAND, NO_LOG, before, rate, withheld


def locked(
    now: Sequence[Mapping[str, Any]], earlier: Sequence[Earlier], measures: Sequence[str] = tuple(MEASURES)
) -> dict[str, str]:
    """Groups that are hidden for what was hidden before, by their rule and reason."""
    published = pd.DataFrame(list(now))
    shown, log = gate_hide.locked(published, NO_LOG, earlier, {name: MEASURES[name] for name in measures})
    assert withheld(shown) - withheld(published) == set(log["group"])
    return dict(zip(log["group"], log["rule"] + ": " + log["reason"], strict=True))


def test_a_corrected_table_hides_what_it_hid() -> None:
    earlier = before(counted(ENROLLED, ("aian", "two")))
    assert locked(counted(ENROLLED, ("aian",)), [earlier]) == {"two": rules.LOCKED}


def test_what_may_have_changed_is_hidden_as_what_has() -> None:
    one = before(counted(ENROLLED, ("aian", "two")), corrected=False)
    two = next(row for row in one.rows[ROW].itertuples(index=False, name=None) if "two" in row)
    assert locked(counted(ENROLLED, ("aian",)), [one._replace(may_be=frozenset({two}))]) == {"two": rules.LOCKED}


def test_a_table_that_was_not_corrected_hides_nothing_more() -> None:
    assert locked(counted(ENROLLED, ("aian",)), [before(counted(ENROLLED, ("aian", "two")), corrected=False)]) == {}
    assert locked(counted(ENROLLED, ("aian",)), []) == {}


def test_only_tables_that_were_corrected_count() -> None:
    one, other = before(counted(ENROLLED, ("two",))), counted(ENROLLED, ("asian",), "students_national")
    both = one._replace(rows=pd.concat([one.rows, pd.DataFrame(other)], ignore_index=True))
    now = [*counted(ENROLLED, ()), *counted(ENROLLED, (), "students_national")]
    assert locked(now, [both]) == {"two": rules.LOCKED}


def test_every_earlier_release_counts_and_one_without_rows_tells_nothing() -> None:
    nothing = before(counted(ENROLLED, ()))._replace(rows=pd.DataFrame(columns=[*ROW, "status"]))
    some = [before(counted(ENROLLED, (hidden,))) for hidden in ("two", "asian")]
    assert set(locked(counted(ENROLLED, ("aian",)), [nothing, *some])) == {"two", "asian"}


@pytest.mark.parametrize(
    ("was", "now", "hidden"),
    [
        (BAND, BAND, False),
        (BAND, rate(50, 250), True),
        ({}, BAND, True),
        ({}, rate(50, 250), True),
        (rate(50, 250), BAND, False),
        (rate(50, 250), rate(60, 250), False),
    ],
)
def test_a_row_may_tell_as_much_as_it_did_and_no_more(
    was: dict[str, float], now: dict[str, float], hidden: bool
) -> None:
    whole = {"all": rate(100, 500)}
    found = locked(rated("grade3_math", whole | {"aian": now}), [before(rated("grade3_math", whole | {"aian": was}))])
    assert bool(found) is hidden


@pytest.mark.parametrize(("number", "hidden"), [(0, False), (4, True), (14, True)])
def test_of_a_group_that_stood_in_a_pool_only_nobody_may_be_shown(number: int, hidden: bool) -> None:
    earlier = before(counted(ENROLLED, ("two",)))
    earlier.rows.loc[earlier.rows["group"] == "two", "status"] = POOLED
    assert locked(counted(ENROLLED | {"two": number}, ()), [earlier]) == ({"two": rules.LOCKED} if hidden else {})


def test_what_is_no_record_of_people_stays() -> None:
    earlier = before(counted(ENROLLED, ("two",)))
    assert locked(counted(ENROLLED, ()), [earlier], measures=["grade3_math"]) == {}


def test_what_a_partners_rate_hid_is_hidden_in_no_other_rate_of_its() -> None:
    rates = ("grade3_math", "graduation_4yr")
    partners = {name: replace(MEASURES[name], source="partner") for name in rates}
    whole = {"all": rate(100, 500)}
    earlier = before(rated("grade3_math", whole | {"aian": {}}))._replace(measures=partners)
    now = [row for name in rates for row in rated(name, whole | {"aian": rate(50, 250)})]
    _, log = gate_hide.locked(pd.DataFrame(now), NO_LOG, [earlier], partners)
    assert log[["measure", "group"]].to_numpy().tolist() == [["grade3_math", "aian"]]


@pytest.mark.parametrize("other", [{"period_end": 2018}, {"level": "zcta"}, {"geoid": "0999998"}], ids=str)
def test_what_was_hidden_hides_no_other_year_and_place(other: dict[str, Any]) -> None:
    old = [r | other for r in counted(ENROLLED, ("two",))]
    assert locked(counted(ENROLLED, ()), [before(old)]) == {}
    assert np.isnan(counted(ENROLLED, ("two",))[-1]["value"])
