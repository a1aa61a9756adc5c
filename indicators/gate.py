"""The gate of a release: it is proven and attacked before anybody can see it, and hidden further until both find nothing.

Proof and attack share the list of what a reader knows, with what was left out of it because it contradicts itself, and the split
of it into parts that can change together. Checking the proof adds whole numbers and shares nothing else; the attack solves programs
over the rows as they were written. What is protected follows from the true numbers. What any of them refuses is not published.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from geo.counted import counted
from geo.errors import FlashlightError
from indicators import areas_redrawn, audit, audit_out, gate_hide, release_proof_file
from indicators.area_ids import Areas
from indicators.audit_changes import moved_by_few, true_changes
from indicators.audit_earlier import earlier
from indicators.audit_proof import of_partners, unlike
from indicators.audit_relations import Known as Cells
from indicators.audit_relations import everything, is_told
from indicators.audit_report import public, report
from indicators.audit_rows import Earlier, Row
from indicators.audit_watch import anyway, judge, with_rules
from indicators.catalog import MEASURES, SOURCES
from indicators.group_pools import with_singles
from indicators.measure import Measure
from indicators.partner_counts import of_partner
from indicators.primary_rows import Verdicts, against, as_ruled, by_rules
from indicators.release_proof import Proof, Protected, prove
from indicators.release_truth import truth
from indicators.store import Store

# Each round hides at least one row; a release that needs more has something wrong with it.
ROUNDS = 200
MOST_LINES = 20  # of assume_public, named in one note
MOST_FINDINGS = 10  # named where a release is refused
# What a finding says of a number, for one and for several.
OPEN = ("protected number could be worked out", "protected numbers could be worked out")
UNPROVEN = ("protected number could not be proven safe", "protected numbers could not be proven safe")
SHOWN = ("number is shown that the rules hide", "numbers are shown that the rules hide")
ENDLESS = ("search for more to hide did not end", "searches for more to hide did not end")
_LATEST = "9"  # after every day and hour: all releases there are were made before


class UnsafeReleaseError(FlashlightError):
    """A protected number is shown, could be worked out or is not proven safe, and nothing was published."""


@dataclass(frozen=True)
class Known:
    """What readers hold already, and by which rules this release is judged."""

    measures: Mapping[str, Measure]
    minimum: int
    earlier: Sequence[Earlier]
    assumed: Sequence[Mapping[str, Any]]
    unread: Sequence[str] = ()  # releases that lie there and cannot be read


def known(
    root: Path,
    estimates: pd.DataFrame,
    minimum: int,
    assumed: Sequence[Mapping[str, Any]],
    today: Areas | None = None,
) -> Known:
    """What readers of the folder's releases hold; the ESTIMATE rows of today tell which numbers have changed since.

    `today` tells which areas of the community's own releases are which now.
    """
    mine = estimates[estimates["measure"].isin(_records(MEASURES))]
    before, unread = earlier(root, (_LATEST, ""), mine, today)
    return Known(MEASURES, minimum, before, assumed, unread)


@dataclass(frozen=True)
class Secured:
    """Rows that may be published with their log, and the proofs: one to keep, and one of partners' numbers that is not."""

    published: pd.DataFrame
    log: pd.DataFrame
    kept: Proof
    partners: Proof
    known: Known
    more: int  # rows hidden beyond what each table alone needs
    unmatched: tuple[int, ...] = ()  # lines of assume_public that speak of no row of the release
    ruled: Verdicts = field(default_factory=dict)  # what the primary rules say of each row by itself
    overruled: int = 0  # rows that were to be shown and that these rules hide
    out: Mapping[str, int] = field(default_factory=dict)  # numbers that were out before, by who told them
    changed: int = 0  # rows that were to be shown and differ from what was out by fewer people than may be told

    def problems(self) -> list[str]:
        """What whoever builds should know, in sentences that tell no number of people."""
        found = []
        if self.overruled:
            found.append(
                f"{counted(self.overruled, 'row was', 'rows were')} to be shown that the rules hide, and the gate has hidden them. "
                "Suppression is at fault: please report it."
            )
        if self.changed:
            found.append(
                f"{counted(self.changed, 'number of a partner', 'numbers of partners')} changed by fewer people than may be told since "
                "a release that was out, and whoever kept that would subtract: hidden now, with what covers them. Put the earlier "
                "file back, and correct it once the changes are larger, or leave it: what is new in other years is shown."
            )
        if self.known.unread:
            found.append(
                f"Earlier releases that this program cannot read: {', '.join(self.known.unread)}. Another version made them, or they "
                "are damaged, and what they told could not be taken as known. If readers may have kept one of them, list its "
                "numbers in assume_public."
            )
        if self.unmatched:
            found.append(
                f"assume_public, {_lines(self.unmatched)} nothing. "
                "Compare measure, level, geoid, scheme, group, year and quantity with `flashlight table`."
            )
        return [*found, *filter(None, [audit_out.note(self.out)])]

    @property
    def assumed(self) -> Sequence[Mapping[str, Any]]:
        """What others have printed."""
        return self.known.assumed

    def corrected(self) -> dict[str, list[list[Any]]]:
        """By earlier release, its rows that are not what they were."""
        return {one.id: sorted(map(list, one.corrected)) for one in self.known.earlier}


def secure(published: pd.DataFrame, log: pd.DataFrame, estimates: pd.DataFrame, known: Known) -> Secured:
    """The rows with as many more hidden as all tables together, now and before, need; with their proofs.

    `estimates` are the ESTIMATE rows behind them: they, and not the log, say what is protected. Raises UnsafeReleaseError where
    hiding does not help.
    """
    mine = _records(known.measures)
    partners = {name for name in mine if of_partner(known.measures[name])}
    shown = int(published["status"].isin(gate_hide.TELLING).sum())
    ruled = by_rules(estimates[estimates["measure"].isin(mine)], known.measures, known.minimum)
    wrong = against(published[published["measure"].isin(mine)], ruled)
    published, log = gate_hide.withheld(published, as_ruled(log, ruled), wrong)
    published, log = gate_hide.locked(published, log, known.earlier, {name: known.measures[name] for name in mine})
    published, log = areas_redrawn.hidden(published, log, known.earlier, known.measures)
    proofs, cells, out, before_gate, few = [], {}, Counter[str](), gate_hide.telling(published), set[Row]()
    for names in (set(mine) - partners, partners):
        before = [of_partners(one, names == partners) for one in known.earlier]
        some = replace(known, earlier=before)
        published, log, proof, found, moved = _proven(
            published, log, estimates[estimates["measure"].isin(names)], names, some, out
        )
        proofs.append(proof)
        cells |= found
        few |= {row for row, names in found.items() if not moved.isdisjoint(names.named().values())}
    published, log = gate_hide.alike(published, log, {name: known.measures[name] for name in partners})
    return Secured(
        published,
        log,
        proofs[0],
        proofs[1],
        known,
        shown - len(wrong) - int(published["status"].isin(gate_hide.TELLING).sum()),
        tuple(said["line"] for said in known.assumed if not is_told(cells, said)),
        ruled,
        len(wrong),
        out,
        len((few & before_gate) - gate_hide.telling(published)),
    )


def _records(measures: Mapping[str, Measure]) -> list[str]:
    return [m.id for m in measures.values() if SOURCES[m.source].kind == "records"]


def _proven(
    published: pd.DataFrame,
    log: pd.DataFrame,
    estimates: pd.DataFrame,
    names: set[str],
    known: Known,
    out: Counter[str],
) -> tuple[pd.DataFrame, pd.DataFrame, Proof, Cells, set[str]]:
    """The rows and the log with more hidden, the proof, the cells of the rows, and those that a correction moved by few."""
    blamed: list[str] = []
    for _ in range(ROUNDS):
        rows = with_rules(with_singles(published[published["measure"].isin(names)]), log)
        book, cells = everything(rows, known.measures, known.minimum, known.earlier, known.assumed)
        judged = judge(book, rows, cells, known.measures, known.minimum, known.earlier, known.assumed)
        new = [o for o in judged.open if not o.out_before]
        asked = [Protected(w.cell, w.minimum, w.change, w.redrawn) for w in judged.to_prove(book)]
        numbers = truth(estimates, cells, known.measures)
        numbers |= true_changes(book, numbers)
        proof = prove(book, judged.ranges, asked, numbers)
        if proof.faults and known.earlier:
            # What was out before cannot be taken back; where it leaves less than the policy asks, this release may tell no more.
            # Only our own releases count: a mistaken line of assume_public must not make a release tell more.
            named = {f.cell for f in proof.faults}
            left = anyway(rows, known.measures, known.minimum, known.earlier, (), named)
            proof = prove(book, judged.ranges, asked, numbers, left)
        blamed = [*(o.cell for o in new), *(f.cell for f in proof.faults)]
        totals = gate_hide.contradicted(judged.ranges, {w.cell for w in judged.watched}, cells, rows)
        if not blamed and not totals:
            out.update(audit_out.by_teller(judged.open, book))
            return published, log, proof, cells, moved_by_few(book, numbers)
        chosen = gate_hide.chosen(blamed, book, cells, rows, estimates) | totals
        if not chosen:
            raise _refused({OPEN: new, UNPROVEN: proof.faults})
        published, log = gate_hide.hidden(published, log, chosen)
    last = f"After {ROUNDS} rounds of hiding more, numbers are still open: {', '.join(blamed[:3])}."
    raise _refused({ENDLESS: [last]})


def attacked(root: Path, release_id: str, secured: Secured) -> dict[str, Any]:
    """What the audit of a release as it was written says to everybody.

    Raises UnsafeReleaseError where anything new is open, is not proven, or is shown against the rules.
    """
    proven = release_proof_file.summary(secured.kept)
    private = audit.Kept(secured.log, proven, secured.assumed, secured.corrected(), secured.known.earlier)
    found = audit.of_store(Store(root, release_id), private)
    new = [o for o in found.judged.open if not o.out_before]
    partners = release_proof_file.summary(secured.partners).faults
    other = unlike(secured.partners, *audit.told(found, private, partners=True))
    faults = [*(found.proven or proven).faults, *partners, *other]
    wrong = [f"{', '.join(map(str, row))}: {why}." for row, why in against(found.rows, secured.ruled).items()]
    if new or faults or wrong:
        raise _refused({SHOWN: wrong, OPEN: new, UNPROVEN: faults})
    return public(report(found))


def _lines(numbers: Sequence[int]) -> str:
    """The first lines of the file that are meant, and that they speak of no row, so that they protect."""
    more = f" and {len(numbers) - MOST_LINES:,} more" if len(numbers) > MOST_LINES else ""
    listed = f"{', '.join(map(str, numbers[:MOST_LINES]))}{more}"
    of = "of no row of this release, so"
    one = f"line {listed}: it speaks {of} it protects"
    return one if len(numbers) == 1 else f"lines {listed}: they speak {of} they protect"


def _refused(told: Mapping[tuple[str, str], Sequence[object]]) -> UnsafeReleaseError:
    """The refusal, by what the findings say of a number, and the first of them."""
    said = " and ".join(counted(len(findings), *words) for words, findings in told.items() if findings)
    findings = [str(finding) for each in told.values() for finding in each]
    listed = "\n".join(f"  {finding}" for finding in findings[:MOST_FINDINGS])
    more = f"\n  and {len(findings) - MOST_FINDINGS} more" if len(findings) > MOST_FINDINGS else ""
    return UnsafeReleaseError(
        f"Nothing was published, and what is served stays: {said}.\n"
        f"{listed}{more}\n"
        "Leave out the measure, the area or the partner that is named, or what was added since the last release, and build again."
    )
