"""Rows of areas drawn anew whose years were told under the old boundaries: the difference of both is people.

Where 30 were told of the old area and 33 are of the new one, the three between both lines are told. Which of today's areas took the
place of which nobody says, so it is asked of all that are new at the level. The keys of rows and earlier releases are enough, so
that an audit without the private log asks the same as the gate.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from indicators.audit_rows import ROW, TELLING, Earlier, Row, told
from indicators.measure import Measure
from indicators.partner_counts import column, of_partner, people

_SPAN = ["period_start", "period_end"]

_Span = tuple[int, int]
_Spans = dict[tuple[str, str], set[_Span]]  # (people, level) -> years told under the old boundaries


def rows_anew(rows: pd.DataFrame, earlier: Sequence[Earlier], measures: Mapping[str, Measure]) -> set[Row]:
    """Partners' rows with somebody in them, of areas drawn anew and years that an earlier release told under the old boundaries.

    A number of nobody stays: it differs from what was told before by as much as that was.
    """
    found: set[Row] = set()
    for one in earlier:
        before = _told_before(one) if one.new else {}
        for row in told(_of(rows, one.new)).to_dict("records") if before else ():
            measure = measures.get(row["measure"])
            if measure is None or not of_partner(measure) or row[column(measure)] == 0:
                continue
            spans = before.get((people(measure), row["level"]), set())
            if any(_overlap(span, (row["period_start"], row["period_end"])) for span in spans):
                found.add(tuple(row[c] for c in ROW))
    return found


def shown_anew(rows: pd.DataFrame, earlier: Sequence[Earlier], measures: Mapping[str, Measure]) -> set[Row]:
    """Those of them that tell a number, or a range."""
    return rows_anew(rows[rows["status"].isin(TELLING)], earlier, measures)


def hidden_anew(rows: pd.DataFrame, earlier: Sequence[Earlier], measures: Mapping[str, Measure]) -> set[Row]:
    """Those of them that are hidden."""
    return rows_anew(rows[rows["status"] == "suppressed"], earlier, measures)


def _overlap(one: _Span, other: _Span) -> bool:
    """Whether two periods share a year. Of one that starts in the year it ends in, as of a school year, the end is its year."""
    (start, end), (first, last) = ((min(start, end - 1), end) for start, end in (one, other))
    return start < last and first < end


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
