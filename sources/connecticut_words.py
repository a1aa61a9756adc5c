"""The publisher's words for groups and for missing numbers, and what they mean here. An unknown word stops the fetch."""

from collections.abc import Iterable

import pandas as pd

from sources.errors import Drift
from sources.labels import find
from sources.vocabularies import VOCABULARIES

# Five vocabularies: the tidy files of two makers, EdSight's reports to 2009-10, EdSight since, and the graduation report's short names.
VOCABULARY = {
    word: label
    for name in ("ct_tidy", "ct_suspension", "ct_edsight", "ct_edsight_to_2010", "ct_graduation")
    for word, label in VOCABULARIES[name].words.items()
}
# "Missing values have been denoted with -6666", "suppressed ... with an '*' or a -9999": the datasets' own notes.
MARK = {
    "*": "suppressed_at_source",
    "-9999": "suppressed_at_source",
    "N/A": "not_applicable",
    "-6666": "not_applicable",
}
HIGHEST = {"rate": 100.0, "count": float("inf"), "cohort": float("inf")}  # by the last word of a quantity's name


def groups(labels: Iterable[str], where: str) -> dict[str, str]:
    """Group id of every label. Raises Drift with the labels that are not declared."""
    found = find(VOCABULARY, labels, where, "the vocabularies of Connecticut in sources/vocabularies.py")
    return {word: label.group for word, label in found.items()}


def read(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells with the columns estimate and status in place of `mark`; a sign for a missing number never becomes a number.

    Raises Drift with the marks that are neither a number within the quantity's bounds nor a declared sign.
    """
    text = cells["mark"].str.strip()
    status = text.map(MARK).astype("str").where(text != "", "not_reported")
    plain = text.str.fullmatch(r"\d+(\.\d+)?") & status.isna()
    estimate = pd.to_numeric(text.where(plain)).astype("float64")
    highest = cells["quantity"].str.rsplit("_", n=1).str[-1].map(HIGHEST)
    strange = status.isna() & (estimate.isna() | (estimate > highest))
    if strange.any():
        rows = cells.loc[strange, ["resource", "quantity", "mark"]].drop_duplicates().head(3).to_dict("records")
        raise Drift(
            f"Expected a number or one of {sorted(MARK)}, found {rows}. The publisher's signs may have changed."
        )
    return cells.drop(columns="mark").assign(estimate=estimate, status=status.fillna("reported"))
