"""The audit of a release as published: what a patient reader could work out of it and of every release before it.

It reads the rows the site reads. The private log, where this machine has it, says which rows were hidden for their own sake;
without it every hidden row is judged as if it were. What is shown is held to the rules themselves. No true number is read, and
none is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from indicators import area_ids, release, release_private, release_proof_file
from indicators.audit_book import Book
from indicators.audit_earlier import earlier
from indicators.audit_proof import of_partners, unlike
from indicators.audit_redrawn import shown_anew
from indicators.audit_relations import Known, everything, is_told
from indicators.audit_rows import Earlier, Row, log, minimum_of, records
from indicators.audit_watch import Judged, Open, judge, with_rules
from indicators.partner_counts import of_partner
from indicators.primary_rows import shown_against
from indicators.release_proof_file import REMEDY, Proven
from indicators.store import Store
from indicators.suppression.assault_view import Publication
from indicators.suppression.proof import Fault


@dataclass(frozen=True)
class Audit:
    """What was found. `rows` are the release's rows of records with the `rule` that hid each ("" where none is known).

    `proven` is None where the proof is not on this machine.
    """

    store: Store
    minimum: int
    rows: pd.DataFrame
    has_log: bool
    judged: Judged
    book: Book
    known: Known  # the cells of each row
    earlier: tuple[Earlier, ...]
    unread: tuple[str, ...]
    proven: Proven | None
    others: int  # numbers that others have printed
    not_kept: int  # protected quantities of partners, whose proof is not kept
    moved: tuple[str, ...] = ()  # earlier releases that have come or gone since the proof was made


@dataclass(frozen=True)
class Kept:
    """What the private folder of a release holds of its making; all empty where it is not on this machine."""

    log: pd.DataFrame | None = None
    proven: Proven | None = None
    assumed: Sequence[Mapping[str, Any]] = ()
    corrected: Mapping[str, Sequence[Sequence[Any]]] = field(default_factory=dict)
    earlier: Sequence[Earlier] | None = None
    """Earlier releases as the build itself knew them; None where they must be read again."""


def audit(root: Path, release_id: str) -> Audit:
    """The audit of one release in a data folder. Raises ReleaseError where it is not whole or cannot be read."""
    release.verify(root, release_id)
    store = Store.open(root, release_id)
    said = release_private.read_said(root, release_id)
    proven = release_proof_file.verified(root, release_id, store.audit().get("proof", {}).get("digest", ""))
    return of_store(store, Kept(log(root, release_id), proven, said.get("assumed", ()), said.get("corrected", {})))


def of_store(store: Store, kept: Kept) -> Audit:
    """The audit of an opened release, with what is kept of its making."""
    rows = with_rules(records(store), kept.log)
    minimum = minimum_of(store)
    made = store.release.made_at, store.release.id
    found, unread = earlier(store.root, made, rows, area_ids.of_store(store), store.measures)
    before = [_as_known_then(one, kept) for one in found]
    book, known = everything(rows, store.measures, minimum, before, kept.assumed)
    judged = judge(book, rows, known, store.measures, minimum, before, kept.assumed)
    against = shown_against(rows, store.measures, minimum) | shown_anew(rows, before, store.measures)
    shown = [_shown(known[row].part) for row in sorted(against, key=str)]
    judged = judged._replace(open=(*shown, *judged.open))
    partners = {c for row, cells in known.items() if _of_partner(store, row) for c in cells.named().values()}
    partners |= book.changes.keys()
    asked = {w.cell for w in judged.to_prove(book)}
    there = {one.id for one in before}
    audited = Audit(
        store,
        minimum,
        rows,
        kept.log is not None,
        judged,
        book,
        known,
        tuple(before),
        tuple(unread),
        kept.proven,
        sum(1 for said in kept.assumed if is_told(known, said)),
        len(asked & partners),
        tuple(sorted(there ^ set(kept.corrected))) if kept.proven else (),
    )
    return replace(audited, proven=kept.proven and _of_these(kept.proven, audited, kept, asked - partners))


def told(found: Audit, kept: Kept, partners: bool) -> tuple[Publication, frozenset[str]]:
    """What the rows of partners, or all others, tell a reader, and its cells; what contradicts itself is left out.

    Where earlier releases have come or gone since the proof was made, only what the release tells by itself; sums over areas are
    left out then, since which of them narrow anything depends on what was out before.
    """
    theirs = [name for name in found.rows["measure"].unique() if of_partner(found.store.measures[str(name)])]
    rows = found.rows[found.rows["measure"].isin(theirs) == partners]
    before = [of_partners(one, partners) for one in (found.earlier if kept.earlier is None else kept.earlier)]
    same = (before, kept.assumed) if not found.moved else ((), ())
    book, known = everything(rows, found.store.measures, found.minimum, *same)
    areas = {e.origin for e in book.equations if found.moved and e.origin[:2] == ("sum", "places")}
    without = found.judged.ranges.contrary | areas
    used = {cell for e in book.equations if e.origin not in without for cell, _ in e.terms}
    named = {cell for cells in known.values() for cell in cells.named().values()}
    return book.publication(without)[0], frozenset(used | named)


def _shown(cell: str) -> Open:
    return Open(
        cell, "what the row itself shows", "Rules, older boundaries, or the log of this release hide it: build again."
    )


def _of_partner(store: Store, row: Row) -> bool:
    return of_partner(store.measures[str(row[0])])


def _of_these(proven: Proven, found: Audit, kept: Kept, asked: set[str]) -> Proven:
    """The proof, with a fault where it protects other cells than this release does, or says otherwise what its rows tell."""
    faults = unlike(proven.proof, *told(found, kept, partners=False))
    if proven.cells != asked:
        faults.append(Fault("The proof", "", "does not speak of the numbers that this release protects", REMEDY))
    return replace(proven, faults=(*faults, *proven.faults))


def _as_known_then(one: Earlier, kept: Kept) -> Earlier:
    """The earlier release with the rows that the build, which knew the true numbers, found changed."""
    rows = kept.corrected.get(one.id)
    return one if rows is None else one._replace(corrected=frozenset(map(tuple, rows)))
