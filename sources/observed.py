"""Rows that a source has read become observations: what is the same for all of them is filled in, and the table is checked."""

from collections.abc import Sequence

import pandas as pd

from sources.observation import OBSERVATION

UNSAID = {
    "scheme": "all",
    "group": "all",
    "moe": float("nan"),
    "low": float("nan"),
    "high": float("nan"),
    "n": float("nan"),
}
KINDS = {"text": "str", "int": "int64", "float": "float64"}


def observed(rows: pd.DataFrame, problems: Sequence[str] = (), **same: str | int) -> pd.DataFrame:
    """OBSERVATION rows in the order of the key. `same` are columns with one value; `problems` go to `attrs["problems"]`."""
    filled = {name: value for name, value in {**UNSAID, **same}.items() if name not in rows.columns}
    frame = rows.assign(**filled)[list(OBSERVATION.columns)]
    frame = frame.astype({name: KINDS[kind] for name, kind in OBSERVATION.columns.items()})
    checked = OBSERVATION.check(frame.sort_values(list(OBSERVATION.key), ignore_index=True))
    checked.attrs = {"problems": list(problems)} if problems else {}
    return checked


def together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """All parts as one table, checked, with the problems of all."""
    problems = [problem for part in parts for problem in part.attrs.get("problems", ())]
    whole = pd.concat(parts, ignore_index=True) if parts else _nothing()
    return observed(whole, list(dict.fromkeys(problems)))


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=KINDS[kind]) for name, kind in OBSERVATION.columns.items()})
