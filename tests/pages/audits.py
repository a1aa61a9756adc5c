"""What the audit of the small made-up release says to everybody (audit_report.public); its figures are made up like the place."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from indicators import release
from indicators.store import Store
from tests.releases import small_contents, ungated

AUDIT: dict[str, Any] = {
    "release": "20261120T120000Z-lantern-falls-0123456789ab",
    "minimum_count": 10,
    "rules": ["Counts of students below 10 are not shown."],
    "rules_es": ["No se muestran conteos de menos de 10 estudiantes."],
    "withheld": [{"rule": "privacy", "status": "suppressed", "rows": 7_771}],
    "groups": [
        {"level": "school_district", "group": "Everyone", "shown": 1_210, "hidden": 31},
        {"level": "school_district", "group": "Asian", "shown": 640, "as a range": 52, "hidden": 208},
        {"level": "school_district", "group": "Asian", "shown": 2},
        {"level": "school_district", "group": "Hispanic or Latino", "shown": 901, "hidden": 12, "too uncertain": 3},
        {"level": "neighborhood", "group": "Everyone", "shown": 88, "hidden": 4},
    ],
    "kept_percent": 91.2,
    "cells": 12_345,
    "equations": 6_789,
    "hidden": 307,
    "large": 56,
    "others": 21,
    "contrary": ["enrollment of 0999999, 2019"],
    "earlier": [
        {"release": "20251120T120000Z-lantern-falls-aaaaaaaaaaaa"},
        {"release": "20260520T120000Z-lantern-falls-bbbbbbbbbbbb"},
    ],
    "unread": ["20241120T120000Z-lantern-falls-cccccccccccc"],
    "limits": ["What other publishers have printed is not counted in."],
    "open": [],
    "proof": {"digest": "5e" * 32},
    "digest": "c0" * 32,
}
_NEW = ("hidden", "large", "others")
# As releases said it that counted the protected among the hidden.
OLDER: dict[str, Any] = {key: told for key, told in AUDIT.items() if key not in _NEW} | {
    "protected": 1_234,
    "earlier": [{**one, "corrected_tables": 5_005} for one in AUDIT["earlier"]],
    "proof": {"protected": 1_200, "tables": 2_400, "not_kept": 3_434, "digest": "5e" * 32, "faults": []},
}
# Agreements that allow files, so that all of the release may be taken away.
TERM = {"partner": "Elm Tutors", "until": "2099-06-30", "redistribution": True}
FREE: dict[str, Any] = {"program_reach": [TERM], "program_children": [TERM]}
DAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def written(
    root: Path, audit: dict[str, Any] | None, contact: str = "", agreements: dict[str, Any] | None = None, **stated: Any
) -> Store:
    """A small release with this audit, contact and agreements; `stated` takes the place of what it says about suppression."""
    parts = small_contents()
    about = {**parts.about, "community": {**parts.about["community"], "contact": contact}}
    about |= {"agreements": agreements or {}}
    parts = replace(parts, about=about, suppression={**parts.suppression, **stated})
    store = Store.open(root, release.write(root, parts, DAY, ungated))
    if audit is not None:
        (store.folder / "audit.json").write_bytes(orjson.dumps(audit))
    return store
