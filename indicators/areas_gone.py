"""Areas that the release served tells of and the next one does not: renamed, drawn anew, or left out.

Relations join numbers by an area's id. Under another id what was hidden is forgotten, and both releases together may tell it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_LEVEL = ["measure", "level"]
MOST = 10  # areas named in one note


def note(root: Path, release_id: str, published: "pd.DataFrame") -> list[str]:
    """What whoever builds should know of areas whose records of people stand in the release and not in the PUBLISHED rows.

    Measures and levels that are no longer told at all are not asked about: nothing new is told of them. Raises ReleaseError.
    """
    import pandas as pd  # and with it the relations' rows, which no build with nothing new waits for

    from indicators.audit_rows import AREA, records, told
    from indicators.store import Store

    before, now = (told(rows)[AREA].drop_duplicates() for rows in (records(Store.open(root, release_id)), published))
    still = before[pd.MultiIndex.from_frame(before[_LEVEL]).isin(pd.MultiIndex.from_frame(now[_LEVEL]))]
    gone = still[~pd.MultiIndex.from_frame(still).isin(pd.MultiIndex.from_frame(now))]
    areas = [f"{level} {geoid}" for level, geoid in gone[["level", "geoid"]].drop_duplicates().itertuples(index=False)]
    if not areas:
        return []
    more = f" and {len(areas) - MOST:,} more" if len(areas) > MOST else ""
    return [
        f"Areas of the release served that have no number of the same measures now: {', '.join(areas[:MOST])}{more}. If one has another "
        "id now, or was drawn anew, what was hidden there does not stay hidden, and both releases together may tell it. "
        "Give an area that is the same the id it had (its name may change), and of one drawn anew leave out the small groups."
    ]
