"""Rows of the Education Data Portal as observations: one variable, one place, one group and school year a row."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from sources.errors import Drift
from sources.observation import OBSERVATION
from sources.urban_codes import IDS, identifier

ID_OF = {"school": "ncessch", "school_district": "leaid"}
SECTION = {"school": "schools", "school_district": "school-districts"}


class Observations(NamedTuple):
    """Rows as OBSERVATION declares, and a sentence for each thing a reader should know about them."""

    rows: pd.DataFrame
    problems: list[str]


@dataclass(frozen=True)
class Wanted:
    """Whose numbers: schools or school districts of one state (two digits), of these districts only where leaids are given."""

    state: str
    level: str = "school_district"
    leaids: Collection[str] = ()

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The state as the portal's filter. Districts are picked here, so that all communities of a state share one copy."""
        return {"fips": (str(int(self.state)),)}

    def pick(self, rows: pd.DataFrame, where: str) -> pd.DataFrame:
        """The rows of the wanted places with their geoid. Drift when a row has no id, or one that is not of the state."""
        geoid = identifier(rows[ID_OF[self.level]], IDS[ID_OF[self.level]])
        if geoid.eq("").any():
            raise Drift(f"{where}: {int(geoid.eq('').sum())} rows have no {ID_OF[self.level]}. Look at the portal.")
        mine = identifier(rows["leaid"], IDS["leaid"]).isin(set(self.leaids)) if self.leaids else geoid != ""
        return rows.assign(geoid=geoid)[mine]


def observed(rows: pd.DataFrame, variable: str, level: str, year: int) -> pd.DataFrame:
    """OBSERVATION rows of rows that have geoid, scheme, group, estimate, low, high, n and status; the year is the fall."""
    found = pd.DataFrame(
        {
            "source": "urban",
            "variable": variable,
            "vintage": year + 1,
            "level": level,
            "geoid": rows["geoid"],
            "scheme": rows["scheme"],
            "group": rows["group"],
            "period_start": year,
            "period_end": year + 1,
            "estimate": rows["estimate"],
            "moe": float("nan"),
            "low": rows["low"],
            "high": rows["high"],
            "n": rows["n"],
            "status": rows["status"],
        },
        index=rows.index,
    )
    return found[list(OBSERVATION.columns)]


def together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """All parts in the order of the table's key, checked: a place, group and year that came twice is refused."""
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(OBSERVATION.columns))
    return OBSERVATION.check(rows.sort_values(list(OBSERVATION.key), ignore_index=True))
