"""Numbers of the Education Data Portal by race or ethnicity and sex: one column one variable, read alike for schools and colleges."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from geo.counted import counted
from sources.errors import Drift, Unavailable
from sources.observed import observed, together
from sources.urban import Question, Urban
from sources.urban_codes import IDS, asked, code, crossed, identifier, need, numbers, totals
from sources.urban_observations import Observations, school_year


@dataclass(frozen=True)
class Places:
    """Schools or colleges of one state (two digits), of these districts or with these ids only where they are given."""

    state: str
    level: str
    id: str
    among: str
    wanted: Collection[str] = ()

    @property
    def filters(self) -> Mapping[str, tuple[str, ...]]:
        """The state as the portal's filter; what is wanted of it is picked here, so that all communities share one copy."""
        return {"fips": (str(int(self.state)),)}

    def pick(self, rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
        """The wanted rows with their geoid, and how many have none."""
        inside = identifier(rows[self.among], IDS[self.among]).isin(set(self.wanted))
        geoid = identifier(rows[self.id], IDS[self.id])
        mine = rows.assign(geoid=geoid)[inside | (not self.wanted)]
        return mine[mine["geoid"] != ""], int(mine["geoid"].eq("").sum())


@dataclass(frozen=True)
class Topic:
    """One path of the portal: its columns of numbers by variable, the columns in which only 99 counts, and which rows are used."""

    path: str
    columns: Mapping[str, str]
    whole: tuple[str, ...] = ()
    rows: Callable[[pd.DataFrame, Question], tuple[pd.DataFrame, list[str]]] | None = None

    def named(self, rows: pd.DataFrame) -> dict[str, str]:
        """Variable → column as the answer spells it: enrl_AP and enrl_ap are one column."""
        spelled = {str(column).casefold(): str(column) for column in rows}
        return {variable: spelled.get(column.casefold(), column) for variable, column in self.columns.items()}


def read(portal: Urban, topic: Topic, years: Iterable[int], places: Places) -> Observations:
    """Observations of all years. A year the portal cannot give now is told and left out; Unavailable when it can give none.

    Raises NotPublished for a year that is not in the portal's list, Drift for a lost column or an unknown code.
    """
    parts, problems, failed = list[pd.DataFrame](), list[str](), list[Unavailable]()
    for question in [Question(topic.path, year, places.filters) for year in years]:
        try:
            rows = portal.rows(question)
        except Unavailable as error:
            failed.append(error)
            problems.append(f"{question.address}: the portal cannot answer now, so this year is missing. {error}")
            continue
        found, told = _year(rows, topic, question, places)
        parts += found
        problems += told
    if failed and not parts:
        raise failed[0]
    return Observations(together(parts), problems + portal.revisions)


def _year(rows: pd.DataFrame, topic: Topic, question: Question, places: Places) -> tuple[list[pd.DataFrame], list[str]]:
    where = question.address
    if rows.empty:
        return [], [f"{where}: the portal has no rows in state {places.state}."]
    columns = topic.named(rows)
    need(rows, [places.id, places.among, "race", "sex", *columns.values(), *topic.whole], where)
    chosen, lost = places.pick(rows)
    problems = [f"{where}: {lost} rows have no {places.id} and are not used."] if lost else []
    chosen, told = topic.rows(chosen, question) if topic.rows else (chosen, [])
    whole = crossed(asked(totals(chosen, topic.whole)), where)
    if len(chosen) and whole.empty:
        raise Drift(f"{where}: no row speaks of everyone in {list(topic.whole)}. The portal's codes may have changed.")
    whole, doubled = once(whole, ["geoid", "scheme", "group"], where)
    same = school_year(places.level, question.year)
    parts = [
        observed(whole[["geoid", "scheme", "group"]].join(numbers(whole[column], where)), (), variable=variable, **same)
        for variable, column in columns.items()
    ]
    return parts, problems + told + doubled


def once(rows: pd.DataFrame, key: list[str], where: str) -> tuple[pd.DataFrame, list[str]]:
    """The rows of places that have each key once: which of two different rows holds is not ours to choose."""
    twice = set(rows.loc[rows.duplicated(key), "geoid"])
    told = (
        [
            f"{where}: {counted(len(twice), 'place has', 'places have')} a group twice and {'is' if len(twice) == 1 else 'are'} not used, e.g. {min(twice)}."
        ]
        if twice
        else []
    )
    return rows[~rows["geoid"].isin(twice)], told


def percent(values: pd.Series, where: str) -> pd.Series:
    """A column of fractions as percent, its signs for a missing number unchanged. Drift for more than 1."""
    read = numbers(values, where)["estimate"]
    if (read > 1).any():
        raise Drift(
            f"{where}: {values.name} should be a fraction, found {read.max():g}. The portal may have changed its unit."
        )
    return (read * 100).round(6).astype("str").where(read.notna(), code(values))
