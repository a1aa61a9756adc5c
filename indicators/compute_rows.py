"""Blocks of numbers, one a group, put together as estimate rows."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

NUMBERS = ("value", "moe", "low", "high", "numerator", "numerator_moe", "denominator", "denominator_moe")

Block = dict[str, NDArray]  # NUMBERS and status, one entry a place and period


def empty(length: int) -> Block:
    """NUMBERS, all unknown; whoever fills some of them adds the status."""
    return {name: np.full(length, np.nan) for name in NUMBERS}


def rows_of(measure: str, periods: pd.DataFrame, blocks: Sequence[tuple[str, str, Block]]) -> pd.DataFrame:
    """Estimate rows: all periods of the first (scheme, group), then of the next; `periods` has level, geoid, period_start, period_end."""
    count, groups = len(periods), len(blocks)
    every = np.tile(np.arange(count), groups)
    frame = {
        "measure": pd.array([measure], dtype="str").take(np.zeros(count * groups, np.intp)),
        "level": periods["level"].astype("str").array.take(every),
        "geoid": periods["geoid"].astype("str").array.take(every),
    }
    which = np.repeat(np.arange(groups), count)
    frame["scheme"] = pd.array([scheme for scheme, _, _ in blocks], dtype="str").take(which)
    frame["group"] = pd.array([group for _, group, _ in blocks], dtype="str").take(which)
    frame |= {name: periods[name].to_numpy(np.int64)[every] for name in ("period_end", "period_start")}
    frame |= {name: np.concatenate([block[name] for *_, block in blocks]) for name in NUMBERS}
    frame["status"] = pd.array(np.concatenate([block["status"] for *_, block in blocks]), dtype="str")
    return pd.DataFrame(frame)
