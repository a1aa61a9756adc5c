"""Subject tables (S) and data profiles (DP) of the American Community Survey, for what no detailed table has.

Their line numbers move from vintage to vintage, so each line is asked for together with the label it must have. They end at
the tract, and no keyless file has them.
"""

import re
from dataclasses import dataclass, field

import pandas as pd

from sources import acs, acs_labels
from sources.acs_request import AcsRequest, Kind, RequestError
from sources.cache import Cache
from sources.errors import Drift
from sources.session import Session

SUBJECT = Kind("acs5_subject", "acs5/subject", re.compile(r"(S\d{4}[A-Z]{0,2})_C\d{2}_\d{3}"))
PROFILE = Kind("acs5_profile", "acs5/profile", re.compile(r"(DP\d{2}[A-Z]{0,2})_\d{4}P?"))
# A variable is written without its final E: S1701_C03_001, DP03_0009, and DP03_0009P for the percent beside a count.


@dataclass(frozen=True)
class SubjectRequest(AcsRequest):
    """Lines of one subject table or profile, and what each must be called ("Estimate!!Total!!..."), in the same order."""

    labels: tuple[str, ...] = field(kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.labels) != len(self.variables):
            found = f"{len(self.labels)} labels for {len(self.variables)} lines"
            raise RequestError(f"{self}: expected a label for each line, since the lines move; found {found}.")

    @property
    def kind(self) -> Kind:
        """The dataset that has the table."""
        return PROFILE if self.table.startswith("DP") else SUBJECT

    @property
    def has_medians(self) -> bool:
        """Always: these tables mix counts, percents and medians, so annotations are asked for."""
        return True


def observations(session: Session, cache: Cache, key: str | None, request: SubjectRequest) -> pd.DataFrame:
    """OBSERVATION rows as acs.observations gives them, after the meaning of each line was checked.

    Raises Drift, before any number is asked for, when a line of this vintage is called otherwise or is not there.
    """
    found = acs.labels(session, cache, key, (request.kind, request.table, request.vintage))
    for variable, expected in zip(request.variables, request.labels, strict=True):
        label = found.get(variable)
        if label is None or acs_labels.plain(label) != acs_labels.plain(expected):
            raise _moved(request, variable, expected, found)
    return acs.observations(session, cache, key, request)


def _moved(request: SubjectRequest, variable: str, expected: str, found: dict[str, str]) -> Drift:
    """The error, with the line that now has the label where there is one."""
    label, wanted = found.get(variable), acs_labels.plain(expected)
    says = f'says "{label}"' if label is not None else "has no such line"
    there = [name for name, text in found.items() if acs_labels.plain(text) == wanted]
    moved = f"the label now stands at {there[0]}" if there else "no line of the table has this label"
    return Drift(
        f'{request} {variable}: expected "{expected}", and this vintage {says}; {moved}. '
        "Map this vintage's own line in the catalog, or leave the vintage out."
    )
