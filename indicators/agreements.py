"""Agreements of partners inside a release: which measures lean on which, until when they may be shown, and whether as files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from geo.declared import Partner
from geo.errors import FlashlightError
from indicators.catalog import records
from indicators.measure import Measure
from indicators.partner_counts import of_partner
from indicators.tables import NUMBERS


class NoFileError(FlashlightError):
    """An agreement lets these numbers be read, and allows no file of them."""


@dataclass(frozen=True)
class Term:
    """What a release has to keep of one agreement: who shares, until which day it may be shown, and whether in files.

    By `destroy_by` no copy may be left, this release included; None in a release made before that was kept.
    """

    partner: str
    until: date
    redistribution: bool
    destroy_by: date | None = None


ENDED = "agreements_ended"  # of release.json
# A release made before agreements were kept says nothing of them: of a partner's measure it shows nothing.
UNKNOWN = Term("", date.min, False)


def terms_of(partners: Iterable[tuple[Partner, pd.DataFrame]]) -> dict[str, tuple[Term, ...]]:
    """The terms behind each variable that the partners' observations hold."""
    found: dict[str, tuple[Term, ...]] = {}
    for partner, rows in partners:
        terms = partner.agreement
        term = Term(partner.name, terms.until, terms.redistribution, terms.destroy_by)
        for variable in rows["variable"].unique():
            found[str(variable)] = (*found.get(str(variable), ()), term)
    return found


def told(terms: Mapping[str, tuple[Term, ...]], measures: Mapping[str, Measure]) -> dict[str, list[dict[str, Any]]]:
    """What release.json says: for each measure that partners tell, every agreement behind it."""
    theirs = [m for m in measures.values() if of_partner(m)]
    found = {m.id: dict.fromkeys(t for v in records(m) for t in terms.get(v, ())) for m in theirs}
    return {measure: [_stated(term) for term in mine] for measure, mine in found.items() if mine}


def _stated(term: Term) -> dict[str, Any]:
    stated = {"partner": term.partner, "until": term.until.isoformat(), "redistribution": term.redistribution}
    return stated | ({"destroy_by": term.destroy_by.isoformat()} if term.destroy_by else {})


def read(about: Mapping[str, Any], measures: Mapping[str, Measure]) -> dict[str, tuple[Term, ...]]:
    """The terms of each measure that partners tell or told, out of release.json."""
    gone = {measure: tuple(map(_term, terms)) for measure, terms in about.get(ENDED, {}).items()}
    return {m.id: (UNKNOWN,) for m in measures.values() if of_partner(m)} | gone | kept(about)


def carried(served: Mapping[str, Any] | None, told: Mapping[str, Any], day: date) -> dict[str, list[Mapping[str, Any]]]:
    """What release.json keeps of agreements that have ended, by measure that no other tells: the terms of the release served.

    Of such a measure the new release has no number, and a page says since when.
    """
    about = served or {}
    before: dict[str, list[Mapping[str, Any]]] = about.get(ENDED, {}) | about.get("agreements", {})
    over = {m: [t for t in terms if day > date.fromisoformat(t["until"])] for m, terms in before.items()}
    return {measure: terms for measure, terms in over.items() if terms and measure not in told}


def kept(about: Mapping[str, Any]) -> dict[str, tuple[Term, ...]]:
    """The terms that release.json states, by measure."""
    return {measure: tuple(map(_term, terms)) for measure, terms in about.get("agreements", {}).items()}


def _term(stated: Mapping[str, Any]) -> Term:
    last = stated.get("destroy_by")
    until = date.fromisoformat(stated["until"])
    return Term(stated["partner"], until, stated["redistribution"], date.fromisoformat(last) if last else None)


def ended(terms: Iterable[Term], day: date) -> Term | None:
    """The first agreement that does not hold on this day any more; one that has ended takes the whole measure with it."""
    return min((t for t in terms if day > t.until), key=lambda t: t.until, default=None)


def hidden(rows: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """The rows, of which those of these measures are not available and carry neither a number nor why they had none."""
    if not measures:
        return rows
    gone = rows["measure"].isin(measures)
    found = rows.copy()
    found.loc[gone, list(NUMBERS)] = float("nan")
    found.loc[gone, "reliability"] = "not_applicable"
    found.loc[gone, "status"] = "not_available"
    return found
