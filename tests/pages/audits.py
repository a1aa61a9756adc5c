"""What an audit says of the small made-up release (audit_report.report); its figures are made up like the place."""

from typing import Any

AUDIT: dict[str, Any] = {
    "release": "20261120T120000Z-lantern-falls-0123456789ab",
    "minimum_count": 10,
    "rules": ["Counts of students below 10 are not shown."],
    "rules_es": ["No se muestran conteos de menos de 10 estudiantes."],
    "withheld": [{"rule": "complementary", "reason": "another", "status": "suppressed", "rows": 7_771}],
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
    "protected": 1_234,
    "contrary": ["enrollment of 0999999, 2019"],
    "earlier": [
        {"release": "20251120T120000Z-lantern-falls-aaaaaaaaaaaa", "corrected_tables": 5},
        {"release": "20260520T120000Z-lantern-falls-bbbbbbbbbbbb", "corrected_tables": 0},
    ],
    "unread": ["20241120T120000Z-lantern-falls-cccccccccccc"],
    "limits": ["What other publishers have printed is not counted in."],
    "open": [],
    "proof": {"protected": 1_200, "tables": 2_400, "not_kept": 34, "digest": "5e" * 32, "faults": []},
    "digest": "c0" * 32,
}
