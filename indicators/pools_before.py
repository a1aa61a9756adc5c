"""Groups that stood together in an earlier release go on standing together, and those told one by one go on so.

Another pool beside the one that is out is one more sum: 20 of three groups less 12 of two of them is eight of the third. So the
groups are chosen once, for the first release that tells the measure at a level, and no number that comes later changes them.
"""

from pathlib import Path

import pandas as pd

from geo.errors import FlashlightError
from indicators import release
from indicators.group_pools import SCHEME, SMALLEST, Kept, are_pools, may_pool
from indicators.partner_counts import counted
from indicators.store import Store

_ABSENT = ("not_reported", "not_available")


def kept(root: Path, estimates: pd.DataFrame) -> Kept:
    """The pool that is out for these areas, by the variable of the people counted and level; "" where groups were told one by one.

    Of several releases the newest decides. One that cannot be read tells nothing here, and the build says so elsewhere: the same
    numbers choose the same groups again, while telling those one by one that may have stood together would part them.
    """
    areas = set(estimates["geoid"].unique())
    found: dict[tuple[str, str], str] = {}
    for release_id in sorted(release.known(root), reverse=True):
        try:
            store = Store.open(root, release_id).as_made()
            for measure in (one for one in store.measures.values() if may_pool(one)):
                found = _pools(store.rows(measure.id, scheme=SCHEME), counted(measure), areas) | found
        except FlashlightError:
            continue
    return found


def _pools(rows: pd.DataFrame, variable: str, areas: set[str]) -> dict[tuple[str, str], str]:
    """The pool of each level at which a release tells groups of these areas."""
    told = rows[rows["geoid"].isin(areas) & rows["level"].isin(SMALLEST) & ~rows["status"].isin(_ABSENT)]
    pools = told[are_pools(told)].groupby("level")["group"].first()
    return {(variable, str(level)): str(pools.get(level, "")) for level in told["level"].unique()}
