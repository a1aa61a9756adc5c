"""The report of an audit in words that a lawyer or a district can read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.counted import counted
from indicators.audit_out import REMEDY
from indicators.audit_report import QUANTITIES, STATES, level_name

_UNREAD = ", which another version of this program made or which is damaged. Readers may have kept it."
_CORRECTED = "of its tables were corrected since and stand by themselves"
WHY_DIFFERENT = (
    "An earlier release may have left the folder or come into it, or another version of this program made the release."
)


def as_text(said: Mapping[str, Any]) -> str:
    """The report in words."""
    return "\n".join(_lines(said))


def _lines(said: Mapping[str, Any]) -> Iterator[str]:
    yield f"Audit of release {said['release']}"
    yield f"{said['community']}{' (a made-up place)' if said['made_up'] else ''}, made {said['made_at']}"
    yield ""
    yield from _open(said)
    yield ""
    yield from ("The rules", *(f"  {rule}" for rule in said["rules"]), "")
    yield "What was withheld from records of people, in rows of the release"
    for row in said["withheld"]:
        yield f"  {row['rows']:>6,}  {row['status']:<14} {row['rule'] or 'rule not known here'}: {row['reason'] or '-'}"
    yield f"  {said['kept_percent']} percent of rows with somebody in them print a number."
    if said["pooled"]:
        yield f"  {said['pooled']:,} numbers of single groups stand in sums of small groups, and are protected there."
    yield ""
    yield "By level and group, in rows"
    yield from (f"  {level_name(row['level'])}, {row['group']} [{row['id']}]: {_states(row)}" for row in said["groups"])
    yield ""
    yield from _attack(said)
    yield ""
    yield "Digests to compare"
    yield from _account(said)
    yield f"  This whole report, for its owner: {said['digest']}"


def _open(said: Mapping[str, Any]) -> Iterator[str]:
    """What is open one by one; what was out before by measure and teller, since nothing hidden now can take it back."""
    new = [one for one in said["open"] if not one["out_before"]]
    yield f"Open: {len(new)}. None is expected."
    for one in new:
        yield f"  {one['about']} [{one['cell']}]" if one["about"] else f"  {one['cell']}"
        yield f"    from: {one['equation']}\n    remedy: {one['remedy']}"
    yield f"Out before this release, nothing can take it back: {len(said['open']) - len(new):,}"
    for out in said["out"]:
        name = f"{out['name']} [{out['measure']}]" if out["measure"] else "Numbers of earlier releases alone"
        yield f"  {name}: {out['numbers']:,} told by {out['by']}"
    if said["out"]:
        yield f"  A row has up to three quantities: {', '.join(QUANTITIES.values())}. {REMEDY}"
        yield f"  `flashlight audit {said['release']} --format json` lists them one by one, under open."


def _states(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{row[word]:,} {word}" for word in STATES.values() if row.get(word))


def _attack(said: Mapping[str, Any]) -> Iterator[str]:
    yield from _proven(said["proof"], said["of_earlier"], said["moved"])
    yield "How it was attacked"
    protected = counted(said["protected"], "protected quantity", "protected quantities")
    yield f"  {protected}, {counted(said['cells'], 'cell')}, {counted(said['equations'], 'equation')};"
    yield f"  whole-number bounds, linear programs, sums and differences alone, cycles of moves; judged by {said['judged_by']}."
    if n := said["large"]:
        yield f"  {counted(n, 'cell stands', 'cells stand')} in systems too large for a program each."
    yield from (f"  Its numbers were taken as known: release {e['release']}{_corrected(e)}" for e in said["earlier"])
    yield from (f"  Its numbers could not be taken as known: release {name}{_UNREAD}" for name in said["unread"])
    if n := said["others"]:
        yield f"  {counted(n, 'number that others have printed was', 'numbers that others have printed were')} taken as known."
    yield from () if said["earlier"] or said["unread"] else ("  There is no earlier release of this community here.",)
    yield from (f"  Left out, since the printed numbers do not add up: {name}" for name in said["contrary"])
    yield from (f"  {limit}" for limit in said["limits"])


def _proven(proof: Mapping[str, Any], of_earlier: int, moved: Sequence[str]) -> Iterator[str]:
    yield "How it was proven"
    if not proof:
        yield "  The proof is not on this machine: it is kept with the build, for its owner alone."
    else:
        of = counted(proof["protected"], "protected quantity", "protected quantities")
        tables = counted(proof["tables"], "other table that agrees", "other tables that agree")
        yield f"  {of}, {tables} with all that is shown,"
        yield f"  each checked again in whole numbers: {counted(len(proof['faults']), 'fault')}."
        if moved:
            yield f"  Earlier releases that have come or gone since it was made: {', '.join(moved)}. It was compared with"
            yield "  what this release tells by itself, not with what they tell."
        else:
            yield "  It counts in all that the rows of this release, and of those before it, tell."
        if n := proof["not_kept"]:
            theirs = "a partner's: proven when the release was made, and the proof is not kept."
            yield f"  {counted(n, 'more is', 'more are')} {theirs}"
        yield from (f"  {fault}" for fault in proof["faults"])
    if of_earlier:
        older = counted(
            of_earlier, "more was hidden by an earlier release and has", "more were hidden by earlier releases and have"
        )
        yield f"  {older} no row in this one: attacked, not proven."
    yield ""


def _account(said: Mapping[str, Any]) -> Iterator[str]:
    """The digests that the page on privacy shows, and whether they come out the same when they are made again."""
    if proof := said["proof"]:
        yield f"  Proof: {proof['digest']}"
    account = said["account"]
    if said["account_unread"]:
        yield "  audit.json was written by another version of this program and is not compared."
    if not account:
        return
    yield f"  Report, as audit.json and the page on privacy have it: {account['digest']}"
    if not account["of_its_own"]:
        yield "    DIFFERS from what audit.json says: the file was changed after it was written."
    if "again" not in account:
        yield "    Not made again: the private log or the proof is not on this machine."
    elif account["differs"]:
        yield f"    DIFFERS from the one made again just now: {account['again']}"
        yield f"    Not the same: {', '.join(account['differs'])}. {WHY_DIFFERENT}"
    else:
        yield "    Made again just now: the same."


def _corrected(entry: Mapping[str, Any]) -> str:
    n = entry["corrected_tables"]
    tables = counted(n, "of its tables was corrected since and stands by itself", _CORRECTED)
    return f" ({tables})" if n else ""
