"""The audit as a report, in plain types; every figure in it counts rows, never people."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from indicators import audit_account, audit_out
from indicators.audit import Audit
from indicators.audit_account import with_digest
from indicators.audit_rows import ROW, Row, told
from indicators.audit_watch import Open
from indicators.catalog import GROUPS, display_order, is_pool
from indicators.group_pools import POOLED

STATES = {"published": "shown", "range": "as a range", "suppressed": "hidden", "too_uncertain": "too uncertain"}
# As the pages name them; a test holds both to one another.
LEVELS = {
    "neighborhood": "Neighborhoods",
    "tract": "Census tracts",
    "zcta": "ZIP code areas",
    "place": "Cities and places",
    "county_subdivision": "Towns",
    "school_district": "School districts",
    "school": "Schools",
    "college": "Colleges",
    "county": "Regions",
    "state": "State",
    "us": "Country",
}
QUANTITIES = {"part": "those counted", "others": "the others", "size": "the whole group"}
_CHANGED = "what has changed since"
_LIMITS_ES = (
    "Damos por hecho que los grupos de un mismo tipo suman el total, y que las personas contadas en un área pequeña también se "
    "cuentan en el área mayor que la rodea.",
    "La revisión solo conoce los números de otras instituciones que esta comunidad ha anotado para ella.",
    "Algunos números se ocultan solo para cubrir otro. La revisión no mide qué tan bien ocultos están estos.",
    "La revisión mira los números de registros de personas. Las estimaciones de encuestas ya las protegió quien las hizo.",
)
_PRIVACY = "privacy"
_LIMITS = (
    "We take it that the groups of one kind add up to everyone, and that people counted in a small area are also counted in the "
    "larger area around it.",
    "The check knows numbers that others have printed only if this community has listed them for it.",
    "Some numbers are hidden only to cover another one. The check does not measure how well these are hidden.",
    "The check looks at numbers from records of people. Survey estimates were already protected by the agency that made them.",
)


def report(found: Audit) -> dict[str, Any]:
    """Everything the report says, in plain types, with the digest of all of it."""
    about = found.store.release
    offered = found.rows[found.rows["status"] != POOLED]
    said: dict[str, Any] = {
        "schema": audit_account.SCHEMA,
        "release": about.id,
        "made_at": about.made_at,
        "community": about.community.name,
        "made_up": about.community.made_up,
        "minimum_count": found.minimum,
        "rules": list(found.store.suppression().get("rules", ())),
        "rules_es": list(found.store.suppression().get("rules_es", ())),
        "proof": _proof(found),
        "judged_by": "the private log" if found.has_log else "ranges alone",
        "withheld": _withheld(offered),
        "groups": _groups(offered),
        "kept_percent": _kept(offered),
        "pooled": len(found.rows) - len(offered),
        "cells": len(found.book.low),
        "equations": len(found.judged.ranges.publication.equations),
        "protected": len(found.judged.watched),
        "of_earlier": sum(w.before for w in found.judged.watched),
        "contrary": sorted(" ".join(map(str, origin)).strip() for origin in found.judged.ranges.contrary),
        "earlier": [
            {"release": e.id, "corrected_tables": len({(*r[:3], r[5]) for r in e.corrected})} for e in found.earlier
        ],
        "unread": list(found.unread),
        "limits": list(_LIMITS),
        "limits_es": list(_LIMITS_ES),
        "moved": list(found.moved),
        "others": found.others,
        "large": found.judged.ranges.large,
        "open": [cell._asdict() | {"about": about} for cell, about in _named(found)],
        "out": [
            {"measure": m, "name": _measure(found, m), "by": by, "numbers": n}
            for m, by, n in audit_out.by_measure(found.judged.open, found.book, found.known)
        ],
        "open_rows": _open_rows(found),
    }
    whole = found.has_log and found.proven is not None
    account = audit_account.compared(found.store.audit(), public(said) if whole else None)
    return with_digest(said | {"account": account, "account_unread": found.store.audit_unread()})


def public(said: Mapping[str, Any]) -> dict[str, Any]:
    """The report as it goes with the release: nothing that parts what was hidden for its own sake from what covers it, no cell.

    How many are protected, and by how many tables, would tell how many of the hidden numbers are small themselves; so would a
    digest of the full report, by trying.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for row in said["withheld"]:
        rule = row["rule"] if row["rule"] in ("source", "uncertainty", "") else _PRIVACY
        counted[rule, row["status"]] += row["rows"]
    withheld = [{"rule": rule, "status": status, "rows": n} for (rule, status), n in sorted(counted.items())]
    own = {
        "protected",
        "of_earlier",
        "proof",
        "digest",
        "account",
        "account_unread",
        "withheld",
        "open",
        "out",
        "earlier",
        "moved",
    }
    return with_digest(
        {
            **{key: value for key, value in said.items() if key not in own},
            "withheld": withheld,
            "groups": [{key: value for key, value in group.items() if key != "id"} for group in said["groups"]],
            "earlier": [{"release": e["release"]} for e in said["earlier"]],
            "hidden": sum(n for (rule, _), n in counted.items() if rule != "uncertainty"),
            "open": [{"out_before": o["out_before"]} for o in said["open"]],
            "proof": {"digest": said["proof"]["digest"]} if said["proof"] else {},
        }
    )


def _measure(found: Audit, measure: str) -> str:
    return found.store.measures[measure].name.en if measure else ""


def _named(found: Audit) -> list[tuple[Open, str]]:
    """Each open number with what it is about, in words of the pages; "" where only an earlier release has its row."""
    changes = found.book.changes
    quantity = {one.cell: f"{_CHANGED} {changes[one.cell].by}" for one in found.judged.open if one.cell in changes}
    wanted = {_of(found, one.cell) for one in found.judged.open}
    about = {
        cell: (row, QUANTITIES[name])
        for row, cells in found.known.items()
        for name, cell in cells.named().items()
        if cell in wanted
    }
    named = [(one, about.get(_of(found, one.cell))) for one in found.judged.open]
    return [(one, _words(found, its[0], quantity.get(one.cell, its[1])) if its else "") for one, its in named]


def _of(found: Audit, cell: str) -> str:
    """The cell of today that a change is of; any other cell is of itself."""
    return found.book.changes[cell].now if cell in found.book.changes else cell


def _words(found: Audit, row: Row, quantity: str) -> str:
    measure, level, geoid, scheme, group, period = map(str, row)
    same = found.rows[(found.rows["level"] == level) & (found.rows["geoid"] == geoid)]
    place = str(same["name"].iloc[0]) if len(same) and "name" in same else geoid
    whom = _group(scheme, group)
    return f"{_measure(found, measure)}, {quantity}: {whom}, {place}, {level_name(level)}, {period}"


def level_name(level: str) -> str:
    """The level as pages name it, with its id."""
    return f"{LEVELS.get(level, level)} [{level}]"


def _open_rows(found: Audit) -> list[dict[str, Any]]:
    """How many numbers are open, by whether all of that was out before, and of what each is a number.

    Of a `row` of the release, of a single group behind a `sum` of small groups, or only of an `earlier` release. A row has up to
    three cells, which count once.
    """
    out: dict[str, bool] = {}
    for one in found.judged.open:
        cell = _of(found, one.cell)
        out[cell] = one.out_before and out.get(cell, True)
    counted: Counter[tuple[bool, str]] = Counter()
    left = set(out)
    hidden = found.rows[found.rows["status"].isin(["suppressed", "range", POOLED])]
    for row in hidden.to_dict("records") if out else ():
        mine = out.keys() & set(found.known[tuple(row[c] for c in ROW)].named().values())
        if mine:
            left -= mine
            counted[all(out[cell] for cell in mine), "sum" if row["status"] == POOLED else "row"] += 1
    counted.update((out[cell], "earlier") for cell in left)
    return [{"out_before": before, "of": what, "rows": n} for (before, what), n in sorted(counted.items())]


def _proof(found: Audit) -> dict[str, Any]:
    """How many quantities are proven and by how many tables; empty where the proof is not here."""
    proven = found.proven
    if proven is None:
        return {}
    return {
        "protected": proven.protected,
        "tables": proven.tables,
        "not_kept": found.not_kept,
        "digest": proven.digest,
        "faults": [str(fault) for fault in proven.faults],
    }


def _withheld(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows that are not shown as numbers, by rule and reason; by status alone where the log is not here."""
    there = told(rows)
    counted = there[there["status"] != "published"].groupby(["rule", "reason", "status"]).size()
    keys = ((*map(str, key), int(n)) for key, n in counted.items() if isinstance(key, tuple))
    return [{"rule": rule, "reason": why, "status": status, "rows": n} for rule, why, status, n in keys]


def _groups(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows by level and group and what became of them, in the catalog's order of groups; of a pool with its id."""
    columns = told(rows)[["level", "scheme", "group", "status"]]
    counted = Counter(columns.itertuples(index=False, name=None))
    there = {group for *_, group, _ in counted}
    order = [(scheme, group) for scheme in GROUPS for group in display_order(scheme, there)]
    place = {key: i for i, key in enumerate(order)}
    keys = sorted({key[:3] for key in counted}, key=lambda key: (key[0], place.get(key[1:], len(place)), key[1:]))
    return [
        {"level": level, "group": _group(scheme, group), "id": group}
        | ({"scheme": scheme, "pool": group} if is_pool(group) else {})
        | {word: n for status, word in STATES.items() if (n := counted[level, scheme, group, status])}
        for level, scheme, group in keys
    ]


def _group(scheme: str, group: str) -> str:
    known = GROUPS.get(scheme)
    return known.group(group).name.en if known and known.has(group) else f"{scheme}: {group}"


def _kept(rows: pd.DataFrame) -> float:
    """Percent of the rows with somebody in them that print a number."""
    there = told(rows)
    return round(100 * float((there["status"] == "published").mean()), 1) if len(there) else 100.0
