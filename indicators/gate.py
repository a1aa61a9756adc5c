"""The gate of a release: it is proven and attacked before anybody can see it, and hidden further until both find nothing.

Proof and attack share the list of what a reader knows and nothing else: the proof adds whole numbers, the attack solves
programs over the rows as they were written. What either refuses is not published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from geo.errors import FlashlightError
from indicators import audit, gate_hide, release_proof_file
from indicators.audit_relations import everything
from indicators.audit_report import public, report
from indicators.audit_rows import Earlier, earlier
from indicators.audit_watch import judge, with_rules
from indicators.catalog import MEASURES, SOURCES
from indicators.measure import Measure, Reach
from indicators.release_proof import Proof, Protected, prove
from indicators.release_truth import truth
from indicators.store import Store

# Each round hides at least one row; a release that needs more has something wrong with it.
ROUNDS = 200
_LATEST = "9"  # after every day and hour: all releases there are were made before


class UnsafeReleaseError(FlashlightError):
    """A protected number could be worked out of the release, and nothing was published."""


@dataclass(frozen=True)
class Known:
    """What readers hold already, and by which rules this release is judged."""

    measures: Mapping[str, Measure]
    minimum: int
    earlier: Sequence[Earlier]
    assumed: Sequence[Mapping[str, Any]]


def known(root: Path, slug: str, published: pd.DataFrame, minimum: int, assumed: Sequence[Mapping[str, Any]]) -> Known:
    """What readers of a community's releases hold, for the release that is to print `published`."""
    before, _ = earlier(root, slug, (_LATEST, ""), published[published["measure"].isin(_records(MEASURES))])
    return Known(MEASURES, minimum, before, assumed)


@dataclass(frozen=True)
class Secured:
    """Rows that may be published with their log, and the proofs: one to keep, and one of partners' numbers that is not."""

    published: pd.DataFrame
    log: pd.DataFrame
    kept: Proof
    partners: Proof
    assumed: Sequence[Mapping[str, Any]]
    more: int  # rows hidden beyond what each table alone needs


def secure(published: pd.DataFrame, log: pd.DataFrame, estimates: pd.DataFrame, known: Known) -> Secured:
    """The rows with as many more hidden as all tables together, now and before, need; with their proofs.

    `estimates` are the ESTIMATE rows behind them. Raises UnsafeReleaseError where hiding does not help.
    """
    mine = _records(known.measures)
    partners = {name for name in mine if isinstance(known.measures[name].formula, Reach)}
    shown = int(published["status"].isin(gate_hide.TELLING).sum())
    published, log = gate_hide.locked(published, log, known.earlier, mine)
    proofs = []
    for names in (set(mine) - partners, partners):
        published, log, proof = _proven(published, log, estimates[estimates["measure"].isin(names)], names, known)
        proofs.append(proof)
    return Secured(
        published,
        log,
        proofs[0],
        proofs[1],
        known.assumed,
        shown - int(published["status"].isin(gate_hide.TELLING).sum()),
    )


def _records(measures: Mapping[str, Measure]) -> list[str]:
    return [m.id for m in measures.values() if SOURCES[m.source].kind == "records"]


def _proven(
    published: pd.DataFrame, log: pd.DataFrame, estimates: pd.DataFrame, names: set[str], known: Known
) -> tuple[pd.DataFrame, pd.DataFrame, Proof]:
    blamed: list[str] = []
    for _ in range(ROUNDS):
        rows = with_rules(published[published["measure"].isin(names)], log)
        before = [one._replace(rows=one.rows[one.rows["measure"].isin(names)]) for one in known.earlier]
        book, cells = everything(rows, known.measures, known.minimum, before, known.assumed)
        judged = judge(book, rows, cells, known.measures, known.minimum, before, known.assumed)
        new = [o for o in judged.open if not o.out_before]
        out = {o.cell for o in judged.open if o.out_before}
        hidden = [w for w in judged.watched if book.low[w.cell] < book.high[w.cell] and w.cell not in out]
        asked = [Protected(w.cell, w.minimum) for w in hidden]
        proof = prove(book, judged.ranges, asked, truth(estimates, cells, known.measures))
        blamed = [*(o.cell for o in new), *(f.cell for f in proof.faults)]
        if not blamed:
            return published, log, proof
        chosen = gate_hide.chosen(blamed, book, cells, rows, estimates)
        if not chosen:
            raise _refused([*map(str, new), *map(str, proof.faults)])
        published, log = gate_hide.hidden(published, log, chosen)
    raise _refused([f"After {ROUNDS} rounds of hiding more, numbers are still open: {', '.join(blamed[:3])}."])


def attacked(root: Path, release_id: str, secured: Secured) -> dict[str, Any]:
    """What the audit of a release as it was written says to everybody. Raises UnsafeReleaseError where anything new is open."""
    proven = release_proof_file.summary(secured.kept)
    found = audit.of_store(Store(root, release_id), secured.log, proven, secured.assumed)
    new = [str(o) for o in found.judged.open if not o.out_before]
    if new or proven.faults:
        raise _refused([*new, *map(str, proven.faults)])
    return public(report(found))


def _refused(findings: Sequence[str]) -> UnsafeReleaseError:
    listed = "\n".join(f"  {finding}" for finding in findings[:10])
    more = f"\n  and {len(findings) - 10} more" if len(findings) > 10 else ""
    return UnsafeReleaseError(
        f"Nothing was published, and what is served stays: {len(findings)} protected numbers could be worked out.\n"
        f"{listed}{more}\n"
        "Raise minimum_count in community.toml, or leave out the measure or district named, and build again."
    )
