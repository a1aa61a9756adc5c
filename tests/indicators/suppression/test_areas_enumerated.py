"""What is hidden over areas, against every table of people that agrees with what is shown, listed one by one."""

from unittest.mock import patch

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.suppression import policy as rules
from indicators.suppression.policy import Policy
from indicators.suppression.reach_areas import protected
from tests.indicators.suppression.areas import CITY, HILL, LAKE, PARK, frame, judged

SEXES = ("female", "male")
MOST = 7  # of at most four people, with three more to either side


def small_policy() -> Policy:
    """A threshold of 3, so that every table can be listed; the rules are those of 10."""
    with patch.object(rules, "THRESHOLD", 3):
        return Policy(3)


def tables(rows: pd.DataFrame, shown: np.ndarray) -> np.ndarray:
    """Tables × rows: what all that is shown leaves, and that a hidden number is nobody's never. How many are elsewhere is known."""
    values = rows["value"].to_numpy(int)
    at = {(str(r["geoid"]), str(r["group"])): i for i, r in enumerate(rows.to_dict("records"))}
    near = [place for place in rows["geoid"].unique() if place != CITY]
    free = [at[place, sex] for place in near for sex in SEXES]
    ends = [range(values[i], values[i] + 1) if shown[i] else range(1, MOST + 1) for i in free]
    found = np.zeros((int(np.prod([len(e) for e in ends])), len(rows)), int)
    found[:, free] = np.stack(np.meshgrid(*ends, indexing="ij"), axis=-1).reshape(len(found), -1)
    for place in near:
        found[:, at[place, "all"]] = sum(found[:, at[place, sex]] for sex in SEXES)
    for group in ("all", *SEXES):
        parts = [at[place, group] for place in near]
        found[:, at[CITY, group]] = found[:, parts].sum(axis=1) + values[at[CITY, group]] - values[parts].sum()
    return found[((found == values) | ~shown).all(axis=1) & ((found > 0) | shown).all(axis=1)]


couple = st.tuples(st.integers(0, 4), st.integers(0, 4))


@settings(max_examples=30, deadline=None)
@given(st.lists(couple, min_size=1, max_size=3), st.tuples(st.integers(0, 2), st.integers(0, 2)))
def test_every_small_number_is_left_its_range_in_the_tables_that_agree(
    near: list[tuple[int, int]], elsewhere: tuple[int, int]
) -> None:
    policy = small_policy()
    whole = [sum(n) + more for n, more in zip(zip(*near, strict=True), elsewhere, strict=True)]
    places = dict(zip((HILL, PARK, LAKE), near, strict=False)) | {CITY: whole}
    rows = frame({p: {"all": sum(n), **dict(zip(SEXES, n, strict=True))} for p, n in places.items()})
    own = judged(rows, policy)
    found = protected(rows, own, policy)
    agree = tables(rows, np.array([v.status == "published" for v in found]))
    all_there_is = tables(rows, rows["value"].eq(0).to_numpy())
    for i, verdict in enumerate(own):
        if verdict.status != "published":
            assert found[i] == verdict
            # Where hiding all there is would not do, as of a city with everybody elsewhere, all there is is hidden.
            reach = min(rows["value"][i] + rules.PROTECTION, all_there_is[:, i].max())
            assert (agree[:, i].min(), agree[:, i].max() >= reach) == (all_there_is[:, i].min(), True)
