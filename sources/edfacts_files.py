"""Four-year graduation by school district and group from the Department of Education's own files: the class the portal does not have.

Source: U.S. Department of Education, EDFacts, adjusted cohort graduation rate, one file a school year in long form (2018-19 to
2020-21; the Department has published none of districts since). Small groups are intervals, read by sources.edfacts_ranges.
"""

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa

from sources.answer import TEXT
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.edfacts import GRADUATION
from sources.edfacts_ranges import Reading, percentage
from sources.errors import BadAnswer, Drift, NotPublished
from sources.labels import find
from sources.observed import observed, together
from sources.portal_csv import table
from sources.session import Session
from sources.text_table import text_table
from sources.urban_codes import IDS, identifier, need
from sources.urban_observations import Observations, Wanted, school_year
from sources.vocabularies import VOCABULARIES

SOURCE = "edfacts"
YEARS = range(2018, 2021)  # by the fall of the class's last school year
URL = "https://www.ed.gov/sites/ed/files/about/inits/ed/edfacts/data-files/acgr-lea-sy{fall}-{spring:02}-long.csv"
COLUMNS = ("LEAID", "CATEGORY", "COHORT", "RATE")
# Groups beside race, by the names that the portal's rows have (sources/urban_codes.py).
POPULATIONS = {
    "CWD": "students_with_disabilities",
    "ECD": "economically_disadvantaged",
    "FCS": "in_foster_care",
    "HOM": "experiencing_homelessness",
    "LEP": "english_learners",
}
LICENCE = "Public domain (U.S. government)"
CITATION = "U.S. Department of Education, EDFacts, Adjusted Cohort Graduation Rate, {fall}-{spring}, districts"


def graduation(session: Session, cache: Cache, years: Iterable[int], wanted: Wanted) -> Observations:
    """Percent of a class that graduated in four years, variable edfacts.grad_rate, as sources.edfacts.graduation gives it.

    Raises NotPublished, before asking, for a year that has no such file.
    """
    parts = list[pd.DataFrame]()
    for fall in years:
        if fall not in YEARS:
            raise NotPublished(
                f"EDFacts: there is no file of districts' graduation for {fall}-{fall + 1}; there are {YEARS[0]} to {YEARS[-1]}."
            )
        where = f"EDFacts graduation {fall}-{fall + 1}"
        rows = wanted.pick(_rows(session, cache, fall, wanted.state).rename(columns={"LEAID": "leaid"}), where)
        same = school_year("school_district", fall) | {"source": SOURCE}
        parts.append(observed(read(rows, where), (), variable=GRADUATION.variable, **same))
    return Observations(together(parts), [])


def _rows(session: Session, cache: Cache, fall: int, state: str) -> pd.DataFrame:
    """The state's rows, as text."""
    url = URL.format(fall=fall, spring=(fall + 1) % 100)

    def fetch(held: Sidecar | None) -> Fetched | None:
        answer = session.get(url, headers=held.conditional() if held else None, accept=TEXT, deadline_s=300)
        if answer.status == 304:
            return None
        kept = of_state(answer.body, state, url.rsplit("/", 1)[-1])
        return Fetched(kept, answer, LICENCE, CITATION.format(fall=fall, spring=fall + 1))

    return cache.get(CacheKey(SOURCE, f"acgr-lea-{fall}-{state}"), fetch, immutable=False).to_pandas()


def of_state(body: bytes, state: str, where: str) -> pa.Table:
    """Ids, groups, class sizes and rates of a state's districts, checked. BadAnswer when there are none, Drift for a lost column."""
    rows = table(body, where)
    need(rows, list(COLUMNS), where)
    rows = rows[list(COLUMNS)].assign(LEAID=identifier(rows["LEAID"], IDS["leaid"]))
    rows = rows[rows["LEAID"].str.startswith(state)]
    if rows.empty:
        raise BadAnswer(f"{where}: no district of state {state} is in it. Look at the file.")
    read(rows.assign(geoid=rows["LEAID"]), where)
    return text_table(COLUMNS, rows.to_numpy().tolist())


def read(rows: pd.DataFrame, where: str) -> pd.DataFrame:
    """geoid, scheme, group, estimate, low, high, status and n. Raises Drift for words not known, BadAnswer for a row that comes twice."""
    if rows.duplicated(["geoid", "CATEGORY"]).any():
        raise BadAnswer(f"{where}: a group of a district comes twice.")
    special = rows["CATEGORY"].isin(list(POPULATIONS))
    words = rows.loc[~special, "CATEGORY"].unique()
    labels = find(VOCABULARIES["edfacts"].words, words, where, "sources/edfacts_files.py")
    named = {word: (label.scheme, label.group) for word, label in labels.items()}
    named |= {word: ("population", group) for word, group in POPULATIONS.items()}
    read_rates = {mark: _percentage(mark, where) for mark in rows["RATE"].unique()}
    found = pd.DataFrame([read_rates[mark] for mark in rows["RATE"]], columns=list(Reading._fields), index=rows.index)
    size = rows["COHORT"].str.strip()
    plain = size.str.fullmatch(r"\d+(\.0+)?")
    return found.assign(
        geoid=rows["geoid"],
        scheme=[named[word][0] for word in rows["CATEGORY"]],
        group=[named[word][1] for word in rows["CATEGORY"]],
        n=pd.to_numeric(size.where(plain)).astype("float64"),
    )


def _percentage(mark: str, where: str) -> Reading:
    try:
        return percentage(mark)
    except ValueError as error:
        reason = str(error)
    raise Drift(f"{where}: RATE: {reason}. Add it to sources/edfacts_ranges.py.")
