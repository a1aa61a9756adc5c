"""What the Education Data Portal's codes mean: missing numbers, race, sex, special populations, ids.

Source: the portal's own variable list. The codes -1, -2 and -3 mean a missing number in a column of numbers, and nowhere else:
grade -1 is Pre-K.
"""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from sources.errors import Drift
from sources.vocabularies import VOCABULARIES

# Each dimension of a row: the scheme its groups belong to, and the group of every code. 99 is everyone.
# Race 8 counts students by their visa and not by race or ethnicity, so its rows have a scheme of their own.
NONRESIDENT = "8"
RESIDENCY = "residency"
RACE = {word: label.group for word, label in VOCABULARIES["education_portal"].words.items() if label.group != "all"} | {
    NONRESIDENT: "nonresident"
}
SEX = {"1": "male", "2": "female", "3": "another_gender", "9": "not_reported"}
BY_SEX = "race_ethnicity_by_sex"
POPULATIONS = {
    "lep": "english_learners",
    "econ_disadvantaged": "economically_disadvantaged",
    "disability": "students_with_disabilities",
    "homeless": "experiencing_homelessness",
    "migrant": "migrant",
    "foster_care": "in_foster_care",
    "military_connected": "military_connected",
}
DIMENSIONS: dict[str, tuple[str, Mapping[str, str]]] = {
    "race": ("race_ethnicity", RACE),
    "sex": ("sex", SEX),
    **{column: ("population", {"1": group}) for column, group in POPULATIONS.items()},
}
EVERYONE = "99"
STATUS = {"": "not_reported", "-1": "not_reported", "-2": "not_applicable", "-3": "suppressed_at_source"}
IDS = {"ncessch": 12, "leaid": 7, "unitid": 6}
NUMBER = r"\d+(\.\d+)?([eE][+-]?\d{1,2})?"


def code(values: pd.Series) -> pd.Series:
    """Codes as text of whole numbers, however the answer typed them: 1, 1.0 and "1" are one code; empty where there is none."""
    return values.fillna("").str.strip().str.replace(r"\.0+$", "", regex=True)


def identifier(values: pd.Series, width: int) -> pd.Series:
    """Ids as text with their leading zeros, however the answer typed them; letters stay. Empty where there is none."""
    text = code(values)
    return text.str.zfill(width).where(~text.isin(["", "-1", "-2", "-3"]), "")


def numbers(values: pd.Series, where: str) -> pd.DataFrame:
    """Columns estimate and status of a column of numbers. Drift for a text that is neither a number nor a known code."""
    text = code(values)
    status = text.map(STATUS).astype("str").where(text.isin(list(STATUS)), "reported")
    plain = text.str.fullmatch(NUMBER)
    estimate = pd.to_numeric(text.where(plain & (status == "reported"))).astype("float64")
    strange = (status == "reported") & ~plain
    if strange.any():
        raise Drift(
            f"{where}: {values.name} holds {sorted(set(text[strange]))[:3]}, neither a number nor one of {list(STATUS)[1:]}."
        )
    return pd.DataFrame({"estimate": estimate, "status": status})


def grouped(rows: pd.DataFrame, where: str) -> pd.DataFrame:
    """The same rows with their scheme and group; rows that cross two dimensions (a race by a sex) are left out.

    A row says 99 in every dimension but one; 99 in all of them is everyone. Drift for a code that is not declared.
    """
    found = _schemed(rows, _codes(rows, where))
    return found[found["scheme"].ne("")]


def crossed(rows: pd.DataFrame, where: str) -> pd.DataFrame:
    """As `grouped`, and with the rows of one race or ethnicity and one sex: scheme race_ethnicity_by_sex, group "black.female"."""
    codes = _codes(rows, where)
    found, named = _schemed(rows, codes), codes != EVERYONE
    both = named["race"] & named["sex"] & named.sum(axis=1).eq(2) & codes["race"].ne(NONRESIDENT)
    pair = codes["race"].map(RACE) + "." + codes["sex"].map(SEX)
    found = found.assign(scheme=found["scheme"].mask(both, BY_SEX), group=found["group"].mask(both, pair))
    return found[found["scheme"].ne("")]


def _codes(rows: pd.DataFrame, where: str) -> pd.DataFrame:
    """The code of every dimension the rows have. Drift for one that is not declared."""
    held = [column for column in DIMENSIONS if column in rows]
    codes = pd.DataFrame({column: code(rows[column]) for column in held}, index=rows.index)
    unknown = {column: _unknown(codes[column], DIMENSIONS[column][1]) for column in held}
    if any(unknown.values()):
        found = {column: strange for column, strange in unknown.items() if strange}
        raise Drift(f"{where}: codes not known: {found}. Add them to sources/urban_codes.py.")
    return codes


def _schemed(rows: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Scheme and group of every row; the scheme is empty where a row crosses dimensions."""
    named = codes != EVERYONE
    scheme = pd.Series("all", index=rows.index)
    group = pd.Series("all", index=rows.index)
    for column in codes:
        of_column, groups = DIMENSIONS[str(column)]
        scheme = scheme.mask(named[column], of_column)
        group = group.mask(named[column], codes[column].map(groups))
    scheme = scheme.mask(group.eq(RACE[NONRESIDENT]), RESIDENCY).mask(named.sum(axis=1) > 1, "")
    return rows.assign(scheme=scheme, group=group)


def asked(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows without the populations that their question does not have: the portal leaves those empty, or -2, in every row."""
    idle = [column for column in POPULATIONS if column in rows and code(rows[column]).isin(["", "-1", "-2"]).all()]
    return rows.drop(columns=idle)


def _unknown(codes: pd.Series, groups: Mapping[str, str]) -> list[str]:
    return sorted(set(codes.unique()) - set(groups) - {EVERYONE})


def totals(rows: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Only the rows that speak of everyone in these columns, so that nothing is counted once whole and once in parts."""
    kept = pd.Series(True, index=rows.index)
    for column in columns:
        if column in rows:
            kept &= code(rows[column]) == EVERYONE
    return rows[kept]


def need(rows: pd.DataFrame, columns: Sequence[str], where: str) -> None:
    """Raises Drift when a wanted column is gone; an answer without rows has none and is let pass."""
    lost = [column for column in columns if column not in rows]
    if lost and len(rows):
        raise Drift(f"{where}: columns {lost} are gone; found {list(rows)[:12]}. The portal may have renamed them.")
