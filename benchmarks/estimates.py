"""The build's arithmetic on a full survey catalog: one county, then a state. Paired runs, CPU time, ratios.

    uv run python -m benchmarks.estimates

From observations in memory to a release's files: estimates, what may be shown of them, both sort orders on disk. Beside it the
writing alone, and the usual row by row in pandas on one measure of the same output, whose numbers must be the same.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from indicators import margins, release_files
from indicators.catalog import GROUPS, MEASURES, variables
from indicators.compute import estimates
from indicators.measure import Lines, Measure, Share
from indicators.suppression.publish import publish

VINTAGES = range(2018, 2024)
SURVEY = {m.id: m for m in MEASURES.values() if m.source == "acs5"}
LINES = sorted({v for m in SURVEY.values() for v in variables(m)})
COUNTY, STATE, PAIRS = (200, 40), (884, 200), 3
MOST_SECONDS, MOST_MEGABYTES, MOST_TO_WRITE, LEAST_FASTER = 20.0, 2_000.0, 3.0, 10.0


@dataclass(frozen=True)
class Inputs:
    """What a build has gathered of so many tracts and neighborhoods."""

    rows: pd.DataFrame
    places: pd.DataFrame
    walks: dict[int, pd.DataFrame]


def inputs(tracts: int, neighborhoods: int) -> Inputs:
    """Made-up observations of every line; each tract wholly in one neighborhood, the same in every vintage."""
    geoids = [f"09170{i:06d}" for i in range(tracts)]
    names = [f"n{i:03d}" for i in range(neighborhoods)]
    walk = pd.DataFrame(
        {"from_geoid": geoids, "to_geoid": [names[i % len(names)] for i in range(tracts)], "weight": 1.0}
    )
    places = pd.concat(
        pd.DataFrame({"level": level, "geoid": ids, "vintage": vintage, "name": ids})
        for level, ids in (("tract", geoids), ("neighborhood", names))
        for vintage in VINTAGES
    )
    return Inputs(observed(geoids), places, dict.fromkeys(VINTAGES, walk))


def observed(tracts: list[str], seed: int = 7) -> pd.DataFrame:
    """Every line of every tract and vintage."""
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


def build(given: Inputs, folder: Path) -> pd.DataFrame:
    """The published rows, written as a release has them."""
    rows = estimates(SURVEY.values(), given.rows, given.places, given.walks)
    published, _ = publish({str(m): part for m, part in rows.groupby("measure", sort=False)}, MEASURES, 10)
    write(published, given, folder)
    return published


def write(published: pd.DataFrame, given: Inputs, folder: Path) -> None:
    """The release's files of published rows alone."""
    known = release_files.areas(published, given.places, [])
    groups = {name: scheme.order() for name, scheme in GROUPS.items()}
    tables = release_files.lookups(published, known, MEASURES, groups)
    release_files.write_orders(folder, release_files.encode(published, tables))


def row_by_row(measure: Measure, formula: Share, given: Inputs) -> pd.DataFrame:
    """One measure the way it is often written: a table a vintage, a neighborhood's tracts picked out, a row a group."""
    found = []
    for vintage, walk in given.walks.items():
        here = given.rows[(given.rows["vintage"] == vintage) & given.rows["variable"].isin(variables(measure))]
        estimate, moe = (here.pivot_table(index="geoid", columns="variable", values=v) for v in ("estimate", "moe"))
        members = [(str(g), [str(g)]) for g in estimate.index]
        members += [(str(name), part["from_geoid"].tolist()) for name, part in walk.groupby("to_geoid")]
        for place, tracts in members:
            cells = estimate.loc[tracts], moe.loc[tracts]
            for scheme, parts in formula.numerator.items():
                for group, upper in parts.items():
                    value, error = _share(cells, upper, formula.denominator[scheme][group])
                    found.append((place, scheme, group, vintage, value, error))
    return pd.DataFrame(found, columns=pd.Index(["geoid", "scheme", "group", "period_end", "value", "moe"]))


def _share(cells: tuple[pd.DataFrame, pd.DataFrame], upper: Lines, lower: Lines) -> tuple[float, float]:
    sums = []
    for part in (upper, lower):
        columns = list(part.plus + part.minus)
        signs = pd.Series([1.0] * len(part.plus) + [-1.0] * len(part.minus), index=columns)
        estimate, moe = (table[columns] for table in cells)
        sums.append(
            (
                float((estimate * signs).sum().sum()),
                float(margins.of_sum(estimate.to_numpy().ravel(), moe.to_numpy().ravel())),
            )
        )
    (n, moe_n), (d, moe_d) = sums
    if d <= 0:
        return float("nan"), float("nan")
    return 100 * n / d, 100 * float(margins.of_share(n, d, moe_n, moe_d))


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process, all threads."""
    start = time.process_time()
    work()
    return time.process_time() - start


def against_writing(given: Inputs, folder: Path, pairs: int = PAIRS) -> tuple[float, float, int]:
    """CPU seconds of a build, its ratio to writing alone, and rows; medians of paired runs after one to warm up."""
    published = build(given, folder)
    runs = [(cpu(lambda: build(given, folder)), cpu(lambda: write(published, given, folder))) for _ in range(pairs)]
    return median(b for b, _ in runs), median(b / w for b, w in runs), len(published)


def against_rows(given: Inputs) -> float:
    """How many times less CPU a row of one measure takes than row by row. Fails where the two do not give the same numbers."""
    measure = SURVEY["homeownership"]
    assert isinstance(measure.formula, Share)
    formula, few = measure.formula, Inputs(given.rows, given.places, {2023: given.walks[2023]})
    keys = ["geoid", "scheme", "group", "period_end"]
    slow = row_by_row(measure, formula, few)
    ours = estimates(SURVEY.values(), given.rows, given.places, given.walks)
    both = slow.merge(ours[ours["measure"] == measure.id], on=keys, validate="one_to_one")
    assert len(both) == len(slow)
    assert np.allclose(both["value_x"], both["value_y"], equal_nan=True)
    assert np.allclose(both["moe_x"], both["moe_y"], equal_nan=True)
    ratios = []
    for _ in range(PAIRS):
        theirs = cpu(lambda: row_by_row(measure, formula, few)) / len(slow)
        mine = cpu(lambda: estimates(SURVEY.values(), given.rows, given.places, given.walks)) / len(ours)
        ratios.append(theirs / mine)
    return median(ratios)


def peak() -> float:
    """Megabytes that one build of a county takes, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.estimates", "peak"], capture_output=True, text=True, check=True
    )
    return float(run.stdout)


def main() -> None:
    """Print what was measured. Fails where a county takes more than it may."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if sys.argv[1:] == ["peak"]:
            build(inputs(*COUNTY), folder)
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
            return
        print(
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {len(SURVEY)} measures, {len(LINES)} lines, {len(VINTAGES)} vintages"
        )
        county = inputs(*COUNTY)
        seconds, to_write, rows = against_writing(county, folder)
        faster, megabytes = against_rows(county), peak()
        print(
            f"county of {COUNTY[0]} tracts, {COUNTY[1]} neighborhoods: {rows:,} rows, {seconds:.1f} s CPU, {megabytes:,.0f} MB"
        )
        print(f"  {to_write:.1f} times the writing alone (at most {MOST_TO_WRITE:g})")
        print(f"  {faster:.0f} times less CPU a row than row by row in pandas (at least {LEAST_FASTER:g})")
        for size in ((50, 10), COUNTY, STATE):
            took, ratio, made = against_writing(inputs(*size), folder, pairs=1)
            print(
                f"  {size[0]:4d} tracts: {made:9,} rows, {took:5.1f} s, {1e6 * took / made:4.1f} µs a row, {ratio:.1f} times writing"
            )
    missed = [
        f"{what}: {found:.1f}, expected {bound:g}"
        for what, found, bound, ok in (
            ("seconds", seconds, MOST_SECONDS, seconds <= MOST_SECONDS),
            ("MB", megabytes, MOST_MEGABYTES, megabytes <= MOST_MEGABYTES),
            ("times writing", to_write, MOST_TO_WRITE, to_write <= MOST_TO_WRITE),
            ("times faster than row by row", faster, LEAST_FASTER, faster >= LEAST_FASTER),
        )
        if not ok
    ]
    if missed:
        sys.exit("; ".join(missed))


if __name__ == "__main__":
    main()
