"""What the rows of NCES's membership file say: everyone's count, and each group's as the sum over the sexes it is reported by."""

import pandas as pd

from geo.counted import counted
from sources.errors import BadAnswer, Drift
from sources.labels import find
from sources.vocabularies import VOCABULARIES

COLUMNS = ("SCHOOL_YEAR", "LEAID", "RACE_ETHNICITY", "SEX", "STUDENT_COUNT", "TOTAL_INDICATOR", "DMS_FLAG")
TOTAL = "Derived - Education Unit Total minus Adult Education Count"
BY_RACE_AND_SEX = "Derived - Subtotal by Race/Ethnicity and Sex minus Adult Education Count"
INDICATORS = frozenset({TOTAL, BY_RACE_AND_SEX})
SEXES = ("Female", "Male", "Not Specified")
EVERY = "No Category Codes"
# What the flag beside a count says of it; a sign in place of the count is read where the flag says that there is one.
FLAGS = {
    "Reported": "reported",
    "Derived": "reported",
    "Not reported": "not_reported",
    "Missing": "not_reported",
    "Not applicable": "not_applicable",
    "Suppressed": "suppressed_at_source",
}
SIGNS = {
    "": "not_reported",
    "M": "not_reported",
    "-1": "not_reported",
    "-9": "not_reported",
    "N": "not_applicable",
    "-2": "not_applicable",
    "-3": "suppressed_at_source",
}
STRICTEST = ("suppressed_at_source", "not_reported")  # of the parts of a sum, before those that are reported


def counts(rows: pd.DataFrame, fall: int, where: str) -> tuple[pd.DataFrame, list[str]]:
    """geoid, scheme, group, estimate, status, from rows with COLUMNS and their geoid; and a sentence where groups do not add up to everyone.

    A sum with an unknown part is unknown. Raises Drift for words that are not known, BadAnswer for another school year or a
    row that comes twice.
    """
    _check(rows, fall, where)
    known = rows[["geoid"]].join(_read(rows, where))
    whole = known[rows["TOTAL_INDICATOR"] == TOTAL].assign(scheme="all", group="all")
    parts = known[rows["TOTAL_INDICATOR"] == BY_RACE_AND_SEX]
    words = rows.loc[parts.index, "RACE_ETHNICITY"]
    labels = find(VOCABULARIES["ccd"].words, words.unique(), where, "sources/vocabularies.py")
    parts = parts.assign(
        scheme="race_ethnicity", group=words.map({word: label.group for word, label in labels.items()})
    )
    found = pd.concat([whole, _summed(parts)], ignore_index=True)
    return found[["geoid", "scheme", "group", "estimate", "status"]], _apart(found, fall)


def _check(rows: pd.DataFrame, fall: int, where: str) -> None:
    years = sorted(set(rows["SCHOOL_YEAR"]))
    if years != [f"{fall}-{fall + 1}"]:
        raise BadAnswer(f"{where}: expected rows of the school year {fall}-{fall + 1}, found {years[:3]}.")
    by_race = rows["TOTAL_INDICATOR"] == BY_RACE_AND_SEX
    strange = sorted((set(rows.loc[by_race, "SEX"]) - set(SEXES)) | (set(rows.loc[~by_race, "SEX"]) - {EVERY}))
    if strange:
        raise Drift(f"{where}: sexes not known: {strange}. Add them to sources/ccd_membership.py.")
    key = ["geoid", "RACE_ETHNICITY", "SEX", "TOTAL_INDICATOR"]
    twice = rows[rows.duplicated(key)]
    if len(twice):
        raise BadAnswer(f"{where}: {len(twice)} rows come twice, for example {twice.iloc[0][key].to_dict()}.")


def _read(rows: pd.DataFrame, where: str) -> pd.DataFrame:
    """Estimate and status of every row. The flag stands above the number: what it calls hidden or missing has none."""
    unknown = sorted(set(rows["DMS_FLAG"]) - set(FLAGS))
    if unknown:
        raise Drift(f"{where}: DMS_FLAG says {unknown[:5]}, which is not known. Add it to sources/ccd_membership.py.")
    text = rows["STUDENT_COUNT"].str.strip()
    flag, sign = rows["DMS_FLAG"].map(FLAGS), text.map(SIGNS)
    status = flag.mask((flag == "reported") & sign.notna(), sign).astype("str")
    plain = text.str.fullmatch(r"\d+(\.0+)?")
    strange = (status == "reported") & ~plain
    if strange.any():
        raise Drift(f"{where}: STUDENT_COUNT holds {sorted(set(text[strange]))[:3]}, neither a count nor a known sign.")
    estimate = pd.to_numeric(text.where(status == "reported")).astype("float64")
    return pd.DataFrame({"estimate": estimate, "status": status}, index=rows.index)


def _summed(parts: pd.DataFrame) -> pd.DataFrame:
    """One row a district and group. What does not apply (no such sex is reported) adds nothing, unless all of it does not apply."""
    groups = parts.groupby(["geoid", "scheme", "group"], sort=False)
    found = groups.agg(estimate=("estimate", "sum"), status=("status", _strictest)).reset_index()
    return found.assign(estimate=found["estimate"].where(found["status"] == "reported"))


def _strictest(statuses: pd.Series) -> str:
    there = set(statuses)
    return next((s for s in STRICTEST if s in there), "reported" if "reported" in there else "not_applicable")


def _apart(found: pd.DataFrame, fall: int) -> list[str]:
    """A sentence when the groups of a district do not add up to its total, as sources.ccd says it."""
    total = found[found["group"] == "all"].set_index("geoid")["estimate"]
    parts = found[found["group"] != "all"].groupby("geoid")["estimate"].sum(min_count=1)
    count = int(((total - parts).dropna() != 0).sum())
    where = f"Common Core of Data, fall of {fall}"
    return (
        [f"{where}: in {count} of {counted(len(total), 'district')} the groups do not add up to everyone."]
        if count
        else []
    )
