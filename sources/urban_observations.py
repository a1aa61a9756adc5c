"""Rows of the Education Data Portal as observations: one variable, one place, one group and school year a row."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from sources.errors import Drift
from sources.urban import SOURCE
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


def school_year(level: str, fall: int) -> dict[str, str | int]:
    """What all observations of one school year and level share; the year's numbers are their own vintage."""
    return {"source": SOURCE, "level": level, "vintage": fall + 1, "period_start": fall, "period_end": fall + 1}
