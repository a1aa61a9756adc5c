"""The real school counts of Connecticut as if they were confidential, and synthetic table e: single groups everywhere, and pooled ones.

    uv run python -m benchmarks.connecticut [YEAR ...] [--sample N] [--case-e]

Needs ../shared. All districts' enrollment, chronic absence, suspension and graduates by race are one relation system. Two designs
are protected, verified and attacked: every group in every district; and groups that most districts would hide as one named pool,
each by itself in the state. Beside them stands the rule of state report cards, which also hides the next smallest group.
"""

import argparse
import importlib.util
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import numpy as np

from benchmarks.school_counts import OTHERS, PART, SIZE, observations, years
from benchmarks.school_release import GROUP, PLACE, Part, Release, next_smallest, protected, release
from benchmarks.suppression import generator
from indicators.catalog import GROUPS
from indicators.catalog.group_words import any_of
from indicators.suppression import assault_view as view
from indicators.suppression.assault import attack
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.coarser import coarser, members
from indicators.suppression.demand import of_primaries, small_counts
from indicators.suppression.policy import THRESHOLD
from indicators.suppression.product import Product, of_product
from indicators.suppression.proof import verify
from indicators.suppression.search import cost_of, protect_product, warm

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@contextmanager
def stand_in() -> Iterator[str]:
    """The address of the services' stand-in, in this process."""
    server = _module().make_server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.base_url
    finally:
        server.shutdown()
        server.server_close()


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("stand_in", SHARED / "upstream" / "serve.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Seen(NamedTuple):
    """Cells with people in them: how many are offered, and how many of those are shown."""

    offered: int
    shown: int

    def __str__(self) -> str:
        return f"{self.shown:,} of {self.offered:,} ({100 * self.shown / max(self.offered, 1):.1f} %)"


def seen(parts: Sequence[Part], nodes: dict[int, int | slice], what: int | None = None) -> Seen:
    """The cells of these nodes of place (0) and group (1); of sizes (SIZE), parts (PART), others, or all."""
    offered = shown = 0
    for part in parts:
        shape = part.product.shape
        there = (part.product.offered & (part.product.counts > 0)).reshape(shape)
        hidden = part.found.hidden.reshape(shape)
        place, group = nodes.get(PLACE, slice(None)), nodes.get(GROUP, slice(None))
        kept = np.zeros(shape, bool)
        kept[place, group] = True
        outcomes = np.indices(shape)[2:]
        if what is not None:
            kept &= (outcomes == SIZE).all(axis=0) if what == SIZE else (outcomes == what).any(axis=0)
        offered += int((there & kept).sum())
        shown += int((there & kept & ~hidden).sum())
    return Seen(offered, shown)


def students_shown(parts: Sequence[Part]) -> float:
    """Percent of the students of all districts who stand in a shown number of their group (or pool) in their district."""
    shown = everybody = 0
    for part in parts:
        if part.year.name.startswith("class"):
            continue
        sizes = (slice(None, -2), slice(None, -1), *[SIZE] * (len(part.product.shape) - 2))
        visible = part.product.offered & ~part.found.hidden.reshape(part.product.shape)
        shown += int((part.product.counts * visible)[sizes].sum())
        everybody += int(part.product.counts[(slice(None, -2), -1, *sizes[2:])].sum())
    return 100 * shown / everybody


def open_cells(whole: Release, sample: int) -> tuple[int, int]:
    """Protected cells that the attack opens, and those it tells exactly."""
    told = view.of(whole.relations, whole.hidden)
    low, high = intervals(told)
    found = attack(told, whole.relations.values, whole.demand, sample=sample)
    return len(found), int((low == high)[whole.demand.cell].sum())


def tell(title: str, parts: Sequence[Part], sample: int) -> None:
    """Prints what one design shows and what opens it."""
    whole = release(parts)
    began = time.perf_counter()
    faults = verify(whole.relations, whole.hidden, whole.demand, whole.witnesses)
    checked = time.perf_counter() - began
    protected_cells = len(whole.demand.cell)
    more = sum(int(p.found.complementary(p.product.relations(), p.demand).sum()) for p in parts)
    print(
        f"\n## {title}\n{len(whole.relations.values):,} cells in one system, {protected_cells:,} protected, {more:,} more hidden"
    )
    print(f"verified in {checked:.2f} s: {len(faults)} faults; ", end="")
    began = time.perf_counter()
    narrowed, exact = open_cells(whole, sample)
    print(f"attacked in {time.perf_counter() - began:.0f} s: {narrowed} open, {exact} told exactly", flush=True)
    print(
        f"shown: {seen(parts, {})}; the state {seen(parts, {PLACE: -1})}; districts {seen(parts, {PLACE: slice(None, -2)})}"
    )
    print(f"  sizes {seen(parts, {}, SIZE)}; parts {seen(parts, {}, PART)}; others {seen(parts, {}, OTHERS)}")
    for group in dict.fromkeys(g for part in parts for g in part.groups):
        of_group = [p for p in parts if group in p.groups]
        found = [seen([p], {PLACE: slice(None, -2), GROUP: p.groups.index(group)}) for p in of_group]
        print(f"  districts, {group}: {Seen(sum(f.offered for f in found), sum(f.shown for f in found))}")
    print(f"students in a shown number of their group in their district: {students_shown(parts):.1f} %", flush=True)


def tell_next_smallest(parts: Sequence[Part], sample: int) -> None:
    """Prints what the rule of state report cards leaves open in the same tables."""
    whole = release(parts, [next_smallest(part) for part in parts])
    narrowed, exact = open_cells(whole, sample)
    also = int((whole.hidden & whole.relations.offered).sum() - whole.relations.offered[whole.demand.cell].sum())
    print(
        f"\n## Next smallest\n{also:,} more hidden: {narrowed:,} of {len(whole.demand.cell):,} open, {exact:,} told exactly"
    )


def pool_of(parts: Sequence[Part]) -> list[str]:
    """The groups that most districts would hide, over all years."""
    names = list(dict.fromkeys(group for part in parts for group in part.year.groups))
    hidden, counts = [], []
    for part in parts:
        at = (slice(None, -2), slice(None, len(part.year.groups)), *[SIZE] * (len(part.product.shape) - 2))
        columns = [names.index(group) for group in part.year.groups]
        for found, rows in ((part.found.hidden.reshape(part.product.shape), hidden), (part.product.counts, counts)):
            wide = np.zeros((len(part.year.places), len(names)), found.dtype)
            wide[:, columns] = found[at]
            rows.append(wide)
    return [names[i] for i in members(np.concatenate(hidden), np.concatenate(counts))]


def connecticut(wanted: Sequence[int], sample: int) -> None:
    """Both designs on the real counts."""
    with stand_in() as base, tempfile.TemporaryDirectory() as folder:
        rows = observations(base, Path(folder))
    tables = list(years(rows, wanted or None))
    warm()
    began = time.perf_counter()
    single = [protected(table) for table in tables]
    seconds = time.perf_counter() - began
    pool = pool_of(single)
    began = time.perf_counter()
    pooled = [protected(table, pool) for table in tables]
    print(f"protected in {seconds:.0f} s, with a pool in {time.perf_counter() - began:.0f} s")
    tell("Every group in every district", single, sample)
    tell_next_smallest(single, sample)
    words = any_of([GROUPS["race_ethnicity"].group(group).short for group in pool])
    tell(f"Pooled in districts: {words.en} / {words.es}", pooled, sample)


def case_e(sample: int) -> None:
    """Both designs on the synthetic schools by race, sex and grade over twelve years."""
    leaf, dims = generator(SHARED / "sdc").e()
    relations, product = of_product(leaf, dims)
    found = _told_of("e, every group in every school", product, small_counts(relations, THRESHOLD), sample)
    schools, races = product.axes[0].leaves, product.axes[1].leaves
    hidden, counts = (
        np.moveaxis(a.reshape(product.shape)[:schools, :races], 1, -1).reshape(-1, races)
        for a in (found, product.counts)
    )
    pool = members(hidden, counts)
    wider = coarser(product, 0, 1, pool)
    _told_of(f"e, races {', '.join(map(str, pool))} pooled in schools", wider.product, wider.primary(THRESHOLD), sample)


def _told_of(title: str, product: Product, primary: np.ndarray, sample: int) -> np.ndarray:
    """Prints one design of table e and returns its pattern."""
    relations = product.relations()
    demand = of_primaries(relations, primary, THRESHOLD)
    began = time.perf_counter()
    found = protect_product(product, demand, cost_of(product.counts))
    seconds = time.perf_counter() - began
    faults = verify(relations, found.hidden, demand, found.witnesses)
    narrowed = attack(view.of(relations, found.hidden), relations.values, demand, sample=sample)
    there = product.offered.ravel() & (product.counts.ravel() > 0)
    shown = Seen(int(there.sum()), int((there & ~found.hidden).sum()))
    leaves = tuple(slice(a.leaves) for a in product.axes)
    nodes = [a.leaves + (d == 1 and len(a.sums) > 1) for d, a in enumerate(product.axes)]
    visible = (product.offered & ~found.hidden.reshape(product.shape))[tuple(slice(n) for n in nodes)]
    people = int((product.counts[tuple(slice(n) for n in nodes)] * visible).sum()) / int(product.counts[leaves].sum())
    print(
        f"\n## {title}\n{len(demand.cell):,} protected, shown {shown}, people in shown leaf cells {100 * people:.1f} %, "
        f"{seconds:.0f} s; {len(faults)} faults, {len(narrowed)} open",
        flush=True,
    )
    return found.hidden


def main() -> None:
    """Prints both designs of the real counts, and of table e if asked for."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("years", nargs="*", type=int)
    arguments.add_argument("--sample", type=int, default=500)
    arguments.add_argument("--case-e", action="store_true")
    given = arguments.parse_args()
    connecticut(given.years, given.sample)
    if given.case_e:
        case_e(min(given.sample, 100))


if __name__ == "__main__":
    main()
