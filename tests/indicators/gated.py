"""One table of counts before the gate and a release behind it, for tests of the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from indicators import gate, release, release_proof_file
from indicators.audit_rows import ROW, Earlier
from indicators.catalog import MEASURES
from indicators.gate import Known, Secured
from indicators.release_private import Private
from tests.indicators.audited import counted
from tests.releases import small_contents

LOG = [*ROW, "status", "rule", "reason"]
NO_LOG = pd.DataFrame(columns=LOG)
BAND = {"low": 0.0, "high": 9.0}
NOBODY_KNOWS = Known(MEASURES, 10, (), ())


def frames(
    counts: Mapping[str, int], hidden: Sequence[str], primary: Sequence[str] = ("aian",)
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Published rows of one table of counts, the log of the hidden ones, and the estimates behind them."""
    published = pd.DataFrame(counted(counts, hidden))
    withheld = published[published["status"] == "suppressed"]
    rule = ["primary" if group in primary else "complementary" for group in withheld["group"]]
    behind = pd.DataFrame(counted(counts, ())).assign(status="estimated")
    return published, withheld.assign(rule=rule, reason="few")[LOG], behind


def shown(secured: Secured) -> set[str]:
    rows = secured.published
    return set(rows.loc[rows["status"] == "published", "group"])


def written(root: Path, secured: Secured, hour: int = 12) -> str:
    """The id of a release of these rows, through the gate."""
    private = Private(proof=release_proof_file.as_bytes(secured.kept), corrected=secured.corrected())
    contents = replace(small_contents(), published=secured.published, log=secured.log, private=private)
    made = datetime(2026, 11, 20, hour, 0, tzinfo=UTC)
    return release.write(root, contents, made, lambda data, name: gate.attacked(data, name, secured))


def rate(part: int, size: int) -> dict[str, float]:
    return {"value": 100 * part / size, "numerator": part, "denominator": size}


def before(rows: Sequence[Mapping[str, Any]], corrected: bool = True) -> Earlier:
    """An earlier release with these rows, which are not what they were any more, or all still are."""
    frame = pd.DataFrame(list(rows))
    tables = frozenset(frame[ROW].itertuples(index=False, name=None)) if corrected else frozenset()
    return Earlier("earlier", MEASURES, 10, frame, tables)


def withheld(shown: pd.DataFrame) -> set[str]:
    return set(shown.loc[shown["status"] == "suppressed", "group"])
