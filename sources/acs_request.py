"""What is asked of the American Community Survey: one table, some of its lines, one vintage, some areas."""

import hashlib
import re
from dataclasses import dataclass

from sources.census_areas import FIRST_ZCTA_ALONE, LEVELS, Area, RequestError

__all__ = ["DETAILED", "LEVELS", "LICENCE", "AcsRequest", "Area", "Kind", "RequestError", "citation"]

LINE = re.compile(r"([BC]\d{5}[A-Z]{0,3})_\d{3}")
MEDIAN_TABLES = re.compile(
    r"B(01002|060(02|11)|070(02|11)|19(013|113|202)|2000[24]|20017|250(18|21|31|35|37|39|58|64|71|76|77|78|88|92|97|99)|2510[3-57]|25109)[A-Z]*"
)  # tables of medians, which may be open-ended


@dataclass(frozen=True)
class Kind:
    """One of the survey's datasets: the name its rows carry, its path in the API, and how its lines are written (group 1: the table)."""

    source: str
    dataset: str
    line: re.Pattern[str]


DETAILED = Kind("acs5", "acs5", LINE)

LICENCE = "Public domain (work of the United States Government)"


def citation(vintage: int, table: str) -> str:
    """How to name the source of a number."""
    years = f"{vintage - 4}-{vintage}"
    return f"U.S. Census Bureau, American Community Survey 5-year estimates {years}, table {table}"


@dataclass(frozen=True)
class AcsRequest:
    """Lines of one table of one five-year vintage (2023 is 2019-2023), in the order in which they come back."""

    vintage: int
    table: str
    variables: tuple[str, ...]
    areas: tuple[Area, ...]

    def __post_init__(self) -> None:
        strange = [v for v in self.variables if (m := self.kind.line.fullmatch(v)) is None or m[1] != self.table]
        if strange or not self.variables:
            raise RequestError(f"{self}: expected variables like {self.table}_001, found {strange[:3]}.")
        if len(set(self.variables)) < len(self.variables):
            raise RequestError(f"{self}: a variable is asked for twice.")
        alone = [str(a) for a in self.areas if a.level == "zcta" and a.code and self.vintage < FIRST_ZCTA_ALONE]
        if alone:
            raise RequestError(
                f"{self}: found {alone[0]}. Before {FIRST_ZCTA_ALONE} the service knows one ZIP code area only within its state; "
                'ask for all of them, Area("zcta"), and keep the ones wanted.'
            )

    def __str__(self) -> str:
        return f"{self.kind.source} {self.vintage} {self.table}"

    @property
    def kind(self) -> Kind:
        """The dataset that has the table."""
        return DETAILED

    @property
    def has_medians(self) -> bool:
        """Whether open-ended medians can occur, so that annotations are worth asking for."""
        return MEDIAN_TABLES.fullmatch(self.table) is not None

    def digest(self, *more: str) -> str:
        """Eight characters that differ when other variables are asked for."""
        return hashlib.sha256("\n".join([*self.variables, *more]).encode()).hexdigest()[:8]
