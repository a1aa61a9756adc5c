"""The audit of a release as published: what a patient reader could work out of it and of every release before it.

It reads the rows the site reads. The private log, where this machine has it, says which rows were hidden for their own sake;
without it every hidden row is judged as if it were. No true number is read, and none is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from indicators import release, release_private, release_proof_file
from indicators.audit_book import Book
from indicators.audit_relations import everything
from indicators.audit_rows import Earlier, earlier, log, minimum_of, records
from indicators.audit_watch import Judged, judge, with_rules
from indicators.release_proof_file import Proven
from indicators.store import Store


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
    earlier: tuple[Earlier, ...]
    unread: tuple[str, ...]
    proven: Proven | None
    others: int  # numbers that others have printed


def audit(root: Path, release_id: str) -> Audit:
    """The audit of one release in a data folder. Raises ReleaseError where it is not whole or cannot be read."""
    release.verify(root, release_id)
    store = Store.open(root, release_id)
    assumed = release_private.read_assumed(root, release_id)
    return of_store(store, log(root, release_id), release_proof_file.verified(root, release_id), assumed)


def of_store(
    store: Store, kept: pd.DataFrame | None, proven: Proven | None, assumed: Sequence[Mapping[str, Any]]
) -> Audit:
    """The audit of an opened release with its private log and proof, where those are here, and what others have printed."""
    rows = with_rules(records(store), kept)
    minimum = minimum_of(store)
    about = store.release
    before, unread = earlier(store.root, about.community.slug, (about.made_at, about.id), rows)
    book, known = everything(rows, store.measures, minimum, before, assumed)
    judged = judge(book, rows, known, store.measures, minimum, before, assumed)
    return Audit(
        store, minimum, rows, kept is not None, judged, book, tuple(before), tuple(unread), proven, len(assumed)
    )
