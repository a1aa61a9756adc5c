"""How long the estimates of all survey measures take: one community, then every tract of a state. `python -m benchmarks.estimates`."""

import sys
import time

import numpy as np
import pandas as pd

from indicators.catalog import MEASURES, variables
from indicators.compute import estimates

VINTAGES = range(2018, 2024)
SURVEY = [m for m in MEASURES.values() if m.source == "acs5"]
LINES = sorted({v for m in SURVEY for v in variables(m)})


def observed(tracts: list[str], seed: int = 7) -> pd.DataFrame:
    """Made-up observations of every line for every tract and vintage."""
    random, vintages = np.random.default_rng(seed), np.array(VINTAGES)
    count = len(LINES) * len(tracts) * len(vintages)
    lines, years = np.repeat(LINES, len(tracts) * len(vintages)), np.tile(np.repeat(vintages, len(tracts)), len(LINES))
    frame = pd.DataFrame(
        {
            "source": "acs5",
            "variable": lines,
            "vintage": years,
            "level": "tract",
            "geoid": np.tile(tracts, len(LINES) * len(vintages)),
            "estimate": random.integers(0, 900, count).astype(float),
            "moe": random.integers(5, 200, count).astype(float),
            "low": np.nan,
            "high": np.nan,
            "status": "reported",
        }
    )
    return frame.astype(dict.fromkeys(("source", "variable", "level", "geoid", "status"), "str"))


def crosswalks(tracts: list[str], neighborhoods: int) -> dict[int, pd.DataFrame]:
    """Each tract wholly in one neighborhood, the same in every vintage."""
    to = [f"n{i % neighborhoods:03d}" for i in range(len(tracts))]
    walk = pd.DataFrame({"from_geoid": tracts, "to_geoid": to, "weight": 1.0})
    return dict.fromkeys(VINTAGES, walk)


def measured(count: int, neighborhoods: int) -> tuple[float, int]:
    """Seconds, the best of three, and rows made."""
    tracts = [f"09170{i:06d}" for i in range(count)]
    names = [f"n{i:03d}" for i in range(neighborhoods)]
    places = pd.concat(
        pd.DataFrame({"level": level, "geoid": geoids, "vintage": vintage})
        for level, geoids in (("tract", tracts), ("neighborhood", names))
        for vintage in VINTAGES
    )
    rows, walks, best, made = observed(tracts), crosswalks(tracts, neighborhoods), float("inf"), 0
    for _ in range(3):
        start = time.perf_counter()
        made = len(estimates(SURVEY, rows, places, walks))
        best = min(best, time.perf_counter() - start)
    return best, made


def main() -> None:
    """Print one line a size. Fails when a community takes longer than its budget of two seconds."""
    for name, tracts, neighborhoods, budget in (("community", 50, 20, 2.0), ("state", 884, 200, 30.0)):
        seconds, made = measured(tracts, neighborhoods)
        print(f"{name}: {tracts} tracts, {len(LINES)} lines, {len(VINTAGES)} vintages, {made:,} rows: {seconds:.2f} s")
        if seconds > budget:
            sys.exit(f"{name}: {seconds:.1f} s is over its budget of {budget:.0f} s")


if __name__ == "__main__":
    main()
