"""Connecticut's spring tests: students at or above the standard in reading and writing (ELA) and in math, by grade and by race.

Source: Connecticut State Department of Education (EdSight), Smarter Balanced, through CTData's portal: all students 2014-15 to
2018-19, by race and ethnicity 2014-15 and 2015-16. Grade 11 took this test in 2014-15 only; nobody took it in 2019-20. The state
stars counts below six and what would give them away.
"""

import re
from collections.abc import Callable, Sequence

import pandas as pd

from sources.cache import Cache
from sources.ckan import Ckan
from sources.connecticut import Observations
from sources.connecticut_files import District, Places
from sources.connecticut_merge import STARRED, hide_recomputable, resolve
from sources.connecticut_results import Export, absent, exports, need, placed, told
from sources.connecticut_words import read
from sources.errors import Drift
from sources.labels import find
from sources.session import Session
from sources.vocabularies import VOCABULARIES

PACKAGES = ("smarter-balanced-by-all-students", "smarter-balanced-by-race-ethnicity")
# smarter-balanced__2014-15_ela_race_all-grades-combined_ct.csv
EXPORT = re.compile(
    r"__(?P<year>\d{4})-\d{2}_(?P<subject>ela-and-math|ela|math)_(?:all-students|race)_all-grades(?P<combined>-combined)?"
    r"(?P<state>_ct)?\.csv$"
)
# Titles without blanks: a line break inside one is lost or not, as each file was saved.
QUANTITIES = {
    "TotalNumberwithScoredTests": "cohort",
    "Level3&4MetorExceededCount": "count",
    "Level3&4MetorExceededCount%": "rate",
}
NAMES = {"cohort": "tested_count", "count": "proficient_count", "rate": "proficient_rate"}
SUBJECTS = {"ELA": "ela", "Math": "math"}
GRADES = ("3", "4", "5", "6", "7", "8", "11")
ALL_GRADES = "all"
# Grades whose hidden numbers are known to share fewer students than this are as good as told.
FEWEST = 10


def observations(session: Session, cache: Cache, districts: Sequence[District], state: str = "09") -> Observations:
    """All tests for these districts and their state, all years.

    Variables `sbac_<ela|math>_<grade|all>.proficient_rate` (percent at level 3 or 4 of students with a scored test),
    `.proficient_count` and `.tested_count` (students with a scored test).
    """
    portal, places = Ckan(session, cache), Places(districts, state)
    found = [export for package in PACKAGES for export in exports(portal, package, EXPORT)]
    marks = read(pd.concat([_marks(export, places) for export in found], ignore_index=True))
    resolved = [resolve(str(name), part) for name, part in marks.groupby("dataset", sort=True)]
    rows = _each(pd.concat([rows for rows, _ in resolved], ignore_index=True), hide_recomputable)
    rows = _each(hide_across_grades(rows), hide_recomputable)
    problems = [said for _, sentences in resolved for said in sentences]
    return Observations(told(rows, NAMES), absent("Smarter Balanced", rows, districts) + problems)


def _each(rows: pd.DataFrame, change: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([change(part) for _, part in rows.groupby("dataset", sort=True)], ignore_index=True)


def _marks(export: Export, places: Places) -> pd.DataFrame:
    """One mark a row: what the export says of the wanted places, with the test, the group and the quantity of each mark.

    Raises Drift when a column is lost or when a grade, a subject or a group anywhere in the file is not known.
    """
    export = export._replace(table=export.table.rename(columns=lambda name: "".join(name.split())))
    export = export._replace(table=export.table.rename(columns={"DistrictCode": "District Code"}))
    need(export, [*QUANTITIES, *([] if export.says["state"] else ["District Code"])])
    rows = placed(export, export.table.assign(**_labels(export)), places)
    rank = 0 if export.says["state"] else 1 if export.says["subject"] == "ela-and-math" else 2
    kept = ["dataset", "subject", "grade", "level", "geoid", "scheme", "group"]
    parts = [rows[kept].assign(quantity=quantity, mark=rows[column]) for column, quantity in QUANTITIES.items()]
    about = {"period_end": export.period_end, "resource": export.name, "rank": rank}
    return pd.concat(parts, ignore_index=True).assign(**about, last_modified=export.last_modified)


def _labels(export: Export) -> dict[str, pd.Series]:
    """Test, subject, grade, scheme and group of each row."""
    table, says = export.table, export.says
    one = {"ela": "ELA", "math": "Math"}.get(says["subject"])
    subject = _known(export, "Subject", table["Subject"] if one is None else _constant(table, one), SUBJECTS)
    if says["combined"]:
        grade = _constant(table, ALL_GRADES)
    else:
        grade = _known(export, "Grade", table["Grade"].str.lstrip("0"), {g: g for g in GRADES})
    scheme = group = _constant(table, "all")
    if "Race" in table:
        words = VOCABULARIES["ct_edsight"].words
        labels = find(words, table["Race"].unique(), export.name, '"ct_edsight" in sources/vocabularies.py')
        scheme, group = (
            table["Race"].map({w: getattr(x, part) for w, x in labels.items()}) for part in ("scheme", "group")
        )
    return {
        "dataset": "sbac_" + subject + "_" + grade,
        "subject": subject,
        "grade": grade,
        "scheme": scheme,
        "group": group,
    }


def _constant(table: pd.DataFrame, word: str) -> pd.Series:
    return pd.Series(word, index=table.index, dtype="str")


def _known(export: Export, column: str, labels: pd.Series, words: dict[str, str]) -> pd.Series:
    unknown = sorted(set(labels) - set(words))
    if unknown:
        raise Drift(f"{export.name}: {column} has {unknown}; expected some of {list(words)}.")
    return labels.map(words)


def hide_across_grades(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows, with numbers of all grades starred that would give a grade's starred number back by subtraction.

    The grades add up to all grades exactly, so one starred grade is the difference, and several share what is left.
    """
    by = ["subject", "level", "geoid", "group", "period_end", "quantity"]
    counted = rows[rows["quantity"].isin(["cohort", "count"])]
    grades = counted[counted["grade"] != ALL_GRADES]
    hidden = (
        grades.assign(hidden=grades["status"].eq(STARRED))
        .groupby(by)
        .agg(hidden=("hidden", "sum"), shown=("estimate", "sum"))
    )
    whole = counted[(counted["grade"] == ALL_GRADES) & (counted["status"] == "reported")].join(hidden, on=by)
    tells = whole["hidden"].eq(1) | (whole["hidden"].gt(1) & (whole["estimate"] - whole["shown"]).lt(FEWEST))
    mark = pd.Series(rows.index.isin(whole.index[tells]), index=rows.index)
    return rows.assign(status=rows["status"].mask(mark, STARRED), estimate=rows["estimate"].mask(mark))
