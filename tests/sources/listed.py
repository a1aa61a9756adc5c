"""A made-up list of participants, what comes out of it, and what no message about it may repeat."""

import csv
import io

import pytest

from sources import participants
from sources.partner import PartnerError

AREAS = {"fair-haven", "the-hill"}
HEADER = ["participant", "program", "period_start", "period_end", "neighborhood", "race_ethnicity", "sex"]
Rows = list[list[str]]


def person(
    code: str, place: str = "fair-haven", race: str = "latino", sex: str = "female", end: str = "2025"
) -> list[str]:
    """One row of the list."""
    return [code, "tutoring", str(int(end) - 1), end, place, race, sex]


def filled(rows: Rows, header: list[str] | None = None) -> bytes:
    """The list as a file of comma-separated values."""
    text = io.StringIO()
    csv.writer(text).writerows([header or HEADER, *rows])
    return text.getvalue().encode()


def counts(content: bytes) -> dict[tuple[str, str, int], float]:
    """People served, by place, group and last year."""
    found = participants.observations(content, "elm.csv", "partner", AREAS)
    keys = found[["geoid", "group", "period_end"]].itertuples(index=False, name=None)
    return dict(zip(keys, found["estimate"].tolist(), strict=True))


def refused(content: bytes, said: str, *secrets: str) -> None:
    """The list is refused with these words; no message of the whole chain repeats a secret."""
    with pytest.raises(PartnerError, match=said) as caught:
        participants.observations(content, "elm.csv", "partner", AREAS)
    for secret in secrets:
        assert secret not in chain(caught.value)


def chain(error: BaseException | None) -> str:
    """Every word of an exception and of those behind it."""
    said = ""
    while error is not None:
        said += f"{error!r}{error}{error.args!r}{getattr(error, '__notes__', '')}"
        error = error.__cause__ or error.__context__
    return said
