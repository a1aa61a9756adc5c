"""Which rows speak of which area: level and geoid from a publisher's own codes."""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

import pandas as pd

from geo.counted import counted
from geo.geoid import is_geoid
from sources.errors import Drift
from sources.table.declaration import Conditions, Place


class District(Protocol):
    """A school district: its national id and its state's code."""

    @property
    def name(self) -> str: ...
    @property
    def leaid(self) -> str: ...
    @property
    def state_code(self) -> str: ...


def meets(frame: pd.DataFrame, conditions: Conditions) -> pd.Series:
    """Rows on which every named column holds one of its listed texts."""
    found = pd.Series(True, index=frame.index)
    for column, texts in conditions.items():
        found &= frame[column].isin(list(texts))
    return found


def skipped(frame: pd.DataFrame, conditions: Conditions) -> pd.Series:
    """Rows on which any named column holds one of the texts listed for it."""
    found = pd.Series(False, index=frame.index)
    for column, texts in conditions.items():
        found |= frame[column].isin(list(texts))
    return found


def placed(frame: pd.DataFrame, places: Sequence[Place], districts: Sequence[District], where: str) -> pd.DataFrame:
    """The rows of the wanted areas with columns level and geoid. Raises Drift for rows that no [[place]] speaks of."""
    level = pd.Series("", index=frame.index, dtype="str")
    geoid = pd.Series("", index=frame.index, dtype="str")
    for place in places:
        rows = meets(frame, place.when) & (level == "")
        level[rows] = place.level
        geoid[rows] = _geoids(frame[rows], place, districts, where)
    unknown = frame[level == ""]
    if len(unknown):
        columns = sorted({c for place in places for c in place.when})
        rows = unknown[columns].drop_duplicates().head(5).to_dict("records")
        raise Drift(
            f"{where}: {counted(len(unknown), 'row is', 'rows are')} of no declared [[place]]: {rows}. Declare them, or list them under [rows.skip]."
        )
    return frame.assign(level=level, geoid=geoid)[geoid != ""]


def _geoids(frame: pd.DataFrame, place: Place, districts: Sequence[District], where: str) -> pd.Series:
    if place.geoid:
        return pd.Series(place.geoid, index=frame.index, dtype="str")
    found = pd.Series("", index=frame.index, dtype="str")
    for column, digits in place.id:
        codes = {cell: code(cell, digits) for cell in frame[column].unique()}
        strange = sorted(cell for cell, text in codes.items() if text is None)
        if strange:
            raise Drift(
                f'{where}: "{column}" should hold ids of {digits or "any number of"} digits, found {strange[:5]}.'
            )
        found += frame[column].map(codes)
    if place.codes == "geoid":
        return _checked(found, place, where)
    known = _known(place, districts)
    return (
        found.map(known).fillna("").astype("str") if place.codes == "state_code" else found.where(found.isin(known), "")
    )


def _known(place: Place, districts: Sequence[District]) -> Mapping[str, str]:
    """The wanted districts' leaid by the code the file uses."""
    if place.codes == "leaid":
        return {d.leaid: d.leaid for d in districts} or {leaid: leaid for leaid in place.geoids.values()}
    return dict(place.geoids) | {d.state_code: d.leaid for d in districts}


def code(cell: str, digits: int) -> str | None:
    """An id as text with its zeros: from 10011, 10011.0, "0010011", or ="0010011"; None when it is longer or no number."""
    text = re.sub(r'^="?|"$', "", cell.strip()).strip("'\" ")
    if not digits:
        return text or None
    found = re.fullmatch(r"([0-9]+)(?:\.0+)?", text)
    return found[1].zfill(digits) if found and len(found[1]) <= digits else None


def _checked(found: pd.Series, place: Place, where: str) -> pd.Series:
    wrong = sorted(text for text in found.unique() if not is_geoid(text, place.level))
    if wrong and place.level not in ("neighborhood", "school"):
        raise Drift(
            f"{where}: these are no geoids of level {place.level}: {wrong[:5]}. Compare the ids with the declaration."
        )
    return found
