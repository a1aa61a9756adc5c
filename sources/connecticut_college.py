"""Connecticut's graduates in college: who entered within a year of high school, and who came back for a second year.

Source: Connecticut State Department of Education (EdSight) with the National Student Clearinghouse, through CTData's portal:
classes of 2007 to 2014, not every class by every group. There are percents only, no counts behind them; nobody is followed to a degree.
"""

import re
from collections.abc import Sequence

import pandas as pd

from sources.cache import Cache
from sources.ckan import Ckan
from sources.connecticut import Observations
from sources.connecticut_files import District, Places
from sources.connecticut_merge import resolve
from sources.connecticut_results import Export, absent, exports, need, placed, told
from sources.connecticut_words import read
from sources.errors import Drift
from sources.labels import find
from sources.session import Session
from sources.vocabularies import VOCABULARIES

PACKAGE = "college-entrance-and-persistence"
# college-entrance-and-persistence__2013-14_race.csv; no word for everyone: ...__2013-14_.csv, ...__2013-14__ct.csv
EXPORT = re.compile(r"__(?P<year>\d{4})-\d{2}_(?P<by>[a-z]*)(?P<state>_ct)?\.csv$")
COLUMNS = {"Entrance(%)": "college_entrance", "Persistence(%)": "college_persistence"}
BY = {
    "ell": "English Learner Status",
    "gender": "Gender",
    "lunch": "Free/Reduced Price Meal Eligibility",
    "race": "Race/Ethnicity",
    "sped": "Special Education Status",
}
# One row of one file (2007-08, by race) has no label and two stars.
UNLABELLED_MAX = 2


def observations(session: Session, cache: Cache, districts: Sequence[District], state: str = "09") -> Observations:
    """Percents for these districts and their state, all classes; a class of 2014 is the period 2013 to 2014.

    Variables `college_entrance.rate` (graduates who enrolled in any college in the first year after high school) and
    `college_persistence.rate` (of those, who came back for a second year). As there are rates only, none gives another back.
    """
    places = Places(districts, state)
    found = exports(Ckan(session, cache), PACKAGE, EXPORT)
    unlabelled = [said for export in found for said in _unlabelled(export, places)]
    marks = read(pd.concat([_marks(export, places) for export in found], ignore_index=True))
    resolved = [resolve(str(name), part) for name, part in marks.groupby("dataset", sort=True)]
    rows = pd.concat([rows for rows, _ in resolved], ignore_index=True)
    problems = [said for _, sentences in resolved for said in sentences]
    return Observations(
        told(rows, {"rate": "rate"}), absent("College entrance", rows, districts) + problems + unlabelled
    )


def _marks(export: Export, places: Places) -> pd.DataFrame:
    """One mark a row. Raises Drift when a column is lost or when a label anywhere in the file is not known."""
    need(export, [*COLUMNS, *([] if export.says["state"] else ["District Code"])])
    rows = placed(export, _labelled(export), places)
    kept = ["level", "geoid", "scheme", "group"]
    parts = [rows[kept].assign(dataset=dataset, mark=rows[column]) for column, dataset in COLUMNS.items()]
    about = {"quantity": "rate", "period_end": export.period_end, "resource": export.name, "rank": 0}
    return pd.concat(parts, ignore_index=True).assign(**about, last_modified=export.last_modified)


def _labelled(export: Export) -> pd.DataFrame:
    """Rows with scheme and group; a row without a label speaks of nobody and is left out."""
    column = _column(export)
    if column is None:
        return export.table.assign(scheme="all", group="all")
    rows = export.table[export.table[column].str.strip() != ""]
    words = VOCABULARIES["ct_college"].words
    labels = find(words, rows[column].unique(), export.name, '"ct_college" in sources/vocabularies.py')
    return rows.assign(
        **{part: rows[column].map({w: getattr(x, part) for w, x in labels.items()}) for part in ("scheme", "group")}
    )


def _column(export: Export) -> str | None:
    """The column of groups, None where the export speaks of everyone."""
    by = export.says["by"]
    if by and by not in BY:
        raise Drift(f'{export.name}: files by "{by}" are not known; expected one of {sorted(BY)}.')
    if by:
        need(export, [BY[by]])
    return BY.get(by)


def _unlabelled(export: Export, places: Places) -> list[str]:
    """A sentence where a wanted place has a row without a label; Drift where the file has more of them than a slip."""
    column = _column(export)
    rows = export.table.iloc[:0] if column is None else export.table[export.table[column].str.strip() == ""]
    if len(rows) > UNLABELLED_MAX:
        raise Drift(f"{export.name}: {len(rows)} rows have nothing under {column}; expected at most {UNLABELLED_MAX}.")
    here = placed(export, rows, places)["geoid"]
    return [f"{export.name}: a row of {geoid} has nothing under {column} and is left out." for geoid in here]
