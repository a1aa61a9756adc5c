"""A partner's list of participants, added up to numbers about groups in memory: no row of it is kept, and no message repeats a cell.

A person counts once in a program and period. Where rows of one person differ, the last filled cell of each column stands, so that
somebody who moved counts where they were told last.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import product

import pandas as pd

from sources import partner
from sources.labels import NOT_REPORTED
from sources.participant_list import GROUPS, PLACES, people_of, plain
from sources.partner_template import COLUMNS

ONCE = ["program", "period_start", "period_end", "participant"]
PERIOD = ["period_start", "period_end"]


@dataclass(frozen=True)
class Listed:
    """A list once it is read: one row a person, program and period, how many rows there were, and how many people moved in one."""

    people: pd.DataFrame = field(repr=False)  # no message and no log may show it
    rows: int
    moved: int


def read(content: bytes, filename: str, neighborhoods: Collection[str]) -> Listed:
    """The list with each person once. CSV, TSV, XLSX, XLS or ODS. Raises PartnerError that tells columns and how many cells."""
    frame = people_of(content, filename, neighborhoods)
    # Two spellings of one code would make two people of one, and lift a small number over the threshold.
    frame = frame.assign(participant=frame["participant"].map(plain))
    by_person = frame.replace("", None).groupby(ONCE, sort=False, as_index=False)
    places = [column for column in PLACES if column in frame.columns]
    moved = by_person[places].nunique()[places].gt(1).any(axis=1)
    return Listed(by_person.last(), len(frame), int(moved.sum()))


def observations(content: bytes, filename: str, source: str, neighborhoods: Collection[str] = ()) -> pd.DataFrame:
    """Numbers of people by program, period, place and group, as the aggregate template's rows give them: `program`.served.

    Raises PartnerError for a list with columns or values that tell who somebody is, or with cells of another form.
    """
    people = read(content, filename, neighborhoods).people
    rows = [row for _, part in people.groupby("program", sort=True) for row in _rows(part)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")
    return partner.checked(frame, filename, source, neighborhoods)


def _rows(people: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """Template rows of one program: every place and group of the list in every period of it, 0 where nobody was."""
    measure = f"{people['program'].iloc[0]}.served"
    periods = list(people[PERIOD].drop_duplicates().itertuples(index=False, name=None))
    for place, level in PLACES.items():
        here = people[people[place].notna()] if place in people.columns else people.iloc[:0]
        for scheme, groups in _groups(here).items():
            counts = here.groupby([place, *PERIOD, groups], sort=False).size().to_dict()
            for geoid, period, group in product(sorted(here[place].unique()), periods, sorted(groups.unique())):
                served = counts.get((geoid, *period, group), 0)
                yield (measure, level, str(geoid), scheme, str(group), *period, str(served), "count", "")


def _groups(people: pd.DataFrame) -> dict[str, pd.Series]:
    """Each person's group in each scheme that the list tells of, everyone first. A group that is not known is told as not reported."""
    if people.empty:
        return {}
    told = {scheme: people[scheme] for scheme in GROUPS if scheme in people.columns and people[scheme].notna().any()}
    # Else those of no known group would follow from everyone, and be as few as they like.
    filled = {scheme: groups.fillna(NOT_REPORTED[scheme]) for scheme, groups in told.items()}
    return {"all": pd.Series("all", index=people.index), **filled}
