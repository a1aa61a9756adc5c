"""Changes policy, proof and gate one comparison or number at a time; their tests must notice every change.

    uv run python -m benchmarks.mutants [MODULE ...]

MODULE is one named in TESTS, such as indicators.gate_hide; all of them where none is named.

Each mutant lives in the memory of a process of its own; no file is changed. Prints every survivor with its line and ends with an
error if there is one that is not listed below, with its reason, as making no difference.
"""

import ast
import copy
import importlib
import multiprocessing
import os
import sys
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
# The tests that are to notice, below tests/indicators, cheapest first.
TESTS = {
    "indicators.suppression.policy": (
        "suppression/test_policy",
        "suppression/test_rates_enumerated",
        "suppression/test_primary",
        "suppression/test_publish",
        "suppression/test_attack",
    ),
    "indicators.suppression.witnesses": ("suppression/test_proof",),
    "indicators.suppression.proof": ("suppression/test_proof", "suppression/test_break_it"),
    "indicators.suppression.primary": (
        "suppression/test_sizes_enumerated",
        "suppression/test_primary",
        "suppression/test_policy",
    ),
    "indicators.suppression.verdicts": ("suppression/test_verdicts",),
    "indicators.suppression.protected": ("suppression/test_break_it", "suppression/test_search"),
    "indicators.suppression.reach_areas": (
        "suppression/test_areas_chosen",
        "suppression/test_reach_areas",
        "suppression/test_areas_enumerated",
    ),
    "indicators.suppression.least_hidden": ("suppression/test_least_hidden",),
    "indicators.suppression.area_cube": ("suppression/test_least_hidden",),
    "indicators.suppression.whole_tables": ("suppression/test_whole_tables",),
    "indicators.release_truth": ("test_release_truth",),
    "indicators.release_proof": ("test_release_proof", "test_audit_changes", "test_gate"),
    "indicators.gate_hide": ("test_gate_locked", "test_gate_hide", "test_gate"),
    "indicators.gate": ("test_gate", "test_gate_notes", "test_primary_rows", "test_gate_release"),
    "indicators.group_pools": (
        "test_pools_chosen",
        "test_group_pools",
        "test_pools_before",
        "suppression/test_served",
    ),
    "indicators.pools_before": ("test_pools_before",),
    "indicators.suppression.served": ("suppression/test_reach", "suppression/test_served", "test_group_pools"),
    "indicators.partner_counts": ("suppression/test_served", "suppression/test_publish"),
    "indicators.suppression.publish": (
        "suppression/test_publish",
        "suppression/test_reach",
        "suppression/test_served",
    ),
    "indicators.areas_gone": ("test_areas_gone",),
    "indicators.area_ids": ("test_area_ids",),
    "indicators.areas_redrawn": ("test_areas_redrawn",),
    "indicators.audit_redrawn": ("test_areas_redrawn",),
    "indicators.audit_relations": (
        "test_audit_changes",
        "test_audit_one_row",
        "test_audit_relations",
        "test_gate_years",
        "test_audit",
    ),
    "indicators.audit_areas": ("test_audit_areas", "test_audit_earlier", "test_areas_redrawn"),
    "indicators.audit_changes": ("test_audit_changes",),
    "indicators.audit_proof": ("test_audit_proof",),
    "indicators.primary_rows": ("test_primary_rows", "test_gate"),
    "indicators.audit_earlier": ("test_audit_earlier", "test_audit", "test_areas_redrawn"),
    "indicators.audit_today": ("test_audit_today", "test_audit_earlier"),
    "indicators.audit_ranges": ("test_audit_ranges", "test_audit_fixed", "test_audit"),
    "indicators.audit_watch": (
        "test_audit_changes",
        "test_audit_watch",
        "test_watch_kinds",
        "test_gate_years",
        "test_audit",
    ),
}
# Imported once, before the processes part; none of ours, since those must meet the mutant.
HEAVY = ("numpy", "pandas", "scipy.optimize", "scipy.sparse.csgraph", "scipy.sparse.linalg", "pyarrow")
SECONDS = 120  # a mutant that never ends is noticed too

SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
}

# Changes after which the same is accepted and refused as before: line and change, with the reason.
EQUAL = {
    ("_AT_ONCE = 20_000", "20000  ->  20001"): "how many witnesses are multiplied at a time",
    (
        "return max(abs(int(numbers.max())), abs(int(numbers.min()))) if len(numbers) else 0",
        "0  ->  1",
    ): "of no numbers at all the largest is only multiplied with others",
    ("return max(np.diff(starts).tolist(), default=0)", "0  ->  1"): "without any row there is nothing to add",
    (
        "factor = max(_largest(relations.matrix.data), 1)",
        "1  ->  2",
    ): "relations without equations are refused a little earlier",
    (
        "salt: np.ndarray = field(default_factory=lambda: np.frombuffer(secrets.token_bytes(32), np.uint8))",
        "32  ->  33",
    ): "how many random bytes no one can guess",
    (
        'least = max(one.minimum, one.measures[row["measure"]].minimum_count or 0)',
        "0  ->  1",
    ): "no release was made with a minimum below one",
    (
        "strictest = Policy(max(policy.minimum, *(measures[name].minimum_count or 0 for name in frames)))",
        "0  ->  1",
    ): "no policy has a minimum below ten",
    (
        "least = max(minimum, *(measures[name].minimum_count or 0 for name in same))",
        "0  ->  1",
    ): "no policy has a minimum below ten",
    (
        "return Policy(max(policy.minimum, measure.minimum_count or 0))",
        "0  ->  1",
    ): "no policy has a minimum below ten",
    (
        "overruled: int = 0  # rows that were to be shown and that these rules hide",
        "0  ->  1",
    ): "the gate always says how many",
    (
        "found[cell] = max(found.get(cell, minimum), measure.minimum_count or 0)",
        "0  ->  1",
    ): "no policy has a minimum below ten",
    ("if of.change and truth < 0:", "truth < 0  ->  truth <= 0"): "of a change of nobody nothing is asked before",
    ("if of.change and truth < 0:", "0  ->  1"): "of a change of nobody nothing is asked before",
    ("QUICK = 300", "300  ->  301"): "how large a table the programs are asked for",
    (
        "cube = area_cube.protected(*asked, rows, verdicts) if cells >= QUICK else None",
        "cells >= QUICK  ->  cells > QUICK",
    ): "how large a table the programs are asked for",
    (
        "return protect_small(*asked) if cube is None and cells < SMALL else cube",
        "cells < SMALL  ->  cells <= SMALL",
    ): "how large a table the programs are asked for",
    (
        'several = now[(now["period_end"] - now["period_start"] > 1) & now["measure"].isin(list(one.measures))]',
        "now['period_end'] - now['period_start'] > 1  ->  now['period_end'] - now['period_start'] >= 1",
    ): "of one year there are no years to mark",
    ("back = np.full(product.counts.size, -1)", "-1  ->  +1"): "what no row is of is asked for nothing",
    (
        "dear = 1 + _LARGER * large / max(1, large.max(initial=0))",
        "1  ->  2",
    ): "how slightly larger numbers are dearer to change",
    (
        "dear = 1 + _LARGER * large / max(1, large.max(initial=0))",
        "0  ->  1",
    ): "how slightly larger numbers are dearer to change",
    (
        'told = people["value"].where(near & (people["status"] == "estimated"))',
        "near & (people['status'] == 'estimated')  ->  near | (people['status'] == 'estimated')",
    ): "a city without the row has no number of its own",
    (
        'area = {place: i for i, place in enumerate(places)} | {rows.loc[wider, "geoid"].iloc[0]: axes[0].nodes - 1}',
        "0  ->  1",
    ): "all rows of the wider area have the same id",
    ("margin = np.zeros((city + 1, groups), np.int64)", "1  ->  2"): "a row more that nothing is written in",
    (
        "yield from (one.minimum_count or 0 for one in same if _people(one) == people)",
        "0  ->  1",
    ): "no policy has a minimum below ten",
    (
        'at &= (rows["denominator"] > 0) | (not reach)',
        "0  ->  1",
    ): "of one person whom a survey counts as of none no rate is shown",
    ("FAR = 10**7", "10  ->  11"): "more people than any partner counts",
    ("FAR = 10**7", "7  ->  8"): "more people than any partner counts",
    ("back = np.full(product.counts.size, -1)", "1  ->  2"): "what no row is of is asked for nothing",
    ("offered[-1] &= ~pool[-1]", "-1  ->  +1"): "what is a pool in one area is so in every one",
    ("offered[-1] &= ~pool[-1]", "1  ->  2"): "what is a pool in one area is so in every one",
    (
        'axes = [Axis("area", len(places) + 1, (tuple(range(len(places) + 1)),)), *(_axis(rows, kind) for kind in kinds)]',
        "1  ->  2",
    ): "a sum has nobody before it is summed",
    (
        "changed: int = 0  # rows that were to be shown and differ from what was out by fewer people than may be told",
        "0  ->  1",
    ): "the gate always says how many",
    (
        'several = now[(now["period_end"] - now["period_start"] > 1) & now["measure"].isin(list(one.measures))]',
        "now['period_end'] - now['period_start']  ->  now['period_end'] + now['period_start']",
    ): "of one year there are no years to mark",
    ("changed[cells[0]] = True", "0  ->  1"): "any cell of a rate marks its row; that of a count is marked before",
    (
        'summed(now[(now["measure"] == measure) & (now["level"] == level)], scheme, pool)',
        "(now['measure'] == measure) & (now['level'] == level)  ->  (now['measure'] == measure) | (now['level'] == level)",
    ): "sums of other measures and levels are of other rows",
    ("ROUNDS = 200", "200  ->  201"): "after how many rounds of hiding a release is given up",
    ("_DIGITS = 8  # enough to tell a few shapes of one area apart", "8  ->  9"): "how long a name is",
    ("_UNKNOWN = 2", "2  ->  3"): "only which of two words comes last",
    (
        "arcs = network(matrix) if len(matrix.indptr) > 2 else None",
        "len(matrix.indptr) > 2  ->  len(matrix.indptr) >= 2",
    ): "of one equation alone the bounds tell all",
    (
        'before, everywhere = hidden.copy(), (rows["value"] > 0).to_numpy() | hidden',
        "0  ->  1",
    ): "of one person alone nothing is shown",
    (
        "shown, inside = ~hidden & (self.truth > 0), self.matrix != 0",
        "0  ->  1",
    ): "of one person alone nothing is shown",
    ("NODES = 20_000", "20000  ->  20001"): "after how many steps a solver gives up",
    ("LARGEST = 1_500", "1500  ->  1501"): "how large a component the programs are asked for",
    ("_ENDLESS = 10**9", "10  ->  11"): "more people than there are",
    ("_ENDLESS = 10**9", "9  ->  10"): "more people than there are",
    (
        "return np.column_stack([low, np.where(high >= _ENDLESS, np.inf, high)])",
        "high >= _ENDLESS  ->  high > _ENDLESS",
    ): "exactly so many people are no limit either",
    (
        "least, most = cast(Any, low.astype(float)), cast(Any, np.where(high >= UNBOUNDED, np.inf, high.astype(float)))",
        "high >= UNBOUNDED  ->  high > UNBOUNDED",
    ): "no limit, or one that no table reaches",
}


class Mutant(NamedTuple):
    """One module with one change."""

    module: str
    line: int
    source: str
    change: str
    tree: ast.Module


def mutants(module: str) -> Iterator[Mutant]:
    """Every module that differs in one comparison, number, sign or choice; annotations apart."""
    whole = _unchanged(module)
    tree, lines = whole.tree, whole.source.splitlines()
    skipped = {id(n) for a in _annotations(tree) for n in ast.walk(a)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in skipped or not isinstance(node, ast.expr):
            continue
        for version in range(len(_changes(node))):
            changed = copy.deepcopy(tree)
            twin = next(n for i, n in enumerate(ast.walk(changed)) if i == number)
            _changes(twin)[version]()
            words = f"{ast.unparse(node)}  ->  {ast.unparse(twin)}"
            source = lines[node.lineno - 1].strip()
            yield Mutant(module, node.lineno, source, words, ast.fix_missing_locations(changed))


def _unchanged(module: str) -> Mutant:
    path = _file(module)
    source = path.read_text("utf-8")
    return Mutant(module, 0, source, "", ast.parse(source, str(path)))


def _file(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")


def _annotations(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        yield from (part for name in ("annotation", "returns") if (part := getattr(node, name, None)) is not None)


def _changes(node: ast.AST) -> list[Callable[[], None]]:
    """What can be done to one node, in place."""
    match node:
        case ast.Compare(ops=[op]):
            return [lambda new=new: node.ops.__setitem__(0, new()) for new in SWAPS.get(type(op), ())]  # pyright: ignore[reportReturnType, reportAttributeAccessIssue] - the class of an operator is called for one
        case ast.BinOp() | ast.BoolOp():
            return [lambda new=new: setattr(node, "op", new()) for new in SWAPS.get(type(node.op), ())]
        case ast.UnaryOp(op=ast.Invert() | ast.Not() | ast.USub()):
            return [lambda: setattr(node, "op", ast.UAdd()) if isinstance(node.op, ast.USub) else _drop(node)]
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            return [lambda: setattr(node, "value", value + 1)]
    return []


def _drop(node: ast.UnaryOp) -> None:
    """A negation that is no longer made: twice of it."""
    node.operand = ast.UnaryOp(node.op, node.operand)


def survives(mutant: Mutant) -> bool:
    """Whether every test passes with the mutant in the module's place."""
    context = multiprocessing.get_context("fork")
    child = context.Process(target=_tested, args=(mutant,))
    child.start()
    child.join(SECONDS)
    if child.is_alive():
        child.terminate()
        child.join()
    return child.exitcode == 0


def _tested(mutant: Mutant) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    try:
        _put_in_place(mutant)
    except Exception:  # noqa: BLE001 - a module that cannot even be loaded is noticed, whatever it raises
        os._exit(1)
    folder = ROOT / "tests" / "indicators"
    paths = [str(folder / f"{name}.py") for name in TESTS[mutant.module]]
    code = pytest.main(["-x", "-q", "-n0", "-p", "no:cacheprovider", "-m", "not slow and not real", *paths])
    os._exit(int(code))


def _put_in_place(mutant: Mutant) -> None:
    package, _, name = mutant.module.rpartition(".")
    module = types.ModuleType(mutant.module)
    module.__file__ = str(_file(mutant.module))
    sys.modules[mutant.module] = module
    exec(compile(mutant.tree, module.__file__, "exec"), module.__dict__)  # noqa: S102 - the module itself, with one change
    setattr(importlib.import_module(package), name, module)


def main(modules: list[str]) -> int:
    """Try every mutant of the modules; the number of survivors that nobody explained."""
    for name in HEAVY:
        importlib.import_module(name)
    unexplained = 0
    for module in modules:
        began, tried, equal = time.monotonic(), 0, 0
        assert survives(_unchanged(module)), f"the tests of {module} fail as it is: mend them first"
        for mutant in mutants(module):
            tried += 1
            if not survives(mutant):
                continue
            reason = EQUAL.get((mutant.source, mutant.change))
            equal += reason is not None
            unexplained += reason is None
            print(
                f"{'no difference' if reason else 'SURVIVES'}: {module}.py:{mutant.line}  {mutant.change}  {reason or ''}"
            )
        print(f"{module}: {tried} mutants, {tried - equal} that make a difference, in {time.monotonic() - began:.0f} s")
    print(f"{unexplained} not noticed")
    return unexplained


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:] or list(TESTS)), 1))
