"""What Connecticut's exports of results have in common: which files to read, whose rows they hold, and how they become observations."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from sources import portal_csv
from sources.ckan import Ckan
from sources.connecticut_files import District, Places
from sources.errors import Drift
from sources.observation import OBSERVATION

SOURCE = "ctdata"
AT = ["dataset", "level", "geoid", "group", "period_end"]


class Export(NamedTuple):
    """One file: its name, what the name says, when it was changed, its rows as text."""

    name: str
    says: re.Match[str]
    last_modified: str
    table: pd.DataFrame

    @property
    def period_end(self) -> int:
        """The year in which the file's school year ends."""
        return int(self.says["year"]) + 1


def exports(portal: Ckan, package: str, pattern: re.Pattern[str]) -> list[Export]:
    """Every export of the package whose name has the pattern, which names the group `year`.

    Raises Drift when there is none, and when a file's title speaks of another school year than its name.
    """
    entry = portal.package(package)
    found = [(r, says) for r in entry.resources if (says := pattern.search(r.name))]
    if not found:
        names = [r.name for r in entry.resources][:3]
        raise Drift(f"{entry.url} lists no export named as expected ({pattern.pattern}); found {names}.")
    tables = portal.tables(entry, [r for r, _ in found], _check_year)
    return [Export(r.name, says, r.last_modified, t) for (r, says), t in zip(found, tables, strict=True)]


def _check_year(name: str, content: bytes) -> None:
    wanted = re.search(r"__(\d{4}-\d{2})_", name)
    years = re.findall(r"\b20\d{2}-\d{2}\b", " ".join(portal_csv.titles(content, name)))
    if wanted and any(year != wanted[1] for year in years):
        raise Drift(
            f"{name}: its title says {years[0]}. The publisher may have exchanged files; the cached copy stays."
        )


def need(export: Export, columns: Sequence[str]) -> None:
    """Raises Drift when the export has lost a column."""
    lost = [c for c in columns if c not in export.table]
    if lost:
        raise Drift(f"{export.name}: columns {lost} are gone; found {list(export.table)}.")


def placed(export: Export, rows: pd.DataFrame, places: Places) -> pd.DataFrame:
    """The rows of wanted places with level and geoid: the state's in a file of the state, else districts by the state's code."""
    if export.says["state"]:
        return rows.assign(level="state", geoid=places.state)
    # ="0020011" or, where a spreadsheet has taken the zeros away, 20011
    codes = rows["District Code"].str.strip('="').str.zfill(7)
    geoid = codes.map({d.state_code: d.leaid for d in places.districts})
    return rows.assign(level="school_district", geoid=geoid)[geoid.notna()]


def absent(title: str, rows: pd.DataFrame, districts: Sequence[District]) -> list[str]:
    """A sentence for each district of which no file has a row."""
    held = set(rows["geoid"])
    return [
        f"{title}: no row for {d.name} (code {d.state_code}). Compare name and code with the state's list of districts."
        for d in districts
        if d.leaid not in held
    ]


def told(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """OBSERVATION rows: the variable is the dataset and the name of its quantity, `n` the cohort beside a number that is shown."""
    cohorts = rows[rows["quantity"] == "cohort"].rename(columns={"estimate": "n"})[[*AT, "n"]]
    rows = rows.merge(cohorts, on=AT, how="left", validate="many_to_one")
    of_cohort = (rows["quantity"] != "cohort") & (rows["status"] == "reported")
    found = rows[["level", "geoid", "scheme", "group", "period_end", "estimate", "status"]].assign(
        source=SOURCE,
        variable=rows["dataset"] + "." + rows["quantity"].map(names),
        vintage=rows["period_end"],
        period_start=rows["period_end"] - 1,
        moe=float("nan"),
        low=float("nan"),
        high=float("nan"),
        n=rows["n"].where(of_cohort),
    )[list(OBSERVATION.columns)]
    return OBSERVATION.check(found.sort_values(list(OBSERVATION.key), ignore_index=True))
