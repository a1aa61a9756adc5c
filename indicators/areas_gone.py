"""Areas that the release served tells of and the next one does not: under another id, drawn anew, or left out.

What is done about them is decided in area_ids and areas_redrawn; here it is said to whoever builds.
"""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from geo.counted import counted

if TYPE_CHECKING:
    from indicators.audit_rows import Area, Earlier
    from indicators.release import Contents

MOST = 10  # areas named in one list


def note(root: Path, release_id: str, contents: "Contents") -> list[str]:
    """What whoever builds should know of areas whose records of people stand in the release and not in what the next one contains.

    Measures and levels that are no longer told at all are not asked about: nothing new is told of them. Raises ReleaseError.
    """
    # With them come the relations' rows, which no build with nothing new waits for.
    from indicators.area_ids import declared, of_store, under_todays
    from indicators.areas_redrawn import ANEW
    from indicators.audit_rows import Earlier, minimum_of, records
    from indicators.store import Store

    store, about = Store.open(root, release_id), contents.about
    today = declared(about["community"]["slug"], about["places"], contents.shapes)
    served = Earlier(release_id, store.measures, minimum_of(store), records(store))
    found, same = under_todays(served, of_store(store), today, contents.published)
    left = _left(found, contents) - found.gone if found.new else _left(found, contents)
    said = [
        _renamed(same),
        _anew(found) if found.new else "",
        _hidden(int((contents.log["rule"] == ANEW).sum())),
        _lost(left),
    ]
    return [sentence for sentence in said if sentence]


def _left(found: "Earlier", contents: "Contents") -> "set[Area]":
    """Areas that the release tells of and that have no number of the same measures now."""
    import pandas as pd

    from indicators.audit_rows import AREA, told

    tables = ["measure", "level"]
    before, now = (told(rows)[AREA].drop_duplicates() for rows in (found.rows, contents.published))
    still = before[pd.MultiIndex.from_frame(before[tables]).isin(pd.MultiIndex.from_frame(now[tables]))]
    gone = still[~pd.MultiIndex.from_frame(still).isin(pd.MultiIndex.from_frame(now))]
    return set(gone[["level", "geoid"]].itertuples(index=False, name=None))


def _renamed(same: "dict[Area, Area]") -> str:
    if not same:
        return ""
    pairs = [f"{level} {old} is {new} now" for (level, old), (_, new) in sorted(same.items())]
    return f"The same areas under another id: {_some(pairs)}. What was hidden there stays hidden."


def _anew(found: "Earlier") -> str:
    return (
        f"Taken for drawn anew, since no area of the release served is like them: {_named(found.new)}. Gone: {_named(found.gone)}. "
        "Years that are out under the old boundaries are hidden for the new areas, since both together would tell of the people "
        "between the lines; years that are not out are shown. Give an area that is the same the id it had (its name may change) and its "
        "boundaries."
    )


def _hidden(rows: int) -> str:
    if not rows:
        return ""
    return f"{counted(rows, 'row is', 'rows are')} hidden because other boundaries told of the same year in an earlier release."


def _lost(areas: "Collection[Area]") -> str:
    if not areas:
        return ""
    return (
        f"Areas of the release served that have no number of the same measures now: {_named(areas)}. If one has another id now, what "
        "was hidden there is not taken for its own. Give an area that is the same the id it had (its name may change)."
    )


def _named(areas: "Collection[Area]") -> str:
    return _some([f"{level} {geoid}" for level, geoid in sorted(areas)])


def _some(words: list[str]) -> str:
    more = f" and {len(words) - MOST:,} more" if len(words) > MOST else ""
    return f"{', '.join(words[:MOST])}{more}"
