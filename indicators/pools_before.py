"""Groups that stood together in an earlier release go on standing together, and those told one by one go on so.

Another pool beside the one that is out is one more sum: 20 of three groups less 12 of two of them is eight of the third. So the
groups are chosen once, for the first release that tells the measure at a level, and no number that comes later changes them.
"""

from pathlib import Path

import pandas as pd

from geo.errors import FlashlightError
from indicators import release
from indicators.group_pools import SCHEME, SMALLEST, are_pools, may_pool
from indicators.store import Store

Kept = dict[tuple[str, str], str]
_ABSENT = ("not_reported", "not_available")


def kept(root: Path, estimates: pd.DataFrame) -> Kept:
    """By measure and level the id of the pool that is out for these areas, "" where groups were told one by one.

    Of several releases the newest decides; one that cannot be read tells nothing here, and the build says so elsewhere.
    """
    found: Kept = {}
    for release_id in sorted(release.known(root), reverse=True):
        try:
            store = Store.open(root, release_id).as_made()
            for measure in (name for name, one in store.measures.items() if may_pool(one)):
                found = _pools(store.rows(measure, scheme=SCHEME), measure, estimates) | found
        except FlashlightError:
            continue
    return found


def _pools(rows: pd.DataFrame, measure: str, estimates: pd.DataFrame) -> Kept:
    """The pool of each level at which a release tells groups of these areas."""
    areas = set(estimates.loc[estimates["measure"] == measure, "geoid"])
    told = rows[rows["geoid"].isin(areas) & rows["level"].isin(SMALLEST) & ~rows["status"].isin(_ABSENT)]
    pools = told[are_pools(told)].groupby("level")["group"].first()
    return {(measure, str(level)): str(pools.get(level, "")) for level in told["level"].unique()}
