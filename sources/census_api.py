"""Any dataset of the Census Data API: one question, asked with the key, and its answer as text rows with their GEOID."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute

from sources.acs_request import LEVELS, Area, RequestError
from sources.acs_text import columns
from sources.acs_values import STATUSES, NotANumberError, cells
from sources.answer import Answer
from sources.errors import BadAnswer, BadRequest, KeyMissing, NotPublished
from sources.session import Session

pc: Any = pyarrow.compute  # its functions are made at import, where type checkers do not see them

API = "https://api.census.gov/data/"
MOST_FIELDS = 50  # of one call, https://www.census.gov/data/developers/guidance/api-user-guide.html
NO_KEY = "The Census Data API needs a key and CENSUS_API_KEY is empty. Get one at https://api.census.gov/data/key_signup.html."
DISTRICTS = {kind: f"school district ({kind})" for kind in ("unified", "elementary", "secondary")}
# Digits of the id columns that the service adds to each row.
WIDTHS = {"us": 1, "state": 2, "county": 3, "county subdivision": 5, "tract": 6, "place": 5}
WIDTHS |= {"zip code tabulation area": 5, **dict.fromkeys(DISTRICTS.values(), 5)}


@dataclass(frozen=True)
class Question:
    """One call: a dataset ("2020/dec/pl"), its fields, the clauses `for` and `in`, and predicates such as time or YEAR."""

    dataset: str
    fields: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]
    predicates: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        said = [f"{name} {value}" for name, value in (*self.clauses, *self.predicates)]
        return f"{self.dataset} {' '.join(said)}"

    @property
    def asked(self) -> dict[str, str]:
        """The parameters of the address, without the key."""
        return {"get": ",".join(self.fields), **dict(self.clauses), **dict(self.predicates)}


def of_area(dataset: str, fields: Sequence[str], area: Area, **predicates: str) -> Question:
    """The question for an area, or for all areas of a level inside one."""
    return Question(dataset, tuple(fields), tuple(area.clauses().items()), tuple(predicates.items()))


def answer(session: Session, key: str | None, question: Question) -> Answer:
    """The answer as sent (200, or 204 where there are no rows).

    Raises KeyMissing and RequestError without asking; BadRequest that repeats the service's words; NotPublished; and what
    the session raises.
    """
    used, _ = keyed(key), limited(question.fields, question.dataset)
    try:
        return session.get(API + question.dataset, params={**question.asked, "key": used})
    except BadRequest as error:
        raise refused(question.dataset, question.asked, error) from error
    except NotPublished as error:
        text = f"{question.dataset} is not released: api.census.gov answers {error.status}. Ask for an earlier year, or later."
        raise NotPublished(text, url=error.url, status=error.status, excerpt=error.excerpt) from error


def keyed(key: str | None, without: str = "") -> str:
    """The key to send. Raises KeyMissing, with what can be done `without` one, when there is none."""
    if not key or not key.strip():
        raise KeyMissing(f"{NO_KEY} {without}".strip())
    return key.strip()


def limited(fields: Sequence[str], where: str) -> Sequence[str]:
    """The same fields. Raises RequestError for more than the service takes in one call."""
    if len(fields) > MOST_FIELDS:
        raise RequestError(f"{where}: the Census Data API takes {MOST_FIELDS} fields a call, found {len(fields)}.")
    return fields


def refused(where: str, asked: Mapping[str, str], error: BadRequest) -> BadRequest:
    """The error for a question that the service refuses, with the place asked about and the service's own words."""
    place = " in ".join(asked[name] for name in ("for", "in") if name in asked)
    message = (
        f"{where}: api.census.gov refuses the question for {place} ({error.status}) and says: {error.excerpt or 'nothing'} "
        "Check the variable in the catalog, and the area in community.toml, against this vintage."
    )
    return BadRequest(message, url=error.url, status=error.status, excerpt=error.excerpt)


def read(body: bytes, question: Question, ids: Sequence[str], inside: str) -> pa.Table:
    """Columns geoid and the question's fields, all text; no rows for an empty body.

    The GEOID is spelled from the id columns, since older datasets have no GEO_ID. Raises BadAnswer for any other shape, an
    id of another width (a lost zero), a place outside `inside`, and an answer to another time or year than was asked.
    """
    where, echoed = str(question), [name for name, _ in question.predicates if name not in question.fields]
    wanted = [*ids, *(name for name in question.fields if name not in ids)]
    table = columns(body or b'[["empty"]]', wanted, echoed, where)
    for name in ids:
        _refuse_strange(table[name], f"^[0-9]{{{WIDTHS[name]}}}$", f"{where}: {WIDTHS[name]} digits in column {name}")
    for name, value in question.predicates:
        if name in table.column_names:
            _refuse_strange(table[name], f"^{value}$", f"{where}: rows of {name} {value}")
    geoid = pc.binary_join_element_wise(*[table[name] for name in ids], "")
    _refuse_strange(geoid, f"^{inside}", f"{where}: places in {inside or 'the nation'}")
    return table.select([*question.fields]).add_column(0, "geoid", geoid)


def ids_of(area: Area) -> tuple[str, ...]:
    """The id columns that the service adds to rows of the area's level."""
    return LEVELS[area.level].columns


def _refuse_strange(texts: pa.ChunkedArray, pattern: str, expected: str) -> None:
    strange = texts.filter(pc.invert(pc.fill_null(pc.match_substring_regex(texts, pattern), False)))
    if len(strange):
        raise BadAnswer(f"{expected} expected, found {strange[0].as_py()!r}.")


def long(table: pa.Table, variables: Mapping[str, str], where: str) -> pd.DataFrame:
    """A row a place and variable: geoid, variable, estimate, status; `variables` says which column is which variable.

    A null or one of the Bureau's signs leaves the estimate empty; what it does not document is told in `attrs["problems"]`.
    Raises BadAnswer for a word where a number should stand.
    """
    names, count = list(variables), table.num_rows
    texts = pa.chunked_array([chunk for name in names for chunk in table[name].chunks], pa.string())
    try:
        found = cells(texts, pa.chunked_array([pa.nulls(len(texts), pa.string())]))
    except NotANumberError as error:
        raise BadAnswer(f"{where}: {error}.") from None
    geoids = table["geoid"].to_pylist()
    frame = pd.DataFrame(
        {
            "geoid": pd.Series(geoids * len(names), dtype="str"),
            "variable": pd.Series([variables[name] for name in names for _ in range(count)], dtype="str"),
            "estimate": found.estimate,
            "status": pd.Series(STATUSES[found.status], dtype="str"),
        }
    )
    frame.attrs["problems"] = [f"{where}: {problem}." for problem in found.problems]
    return frame
