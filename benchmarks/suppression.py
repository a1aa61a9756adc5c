"""Suppression of the five synthetic tables, told by size, cost, time and memory.

    uv run python -m benchmarks.suppression CASES [CASE[:SEED] ...] [--rounds N] [--seed S]

CASES is the folder that holds cases.py, which generates the tables. Every result is checked by exact sums over all equations.
Each table has a process of its own. Its seconds are of that process and its children together, its memory the peak of the process
and of its largest child, of which there is one a processor. On a busy machine the wall clock says little, so seconds of processors
are printed too, and how busy it was.
"""

import argparse
import importlib.util
import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

import numpy as np

from indicators.suppression.demand import of_primaries, small_counts
from indicators.suppression.product import of_product
from indicators.suppression.proof import verify
from indicators.suppression.search import cost_of, protect_product, warm

THRESHOLD = 10
HEADLINE, ZONE = 1000.0, 10.0
DEFAULT = ("a", "b", "d", "c", "e", "e:6", "e:7", "e:8")
TARGETS = {
    "a": "cost within 3 % of 228.7",
    "b": "complementary <= 575, <= 10 s",
    "c": "hidden <= 33 %, <= 30 s",
    "d": "complementary <= 520, <= 10 s",
    "e": "hidden <= 37 %, <= 60 s, verified <= 1 s, <= 1 GB",
}


def generator(folder: Path) -> ModuleType:
    """The module that makes the tables."""
    spec = importlib.util.spec_from_file_location("cases", folder / "cases.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{folder} holds no cases.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cpu() -> float:
    """Seconds of processor time of this process and its ended children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak() -> float:
    """Gigabytes: the peak of this process and of its largest child, added."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1e6


def weights(dims: list[tuple[str, object]], shape: tuple[int, ...]) -> list[np.ndarray]:
    """Zones and the district cost more to hide than schools."""
    rows = []
    for (_, kind), nodes in zip(dims, shape, strict=True):
        weight = np.ones(nodes)
        if isinstance(kind, tuple):
            weight[-1], weight[-1 - kind[1] : -1] = HEADLINE, ZONE
        rows.append(weight)
    return rows


def run(folder: Path, name: str, rounds: int | None, seed: int) -> str:
    """One line about one table. The search is compiled, or read from the cache, before its seconds begin."""
    warm()
    cases = generator(folder)
    case, _, made = name.partition(":")
    leaf, dims = getattr(cases, case)(int(made)) if made else getattr(cases, case)()
    relations, product = of_product(leaf, dims)
    demand = of_primaries(relations, small_counts(relations, THRESHOLD), THRESHOLD)
    wall, busy = time.perf_counter(), cpu()
    found = protect_product(product, demand, cost_of(product.counts, weights(dims, product.shape)), rounds, seed)
    wall, busy = time.perf_counter() - wall, cpu() - busy
    check = time.perf_counter()
    faults = verify(relations, found.hidden, demand, found.witnesses)
    check = time.perf_counter() - check
    more = found.complementary(relations, demand)
    top = more.reshape(product.shape)[-1].sum() if any(isinstance(kind, tuple) for _, kind in dims) else 0
    return (
        f"{name:4} {len(more):7,} cells {len(demand.cell):6,} primary {more.sum():6,} complementary "
        f"{100 * found.hidden.mean():5.2f} % hidden, cost {cost_of(product.counts)[more].sum():9,.1f}, headline {top}, "
        f"{wall:5.1f} s ({busy:5.1f} s of processors), {peak():.2f} GB, checked in {check:.2f} s: {len(faults)} faults"
        f"  [{TARGETS[case]}]"
    )


def main() -> None:
    """Prints a line for each table asked for."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("names", nargs="*", default=list(DEFAULT))
    arguments.add_argument("--rounds", type=int, default=None)
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    for name in given.names:
        # A new interpreter, so that no table's memory is counted with the next one's.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            print(alone.submit(run, given.folder, name, given.rounds, given.seed).result(), flush=True)
    print("load of the machine over the last 1, 5 and 15 minutes: " + ", ".join(f"{n:.1f}" for n in os.getloadavg()))


if __name__ == "__main__":
    main()
