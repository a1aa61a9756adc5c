"""Areas drawn anew: of years that were told under the old boundaries their numbers are hidden, since the difference of both is people.

Where 30 were told of the old area and 33 are of the new one, the three between both lines are told. Which of today's areas took the
place of which nobody says, so it is asked of all that are new at the level. Years that nobody told before are shown as any other.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from indicators import gate_hide
from indicators.audit_rows import ROW, Earlier, Row, told
from indicators.measure import Measure
from indicators.partner_counts import of_partner, people
from indicators.suppression import policy as rules

_COVER = rules.COMPLEMENTARY.partition(": ")[0]
_SPAN = ["period_start", "period_end"]

_Spans = dict[tuple[str, str], set[tuple[int, int]]]  # (people, level) -> years told under the old boundaries


def hidden(
    published: pd.DataFrame, log: pd.DataFrame, earlier: Sequence[Earlier], measures: Mapping[str, Measure]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows and the log with every number of an area drawn anew hidden for the years that were out under the old boundaries.

    What was hidden as a cover gets the reason too: these rows stay protected whatever their size.
    """
    anew = rows_anew(published, earlier, measures)
    covers = log.loc[log["rule"] == _COVER, ROW].itertuples(index=False, name=None)
    some = anew & (telling(published) | set(covers))
    return gate_hide.withheld(published, log, dict.fromkeys(sorted(some, key=str), rules.REDRAWN))


def rows_anew(rows: pd.DataFrame, earlier: Sequence[Earlier], measures: Mapping[str, Measure]) -> set[Row]:
    """Partners' rows with somebody in them, of areas drawn anew and years that an earlier release told under the old boundaries.

    A number of nobody stays: it differs from what was told before by as much as that was.
    """
    found: set[Row] = set()
    for one in earlier:
        before = _told_before(one) if one.new else {}
        for row in told(_of(rows, one.new)).to_dict("records") if before else ():
            measure = measures.get(row["measure"])
            if measure is None or not of_partner(measure) or row["value"] == 0:
                continue
            spans = before.get((people(measure), row["level"]), set())
            if any(start < row["period_end"] and row["period_start"] < end for start, end in spans):
                found.add(tuple(row[c] for c in ROW))
    return found


def telling(rows: pd.DataFrame) -> set[Row]:
    """The rows that tell a number, or a range."""
    return set(rows.loc[rows["status"].isin(gate_hide.TELLING), ROW].itertuples(index=False, name=None))


def _told_before(one: Earlier) -> _Spans:
    """The years that the release told, by people and level, of areas that are gone; what it hid there counts too."""
    found: _Spans = {}
    rows = told(_of(one.rows, one.gone))[["measure", "level", *_SPAN]].drop_duplicates()
    for name, level, start, end in rows.itertuples(index=False, name=None):
        if of_partner(one.measures[name]):
            found.setdefault((people(one.measures[name]), level), set()).add((start, end))
    return found


def _of(rows: pd.DataFrame, areas: frozenset[tuple[str, str]]) -> pd.DataFrame:
    """The rows about some areas (level and geoid)."""
    return rows[pd.MultiIndex.from_frame(rows[["level", "geoid"]]).isin(list(areas))]
